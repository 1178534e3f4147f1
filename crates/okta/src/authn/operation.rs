//! Which operations there are, and where.

/// Where [`Operation::PrimaryAuthentication`] lives.
pub const PRIMARY_AUTHENTICATION_PATH: &str = "/api/v1/authn";
/// Where [`Operation::ForgotPassword`] lives.
pub const FORGOT_PASSWORD_PATH: &str = "/api/v1/authn/recovery/password";
/// Where [`Operation::VerifyRecoveryToken`] lives.
pub const VERIFY_RECOVERY_TOKEN_PATH: &str = "/api/v1/authn/recovery/token";
/// Where [`Operation::AnswerRecoveryQuestion`] lives.
pub const ANSWER_RECOVERY_QUESTION_PATH: &str = "/api/v1/authn/recovery/answer";
/// Where [`Operation::ResetPassword`] lives.
pub const RESET_PASSWORD_PATH: &str = "/api/v1/authn/credentials/reset_password";
/// Where [`Operation::CancelTransaction`] lives.
pub const CANCEL_TRANSACTION_PATH: &str = "/api/v1/authn/cancel";

/// An operation of the Authentication API; all are POSTs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// *Primary authentication*: username and password.
    PrimaryAuthentication,
    /// *Forgot password*: opens a recovery transaction.
    ForgotPassword,
    /// *Verify recovery token*: the token of the mail's link for a state token.
    VerifyRecoveryToken,
    /// *Answer recovery question*.
    AnswerRecoveryQuestion,
    /// *Reset password*: sets the new one.
    ResetPassword,
    /// *Cancel transaction*.
    CancelTransaction,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 6] = [
        Self::PrimaryAuthentication,
        Self::ForgotPassword,
        Self::VerifyRecoveryToken,
        Self::AnswerRecoveryQuestion,
        Self::ResetPassword,
        Self::CancelTransaction,
    ];

    /// The documented path.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::PrimaryAuthentication => PRIMARY_AUTHENTICATION_PATH,
            Self::ForgotPassword => FORGOT_PASSWORD_PATH,
            Self::VerifyRecoveryToken => VERIFY_RECOVERY_TOKEN_PATH,
            Self::AnswerRecoveryQuestion => ANSWER_RECOVERY_QUESTION_PATH,
            Self::ResetPassword => RESET_PASSWORD_PATH,
            Self::CancelTransaction => CANCEL_TRANSACTION_PATH,
        }
    }

    /// The operation at a path, for those who answer.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.path() == path)
    }
}
