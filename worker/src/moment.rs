//! The single source of time and entropy.

use okta::Timestamp;
use recovery::{Handle, Moment};

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
pub(crate) fn new_request_id() -> String {
    entropy()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock"
)]
fn now() -> Timestamp {
    let millis = worker::Date::now().as_millis();
    Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that draws entropy"
)]
fn entropy() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the runtime's crypto.getRandomValues cannot fail");
    bytes
}
