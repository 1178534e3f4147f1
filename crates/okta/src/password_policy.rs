//! The part of a password policy that Okta tells a person who is about to set a password.

use serde::{Deserialize, Serialize};

use crate::wire::{counter, flag, if_readable, null_as_default, words};

/// `policy` of a transaction. What Okta leaves out is no rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordPolicy {
    /// What a password is made of.
    #[serde(deserialize_with = "null_as_default")]
    pub complexity: Complexity,
    /// How old a password must be, and what it must not repeat.
    #[serde(deserialize_with = "null_as_default")]
    pub age: Age,
    /// When the current password ends.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub expiration: Option<Expiration>,
}

/// `complexity`. Counters are 0 when off; -1 and `null`, which Okta also uses, read as 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Complexity {
    /// At least so many characters.
    #[serde(deserialize_with = "counter")]
    pub min_length: u32,
    /// At least so many lower case letters.
    #[serde(deserialize_with = "counter")]
    pub min_lower_case: u32,
    /// At least so many upper case letters.
    #[serde(deserialize_with = "counter")]
    pub min_upper_case: u32,
    /// At least so many digits.
    #[serde(deserialize_with = "counter")]
    pub min_number: u32,
    /// At least so many symbols.
    #[serde(deserialize_with = "counter")]
    pub min_symbol: u32,
    /// No part of the login that has four or more characters.
    #[serde(deserialize_with = "flag")]
    pub exclude_username: bool,
    /// No value of these attributes of the profile.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub exclude_attributes: Vec<ExcludedAttribute>,
}

words! {
    /// An attribute of the profile that must not stand in the password.
    ExcludedAttribute {
        /// First name
        FirstName = "firstName",
        /// Last name
        LastName = "lastName",
    }
}

/// `age`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Age {
    /// A password can be changed again only after so many minutes.
    #[serde(deserialize_with = "counter")]
    pub min_age_minutes: u32,
    /// The last so many passwords are refused.
    #[serde(deserialize_with = "counter")]
    pub history_count: u32,
}

/// `expiration`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Expiration {
    /// The password ends in so many days.
    #[serde(deserialize_with = "counter")]
    pub password_expire_days: u32,
}
