//! The states of a recovery transaction, and what can happen to it.

use okta::authn::User;
use okta::{ClientContext, PasswordPolicy, RecoveryToken, StateToken, Timestamp};
use pages::NewPasswordErrors;
use serde::{Deserialize, Serialize};

use crate::handle::Receipt;

/// A recovery transaction: where it stands, with exactly what is then known.
///
/// This is what a Durable Object stores. The names are those of Okta's transaction states where
/// Okta has one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Somebody asked for a mail; Okta has not confirmed yet that it was told.
    Requested(Requested),
    /// Okta was told. Whether a mail went out, and to whom, Okta alone knows.
    RecoveryChallenge(RecoveryChallenge),
    /// A link was opened. Nothing has been asked of Okta yet.
    LinkOpened(Link),
    /// Okta took the link and wants the recovery question answered.
    Recovery(Recovery),
    /// Okta waits for the new password.
    PasswordReset(PasswordReset),
    /// Okta accepted a new password. No secret is left.
    Success(Success),
    /// Okta says that the link is dead. No secret is left.
    LinkExpired(Ended),
    /// Too many wrong answers: this link is not followed any more. No secret is left.
    Closed(Ended),
}

/// [`Step::Requested`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Requested {
    /// Who the mail is for, as typed.
    pub login: String,
    /// The browser that asked, for Okta's log and mail.
    pub context: ClientContext,
    /// How often Okta was tried in vain.
    pub failures: u32,
    /// When to give up.
    pub until: Timestamp,
}

/// [`Step::RecoveryChallenge`].
#[derive(Debug, Serialize, Deserialize)]
pub struct RecoveryChallenge {
    /// Who the mail is for, as typed.
    pub login: String,
    /// When Okta was told.
    pub asked: Timestamp,
    /// Whether this browser has seen the form since: then it may ask again at once.
    pub form_shown: bool,
    /// When this is forgotten.
    pub until: Timestamp,
}

/// A link that somebody opened ([`Step::LinkOpened`]), and what goes along while it is followed.
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

/// [`Step::Recovery`].
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

/// [`Step::PasswordReset`].
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

/// [`Step::Success`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Success {
    /// Recognises the accepted password, so that a retry reads as done; dropped after a few
    /// other passwords, since whoever has the old link could try them here for ever.
    pub receipt: Option<Receipt>,
    /// How many other passwords came along.
    pub misses: u32,
    /// When this is forgotten.
    pub until: Timestamp,
}

/// [`Step::LinkExpired`] and [`Step::Closed`].
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

impl Step {
    /// What this step has become at `now`; nothing, when it is forgotten.
    pub(crate) fn aged(self, now: Timestamp) -> Option<Self> {
        let until = self.until();
        if now < until {
            return Some(self);
        }
        // Okta may follow the link for days; what was tried behind it must not be forgotten.
        let tried = match self {
            Self::Recovery(_) | Self::PasswordReset(_) => true,
            Self::LinkOpened(link) => link.wrong_answers > 0,
            Self::Requested(_)
            | Self::RecoveryChallenge(_)
            | Self::Success(_)
            | Self::LinkExpired(_)
            | Self::Closed(_) => false,
        };
        let ended = Ended::remembered(until);
        (tried && now < ended.until).then_some(Self::LinkExpired(ended))
    }

    /// When this transaction is forgotten if nothing happens to it.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        match self {
            Self::Requested(step) => step.until,
            Self::RecoveryChallenge(step) => step.until,
            Self::LinkOpened(link) => link.until,
            Self::Recovery(step) => step.link.until,
            Self::PasswordReset(step) => step.link.until,
            Self::Success(step) => step.until,
            Self::LinkExpired(ended) | Self::Closed(ended) => ended.until,
        }
    }
}

/// What a person does to a transaction.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// Comes back to the first page.
    ShowForgotPassword,
    /// Asks for a mail.
    Request {
        /// The login, already parsed by `pages::forms`.
        login: String,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
    /// Opens the link. Spends nothing and asks nobody, since mail scanners do it too.
    OpenLink {
        /// The token of the link.
        token: RecoveryToken,
    },
    /// Looks at the form for the new password.
    ShowNewPassword {
        /// The token, when the caller has the link at hand (API) instead of an opened transaction.
        token: Option<RecoveryToken>,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
    /// Sends a form that is refused at first sight. Nobody is asked.
    RefuseForm {
        /// What is wrong with it.
        errors: NewPasswordErrors,
        /// Whether an answer was filled in.
        answer: Filled,
    },
    /// Sends the form with the new password.
    SetNewPassword {
        /// As in [`Event::ShowNewPassword`].
        token: Option<RecoveryToken>,
        /// What was filled in.
        form: NewPassword,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
}

impl Event {
    /// Whether Okta may be asked before the answer. What does not wait for Okta must not wait for
    /// somebody who does, or its time would tell what Okta thinks of a login.
    #[must_use]
    pub fn waits_for_okta(&self) -> bool {
        match self {
            Self::ShowForgotPassword | Self::Request { .. } => false,
            Self::OpenLink { .. }
            | Self::ShowNewPassword { .. }
            | Self::RefuseForm { .. }
            | Self::SetNewPassword { .. } => true,
        }
    }
}

/// Whether a field was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Filled {
    /// It holds something.
    Yes,
    /// It was empty or absent.
    No,
}

/// The filled-in form for a new password.
#[derive(Debug, Serialize, Deserialize)]
pub struct NewPassword {
    /// The password.
    pub password: okta::Password,
    /// Whose form it was, if it said so: another tab may have opened another link since.
    pub username: Option<String>,
    /// The answer to the recovery question, if one was given.
    pub answer: Option<okta::Answer>,
    /// Recognises the password when the form comes again.
    pub receipt: Receipt,
}
