//! Okta's no.

use std::borrow::Cow;

use http::header::ALLOW;
use http::{HeaderValue, StatusCode};
use okta::{ErrorBody, ErrorCode, Response};

use crate::answer::json;
use crate::moment::Entropy;

/// An error on its way to become a response.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: ErrorCode,
    /// What stands for `{0}` in the summary.
    about: Cow<'static, str>,
    causes: Vec<String>,
    /// The methods that the path does know.
    allow: Option<&'static str>,
    /// What is answered instead of an error object.
    whole: Option<Box<Response>>,
}

impl Refusal {
    /// The error with the status that belongs to its code.
    pub(crate) fn new(code: ErrorCode) -> Self {
        let status = StatusCode::from_u16(code.status()).expect("Okta's statuses are valid");
        Self {
            status,
            code,
            about: Cow::Borrowed(""),
            causes: Vec::new(),
            allow: None,
            whole: None,
        }
    }

    /// A refusal that is no error object: empty, or in OAuth's words.
    pub(crate) fn whole(response: Response) -> Self {
        Self {
            whole: Some(Box::new(response)),
            ..Self::new(ErrorCode::AccessDenied)
        }
    }

    /// 405, with the methods that the path does know.
    pub(crate) fn method(allow: &'static str) -> Self {
        Self {
            allow: Some(allow),
            ..Self::new(ErrorCode::MethodNotAllowed)
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
            409 => ErrorCode::StillActivating,
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

    /// Okta's code.
    pub(crate) const fn code(&self) -> &ErrorCode {
        &self.code
    }

    /// Says what failed, in the place of `{0}`.
    pub(crate) fn about(self, about: impl Into<Cow<'static, str>>) -> Self {
        Self {
            about: about.into(),
            ..self
        }
    }

    /// The same error with the status of a recording instead of the documented one.
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Adds a cause.
    pub(crate) fn because(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    pub(crate) fn into_response(self, entropy: &mut Entropy) -> Response {
        if let Some(response) = self.whole {
            return *response;
        }
        let id = format!("oae{}", entropy.url_safe(22));
        let mut body = ErrorBody::new(self.code, id);
        body.summary = body.summary.replace("{0}", &self.about);
        for cause in self.causes {
            body = body.with_cause(cause);
        }
        let mut response = json(self.status, &body);
        if let Some(allow) = self.allow {
            let allow = HeaderValue::from_static(allow);
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
