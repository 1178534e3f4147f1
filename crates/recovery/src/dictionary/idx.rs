//! What IDX's refusals mean: its messages, by key.

use okta::idx::{Error, MessageKey as M, Refused};

use super::{Operation, Refusal, reason, refusal};

/// The meaning of `error` as an answer to `operation`, one of IDX's.
#[must_use]
pub fn idx_refusal(operation: Operation, error: &Error) -> Refusal {
    match error {
        Error::Okta(error) => refusal(operation, error),
        Error::Refused(refused) => meaning(operation, refused),
    }
}

fn meaning(operation: Operation, refused: &Refused) -> Refusal {
    let says = |keys: &[M]| keys.iter().any(|key| refused.state.says(key));
    if operation.hands_in_code() {
        return code_refused(refused);
    }
    if refused.is_rate_limited() {
        let wait = refused.wait();
        return Refusal::Unavailable { wait };
    }
    if says(&[M::SessionExpired, M::VerificationTimedOut]) {
        return Refusal::StateExpired;
    }
    if says(&[M::UnknownUser]) {
        return Refusal::NoSuchUser;
    }
    if operation == Operation::AnswerSecurityQuestion && is_wrong_answer(refused) {
        return Refusal::WrongAnswer;
    }
    let rejections = refused.state.password_rejections();
    if operation == Operation::ResetAuthenticator && !rejections.is_empty() {
        return Refusal::PasswordRejected(rejections.iter().map(reason).collect());
    }
    let passes = [
        M::SmsLimit,
        M::CallLimit,
        M::SmsTooSoon,
        M::EmailTooSoon,
        M::CallTooSoon,
        M::InternalError,
        M::ReadOnly,
    ];
    if refused.status >= 500 || says(&passes) {
        return Refusal::Unavailable { wait: None };
    }
    Refusal::NotAllowed
}

/// Too many attempts, a session that ended, no challenge at all: only people who have an account
/// meet some of these.
fn code_refused(refused: &Refused) -> Refusal {
    if refused.status >= 500 {
        return Refusal::Unavailable { wait: None };
    }
    // Okta says so behind the right code only.
    if refused.state.says(&M::ActivatingUser) {
        return Refusal::NotAllowed;
    }
    Refusal::WrongAnswer
}

fn is_wrong_answer(refused: &Refused) -> bool {
    let keys = [
        M::WrongAnswer,
        M::PasscodeInvalid,
        M::AuthenticationFailed,
        M::IncorrectPassword,
    ];
    keys.iter().any(|key| refused.state.says(key))
}
