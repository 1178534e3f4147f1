//! Every mail that looks different: for tests, for pictures, and for operators
//! who want to see them with their own name and logo.

use super::{Directory, Message, Proof, Sessions};

/// The name of a mail, and what it is about.
pub type Sample = (&'static str, Message<'static>);

const PROOF: Proof<'static> = Proof {
    link: "https://reset.example.com/reset_password/7Jt0b1xQvW3mPq9sYc5dKfGh2LnRzTuA8eXiOoVwBk4",
    code: "042718",
    link_minutes: 60,
    code_minutes: 10,
};

/// One of everything.
#[must_use]
pub fn samples() -> Vec<Sample> {
    let changed = |sessions| Message::PasswordChanged {
        not_me: "https://reset.example.com/not_me/Qm3vT8sLw0ZyXn5bHc7dRfKg1JpUaE9iVtOoMlB2xS6",
        sessions,
        when: "2026-08-03 14:05 UTC",
    };
    vec![
        ("reset", Message::Reset(PROOF)),
        ("unlock", Message::Unlock(PROOF)),
        ("activation", Message::Activation(PROOF)),
        ("password-changed", changed(Sessions::Ended)),
        ("password-changed-here", changed(Sessions::Kept)),
        ("password-changed-perhaps", changed(Sessions::Unknown)),
        (
            "in-active-directory",
            Message::ManagedElsewhere(Directory::ActiveDirectory),
        ),
        ("in-ldap", Message::ManagedElsewhere(Directory::Ldap)),
        (
            "in-federation",
            Message::ManagedElsewhere(Directory::Federation),
        ),
        ("elsewhere", Message::ManagedElsewhere(Directory::Other)),
        ("no-account", Message::NoAccount),
        ("blocked", Message::Blocked),
    ]
}
