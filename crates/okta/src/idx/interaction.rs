//! The OAuth ends of a transaction: `interact` begins it, `token` redeems what it gives.
//!
//! **Out of scope:** `max_age` and `acr_values` of `interact`, which say how fresh and how strong a
//! *sign-in* must be, while recovery is about who has lost the means to sign in; and the header
//! `X-Device-Token`, by which a confidential application names the browser to Okta's device
//! policies: nothing of a recovery depends on it, and it would be one more identifier to keep.

use std::str::FromStr;

use http::Uri;
use serde::{Deserialize, Serialize};

use super::secret::{ClientSecret, CodeVerifier, InteractionCode, InteractionHandle};
use crate::error::Error;
use crate::oauth::TokenResponse;
use crate::org::OrgUrl;
use crate::path::{PathSegmentError, segment};
use crate::request::{ClientContext, Request, post_form};
use crate::response::{Response, read};
use crate::secret::{ActivationToken, RecoveryToken};

/// Which authorization server of an org.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizationServer {
    /// The org's own.
    Org,
    /// A custom one; `default` exists in many orgs.
    Custom(AuthorizationServerId),
}

/// The id of a custom authorization server, fit for a path: `default`, `aus…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationServerId(String);

impl AuthorizationServerId {
    /// Takes an id as it is; it is escaped here.
    ///
    /// # Errors
    ///
    /// What cannot stand in a path: nothing, dots alone, slashes, more than 400 bytes.
    pub fn new(id: &str) -> Result<Self, PathSegmentError> {
        segment(id).map(Self)
    }
}

impl FromStr for AuthorizationServerId {
    type Err = PathSegmentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl AuthorizationServer {
    /// The path that its endpoints begin with: `/oauth2`, `/oauth2/default`.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Org => "/oauth2".to_owned(),
            Self::Custom(id) => format!("/oauth2/{}", id.0),
        }
    }

    fn endpoint(&self, org: &OrgUrl, name: &str) -> Uri {
        org.join_escaped(&format!("{}/v1/{name}", self.path()))
    }
}

/// The form of `interact`.
///
/// Undocumented; source: okta-auth-js, `lib/idx/interact.ts`. The application needs the grant
/// type *interaction code*, and so does the server's access policy ([guide]).
///
/// [guide]: https://developer.okta.com/docs/guides/implement-grant-type/interactioncode/main/
#[derive(Debug, PartialEq, Eq)]
pub struct Interact<'a> {
    /// The application.
    pub client_id: &'a str,
    /// The scopes, with spaces between them; `openid` for an id token.
    pub scope: &'a str,
    /// One of the application's redirect URIs.
    pub redirect_uri: &'a str,
    /// Comes back with a redirect.
    pub state: &'a str,
    /// Whose challenge is sent. Mandatory.
    pub code_verifier: &'a CodeVerifier,
    /// Comes back in the id token.
    pub nonce: Option<&'a str>,
    /// Of a confidential application.
    pub client_secret: Option<&'a ClientSecret>,
    /// With what the transaction begins.
    pub token: Option<OneTimeToken<'a>>,
}

/// A one-time token of the Users API: the transaction begins behind the proof that it stands
/// for.
#[derive(Debug, PartialEq, Eq)]
pub enum OneTimeToken<'a> {
    /// Of `forgot_password` or `reset_password`.
    Recovery(&'a RecoveryToken),
    /// Of `activate` or `reactivate`.
    Activation(&'a ActivationToken),
}

/// *Interact*: begins a transaction.
#[must_use]
pub fn interact_request(
    org: &OrgUrl,
    context: &ClientContext,
    server: &AuthorizationServer,
    form: &Interact<'_>,
) -> Request {
    let challenge = form.code_verifier.challenge();
    let mut fields = vec![
        ("client_id", form.client_id),
        ("scope", form.scope),
        ("redirect_uri", form.redirect_uri),
        ("state", form.state),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    fields.extend(form.nonce.map(|nonce| ("nonce", nonce)));
    let secret = form.client_secret;
    fields.extend(secret.map(|secret| ("client_secret", secret.secret())));
    fields.extend(form.token.as_ref().map(|token| match token {
        OneTimeToken::Recovery(token) => ("recovery_token", token.secret()),
        OneTimeToken::Activation(token) => ("activation_token", token.secret()),
    }));
    let mut request = post_form(server.endpoint(org, "interact"), &fields);
    context.add_to(request.headers_mut());
    request
}

/// The answer of `interact`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InteractResponse {
    /// What [`introspect_request`](super::introspect_request) begins with.
    pub interaction_handle: InteractionHandle,
}

/// The interaction handle.
///
/// # Errors
///
/// [`Error::Oauth`]: [`InvalidRequest`](crate::oauth::OauthErrorCode::InvalidRequest) for a bad
/// one-time token («The recovery token is invalid») or without PKCE,
/// [`UnauthorizedClient`](crate::oauth::OauthErrorCode::UnauthorizedClient) when the application
/// lacks the grant, [`AccessDenied`](crate::oauth::OauthErrorCode::AccessDenied) on the Classic
/// engine.
pub fn interact_response(response: &Response) -> Result<InteractResponse, Error> {
    read(response)
}

/// *Token*: redeems an interaction code, once, within a minute.
#[must_use]
pub fn token_request(
    org: &OrgUrl,
    server: &AuthorizationServer,
    redemption: &Redemption<'_>,
) -> Request {
    let mut fields = vec![
        ("grant_type", "interaction_code"),
        ("interaction_code", redemption.interaction_code.secret()),
        ("client_id", redemption.client_id),
        ("code_verifier", redemption.code_verifier.secret()),
    ];
    let secret = redemption.client_secret;
    fields.extend(secret.map(|secret| ("client_secret", secret.secret())));
    post_form(server.endpoint(org, "token"), &fields)
}

/// The form of `token` for an interaction code. Source:
/// [interaction code grant](https://developer.okta.com/docs/guides/implement-grant-type/interactioncode/main/).
#[derive(Debug, PartialEq, Eq)]
pub struct Redemption<'a> {
    /// The application.
    pub client_id: &'a str,
    /// What the transaction gave.
    pub interaction_code: &'a InteractionCode,
    /// Whose challenge was sent to `interact`.
    pub code_verifier: &'a CodeVerifier,
    /// Of a confidential application.
    pub client_secret: Option<&'a ClientSecret>,
}

/// The tokens.
///
/// # Errors
///
/// [`Error::Oauth`]: [`InvalidGrant`](crate::oauth::OauthErrorCode::InvalidGrant) for a code
/// that is used or stale, and for the wrong verifier.
pub fn token_response(response: &Response) -> Result<TokenResponse, Error> {
    read(response)
}
