//! Asking Turnstile about a token.

use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use crate::config::Turnstile;
use crate::{moment, network};

/// How long each of two tries may take.
const DEADLINE: Duration = Duration::from_secs(1);

/// Error codes that say nothing of the token.
const OUR_FAULT: [&str; 3] = [
    "missing-input-secret",
    "invalid-input-secret",
    "bad-request",
];

/// What Turnstile says of a token.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    /// Whether it is good, and was not asked about before.
    pub(super) success: bool,
    /// Where the widget stood.
    pub(super) hostname: String,
    /// What the widget was for.
    pub(super) action: String,
    #[serde(rename = "error-codes")]
    error_codes: Vec<String>,
}

/// Asks, twice if need be: by the same idempotency key, so that the token is not spent by a try
/// whose answer was lost.
///
/// # Errors
/// Why nothing was said of the token.
pub(super) async fn ask(
    turnstile: &Turnstile,
    token: &str,
    address: Option<&str>,
) -> Result<Said, &'static str> {
    let key = moment::new_uuid();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("secret", turnstile.secret_key.secret())
        .append_pair("response", token)
        .append_pair("idempotency_key", &key);
    if let Some(address) = address {
        form.append_pair("remoteip", address);
    }
    let body = form.finish().into_bytes();
    for _ in 0..2 {
        let Some(said) = attempt(turnstile, body.clone()).await else {
            continue;
        };
        let names = |code: &&str| said.error_codes.iter().any(|said| said == code);
        if !said.success && OUR_FAULT.iter().any(names) {
            return Err("secret_refused");
        }
        if said.success || !names(&"internal-error") {
            return Ok(said);
        }
    }
    Err("unanswered")
}

async fn attempt(turnstile: &Turnstile, body: Vec<u8>) -> Option<Said> {
    let request = http::Request::post(format!("{}/siteverify", turnstile.url))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
        .ok()?;
    let answer = network::send_within(DEADLINE, request).await.ok()?;
    // What is refused is refused with a reason, with whatever status.
    if answer.status() != StatusCode::OK && !answer.status().is_client_error() {
        return None;
    }
    let said: Said = serde_json::from_slice(answer.body()).ok()?;
    (said.success || !said.error_codes.is_empty()).then_some(said)
}
