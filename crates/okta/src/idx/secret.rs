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
    /// `code_verifier` (PKCE): proves at the token endpoint that who redeems a code is who began.
    CodeVerifier,
    /// `client_secret` of a confidential application.
    ClientSecret,
    /// `href` of `success`: whoever opens it is signed in.
    RedirectUrl,
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

impl CodeVerifier {
    /// A verifier of 43 characters, from 32 fresh, unpredictable bytes.
    #[must_use]
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self::new(jose::base64url(&entropy))
    }

    /// `code_challenge` of the method S256. Source:
    /// [RFC 7636, section 4.2](https://www.rfc-editor.org/rfc/rfc7636#section-4.2).
    #[must_use]
    pub fn challenge(&self) -> String {
        jose::base64url(&jose::sha256(self.secret().as_bytes()))
    }
}
