//! The rules of a policy: who may do what by themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::policy::LifecycleStatus;
use crate::timestamp::Timestamp;
use crate::wire::{clear_flag, flag, if_readable, null_as_default, words};

/// A rule of a password policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The id, 20 characters beginning with `0pr`.
    pub id: String,
    /// `type`, mostly `PASSWORD`.
    #[serde(
        default,
        rename = "type",
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub kind: Option<String>,
    /// The name that an administrator gave it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Whether it is used.
    pub status: LifecycleStatus,
    /// Lower ones are looked at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u32>,
    /// Whether it is Okta's own.
    #[serde(default, deserialize_with = "clear_flag")]
    pub system: bool,
    /// When it was created.
    #[serde(default, deserialize_with = "if_readable")]
    pub created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "if_readable")]
    pub last_updated: Option<Timestamp>,
    /// From where.
    #[serde(default, deserialize_with = "null_as_default")]
    pub conditions: RuleConditions,
    /// What.
    #[serde(default, deserialize_with = "null_as_default")]
    pub actions: Actions,
}

impl Rule {
    /// Lower ones are looked at first; Okta's own last.
    pub(super) fn rank(&self) -> (bool, u32) {
        (self.system, self.priority.unwrap_or(u32::MAX))
    }
}

/// `conditions` of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleConditions {
    /// From which network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkCondition>,
    /// Everything else, `people` for example, by its name.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// `network`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkCondition {
    /// From where.
    pub connection: NetworkConnection,
}

words! {
    /// `connection` of a network condition.
    NetworkConnection {
        /// From anywhere
        Anywhere = "ANYWHERE",
        /// From some zones only
        Zone = "ZONE",
        /// From the org's own network
        OnNetwork = "ON_NETWORK",
        /// From elsewhere
        OffNetwork = "OFF_NETWORK",
    }
}

/// `actions`. What is left out is not said; what cannot be read makes the reading of the rule
/// fail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Actions {
    /// Changing the password. Must be allowed for the next one to work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_change: Option<RuleAction>,
    /// Resetting a forgotten password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_service_password_reset: Option<ResetAction>,
    /// Opening a lock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_service_unlock: Option<RuleAction>,
}

/// An action that is allowed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleAction {
    /// Whether it is allowed.
    pub access: Access,
}

/// `selfServicePasswordReset`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetAction {
    /// Whether it is allowed.
    pub access: Access,
    /// `type`, on Identity Engine.
    #[serde(
        default,
        rename = "type",
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub kind: Option<String>,
    /// By what, on Identity Engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<Requirement>,
}

words! {
    /// `access`.
    Access {
        /// Allowed
        Allow = "ALLOW",
        /// Not allowed
        Deny = "DENY",
    }
}

/// `requirement`: by what a person may reset a password. Identity Engine only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Requirement {
    /// Who decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_control: Option<AccessControl>,
    /// What to begin with.
    #[serde(deserialize_with = "null_as_default")]
    pub primary: Methods,
    /// What to go on with.
    #[serde(deserialize_with = "null_as_default")]
    pub step_up: StepUp,
}

words! {
    /// `accessControl`: who decides about a reset.
    AccessControl {
        /// This rule
        Legacy = "LEGACY",
        /// The Okta account management policy
        AuthPolicy = "AUTH_POLICY",
    }
}

/// `primary`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Methods {
    /// `email`, `sms`, `voice`, `push`, `otp`, `security_question`, …
    #[serde(deserialize_with = "null_as_default")]
    pub methods: Vec<String>,
    /// Which authenticators serve a method.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub method_constraints: Vec<Value>,
}

/// `stepUp`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepUp {
    /// Whether one method is not enough.
    #[serde(deserialize_with = "flag")]
    pub required: bool,
    /// Which ones; none means any other that the person has.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub methods: Vec<String>,
}
