//! `settings` of the password authenticator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use crate::password_policy::PasswordPolicy;

/// What a new password must be like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The policy, as far as it is told.
    pub policy: PasswordPolicy,
    /// In how many days the password expires; only near that.
    pub days_to_expiry: Option<u32>,
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let days = value.get("daysToExpiry").and_then(Value::as_u64);
        Ok(Self {
            policy: serde_json::from_value(value).map_err(serde::de::Error::custom)?,
            days_to_expiry: days.and_then(|days| u32::try_from(days).ok()),
        })
    }
}

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(&self.policy).map_err(serde::ser::Error::custom)?;
        let complexity = &mut value["complexity"];
        if complexity["excludeAttributes"].is_null() {
            complexity["excludeAttributes"] = json!([]);
        }
        if let Some(days) = self.days_to_expiry {
            value["daysToExpiry"] = days.into();
        }
        value.serialize(serializer)
    }
}
