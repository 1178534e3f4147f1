//! Operations that change an account, or hand out what changes it. Each wants a proof.

use okta::authn::{self, RecoveryTransaction, RevokeSessions};
use okta::users::{
    self, ForgetDevices, OauthTokens, ResetPasswordToken, SendEmail, UserActivationToken, UserId,
};
use okta::{OrgUrl, Password, RecoveryToken, StateToken};

use super::Ask;
use super::inquiries::Visitor;
use crate::dictionary::Operation;
use crate::proof::Proof;

/// *Forgot password* of the Users API: a one-time token; the status stays.
pub(crate) fn forgot_password(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<ResetPasswordToken> {
    Ask::new(
        Operation::TakeRecoveryToken,
        users::forgot_password_request(org, user, SendEmail::No),
        users::forgot_password_response,
    )
}

/// *Reset password*: a one-time token, and RECOVERY.
pub(crate) fn reset_password(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<ResetPasswordToken> {
    Ask::new(
        Operation::DemandReset,
        users::reset_password_request(org, user, SendEmail::No, RevokeSessions::No),
        users::reset_password_response,
    )
}

/// *Activate*: a one-time token, and PROVISIONED; for whoever has a password none, and ACTIVE.
pub(crate) fn activate(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<UserActivationToken> {
    Ask::new(
        Operation::Activate,
        users::activate_user_request(org, user, SendEmail::No),
        users::activate_user_response,
    )
}

/// *Reactivate*: a new one-time token for PROVISIONED.
pub(crate) fn reactivate(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<UserActivationToken> {
    Ask::new(
        Operation::Reactivate,
        users::reactivate_user_request(org, user, SendEmail::No),
        users::reactivate_user_response,
    )
}

/// *Unlock*: ACTIVE, with the old password.
pub(crate) fn unlock(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<()> {
    Ask::new(
        Operation::Unlock,
        users::unlock_user_request(org, user),
        users::unlock_user_response,
    )
}

/// *Revoke user sessions*, with the tokens of applications; remembered devices stay.
pub(crate) fn revoke_sessions(_: &Proof, org: &OrgUrl, user: &UserId) -> Ask<()> {
    Ask::new(
        Operation::RevokeSessions,
        users::revoke_user_sessions_request(org, user, OauthTokens::Revoke, ForgetDevices::No),
        users::revoke_user_sessions_response,
    )
}

/// *Verify recovery token*, of a link that unlocks: where there is no question to answer, that does
/// it.
pub(crate) fn unlock_by_link(
    _: &Proof,
    (org, context): Visitor<'_>,
    token: &RecoveryToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::VerifyRecoveryToken,
        authn::verify_recovery_token_request(org, context, token),
        authn::verify_recovery_token_response,
    )
}

/// *Reset password* of the Authentication API: the new password.
pub(crate) fn set_password(
    _: &Proof,
    (org, context): Visitor<'_>,
    (token, password): (&StateToken, &Password),
    sessions: RevokeSessions,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::ResetPassword,
        authn::reset_password_request(org, context, token, password, sessions),
        authn::reset_password_response,
    )
}
