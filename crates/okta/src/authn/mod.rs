//! The [Authentication API] of the Classic engine: a recovery transaction, step by step.
//!
//! ```text
//! forgot_password (EMAIL) ─► RECOVERY_CHALLENGE ··mail··► verify_recovery_token
//! verify_recovery_token ─► RECOVERY, a question to answer │ PASSWORD_RESET
//! answer_recovery_question ─► PASSWORD_RESET
//! reset_password ─► SUCCESS │ MFA_REQUIRED │ …: the password is changed by then
//! ```
//!
//! Calls are made as a *public application*: without credential, so that Okta answers
//! `forgot_password` alike for everybody.
//!
//! [Authentication API]: https://developer.okta.com/docs/reference/api/authn/

mod body;
mod link;
mod operation;
mod operations;
mod transaction;
mod user;

pub use body::{
    AnswerRecoveryQuestion, CancelTransaction, ForgotPassword, PrimaryAuthentication,
    ResetPassword, RevokeSessions, VerifyRecoveryToken,
};
pub use link::{Hints, Link, Links, follow};
pub use operation::{
    ANSWER_RECOVERY_QUESTION_PATH, CANCEL_TRANSACTION_PATH, FORGOT_PASSWORD_PATH, Operation,
    PRIMARY_AUTHENTICATION_PATH, RESET_PASSWORD_PATH, VERIFY_RECOVERY_TOKEN_PATH,
};
pub use operations::{
    answer_recovery_question_request, answer_recovery_question_response,
    cancel_transaction_request, cancel_transaction_response, forgot_password_request,
    forgot_password_response, primary_authentication_request, primary_authentication_response,
    reset_password_request, reset_password_response, verify_recovery_token_request,
    verify_recovery_token_response,
};
pub use transaction::{
    CancelledTransaction, Embedded, FactorResult, FactorType, RecoveryTransaction, RecoveryType,
    TransactionStatus,
};
pub use user::{Profile, RecoveryQuestion, User};
