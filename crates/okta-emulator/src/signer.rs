//! Signing in this process, as `WebCrypto` does it in a Worker: for the org's own tokens, and for
//! tests that play an application.

use jose::{Jwt, PrivateJwk, PrivateKey, Unsigned};
use ring::error::{KeyRejected, Unspecified};
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, KeyPairComponents, PublicKeyComponents};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256};

/// A private key that signs: RS256 or ES256.
#[derive(Debug)]
pub struct Signer(Pair);

#[derive(Debug)]
enum Pair {
    Rsa(Box<KeyPair>),
    Ec(Box<EcdsaKeyPair>),
}

impl Signer {
    /// The signer of a key.
    ///
    /// # Errors
    ///
    /// When the numbers of the key do not belong together.
    pub fn of(key: &PrivateJwk) -> Result<Self, KeyRejected> {
        let pair = match key.secret() {
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
                Pair::Rsa(Box::new(KeyPair::from_components(&components)?))
            }
            PrivateKey::Ec(ec) => {
                let point = [&[4][..], &ec.x, &ec.y].concat();
                let pair = EcdsaKeyPair::from_private_key_and_public_key(
                    &ECDSA_P256_SHA256_FIXED_SIGNING,
                    &ec.d,
                    &point,
                    &SystemRandom::new(),
                )?;
                Pair::Ec(Box::new(pair))
            }
        };
        Ok(Self(pair))
    }

    /// Signs a token.
    ///
    /// # Errors
    ///
    /// When there is no randomness, or the token names another algorithm than the key's.
    pub fn sign(&self, unsigned: Unsigned) -> Result<Jwt, Unspecified> {
        let (input, random) = (unsigned.signing_input().as_bytes(), SystemRandom::new());
        let signature = match &self.0 {
            // The signature is the same in every run; randomness only blinds the computation.
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, input, &mut signature)?;
                signature
            }
            Pair::Ec(pair) => pair.sign(&random, input)?.as_ref().to_vec(),
        };
        unsigned.signed_with(&signature).map_err(|_| Unspecified)
    }
}
