//! Reading responses: the body of a success, or one of three kinds of error.

use http::StatusCode;
use http::header::{CONTENT_TYPE, DATE};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::error::{ApiError, Defect, Error, ErrorBody, RateLimited, Unreadable};
use crate::timestamp::Timestamp;

/// A response of Okta, or of whatever stands in front of it.
pub type Response = http::Response<Vec<u8>>;

/// A 2xx is the value asked for; everything else is an error.
pub(crate) fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Error> {
    if response.status().is_success() {
        return body(response).map_err(|why| unreadable(response, why));
    }
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        return Err(Error::RateLimited(rate_limited(response)));
    }
    Err(match body::<ErrorBody>(response) {
        Ok(body) => Error::Api(Box::new(api_error(response, body))),
        Err(Defect::WrongShape) if names_no_org(response) => {
            unreadable(response, Defect::NoSuchOrg)
        }
        Err(why) => unreadable(response, why),
    })
}

pub(crate) fn body<T: DeserializeOwned>(response: &Response) -> Result<T, Defect> {
    let bytes = response.body().trim_ascii();
    if bytes.is_empty() {
        return Err(Defect::EmptyBody);
    }
    if bytes.starts_with(b"<") || header(response, CONTENT_TYPE).is_some_and(is_html) {
        return Err(Defect::Html);
    }
    if bytes.starts_with(b"[") {
        // serde would take a list for a struct's fields in their order.
        return Err(Defect::WrongShape);
    }
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Eof => Defect::CutOff,
        Category::Data => Defect::WrongShape,
        Category::Syntax | Category::Io => Defect::NotJson,
    })
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
        request_id: request_id(response),
    }
}

fn rate_limited(response: &Response) -> RateLimited {
    let seconds = header(response, "x-rate-limit-reset").and_then(|text| text.parse().ok());
    RateLimited {
        code: body::<ErrorBody>(response).ok().map(|body| body.code),
        reset: seconds.and_then(Timestamp::from_seconds),
        date: header(response, DATE).and_then(Timestamp::from_http_date),
        request_id: request_id(response),
    }
}

fn unreadable(response: &Response, why: Defect) -> Error {
    Error::Unreadable(Unreadable {
        status: response.status().as_u16(),
        request_id: request_id(response),
        why,
    })
}

/// Okta's domains answer for hosts that are no org: `{"status":404,"message":"…"}`.
fn names_no_org(response: &Response) -> bool {
    response.status() == StatusCode::NOT_FOUND
        && body::<Value>(response).is_ok_and(|body| body["status"] == 404)
}

pub(crate) fn request_id(response: &Response) -> Option<String> {
    header(response, "x-okta-request-id").map(str::to_owned)
}

fn header(response: &Response, name: impl http::header::AsHeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}
