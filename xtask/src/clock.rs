//! The one place of this room that asks for the time.

use std::time::Instant;

/// The moment that this is called.
#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch for steps and deadlines; no product decides anything by it"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
