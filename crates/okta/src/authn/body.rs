//! The bodies of the requests. Public, so that the emulator reads what is written here.

use serde::{Deserialize, Serialize};

use super::relay_state::RelayState;
use super::transaction::FactorType;
use crate::secret::{
    ActivationToken, Answer, PassCode, Password, RecoveryToken, StateToken, Username,
};
use crate::wire::flag;

/// Body of *primary authentication*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryAuthentication {
    /// Who signs in.
    pub username: Username,
    /// With what.
    pub password: Password,
    /// What to look at on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Options>,
}

/// `options`: what a transaction is asked to do besides. Absent means no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// `PASSWORD_WARN` in front of SUCCESS when the password ends within the policy's
    /// `expireWarnDays`. Only at *primary authentication*.
    #[serde(deserialize_with = "flag", skip_serializing_if = "std::ops::Not::not")]
    pub warn_before_password_expired: bool,
    /// Back to `MFA_ENROLL` after each factor, while there are more to enroll.
    #[serde(deserialize_with = "flag", skip_serializing_if = "std::ops::Not::not")]
    pub multi_optional_factor_enroll: bool,
}

/// Body of *primary authentication with activation tokens*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// The token of the activation mail's link.
    pub token: ActivationToken,
}

/// Body of *forgot password*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForgotPassword {
    /// Who forgot it.
    pub username: Username,
    /// Over which factor to recover. Mandatory without a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_type: Option<FactorType>,
    /// Comes back in every state of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<RelayState>,
}

/// Body of *unlock account*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnlockAccount {
    /// Whose account is locked.
    pub username: Username,
    /// Over which factor to recover. Mandatory without a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_type: Option<FactorType>,
    /// Comes back in every state of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<RelayState>,
}

/// Body of *verify recovery factor*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyRecoveryFactor {
    /// The transaction.
    pub state_token: StateToken,
    /// The code of the message or call.
    pub pass_code: PassCode,
}

/// Body of *verify recovery token*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyRecoveryToken {
    /// The token of the mail's link.
    pub recovery_token: RecoveryToken,
    /// Comes back in every state of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<RelayState>,
    /// What the transaction is asked to do besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Options>,
}

/// Body of *answer recovery question*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRecoveryQuestion {
    /// The transaction.
    pub state_token: StateToken,
    /// The person's answer.
    pub answer: Answer,
}

/// Body of *reset password*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResetPassword {
    /// The transaction.
    pub state_token: StateToken,
    /// The new password.
    pub new_password: Password,
    /// Whether to end the person's sessions. Absent means no.
    #[serde(default)]
    pub revoke_sessions: RevokeSessions,
}

/// Body of *change password*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The transaction.
    pub state_token: StateToken,
    /// The current password.
    pub old_password: Password,
    /// The new password.
    pub new_password: Password,
    /// Whether to end the person's sessions. Absent means no.
    #[serde(default)]
    pub revoke_sessions: RevokeSessions,
}

/// Writes the bodies that say nothing but which transaction is meant.
macro_rules! of_a_transaction {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// The transaction.
            pub state_token: StateToken,
        }
    )+};
}

of_a_transaction! {
    /// Body of *resend recovery challenge*.
    ResendRecoveryChallenge,
    /// Body of *get transaction state*.
    TransactionState,
    /// Body of *previous transaction state*.
    PreviousState,
    /// Body of *skip transaction state*.
    SkipState,
    /// Body of *cancel transaction*.
    CancelTransaction,
}

/// Whether a reset ends the person's Okta sessions. It never ends OAuth tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum RevokeSessions {
    /// All sessions but the current one end.
    Yes,
    /// Sessions live on; Okta's default.
    #[default]
    No,
}

impl From<bool> for RevokeSessions {
    fn from(wire: bool) -> Self {
        if wire { Self::Yes } else { Self::No }
    }
}

impl From<RevokeSessions> for bool {
    fn from(revoke: RevokeSessions) -> Self {
        revoke == RevokeSessions::Yes
    }
}
