//! How a call of the management API is authorised.

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use jose::Jwt;

use crate::request::Request;
use crate::secret::{AccessToken, ApiToken};

/// What a caller shows to be let in. Source: [core Okta API], [service apps], [DPoP].
///
/// [core Okta API]: https://developer.okta.com/docs/reference/core-okta-api/#authentication
/// [service apps]: https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
/// [DPoP]: https://developer.okta.com/docs/guides/dpop/oktaresourceserver/main/
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// An API token.
    Ssws(&'a ApiToken),
    /// An access token that whoever has it may use.
    Bearer(&'a AccessToken),
    /// An access token that is bound to a key, with the proof for this one request.
    Dpop {
        /// The token.
        token: &'a AccessToken,
        /// The proof, see [`oauth::ServiceApp::proof`](crate::oauth::ServiceApp::proof).
        proof: &'a Jwt,
    },
}

/// Puts the credential on a request. A credential that cannot stand in a header is left out;
/// Okta then answers [`InvalidSession`](crate::ErrorCode::InvalidSession).
#[must_use]
pub fn authorize(mut request: Request, credential: Credential<'_>) -> Request {
    let (scheme, secret, proof) = match credential {
        Credential::Ssws(token) => ("SSWS", token.secret(), None),
        Credential::Bearer(token) => ("Bearer", token.secret(), None),
        Credential::Dpop { token, proof } => ("DPoP", token.secret(), Some(proof)),
    };
    let headers = request.headers_mut();
    if let Some(value) = sensitive(&format!("{scheme} {secret}")) {
        headers.insert(AUTHORIZATION, value);
    }
    if let Some(value) = proof.and_then(|proof| sensitive(proof.secret())) {
        headers.insert(HeaderName::from_static("dpop"), value);
    }
    request
}

/// Such a value hides itself from `Debug`.
pub(crate) fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
