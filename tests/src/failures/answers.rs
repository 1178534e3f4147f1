//! What is sent instead of an answer of Okta's own.

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use okta::Response;
use serde_json::{Value, json};

/// Stands wherever Okta, or a proxy, has words of its own: no person may read it.
pub(crate) const MARK: &str = "okta-said-this";

/// An error object.
pub(super) fn error(code: &str) -> Value {
    json!({
        "errorCode": code, "errorSummary": MARK, "errorLink": code, "errorId": "oaeMark",
        "errorCauses": [{ "errorSummary": MARK }],
    })
}

/// A status, a content type, if there is one, and a body.
pub(super) fn answer(status: u16, (kind, body): (&'static str, Vec<u8>)) -> Response {
    let mut answer = Response::new(body);
    *answer.status_mut() = status.try_into().expect("the status is one");
    if !kind.is_empty() {
        let kind = HeaderValue::from_static(kind);
        answer.headers_mut().insert(CONTENT_TYPE, kind);
    }
    answer
}

pub(super) fn json_answer(status: u16, body: &Value) -> Response {
    answer(status, ("application/json", body.to_string().into_bytes()))
}

pub(super) fn html(status: u16) -> Response {
    let page = format!("<!doctype html><title>{MARK}</title><h1>{MARK}</h1>");
    answer(status, ("text/html; charset=utf-8", page.into_bytes()))
}

/// Without an answer of Okta's own, one that Okta could have begun.
pub(super) fn cut_off(own: Option<Response>) -> Response {
    let begun = || json_answer(200, &json!({ "status": "RECOVERY", "message": MARK }));
    let mut answer = own.unwrap_or_else(begun);
    let half = answer.body().len() / 2;
    answer.body_mut().truncate(half);
    answer
}
