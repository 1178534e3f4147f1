//! [Primary authentication]: signing in with a password, or for the first time with an
//! activation token.
//!
//! [Primary authentication]: https://developer.okta.com/docs/reference/api/authn/#primary-authentication

use super::body::{Activation, PrimaryAuthentication};
use super::operation::PRIMARY_AUTHENTICATION_PATH;
use super::transaction::RecoveryTransaction;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::{Response, read};
use crate::secret::{ActivationToken, Password, Username};

/// *Primary authentication*: signs a person in with username and password.
#[must_use]
pub fn primary_authentication_request(
    org: &OrgUrl,
    context: &ClientContext,
    username: &str,
    password: &Password,
) -> Request {
    let body = PrimaryAuthentication {
        username: Username::new(username),
        password: Password::new(password.secret()),
        options: None,
    };
    primary_authentication_with_options_request(org, context, &body)
}

/// The same with everything that the body can say: `warnBeforePasswordExpired` asks for
/// `PASSWORD_WARN` in front of SUCCESS when the password ends soon.
#[must_use]
pub fn primary_authentication_with_options_request(
    org: &OrgUrl,
    context: &ClientContext,
    body: &PrimaryAuthentication,
) -> Request {
    post_json(org.join(PRIMARY_AUTHENTICATION_PATH), context, body)
}

/// SUCCESS with a session token, or a state that asks for more: `PASSWORD_EXPIRED`,
/// `PASSWORD_WARN`, a factor. `LOCKED_OUT`, without a state token, where the policy shows
/// lockouts.
///
/// # Errors
///
/// [`AuthenticationFailed`](crate::ErrorCode::AuthenticationFailed) for a wrong password, an
/// unknown or a locked person, all alike.
pub fn primary_authentication_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// [*Primary authentication with activation tokens*][1]: opens an account for the first time.
///
/// Okta takes the same token as a `recoveryToken` at *verify recovery token* (undocumented;
/// source: guardian/gateway runs on it).
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#primary-authentication-with-activation-tokens
#[must_use]
pub fn activation_request(
    org: &OrgUrl,
    context: &ClientContext,
    activation_token: &ActivationToken,
) -> Request {
    let body = Activation {
        token: ActivationToken::new(activation_token.secret()),
    };
    post_json(org.join(PRIMARY_AUTHENTICATION_PATH), context, &body)
}

/// `PASSWORD_RESET` with `recoveryType` `ACCOUNT_ACTIVATION` for a person without a password;
/// SUCCESS, or a factor to enroll, for one who has a password already.
///
/// # Errors
///
/// [`AuthenticationFailed`](crate::ErrorCode::AuthenticationFailed) for a token that is wrong,
/// used or expired.
pub fn activation_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}
