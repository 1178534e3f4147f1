//! What a request must say of its body and of the answer it takes, before either is looked at.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderName, Method, StatusCode};
use okta::{ErrorCode, Request, Response};
use serde::{Deserialize, Serialize};

use crate::answer::empty;
use crate::refusal::Refusal;
use crate::switches::Switches;

/// How an `Accept` without JSON is refused. Okta's list of errors has three codes that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnsupportedAccept {
    /// 406, by its text the one for this header.
    E0000122,
    /// 406.
    E0000149,
    /// 400, for either header.
    E0000021,
}

/// With which status a `Content-Type` that is not JSON is refused; the code is E0000021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnsupportedContentType {
    /// As Okta's list of errors has it.
    #[serde(rename = "400")]
    BadRequest,
    /// As HTTP has it.
    #[serde(rename = "415")]
    UnsupportedMediaType,
}

/// What the org says of media types that it does not take.
pub(crate) fn restated(switches: &Switches, refusal: Refusal) -> Refusal {
    if *refusal.code() == ErrorCode::AcceptNotSupported {
        return Refusal::new(match switches.unsupported_accept {
            UnsupportedAccept::E0000122 => ErrorCode::AcceptNotSupported,
            UnsupportedAccept::E0000149 => ErrorCode::NotAcceptable,
            UnsupportedAccept::E0000021 => ErrorCode::HeaderValueNotSupported,
        });
    }
    let of_http = switches.unsupported_content_type == UnsupportedContentType::UnsupportedMediaType;
    if of_http && *refusal.code() == ErrorCode::HeaderValueNotSupported {
        return refusal.status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    refusal
}

const JSON: [&str; 3] = ["application/json", "application/*", "*/*"];

/// The headers of a call below `/api/v1`: JSON in, JSON out.
pub(crate) fn check_json(request: &Request) -> Result<(), ErrorCode> {
    if !request.body().is_empty() || request.headers().contains_key(CONTENT_TYPE) {
        check(request, &CONTENT_TYPE, &JSON[..1])?;
    }
    check(request, &ACCEPT, &JSON)
}

/// As [`check_json`], for calls that always have a body.
pub(crate) fn check_json_body(request: &Request) -> Result<(), ErrorCode> {
    check(request, &CONTENT_TYPE, &JSON[..1])?;
    check(request, &ACCEPT, &JSON)
}

/// Whether the header names one of the supported types.
pub(crate) fn check(
    request: &Request,
    name: &HeaderName,
    supported: &[&str],
) -> Result<(), ErrorCode> {
    let value = request.headers().get(name).ok_or(ErrorCode::HeaderNotSet)?;
    let unsupported = if *name == ACCEPT {
        ErrorCode::AcceptNotSupported
    } else {
        ErrorCode::HeaderValueNotSupported
    };
    let Ok(value) = value.to_str() else {
        return Err(unsupported);
    };
    let mut types = value.split(',').filter_map(|range| range.split(';').next());
    let found = types.any(|media_type| {
        supported
            .iter()
            .any(|supported| media_type.trim().eq_ignore_ascii_case(supported))
    });
    found.then_some(()).ok_or(unsupported)
}

/// 411 for a POST or PUT that came over a connection with neither a body nor a length.
pub(crate) fn length_required(request: &Request) -> Option<Response> {
    let headers = request.headers();
    let has_body = matches!(*request.method(), Method::POST | Method::PUT);
    let is_framed = [CONTENT_LENGTH, TRANSFER_ENCODING]
        .iter()
        .any(|name| headers.contains_key(name));
    let unframed = has_body && request.body().is_empty() && !is_framed;
    (unframed && headers.contains_key(HOST)).then(|| empty(StatusCode::LENGTH_REQUIRED))
}
