//! Signed tokens in their compact form.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::encoding::{base64url, from_base64url};
use crate::jwk::Jwk;
use crate::signature::{SignatureError, check};

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSA with SHA-256, PKCS #1 v1.5.
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA with P-256 and SHA-256; the signature is r and s, 32 bytes each.
    #[serde(rename = "ES256")]
    Es256,
}

impl Algorithm {
    /// Its name in `alg`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// What stands in a token's header besides `alg`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `typ`: what kind of token it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typ: Option<String>,
    /// `kid`: which key has signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// `jwk`: the key that has signed, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwk: Option<Jwk>,
}

/// A token that waits for its signature.
#[derive(PartialEq, Eq)]
pub struct Unsigned {
    algorithm: Algorithm,
    signing_input: String,
}

impl Unsigned {
    /// A token of a header and claims.
    #[must_use]
    pub fn new(algorithm: Algorithm, header: &Header, claims: &Value) -> Self {
        let mut header = json!(header);
        if let Some(members) = header.as_object_mut() {
            members.insert("alg".to_owned(), json!(algorithm.as_str()));
        }
        let [header, claims] = [&header, claims].map(|part| base64url(part.to_string().as_bytes()));
        Self {
            algorithm,
            signing_input: format!("{header}.{claims}"),
        }
    }

    /// How it wants to be signed.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What to sign, ASCII.
    #[must_use]
    pub fn signing_input(&self) -> &str {
        &self.signing_input
    }

    /// The token, with the signature that somebody has made. Whether it fits the key is not
    /// looked at, only whether it can be one of the algorithm.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] for a signature that no one would accept.
    pub fn signed_with(self, signature: &[u8]) -> Result<Jwt, SignatureError> {
        check(self.algorithm, signature)?;
        let signature = base64url(signature);
        Ok(Jwt(format!("{}.{signature}", self.signing_input)))
    }
}

impl fmt::Debug for Unsigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsigned")
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// A signed token. Whoever has it may use it: it hides itself from `Debug`.
#[derive(PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Jwt(String);

impl Jwt {
    /// The compact form. Do not log it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Jwt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Jwt(redacted)")
    }
}

/// A token that was read. **Nothing in it is proven** until somebody has verified the signature.
/// `Debug` shows the header only: the rest is what the token is worth.
#[derive(PartialEq, Eq)]
pub struct Parsed<'a> {
    /// `alg`; nothing when it is one that is not known here, `none` for example.
    pub algorithm: Option<Algorithm>,
    /// The rest of the header.
    pub header: Header,
    /// The claims.
    pub claims: Map<String, Value>,
    /// What was signed.
    pub signing_input: &'a str,
    /// The signature.
    pub signature: Vec<u8>,
}

impl<'a> Parsed<'a> {
    /// Reads the compact form.
    ///
    /// # Errors
    ///
    /// A [`JwtError`] that names the broken part.
    pub fn of(compact: &'a str) -> Result<Self, JwtError> {
        #[derive(Deserialize)]
        struct Alg {
            alg: Value,
        }
        let (signing_input, signature) = compact.rsplit_once('.').ok_or(JwtError::Parts)?;
        let (header, claims) = signing_input.split_once('.').ok_or(JwtError::Parts)?;
        if claims.contains('.') {
            return Err(JwtError::Parts);
        }
        let alg: Alg = part(header).ok_or(JwtError::Header)?;
        Ok(Self {
            algorithm: serde_json::from_value(alg.alg).ok(),
            header: part(header).ok_or(JwtError::Header)?,
            claims: part(claims).ok_or(JwtError::Claims)?,
            signing_input,
            signature: from_base64url(signature).ok_or(JwtError::Signature)?,
        })
    }
}

impl fmt::Debug for Parsed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed")
            .field("algorithm", &self.algorithm)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Only an object is a part: serde would take a list for a struct's fields in their order.
fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    let members: Map<String, Value> = serde_json::from_slice(&from_base64url(text)?).ok()?;
    serde_json::from_value(Value::Object(members)).ok()
}

/// Why a text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JwtError {
    /// It does not have three parts.
    Parts,
    /// The header is no JSON object with an `alg` in base64url.
    Header,
    /// The claims are no JSON object in base64url.
    Claims,
    /// The signature is not base64url.
    Signature,
}

impl fmt::Display for JwtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parts => "a signed token has three parts",
            Self::Header => "the token's header is not readable",
            Self::Claims => "the token's claims are not readable",
            Self::Signature => "the token's signature is not base64url",
        })
    }
}

impl std::error::Error for JwtError {}
