//! Asking for the mail: the answer comes first, Okta is asked afterwards.

use std::time::Duration;

use okta::ClientContext;
use okta::authn::{self, FactorType};
use pages::{CheckYourEmail, Page};

use crate::dictionary::{Operation, Refusal};
use crate::journey::{Journey, Outcome, Rest};
use crate::moment::Moment;
use crate::step::{Link, RecoveryChallenge, Requested, Step};
use crate::surroundings::Surroundings;

/// The same form sent once more (a reload, a double click) within this time sends no second mail,
/// in milliseconds.
const SAME_REQUEST: i64 = 60_000;
/// The first wait after a failure, and the longest, in milliseconds.
const FIRST_WAIT: i64 = 2_000;
const LONGEST_WAIT: i64 = 300_000;

impl<S: Surroundings> Journey<'_, S> {
    /// Accepts a request. Nothing here depends on what Okta knows.
    pub(crate) fn request(
        &self,
        step: Option<Step>,
        login: String,
        context: ClientContext,
    ) -> Outcome {
        let page = Page::CheckYourEmail(CheckYourEmail {
            login: login.clone(),
            ..CheckYourEmail::default()
        });
        match step {
            None => Outcome::new(self.requested(login, context), page),
            Some(Step::Requested(pending)) if pending.login == login => {
                Outcome::new(Rest::unchanged(Some(Step::Requested(pending))), page)
            }
            Some(Step::RecoveryChallenge(sent)) if sent.login == login => {
                let again = sent.form_shown || self.moment.since(sent.asked) > SAME_REQUEST;
                let rest = if again {
                    self.requested(login, context)
                } else {
                    Rest::unchanged(Some(Step::RecoveryChallenge(sent)))
                };
                Outcome::new(rest, page)
            }
            Some(
                other @ (Step::Requested(_)
                | Step::RecoveryChallenge(_)
                | Step::LinkOpened(_)
                | Step::Recovery(_)
                | Step::PasswordReset(_)
                | Step::Success(_)
                | Step::LinkExpired(_)
                | Step::Closed(_)),
            ) => Outcome {
                rest: Rest::unchanged(Some(other)),
                page: None,
            },
        }
    }

    /// Keeps the link of a mail. Asks nobody: whoever scans mails opens links too.
    pub(crate) fn open_link(&self, step: Option<Step>, token: okta::RecoveryToken) -> Outcome {
        let page = Page::ForgotPassword(pages::ForgotPassword::default());
        let rest = match step {
            None | Some(Step::Requested(_) | Step::RecoveryChallenge(_)) => {
                Rest::of(Step::LinkOpened(self.link(token)))
            }
            opened @ Some(
                Step::LinkOpened(_)
                | Step::Recovery(_)
                | Step::PasswordReset(_)
                | Step::Success(_)
                | Step::LinkExpired(_)
                | Step::Closed(_),
            ) => Rest::unchanged(opened),
        };
        Outcome::new(rest, page)
    }

    /// Asks Okta to send the mail; when Okta cannot, tries again later.
    pub(crate) async fn ask_for_mail(&self, requested: Requested) -> Rest {
        let request = authn::forgot_password_request(
            &self.settings.org,
            &requested.context,
            &requested.login,
            FactorType::Email,
        );
        let read = authn::forgot_password_response;
        match self.ask(Operation::ForgotPassword, request, read).await {
            Err(Refusal::Unavailable { wait }) => self.ask_later(requested, wait),
            // Okta was told, or will never listen: either way the public answer stays what it was.
            Ok(_)
            | Err(
                Refusal::LinkExpired
                | Refusal::LinkInvalid
                | Refusal::StateExpired
                | Refusal::WrongAnswer
                | Refusal::PasswordRejected(_)
                | Refusal::NotAllowed,
            ) => Rest::of(Step::RecoveryChallenge(RecoveryChallenge {
                login: requested.login,
                asked: self.moment.now,
                form_shown: false,
                until: self.until(),
            })),
        }
    }

    /// A link that was just opened.
    pub(crate) fn link(&self, token: okta::RecoveryToken) -> Link {
        Link {
            token,
            wrong_answers: 0,
            answered: false,
            submitted: None,
            until: self.until(),
        }
    }

    fn requested(&self, login: String, context: ClientContext) -> Rest {
        let step = Requested {
            login,
            context,
            failures: 0,
            until: self.until(),
        };
        Rest {
            step: Some(Step::Requested(step)),
            wake: Some(self.moment.now),
        }
    }

    fn ask_later(&self, requested: Requested, asked: Option<Duration>) -> Rest {
        let asked = asked.map_or(0, |wait| {
            i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
        });
        let wake = self
            .moment
            .after(wait(requested.failures, &self.moment).max(asked.min(LONGEST_WAIT)));
        let failures = requested.failures.saturating_add(1);
        let step = Step::Requested(Requested {
            failures,
            ..requested
        });
        Rest {
            wake: Some(wake.min(step.until())),
            step: Some(step),
        }
    }
}

/// Twice as long after each failure, up to a bound, and spread by up to a quarter.
fn wait(failures: u32, moment: &Moment) -> i64 {
    let doubled = FIRST_WAIT << failures.min(16);
    let wait = doubled.min(LONGEST_WAIT);
    let spread = u32::try_from(wait / 4).unwrap_or(u32::MAX);
    wait + i64::from(moment.below(spread))
}
