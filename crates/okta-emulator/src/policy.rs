//! The password policy of the org.

use serde::{Deserialize, Serialize};

/// The org's only password policy, applied to everybody.
///
/// [`Policy::default`] is what a new Okta org was recorded to have: at least
/// 8 characters with a lower-case letter, an upper-case letter and a number,
/// no parts of the username, the last 4 passwords refused, locked after 10
/// wrong passwords, links good for 60 minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Policy {
    /// What a password must be made of.
    pub complexity: Complexity,
    /// How old a password must and may be.
    pub age: Age,
    /// What wrong passwords lead to.
    pub lockout: Lockout,
    /// Minutes that the link of a recovery mail lives
    /// (`okta_email.properties.recoveryToken.tokenLifetimeMinutes`).
    pub token_lifetime_minutes: u32,
}

/// `settings.password.complexity` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Complexity {
    /// Fewest characters.
    pub min_length: u32,
    /// Fewest lower-case letters, 0 or 1.
    pub min_lower_case: u32,
    /// Fewest upper-case letters, 0 or 1.
    pub min_upper_case: u32,
    /// Fewest digits, 0 or 1.
    pub min_number: u32,
    /// Fewest symbols, 0 or 1.
    pub min_symbol: u32,
    /// Whether parts of the login are refused.
    pub exclude_username: bool,
    /// Which names of the profile are refused.
    pub exclude_attributes: Vec<Attribute>,
    /// Whether commonly used passwords are refused (`dictionary.common.exclude`).
    pub exclude_common: bool,
}

/// An attribute of the profile that a password must not contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Attribute {
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
}

/// `settings.password.age` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Age {
    /// Days until a password expires; 0: never.
    pub max_age_days: u32,
    /// Minutes until a password may be changed again; 0: at once.
    pub min_age_minutes: u32,
    /// How many of the last passwords, the current one included, are refused.
    pub history_count: u32,
}

/// `settings.password.lockout` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Lockout {
    /// Wrong passwords in a row that lock the person; 0: never.
    pub max_attempts: u32,
    /// Minutes after which a lock opens by itself; 0: never.
    pub auto_unlock_minutes: u32,
    /// Whether a locked person is told so at sign-in.
    pub show_lockout_failures: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            complexity: Complexity::default(),
            age: Age::default(),
            lockout: Lockout::default(),
            token_lifetime_minutes: 60,
        }
    }
}

impl Default for Complexity {
    fn default() -> Self {
        Self {
            min_length: 8,
            min_lower_case: 1,
            min_upper_case: 1,
            min_number: 1,
            min_symbol: 0,
            exclude_username: true,
            exclude_attributes: Vec::new(),
            exclude_common: false,
        }
    }
}

impl Default for Age {
    fn default() -> Self {
        Self {
            max_age_days: 0,
            min_age_minutes: 0,
            history_count: 4,
        }
    }
}

impl Default for Lockout {
    fn default() -> Self {
        Self {
            max_attempts: 10,
            auto_unlock_minutes: 0,
            show_lockout_failures: false,
        }
    }
}
