//! Two functions per operation.

use super::body::{
    AnswerRecoveryQuestion, CancelTransaction, ForgotPassword, PrimaryAuthentication,
    ResetPassword, RevokeSessions, VerifyRecoveryToken,
};
use super::operation::{
    ANSWER_RECOVERY_QUESTION_PATH, CANCEL_TRANSACTION_PATH, FORGOT_PASSWORD_PATH,
    PRIMARY_AUTHENTICATION_PATH, RESET_PASSWORD_PATH, VERIFY_RECOVERY_TOKEN_PATH,
};
use super::transaction::{CancelledTransaction, FactorType, RecoveryTransaction};
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::{Response, read};
use crate::secret::{Answer, Password, RecoveryToken, StateToken, Username};

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
    };
    post_json(org.join(PRIMARY_AUTHENTICATION_PATH), context, &body)
}

/// SUCCESS with a session token, or a state that asks for more.
///
/// # Errors
///
/// [`AuthenticationFailed`](crate::ErrorCode::AuthenticationFailed) for a wrong password, an
/// unknown or a locked person, all alike.
pub fn primary_authentication_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Forgot password*: opens a recovery transaction and makes Okta send the mail, SMS or call.
///
/// Okta answers alike for known and unknown people.
#[must_use]
pub fn forgot_password_request(
    org: &OrgUrl,
    context: &ClientContext,
    username: &str,
    factor_type: FactorType,
) -> Request {
    let body = ForgotPassword {
        username: Username::new(username),
        factor_type: Some(factor_type),
        relay_state: None,
    };
    post_json(org.join(FORGOT_PASSWORD_PATH), context, &body)
}

/// `RECOVERY_CHALLENGE`; with the EMAIL factor it has no state token and no links.
///
/// # Errors
///
/// [`AccessDenied`](crate::ErrorCode::AccessDenied) when the org does not recover this way.
pub fn forgot_password_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Verify recovery token*: exchanges the token of the mail's link for a state token. Can be
/// repeated until a reset has succeeded.
#[must_use]
pub fn verify_recovery_token_request(
    org: &OrgUrl,
    context: &ClientContext,
    recovery_token: &RecoveryToken,
) -> Request {
    let body = VerifyRecoveryToken {
        recovery_token: RecoveryToken::new(recovery_token.secret()),
        relay_state: None,
    };
    post_json(org.join(VERIFY_RECOVERY_TOKEN_PATH), context, &body)
}

/// RECOVERY with the recovery question, or `PASSWORD_RESET` where none is asked.
///
/// # Errors
///
/// [`RecoveryLinkDead`](crate::ErrorCode::RecoveryLinkDead) or, as the reference has it,
/// [`InvalidToken`](crate::ErrorCode::InvalidToken): take both as "the link is dead".
pub fn verify_recovery_token_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Answer recovery question*.
#[must_use]
pub fn answer_recovery_question_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
    answer: &Answer,
) -> Request {
    let body = AnswerRecoveryQuestion {
        state_token: StateToken::new(state_token.secret()),
        answer: Answer::new(answer.secret()),
    };
    post_json(org.join(ANSWER_RECOVERY_QUESTION_PATH), context, &body)
}

/// `PASSWORD_RESET` with the password policy.
///
/// # Errors
///
/// [`WrongAnswer`](crate::ErrorCode::WrongAnswer);
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired.
pub fn answer_recovery_question_response(
    response: &Response,
) -> Result<RecoveryTransaction, Error> {
    read(response)
}

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

/// *Cancel transaction*: ends it; the recovery token stays good.
#[must_use]
pub fn cancel_transaction_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
) -> Request {
    let body = CancelTransaction {
        state_token: StateToken::new(state_token.secret()),
    };
    post_json(org.join(CANCEL_TRANSACTION_PATH), context, &body)
}

/// What is left of the transaction.
///
/// # Errors
///
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when it has ended before.
pub fn cancel_transaction_response(response: &Response) -> Result<CancelledTransaction, Error> {
    read(response)
}
