//! Public keys.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::encoding::{base64url, sha256};
use crate::jws::Algorithm;

/// A public key as JSON, with the names that belong to it. Properties that are not known here
/// are ignored, those of a private key included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// The key itself.
    #[serde(flatten)]
    pub key: PublicKey,
    /// `kid`: by which tokens name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// `alg`: the one algorithm that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// `use`: `sig` for signatures.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
}

/// The numbers of a public key, each in base64url as they stand in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kty")]
pub enum PublicKey {
    /// RSA, for RS256.
    #[serde(rename = "RSA")]
    Rsa {
        /// The modulus.
        n: String,
        /// The exponent, mostly `AQAB`.
        e: String,
    },
    /// An elliptic curve, for ES256.
    #[serde(rename = "EC")]
    Ec {
        /// The curve; only `P-256` can be used here.
        crv: String,
        /// The point's first coordinate.
        x: String,
        /// The point's second coordinate.
        y: String,
    },
}

impl Jwk {
    /// A key without names.
    #[must_use]
    pub fn new(key: PublicKey) -> Self {
        Self {
            key,
            kid: None,
            alg: None,
            usage: None,
        }
    }

    /// The algorithm that the key can do.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        match self.key {
            PublicKey::Rsa { .. } => Algorithm::Rs256,
            PublicKey::Ec { .. } => Algorithm::Es256,
        }
    }

    /// The key's thumbprint: SHA-256 over its required members, in base64url. Source:
    /// [RFC 7638](https://www.rfc-editor.org/rfc/rfc7638).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // `serde_json` keeps a map's names in order, as the thumbprint asks.
        let members = match &self.key {
            PublicKey::Rsa { n, e } => json!({"e": e, "kty": "RSA", "n": n}),
            PublicKey::Ec { crv, x, y } => json!({"crv": crv, "kty": "EC", "x": x, "y": y}),
        };
        base64url(&sha256(members.to_string().as_bytes()))
    }
}

/// Several keys, as a keys endpoint shows them and an application registers them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JwkSet {
    /// The keys.
    #[serde(default)]
    pub keys: Vec<Jwk>,
}
