//! The bodies of the requests. Public, so that the emulator reads what is written here.

use serde::{Deserialize, Serialize};

use super::transaction::FactorType;
use crate::secret::{Answer, Password, RecoveryToken, StateToken, Username};

/// Body of *primary authentication*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryAuthentication {
    /// Who signs in.
    pub username: Username,
    /// With what.
    pub password: Password,
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
    pub relay_state: Option<String>,
}

/// Body of *verify recovery token*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyRecoveryToken {
    /// The token of the mail's link.
    pub recovery_token: RecoveryToken,
    /// Comes back in every state of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<String>,
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

/// Body of *cancel transaction*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelTransaction {
    /// The transaction.
    pub state_token: StateToken,
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
