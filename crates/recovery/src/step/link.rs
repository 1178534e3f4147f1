//! A link that is followed.

use okta::authn::User;
use okta::idx::StateHandle;
use okta::{PasswordPolicy, RecoveryToken, StateToken, Timestamp};
use pages::Purpose;
use serde::{Deserialize, Serialize};

use super::request::Request;
use crate::handle::Receipt;

/// A link that somebody opened ([`Step::LinkOpened`](super::Step::LinkOpened)), and what goes along
/// while it is followed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Link {
    /// Okta's one-time token, exchangeable until a password was accepted with it; nothing behind a
    /// code of Okta's, which opens one transaction and no other.
    pub token: Option<RecoveryToken>,
    /// Wrong answers to the recovery question so far.
    pub wrong_answers: u32,
    /// Whether the recovery question was answered rightly before.
    pub answered: bool,
    /// The password that was last handed to Okta without an answer coming back, and when.
    pub submitted: Option<Submitted>,
    /// When Okta was last asked to unlock the account, without an answer coming back.
    #[serde(default)]
    pub unlocking: Option<Timestamp>,
    /// The password that a warning was shown for, where there is no request to note that in.
    #[serde(default)]
    pub warned: Option<Receipt>,
    /// What the person is here for.
    #[serde(default)]
    pub purpose: Purpose,
    /// The request whose proof led here; nothing for a link of Okta's.
    #[serde(default)]
    pub request: Option<Box<Request>>,
    /// The account's id, as far as it is known.
    #[serde(default)]
    pub account: Option<String>,
    /// The rules for the new password that were read before Okta's transaction was begun, which
    /// tells its own behind the question only.
    #[serde(default)]
    pub policy: Option<Box<PasswordPolicy>>,
    /// When this is forgotten.
    pub until: Timestamp,
}

impl Link {
    /// Whether this unlocks an account that keeps its password.
    pub(crate) fn only_unlocks(&self) -> bool {
        self.purpose == Purpose::OnlyUnlock
    }

    /// The password that a warning was shown for. A request remembers it beyond the link.
    pub(crate) fn warned_mut(&mut self) -> &mut Option<Receipt> {
        match &mut self.request {
            Some(request) => &mut request.warned,
            None => &mut self.warned,
        }
    }
}

/// A password that Okta may have accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Submitted {
    /// Recognises the password.
    pub receipt: Receipt,
    /// When it was handed over.
    pub at: Timestamp,
}

/// [`Step::Recovery`](super::Step::Recovery).
#[derive(Debug, Serialize, Deserialize)]
pub struct Recovery {
    /// The link that led here.
    pub link: Link,
    /// Okta's key to its own transaction.
    pub state: State,
    /// The question, in the person's own words.
    pub question: String,
    /// What Identity Engine calls the question.
    #[serde(default)]
    pub question_key: Option<String>,
    /// Who Okta says this is.
    pub user: Option<User>,
}

/// [`Step::PasswordReset`](super::Step::PasswordReset).
#[derive(Debug, Serialize, Deserialize)]
pub struct PasswordReset {
    /// The link that led here.
    pub link: Link,
    /// Okta's key to its own transaction.
    pub state: State,
    /// Who Okta says this is.
    pub user: Option<User>,
    /// The rules for the new password, if Okta told them.
    pub policy: Option<PasswordPolicy>,
}

/// Okta's key to its own transaction, and how long that lives without being used; nothing when
/// Okta did not say.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// One of the Authentication API.
    Authn {
        /// The state token.
        token: StateToken,
        /// Okta's `expiresAt`.
        until: Option<Timestamp>,
    },
    /// One of Identity Engine.
    Idx {
        /// The latest state handle.
        handle: StateHandle,
        /// Okta's `expiresAt`.
        until: Option<Timestamp>,
        /// Whether Okta's form offers to end the other sessions.
        offers_revocation: bool,
    },
}

impl State {
    /// When Okta's transaction ends.
    pub(crate) fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Authn { until, .. } | Self::Idx { until, .. } => *until,
        }
    }
}
