//! JSON between the Worker's own parts.

use serde::de::DeserializeOwned;

/// Reads a value by way of a tree: read from text, every struct would need a reader more.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_value(serde_json::from_slice(text.as_bytes())?)
}
