//! A person's credentials and sessions.

use super::body::{
    ChangePassword, ChangeRecoveryQuestion, ForgetDevices, OauthTokens, SendEmail, SetNewPassword,
    Strict,
};
use super::one_time::ResetPasswordToken;
use super::user::Credentials;
use super::user_id::UserId;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, delete, post, post_json};
use crate::response::{Response, read, read_nothing};

/// *Forgot password*: begins a recovery and leaves the account as it is. Without a mail, the answer
/// has the link.
///
/// Source: [forgotPassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/forgotPassword).
#[must_use]
pub fn forgot_password_request(org: &OrgUrl, user: &UserId, send_email: SendEmail) -> Request {
    let mail = send_email.as_str();
    let rest = format!("/credentials/forgot_password?sendEmail={mail}");
    post(user.url(org, &rest))
}

/// The link, when Okta sends no mail: ask for it by [`ResetPasswordToken::one_time_token`].
///
/// # Errors
///
/// [`ForgotPasswordNotAllowed`](crate::ErrorCode::ForgotPasswordNotAllowed) when the
/// account is not ACTIVE or has nothing to recover with;
/// [`PasswordResetFailed`](crate::ErrorCode::PasswordResetFailed) or
/// [`AccessDenied`](crate::ErrorCode::AccessDenied) also for accounts without a
/// password.
pub fn forgot_password_response(response: &Response) -> Result<ResetPasswordToken, Error> {
    read(response)
}

/// *Forgot password, set new password*: checks the answer to the recovery question and sets the
/// password, in one step. Throttle guesses: Okta takes the caller for an administrator.
///
/// Source: [forgotPasswordSetNewPassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/forgotPasswordSetNewPassword).
#[must_use]
pub fn forgot_password_set_new_password_request(
    org: &OrgUrl,
    user: &UserId,
    body: &SetNewPassword,
    send_email: SendEmail,
) -> Request {
    let mail = send_email.as_str();
    let rest = format!("/credentials/forgot_password_recovery_question?sendEmail={mail}");
    post_json(user.url(org, &rest), &ClientContext::default(), body)
}

/// What the person now has.
///
/// # Errors
///
/// [`WrongAnswer`](crate::ErrorCode::WrongAnswer) or
/// [`UpdateOfCredentialsFailed`](crate::ErrorCode::UpdateOfCredentialsFailed) for a
/// wrong answer: sources differ. A rejected password is what
/// [`password_rejections`](crate::password_rejections) finds reasons for.
pub fn forgot_password_set_new_password_response(
    response: &Response,
) -> Result<Credentials, Error> {
    read(response)
}

/// *Change password* by the old one. RECOVERY and `PASSWORD_EXPIRED` become ACTIVE.
///
/// Source: [changePassword](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/changePassword).
#[must_use]
pub fn change_password_request(
    org: &OrgUrl,
    user: &UserId,
    body: &ChangePassword,
    strict: Strict,
) -> Request {
    let rest = format!("/credentials/change_password?strict={}", strict.as_str());
    post_json(user.url(org, &rest), &ClientContext::default(), body)
}

/// What the person now has.
///
/// # Errors
///
/// [`UpdateOfCredentialsFailed`](crate::ErrorCode::UpdateOfCredentialsFailed) for a
/// wrong old or a rejected new password, see
/// [`password_rejections`](crate::password_rejections).
pub fn change_password_response(response: &Response) -> Result<Credentials, Error> {
    read(response)
}

/// *Change recovery question* by the password. STAGED, ACTIVE or RECOVERY.
///
/// Source: [changeRecoveryQuestion](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserCred/#tag/UserCred/operation/changeRecoveryQuestion).
#[must_use]
pub fn change_recovery_question_request(
    org: &OrgUrl,
    user: &UserId,
    body: &ChangeRecoveryQuestion,
) -> Request {
    let url = user.url(org, "/credentials/change_recovery_question");
    post_json(url, &ClientContext::default(), body)
}

/// What the person now has.
///
/// # Errors
///
/// [`ChangeRecoveryQuestionNotAllowed`](crate::ErrorCode::ChangeRecoveryQuestionNotAllowed) in
/// any other status; [`UpdateOfCredentialsFailed`](crate::ErrorCode::UpdateOfCredentialsFailed)
/// for a wrong password.
pub fn change_recovery_question_response(response: &Response) -> Result<Credentials, Error> {
    read(response)
}

/// *Revoke user sessions*: ends all sessions at Okta, not those that apps keep themselves.
///
/// Source: [revokeUserSessions](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserSessions/#tag/UserSessions/operation/revokeUserSessions).
#[must_use]
pub fn revoke_user_sessions_request(
    org: &OrgUrl,
    user: &UserId,
    oauth_tokens: OauthTokens,
    forget_devices: ForgetDevices,
) -> Request {
    let (tokens, devices) = (oauth_tokens.as_str(), forget_devices.as_str());
    let rest = format!("/sessions?oauthTokens={tokens}&forgetDevices={devices}");
    delete(user.url(org, &rest))
}

/// They have ended.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no
/// such user.
pub fn revoke_user_sessions_response(response: &Response) -> Result<(), Error> {
    read_nothing(response)
}
