//! A request to the Worker, in one line.

use serde_json::Value;

use crate::openapi;
use crate::programs::{Programs, agent};

/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// The media type of the API.
pub const JSON: &str = "application/json";

/// A request of a test, in one line.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The content type.
    pub content_type: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// The headers.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Call<'a> {
    /// Fetches a path.
    #[must_use]
    pub fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            content_type: "",
            body: b"",
            headers: &[],
        }
    }

    /// Sends a body.
    #[must_use]
    pub fn post(path: &'a str, content_type: &'a str, body: &'a [u8]) -> Self {
        Self {
            method: "POST",
            path,
            content_type,
            body,
            headers: &[],
        }
    }

    /// The same with another method.
    #[must_use]
    pub fn method(self, method: &'a str) -> Self {
        Self { method, ..self }
    }

    /// The same with these headers.
    #[must_use]
    pub fn with(self, headers: &'a [(&'a str, &'a str)]) -> Self {
        Self { headers, ..self }
    }

    /// Sends it to the Worker. If it answers with JSON, that is as the document has it.
    #[must_use]
    pub fn send(&self, programs: &Programs) -> http::Response<String> {
        let mut request = http::Request::builder()
            .method(self.method)
            .uri(format!("{}{}", programs.worker, self.path));
        if !self.content_type.is_empty() {
            request = request.header("content-type", self.content_type);
        }
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(self.body.to_vec())
            .expect("a request of a test");
        let answer = agent().run(request).expect("the Worker answers");
        let (parts, mut body) = answer.into_parts();
        let text = body.read_to_string().unwrap_or_default();
        let answer = http::Response::from_parts(parts, text);
        openapi::answer(self.method, self.path, &answer);
        answer
    }

    /// Sends it and reads JSON: the status and the body.
    #[must_use]
    pub fn json(&self, programs: &Programs) -> (u16, Value) {
        let accept = [("accept", JSON)];
        let headers = [self.headers, &accept].concat();
        let answer = Call {
            headers: &headers,
            ..*self
        }
        .send(programs);
        let value = serde_json::from_str(answer.body()).unwrap_or(Value::Null);
        (answer.status().as_u16(), value)
    }
}
