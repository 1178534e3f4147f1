//! Somebody asked for a mail.

use okta::{ClientContext, Timestamp};
use serde::{Deserialize, Serialize};

use crate::handle::Digest32;

/// Who asked, and what was mailed for it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Who the mail is for, as typed.
    pub login: String,
    /// The browser that asked, for Okta's log and mail.
    pub context: ClientContext,
    /// When the newest mail was asked for, and later when it was sent, if there was one.
    pub asked: Timestamp,
    /// When a mail that is not sent is given up, and when what was mailed opens nothing any more.
    pub until: Timestamp,
    /// Our own mails; nothing where Okta sends them.
    #[serde(default)]
    pub own: Option<OwnMail>,
}

/// What storage knows of our own mails for one request. It has the same shape for a person who
/// got none.
#[derive(Debug, Serialize, Deserialize)]
pub struct OwnMail {
    /// Where this transaction lives, for the link.
    pub address: String,
    /// How many mails were asked for.
    pub mails: u32,
    /// The id of the account that was written to.
    pub account: Option<String>,
    /// What opens the door: hashes of links and codes. A mail that had to be handed over more than
    /// once has several.
    pub sent: Vec<Sent>,
    /// When the code ends.
    pub code_until: Timestamp,
    /// Wrong codes since the newest mail.
    pub wrong_codes: u32,
    /// Whether the right code was typed where the mail was asked for.
    pub opened: Opened,
}

impl OwnMail {
    /// What the newest mail opens. An older one opens nothing from the moment on in which another
    /// was asked for.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Sent> {
        self.sent.iter().filter(|sent| sent.mail == self.mails)
    }
}

/// The two secrets of one mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sent {
    /// Which of the mails it was.
    pub mail: u32,
    /// The link's.
    pub link: Digest32,
    /// The code's. Easily guessed from its hash, but useless without the browser's handle.
    pub code: Digest32,
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
