//! A key that signs in this process, as `WebCrypto` does in the Worker.

use jose::{Jwt, PrivateJwk, Unsigned};
use recovery::{NotSigned, Signer};

/// The keys of RFC 7515, appendices A.2 and A.3. They are published, and worthless.
pub(crate) const RSA: &str = include_str!("../../crates/jose/tests/keys/rfc7515-a2-rsa.json");
/// P-256.
pub(crate) const EC: &str = include_str!("../../crates/jose/tests/keys/rfc7515-a3-ec.json");

/// A private key that signs like the emulator's own.
#[derive(Debug)]
pub(crate) struct RingKey(pub(crate) PrivateJwk);

impl RingKey {
    /// One of the keys above.
    pub(crate) fn of(jwk: &str) -> Self {
        Self(jwk.parse().expect("the test's key is one"))
    }
}

impl Signer for RingKey {
    async fn sign(&self, unsigned: Unsigned) -> Result<Jwt, NotSigned> {
        let signer = okta_emulator::Signer::of(&self.0).map_err(|_| NotSigned)?;
        signer.sign(unsigned).map_err(|_| NotSigned)
    }
}
