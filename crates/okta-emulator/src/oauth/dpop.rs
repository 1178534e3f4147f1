//! Proofs of possession.

use jose::{Jwk, Parsed};
use okta::oauth::{DPOP_TYPE, DpopProof, OauthErrorCode};
use okta::{Request, Timestamp};
use serde_json::Value;

use super::keys::is_signed_by;
use super::refusal::OauthRefusal;
use crate::org::Org;
use crate::people::derived_id;
use crate::visit::Visit;

/// A proof is taken for so many seconds.
const GOOD_SECONDS: i64 = 300;

/// How far ahead other people's clocks may be.
const SKEW_SECONDS: i64 = 60;

/// The nonce changes every day; so many former ones are still good.
const FORMER_NONCES: i64 = 3;

const DAY_MILLIS: i64 = 86_400_000;

/// A proof that holds, as far as it was looked at.
pub(super) struct Proved {
    /// The thumbprint of the key.
    pub(super) key: String,
    pub(super) claims: DpopProof,
}

/// The nonce of the day.
pub(super) fn nonce(now: Timestamp) -> String {
    nonce_of(now.as_millis().div_euclid(DAY_MILLIS))
}

fn nonce_of(day: i64) -> String {
    derived_id("", &format!("dpop nonce {day}"))
}

/// Whether the proof contains a nonce that is still good.
pub(super) fn has_good_nonce(proof: &DpopProof, now: Timestamp) -> bool {
    let today = now.as_millis().div_euclid(DAY_MILLIS);
    let mut good = (today - FORMER_NONCES..=today).map(nonce_of);
    good.any(|nonce| proof.nonce.as_ref() == Some(&nonce))
}

/// The proof that came with a request for `url`, if there is one.
pub(super) fn proof(
    org: &mut Org,
    request: &Request,
    url: &str,
    visit: &Visit,
) -> Result<Option<Proved>, OauthRefusal> {
    let mut headers = request.headers().get_all("dpop").iter();
    let Some(header) = headers.next() else {
        return Ok(None);
    };
    if headers.next().is_some() {
        return Err(invalid("The DPoP proof JWT header must be unique."));
    }
    let text = header
        .to_str()
        .map_err(|_| invalid("The DPoP proof JWT is malformed."))?;
    let token = Parsed::of(text).map_err(|_| invalid("The DPoP proof JWT is malformed."))?;
    let key = signer(&token)?;
    let claims: DpopProof = serde_json::from_value(Value::Object(token.claims.clone()))
        .map_err(|_| invalid("The DPoP proof JWT has invalid claims."))?;
    check_claims(&claims, request, url, visit)?;
    let name = format!("dpop {key} {}", claims.jti);
    let until = claims.iat.saturating_add(GOOD_SECONDS + SKEW_SECONDS);
    if !org.grants.is_new_statement(name, until, visit.now) {
        return Err(invalid("The DPoP proof JWT has already been used."));
    }
    Ok(Some(Proved { key, claims }))
}

/// The thumbprint of the key that the proof shows and was signed with.
fn signer(token: &Parsed<'_>) -> Result<String, OauthRefusal> {
    if token.header.typ.as_deref() != Some(DPOP_TYPE) {
        return Err(invalid("The DPoP proof JWT type must be 'dpop+jwt'."));
    }
    let key: &Jwk = token
        .header
        .jwk
        .as_ref()
        .ok_or_else(|| invalid("The DPoP proof JWT must have a 'jwk' header."))?;
    if !is_signed_by(token, key) {
        return Err(invalid("The DPoP proof JWT signature is invalid."));
    }
    Ok(key.thumbprint())
}

fn check_claims(
    claims: &DpopProof,
    request: &Request,
    url: &str,
    visit: &Visit,
) -> Result<(), OauthRefusal> {
    let now = visit.now.as_millis().div_euclid(1000);
    if claims.htm != request.method().as_str() {
        return Err(invalid("The DPoP proof JWT 'htm' claim is invalid."));
    }
    if claims.htu != url {
        return Err(invalid("The DPoP proof JWT 'htu' claim is invalid."));
    }
    if claims.jti.is_empty() {
        return Err(invalid("The DPoP proof JWT 'jti' claim is invalid."));
    }
    if claims.iat < now.saturating_sub(GOOD_SECONDS) {
        return Err(invalid("The DPoP proof JWT is too old."));
    }
    if claims.iat > now.saturating_add(SKEW_SECONDS) {
        return Err(invalid("The DPoP proof JWT is issued in the future."));
    }
    Ok(())
}

pub(super) fn invalid(description: &str) -> OauthRefusal {
    OauthRefusal::new(OauthErrorCode::InvalidDpopProof, description)
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;
    use okta::oauth::DpopProof;

    use super::{DAY_MILLIS, has_good_nonce, nonce};

    #[test]
    fn a_nonce_is_good_for_its_day_and_three_more() {
        let proof = DpopProof {
            htm: "POST".to_owned(),
            htu: String::new(),
            iat: 0,
            jti: "1".to_owned(),
            nonce: Some(nonce(Timestamp::from_millis(0))),
            ath: None,
        };
        let good = |day: i64| has_good_nonce(&proof, Timestamp::from_millis(day * DAY_MILLIS));
        assert_eq!([-1, 0, 3, 4].map(good), [false, true, true, false]);
    }
}
