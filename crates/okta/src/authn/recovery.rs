//! [Recovery operations]: how a recovery starts, and how a person proves who they are.
//!
//! [Recovery operations]: https://developer.okta.com/docs/reference/api/authn/#recovery-operations

use super::body::{
    AnswerRecoveryQuestion, ForgotPassword, ResendRecoveryChallenge, UnlockAccount,
    VerifyRecoveryFactor, VerifyRecoveryToken,
};
use super::operation::{
    ANSWER_RECOVERY_QUESTION_PATH, FORGOT_PASSWORD_PATH, Operation, UNLOCK_ACCOUNT_PATH,
    VERIFY_RECOVERY_TOKEN_PATH,
};
use super::transaction::{FactorType, PhoneFactor, RecoveryTransaction};
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::{Response, read};
use crate::secret::{Answer, PassCode, RecoveryToken, StateToken, Username};

/// [*Forgot password*][1]: opens a recovery transaction and makes Okta send the mail, SMS or
/// call.
///
/// Okta answers alike for known and unknown people.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#forgot-password
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
    forgot_password_with_options_request(org, context, &body)
}

/// [*Forgot password with trusted application*][1]: asks for the recovery token itself, to be
/// delivered by the caller. Needs a credential, which [`authorize`](crate::authorize) adds.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#forgot-password-with-trusted-application
#[must_use]
pub fn trusted_forgot_password_request(
    org: &OrgUrl,
    context: &ClientContext,
    username: &str,
) -> Request {
    let body = ForgotPassword {
        username: Username::new(username),
        factor_type: None,
        relay_state: None,
    };
    forgot_password_with_options_request(org, context, &body)
}

/// Either of the two, with everything that the body can say.
#[must_use]
pub fn forgot_password_with_options_request(
    org: &OrgUrl,
    context: &ClientContext,
    body: &ForgotPassword,
) -> Request {
    post_json(org.join(FORGOT_PASSWORD_PATH), context, body)
}

/// `RECOVERY_CHALLENGE`; with the EMAIL factor it has no state token and no links. For a
/// trusted application RECOVERY with a `recoveryToken`.
///
/// # Errors
///
/// [`AccessDenied`](crate::ErrorCode::AccessDenied) when the org does not recover this way.
/// For a trusted application only: [`UnknownUser`](crate::ErrorCode::UnknownUser), and
/// [`ForgotPasswordNotAllowed`](crate::ErrorCode::ForgotPasswordNotAllowed) for one who cannot
/// recover.
pub fn forgot_password_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// [*Unlock account*][1]: opens a recovery transaction for a locked account.
///
/// Okta answers alike for known and unknown people. CALL is not in the reference, but in
/// recordings.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#unlock-account
#[must_use]
pub fn unlock_account_request(
    org: &OrgUrl,
    context: &ClientContext,
    username: &str,
    factor_type: FactorType,
) -> Request {
    let body = UnlockAccount {
        username: Username::new(username),
        factor_type: Some(factor_type),
        relay_state: None,
    };
    post_json(org.join(UNLOCK_ACCOUNT_PATH), context, &body)
}

/// [*Unlock account with trusted application*][1]: asks for the recovery token itself. Needs a
/// credential, which [`authorize`](crate::authorize) adds.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#unlock-account-with-trusted-application
#[must_use]
pub fn trusted_unlock_account_request(
    org: &OrgUrl,
    context: &ClientContext,
    username: &str,
) -> Request {
    let body = UnlockAccount {
        username: Username::new(username),
        factor_type: None,
        relay_state: None,
    };
    post_json(org.join(UNLOCK_ACCOUNT_PATH), context, &body)
}

/// As [`forgot_password_response`], with `recoveryType` UNLOCK.
///
/// # Errors
///
/// [`AccessDenied`](crate::ErrorCode::AccessDenied) when the org does not unlock this way. For
/// a trusted application only: [`UnknownUser`](crate::ErrorCode::UnknownUser), and
/// [`UnlockNotAllowed`](crate::ErrorCode::UnlockNotAllowed) for one who is not locked.
pub fn unlock_account_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// [*Verify recovery factor*][1]: gives the code of a text message or a voice call.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#verify-recovery-factor
#[must_use]
pub fn verify_recovery_factor_request(
    org: &OrgUrl,
    context: &ClientContext,
    factor: PhoneFactor,
    state_token: &StateToken,
    pass_code: &PassCode,
) -> Request {
    let body = VerifyRecoveryFactor {
        state_token: StateToken::new(state_token.secret()),
        pass_code: PassCode::new(pass_code.secret()),
    };
    let path = Operation::VerifyRecoveryFactor(factor).path();
    post_json(org.join(path), context, &body)
}

/// RECOVERY with the recovery question, or where none is asked `PASSWORD_RESET`, or SUCCESS
/// for an unlocked account.
///
/// # Errors
///
/// [`InvalidPassCode`](crate::ErrorCode::InvalidPassCode), the same state token may try again;
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired.
pub fn verify_recovery_factor_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// [*Resend recovery challenge*][1]: asks for another text message or voice call.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#resend-sms-recovery-challenge
#[must_use]
pub fn resend_recovery_challenge_request(
    org: &OrgUrl,
    context: &ClientContext,
    factor: PhoneFactor,
    state_token: &StateToken,
) -> Request {
    let body = ResendRecoveryChallenge {
        state_token: StateToken::new(state_token.secret()),
    };
    let path = Operation::ResendRecoveryChallenge(factor).path();
    post_json(org.join(path), context, &body)
}

/// `RECOVERY_CHALLENGE` again.
///
/// # Errors
///
/// [`Error::RateLimited`] within 30 seconds of the last one, with code
/// [`SmsTooSoon`](crate::ErrorCode::SmsTooSoon) or [`CallTooSoon`](crate::ErrorCode::CallTooSoon);
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired.
pub fn resend_recovery_challenge_response(
    response: &Response,
) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// [*Verify recovery token*][1]: exchanges the token of the mail's link for a state token. Can
/// be repeated until a reset has succeeded.
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#verify-recovery-token
#[must_use]
pub fn verify_recovery_token_request(
    org: &OrgUrl,
    context: &ClientContext,
    recovery_token: &RecoveryToken,
) -> Request {
    let body = VerifyRecoveryToken {
        recovery_token: RecoveryToken::new(recovery_token.secret()),
        relay_state: None,
        options: None,
    };
    verify_recovery_token_with_options_request(org, context, &body)
}

/// The same with everything that the body can say.
#[must_use]
pub fn verify_recovery_token_with_options_request(
    org: &OrgUrl,
    context: &ClientContext,
    body: &VerifyRecoveryToken,
) -> Request {
    post_json(org.join(VERIFY_RECOVERY_TOKEN_PATH), context, body)
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

/// [*Answer recovery question*][1].
///
/// [1]: https://developer.okta.com/docs/reference/api/authn/#answer-recovery-question
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

/// `PASSWORD_RESET` with the password policy; SUCCESS with `recoveryType` UNLOCK for an
/// unlocked account.
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
