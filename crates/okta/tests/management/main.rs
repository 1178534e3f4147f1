//! Management: users, policies, OAuth, and what an org says of itself.
//!
//! Recorded answers of these are few; the examples of Okta's own OpenAPI document (release
//! 2026.06.3) stand in for them.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod groups;
mod oauth;
mod password_policy;
mod policies;
mod policy_choice;
mod service_app;
mod user_requests;
mod users;

use okta::{OrgUrl, Response};

pub(crate) fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

pub(crate) fn response(status: u16, headers: &[(&'static str, &str)], body: &str) -> Response {
    let mut response = http::Response::new(body.as_bytes().to_vec());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        let value = http::HeaderValue::from_str(value).unwrap();
        response.headers_mut().append(*name, value);
    }
    response
}

pub(crate) fn ok(body: &str) -> Response {
    response(200, &[("content-type", "application/json")], body)
}
