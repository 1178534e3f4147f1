//! What bytes can be a signature.

use std::fmt;

use crate::jws::Algorithm;

/// r and s of P-256.
const ES256_LENGTH: usize = 64;

/// RSA signatures are as long as the modulus, and RS256 asks for 2048 bits. Source:
/// [RFC 7518, section 3.3](https://www.rfc-editor.org/rfc/rfc7518#section-3.3).
const RS256_SHORTEST: usize = 256;

/// Why bytes are no signature of an algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureError {
    /// ASN.1, as OpenSSL and many key stores write it, where ES256 wants r and s alone.
    Der,
    /// Not as long as such a signature is; here is the length in bytes.
    Length(usize),
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Der => f.write_str("an ES256 signature is r and s, 32 bytes each, not DER"),
            Self::Length(length) => write!(
                f,
                "a signature has not {length} bytes (ES256: 64, RS256: 256 or more)"
            ),
        }
    }
}

impl std::error::Error for SignatureError {}

pub(crate) fn check(algorithm: Algorithm, signature: &[u8]) -> Result<(), SignatureError> {
    let length = signature.len();
    match algorithm {
        Algorithm::Es256 if length == ES256_LENGTH => Ok(()),
        Algorithm::Es256 if is_der(signature) => Err(SignatureError::Der),
        Algorithm::Rs256 if length >= RS256_SHORTEST => Ok(()),
        Algorithm::Es256 | Algorithm::Rs256 => Err(SignatureError::Length(length)),
    }
}

/// A sequence that is as long as it says. Those of P-256 are shorter than 128 bytes, so that
/// one byte tells the length.
fn is_der(signature: &[u8]) -> bool {
    let [0x30, length, rest @ ..] = signature else {
        return false;
    };
    usize::from(*length) == rest.len()
}
