//! Private keys, read but never used here.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::encoding::from_base64url;
use crate::jwk::Jwk;
use crate::jws::Algorithm;

/// A private key as JSON, whole enough to sign with. Prints nothing of itself.
#[derive(PartialEq, Eq)]
pub struct PrivateJwk {
    public: Jwk,
    key: PrivateKey,
    json: String,
}

/// The numbers of a private key, as bytes. Hides itself from `Debug`.
#[derive(PartialEq, Eq)]
pub enum PrivateKey {
    /// RSA, for RS256.
    Rsa(RsaPrivateKey),
    /// P-256, for ES256.
    Ec(EcPrivateKey),
}

/// The numbers of an RSA key, big-endian. Source:
/// [RFC 7518, section 6.3](https://www.rfc-editor.org/rfc/rfc7518#section-6.3).
#[derive(PartialEq, Eq)]
pub struct RsaPrivateKey {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private exponent.
    pub d: Vec<u8>,
    /// The first prime.
    pub p: Vec<u8>,
    /// The second prime.
    pub q: Vec<u8>,
    /// d mod (p - 1).
    pub dp: Vec<u8>,
    /// d mod (q - 1).
    pub dq: Vec<u8>,
    /// The inverse of q mod p.
    pub qi: Vec<u8>,
}

/// The numbers of a P-256 key, 32 bytes each. Source:
/// [RFC 7518, section 6.2](https://www.rfc-editor.org/rfc/rfc7518#section-6.2).
#[derive(PartialEq, Eq)]
pub struct EcPrivateKey {
    /// The private number.
    pub d: Vec<u8>,
    /// The public point's first coordinate.
    pub x: Vec<u8>,
    /// The public point's second coordinate.
    pub y: Vec<u8>,
}

impl PrivateJwk {
    /// The algorithm that it signs with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.public.algorithm()
    }

    /// The half that may be shown.
    #[must_use]
    pub const fn public(&self) -> &Jwk {
        &self.public
    }

    /// The numbers, for a signer that takes numbers.
    #[must_use]
    pub const fn secret(&self) -> &PrivateKey {
        &self.key
    }

    /// The key as JSON with nothing but its numbers, for a signer that imports JSON (`WebCrypto`
    /// refuses keys whose `use`, `alg` or `key_ops` say something else). Do not log it.
    #[must_use]
    pub fn secret_json(&self) -> &str {
        &self.json
    }
}

impl FromStr for PrivateJwk {
    type Err = PrivateJwkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let members: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| PrivateJwkError::NotJson)?;
        let (key, names): (_, &[&str]) = match members.get("kty").and_then(Value::as_str) {
            Some("RSA") => (PrivateKey::Rsa(rsa(&members)?), &RSA_MEMBERS),
            Some("EC") => (PrivateKey::Ec(ec(&members)?), &EC_MEMBERS),
            Some(_) | None => return Err(PrivateJwkError::KeyType),
        };
        let public = Jwk::deserialize(Value::Object(members.clone()))
            .map_err(|_| PrivateJwkError::KeyType)?;
        let only_numbers = |(name, _): &(String, Value)| names.contains(&name.as_str());
        let numbers: Map<_, _> = members.into_iter().filter(only_numbers).collect();
        Ok(Self {
            public,
            key,
            json: Value::Object(numbers).to_string(),
        })
    }
}

const RSA_MEMBERS: [&str; 9] = ["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"];
const EC_MEMBERS: [&str; 5] = ["kty", "crv", "x", "y", "d"];

fn rsa(members: &Map<String, Value>) -> Result<RsaPrivateKey, PrivateJwkError> {
    let key = RsaPrivateKey {
        n: number(members, "n")?,
        e: number(members, "e")?,
        d: number(members, "d")?,
        p: number(members, "p")?,
        q: number(members, "q")?,
        dp: number(members, "dp")?,
        dq: number(members, "dq")?,
        qi: number(members, "qi")?,
    };
    let is_long_enough = key.n.len() >= 256;
    is_long_enough.then_some(key).ok_or(PrivateJwkError::Size)
}

fn ec(members: &Map<String, Value>) -> Result<EcPrivateKey, PrivateJwkError> {
    if members.get("crv").and_then(Value::as_str) != Some("P-256") {
        return Err(PrivateJwkError::Curve);
    }
    let key = EcPrivateKey {
        d: number(members, "d")?,
        x: number(members, "x")?,
        y: number(members, "y")?,
    };
    let is_of_size = [&key.d, &key.x, &key.y].iter().all(|n| n.len() == 32);
    is_of_size.then_some(key).ok_or(PrivateJwkError::Size)
}

fn number(members: &Map<String, Value>, name: &'static str) -> Result<Vec<u8>, PrivateJwkError> {
    let text = members.get(name).and_then(Value::as_str);
    let text = text.ok_or(PrivateJwkError::Missing(name))?;
    from_base64url(text).ok_or(PrivateJwkError::NotANumber(name))
}

impl fmt::Debug for PrivateJwk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateJwk")
            .field("kid", &self.public.kid)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(redacted)")
    }
}

impl fmt::Debug for RsaPrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaPrivateKey(redacted)")
    }
}

impl fmt::Debug for EcPrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EcPrivateKey(redacted)")
    }
}

/// Why a text is no [`PrivateJwk`]. Says nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivateJwkError {
    /// It is no JSON object; a PEM file for example.
    NotJson,
    /// `kty` is neither `RSA` nor `EC`.
    KeyType,
    /// `crv` is not `P-256`.
    Curve,
    /// A member is missing: probably only the public half was given.
    Missing(&'static str),
    /// A member is not base64url.
    NotANumber(&'static str),
    /// RSA below 2048 bits, or P-256 with other than 32 bytes.
    Size,
}

impl fmt::Display for PrivateJwkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => f.write_str("a private key is a JSON object (a JWK), not PEM"),
            Self::KeyType => f.write_str("a private key's `kty` is `RSA` or `EC`"),
            Self::Curve => f.write_str("an EC key's `crv` is `P-256`"),
            Self::Missing(name) => write!(f, "the private key has no `{name}`"),
            Self::NotANumber(name) => write!(f, "the private key's `{name}` is not base64url"),
            Self::Size => f.write_str("the private key has a wrong size (RSA: 2048 bits or more)"),
        }
    }
}

impl std::error::Error for PrivateJwkError {}
