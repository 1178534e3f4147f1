//! The document, and bodies held against its schemas.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::schema;

pub(super) static DOCUMENT: LazyLock<Document> = LazyLock::new(Document::read);

/// Who writes a body: it decides what `readOnly` and `writeOnly` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// `okta` writes.
    Request,
    /// The org writes.
    Answer,
}

pub(super) struct Document {
    pub(super) root: Value,
    /// The components as JSON Schema, for each side.
    components: BTreeMap<Side, Value>,
    compiled: Mutex<BTreeMap<(Side, String), Arc<Validator>>>,
}

impl Document {
    fn read() -> Self {
        let text = include_str!("../../openapi/okta-password-reset.json");
        let root: Value = serde_json::from_str(text).expect("the document is JSON");
        let components = [Side::Request, Side::Answer]
            .map(|side| (side, schema::components(&root, side)))
            .into();
        Self {
            root,
            components,
            compiled: Mutex::default(),
        }
    }

    /// Follows a `$ref` of the document's own.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let found = self.root.pointer(reference.trim_start_matches('#'));
                self.resolve(found.expect("the document's references resolve"))
            }
            None => value,
        }
    }

    /// What is wrong with a body, one sentence per finding, with the place of each.
    pub(super) fn complaints(&self, side: Side, schema: &Value, body: &[u8]) -> Vec<String> {
        let body: Value = match serde_json::from_slice(body) {
            Ok(body) => body,
            Err(error) => return vec![format!("the body is not JSON: {error}")],
        };
        self.value_complaints(side, schema, &body)
    }

    pub(super) fn value_complaints(&self, side: Side, schema: &Value, body: &Value) -> Vec<String> {
        let validator = self.validator(side, schema);
        let errors = validator.iter_errors(body);
        let found: Vec<_> = errors
            .map(|error| (error.instance_path().to_string(), error.to_string()))
            .collect();
        let is_echo = |place: &str, what: &str| {
            // A property that is wrong inside makes itself and all around it «unevaluated».
            what.starts_with("Unevaluated")
                && found
                    .iter()
                    .any(|(other, _)| other.starts_with(&format!("{place}/")))
        };
        found
            .iter()
            .filter(|(place, what)| !is_echo(place, what))
            .map(|(place, what)| format!("at «{place}»: {what}"))
            .collect()
    }

    fn validator(&self, side: Side, schema: &Value) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (side, schema.to_string());
        let validator = compiled
            .entry(key)
            .or_insert_with(|| Arc::new(self.compile(side, schema)));
        Arc::clone(validator)
    }

    fn compile(&self, side: Side, schema: &Value) -> Validator {
        let whole = json!({
            "allOf": [schema::translated(&self.root, schema, side)],
            "components": { "schemas": self.components[&side] },
        });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&whole)
            .expect("the document's schemas are schemas")
    }
}
