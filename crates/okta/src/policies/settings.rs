//! `settings` of a password policy.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::policy::LifecycleStatus;
use crate::password_policy::PasswordPolicy;
use crate::wire::{counter, flag, if_readable, null_as_default};

/// What a password policy says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Passwords and locks.
    #[serde(deserialize_with = "null_as_default")]
    pub password: PasswordSettings,
    /// Ways to recover.
    #[serde(deserialize_with = "null_as_default")]
    pub recovery: RecoverySettings,
    /// Directories.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub delegation: Option<Delegation>,
}

/// `password`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PasswordSettings {
    /// What a password must be like: `complexity` and `age`.
    #[serde(flatten)]
    pub policy: PasswordPolicy,
    /// What wrong passwords lead to.
    #[serde(deserialize_with = "null_as_default")]
    pub lockout: Lockout,
    /// What becomes of passwords that turn up in a breach.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub breached_protection: Option<BreachedProtection>,
}

/// `lockout`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Lockout {
    /// Wrong passwords in a row that lock the account; 0: never.
    #[serde(deserialize_with = "counter")]
    pub max_attempts: u32,
    /// Minutes after which a lock opens by itself; 0: never.
    #[serde(deserialize_with = "counter")]
    pub auto_unlock_minutes: u32,
    /// How the person is told of the lock: `EMAIL`, or not.
    #[serde(deserialize_with = "null_as_default")]
    pub user_lockout_notification_channels: Vec<String>,
    /// Whether a locked person is told so at sign-in.
    #[serde(deserialize_with = "flag")]
    pub show_lockout_failures: bool,
}

/// `breachedProtection`. Identity Engine only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct BreachedProtection {
    /// Days until a breached password ends, 0 to 10.
    #[serde(deserialize_with = "if_readable")]
    pub expire_after_days: Option<u32>,
    /// Whether sessions end at once.
    #[serde(deserialize_with = "flag")]
    pub logout_enabled: bool,
    /// The workflow to run.
    #[serde(deserialize_with = "if_readable")]
    pub delegated_workflow_id: Option<String>,
}

/// `recovery`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoverySettings {
    /// By what.
    #[serde(deserialize_with = "null_as_default")]
    pub factors: RecoveryFactors,
}

/// `factors`: by what a person may recover. On Identity Engine a rule may say it instead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoveryFactors {
    /// The recovery question.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub recovery_question: Option<QuestionFactor>,
    /// A mail.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub okta_email: Option<EmailFactor>,
    /// A text message.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub okta_sms: Option<Factor>,
    /// A voice call.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub okta_call: Option<Factor>,
}

/// A factor without properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Whether it can be used.
    pub status: LifecycleStatus,
}

/// The recovery question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionFactor {
    /// Whether it can be used.
    pub status: LifecycleStatus,
    /// The fewest characters of an answer. The schema has it at `properties.complexity.minLength`,
    /// the reference's own example at `properties.complexity.complexity`.
    #[serde(
        default,
        rename = "properties",
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_min_length",
        deserialize_with = "read_min_length"
    )]
    pub min_length: Option<u32>,
}

/// The recovery mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailFactor {
    /// Whether it can be used.
    pub status: LifecycleStatus,
    /// For how many minutes its link is good (`properties.recoveryToken.tokenLifetimeMinutes`).
    #[serde(
        default,
        rename = "properties",
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_lifetime",
        deserialize_with = "read_lifetime"
    )]
    pub token_lifetime_minutes: Option<u32>,
}

/// `delegation`: whether an unlock in Okta leaves the account of the directory locked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delegation {
    /// `options`.
    #[serde(deserialize_with = "null_as_default")]
    pub options: DelegationOptions,
}

/// `options` of a delegation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DelegationOptions {
    /// Whether the directory is left alone.
    #[serde(deserialize_with = "flag")]
    pub skip_unlock: bool,
}

fn read_min_length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let properties = Value::deserialize(deserializer)?;
    let length = number(properties.pointer("/complexity/minLength"));
    Ok(length.or_else(|| number(properties.pointer("/complexity/complexity"))))
}

fn read_lifetime<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let properties = Value::deserialize(deserializer)?;
    let lifetime = properties.pointer("/recoveryToken/tokenLifetimeMinutes");
    Ok(number(lifetime))
}

fn number(value: Option<&Value>) -> Option<u32> {
    u32::try_from(value?.as_u64()?).ok()
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
#[cfg_attr(
    target_pointer_width = "64",
    expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the same; on wasm32 it is too large to be trivial"
    )
)]
fn write_min_length<S: Serializer>(length: &Option<u32>, to: S) -> Result<S::Ok, S::Error> {
    json!({"complexity": {"minLength": length}}).serialize(to)
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
#[cfg_attr(
    target_pointer_width = "64",
    expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the same; on wasm32 it is too large to be trivial"
    )
)]
fn write_lifetime<S: Serializer>(minutes: &Option<u32>, to: S) -> Result<S::Ok, S::Error> {
    json!({"recoveryToken": {"tokenLifetimeMinutes": minutes}}).serialize(to)
}
