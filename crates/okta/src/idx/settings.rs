//! `settings` of the password authenticator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::password_policy::PasswordPolicy;

/// What a new password must be like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The policy, as far as it is told; nothing where neither `complexity` nor `age` is.
    pub policy: Option<PasswordPolicy>,
    /// In how many days the password expires; only near that.
    pub days_to_expiry: Option<u32>,
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let days = value.get("daysToExpiry").and_then(Value::as_u64);
        let tells = |name| value.get(name).is_some_and(Value::is_object);
        let tells_policy = tells("complexity") || tells("age");
        let policy = tells_policy.then(|| serde_json::from_value(value));
        Ok(Self {
            policy: policy.transpose().map_err(serde::de::Error::custom)?,
            days_to_expiry: days.and_then(|days| u32::try_from(days).ok()),
        })
    }
}

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = match &self.policy {
            Some(policy) => written(policy).map_err(serde::ser::Error::custom)?,
            None => Map::new(),
        };
        if let Some(days) = self.days_to_expiry {
            value.insert("daysToExpiry".to_owned(), days.into());
        }
        value.serialize(serializer)
    }
}

fn written(policy: &PasswordPolicy) -> Result<Map<String, Value>, serde_json::Error> {
    let Value::Object(mut value) = serde_json::to_value(policy)? else {
        return Ok(Map::new());
    };
    if let Some(complexity) = value.get_mut("complexity").and_then(Value::as_object_mut) {
        let names = complexity.entry("excludeAttributes").or_insert(Value::Null);
        if names.is_null() {
            *names = json!([]);
        }
    }
    Ok(value)
}
