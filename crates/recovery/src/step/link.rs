//! A link that is followed.

use okta::authn::User;
use okta::{PasswordPolicy, RecoveryToken, StateToken, Timestamp};
use pages::Purpose;
use serde::{Deserialize, Serialize};

use super::request::Request;
use crate::handle::Receipt;

/// A link that somebody opened ([`Step::LinkOpened`](super::Step::LinkOpened)), and what goes along
/// while it is followed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Link {
    /// Okta's one-time token, exchangeable until a password was accepted with it.
    pub token: RecoveryToken,
    /// Wrong answers to the recovery question so far.
    pub wrong_answers: u32,
    /// Whether the recovery question was answered rightly before.
    pub answered: bool,
    /// The password that was last handed to Okta without an answer coming back, and when.
    pub submitted: Option<Submitted>,
    /// What the person is here for.
    #[serde(default)]
    pub purpose: Purpose,
    /// The mail of ours whose proof led here; nothing for a link of Okta's.
    #[serde(default)]
    pub request: Option<Box<Request>>,
    /// When this is forgotten.
    pub until: Timestamp,
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

/// Okta's state token and how long it lives without being used.
#[derive(Debug, Serialize, Deserialize)]
pub struct State {
    /// The token.
    pub token: StateToken,
    /// Okta's `expiresAt`; absent when Okta did not say.
    pub until: Option<Timestamp>,
}
