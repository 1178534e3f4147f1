//! What browsers and mails hold: every text is one handle, written in one way, or none.

use okta::RecoveryToken;
use proptest::prelude::*;
use recovery::{Door, Handle, LinkToken, MalformedHandle, Receipt};

/// Texts that are handles, and others that are nearly.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9_-]{43}",
        "[A-Za-z0-9_-]{64}",
        "[A-Za-z0-9_+/=-]{40,68}",
        "[A-Za-z0-9_-]{42}[=A]{1,2}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn a_handle_comes_back_from_what_a_browser_holds(entropy: [u8; 32]) {
        let handle = Handle::from_entropy(entropy);
        let secret = handle.secret();
        prop_assert_eq!(secret.len(), 43);
        prop_assert!(matches!(handle.door(), Door::Handle));
        prop_assert_eq!(secret.parse(), Ok(handle));
    }

    #[test]
    fn a_text_is_one_handle_written_in_one_way_or_none(text in any_text()) {
        let own = text.parse::<Handle>();
        let link = text.parse::<LinkToken>();
        if let Ok(link) = &link {
            prop_assert_eq!(link.secret(), text.clone());
            prop_assert!(matches!(own, Ok(Handle::Link(_))));
        }
        match own {
            Ok(handle) => {
                prop_assert_eq!(handle.secret(), text.clone(), "no other text is the same");
                prop_assert_eq!(text.len(), if link.is_ok() { 64 } else { 43 });
                prop_assert_eq!(handle.address().len(), 43);
            }
            Err(MalformedHandle) => prop_assert!(link.is_err()),
        }
    }

    #[test]
    fn nothing_that_is_kept_or_logged_shows_a_handle(entropy: [u8; 32], password: String) {
        let handle = Handle::from_entropy(entropy);
        let secret = handle.secret();
        let receipt = format!("{:?}", Receipt::new(&handle, &password));
        for shown in [format!("{handle:?}"), handle.address(), receipt] {
            prop_assert!(!shown.contains(&secret), "{}", shown);
            prop_assert!(!secret.contains(&shown), "{}", shown);
        }
    }

    #[test]
    fn a_link_of_oktas_leads_every_device_to_one_place(token in "[A-Za-z0-9_-]{1,128}") {
        let handle = || Handle::of_link(&RecoveryToken::new(&token));
        prop_assert_eq!(handle().address(), handle().address());
        let other = Handle::of_link(&RecoveryToken::new(format!("{token}x")));
        prop_assert_ne!(handle().address(), other.address());
        if token.len() > 3 {
            prop_assert!(!handle().secret().contains(&token));
        }
    }

    #[test]
    fn a_receipt_is_of_one_password_and_one_handle(
        entropy: [u8; 32], other: [u8; 32], password: String, another: String
    ) {
        let receipt = |entropy, password: &str| Receipt::new(&Handle::from_entropy(entropy), password);
        prop_assert_eq!(receipt(entropy, &password), receipt(entropy, &password));
        if password != another {
            prop_assert_ne!(receipt(entropy, &password), receipt(entropy, &another));
        }
        if entropy != other {
            prop_assert_ne!(receipt(entropy, &password), receipt(other, &password));
        }
    }
}
