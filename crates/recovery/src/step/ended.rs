//! What is left when there is nothing more to follow.

use okta::Timestamp;
use pages::{Language, Purpose};
use serde::{Deserialize, Serialize};

use crate::handle::{Digest32, Receipt};

/// [`Step::Success`](super::Step::Success).
#[derive(Debug, Serialize, Deserialize)]
pub struct Success {
    /// Recognises the accepted password, so that a retry reads as done; dropped after a few
    /// other passwords, since whoever has the old link could try them here for ever.
    pub receipt: Option<Receipt>,
    /// How many other passwords came along.
    pub misses: u32,
    /// What the person was here for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Where the account was only unlocked: whose it is, as far as that is known.
    #[serde(default)]
    pub login: Option<String>,
    /// Where the person goes back to.
    #[serde(default)]
    pub return_to: Option<String>,
    /// What is still to be done for a password that is set.
    #[serde(default)]
    pub dues: Option<Dues>,
    /// When this is forgotten.
    pub until: Timestamp,
}

/// What is owed to a person whose new password is set, and what for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Dues {
    /// The account's id.
    pub account: String,
    /// Where this transaction lives, for the link in the notice.
    pub address: String,
    /// What the notice is written in.
    #[serde(default)]
    pub language: Language,
    /// When the password was set.
    pub set: Timestamp,
    /// Ending the sessions and the tokens of applications.
    pub sessions: Due,
    /// The mail that says so.
    pub notice: Due,
    /// What the notices' links open; more than one when a mail had to be repeated.
    pub not_me: Vec<Digest32>,
    /// How often something was tried in vain.
    pub failures: u32,
    /// What the operator is told, where they want that.
    #[serde(default)]
    pub alerts: Vec<Alerted>,
}

/// Something that the operator is told by mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct Alerted {
    /// What.
    pub what: Alert,
    /// When it was noticed.
    pub at: Timestamp,
    /// By which request; empty when by none.
    pub request_id: String,
    /// Whether they are still to be told.
    pub told: Due,
}

/// What the operator is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Alert {
    /// Somebody says that the new password was not their doing.
    NotMe,
    /// Okta does not end the other sessions.
    Sessions,
}

/// Whether something is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Due {
    /// It is.
    Open,
    /// It is done.
    Done,
    /// It is not wanted, or was refused for good.
    Dropped,
}

/// [`Step::LinkExpired`](super::Step::LinkExpired) and [`Step::Closed`](super::Step::Closed).
#[derive(Debug, Serialize, Deserialize)]
pub struct Ended {
    /// When this is forgotten.
    pub until: Timestamp,
}

/// How long a link is known as not to be followed any more, in milliseconds: longer than any
/// token of Okta's lives.
const REMEMBERED: i64 = 30 * 24 * 60 * 60_000;

impl Ended {
    /// The end of a link that Okta might still follow, and that was followed until `until`.
    pub(crate) fn remembered(until: Timestamp) -> Self {
        let until = Timestamp::from_millis(until.as_millis().saturating_add(REMEMBERED));
        Self { until }
    }
}
