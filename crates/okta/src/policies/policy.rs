//! The policy object.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::rule::Rule;
use super::settings::Settings;
use crate::error::Defect;
use crate::password_policy::PasswordPolicy;
use crate::path::{PathSegmentError, segment};
use crate::timestamp::Timestamp;
use crate::users::ProviderType;
use crate::wire::{clear_flag, if_readable, null_as_default, words};

/// A password policy. What Okta leaves out is empty, or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The id, 20 characters beginning with `00p`.
    pub id: String,
    /// What the policy is about.
    #[serde(rename = "type")]
    pub kind: PolicyType,
    /// The name that an administrator gave it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// What an administrator wrote about it.
    #[serde(default, deserialize_with = "if_readable")]
    pub description: Option<String>,
    /// Whether it is used.
    pub status: LifecycleStatus,
    /// Lower ones are looked at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u32>,
    /// Whether it is Okta's own, which holds for whoever is left.
    #[serde(default, deserialize_with = "clear_flag")]
    pub system: bool,
    /// For whom it is.
    #[serde(default, deserialize_with = "null_as_default")]
    pub conditions: Conditions,
    /// When it was created.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub last_updated: Option<Timestamp>,
    /// What it says.
    #[serde(default, deserialize_with = "null_as_default")]
    pub settings: Settings,
    /// What was asked for by `expand`: `rules`.
    #[serde(
        default,
        rename = "_embedded",
        skip_serializing_if = "Map::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub embedded: Map<String, Value>,
    /// `self` and `rules`.
    #[serde(
        default,
        rename = "_links",
        skip_serializing_if = "Map::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub links: Map<String, Value>,
}

impl Policy {
    /// The rules for a new password.
    #[must_use]
    pub const fn password_policy(&self) -> &PasswordPolicy {
        &self.settings.password.policy
    }

    /// The rules that came along by `expand=rules`, in the order in which Okta looks at them.
    ///
    /// # Errors
    ///
    /// [`Defect::WrongShape`] when one of them cannot be read, or when none came along: that is
    /// not the same as a policy without rules.
    pub fn rules(&self) -> Result<Vec<Rule>, Defect> {
        let items = self.embedded.get("rules").and_then(Value::as_array);
        let items = items.ok_or(Defect::WrongShape)?.iter();
        let rules = items.map(|item| {
            let item = item.is_object().then_some(item);
            let rule = item.and_then(|item| Rule::deserialize(item).ok());
            rule.ok_or(Defect::WrongShape)
        });
        let mut rules: Vec<_> = rules.collect::<Result<_, _>>()?;
        rules.sort_by_key(Rule::rank);
        Ok(rules)
    }
}

/// A policy's id, fit for a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PolicyId(String);

impl PolicyId {
    /// Takes an id as it is; it is escaped here.
    ///
    /// # Errors
    ///
    /// Only what is no id of Okta's cannot stand in a path.
    pub fn new(id: &str) -> Result<Self, PathSegmentError> {
        segment(id).map(Self)
    }

    pub(super) fn segment(&self) -> &str {
        &self.0
    }
}

words! {
    /// `type` of a policy.
    PolicyType {
        /// Passwords
        Password = "PASSWORD",
    }
}

words! {
    /// `status` of policies, rules and factors.
    LifecycleStatus {
        /// Used
        Active = "ACTIVE",
        /// Not used
        Inactive = "INACTIVE",
    }
}

/// `conditions` of a policy. They decide whose policy it is: one that cannot be read makes the
/// reading of the policy fail; only an absent or `null` one is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Conditions {
    /// Members of which groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<PeopleCondition>,
    /// Credentials kept by whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_provider: Option<AuthProviderCondition>,
    /// Conditions newer than this crate, by their names.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// `people`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleCondition {
    /// The groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
    /// Conditions newer than this crate, by their names.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// `groups`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Groups {
    /// Ids of groups; a member of any is meant.
    #[serde(deserialize_with = "null_as_default")]
    pub include: Vec<String>,
    /// Conditions newer than this crate, by their names.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// `authProvider`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthProviderCondition {
    /// Who keeps the credentials.
    pub provider: ProviderType,
    /// Ids of directories, where only some of them are meant.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub include: Vec<String>,
}
