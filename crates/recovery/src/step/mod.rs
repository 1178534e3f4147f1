//! The states of a recovery transaction.

mod ended;
mod event;
mod link;
mod meanwhile;
mod request;

pub use ended::{Alert, Alerted, Due, Dues, Ended, Success};
pub use event::{Event, Filled, NewPassword};
pub use link::{Link, PasswordReset, Recovery, State, Submitted};
pub use request::{
    Awaited, Challenge, Lost, OktaCode, Opened, OwnMail, RecoveryChallenge, Request, Requested,
    Sent, Tries,
};

use okta::Timestamp;
use serde::{Deserialize, Serialize};

/// A recovery transaction: where it stands, with exactly what is then known.
///
/// This is what a Durable Object stores. The names are those of Okta's transaction states where
/// Okta has one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Somebody asked for a message; whoever sends it has not confirmed yet that it was told.
    Requested(Requested),
    /// It was told. Whether a message went out, and to whom, Okta alone knows.
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

impl Step {
    /// What this step has become at `now`; nothing, when it is forgotten.
    pub(crate) fn aged(mut self, now: Timestamp) -> Option<Self> {
        let until = self.until();
        if now < until {
            // A mail that was not replaced for want of another ends by itself.
            if let Some(own) = self.request_mut().and_then(Request::own_mail_mut) {
                own.sent
                    .retain(|sent| sent.until.is_none_or(|until| now < until));
            }
            return Some(self);
        }
        // Okta may follow the link for days; what was tried behind it must not be forgotten.
        let tried = match self {
            Self::Recovery(step) => step.link.token.is_some(),
            Self::PasswordReset(step) => step.link.token.is_some(),
            Self::LinkOpened(link) => link.token.is_some() && link.wrong_answers > 0,
            Self::Requested(_)
            | Self::RecoveryChallenge(_)
            | Self::Success(_)
            | Self::LinkExpired(_)
            | Self::Closed(_) => false,
        };
        let ended = Ended::remembered(until);
        (tried && now < ended.until).then_some(Self::LinkExpired(ended))
    }

    /// Who asked, while something may still come of it.
    pub(crate) fn request(&self) -> Option<&Request> {
        match self {
            Self::Requested(step) => Some(&step.request),
            Self::RecoveryChallenge(step) => Some(&step.request),
            Self::LinkOpened(link) => link.request.as_deref(),
            Self::Recovery(step) => step.link.request.as_deref(),
            Self::PasswordReset(step) => step.link.request.as_deref(),
            Self::Success(_) | Self::LinkExpired(_) | Self::Closed(_) => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn request_mut(&mut self) -> Option<&mut Request> {
        match self {
            Self::Requested(step) => Some(&mut step.request),
            Self::RecoveryChallenge(step) => Some(&mut step.request),
            Self::LinkOpened(link) => link.request.as_deref_mut(),
            Self::Recovery(step) => step.link.request.as_deref_mut(),
            Self::PasswordReset(step) => step.link.request.as_deref_mut(),
            Self::Success(_) | Self::LinkExpired(_) | Self::Closed(_) => None,
        }
    }

    /// The same, taken out of a step that is over with it.
    pub(crate) fn into_request(self) -> Option<Request> {
        match self {
            Self::Requested(step) => Some(step.request),
            Self::RecoveryChallenge(step) => Some(step.request),
            Self::LinkOpened(link) => link.request.map(|request| *request),
            Self::Recovery(step) => step.link.request.map(|request| *request),
            Self::PasswordReset(step) => step.link.request.map(|request| *request),
            Self::Success(_) | Self::LinkExpired(_) | Self::Closed(_) => None,
        }
    }

    /// Whether there is nothing more to follow.
    pub(crate) fn is_over(&self) -> bool {
        match self {
            Self::Success(_) | Self::LinkExpired(_) | Self::Closed(_) => true,
            Self::Requested(_)
            | Self::RecoveryChallenge(_)
            | Self::LinkOpened(_)
            | Self::Recovery(_)
            | Self::PasswordReset(_) => false,
        }
    }

    /// Whether nothing has been proved yet.
    pub(crate) fn waits_for_proof(&self) -> bool {
        match self {
            Self::Requested(_) | Self::RecoveryChallenge(_) => true,
            Self::LinkOpened(_)
            | Self::Recovery(_)
            | Self::PasswordReset(_)
            | Self::Success(_)
            | Self::LinkExpired(_)
            | Self::Closed(_) => false,
        }
    }

    /// Whether Okta has sent a code, or pretends to have.
    pub(crate) fn waits_for_okta_code(&self) -> bool {
        match self {
            Self::RecoveryChallenge(sent) => sent.request.is_okta_code(),
            Self::Requested(_)
            | Self::LinkOpened(_)
            | Self::Recovery(_)
            | Self::PasswordReset(_)
            | Self::Success(_)
            | Self::LinkExpired(_)
            | Self::Closed(_) => false,
        }
    }

    /// When the form for a new password can be sent no more, as far as anybody has said: how long a
    /// link of its own lives, Okta does not tell.
    pub(crate) fn end_of_form(&self) -> Option<Timestamp> {
        let (link, state) = match self {
            Self::RecoveryChallenge(step) => return Some(step.request.until),
            Self::LinkOpened(link) => (link, None),
            Self::Recovery(step) => (&step.link, step.state.until()),
            Self::PasswordReset(step) => (&step.link, step.state.until()),
            Self::Requested(_) | Self::Success(_) | Self::LinkExpired(_) | Self::Closed(_) => {
                return None;
            }
        };
        match (&link.token, &link.request) {
            // A code opens one transaction of Okta's, and no other.
            (None, _) => state.map(|end| end.min(link.until)),
            // A link of ours gives another one.
            (Some(_), Some(_)) => Some(link.until),
            (Some(_), None) => None,
        }
    }

    /// When this transaction is forgotten if nothing happens to it.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        match self {
            Self::Requested(step) => step.request.until,
            Self::RecoveryChallenge(step) => step.request.until,
            Self::LinkOpened(link) => link.until,
            Self::Recovery(step) => step.link.until,
            Self::PasswordReset(step) => step.link.until,
            Self::Success(step) => step.until,
            Self::LinkExpired(ended) | Self::Closed(ended) => ended.until,
        }
    }
}
