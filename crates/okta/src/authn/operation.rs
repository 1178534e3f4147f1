//! Which operations there are, and where.

use super::transaction::PhoneFactor;

/// Where [`Operation::PrimaryAuthentication`] lives.
pub const PRIMARY_AUTHENTICATION_PATH: &str = "/api/v1/authn";
/// Where [`Operation::ForgotPassword`] lives.
pub const FORGOT_PASSWORD_PATH: &str = "/api/v1/authn/recovery/password";
/// Where [`Operation::UnlockAccount`] lives.
pub const UNLOCK_ACCOUNT_PATH: &str = "/api/v1/authn/recovery/unlock";
/// Where [`Operation::VerifyRecoveryToken`] lives.
pub const VERIFY_RECOVERY_TOKEN_PATH: &str = "/api/v1/authn/recovery/token";
/// Where [`Operation::AnswerRecoveryQuestion`] lives.
pub const ANSWER_RECOVERY_QUESTION_PATH: &str = "/api/v1/authn/recovery/answer";
/// Where [`Operation::ResetPassword`] lives.
pub const RESET_PASSWORD_PATH: &str = "/api/v1/authn/credentials/reset_password";
/// Where [`Operation::ChangePassword`] lives.
pub const CHANGE_PASSWORD_PATH: &str = "/api/v1/authn/credentials/change_password";
/// Where [`Operation::PreviousState`] lives.
pub const PREVIOUS_STATE_PATH: &str = "/api/v1/authn/previous";
/// Where [`Operation::SkipState`] lives.
pub const SKIP_STATE_PATH: &str = "/api/v1/authn/skip";
/// Where [`Operation::CancelTransaction`] lives.
pub const CANCEL_TRANSACTION_PATH: &str = "/api/v1/authn/cancel";

/// An operation of the Authentication API; all are POSTs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// *Primary authentication*: username and password, or an activation token. With a state
    /// token it is *get transaction state*.
    PrimaryAuthentication,
    /// *Forgot password*: opens a recovery transaction.
    ForgotPassword,
    /// *Unlock account*: the same for a locked account.
    UnlockAccount,
    /// *Verify recovery factor*: the code of a message or call.
    VerifyRecoveryFactor(PhoneFactor),
    /// *Resend recovery challenge*: another message or call.
    ResendRecoveryChallenge(PhoneFactor),
    /// *Verify recovery token*: the token of the mail's link for a state token.
    VerifyRecoveryToken,
    /// *Answer recovery question*.
    AnswerRecoveryQuestion,
    /// *Reset password*: sets the new one.
    ResetPassword,
    /// *Change password*: the expired one for a new one.
    ChangePassword,
    /// *Previous transaction state*.
    PreviousState,
    /// *Skip transaction state*.
    SkipState,
    /// *Cancel transaction*.
    CancelTransaction,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 14] = [
        Self::PrimaryAuthentication,
        Self::ForgotPassword,
        Self::UnlockAccount,
        Self::VerifyRecoveryFactor(PhoneFactor::Sms),
        Self::VerifyRecoveryFactor(PhoneFactor::Call),
        Self::ResendRecoveryChallenge(PhoneFactor::Sms),
        Self::ResendRecoveryChallenge(PhoneFactor::Call),
        Self::VerifyRecoveryToken,
        Self::AnswerRecoveryQuestion,
        Self::ResetPassword,
        Self::ChangePassword,
        Self::PreviousState,
        Self::SkipState,
        Self::CancelTransaction,
    ];

    /// The path, as Okta's links write it.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::PrimaryAuthentication => PRIMARY_AUTHENTICATION_PATH,
            Self::ForgotPassword => FORGOT_PASSWORD_PATH,
            Self::UnlockAccount => UNLOCK_ACCOUNT_PATH,
            Self::VerifyRecoveryFactor(PhoneFactor::Sms) => {
                "/api/v1/authn/recovery/factors/SMS/verify"
            }
            Self::VerifyRecoveryFactor(PhoneFactor::Call) => {
                "/api/v1/authn/recovery/factors/CALL/verify"
            }
            Self::ResendRecoveryChallenge(PhoneFactor::Sms) => {
                "/api/v1/authn/recovery/factors/SMS/resend"
            }
            Self::ResendRecoveryChallenge(PhoneFactor::Call) => {
                "/api/v1/authn/recovery/factors/CALL/resend"
            }
            Self::VerifyRecoveryToken => VERIFY_RECOVERY_TOKEN_PATH,
            Self::AnswerRecoveryQuestion => ANSWER_RECOVERY_QUESTION_PATH,
            Self::ResetPassword => RESET_PASSWORD_PATH,
            Self::ChangePassword => CHANGE_PASSWORD_PATH,
            Self::PreviousState => PREVIOUS_STATE_PATH,
            Self::SkipState => SKIP_STATE_PATH,
            Self::CancelTransaction => CANCEL_TRANSACTION_PATH,
        }
    }

    /// The operation at a path, for those who answer. The factor in a path is read in any
    /// case: the reference prints `sms`, the links of recordings `SMS`.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.is_at(path))
    }

    fn is_at(self, path: &str) -> bool {
        let (own, factor) = (self.path(), self.factor_in_path());
        let Some((before, after)) = factor.and_then(|factor| own.split_once(factor)) else {
            return own == path;
        };
        let rest = path.strip_prefix(before);
        let word = rest.and_then(|rest| rest.strip_suffix(after));
        word.zip(factor)
            .is_some_and(|(word, factor)| word.eq_ignore_ascii_case(factor))
    }

    const fn factor_in_path(self) -> Option<&'static str> {
        match self {
            Self::VerifyRecoveryFactor(factor) | Self::ResendRecoveryChallenge(factor) => {
                Some(match factor {
                    PhoneFactor::Sms => "SMS",
                    PhoneFactor::Call => "CALL",
                })
            }
            Self::PrimaryAuthentication
            | Self::ForgotPassword
            | Self::UnlockAccount
            | Self::VerifyRecoveryToken
            | Self::AnswerRecoveryQuestion
            | Self::ResetPassword
            | Self::ChangePassword
            | Self::PreviousState
            | Self::SkipState
            | Self::CancelTransaction => None,
        }
    }
}
