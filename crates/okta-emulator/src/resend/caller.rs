//! What a request says of whoever sends it.

use http::HeaderName;
use http::header::{AUTHORIZATION, USER_AGENT};
use okta::Request;

use super::refusal::Refusal;
use super::switches::ResendSwitches;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Bytes of an idempotency key.
const LONGEST_KEY: usize = 256;

/// The caller has a name and one of the account's keys.
pub(super) fn check(
    request: &Request,
    keys: &[String],
    switches: &ResendSwitches,
) -> Result<(), Refusal> {
    if header(request, &USER_AGENT).is_none_or(str::is_empty) {
        return Err(Refusal::no_user_agent());
    }
    let authorization = header(request, &AUTHORIZATION);
    let key = authorization
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(Refusal::missing_key)?;
    if keys.iter().any(|known| known == key) {
        Ok(())
    } else {
        Err(Refusal::bad_key(switches))
    }
}

/// The key that makes a request one and the same, however often it comes.
pub(super) fn idempotency_key(request: &Request) -> Result<Option<String>, Refusal> {
    if !request.headers().contains_key(IDEMPOTENCY_KEY) {
        return Ok(None);
    }
    header(request, &IDEMPOTENCY_KEY)
        .filter(|key| (1..=LONGEST_KEY).contains(&key.len()))
        .map(|key| Some(key.to_owned()))
        .ok_or_else(Refusal::bad_idempotency_key)
}

fn header<'a>(request: &'a Request, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}
