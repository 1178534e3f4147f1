//! Bodies and parameters of the requests. Public, so that the emulator reads what is written
//! here.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::authn::RevokeSessions;
use crate::secret::{Answer, Password};
use crate::users::ProviderType;

/// Body of *update user*: what is left out stays as it is. Prints itself without the profile.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserUpdate {
    /// Attributes to set; `null` empties one.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub profile: Map<String, Value>,
    /// Credentials to set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<CredentialsUpdate>,
}

impl fmt::Debug for UserUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserUpdate")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl UserUpdate {
    /// Sets the password, without the old one, without a mail, and without a change of status.
    #[must_use]
    pub fn password(password: &Password) -> Self {
        let credentials = CredentialsUpdate {
            password: Some(PasswordValue::of(password)),
            ..CredentialsUpdate::default()
        };
        Self {
            profile: Map::new(),
            credentials: Some(credentials),
        }
    }
}

/// Credentials to set.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialsUpdate {
    /// The new password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordValue>,
    /// The new recovery question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_question: Option<NewRecoveryQuestion>,
    /// Who keeps the credentials; only when a user is created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderUpdate>,
}

/// Who keeps the credentials of a new user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderUpdate {
    /// What kind it is.
    #[serde(rename = "type")]
    pub kind: ProviderType,
    /// The name of the directory or provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A password in a body: `{"value": "…"}`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordValue {
    /// The password.
    pub value: Password,
}

impl PasswordValue {
    /// The same password, in a body.
    #[must_use]
    pub fn of(password: &Password) -> Self {
        Self {
            value: Password::new(password.secret()),
        }
    }
}

/// A recovery question with its answer, each 1 to 100 characters; prints itself without both.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRecoveryQuestion {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Answer,
}

impl fmt::Debug for NewRecoveryQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewRecoveryQuestion")
            .finish_non_exhaustive()
    }
}

/// Body of *change recovery question*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecoveryQuestion {
    /// The current password.
    pub password: PasswordValue,
    /// The new question.
    pub recovery_question: NewRecoveryQuestion,
}

/// The answer to a recovery question that Okta has asked before.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryAnswer {
    /// The answer.
    pub answer: Answer,
}

/// Body of *change password*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The current password.
    pub old_password: PasswordValue,
    /// The new password.
    pub new_password: PasswordValue,
    /// Whether to end the person's sessions. Absent means no.
    #[serde(default)]
    pub revoke_sessions: RevokeSessions,
}

/// Body of *forgot password, set new password*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetNewPassword {
    /// The new password.
    pub password: PasswordValue,
    /// The person's answer.
    pub recovery_question: RecoveryAnswer,
}

/// A yes or no in a query, as an enum.
macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident {
        $(#[$about_yes:meta])* $yes:ident, $(#[$about_no:meta])* $no:ident,
    })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $(#[$about_yes])* $yes,
            $(#[$about_no])* $no,
        }

        impl $name {
            pub(super) const fn as_str(self) -> &'static str {
                match self {
                    Self::$yes => "true",
                    Self::$no => "false",
                }
            }
        }
    )+};
}

choices! {
    /// `sendEmail`: whether Okta writes to the person, or the link comes back in the answer.
    SendEmail {
        /// Okta sends a mail.
        Yes,
        /// The answer has the link.
        No,
    }
    /// `strict`: whether minimum age and history hold for a password that an administrator sets.
    Strict {
        /// They do.
        Yes,
        /// They do not; complexity always does.
        No,
    }
    /// `oauthTokens`: whether the end of the sessions is also that of the tokens of apps.
    OauthTokens {
        /// Refresh and access tokens end.
        Revoke,
        /// They live on.
        Keep,
    }
    /// `forgetDevices`: whether remembered devices have to prove themselves anew.
    ForgetDevices {
        /// They do.
        Yes,
        /// They do not.
        No,
    }
}
