//! What an administrator does with an account. All are POSTs without a body.

use super::body::SendEmail;
use super::one_time::{ResetPasswordToken, TempPassword, UserActivationToken};
use super::user::User;
use super::user_id::UserId;
use crate::authn::RevokeSessions;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{Request, post};
use crate::response::{Response, read, read_nothing};

/// *Activate*: from STAGED or DEPROVISIONED to ACTIVE where there is a password, to PROVISIONED
/// where there is none. Asynchronous.
///
/// Source: [activateUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/activateUser).
#[must_use]
pub fn activate_user_request(org: &OrgUrl, user: &UserId, send_email: SendEmail) -> Request {
    post(user.url(
        org,
        &format!("/lifecycle/activate?sendEmail={}", send_email.as_str()),
    ))
}

/// The link, when Okta sends no mail: ask for it by [`UserActivationToken::one_time_token`].
///
/// # Errors
///
/// [`UserAlreadyActive`](crate::ErrorCode::UserAlreadyActive);
/// [`StillActivating`](crate::ErrorCode::StillActivating) while an
/// earlier activation runs.
pub fn activate_user_response(response: &Response) -> Result<UserActivationToken, Error> {
    read(response)
}

/// *Reactivate*: a new activation link for PROVISIONED or RECOVERY.
///
/// Source: [reactivateUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/reactivateUser).
#[must_use]
pub fn reactivate_user_request(org: &OrgUrl, user: &UserId, send_email: SendEmail) -> Request {
    post(user.url(
        org,
        &format!("/lifecycle/reactivate?sendEmail={}", send_email.as_str()),
    ))
}

/// The link, when Okta sends no mail: ask for it by [`UserActivationToken::one_time_token`].
///
/// # Errors
///
/// [`NotAllowedInStatus`](crate::ErrorCode::NotAllowedInStatus) in any other
/// status.
pub fn reactivate_user_response(response: &Response) -> Result<UserActivationToken, Error> {
    read(response)
}

/// *Reset password*: **locks the person out** until the link is used: the account is in RECOVERY at
/// once, and the old password is dead. Never on behalf of somebody who has not signed in. Without
/// a mail, the answer has the link.
///
/// Source: [resetPassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/resetPassword).
#[must_use]
pub fn reset_password_request(
    org: &OrgUrl,
    user: &UserId,
    send_email: SendEmail,
    revoke_sessions: RevokeSessions,
) -> Request {
    let revoke = bool::from(revoke_sessions);
    let mail = send_email.as_str();
    let rest = format!("/lifecycle/reset_password?sendEmail={mail}&revokeSessions={revoke}");
    post(user.url(org, &rest))
}

/// The link, when Okta sends no mail: ask for it by [`ResetPasswordToken::one_time_token`].
///
/// # Errors
///
/// [`NotAllowedInStatus`](crate::ErrorCode::NotAllowedInStatus) or
/// [`PasswordResetFailed`](crate::ErrorCode::PasswordResetFailed) where it is not
/// possible.
pub fn reset_password_response(response: &Response) -> Result<ResetPasswordToken, Error> {
    read(response)
}

/// *Expire password*: the person must change it at the next sign-in.
///
/// Source: [expirePassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/expirePassword).
#[must_use]
pub fn expire_password_request(org: &OrgUrl, user: &UserId) -> Request {
    post(user.url(org, "/lifecycle/expire_password"))
}

/// The user, in `PASSWORD_EXPIRED`.
///
/// # Errors
///
/// [`NotAllowedInStatus`](crate::ErrorCode::NotAllowedInStatus) when the account
/// is not ACTIVE.
pub fn expire_password_response(response: &Response) -> Result<User, Error> {
    read(response)
}

/// *Expire password and set a temporary one*: as [`expire_password_request`], and the person
/// signs in with what the answer has, once.
///
/// Source: [expirePasswordWithTempPassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/expirePasswordWithTempPassword).
#[must_use]
pub fn expire_password_with_temp_password_request(
    org: &OrgUrl,
    user: &UserId,
    revoke_sessions: RevokeSessions,
) -> Request {
    let revoke = bool::from(revoke_sessions);
    let path = "/lifecycle/expire_password_with_temp_password";
    post(user.url(org, &format!("{path}?revokeSessions={revoke}")))
}

/// The temporary password.
///
/// # Errors
///
/// As [`expire_password_response`].
pub fn expire_password_with_temp_password_response(
    response: &Response,
) -> Result<TempPassword, Error> {
    read(response)
}

/// *Unlock*: opens a lock; the password stays as it is.
///
/// Source: [unlockUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/unlockUser).
#[must_use]
pub fn unlock_user_request(org: &OrgUrl, user: &UserId) -> Request {
    post(user.url(org, "/lifecycle/unlock"))
}

/// It is done.
///
/// # Errors
///
/// [`UnlockNotAllowed`](crate::ErrorCode::UnlockNotAllowed) when the account
/// is not locked.
pub fn unlock_user_response(response: &Response) -> Result<(), Error> {
    read_nothing(response)
}

/// *Suspend*: nobody signs in with the account until it is unsuspended.
///
/// Source: [suspendUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/suspendUser).
#[must_use]
pub fn suspend_user_request(org: &OrgUrl, user: &UserId) -> Request {
    post(user.url(org, "/lifecycle/suspend"))
}

/// It is done.
///
/// # Errors
///
/// [`ApiValidationFailed`](crate::ErrorCode::ApiValidationFailed) when the
/// account is not ACTIVE.
pub fn suspend_user_response(response: &Response) -> Result<(), Error> {
    read_nothing(response)
}

/// *Unsuspend*: back to ACTIVE.
///
/// Source: [unsuspendUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/unsuspendUser).
#[must_use]
pub fn unsuspend_user_request(org: &OrgUrl, user: &UserId) -> Request {
    post(user.url(org, "/lifecycle/unsuspend"))
}

/// It is done.
///
/// # Errors
///
/// [`ApiValidationFailed`](crate::ErrorCode::ApiValidationFailed) when the
/// account is not suspended.
pub fn unsuspend_user_response(response: &Response) -> Result<(), Error> {
    read_nothing(response)
}

/// *Deactivate*: to DEPROVISIONED, from any status. **Destructive**: the account loses its apps.
/// `send_email` is about a mail to the administrators.
///
/// Source: [deactivateUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/deactivateUser).
#[must_use]
pub fn deactivate_user_request(org: &OrgUrl, user: &UserId, send_email: SendEmail) -> Request {
    post(user.url(
        org,
        &format!("/lifecycle/deactivate?sendEmail={}", send_email.as_str()),
    ))
}

/// It is done.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no
/// such user.
pub fn deactivate_user_response(response: &Response) -> Result<(), Error> {
    read_nothing(response)
}
