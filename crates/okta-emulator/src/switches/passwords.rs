//! What is uncertain about new passwords, whoever sets them.

use serde::{Deserialize, Serialize};

use super::Switch;

/// Switches about new passwords. Each type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordSwitches {
    /// Whether a password may have characters of four bytes in UTF-8, as emoji are. On; off, it
    /// is refused like one that the policy refuses.
    pub four_byte_characters: Switch,
    /// What of a login may not occur in a password.
    pub username_parts: UsernameParts,
    /// When the minimum age of a password stands against a reset.
    pub minimum_age: MinimumAge,
    /// Whether a new password forgets the wrong ones, and the wrong answers. On.
    pub reset_counters: Switch,
    /// Whether whoever chooses a new password gets a mail that says so, a setting of the org. Off.
    pub changed_mail: Switch,
}

/// Which parts of a login may not occur in a password; all have four characters or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsernameParts {
    /// All but the top-level domain, as the reference says.
    WithoutTopLevelDomain,
    /// All.
    Whole,
}

/// When the minimum age of a password stands against a reset that a person began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinimumAge {
    /// When it begins.
    AtStart,
    /// When the new password is set, too: meanwhile the old one may have been changed.
    AlsoAtSetting,
}

impl Default for PasswordSwitches {
    fn default() -> Self {
        Self {
            four_byte_characters: Switch::On,
            username_parts: UsernameParts::WithoutTopLevelDomain,
            minimum_age: MinimumAge::AtStart,
            reset_counters: Switch::On,
            changed_mail: Switch::Off,
        }
    }
}
