//! The ways a message can take.

use serde::{Deserialize, Serialize};

/// The way a link or a code takes to the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// A mail.
    #[default]
    Email,
    /// A text message.
    Sms,
    /// A phone call.
    Call,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Call];

    /// The word for it in forms, in JSON and in settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Call => "call",
        }
    }

    /// The way of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}
