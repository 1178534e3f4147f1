//! The two cookies: opaque handles and nothing else.

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

#[cfg(test)]
mod tests {
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
}
