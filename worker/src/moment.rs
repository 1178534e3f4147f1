//! The single source of time and entropy.

use jose::Jwk;
use okta::Timestamp;
use recovery::{Handle, Moment, NotSigned};

use crate::web_crypto::WebCryptoKey;

/// The present moment.
pub(crate) fn present() -> Moment {
    Moment {
        now: now(),
        entropy: entropy(),
    }
}

/// A handle that nobody can guess.
pub(crate) fn new_handle() -> Handle {
    Handle::from_entropy(entropy())
}

/// A name for a request that people can read out: 12 hexadecimal digits.
#[expect(clippy::many_single_char_names, reason = "bytes have no names")]
pub(crate) fn new_request_id() -> String {
    let [a, b, c, d, e, f, ..] = entropy();
    let number = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]);
    format!("{number:012x}")
}

/// A random UUID, RFC 9562 section 5.4.
pub(crate) fn new_uuid() -> String {
    let mut digits = String::new();
    for (index, byte) in entropy().into_iter().take(16).enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            digits.push('-');
        }
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
}

/// A key that nobody else has, and its public half.
pub(crate) async fn new_key() -> Result<(WebCryptoKey, Jwk), NotSigned> {
    WebCryptoKey::generate().await
}

/// What the clock says. It stands still between two waits for something from outside.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock"
)]
pub(crate) fn now() -> Timestamp {
    let millis = worker::Date::now().as_millis();
    Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}

#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the one place that draws entropy; without it nothing must go on"
)]
fn entropy() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the runtime's crypto.getRandomValues cannot fail");
    bytes
}
