//! Where a transaction of Identity Engine stands.

use okta::Timestamp;

use crate::oauth::Server;
use crate::people::Key;
use crate::policy::Method;
use crate::tokens::Kind;

/// What an application asked for at `interact`.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) handle: String,
    pub(crate) client_id: String,
    /// What people call the application.
    pub(crate) label: String,
    pub(crate) server: Server,
    pub(crate) scope: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: String,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: String,
    /// A one-time token that stands for the proof.
    pub(crate) one_time: Option<OneTime>,
    pub(crate) expires_at: Timestamp,
}

/// A one-time token, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct OneTime {
    pub(crate) token: String,
    pub(crate) person: Key,
    pub(crate) kind: Kind,
}

/// What it is all for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    SignIn,
    Recover,
    Unlock,
}

/// What is asked for next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Who is it?
    Identify,
    /// Whose password is forgotten?
    IdentifyRecovery,
    /// Whose account is locked, and by what to prove it?
    IdentifyUnlock,
    /// The password, of a person who has said who they are.
    Password,
    /// Which authenticator?
    Choose,
    /// Shall it be sent?
    Confirm(Method),
    /// The code.
    Code(Sent),
    /// Which second authenticator? There is only the question.
    ChooseQuestion,
    /// The answer to the question.
    Question,
    /// A new password before the old one ends, in so many days; it need not be.
    PasswordWarning(u32),
    /// The new password.
    NewPassword,
    /// The new password of one that has expired.
    ExpiredPassword,
    /// Nothing: this is the code to redeem.
    Complete(String),
}

impl Stage {
    /// Over what a code is sent, or may be.
    pub(crate) fn method(&self) -> Option<Method> {
        match self {
            Self::Confirm(method) | Self::Code(Sent { method, .. }) => Some(*method),
            Self::Identify
            | Self::IdentifyRecovery
            | Self::IdentifyUnlock
            | Self::Password
            | Self::Choose
            | Self::ChooseQuestion
            | Self::Question
            | Self::NewPassword
            | Self::ExpiredPassword
            | Self::PasswordWarning(_)
            | Self::Complete(_) => None,
        }
    }
}

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) method: Method,
    /// Nothing when nobody gets one: then every code is wrong.
    pub(crate) code: Option<String>,
    /// The end of the link in the mail.
    pub(crate) link: Option<String>,
    /// Whether the link was opened.
    pub(crate) opened: Opened,
}

/// Whether a link was opened in the browser that began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    Yes,
    NotYet,
}

/// One transaction.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    /// The whole handle.
    pub(crate) handle: String,
    pub(crate) interaction: Interaction,
    pub(crate) purpose: Purpose,
    pub(crate) stage: Stage,
    /// What the person typed.
    pub(crate) identifier: Option<String>,
    /// Whom the org takes them for.
    pub(crate) person: Option<Key>,
    pub(crate) expires_at: Timestamp,
}

impl Transaction {
    /// Whether the person has proved who they are.
    pub(crate) fn is_authenticated(&self) -> bool {
        match self.stage {
            Stage::ChooseQuestion
            | Stage::Question
            | Stage::NewPassword
            | Stage::ExpiredPassword
            | Stage::PasswordWarning(_)
            | Stage::Complete(_) => true,
            Stage::Identify
            | Stage::IdentifyRecovery
            | Stage::IdentifyUnlock
            | Stage::Password
            | Stage::Choose
            | Stage::Confirm(_)
            | Stage::Code(_) => false,
        }
    }

    /// The part of the handle that names the transaction.
    pub(crate) fn id(&self) -> &str {
        id(&self.handle)
    }

    /// By whom wrong codes and requests are counted: the person, known or not.
    pub(crate) fn whose(&self) -> String {
        let name = self.identifier.as_deref().unwrap_or_default();
        match self.person {
            Some(key) => format!("{key:?}"),
            None => name.to_lowercase(),
        }
    }
}

/// The part of a handle before `~`.
pub(super) fn id(handle: &str) -> &str {
    handle.split_once('~').map_or(handle, |(id, _)| id)
}
