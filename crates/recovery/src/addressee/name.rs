//! Under which name an address is remembered.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;

use crate::mac::keyed;

/// The name of an address: an HMAC, 43 characters of base64url. Safe to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddresseeName(String);

/// What the names are keyed with: without it, whoever sees the names of objects cannot try logins
/// against them.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressKey(String);

impl AddressKey {
    /// A key of any length. The longer, the better; 32 random characters will do.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressKey(redacted)")
    }
}

impl AddresseeName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// That of an account, by its id: every login that leads to it is one.
    pub(crate) fn of_account(id: &str, key: Option<&AddressKey>) -> Self {
        Self::of("account", id, key)
    }

    /// That of a login as somebody typed it, where nobody says whose it is.
    ///
    /// It bounds messages and nothing else: what leads to one mailbox by the rules of some mail
    /// host is one, also where that joins two people.
    pub(crate) fn of_login(typed: &str, key: Option<&AddressKey>) -> Self {
        Self::of("login", &mailbox(typed), key)
    }

    /// Without a key, the hash of what nobody but its own kind hashes.
    fn of(kind: &str, text: &str, key: Option<&AddressKey>) -> Self {
        let key = key.map_or("", |key| &key.0);
        let mut mac = keyed(key.as_bytes());
        mac.update(format!("rekey addressee\0{kind}\0{text}").as_bytes());
        Self(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }
}

/// Case, the tag behind a `+`, dots and quotes make no other mailbox with the large mail hosts; a
/// host has one name by whatever letters it is written.
pub(crate) fn mailbox(typed: &str) -> String {
    let typed = typed.trim().to_lowercase();
    match typed.rsplit_once('@') {
        Some((local, host)) => format!("{}@{}", bare(local), ascii(host)),
        None => bare(&typed),
    }
}

fn bare(local: &str) -> String {
    let untagged = local.split('+').next().unwrap_or_default();
    let bare = untagged.replace(['.', '"', '\\'], "");
    if bare.is_empty() {
        local.to_owned()
    } else {
        bare
    }
}

fn ascii(host: &str) -> String {
    let host = host.trim_end_matches('.');
    idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(typed: &str) -> AddresseeName {
        AddresseeName::of_login(typed, None)
    }

    #[test]
    fn one_mailbox_has_one_name() {
        for other in [
            " ADA.Lovelace@Example.COM ",
            "ada.lovelace+rekey@example.com",
            "adalovelace@example.com.",
            "\"ada.lovelace\"@example.com",
            "ada.lovelace@ｅｘａｍｐｌｅ。com",
        ] {
            assert_eq!(login("ada.lovelace@example.com"), login(other), "{other}");
        }
        assert_eq!(login("ada@exämple.com"), login("ada@XN--exmple-cua.com"));
        assert_eq!(login("ÉLISE@example.com"), login("élise@example.com"));
    }

    #[test]
    fn other_people_have_other_names() {
        for other in [
            "grace@example.com",
            "ada@example.org",
            "ada",
            "+ada@example.com",
            "+@example.com",
            "@example.com",
            "ada@",
            "ada@a b",
        ] {
            assert_ne!(login("ada@example.com"), login(other), "{other}");
        }
        let account = AddresseeName::of_account("ada@example.com", None);
        assert_ne!(login("ada@example.com"), account, "another kind");
    }

    #[test]
    fn a_key_makes_other_names_and_does_not_print_itself() {
        let key = AddressKey::new("0123456789abcdef0123456789abcdef");
        let keyed = AddresseeName::of_login("ada", Some(&key));
        assert_ne!(keyed, login("ada"));
        assert_eq!(keyed.as_str().len(), 43);
        assert_eq!(format!("{key:?}"), "AddressKey(redacted)");
    }
}
