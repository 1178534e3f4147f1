//! Resend's no: `{"statusCode", "name", "message"}`.

use std::borrow::Cow;

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use okta::Response;
use serde_json::json;

use super::switches::{BadFieldStatus, BadKey, ResendSwitches};
use crate::answer::{json as answer_json, with_body};
use crate::faults::EmptyBucket;

/// An error on its way to become a response.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    /// Nothing, where it is not Resend that answers but what stands before it.
    name: Option<&'static str>,
    message: Cow<'static, str>,
    retry_after: Option<u32>,
}

impl Refusal {
    fn new(status: StatusCode, name: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            name: Some(name),
            message: message.into(),
            retry_after: None,
        }
    }

    /// What Cloudflare says in Resend's place to whoever names no `User-Agent`.
    pub(super) fn no_user_agent() -> Self {
        Self {
            name: None,
            ..Self::new(StatusCode::FORBIDDEN, "", "error code: 1010")
        }
    }

    pub(super) fn missing_key() -> Self {
        let message = "Missing API key in the authorization header.";
        Self::new(StatusCode::UNAUTHORIZED, "missing_api_key", message)
    }

    pub(super) fn bad_key(switches: &ResendSwitches) -> Self {
        let (status, name) = match switches.bad_key {
            BadKey::Documented => (StatusCode::FORBIDDEN, "invalid_api_key"),
            BadKey::Unauthorized => (StatusCode::UNAUTHORIZED, "validation_error"),
            BadKey::BadRequest => (StatusCode::BAD_REQUEST, "validation_error"),
        };
        Self::new(status, name, "API key is invalid")
    }

    pub(super) fn not_found() -> Self {
        let message = "The requested endpoint does not exist.";
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    pub(super) fn method_not_allowed() -> Self {
        let message = "Method is not allowed for the requested path.";
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            message,
        )
    }

    pub(super) fn bad_idempotency_key() -> Self {
        let message = "The key must be between 1-256 chars.";
        Self::new(StatusCode::BAD_REQUEST, "invalid_idempotency_key", message)
    }

    /// The key was used for another mail.
    pub(super) fn reused_key() -> Self {
        let message = "Same idempotency key used with a different request payload.";
        Self::new(StatusCode::CONFLICT, "invalid_idempotent_request", message)
    }

    /// The same mail is being taken.
    pub(super) fn in_flight() -> Self {
        let message = "Same idempotency key used while original request is still in progress.";
        Self::new(
            StatusCode::CONFLICT,
            "concurrent_idempotent_requests",
            message,
        )
    }

    pub(super) fn no_json() -> Self {
        let message = "The request body is not a JSON object.";
        Self::new(StatusCode::BAD_REQUEST, "validation_error", message)
    }

    pub(super) fn missing_field(name: &str) -> Self {
        let message = format!("Missing `{name}` field.");
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self::new(status, "missing_required_field", message)
    }

    /// A field makes no sense.
    pub(super) fn field(message: impl Into<Cow<'static, str>>, switches: &ResendSwitches) -> Self {
        let status = match switches.bad_field_status {
            BadFieldStatus::UnprocessableContent => StatusCode::UNPROCESSABLE_ENTITY,
            BadFieldStatus::BadRequest => StatusCode::BAD_REQUEST,
        };
        Self::new(status, "validation_error", message)
    }

    pub(super) fn unverified(domain: &str) -> Self {
        let message = format!(
            "The {domain} domain is not verified. Please, add and verify your domain on \
             https://resend.com/domains"
        );
        Self::new(StatusCode::FORBIDDEN, "validation_error", message)
    }

    pub(super) fn too_fast(limit: u32, seconds: u32) -> Self {
        let message = format!(
            "Too many requests. You can only make {limit} requests per second. See rate limit \
             response headers for more information."
        );
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "rate_limit_exceeded",
                message,
            )
        }
    }

    pub(super) fn daily_quota() -> Self {
        let message = "You have reached your daily email sending quota.";
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "daily_quota_exceeded",
            message,
        )
    }

    pub(super) fn monthly_quota() -> Self {
        let message = "You have reached your monthly email sending quota.";
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "monthly_quota_exceeded",
            message,
        )
    }

    /// The error that belongs to a status that a fault asks for.
    pub(super) fn of_fault(status: StatusCode, empty: Option<EmptyBucket>) -> Self {
        let name = match status.as_u16() {
            401 => "missing_api_key",
            403 => "invalid_api_key",
            404 => "not_found",
            405 => "method_not_allowed",
            409 => "concurrent_idempotent_requests",
            400 | 422 => "validation_error",
            429 => "rate_limit_exceeded",
            503 => "service_unavailable",
            _ => "application_error",
        };
        Self {
            retry_after: empty.map(|empty| empty.reset_in_seconds),
            ..Self::new(status, name, "A fault was asked for.")
        }
    }

    pub(super) fn into_response(self) -> Response {
        let mut response = match self.name {
            Some(name) => answer_json(
                self.status,
                &json!({
                    "statusCode": self.status.as_u16(),
                    "name": name,
                    "message": self.message,
                }),
            ),
            None => with_body(
                self.status,
                "text/plain; charset=UTF-8",
                self.message.into_owned().into_bytes(),
            ),
        };
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
