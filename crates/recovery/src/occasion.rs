//! What the log has lines about.

use serde::{Serialize, Serializer};

/// What a line of the log is about, in the order in which a reset goes. README.md has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody asked for a message; the outcome is its channel.
    Asked,
    /// It was handed to whoever sends it, Okta or our mailer; the outcome is its channel.
    Sent,
    /// It is not sent, and will not be; operation and outcome say why.
    Refused,
    /// Somebody has shown a good link or code, and sees the form.
    Opened,
    /// A code was not taken.
    CodeWrong,
    /// A recovery question was answered wrongly.
    AnswerWrong,
    /// A password was not taken, by us or by Okta.
    RuleFailed,
    /// Okta has a new password.
    Set,
    /// What became of the other sessions.
    Sessions,
    /// The transaction is over, and this is how.
    Ended,
    /// Somebody says that the new password was not their doing.
    NotMe,
    /// Okta took two seconds or more.
    OktaSlow,
    /// Okta asked to wait: 429.
    OktaLimited,
    /// A call to Okta.
    Okta,
    /// A mail of ours, handed to the mailer.
    Mail,
    /// Something else that the operator may have to mend.
    Note,
}

impl Occasion {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Asked,
        Self::Sent,
        Self::Refused,
        Self::Opened,
        Self::CodeWrong,
        Self::AnswerWrong,
        Self::RuleFailed,
        Self::Set,
        Self::Sessions,
        Self::Ended,
        Self::NotMe,
        Self::OktaSlow,
        Self::OktaLimited,
        Self::Okta,
        Self::Mail,
        Self::Note,
    ];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Opened => "opened",
            Self::CodeWrong => "code_wrong",
            Self::AnswerWrong => "answer_wrong",
            Self::RuleFailed => "rule_failed",
            Self::Set => "set",
            Self::Sessions => "sessions",
            Self::Ended => "ended",
            Self::NotMe => "not_me",
            Self::OktaSlow => "okta_slow",
            Self::OktaLimited => "okta_limited",
            Self::Okta => "okta",
            Self::Mail => "mail",
            Self::Note => "note",
        }
    }
}

impl Serialize for Occasion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
