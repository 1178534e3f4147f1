//! OAuth's no.

use http::{HeaderName, HeaderValue, StatusCode};
use okta::Response;
use okta::oauth::{OauthErrorBody, OauthErrorCode};

use crate::answer::json;

/// An error of an authorization server: `{"error", "error_description"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OauthRefusal {
    status: StatusCode,
    code: OauthErrorCode,
    description: String,
    dpop_nonce: Option<String>,
}

impl OauthRefusal {
    /// The error with the status that belongs to its code.
    pub(crate) fn new(code: OauthErrorCode, description: impl Into<String>) -> Self {
        let status = match code {
            OauthErrorCode::InvalidClient | OauthErrorCode::InvalidToken => {
                StatusCode::UNAUTHORIZED
            }
            OauthErrorCode::AccessDenied | OauthErrorCode::InsufficientScope => {
                StatusCode::FORBIDDEN
            }
            OauthErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            OauthErrorCode::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            OauthErrorCode::InvalidRequest
            | OauthErrorCode::InvalidGrant
            | OauthErrorCode::UnauthorizedClient
            | OauthErrorCode::UnsupportedGrantType
            | OauthErrorCode::InvalidScope
            | OauthErrorCode::ConsentRequired
            | OauthErrorCode::LoginRequired
            | OauthErrorCode::InteractionRequired
            | OauthErrorCode::UseDpopNonce
            | OauthErrorCode::InvalidDpopProof
            | OauthErrorCode::Unknown(_) => StatusCode::BAD_REQUEST,
        };
        Self {
            status,
            code,
            description: description.into(),
            dpop_nonce: None,
        }
    }

    /// The same error with another status.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// 400: something of the request is missing, doubled or malformed.
    pub(crate) fn invalid_request(description: impl Into<String>) -> Self {
        Self::new(OauthErrorCode::InvalidRequest, description)
    }

    /// 401: the application has not proved itself.
    pub(crate) fn invalid_client(description: impl Into<String>) -> Self {
        Self::new(OauthErrorCode::InvalidClient, description)
    }

    /// 400: the code or token is not, or no longer, good.
    pub(crate) fn invalid_grant(description: impl Into<String>) -> Self {
        Self::new(OauthErrorCode::InvalidGrant, description)
    }

    /// 400: the proof must contain this nonce.
    pub(crate) fn use_dpop_nonce(nonce: String) -> Self {
        let description = "Authorization server requires nonce in DPoP proof.";
        Self {
            dpop_nonce: Some(nonce),
            ..Self::new(OauthErrorCode::UseDpopNonce, description)
        }
    }

    pub(crate) fn into_response(self) -> Response {
        let body = OauthErrorBody {
            error: self.code,
            error_description: Some(self.description),
        };
        let mut response = json(self.status, &body);
        if let Some(nonce) = &self.dpop_nonce {
            add_nonce(&mut response, nonce);
        }
        response
    }
}

/// Adds the nonce for the next token request.
pub(super) fn add_nonce(response: &mut Response, nonce: &str) {
    let value = HeaderValue::from_str(nonce).expect("a nonce is letters and digits");
    let name = HeaderName::from_static("dpop-nonce");
    response.headers_mut().insert(name, value);
}
