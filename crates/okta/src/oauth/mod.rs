//! OAuth 2.0 for a *service app*: how a program without a person gets an access token for the
//! management API ([guide]).
//!
//! The app signs who it is with its key (`private_key_jwt`), because Okta's own authorization
//! server takes nothing else; where the org demands proof of possession ([DPoP]), it signs every
//! request, too, with the same key or [another](ServiceApp::proving_with). Keys and signing stay
//! with the caller: [`ServiceApp`] says what to sign.
//!
//! ```
//! # use okta::oauth::{ServiceApp, Stamp, TokenAnswer, scope};
//! # use okta::{AccessToken, Credential, OrgUrl, Request, Response, Timestamp, authorize, users};
//! # use jose::{Jwt, PrivateJwk, Unsigned};
//! # fn run(
//! #     key: &PrivateJwk, user: users::UserId, now: Timestamp,
//! #     sign: impl Fn(Unsigned) -> Jwt, send: impl Fn(Request) -> Response,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! # let fresh = || String::from("a new one each time");
//! let org: OrgUrl = "https://example.okta.com".parse()?;
//! let scopes = [scope::USERS_MANAGE, scope::POLICIES_READ];
//! let mut app = ServiceApp::new(org.clone(), "0oa1", key.public().clone(), &scopes);
//! let token = loop {
//!     let assertion = sign(app.client_assertion(&Stamp { now, jti: &fresh() }));
//!     let proof = app.token_proof(&Stamp { now, jti: &fresh() }).map(&sign);
//!     let response = send(app.token_request(&assertion, proof.as_ref()));
//!     match app.token_response(&response, now)? {
//!         TokenAnswer::Token(token) => break token,
//!         TokenAnswer::Again => {}
//!     }
//! };
//! let request = users::get_user_request(&org, &user);
//! let proof = app.proof(&request, &token, &Stamp { now, jti: &fresh() }).map(&sign);
//! let request = authorize(request, token.credential(proof.as_ref())?)?;
//! # Ok(())
//! # }
//! ```
//!
//! [guide]: https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
//! [DPoP]: https://developer.okta.com/docs/guides/dpop/oktaresourceserver/main/

mod cached_token;
mod dpop;
mod service_app;
mod token;

pub use crate::oauth_error::{OauthError, OauthErrorBody, OauthErrorCode};
pub use cached_token::{CachedToken, TokenCache};
pub use dpop::{DPOP_TYPE, DpopProof, dpop_proof};
pub use service_app::{CLIENT_ASSERTION_TYPE, ServiceApp, Stamp, TokenAnswer};
pub use token::{TokenResponse, TokenType, token_response};

/// Where the org's own authorization server gives tokens; the only one whose tokens are good for
/// the management API.
pub const TOKEN_PATH: &str = "/oauth2/v1/token";

/// What a service app may ask for. Source: [OAuth 2.0 scopes].
///
/// [OAuth 2.0 scopes]: https://developer.okta.com/docs/api/oauth2/
pub mod scope {
    /// `GET` of users and their groups.
    pub const USERS_READ: &str = "okta.users.read";
    /// Everything else with users: lifecycle, credentials, sessions.
    pub const USERS_MANAGE: &str = "okta.users.manage";
    /// Policies and their rules.
    pub const POLICIES_READ: &str = "okta.policies.read";
}
