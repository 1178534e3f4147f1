//! Asking for the mail: the answer comes first, Okta is asked afterwards.

use std::time::Duration;

use okta::{ClientContext, Timestamp};
use pages::{Besides, CheckYourEmail, CodeEntry, Page, Purpose, Resend, Sent as ResendState};

use crate::ask::inquiries;
use crate::code;
use crate::dictionary::Refusal;
use crate::journey::{Journey, Outcome, Rest};
use crate::moment::Moment;
use crate::own_mail::minutes;
use crate::settings::Delivery;
use crate::step::{Link, Opened, OwnMail, Request, Requested, Step};
use crate::surroundings::Surroundings;

/// The same form sent once more (a reload, a double click) within this time sends no second mail,
/// in milliseconds.
const SAME_REQUEST: i64 = 60_000;
/// How long a person waits before another mail can be sent, in milliseconds.
const COOLDOWN: i64 = 60_000;
/// How many mails one transaction sends at most. A code can be guessed five times for each.
const MOST_MAILS: u32 = 5;
/// The first wait after a failure, and the longest, in milliseconds.
const FIRST_WAIT: i64 = 2_000;
const LONGEST_WAIT: i64 = 300_000;

impl<S: Surroundings> Journey<'_, S> {
    /// Accepts a request. Nothing here depends on what Okta knows.
    pub(crate) fn request(
        &self,
        step: Option<Step>,
        login: String,
        (context, address): (ClientContext, String),
    ) -> Outcome {
        let same = |request: &Request| request.login == login;
        match step {
            None => {
                let own = self.own_mail(address);
                let asked = self.moment.now;
                self.begin(Request {
                    login,
                    context,
                    asked,
                    until: self.until(),
                    own,
                })
            }
            Some(Step::Requested(pending)) if same(&pending.request) => {
                let page = self.check(&pending.request);
                Outcome::new(Rest::unchanged(Some(Step::Requested(pending))), page)
            }
            Some(Step::RecoveryChallenge(sent)) if same(&sent.request) => {
                if sent.form_shown || self.moment.since(sent.request.asked) > SAME_REQUEST {
                    return self.begin(Request {
                        context,
                        ..sent.request
                    });
                }
                let page = self.check(&sent.request);
                Outcome::new(Rest::unchanged(Some(Step::RecoveryChallenge(sent))), page)
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

    /// Sends another mail, if the last one is not too fresh. The same for everybody.
    pub(crate) fn resend(&self, step: Option<Step>) -> Outcome {
        let request = step.as_ref().and_then(Step::request);
        if !request.is_some_and(|request| self.may_resend(request)) {
            return saying(code::same_page(self, step), ResendState::NotYet);
        }
        match step.and_then(Step::into_request) {
            Some(request) => saying(self.begin(request), ResendState::Again),
            None => code::same_page(self, None),
        }
    }

    fn may_resend(&self, request: &Request) -> bool {
        let mails = request.own.as_ref().map_or(0, |own| own.mails);
        mails < MOST_MAILS && self.moment.since(request.asked) >= COOLDOWN
    }

    /// The one public answer.
    pub(crate) fn check(&self, request: &Request) -> Page {
        let code = self.code_entry(request);
        let left = COOLDOWN.saturating_sub(self.moment.since(request.asked));
        let left = u32::try_from(left.max(0)).unwrap_or(u32::MAX);
        let wait_seconds = left.div_ceil(1_000);
        Page::CheckYourEmail(CheckYourEmail {
            login: request.login.clone(),
            code,
            resend: Some(Resend {
                wait_seconds,
                sent: ResendState::No,
            }),
            ..CheckYourEmail::default()
        })
    }

    fn code_entry(&self, request: &Request) -> Option<CodeEntry> {
        let Delivery::Own(delivery) = &self.settings.delivery else {
            return None;
        };
        request.own.as_ref().map(|_| CodeEntry {
            minutes: minutes(delivery.code_lifetime),
            besides: Besides::Link,
            error: None,
        })
    }

    /// Keeps the link of a mail of Okta's. Asks nobody: whoever scans mails opens links too.
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

    /// The step after `token` was shown along with it.
    pub(crate) fn opened(
        &self,
        step: Option<Step>,
        token: Option<okta::RecoveryToken>,
    ) -> Option<Step> {
        match token {
            Some(token) => self.open_link(step, token).rest.step,
            None => step,
        }
    }

    /// Has the mail sent; when that is not possible now, tries again later.
    pub(crate) async fn send_mail(&self, requested: Requested) -> Rest {
        match &self.settings.delivery {
            Delivery::Own(delivery) if requested.request.own.is_some() => {
                self.send_own_mail(requested, delivery).await
            }
            Delivery::Own(_) | Delivery::Okta => self.ask_for_mail(requested).await,
        }
    }

    /// Asks Okta to send its mail.
    async fn ask_for_mail(&self, requested: Requested) -> Rest {
        let request = &requested.request;
        let ask = inquiries::forgot_password(&self.settings.org, &request.context, &request.login);
        match self.ask(ask).await {
            Err(Refusal::Unavailable { wait }) => self.ask_later(requested, wait),
            // Okta was told, or will never listen: either way the public answer stays what it was.
            Ok(_)
            | Err(
                Refusal::LinkExpired
                | Refusal::LinkInvalid
                | Refusal::StateExpired
                | Refusal::WrongAnswer
                | Refusal::PasswordRejected(_)
                | Refusal::NoSuchUser
                | Refusal::CredentialRefused
                | Refusal::NotAllowed,
            ) => self.sent(requested.request),
        }
    }

    /// The step after a mail went out, or after it was clear that none will.
    pub(crate) fn sent(&self, mut request: Request) -> Rest {
        request.asked = self.moment.now;
        request.until = self.until();
        Rest::of(Step::RecoveryChallenge(request.into()))
    }

    /// A link that was just opened.
    pub(crate) fn link(&self, token: okta::RecoveryToken) -> Link {
        Link {
            token,
            wrong_answers: 0,
            answered: false,
            submitted: None,
            purpose: Purpose::Reset,
            request: None,
            until: self.until(),
        }
    }

    /// Accepts a request for a mail, and wakes at once.
    fn begin(&self, mut request: Request) -> Outcome {
        request.asked = self.moment.now;
        request.until = self.until();
        if let Some(own) = &mut request.own {
            own.mails = own.mails.saturating_add(1);
        }
        let page = self.check(&request);
        let step = Requested {
            request,
            failures: 0,
        };
        let rest = Rest {
            step: Some(Step::Requested(step)),
            wake: Some(self.moment.now),
        };
        Outcome::new(rest, page)
    }

    fn own_mail(&self, address: String) -> Option<OwnMail> {
        match self.settings.delivery {
            Delivery::Okta => None,
            Delivery::Own(_) => Some(OwnMail {
                address,
                mails: 0,
                account: None,
                sent: Vec::new(),
                code_until: self.moment.now,
                wrong_codes: 0,
                opened: Opened::No,
            }),
        }
    }

    pub(crate) fn ask_later(&self, requested: Requested, asked: Option<Duration>) -> Rest {
        let wake = self.later(requested.failures, asked);
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

    /// When to try again after so many failures, and after the wait that was asked for.
    pub(crate) fn later(&self, failures: u32, asked: Option<Duration>) -> Timestamp {
        let asked = asked.map_or(0, |wait| {
            i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
        });
        let wait = wait(failures, &self.moment).max(asked.min(LONGEST_WAIT));
        self.moment.after(wait)
    }
}

/// The page, saying what became of the wish for another mail.
fn saying(mut outcome: Outcome, sent: ResendState) -> Outcome {
    if let Some(Page::CheckYourEmail(page)) = &mut outcome.page
        && let Some(resend) = &mut page.resend
    {
        resend.sent = sent;
    }
    outcome
}

/// Twice as long after each failure, up to a bound, and spread by up to a quarter.
fn wait(failures: u32, moment: &Moment) -> i64 {
    let doubled = FIRST_WAIT << failures.min(16);
    let wait = doubled.min(LONGEST_WAIT);
    let spread = u32::try_from(wait / 4).unwrap_or(u32::MAX);
    wait + i64::from(moment.below(spread))
}
