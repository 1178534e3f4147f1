//! The log of what was asked of Okta's paths, and of the services beside it.

use std::collections::BTreeMap;

use http::header::AUTHORIZATION;
use okta::{Request, Timestamp};
use serde::Serialize;
use serde_json::Value;

use crate::answer::{Answer, Delivery};

/// Fields of a body that are not kept.
const SECRET_FIELDS: [&str; 4] = ["password", "newPassword", "oldPassword", "answer"];

/// Fields of a mail that are not kept: what is said to a person has links and codes in it.
const FIELDS_OF_A_LETTER: [&str; 3] = ["subject", "text", "html"];

/// What stands in place of what is not kept.
const REDACTED: &str = "[redacted]";

/// Bytes of a body that are kept; no request to Okta's paths needs as many.
const LONGEST_BODY: usize = 16 * 1024;

/// A request and the status it was answered with, as `/_emulator/calls` shows
/// it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// When it arrived, by the org's clock.
    pub at: Timestamp,
    /// The method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query, if there was one.
    pub query: Option<String>,
    /// The headers, names in lower case, without `authorization`.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON with its secrets redacted, else a string; null if empty, and `[too long]`
    /// beyond 16 KiB.
    pub body: Value,
    /// The status of the answer; null if the answer was dropped.
    pub status: Option<u16>,
}

impl Call {
    /// Notes down a request; the status is filled in by the answer.
    pub(crate) fn of(request: &Request, at: Timestamp) -> Self {
        Self {
            at,
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            headers: headers(request),
            body: body(request.body()),
            status: None,
        }
    }

    /// The same call without what a mail says; a body that is none is not kept at all.
    pub(crate) fn without_letter(mut self) -> Self {
        match &mut self.body {
            Value::Null => {}
            Value::Object(_) => redact(&mut self.body, &FIELDS_OF_A_LETTER),
            body @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
                *body = REDACTED.into();
            }
        }
        self
    }

    /// The same call, with the status of its answer.
    pub(crate) fn answered(self, answer: &Answer) -> Self {
        let arrived = answer.delivery == Delivery::Whole;
        Self {
            status: arrived.then_some(answer.response.status().as_u16()),
            ..self
        }
    }
}

fn headers(request: &Request) -> BTreeMap<String, String> {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    let kept = request
        .headers()
        .iter()
        .filter(|(name, _)| *name != AUTHORIZATION);
    for (name, value) in kept {
        let value = String::from_utf8_lossy(value.as_bytes());
        let entry = headers.entry(name.to_string()).or_default();
        if !entry.is_empty() {
            entry.push_str(", ");
        }
        entry.push_str(&value);
    }
    headers
}

fn body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.len() > LONGEST_BODY {
        return Value::String("[too long]".to_owned());
    }
    let mut value = serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
    redact(&mut value, &SECRET_FIELDS);
    value
}

fn redact(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if names.contains(&name.as_str()) {
                    *field = REDACTED.into();
                } else {
                    redact(field, names);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
