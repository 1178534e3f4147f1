//! What a person does on the way, and is shown for it.

use crate::seen::Seen;
use crate::workerd::Workerd;

pub(super) const NEW: &str = "Battery-Staple-8";

/// What a person does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Asks for the message.
    Ask,
    /// Follows its link, or types its code.
    Prove,
    /// Sets the new password.
    Save,
}

/// In order.
pub(super) const ACTS: [Act; 3] = [Act::Ask, Act::Prove, Act::Save];

/// What a person fills in or opens.
pub(super) enum Input {
    Fields(Vec<(&'static str, String)>),
    Link(String),
}

impl Input {
    /// Sends it, or opens it; nothing, where the Worker ends meanwhile.
    pub(super) fn send(&self, person: &mut Workerd) -> Option<Seen> {
        match self {
            Self::Link(link) => person.try_to_visit(link),
            Self::Fields(fields) => {
                let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, &**text)).collect();
                person.try_to_submit(&fields)
            }
        }
    }
}

impl Act {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Prove => "prove",
            Self::Save => "save",
        }
    }

    /// What comes after it.
    pub(super) fn assert_page(self, seen: &Seen) {
        let expected = match self {
            Self::Ask => "check-your-email",
            Self::Prove => "new-password",
            Self::Save => "done",
        };
        assert_eq!(seen.page, expected, "{seen:?}");
    }
}
