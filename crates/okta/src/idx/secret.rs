//! What names a transaction of Identity Engine, and what a person proves themselves with.

use crate::secret::secrets;

secrets! {
    /// `stateHandle`: names the transaction. 42 to about 3,000 characters, of several
    /// generations (`02…`, `02.id.…~c.…`, a JWE); it may change from step to step, so always
    /// use the latest.
    StateHandle,
    /// `interaction_handle`: what `interact` gives for the first `introspect`.
    InteractionHandle,
    /// `interaction_code`: what a completed transaction gives for the token endpoint.
    InteractionCode,
    /// `passcode`: a code, or a password; IDX calls both so.
    Passcode,
}

impl StateHandle {
    /// The part that names the transaction; behind a `~` the handle may carry its state.
    #[must_use]
    pub fn id(&self) -> &str {
        let whole = self.secret();
        whole.split_once('~').map_or(whole, |(id, _state)| id)
    }
}
