//! Operations that leave every account as it is. They may be asked for anybody.

use okta::authn::{self, FactorType, RecoveryTransaction};
use okta::users::{self, User, UserId};
use okta::{Answer, ClientContext, OrgUrl, RecoveryToken, StateToken};

use super::Ask;
use crate::dictionary::Operation;

/// *Forgot password*: Okta sends its own mail, if it likes.
pub(crate) fn forgot_password(
    org: &OrgUrl,
    context: &ClientContext,
    login: &str,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::ForgotPassword,
        authn::forgot_password_request(org, context, login, FactorType::Email),
        authn::forgot_password_response,
    )
}

/// *Verify recovery token*: exchanges the one-time token of a link. Changes no account.
pub(crate) fn verify_recovery_token(
    org: &OrgUrl,
    context: &ClientContext,
    token: &RecoveryToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::VerifyRecoveryToken,
        authn::verify_recovery_token_request(org, context, token),
        authn::verify_recovery_token_response,
    )
}

/// *Answer recovery question*, in a transaction that Okta has opened.
pub(crate) fn answer_recovery_question(
    org: &OrgUrl,
    context: &ClientContext,
    (token, answer): (&StateToken, &Answer),
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::AnswerRecoveryQuestion,
        authn::answer_recovery_question_request(org, context, token, answer),
        authn::answer_recovery_question_response,
    )
}

/// *Get user*, by id or login.
pub(crate) fn get_user(org: &OrgUrl, user: &UserId) -> Ask<User> {
    Ask::new(
        Operation::GetUser,
        users::get_user_request(org, user),
        users::get_user_response,
    )
}
