//! Ion's wrappers: `{"type": "array", "value": […]}` and `{"type": "object", "value": {…}}`.
//! What cannot be understood inside counts as absent, but for what decides whether a transaction
//! goes on: see [`whole_array`].

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// How it is written.
#[derive(Serialize)]
struct Wrapped<'a, T: ?Sized> {
    r#type: &'static str,
    value: &'a T,
}

fn inner<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    Ok(match value.get_mut("value") {
        Some(inner) => inner.take(),
        None => value,
    })
}

/// Every item that is readable.
pub(crate) fn readable<T: DeserializeOwned>(items: Value) -> Vec<T> {
    let Value::Array(items) = items else {
        return Vec::new();
    };
    let read = |item| serde_json::from_value(item).ok();
    items.into_iter().filter_map(read).collect()
}

/// A list without wrapper, of which the readable items are kept.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Value::deserialize(deserializer).map(readable)
}

/// `{"type": "array", "value": […]}`.
pub(crate) mod array {
    use super::{DeserializeOwned, Deserializer, Serialize, Serializer, Wrapped, inner, readable};

    pub(crate) fn serialize<T: Serialize, S: Serializer>(
        items: &[T],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let r#type = "array";
        Wrapped {
            r#type,
            value: items,
        }
        .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: DeserializeOwned,
    {
        inner(deserializer).map(readable)
    }
}

/// As [`array`](mod@array), but every item must be readable: where a lost item would make the
/// answer say something else, no answer is better. Only `null` is as good as absent.
pub(crate) mod whole_array {
    use super::{DeserializeOwned, Deserializer, Value, inner};
    use serde::de::Error;

    pub(crate) use super::array::serialize;

    pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: DeserializeOwned,
    {
        match inner(deserializer)? {
            Value::Null => Ok(Vec::new()),
            Value::Array(items) => items.into_iter().map(object).collect(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                Err(D::Error::custom("it is no list"))
            }
        }
    }

    /// serde would also take a list for an object's fields in their order.
    fn object<T: DeserializeOwned, E: Error>(item: Value) -> Result<T, E> {
        if !item.is_object() {
            return Err(E::custom("it is no object"));
        }
        serde_json::from_value(item).map_err(E::custom)
    }
}

/// `{"type": "object", "value": {…}}`.
pub(crate) mod object {
    use super::{DeserializeOwned, Deserializer, Serialize, Serializer, Wrapped, inner};

    #[expect(clippy::ref_option, reason = "serde hands over what the field is")]
    pub(crate) fn serialize<T: Serialize, S: Serializer>(
        item: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let r#type = "object";
        Wrapped {
            r#type,
            value: item,
        }
        .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: DeserializeOwned,
    {
        let value = inner(deserializer)?;
        let is_object = value.is_object();
        Ok(serde_json::from_value(value).ok().filter(|_| is_object))
    }
}
