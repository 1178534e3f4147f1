//! What the org does with a request.

use std::time::Duration;

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use okta::Response;
use serde::Serialize;

/// A response, and how it travels.
#[derive(Debug)]
pub struct Answer {
    /// The response.
    pub response: Response,
    /// How long it is held back.
    pub delay: Duration,
    /// Whether it arrives.
    pub delivery: Delivery,
}

/// Whether a response reaches the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It does.
    Whole,
    /// The connection is closed instead.
    Dropped,
}

impl Answer {
    /// A response that is delivered at once.
    pub(crate) fn at_once(response: Response) -> Self {
        Self {
            response,
            delay: Duration::ZERO,
            delivery: Delivery::Whole,
        }
    }
}

/// A response with a JSON body.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let body = serde_json::to_vec(body).expect("the emulator's values are all JSON");
    with_body(status, "application/json", body)
}

/// A response without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

/// A response with a body that no cache keeps.
pub(crate) fn with_body(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response {
    let mut response = empty(status);
    *response.body_mut() = body;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("no-cache, no-store"),
    );
    response
}
