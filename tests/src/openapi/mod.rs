//! `/openapi.json`, kept true: whatever JSON the Worker answers in any test, and whatever page a
//! native journey comes to, is held against the document; and [`schemathesis`] asks what no test
//! of ours would.

mod document;
pub mod schemathesis;
#[cfg(test)]
mod tests;

use http::Response;
use pages::{Page, Problem, Texts};
use serde_json::{Value, json};

use self::document::DOCUMENT;

/// A page, as its JSON would be answered.
///
/// # Panics
/// When the document describes it otherwise.
pub fn page(page: &Page) {
    let (schema, body) = answered(page);
    let complaints = DOCUMENT.complaints(&named(schema), &body);
    assert!(complaints.is_empty(), "{body}\n{}", complaints.join("\n"));
}

/// An answer of the Worker's, if it is JSON.
///
/// # Panics
/// When the document says otherwise of it, or nothing.
pub fn answer(method: &str, path: &str, answer: &Response<String>) {
    let complaints = complaints(method, path, answer);
    assert!(
        complaints.is_empty(),
        "{method} {path}: {} {}\n{}",
        answer.status(),
        answer.body(),
        complaints.join("\n")
    );
}

/// The name of the schema of a page's JSON, and that JSON.
fn answered(page: &Page) -> (&'static str, Value) {
    let (schema, body) = match Problem::of(page, &Texts::ENGLISH) {
        None => ("Page", serde_json::to_value(page)),
        Some(problem) => {
            let problem = problem.for_request("native");
            ("Problem", serde_json::to_value(problem))
        }
    };
    (schema, body.expect("a page is JSON"))
}

/// A reference to a schema.
fn named(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn complaints(method: &str, path: &str, answer: &Response<String>) -> Vec<String> {
    let Some(media_type) = media_type(answer).filter(|it| it.ends_with("json")) else {
        return Vec::new();
    };
    if method == "HEAD" {
        return Vec::new();
    }
    let body = serde_json::from_str(answer.body()).unwrap_or_default();
    let Some(operation) = DOCUMENT.operation(method, path) else {
        // No route, or not this method.
        return DOCUMENT.complaints(&named("Problem"), &body);
    };
    let status = answer.status().as_str().to_owned();
    let Some(response) = operation["responses"].get(&status) else {
        return vec![format!("{status} is not described")];
    };
    let response = DOCUMENT.resolved(response);
    let mut complaints = missing(response, answer);
    match response["content"].get(media_type) {
        Some(content) => complaints.extend(DOCUMENT.complaints(&content["schema"], &body)),
        None => complaints.push(format!("{media_type} is not described")),
    }
    complaints
}

fn media_type(answer: &Response<String>) -> Option<&str> {
    let header = answer.headers().get("content-type")?.to_str().ok()?;
    header.split(';').next()
}

/// The headers that are promised and not there.
fn missing(response: &Value, answer: &Response<String>) -> Vec<String> {
    let headers = response["headers"].as_object().into_iter().flatten();
    headers
        .filter(|(_, header)| DOCUMENT.resolved(header)["required"] == true)
        .filter(|(name, _)| !answer.headers().contains_key(name.as_str()))
        .map(|(name, _)| format!("the header {name} is missing"))
        .collect()
}
