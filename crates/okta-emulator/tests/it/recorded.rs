//! Recorded answers of Okta, and how ours compare.

use std::collections::BTreeMap;

use serde_json::Value;

macro_rules! recorded {
    ($name:literal) => {
        serde_json::from_str::<serde_json::Value>(include_str!(concat!(
            "../../../okta/tests/fixtures/classic/",
            $name,
            ".json"
        )))
        .expect("the recording is JSON")
    };
}
pub(crate) use recorded;

/// Every property of a value with the kind of its value, so that two answers
/// can be compared whatever they say.
pub(crate) fn shape(value: &Value) -> BTreeMap<String, &'static str> {
    let mut shape = BTreeMap::new();
    describe(value, "", &mut shape);
    shape
}

fn describe(value: &Value, at: &str, shape: &mut BTreeMap<String, &'static str>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "flag",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    shape.insert(at.to_owned(), kind);
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            describe(field, &format!("{at}/{name}"), shape);
        }
    }
    if let Value::Array(items) = value {
        for item in items {
            describe(item, &format!("{at}/*"), shape);
        }
    }
}
