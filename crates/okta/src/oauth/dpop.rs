//! Proof of possession: a signed statement about one request.

use http::Uri;
use jose::{Header, Jwk, Unsigned, base64url, sha256};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::service_app::Stamp;
use crate::header_secret::AccessToken;
use crate::request::Request;

/// `typ` of a proof.
pub const DPOP_TYPE: &str = "dpop+jwt";

/// The claims of a proof. Source: [RFC 9449](https://www.rfc-editor.org/rfc/rfc9449).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DpopProof {
    /// The method of the request.
    pub htm: String,
    /// The URL of the request, without query and fragment.
    pub htu: String,
    /// When it was made, or a little before, in seconds since 1970. Okta takes it for five minutes.
    pub iat: i64,
    /// A name that no other proof has.
    pub jti: String,
    /// What the server wants to see, at the token endpoint only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The hash of the access token that comes with the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ath: Option<String>,
}

impl DpopProof {
    /// The claims for a request that has no access token yet.
    #[must_use]
    pub fn of(request: &Request, stamp: &Stamp<'_>) -> Self {
        Self {
            htm: request.method().to_string(),
            htu: bare(request.uri()),
            iat: stamp.issued_at(),
            jti: stamp.jti.to_owned(),
            nonce: None,
            ath: None,
        }
    }

    /// `ath`: how a proof names an access token.
    #[must_use]
    pub fn hash_of(token: &AccessToken) -> String {
        base64url(&sha256(token.secret().as_bytes()))
    }
}

/// A proof by a key, ready to be signed.
#[must_use]
pub fn dpop_proof(key: &Jwk, claims: &DpopProof) -> Unsigned {
    let header = Header {
        typ: Some(DPOP_TYPE.to_owned()),
        kid: None,
        jwk: Some(Jwk::new(key.key.clone())),
    };
    Unsigned::new(key.algorithm(), &header, &json!(claims))
}

fn bare(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or("https");
    let authority = url.authority().map_or("", |authority| authority.as_str());
    format!("{scheme}://{authority}{}", url.path())
}
