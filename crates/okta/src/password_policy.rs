//! What a password must be like, as one type whoever tells it: a transaction of the
//! Authentication API (`policy`), a password policy (`settings.password`), or Identity Engine
//! (`settings` of the password authenticator). They tell different parts of it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use crate::wire::{counter, flag, if_readable, null_as_default, words};

/// The rules for a new password. What Okta leaves out is no rule.
///
/// Source: [policy settings], [Authentication API]; `settings` of Identity Engine is
/// undocumented and known from recordings of okta-signin-widget.
///
/// [policy settings]: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/
/// [Authentication API]: https://developer.okta.com/docs/reference/api/authn/
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordPolicy {
    /// What a password is made of.
    #[serde(deserialize_with = "null_as_default")]
    pub complexity: Complexity,
    /// How old a password must and may be, and what it must not repeat.
    #[serde(deserialize_with = "null_as_default")]
    pub age: Age,
    /// When the current password ends.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub expiration: Option<Expiration>,
}

/// `complexity`. Counters are 0 when off; -1 and `null`, which Okta also uses, read as 0. What
/// only some sources tell is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WireComplexity", rename_all = "camelCase")]
pub struct Complexity {
    /// At least so many characters.
    pub min_length: u32,
    /// At least so many lower case letters.
    pub min_lower_case: u32,
    /// At least so many upper case letters.
    pub min_upper_case: u32,
    /// At least so many digits.
    pub min_number: u32,
    /// At least so many symbols.
    pub min_symbol: u32,
    /// No part of the login that has four or more characters.
    pub exclude_username: bool,
    /// No value of these attributes of the profile. Identity Engine also says it by the flags
    /// `excludeFirstName` and `excludeLastName`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude_attributes: Vec<ExcludedAttribute>,
    /// No commonly used password (`dictionary.common.exclude`). Only policies tell.
    #[serde(
        rename = "dictionary",
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_dictionary"
    )]
    pub exclude_common: Option<bool>,
    /// At most so many times the same character in a row, 1 to 72. Identity Engine only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_consecutive_characters: Option<u32>,
    /// `oelStatement`: an expression that blocks words, which only Okta can judge. Identity
    /// Engine only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oel_statement: Option<String>,
    /// The rules are those of the person's Active Directory, which only it can judge; the others
    /// are for display (`useADComplexityRequirements`).
    #[serde(
        rename = "useADComplexityRequirements",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub use_ad_complexity_requirements: bool,
}

/// `complexity` as it comes.
#[expect(clippy::struct_excessive_bools, reason = "Okta's flags")]
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct WireComplexity {
    #[serde(deserialize_with = "counter")]
    min_length: u32,
    #[serde(deserialize_with = "counter")]
    min_lower_case: u32,
    #[serde(deserialize_with = "counter")]
    min_upper_case: u32,
    #[serde(deserialize_with = "counter")]
    min_number: u32,
    #[serde(deserialize_with = "counter")]
    min_symbol: u32,
    #[serde(deserialize_with = "flag")]
    exclude_username: bool,
    #[serde(deserialize_with = "null_as_default")]
    exclude_attributes: Vec<ExcludedAttribute>,
    #[serde(deserialize_with = "flag")]
    exclude_first_name: bool,
    #[serde(deserialize_with = "flag")]
    exclude_last_name: bool,
    dictionary: Value,
    #[serde(deserialize_with = "optional_counter")]
    max_consecutive_characters: Option<u32>,
    #[serde(deserialize_with = "if_readable")]
    oel_statement: Option<String>,
    #[serde(rename = "useADComplexityRequirements", deserialize_with = "flag")]
    use_ad_complexity_requirements: bool,
}

impl From<WireComplexity> for Complexity {
    fn from(wire: WireComplexity) -> Self {
        let mut exclude_attributes = wire.exclude_attributes;
        let flags = [
            (wire.exclude_first_name, ExcludedAttribute::FirstName),
            (wire.exclude_last_name, ExcludedAttribute::LastName),
        ];
        for (is_excluded, attribute) in flags {
            if is_excluded && !exclude_attributes.contains(&attribute) {
                exclude_attributes.push(attribute);
            }
        }
        Self {
            min_length: wire.min_length,
            min_lower_case: wire.min_lower_case,
            min_upper_case: wire.min_upper_case,
            min_number: wire.min_number,
            min_symbol: wire.min_symbol,
            exclude_username: wire.exclude_username,
            exclude_attributes,
            exclude_common: wire
                .dictionary
                .pointer("/common/exclude")
                .and_then(Value::as_bool),
            max_consecutive_characters: wire.max_consecutive_characters.filter(|most| *most > 0),
            oel_statement: wire.oel_statement,
            use_ad_complexity_requirements: wire.use_ad_complexity_requirements,
        }
    }
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn write_dictionary<S: Serializer>(
    exclude_common: &Option<bool>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    json!({"common": {"exclude": exclude_common.unwrap_or_default()}}).serialize(serializer)
}

/// A number of things, of which some sources say nothing.
fn optional_counter<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let number = value.as_i64().map(|number| number.max(0));
    Ok(number.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
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
    /// A password ends after so many days; 0: never. Only policies tell.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "optional_counter"
    )]
    pub max_age_days: Option<u32>,
    /// So many days before that, people are warned; 0: they are not. Only policies tell.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "optional_counter"
    )]
    pub expire_warn_days: Option<u32>,
}

/// `expiration`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Expiration {
    /// The password ends in so many days.
    #[serde(deserialize_with = "counter")]
    pub password_expire_days: u32,
}
