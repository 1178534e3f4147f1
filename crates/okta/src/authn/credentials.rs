//! Setting a password: [*reset*][1] for a forgotten one, [*change*][2] for an expired one.
//!
//! [1]: https://developer.okta.com/docs/reference/api/authn/#reset-password
//! [2]: https://developer.okta.com/docs/reference/api/authn/#change-password

use super::body::{ChangePassword, ResetPassword, RevokeSessions};
use super::operation::{CHANGE_PASSWORD_PATH, RESET_PASSWORD_PATH};
use super::transaction::RecoveryTransaction;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::{Response, read};
use crate::secret::{Password, StateToken};

/// *Reset password*: sets the new password.
#[must_use]
pub fn reset_password_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
    new_password: &Password,
    revoke_sessions: RevokeSessions,
) -> Request {
    let body = ResetPassword {
        state_token: StateToken::new(state_token.secret()),
        new_password: Password::new(new_password.secret()),
        revoke_sessions,
    };
    post_json(org.join(RESET_PASSWORD_PATH), context, &body)
}

/// SUCCESS, or a state that asks for more; whichever it is, the password is changed.
///
/// # Errors
///
/// A rejected password is what [`password_rejections`](crate::password_rejections) finds
/// reasons for; the same state token may try again.
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired,
/// [`NotAllowedInState`](crate::ErrorCode::NotAllowedInState) when it is for another step.
pub fn reset_password_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Change password*: the old password for a new one, in the states `PASSWORD_EXPIRED` and
/// `PASSWORD_WARN`.
#[must_use]
pub fn change_password_request(
    org: &OrgUrl,
    context: &ClientContext,
    body: &ChangePassword,
) -> Request {
    post_json(org.join(CHANGE_PASSWORD_PATH), context, body)
}

/// SUCCESS, or a state that asks for more; whichever it is, the password is changed.
///
/// # Errors
///
/// [`UpdateOfCredentialsFailed`](crate::ErrorCode::UpdateOfCredentialsFailed) for a wrong old
/// password, without [rejections](crate::password_rejections), and for a rejected new one, with
/// them. Otherwise as [`reset_password_response`].
pub fn change_password_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}
