//! What a browser or a mail holds, and what storage keeps of it.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use okta::RecoveryToken;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::mac::keyed;

/// The key to one recovery transaction, only in the person's browser or in the link of a mail.
/// Storage knows its hash alone.
#[derive(PartialEq, Eq)]
pub enum Handle {
    /// The transaction's own: 256 bits that only the browser has in which it was begun, or a hash
    /// of the token in a link of Okta's.
    Own([u8; 32]),
    /// That of a link in one of our mails.
    Link(LinkToken),
}

/// The token of a link in one of our mails: where its transaction is, and a secret that opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken {
    address: [u8; 32],
    secret: LinkSecret,
}

/// The secret half of a [`LinkToken`]: 128 bits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkSecret([u8; 16]);

/// By which door somebody comes to a transaction.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Door {
    /// With the transaction's own handle.
    Handle,
    /// By a link of one of our mails. Whether it is a good one, the transaction knows.
    Link(LinkSecret),
}

impl Handle {
    /// A new handle from 32 fresh random bytes.
    #[must_use]
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self::Own(entropy)
    }

    /// The handle of the transaction that a link in one of Okta's mails opens.
    ///
    /// It is a hash of the token, so each device that opens the link meets the same transaction,
    /// and a cookie that holds the handle does not hold the token.
    #[must_use]
    pub fn of_link(token: &RecoveryToken) -> Self {
        Self::Own(hash("rekey link", token.secret().as_bytes()))
    }

    /// The 43 or 64 characters for the cookie. Never log this.
    #[must_use]
    pub fn secret(&self) -> String {
        match self {
            Self::Own(bytes) => URL_SAFE_NO_PAD.encode(bytes),
            Self::Link(link) => link.secret(),
        }
    }

    /// Where the transaction lives: the name of its Durable Object, 43 characters. Safe to log.
    #[must_use]
    pub fn address(&self) -> String {
        URL_SAFE_NO_PAD.encode(match self {
            Self::Own(bytes) => hash("rekey transaction", bytes),
            Self::Link(link) => link.address,
        })
    }

    /// The door that this handle opens.
    #[must_use]
    pub fn door(&self) -> Door {
        match self {
            Self::Own(_) => Door::Handle,
            Self::Link(link) => Door::Link(link.secret.clone()),
        }
    }

    /// What storage does not have.
    fn key(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Link(link) => &link.secret.0,
        }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle(…)")
    }
}

impl LinkToken {
    /// The token of the transaction at `address`; nothing if that is none.
    pub(crate) fn new(address: &str, secret: LinkSecret) -> Option<Self> {
        let address = URL_SAFE_NO_PAD.decode(address).ok()?.try_into().ok()?;
        Some(Self { address, secret })
    }

    /// The 64 characters for the link. Never log this.
    #[must_use]
    pub fn secret(&self) -> String {
        let mut bytes = [0; 48];
        let (address, secret) = bytes.split_at_mut(32);
        address.copy_from_slice(&self.address);
        secret.copy_from_slice(&self.secret.0);
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

impl FromStr for LinkToken {
    type Err = MalformedHandle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| MalformedHandle)?;
        let bytes: [u8; 48] = bytes.try_into().map_err(|_| MalformedHandle)?;
        let (mut address, mut secret) = ([0; 32], [0; 16]);
        address.copy_from_slice(&bytes[..32]);
        secret.copy_from_slice(&bytes[32..]);
        let secret = LinkSecret(secret);
        Ok(Self { address, secret })
    }
}

impl LinkSecret {
    /// A secret from 16 fresh random bytes.
    pub(crate) fn from_entropy(entropy: [u8; 16]) -> Self {
        Self(entropy)
    }

    /// What storage keeps of it.
    pub(crate) fn digest(&self) -> Digest32 {
        Digest32::of("rekey link secret", &self.0)
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

/// What storage keeps of something that only a mail has: a hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest32(String);

impl Digest32 {
    /// The hash of `bytes`, of one kind of secret.
    pub(crate) fn of(kind: &str, bytes: &[u8]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(hash(kind, bytes)))
    }

    /// The same as text: a name that says nothing.
    pub(crate) fn into_name(self) -> String {
        self.0
    }
}

/// The text is no handle: neither 43 nor 64 characters of base64url.
#[derive(Debug, PartialEq, Eq)]
pub struct MalformedHandle;

impl FromStr for Handle {
    type Err = MalformedHandle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(link) = text.parse() {
            return Ok(Self::Link(link));
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| MalformedHandle)?;
        bytes.try_into().map(Self::Own).map_err(|_| MalformedHandle)
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
    #[must_use]
    pub fn new(handle: &Handle, password: &str) -> Self {
        let mut mac = keyed(handle.key());
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
    fn a_link_leads_to_its_transaction_and_survives_mail_and_cookie() {
        let own = Handle::from_entropy([7; 32]);
        let secret = LinkSecret::from_entropy([9; 16]);
        let link = LinkToken::new(&own.address(), secret).expect("an address is one");
        assert_eq!(link.secret().len(), 64);
        assert_eq!(link.secret().parse(), Ok(link.clone()));
        let handle = Handle::Link(link);
        assert_eq!(handle.address(), own.address());
        assert_eq!(handle.secret().parse(), Ok(handle));
    }

    #[test]
    fn neither_a_link_nor_its_debug_form_tells_the_handle() {
        let own = Handle::from_entropy([7; 32]);
        let secret = LinkSecret::from_entropy([9; 16]);
        let link = LinkToken::new(&own.address(), secret).expect("an address is one");
        assert!(!link.secret().contains(&own.secret()));
        assert_eq!(format!("{link:?}"), "LinkToken(…)");
        assert_eq!(
            format!("{:?}", Handle::Link(link).door()),
            "Link(LinkSecret(…))"
        );
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
