//! The two cookies that name a transaction: opaque handles and nothing else. And the one that says
//! which language somebody has chosen.

use recovery::Handle;

/// A cookie of ours. `__Host-`: this host only, over TLS, no `Domain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The transaction that this browser asked a mail for.
    Request,
    /// The transaction of the link that this browser opened.
    Reset,
}

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Self::Request => "__Host-rekey-request",
            Self::Reset => "__Host-rekey-reset",
        }
    }

    /// The handle in a `Cookie` header, if there is a whole one.
    pub(crate) fn read(self, header: &str) -> Option<Handle> {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .and_then(|(_, value)| value.parse().ok())
    }

    /// The `Set-Cookie` header that hands `handle` to the browser. Of equal length for all.
    pub(crate) fn set(self, handle: &Handle) -> String {
        let (name, value) = (self.name(), handle.secret());
        format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax")
    }
}

/// The language that somebody has chosen in the menu of a page.
pub(crate) mod language {
    use pages::Language;

    const NAME: &str = "__Host-rekey-lang";

    /// The one in a `Cookie` header.
    pub(crate) fn remembered(header: &str) -> Option<Language> {
        let mut pairs = header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, tag) = pairs.find(|(name, _)| *name == NAME)?;
        Language::closest(tag)
    }

    /// The `Set-Cookie` header, for as long as the browser runs.
    pub(crate) fn remember(language: Language) -> String {
        let tag = language.tag();
        format!("{NAME}={tag}; Path=/; Secure; HttpOnly; SameSite=Lax")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_handle_comes_back_from_among_other_cookies() {
        let handle = || Handle::from_entropy([3; 32]);
        let header = format!("a=b; {}; c=d", Cookie::Reset.set(&handle()));
        assert_eq!(Cookie::Reset.read(&header), Some(handle()));
        assert_eq!(Cookie::Request.read(&header), None);
    }

    #[test]
    fn a_forged_value_is_no_handle() {
        assert_eq!(Cookie::Request.read("__Host-rekey-request=abc"), None);
        assert_eq!(Cookie::Request.read("__Host-rekey-request"), None);
    }

    /// A `Cookie` header that looks much like ours.
    fn any_header() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("__Host-rekey-request".to_owned()),
            Just("__Host-rekey-reset".to_owned()),
            "[A-Za-z0-9_-]{43}",
            "[A-Za-z0-9_-]{64}",
            "[=; ,\"]{1,2}",
            any::<String>(),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_handle_is_found_among_whatever_else_a_browser_sends(
            entropy: [u8; 32],
            before in prop::collection::vec("[!-:<-~]{0,20}", 0..4),
            after in any::<String>(),
        ) {
            for cookie in [Cookie::Request, Cookie::Reset] {
                let handle = Handle::from_entropy(entropy);
                let set = cookie.set(&handle);
                let (pair, _) = set.split_once(';').expect("attributes follow");
                let header = [&before[..], &[pair.to_owned(), after.clone()]].concat().join("; ");
                prop_assume!(before.iter().all(|other| !other.starts_with(cookie.name())));
                prop_assert_eq!(cookie.read(&header), Some(handle));
            }
        }

        #[test]
        fn no_handle_is_made_up(header in any_header()) {
            for cookie in [Cookie::Request, Cookie::Reset] {
                let Some(handle) = cookie.read(&header) else { continue };
                let pair = format!("{}={}", cookie.name(), handle.secret());
                prop_assert!(header.split(';').any(|other| other.trim() == pair));
            }
        }

        #[test]
        fn all_cookies_are_of_one_length_and_carry_nothing_else(entropy: [u8; 32]) {
            for cookie in [Cookie::Request, Cookie::Reset] {
                let set = cookie.set(&Handle::from_entropy(entropy));
                let other = cookie.set(&Handle::from_entropy([0; 32]));
                prop_assert_eq!(set.len(), other.len());
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-=;/ ".contains(&byte);
                prop_assert!(set.bytes().all(is_plain), "{}", set);
                prop_assert_eq!(set.matches([';', '=']).count(), other.matches([';', '=']).count());
            }
        }
    }
}
