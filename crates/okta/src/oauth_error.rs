//! Errors in OAuth's words: `{"error", "error_description"}`, or a `WWW-Authenticate` header.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::log_word::Redacted;
use crate::wire::{if_readable, words};

/// What an authorization server refused, or an API that was shown an access token.
///
/// Source: [OAuth error codes](https://developer.okta.com/docs/reference/error-codes/#oauth-2-0-and-openid-connect-errors).
///
/// `Debug` shows no description.
#[derive(Clone, PartialEq, Eq)]
pub struct OauthError {
    /// The HTTP status.
    pub status: u16,
    /// `error`, the only part that may steer code, but see
    /// [`asks_for_dpop`](Self::asks_for_dpop).
    pub code: OauthErrorCode,
    /// `error_description`, for humans. May contain what a caller has sent.
    pub description: Option<String>,
    /// The header `dpop-nonce`: what the next proof must contain.
    pub dpop_nonce: Option<String>,
    /// `scope` of a `WWW-Authenticate` header: the scope that was missing, as far as Okta says.
    pub scope: Option<String>,
    /// `X-Okta-Request-Id`, for the org's System Log.
    pub request_id: Option<String>,
}

impl OauthError {
    /// Whether the application has to prove possession of a key, and has not: one code stands
    /// for every defect of a proof, so that only the text says that there was none.
    #[must_use]
    pub fn asks_for_dpop(&self) -> bool {
        let says_missing = |text: &String| text.contains("missing");
        self.code == OauthErrorCode::InvalidDpopProof
            && self.description.as_ref().is_some_and(says_missing)
    }
}

impl fmt::Debug for OauthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let description = self.description.as_ref().map(|_| Redacted);
        f.debug_struct("OauthError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("description", &description)
            .field("dpop_nonce", &self.dpop_nonce)
            .field("scope", &self.scope)
            .field("request_id", &self.request_id)
            .finish()
    }
}

words! {
    /// `error` of OAuth.
    OauthErrorCode {
        /// Something of the request is missing, doubled or malformed
        InvalidRequest = "invalid_request",
        /// The application could not prove who it is
        InvalidClient = "invalid_client",
        /// The code, token or person is not, or no longer, good
        InvalidGrant = "invalid_grant",
        /// The application may not use this grant
        UnauthorizedClient = "unauthorized_client",
        /// The server does not know this grant
        UnsupportedGrantType = "unsupported_grant_type",
        /// A scope is missing or unknown
        InvalidScope = "invalid_scope",
        /// Policy or an administrator says no
        AccessDenied = "access_denied",
        /// None of the scopes is granted to the application
        ConsentRequired = "consent_required",
        /// The person must sign in
        LoginRequired = "login_required",
        /// The person must do something
        InteractionRequired = "interaction_required",
        /// The access token is not, or no longer, good
        InvalidToken = "invalid_token",
        /// The access token does not reach that far
        InsufficientScope = "insufficient_scope",
        /// The proof must contain the nonce of the header `dpop-nonce`
        UseDpopNonce = "use_dpop_nonce",
        /// The proof of possession is missing or not good
        InvalidDpopProof = "invalid_dpop_proof",
        /// Something broke
        ServerError = "server_error",
        /// Later, perhaps
        TemporarilyUnavailable = "temporarily_unavailable",
    }
}

/// An OAuth error as it stands in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OauthErrorBody {
    /// `error`.
    pub error: OauthErrorCode,
    /// `error_description`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub error_description: Option<String>,
}

/// One value of a `WWW-Authenticate` header by its name: `Bearer error="…", scope="…"`.
pub(crate) fn challenge<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = header;
    loop {
        let (before, after) = rest.split_once("=\"")?;
        let (value, behind) = after.split_once('"')?;
        let key = before.rsplit([' ', ',', '\t']).next().unwrap_or(before);
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = behind;
    }
}
