//! What a caller gives along and gets back.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `relayState`: comes back in every state of the transaction, at most 2048 characters. It is
/// no secret, but a link can tell where a person was going, so it prints itself no more than a
/// secret does. Classic engine only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RelayState(String);

impl RelayState {
    /// Wraps a value; nothing is checked. Okta wants a link into a trusted origin.
    #[must_use]
    pub fn new(relay_state: impl Into<String>) -> Self {
        Self(relay_state.into())
    }

    /// The value, as it was given along.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RelayState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelayState(redacted)")
    }
}
