//! Reading responses: the body of a success, or one of four kinds of error.

use http::StatusCode;
use http::header::{CONTENT_TYPE, SERVER, WWW_AUTHENTICATE};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::error::{ApiError, Defect, Error, RateLimited, Unreadable};
use crate::error_body::ErrorBody;
use crate::oauth_error::{self, OauthError, OauthErrorBody, OauthErrorCode};
use crate::rate_limit;

/// A response of Okta, or of whatever stands in front of it.
pub type Response = http::Response<Vec<u8>>;

/// A 2xx is the value asked for; everything else is an error.
pub(crate) fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Error> {
    if response.status().is_success() {
        return body(response).map_err(|why| unreadable(response, why));
    }
    Err(refused(response))
}

/// The same for operations whose answers say little or nothing: a 2xx without a body is the
/// default value.
pub(crate) fn read_or_default<T: DeserializeOwned + Default>(
    response: &Response,
) -> Result<T, Error> {
    if response.status().is_success() && response.body().trim_ascii().is_empty() {
        return Ok(T::default());
    }
    read(response)
}

/// As [`read`], for answers that are a list.
pub(crate) fn read_list<T: DeserializeOwned>(response: &Response) -> Result<Vec<T>, Error> {
    if !response.status().is_success() {
        return Err(refused(response));
    }
    let items = json_text(response).and_then(parsed::<Vec<Value>>);
    let items = items.and_then(|items| items.into_iter().map(object).collect());
    items.map_err(|why| unreadable(response, why))
}

/// As [`read`], for answers that say nothing: `{}`, or no body at all.
pub(crate) fn read_nothing(response: &Response) -> Result<(), Error> {
    if !response.status().is_success() {
        return Err(refused(response));
    }
    match body::<Map<String, Value>>(response) {
        Ok(_) | Err(Defect::EmptyBody) => Ok(()),
        Err(why) => Err(unreadable(response, why)),
    }
}

/// What a status that is no success means.
fn refused(response: &Response) -> Error {
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        return Error::RateLimited(rate_limited(response));
    }
    let why = match body::<ErrorBody>(response) {
        Ok(body) => return Error::Api(Box::new(api_error(response, body))),
        Err(Defect::WrongShape) if names_no_org(response) => Defect::NoSuchOrg,
        Err(why) => why,
    };
    match oauth_error(response) {
        Some(error) => Error::Oauth(Box::new(error)),
        None => unreadable(response, why),
    }
}

fn oauth_error(response: &Response) -> Option<OauthError> {
    let challenge = |name| oauth_error::challenge(header(response, WWW_AUTHENTICATE)?, name);
    let body = body::<OauthErrorBody>(response).ok();
    let (code, description) = match body {
        Some(body) => (body.error, body.error_description),
        None => (
            OauthErrorCode::from(challenge("error")?),
            challenge("error_description").map(str::to_owned),
        ),
    };
    Some(OauthError {
        status: response.status().as_u16(),
        code,
        description,
        dpop_nonce: header(response, "dpop-nonce").map(str::to_owned),
        scope: challenge("scope").map(str::to_owned),
        request_id: request_id(response).map(str::to_owned),
    })
}

pub(crate) fn body<T: DeserializeOwned>(response: &Response) -> Result<T, Defect> {
    let bytes = json_text(response)?;
    if bytes.starts_with(b"[") {
        // serde would take a list for a struct's fields in their order.
        return Err(Defect::WrongShape);
    }
    parsed(bytes)
}

fn json_text(response: &Response) -> Result<&[u8], Defect> {
    let bytes = response.body().trim_ascii();
    if bytes.is_empty() {
        return Err(Defect::EmptyBody);
    }
    if bytes.starts_with(b"<") || header(response, CONTENT_TYPE).is_some_and(is_html) {
        return Err(Defect::Html);
    }
    Ok(bytes)
}

/// By way of a tree: read from bytes, every struct would need a reader more, a quarter of a Worker.
fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Defect> {
    let tree = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Eof => Defect::CutOff,
        Category::Syntax | Category::Io | Category::Data => Defect::NotJson,
    });
    serde_json::from_value(tree?).map_err(|_| Defect::WrongShape)
}

fn object<T: DeserializeOwned>(item: Value) -> Result<T, Defect> {
    if !item.is_object() {
        return Err(Defect::WrongShape);
    }
    serde_json::from_value(item).map_err(|_| Defect::WrongShape)
}

fn is_html(content_type: &str) -> bool {
    content_type
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("text/html")
}

fn api_error(response: &Response, body: ErrorBody) -> ApiError {
    ApiError {
        status: response.status().as_u16(),
        code: body.code,
        summary: body.summary,
        causes: body.causes.into_iter().map(|cause| cause.summary).collect(),
        error_id: body.id,
        request_id: request_id(response).map(str::to_owned),
    }
}

fn rate_limited(response: &Response) -> RateLimited {
    RateLimited {
        code: body::<ErrorBody>(response).ok().map(|body| body.code),
        reset: rate_limit::reset(response),
        date: rate_limit::date(response),
        request_id: request_id(response).map(str::to_owned),
    }
}

pub(crate) fn unreadable(response: &Response, why: Defect) -> Error {
    Error::Unreadable(Unreadable {
        status: response.status().as_u16(),
        request_id: request_id(response).map(str::to_owned),
        server: header(response, SERVER).and_then(printable),
        why,
    })
}

/// Okta's domains answer for hosts that are no org: `{"status":404,"message":"…"}`.
fn names_no_org(response: &Response) -> bool {
    response.status() == StatusCode::NOT_FOUND
        && body::<Value>(response)
            .is_ok_and(|body| body.get("status").is_some_and(|status| status == 404))
}

/// `X-Okta-Request-Id`, which every answer of Okta carries and which finds the call in the
/// org's System Log; nothing in an answer that is probably a proxy's.
///
/// Source: [core Okta API](https://developer.okta.com/docs/reference/core-okta-api/).
#[must_use]
pub fn request_id(response: &Response) -> Option<&str> {
    header(response, "x-okta-request-id").filter(|id| !id.is_empty())
}

pub(crate) fn header(response: &Response, name: impl http::header::AsHeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}

/// The first word, if it is short enough for a log.
fn printable(server: &str) -> Option<String> {
    let word = server.split_ascii_whitespace().next()?;
    (word.len() <= 40).then(|| word.to_owned())
}
