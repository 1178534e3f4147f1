//! The bodies of the requests. Public, so that the emulator reads what is written here.

use serde::{Deserialize, Serialize};

use super::secret::{InteractionHandle, Passcode, StateHandle};
use super::words::MethodType;
use crate::authn::RevokeSessions;
use crate::secret::{Answer, Username};
use crate::wire::if_readable;

/// Body of `introspect`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Introspect {
    /// A new transaction.
    Interaction {
        /// What `interact` gave.
        #[serde(rename = "interactionHandle")]
        interaction_handle: InteractionHandle,
    },
    /// One that is under way.
    State {
        /// Its latest handle. okta-auth-js calls it `stateToken` here.
        #[serde(rename = "stateHandle", alias = "stateToken")]
        state_handle: StateHandle,
    },
}

/// Body of `identify`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Identify {
    /// The transaction.
    pub state_handle: StateHandle,
    /// Who it is.
    pub identifier: Username,
    /// The password, where the first page asks for both.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub credentials: Option<Credentials>,
    /// Whether to remember the browser.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub remember_me: Option<bool>,
}

impl Identify {
    /// Without a password.
    #[must_use]
    pub fn new(state_handle: &StateHandle, identifier: &str) -> Self {
        Self {
            state_handle: same(state_handle),
            identifier: Username::new(identifier),
            credentials: None,
            remember_me: None,
        }
    }

    /// With a password.
    #[must_use]
    pub fn with_password(self, password: Passcode) -> Self {
        Self {
            credentials: Some(Credentials::passcode(password)),
            ..self
        }
    }
}

/// Body of `recover`, `challenge/resend`, `challenge/poll`, `cancel`, `skip`, and of the first
/// `unlock-account`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The transaction.
    pub state_handle: StateHandle,
}

impl Step {
    /// A step of this transaction.
    #[must_use]
    pub fn new(state_handle: &StateHandle) -> Self {
        Self {
            state_handle: same(state_handle),
        }
    }
}

/// Body of `challenge`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Challenge {
    /// The transaction.
    pub state_handle: StateHandle,
    /// Who it is, only to unlock an account.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub identifier: Option<Username>,
    /// With which authenticator.
    pub authenticator: Chosen,
}

impl Challenge {
    /// Recover, or sign in.
    #[must_use]
    pub fn new(state_handle: &StateHandle, authenticator: Chosen) -> Self {
        Self {
            state_handle: same(state_handle),
            identifier: None,
            authenticator,
        }
    }

    /// Unlock this person's account.
    #[must_use]
    pub fn to_unlock(self, identifier: &str) -> Self {
        Self {
            identifier: Some(Username::new(identifier)),
            ..self
        }
    }
}

/// `authenticator` of [`Challenge`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    /// `aut…`. okta-auth-js leaves it out where it is told none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// How to use it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub method_type: Option<MethodType>,
    /// Which phone.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub enrollment_id: Option<String>,
}

/// Body of `challenge/answer`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeAnswer {
    /// The transaction.
    pub state_handle: StateHandle,
    /// The answer.
    pub credentials: Credentials,
}

impl ChallengeAnswer {
    /// An answer in this transaction.
    #[must_use]
    pub fn new(state_handle: &StateHandle, credentials: Credentials) -> Self {
        Self {
            state_handle: same(state_handle),
            credentials,
        }
    }
}

/// `credentials`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Credentials {
    /// To a security question.
    Question {
        /// Which one; `custom` for one's own.
        #[serde(rename = "questionKey")]
        question_key: String,
        /// The answer.
        answer: Answer,
    },
    /// A code, a password, or a new password.
    Passcode {
        /// It.
        passcode: Passcode,
        /// With a new password, where the form asks for it: whether to end the sessions.
        #[serde(
            rename = "revokeSessions",
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "if_readable"
        )]
        revoke_sessions: Option<RevokeSessions>,
    },
}

impl Credentials {
    /// A code or a password.
    #[must_use]
    pub fn passcode(passcode: Passcode) -> Self {
        Self::Passcode {
            passcode,
            revoke_sessions: None,
        }
    }

    /// A new password. `revoke_sessions` is for the orgs whose form has that field.
    #[must_use]
    pub fn new_password(passcode: Passcode, revoke_sessions: Option<RevokeSessions>) -> Self {
        Self::Passcode {
            passcode,
            revoke_sessions,
        }
    }

    /// The answer to a security question.
    #[must_use]
    pub fn question(question_key: impl Into<String>, answer: Answer) -> Self {
        Self::Question {
            question_key: question_key.into(),
            answer,
        }
    }
}

fn same(state_handle: &StateHandle) -> StateHandle {
    StateHandle::new(state_handle.secret())
}
