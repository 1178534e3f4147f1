//! Asking for the new password, and why one was not taken.

use serde::{Deserialize, Serialize};

use crate::password::{Policy, Rule};

/// Asks for the recovery answer, if any, and the new password; to [unlock](Purpose::OnlyUnlock) an
/// account, for no password.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPassword {
    /// Whose password it is; `None` while not known.
    pub username: Option<String>,
    /// The recovery question that must be answered, if any.
    pub question: Option<String>,
    /// The organisation's rules; `None` while not known.
    pub policy: Option<Policy>,
    /// Why what was sent was not taken.
    pub errors: NewPasswordErrors,
    /// What the person is here for.
    pub purpose: Purpose,
    /// For how many minutes the form can still be sent, where that is known.
    pub minutes: Option<u32>,
}

/// What a person is here for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A password was forgotten.
    #[default]
    Reset,
    /// The account is new, and has no password yet.
    Activation,
    /// The account is locked, and gets a new password.
    Unlock,
    /// The account is locked, and keeps its password.
    OnlyUnlock,
}

/// Why a new password was not taken. Empty on first sight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPasswordErrors {
    /// About the recovery answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerError>,
    /// About the password: everything that is wrong with it, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub password: Vec<PasswordError>,
    /// About neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormError>,
}

impl NewPasswordErrors {
    /// Whether there is nothing to complain about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answer.is_none() && self.password.is_empty() && self.form.is_none()
    }

    pub(super) fn status(&self) -> u16 {
        match self.form {
            Some(FormError::TryAgain) => 503,
            None if self.is_empty() => 200,
            None => 422,
        }
    }
}

/// Why a recovery answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerError {
    /// The field was empty.
    Missing,
    /// More than [`crate::forms::ANSWER_MAX`] characters.
    TooLong,
    /// It is not the answer that Okta knows.
    Wrong {
        /// How often the person may still try.
        attempts_left: u32,
    },
    /// It was right, but too long ago: it must be given again.
    Expired,
}

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordError {
    /// The field was empty.
    Missing,
    /// It breaks a rule of the policy.
    Broken(Rule),
    /// Longer than Okta stores.
    TooLong,
    /// It is the current password.
    SameAsCurrent,
    /// It is one of the last passwords.
    UsedRecently,
    /// It is on a list of common passwords.
    Common,
    /// It is in lists of stolen passwords.
    Breached,
    /// It is in lists of stolen passwords; sent once more, it is taken all the same.
    BreachWarning,
    /// The last change is too recent for another one.
    TooSoon,
    /// The organisation refused it; the reason is not known.
    Refused,
}

/// What went wrong with a form although its fields are fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormError {
    /// The password couldn't be saved just now; nothing is lost.
    TryAgain,
}
