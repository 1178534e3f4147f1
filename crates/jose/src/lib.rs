//! JOSE as values: keys, and signed tokens in two halves, because the one who signs may be
//! somewhere else. On Cloudflare that is `WebCrypto`, which is asynchronous; natively, `ring`.
//!
//! ```
//! # fn signature_of(_: &[u8]) -> Vec<u8> { vec![1; 64] }
//! # fn run() -> Result<(), jose::SignatureError> {
//! use jose::{Algorithm, Header, Unsigned};
//!
//! let claims = serde_json::json!({"iss": "0oa1"});
//! let unsigned = Unsigned::new(Algorithm::Es256, &Header::default(), &claims);
//! let signature = signature_of(unsigned.signing_input().as_bytes());
//! let token = unsigned.signed_with(&signature)?;
//! assert!(token.secret().starts_with("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiIwb2ExIn0.AQEB"));
//! # Ok(())
//! # }
//! # run().unwrap();
//! ```
//!
//! **In scope:** base64url, SHA-256, keys of RSA and P-256 as JSON ([RFC 7517]) with their
//! thumbprints ([RFC 7638]), the compact form of signed tokens ([RFC 7515]) for RS256 and ES256
//! ([RFC 7518]).
//!
//! **Out of scope:** signing and verifying; encryption; what the claims mean; the clock.
//!
//! [RFC 7515]: https://www.rfc-editor.org/rfc/rfc7515
//! [RFC 7517]: https://www.rfc-editor.org/rfc/rfc7517
//! [RFC 7518]: https://www.rfc-editor.org/rfc/rfc7518
//! [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638

// Nothing here panics; what cannot be otherwise says why.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::get_unwrap,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

mod encoding;
mod jwk;
mod jws;
mod private_jwk;
mod signature;

pub use encoding::{base64url, from_base64url, sha256};
pub use jwk::{Jwk, JwkSet, PublicKey};
pub use jws::{Algorithm, Header, Jwt, JwtError, Parsed, Unsigned};
pub use private_jwk::{EcPrivateKey, PrivateJwk, PrivateJwkError, PrivateKey, RsaPrivateKey};
pub use signature::SignatureError;
