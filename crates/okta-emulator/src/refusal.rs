//! Okta's no.

use http::StatusCode;
use okta::{ErrorBody, ErrorCode, Response};

use crate::answer::json;
use crate::moment::Entropy;

/// An error on its way to become a response.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: ErrorCode,
    /// What stands for `{0}` in the summary.
    about: &'static str,
    cause: Option<String>,
}

impl Refusal {
    /// The error with the status that belongs to its code.
    pub(crate) fn new(code: ErrorCode) -> Self {
        let status = StatusCode::from_u16(code.status()).expect("Okta's statuses are valid");
        Self {
            status,
            code,
            about: "",
            cause: None,
        }
    }

    /// The error that belongs to a status that a fault asks for.
    pub(crate) fn with_status(status: StatusCode) -> Self {
        let code = match status.as_u16() {
            400 => ErrorCode::BadRequest,
            401 => ErrorCode::InvalidToken,
            403 => ErrorCode::AccessDenied,
            404 => ErrorCode::PathNotFound,
            405 => ErrorCode::MethodNotAllowed,
            406 => ErrorCode::NotAcceptable,
            429 => ErrorCode::TooManyRequests,
            502 => ErrorCode::InlineHookFailed,
            503 => ErrorCode::ReadOnly,
            504 => ErrorCode::FactorServiceError,
            _ => ErrorCode::InternalServerError,
        };
        Self {
            status,
            ..Self::new(code)
        }
    }

    /// Says what failed, in the place of `{0}`.
    pub(crate) fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// Adds the cause.
    pub(crate) fn because(self, cause: impl Into<String>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..self
        }
    }

    pub(crate) fn into_response(self, entropy: &mut Entropy) -> Response {
        let id = format!("oae{}", entropy.url_safe(22));
        let mut body = ErrorBody::new(self.code, id);
        body.summary = body.summary.replace("{0}", self.about);
        if let Some(cause) = self.cause {
            body = body.with_cause(cause);
        }
        json(self.status, &body)
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
