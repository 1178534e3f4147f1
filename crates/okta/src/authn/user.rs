//! `_embedded.user`: the person, as far as a transaction shows them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;
use crate::wire::{if_readable, null_as_default};

/// The person whose transaction it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct User {
    /// The id, 20 characters beginning with `00u`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When the password was last changed.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub password_changed: Option<Timestamp>,
    /// The person's names.
    #[serde(deserialize_with = "null_as_default")]
    pub profile: Profile,
    /// The question to answer, in the state RECOVERY.
    #[serde(
        rename = "recovery_question",
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub recovery_question: Option<RecoveryQuestion>,
}

/// `profile`; prints itself without its contents.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Profile {
    /// What the person signs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Locale with an underscore, `en_US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").finish_non_exhaustive()
    }
}

/// `recovery_question`; prints itself without its contents.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryQuestion {
    /// The question, as the person or the org wrote it.
    pub question: String,
}

impl fmt::Debug for RecoveryQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryQuestion").finish_non_exhaustive()
    }
}
