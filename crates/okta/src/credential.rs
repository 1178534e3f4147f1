//! How a call of the management API is authorised.

use std::fmt;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use jose::Jwt;

use crate::header_secret::{AccessToken, ApiToken, can_stand_in_a_header};
use crate::request::Request;

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

/// Puts the credential on a request.
///
/// # Errors
///
/// [`CredentialError::NotForHeader`]: a call without its credential must not go out.
pub fn authorize(
    mut request: Request,
    credential: Credential<'_>,
) -> Result<Request, CredentialError> {
    let (scheme, secret, proof) = match credential {
        Credential::Ssws(token) => ("SSWS", token.secret(), None),
        Credential::Bearer(token) => ("Bearer", token.secret(), None),
        Credential::Dpop { token, proof } => ("DPoP", token.secret(), Some(proof)),
    };
    let is_whole = can_stand_in_a_header(secret);
    let shown = sensitive(&format!("{scheme} {secret}")).filter(|_| is_whole);
    let shown = shown.ok_or(CredentialError::NotForHeader)?;
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, shown);
    if let Some(proof) = proof {
        let proof = sensitive(proof.secret()).ok_or(CredentialError::NotForHeader)?;
        headers.insert(HeaderName::from_static("dpop"), proof);
    }
    Ok(request)
}

/// Why a token cannot be shown. Says nothing of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialError {
    /// It is empty, or has something else than visible ASCII.
    NotForHeader,
    /// It is bound to a key, and there is no proof.
    ProofMissing,
    /// It is bound to no key, and there is a proof.
    ProofUnwanted,
    /// It is of a type that no API takes.
    NotForApis,
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotForHeader => "the token cannot stand in a header",
            Self::ProofMissing => "the token is bound to a key and needs a proof",
            Self::ProofUnwanted => "the token is bound to no key and takes no proof",
            Self::NotForApis => "the token is of a type that no API takes",
        })
    }
}

impl std::error::Error for CredentialError {}

/// Such a value hides itself from `Debug`.
pub(crate) fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
