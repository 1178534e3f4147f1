//! What a browser or a mail holds, and what storage keeps of it.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use okta::RecoveryToken;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The key to one recovery transaction: 256 bits, only in the person's browser or derivable from
/// the link in the mail. Storage knows its hash ([`Handle::address`]) alone.
#[derive(PartialEq, Eq)]
pub struct Handle([u8; 32]);

impl Handle {
    /// A new handle from 32 fresh random bytes.
    #[must_use]
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self(entropy)
    }

    /// The handle of the transaction that a link in one of Okta's mails opens.
    ///
    /// It is a hash of the token, so each device that opens the link meets the same transaction,
    /// and a cookie that holds the handle does not hold the token.
    #[must_use]
    pub fn of_link(token: &RecoveryToken) -> Self {
        Self(hash("rekey link", token.secret().as_bytes()))
    }

    /// The 43 characters for the cookie. Never log this.
    #[must_use]
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Where the transaction lives: the name of its Durable Object, 43 characters. Safe to log.
    #[must_use]
    pub fn address(&self) -> String {
        URL_SAFE_NO_PAD.encode(hash("rekey transaction", &self.0))
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle(…)")
    }
}

/// The text is no handle: not 43 characters of base64url.
#[derive(Debug, PartialEq, Eq)]
pub struct MalformedHandle;

impl FromStr for Handle {
    type Err = MalformedHandle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| MalformedHandle)?;
        bytes.try_into().map(Self).map_err(|_| MalformedHandle)
    }
}

/// Recognises a password that was submitted before, without keeping it.
///
/// An HMAC keyed with the transaction's [`Handle`]: storage holds no handle, so whoever reads
/// storage cannot try passwords against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Receipt(String);

impl Receipt {
    /// The receipt of `password` in the transaction of `handle`.
    ///
    /// # Panics
    /// Never: HMAC takes keys of every length.
    #[must_use]
    pub fn new(handle: &Handle, password: &str) -> Self {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&handle.0).expect("HMAC takes keys of every length");
        mac.update(password.as_bytes());
        Self(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }
}

/// SHA-256 with a label in front, so that no hash of one kind is ever one of another.
fn hash(label: &str, bytes: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(label.as_bytes());
    digest.update([0]);
    digest.update(bytes);
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_survives_its_cookie() {
        let handle = Handle::from_entropy([7; 32]);
        assert_eq!(handle.secret().len(), 43);
        assert_eq!(handle.secret().parse(), Ok(handle));
    }

    #[test]
    fn what_is_no_handle_is_refused() {
        for text in ["", "x", &"A".repeat(42), &"A".repeat(44), &"é".repeat(22)] {
            assert_eq!(text.parse::<Handle>(), Err(MalformedHandle), "{text}");
        }
    }

    #[test]
    fn neither_the_address_nor_the_debug_form_tells_the_handle() {
        let handle = Handle::from_entropy([7; 32]);
        assert_ne!(handle.address(), handle.secret());
        assert_eq!(format!("{handle:?}"), "Handle(…)");
    }

    #[test]
    fn the_same_link_opens_the_same_transaction_and_another_link_another() {
        let handle = |token: &str| Handle::of_link(&RecoveryToken::new(token)).address();
        assert_eq!(
            handle("VBQ0gwBp5LyJJFdbmWCM"),
            handle("VBQ0gwBp5LyJJFdbmWCM")
        );
        assert_ne!(
            handle("VBQ0gwBp5LyJJFdbmWCM"),
            handle("VBQ0gwBp5LyJJFdbmWCN")
        );
    }

    #[test]
    fn a_receipt_knows_its_password_and_its_transaction() {
        let (one, other) = (Handle::from_entropy([1; 32]), Handle::from_entropy([2; 32]));
        assert_eq!(Receipt::new(&one, "a"), Receipt::new(&one, "a"));
        assert_ne!(Receipt::new(&one, "a"), Receipt::new(&one, "b"));
        assert_ne!(Receipt::new(&one, "a"), Receipt::new(&other, "a"));
    }
}
