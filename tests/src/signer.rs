//! A key that signs in this process, as `WebCrypto` does in the Worker.

use jose::{Jwt, PrivateJwk, PrivateKey, Unsigned};
use recovery::{NotSigned, Signer};
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, KeyPairComponents, PublicKeyComponents};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256};

/// The keys of RFC 7515, appendices A.2 and A.3. They are published, and worthless.
pub(crate) const RSA: &str = include_str!("../../crates/jose/tests/keys/rfc7515-a2-rsa.json");
/// P-256.
pub(crate) const EC: &str = include_str!("../../crates/jose/tests/keys/rfc7515-a3-ec.json");

/// A private key, and `ring`.
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
        let (input, random) = (unsigned.signing_input().as_bytes(), SystemRandom::new());
        let signature = match self.0.secret() {
            PrivateKey::Rsa(rsa) => {
                let components = KeyPairComponents {
                    public_key: PublicKeyComponents {
                        n: &rsa.n,
                        e: &rsa.e,
                    },
                    d: &rsa.d,
                    p: &rsa.p,
                    q: &rsa.q,
                    dP: &rsa.dp,
                    dQ: &rsa.dq,
                    qInv: &rsa.qi,
                };
                let pair = KeyPair::from_components(&components).map_err(|_| NotSigned)?;
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, input, &mut signature)
                    .map_err(|_| NotSigned)?;
                signature
            }
            PrivateKey::Ec(ec) => {
                let point = [&[4][..], &ec.x, &ec.y].concat();
                let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
                let pair =
                    EcdsaKeyPair::from_private_key_and_public_key(kind, &ec.d, &point, &random)
                        .map_err(|_| NotSigned)?;
                let signature = pair.sign(&random, input).map_err(|_| NotSigned)?;
                signature.as_ref().to_vec()
            }
        };
        unsigned.signed_with(&signature).map_err(|_| NotSigned)
    }
}
