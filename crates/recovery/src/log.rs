//! The log: what happened on a walk, and which request, which transaction and whose it was.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use okta::Timestamp;
use serde::Serialize;

use crate::addressee::mailbox;
use crate::handle::Digest32;
use crate::journey::Journey;
use crate::mac::keyed;
use crate::occasion::Occasion;
use crate::report::Report;
use crate::step::Step;
use crate::surroundings::{Mail, NotMailed, Surroundings};

/// One line of the log, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line<'a> {
    /// The name of the request, which people may quote; `alarm`, where nobody waits.
    pub request: &'a str,
    /// What the lines of one transaction have in common: 12 characters. Leads to none.
    pub transaction: &'a str,
    /// What the lines of one login have in common: 16 characters; only with a [`LogKey`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<&'a str>,
    /// What happened.
    #[serde(flatten)]
    pub report: &'a Report,
}

/// What logins are hashed with for the log: without it they are not there at all, since a plain hash
/// can be tried against every login.
#[derive(Clone, PartialEq, Eq)]
pub struct LogKey(String);

impl LogKey {
    /// A key of any length. The longer, the better; 32 random characters will do.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A login for the log, the same for all ways to write it.
    pub(crate) fn hash(&self, login: &str) -> String {
        let mut mac = keyed(self.0.as_bytes());
        mac.update(b"rekey log\0");
        mac.update(mailbox(login).as_bytes());
        let digest: [u8; 32] = mac.finalize().into_bytes().into();
        let [
            short @ ..,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
        ] = digest;
        URL_SAFE_NO_PAD.encode(short)
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogKey(redacted)")
    }
}

/// What the log calls the transaction that is stored in this place: 72 bits of a hash, so nobody gets
/// from there to the place.
#[must_use]
pub fn transaction_name(place: &str) -> String {
    let mut name = Digest32::of("rekey log transaction", place.as_bytes()).into_name();
    name.truncate(12);
    name
}

impl<S: Surroundings> Journey<'_, S> {
    /// The lines of the operator's log so far, for whom `request` names.
    pub fn each_line(&self, request: &str, mut write: impl FnMut(&Line<'_>)) {
        for report in &*self.reports.borrow() {
            write(&Line {
                request,
                transaction: self.transaction,
                login: self.login.borrow().as_deref(),
                report,
            });
        }
    }

    /// What was asked of Okta so far, and what happened, for the operator's log.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        self.reports.borrow().clone()
    }

    /// Hands over a mail of ours, and notes what became of it.
    pub(crate) async fn mail(&self, mail: &Mail) -> Result<(), NotMailed> {
        let start = self.surroundings.read();
        let taken = self.surroundings.mail(mail).await;
        self.report_call(Report::mailed(&taken), start);
        taken
    }

    /// Notes what happened, by what and how; and with which of Okta's answers, if there was one.
    pub(crate) fn note(&self, event: Occasion, what: (&'static str, &'static str)) {
        let reports = self.reports.borrow();
        let last = reports.last().and_then(|it| it.okta_request_id.clone());
        drop(reports);
        self.report(Report {
            okta_request_id: last,
            ..Report::of(event, what)
        });
    }

    /// Whether this walk has noted such a thing already.
    pub(crate) fn has_noted(&self, event: Occasion) -> bool {
        self.reports.borrow().iter().any(|it| it.event == event)
    }

    pub(crate) fn report(&self, mut report: Report) {
        report.step_ms = Some(self.since(self.moment.now));
        self.reports.borrow_mut().push(report);
    }

    pub(crate) fn report_call(&self, mut report: Report, start: Timestamp) {
        report.ms = Some(self.since(start));
        let trouble = report.trouble();
        self.report(report);
        if let Some(trouble) = trouble {
            self.report(trouble);
        }
    }

    /// How long ago something was by the watch, which may be set back.
    fn since(&self, start: Timestamp) -> u32 {
        let now = self.surroundings.read().as_millis();
        let passed = now.saturating_sub(start.as_millis()).max(0);
        u32::try_from(passed).unwrap_or(u32::MAX)
    }

    /// Remembers for the log who this is about, if it may know; gives back whether the transaction
    /// is under way.
    pub(crate) fn recognise(&self, step: Option<&Step>) -> bool {
        let login = step.and_then(Step::login);
        if let Some((key, login)) = self.settings.log_key.as_ref().zip(login) {
            self.login.replace(Some(key.hash(login)));
        }
        step.is_some_and(|step| !step.is_over())
    }

    /// Notes the end of a transaction.
    pub(crate) fn look_back(&self, was_open: bool, rest: Option<&Step>) {
        let is_open = self.recognise(rest);
        if was_open && !is_open {
            let end = rest.and_then(Step::end).unwrap_or("forgotten");
            self.note(Occasion::Ended, ("", end));
        }
    }
}

impl Step {
    /// Who this is about, as typed or as Okta says, while that is known.
    pub(crate) fn login(&self) -> Option<&str> {
        let user = match self {
            Self::Recovery(step) => step.user.as_ref(),
            Self::PasswordReset(step) => step.user.as_ref(),
            Self::Requested(_)
            | Self::RecoveryChallenge(_)
            | Self::LinkOpened(_)
            | Self::Success(_)
            | Self::LinkExpired(_)
            | Self::Closed(_) => None,
        };
        let said = user.and_then(|user| user.profile.login.as_deref());
        said.or_else(|| self.request().map(|request| request.login.as_str()))
    }

    /// How this ended, if it has.
    pub(crate) fn end(&self) -> Option<&'static str> {
        match self {
            Self::Success(_) => Some("set"),
            Self::LinkExpired(_) => Some("link_expired"),
            Self::Closed(_) => Some("closed"),
            Self::Requested(_)
            | Self::RecoveryChallenge(_)
            | Self::LinkOpened(_)
            | Self::Recovery(_)
            | Self::PasswordReset(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_login_has_one_hash_per_key() {
        let key = LogKey::new("0123456789abcdef0123456789abcdef");
        let hash = key.hash("ada@example.com");
        assert_eq!(hash.len(), 16);
        assert_eq!(key.hash(" ADA@Example.com"), hash);
        assert_ne!(key.hash("grace@example.com"), hash);
        assert_ne!(LogKey::new("another").hash("ada@example.com"), hash);
        assert_eq!(format!("{key:?}"), "LogKey(redacted)");
    }

    #[test]
    fn the_name_of_a_transaction_is_no_part_of_its_place() {
        let place = "rS3m1Yk0sI2tqkLDyI7mJm0vQ7N6z3bG1u0m2xqZQ5c";
        let name = transaction_name(place);
        assert_eq!(name.len(), 12);
        assert!(!place.contains(&name));
        assert_ne!(name, transaction_name("another"));
    }
}
