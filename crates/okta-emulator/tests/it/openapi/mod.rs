//! Okta's own OpenAPI document as a judge: what it says of a request and of an answer.
//!
//! Stricter than the document: properties that it does not name are complained of too, because
//! the emulator and `okta` are to write what is documented or recorded and nothing else.

mod document;
mod exceptions;
mod operation;
mod schema;
mod tests;

use http::{Method, Request, Response};

use serde_json::{Value, json};

use document::{DOCUMENT, Side};
use operation::Operation;

/// What is wrong with a request of `okta`'s; nothing, if it is as documented.
pub(crate) fn request_complaints(request: &Request<Vec<u8>>) -> Vec<String> {
    let path = request.uri().path();
    let Some(operation) = Operation::of(request.method(), path) else {
        return vec![format!("{} {path} is not documented", request.method())];
    };
    let mut complaints = operation.parameter_complaints(request);
    complaints.extend(body_complaints(&operation, request));
    named(&operation, complaints)
}

/// What is wrong with an answer to `method` and `path`; nothing, if it is as documented.
pub(crate) fn answer_complaints(
    method: &Method,
    path: &str,
    answer: &Response<Vec<u8>>,
) -> Vec<String> {
    let status = answer.status().as_u16();
    let Some(operation) = Operation::of(method, path) else {
        if let Some(schema) = exceptions::played(method, path) {
            return played_complaints(schema, answer);
        }
        return match status {
            404 | 405 => Vec::new(),
            _ => vec![format!("{method} {path} is not documented, but answered")],
        };
    };
    let Some(documented) = operation.answer(status) else {
        let complaints = match exceptions::common(status) {
            Some(codes) => common_complaints(answer, codes),
            None => vec![format!("{status} is not documented")],
        };
        return named(&operation, complaints);
    };
    let complaints = match documented.pointer("/content/application~1json/schema") {
        _ if exceptions::may_be_empty(answer) => Vec::new(),
        Some(schema) => DOCUMENT.complaints(Side::Answer, schema, answer.body()),
        // «Success» without a schema: recorded as `{}`; 204 has no body at all.
        None if status == 204 && !answer.body().is_empty() => vec!["204 with a body".to_owned()],
        None if status == 200 && answer.body() != b"{}" => vec!["200 is `{}` here".to_owned()],
        None => Vec::new(),
    };
    named(&operation, complaints)
}

/// The `operationId` of what a request asks for; empty, if it is not documented.
pub(crate) fn operation_of(request: &Request<Vec<u8>>) -> String {
    let operation = Operation::of(request.method(), request.uri().path());
    operation.map_or_else(String::new, |operation| operation.name().to_owned())
}

/// Whether an operation stands in the document.
pub(crate) fn is_documented(method: &Method, path: &str) -> bool {
    Operation::of(method, path).is_some()
}

/// The `operationId` of everything that is documented.
pub(crate) fn operations() -> Vec<String> {
    Operation::names()
}

/// Whether an answer's path is one that the document judges.
pub(crate) fn judges(path: &str) -> bool {
    path.starts_with("/api/v1/users")
        || path.starts_with("/api/v1/policies")
        || path == "/oauth2/v1/token"
}

/// The errors that every path may answer have Okta's error object.
fn common_complaints(answer: &Response<Vec<u8>>, codes: &[&str]) -> Vec<String> {
    if exceptions::may_be_empty(answer) {
        return Vec::new();
    }
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    if body["error"].is_string() {
        // The API speaks OAuth of a token's proof.
        let error = json!({ "$ref": "#/components/schemas/OAuthError" });
        return DOCUMENT.complaints(Side::Answer, &error, answer.body());
    }
    let mut complaints = error_complaints(answer);
    let code = body["errorCode"].as_str().unwrap_or_default();
    if !codes.contains(&code) {
        complaints.push(format!("{} with «{code}»", answer.status()));
    }
    complaints
}

fn error_complaints(answer: &Response<Vec<u8>>) -> Vec<String> {
    let error = json!({ "$ref": "#/components/schemas/Error" });
    DOCUMENT.complaints(Side::Answer, &error, answer.body())
}

/// What is wrong with an answer of an operation that the subset leaves out.
fn played_complaints(schema: &Value, answer: &Response<Vec<u8>>) -> Vec<String> {
    let complaints = match answer.status().as_u16() {
        200 => DOCUMENT.complaints(Side::Answer, schema, answer.body()),
        204 if answer.body().is_empty() => Vec::new(),
        401 | 403 if exceptions::may_be_empty(answer) => Vec::new(),
        400..=499 => error_complaints(answer),
        status => vec![format!("{status} is not known here")],
    };
    let complaints = complaints.into_iter();
    complaints
        .filter(|complaint| !exceptions::is_evident(complaint))
        .collect()
}

fn body_complaints(operation: &Operation<'_>, request: &Request<Vec<u8>>) -> Vec<String> {
    let sent = request.body();
    let Some(documented) = operation.request_body() else {
        return match sent.as_slice() {
            [] => Vec::new(),
            [..] => vec!["a body is sent where none is documented".to_owned()],
        };
    };
    if sent.is_empty() {
        return vec!["the documented body is missing".to_owned()];
    }
    let media_type = request.headers().get("content-type");
    let media_type = media_type
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let Some(schema) = documented
        .pointer("/content")
        .and_then(|content| content.get(media_type))
    else {
        return vec![format!("a body of type «{media_type}» is not documented")];
    };
    let schema = schema
        .get("schema")
        .expect("a documented body has a schema");
    if media_type == "application/x-www-form-urlencoded" {
        let fields = operation::fields(std::str::from_utf8(sent).unwrap_or_default());
        let body = serde_json::to_vec(&fields).expect("fields are JSON");
        return DOCUMENT.complaints(Side::Request, schema, &body);
    }
    DOCUMENT.complaints(Side::Request, schema, sent)
}

fn named(operation: &Operation<'_>, complaints: Vec<String>) -> Vec<String> {
    let name = operation.name();
    let complaints = complaints.into_iter();
    complaints
        .filter(|complaint| !exceptions::is_evident(complaint))
        .map(|complaint| format!("{name}: {complaint}"))
        .collect()
}
