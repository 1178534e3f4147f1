//! The [Authentication API] of the Classic engine: a recovery transaction, step by step.
//!
//! ```text
//! forgot_password, unlock_account (EMAIL) ─► RECOVERY_CHALLENGE ··mail··► verify_recovery_token
//! forgot_password, unlock_account (SMS, CALL) ─► RECOVERY_CHALLENGE ─► verify_recovery_factor
//! trusted_forgot_password, trusted_unlock_account ─► RECOVERY, a token ─► verify_recovery_token
//! verify_recovery_token, verify_recovery_factor ─► RECOVERY, a question │ PASSWORD_RESET
//! answer_recovery_question ─► PASSWORD_RESET │ SUCCESS, the account is unlocked
//! reset_password ─► SUCCESS │ MFA_REQUIRED │ …: the password is changed by then
//!
//! activation ─► PASSWORD_RESET ─► reset_password
//! primary_authentication ─► SUCCESS │ PASSWORD_EXPIRED, PASSWORD_WARN ─► change_password │ …
//! ```
//!
//! Calls are made as a *public application*: without credential, so that Okta answers
//! `forgot_password` alike for everybody. The `trusted_…` calls need a credential, and their
//! answers tell who exists.
//!
//! **Out of scope:** enrolling and verifying the factors of the MFA states; those states are
//! recognised ([`TransactionStatus::asks_for_factor`]) and end a journey here.
//!
//! [Authentication API]: https://developer.okta.com/docs/reference/api/authn/

mod body;
mod credentials;
mod link;
mod operation;
mod primary;
mod recovery;
mod relay_state;
mod state;
mod transaction;
mod user;

pub use body::{
    Activation, AnswerRecoveryQuestion, CancelTransaction, ChangePassword, ForgotPassword, Options,
    PreviousState, PrimaryAuthentication, ResendRecoveryChallenge, ResetPassword, RevokeSessions,
    SkipState, TransactionState, UnlockAccount, VerifyRecoveryFactor, VerifyRecoveryToken,
};
pub use credentials::{
    change_password_request, change_password_response, reset_password_request,
    reset_password_response,
};
pub use link::{Hints, Link, Links, follow};
pub use operation::{
    ANSWER_RECOVERY_QUESTION_PATH, CANCEL_TRANSACTION_PATH, CHANGE_PASSWORD_PATH,
    FORGOT_PASSWORD_PATH, Operation, PREVIOUS_STATE_PATH, PRIMARY_AUTHENTICATION_PATH,
    RESET_PASSWORD_PATH, SKIP_STATE_PATH, UNLOCK_ACCOUNT_PATH, VERIFY_RECOVERY_TOKEN_PATH,
};
pub use primary::{
    activation_request, activation_response, primary_authentication_request,
    primary_authentication_response, primary_authentication_with_options_request,
};
pub use recovery::{
    answer_recovery_question_request, answer_recovery_question_response, forgot_password_request,
    forgot_password_response, forgot_password_with_options_request,
    resend_recovery_challenge_request, resend_recovery_challenge_response,
    trusted_forgot_password_request, trusted_unlock_account_request, unlock_account_request,
    unlock_account_response, verify_recovery_factor_request, verify_recovery_factor_response,
    verify_recovery_token_request, verify_recovery_token_response,
    verify_recovery_token_with_options_request,
};
pub use relay_state::RelayState;
pub use state::{
    cancel_transaction_request, cancel_transaction_response, previous_state_request,
    previous_state_response, skip_state_request, skip_state_response, transaction_state_request,
    transaction_state_response,
};
pub use transaction::{
    CancelledTransaction, Embedded, FactorResult, FactorType, PhoneFactor, RecoveryTransaction,
    RecoveryType, TransactionStatus,
};
pub use user::{Profile, RecoveryQuestion, User};
