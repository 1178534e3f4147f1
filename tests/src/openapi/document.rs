//! The document, read: its operations, and schemas that judge.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The document of this very clone.
pub(super) static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let text = include_str!("../../../worker/src/openapi.json");
    Document {
        root: serde_json::from_str(text).expect("the document is JSON"),
        compiled: Mutex::default(),
    }
});

/// An OpenAPI document.
pub(super) struct Document {
    pub(super) root: Value,
    compiled: Mutex<BTreeMap<String, Arc<Validator>>>,
}

impl Document {
    /// What is said of one method on the route of a path, if the document has that route.
    pub(super) fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let paths = self.root["paths"].as_object()?;
        // A route by its name comes before one with a token.
        let item = paths.get(path).or_else(|| {
            let (before, _) = path.rsplit_once('/')?;
            paths.get(&format!("{before}/{{token}}"))
        })?;
        item.get(method.to_ascii_lowercase())
    }

    /// What stands behind a reference, or the value itself.
    pub(super) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(reference) = value["$ref"].as_str() else {
            return value;
        };
        let target = self.root.pointer(reference.trim_start_matches('#'));
        self.resolved(target.expect("the document's references resolve"))
    }

    /// What is wrong with a value, by a schema of this document.
    pub(super) fn complaints(&self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = self.validator(schema);
        let errors = validator.iter_errors(value);
        errors
            .map(|error| format!("at «{}»: {error}", error.instance_path()))
            .collect()
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let compiled = || self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let key = schema.to_string();
        if let Some(known) = compiled().get(&key) {
            return Arc::clone(known);
        }
        let new = Arc::new(self.compile(schema));
        compiled().insert(key, Arc::clone(&new));
        new
    }

    fn compile(&self, schema: &Value) -> Validator {
        let whole = json!({ "allOf": [schema], "components": self.root["components"] });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .build(&whole)
            .expect("the document's schemas are schemas")
    }
}
