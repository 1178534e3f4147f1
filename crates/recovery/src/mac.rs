//! HMAC-SHA-256, with whatever key.

use hmac::{Hmac, KeyInit};
use sha2::Sha256;

/// An HMAC that has read nothing yet.
#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
pub(crate) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of every length")
}
