//! Somebody asked for a message.

use okta::{ClientContext, Timestamp};
use pages::{Channel, Language, Purpose};
use serde::{Deserialize, Serialize};

use super::link::State;
use crate::handle::{Digest32, Receipt};

/// Who asked, and what they were sent for it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Who the message is for, as typed.
    pub login: String,
    /// The browser that asked, for Okta's log and mail.
    pub context: ClientContext,
    /// The way the message takes.
    pub channel: Channel,
    /// A new password, or only to unlock the account.
    #[serde(default)]
    pub purpose: Purpose,
    /// Where this transaction lives, for links.
    pub address: String,
    /// Where to go back to in the end. The caller has allowed it.
    #[serde(default)]
    pub return_to: Option<String>,
    /// What our mails are written in.
    #[serde(default)]
    pub language: Language,
    /// When the newest message was asked for, however late it was sent.
    pub asked: Timestamp,
    /// When it was sent, or when it was clear that none will be.
    #[serde(default)]
    pub sent: Option<Timestamp>,
    /// When a message that is not sent is given up, and when what was sent opens nothing any more.
    pub until: Timestamp,
    /// How many messages were asked for.
    pub messages: u32,
    /// The password that a warning was shown for.
    #[serde(default)]
    pub warned: Option<Receipt>,
    /// What the person is to bring back.
    pub awaited: Awaited,
}

/// What shows that a request was its person's own.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Awaited {
    /// The link of a mail of Okta's. It opens a transaction of its own.
    OktaLink,
    /// The link or the code of a mail of ours.
    OwnMail(OwnMail),
    /// A code that Okta sends.
    OktaCode(OktaCode),
}

impl Request {
    /// Our own mails, where we send them.
    pub(crate) fn own_mail(&self) -> Option<&OwnMail> {
        match &self.awaited {
            Awaited::OwnMail(own) => Some(own),
            Awaited::OktaLink | Awaited::OktaCode(_) => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn own_mail_mut(&mut self) -> Option<&mut OwnMail> {
        match &mut self.awaited {
            Awaited::OwnMail(own) => Some(own),
            Awaited::OktaLink | Awaited::OktaCode(_) => None,
        }
    }

    /// The attempts at a code, where there is one to type.
    pub(crate) fn tries(&self) -> Option<&Tries> {
        match &self.awaited {
            Awaited::OktaLink => None,
            Awaited::OwnMail(own) => Some(&own.tries),
            Awaited::OktaCode(code) => Some(&code.tries),
        }
    }

    /// The same, to be changed.
    pub(crate) fn tries_mut(&mut self) -> Option<&mut Tries> {
        match &mut self.awaited {
            Awaited::OktaLink => None,
            Awaited::OwnMail(own) => Some(&mut own.tries),
            Awaited::OktaCode(code) => Some(&mut code.tries),
        }
    }

    /// Okta's transaction that waits for a code, where there is one.
    pub(crate) fn challenge(&self) -> Option<&Challenge> {
        match &self.awaited {
            Awaited::OktaCode(code) => code.challenge.as_ref(),
            Awaited::OktaLink | Awaited::OwnMail(_) => None,
        }
    }

    /// Whether a code of Okta's is awaited.
    pub(crate) fn is_okta_code(&self) -> bool {
        matches!(self.awaited, Awaited::OktaCode(_))
    }

    /// What the newest mail of ours opens. An older one opens nothing from the moment on in which
    /// another was asked for, unless that was not sent because its address had too many.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Sent> {
        let sent = self.own_mail().into_iter().flat_map(|own| &own.sent);
        sent.filter(|sent| sent.message == self.messages)
    }
}

/// What storage knows of our own mails for one request. It has the same shape for a person who
/// got none.
#[derive(Debug, Serialize, Deserialize)]
pub struct OwnMail {
    /// The id of the account that was written to.
    pub account: Option<String>,
    /// What opens the door: hashes of links and codes. A mail that had to be handed over more than
    /// once has several.
    pub sent: Vec<Sent>,
    /// The attempts at the newest code.
    pub tries: Tries,
    /// Whether the right code was typed where the mail was asked for.
    pub opened: Opened,
    /// When the form was last shown by the newest mail of all.
    #[serde(default)]
    pub shown: Option<Timestamp>,
}

/// What storage knows of the codes that Okta sends for one request. It has the same shape for a
/// person who got none, as far as Okta allows.
#[derive(Debug, Serialize, Deserialize)]
pub struct OktaCode {
    /// Okta's transaction that waits for the code; nothing before Okta was asked.
    pub challenge: Option<Challenge>,
    /// The attempts at the newest code.
    pub tries: Tries,
}

/// Okta's transaction that waits for a code.
#[derive(Debug, Serialize, Deserialize)]
pub struct Challenge {
    /// Okta's key to it.
    pub state: State,
    /// For which of the messages it stands.
    pub message: u32,
    /// Whether a code was handed to Okta without an answer coming back: it may have been right.
    pub lost: Lost,
    /// Wrong codes that were handed in for it.
    #[serde(default)]
    pub wrong: u32,
}

/// Whether Okta may have answered without being heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Lost {
    /// It may.
    Perhaps,
    /// It has not.
    No,
}

/// How long and how often a code may be tried.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tries {
    /// When the newest code ends.
    pub until: Timestamp,
    /// Wrong codes since the newest message was asked for.
    pub wrong: u32,
    /// Since when none is compared any more.
    pub closed: Option<Timestamp>,
}

/// The two secrets of one mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sent {
    /// Which of the messages it was; the newest, while none was sent after it.
    pub message: u32,
    /// When its link opens nothing any more.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// The link's.
    pub link: Digest32,
    /// The code's. Easily guessed from its hash, but useless without the browser's handle.
    pub code: Digest32,
    /// Wrong codes that were compared with it.
    #[serde(default)]
    pub wrong: u32,
}

/// Whether a browser has proved itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Opened {
    /// It has.
    Yes,
    /// Not yet.
    No,
}

/// [`Step::Requested`](super::Step::Requested).
#[derive(Debug, Serialize, Deserialize)]
pub struct Requested {
    /// Who asked.
    pub request: Request,
    /// How often Okta or the mailer was tried in vain.
    pub failures: u32,
}

/// [`Step::RecoveryChallenge`](super::Step::RecoveryChallenge).
#[derive(Debug, Serialize, Deserialize)]
pub struct RecoveryChallenge {
    /// Who asked.
    pub request: Request,
    /// Whether this browser has seen the form since: then it may ask again at once.
    pub form_shown: bool,
}

impl From<Request> for RecoveryChallenge {
    /// The form has not been seen since.
    fn from(request: Request) -> Self {
        Self {
            request,
            form_shown: false,
        }
    }
}
