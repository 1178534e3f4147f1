//! What a request must say of its body and of the answer it takes, before either is looked at.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderName, Method, StatusCode};
use okta::{ErrorCode, Request, Response};

use crate::answer::empty;

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
    let value = value
        .to_str()
        .map_err(|_| ErrorCode::HeaderValueNotSupported)?;
    let mut types = value.split(',').filter_map(|range| range.split(';').next());
    let found = types.any(|media_type| {
        supported
            .iter()
            .any(|supported| media_type.trim().eq_ignore_ascii_case(supported))
    });
    found
        .then_some(())
        .ok_or(ErrorCode::HeaderValueNotSupported)
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
