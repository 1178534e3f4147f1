//! The org's key, and other people's signatures.

use std::sync::LazyLock;

use jose::{Algorithm, Header, Jwk, JwkSet, Jwt, Parsed, PrivateJwk, PublicKey};
use jose::{Unsigned, from_base64url};
use ring::rsa::PublicKeyComponents;
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::Value;

use crate::signer::Signer;

/// The key that every emulated org signs with: the example of RFC 7515, appendix A.2. It is
/// published, and worthless.
const ORG_KEY: &str = include_str!("keys/org.json");

static KEY: LazyLock<(PrivateJwk, Signer)> = LazyLock::new(|| {
    let jwk: PrivateJwk = ORG_KEY.parse().expect("the published key is a key");
    let signer = Signer::of(&jwk).expect("the published key is consistent");
    (jwk, signer)
});

/// The public half, as the keys endpoints show it.
pub(crate) fn public_keys() -> JwkSet {
    let mut key = KEY.0.public().clone();
    key.kid = Some(kid());
    key.alg = Some("RS256".to_owned());
    key.usage = Some("sig".to_owned());
    JwkSet { keys: vec![key] }
}

fn kid() -> String {
    KEY.0.public().thumbprint()
}

/// Signs claims with the org's key.
pub(crate) fn sign(typ: Option<&str>, claims: &Value) -> Jwt {
    let header = Header {
        typ: typ.map(str::to_owned),
        kid: Some(kid()),
        jwk: None,
    };
    let unsigned = Unsigned::new(Algorithm::Rs256, &header, claims);
    let signed = KEY.1.sign(unsigned);
    signed.expect("the org's key is one for RS256")
}

/// Whether a token was signed by the key, with the algorithm that is the key's.
pub(crate) fn is_signed_by(token: &Parsed<'_>, key: &Jwk) -> bool {
    let (input, signature) = (token.signing_input.as_bytes(), &token.signature);
    let verified = match (&key.key, token.algorithm) {
        (PublicKey::Rsa { n, e }, Some(Algorithm::Rs256)) => {
            let (Some(n), Some(e)) = (from_base64url(n), from_base64url(e)) else {
                return false;
            };
            let key = PublicKeyComponents { n, e };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, input, signature)
        }
        (PublicKey::Ec { crv, x, y }, Some(Algorithm::Es256)) if crv == "P-256" => {
            let (Some(x), Some(y)) = (from_base64url(x), from_base64url(y)) else {
                return false;
            };
            let point = [&[4][..], &x, &y].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(input, signature)
        }
        (PublicKey::Rsa { .. } | PublicKey::Ec { .. }, _) => return false,
    };
    verified.is_ok()
}

#[cfg(test)]
mod tests {
    use jose::Parsed;
    use serde_json::json;

    use super::{is_signed_by, public_keys, sign};

    #[test]
    fn the_public_key_verifies_what_the_org_signs_and_nothing_else() {
        let token = sign(Some("JWT"), &json!({"iss": "https://org.example"}));
        let key = &public_keys().keys[0];
        let mut parsed = Parsed::of(token.secret()).unwrap();
        assert_eq!(parsed.header.kid, key.kid);
        assert!(is_signed_by(&parsed, key));
        parsed.signature[7] ^= 1;
        assert!(!is_signed_by(&parsed, key));
    }
}
