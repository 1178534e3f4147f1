//! Asking for the message: the answer comes first, Okta is asked afterwards.

use okta::ClientContext;
use pages::{
    Besides, Channel, CheckYourEmail, CodeEntry, ForgotPassword, Language, Page, Purpose, Resend,
    ReturnTo, Sent as ResendState,
};

use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::own_mail::minutes;
use crate::settings::Delivery;
use crate::step::{Awaited, Link, OktaCode, Opened, OwnMail, Request, Requested, Step, Tries};
use crate::surroundings::Surroundings;

/// The same form sent once more (a reload, a double click) within this time sends no second mail,
/// in milliseconds.
const SAME_REQUEST: i64 = 60_000;
/// How long a person waits before another message can be sent, in milliseconds.
const COOLDOWN: i64 = 60_000;
/// For how long Okta takes no code from a person any more who has typed too many wrong ones, in
/// milliseconds; a new one would be refused.
const GUESSING: i64 = 300_000;
/// How many messages one transaction sends at most. A code can be guessed five times for each.
const MOST_MESSAGES: u32 = 5;

impl<S: Surroundings> Journey<'_, S> {
    /// The form, which this browser sees: now it may ask again at once.
    pub(crate) fn show_forgot_password(&self, mut step: Option<Step>) -> Outcome {
        if let Some(Step::RecoveryChallenge(challenge)) = &mut step {
            challenge.form_shown = true;
        }
        self.forgot_password(step)
    }

    /// The form, with the login this browser asked for before.
    pub(crate) fn forgot_password(&self, step: Option<Step>) -> Outcome {
        let waits = step.as_ref().filter(|step| step.waits_for_proof());
        let request = waits.and_then(Step::request);
        let page = Page::ForgotPassword(ForgotPassword {
            login: request.map_or(String::new(), |request| request.login.clone()),
            channel: request.map(|request| request.channel),
            unlock: self.unlocking(request.map(|request| request.purpose)),
            return_to: request.and_then(|request| back(request.return_to.as_ref())),
            ..self.empty_form()
        });
        Outcome::new(Rest::unchanged(step), page)
    }

    /// Accepts a request. Nothing here depends on what Okta knows.
    pub(crate) fn request(
        &self,
        step: Option<Step>,
        (login, channel, purpose): (String, Channel, Purpose),
        (context, language): (ClientContext, Language),
        (address, return_to): (String, Option<String>),
    ) -> Outcome {
        let same = |request: &Request| {
            (&*request.login, request.channel, request.purpose) == (&*login, channel, purpose)
        };
        match step {
            None => self.begin(Request {
                login,
                context,
                channel,
                purpose,
                address,
                return_to,
                language,
                asked: self.moment.now,
                sent: None,
                until: self.until(),
                messages: 0,
                warned: None,
                awaited: self.awaited(channel),
            }),
            Some(Step::Requested(pending)) if same(&pending.request) => {
                let page = self.check(&pending.request);
                Outcome::new(Rest::unchanged(Some(Step::Requested(pending))), page)
            }
            Some(Step::RecoveryChallenge(sent)) if same(&sent.request) => {
                if sent.form_shown || self.moment.since(sent.request.asked) > SAME_REQUEST {
                    let is_fresh = |at| self.moment.since(at) <= SAME_REQUEST;
                    let just_sent = !sent.form_shown && sent.request.sent.is_some_and(is_fresh);
                    let mut outcome = self.begin(Request {
                        context,
                        language,
                        return_to: return_to.or(sent.request.return_to),
                        ..sent.request
                    });
                    // Late, and just before somebody grew impatient: it looks as if another went out.
                    outcome.rest = match outcome.rest.step {
                        Some(Step::Requested(requested)) if just_sent => {
                            self.not_sent(requested.request)
                        }
                        step => Rest {
                            step,
                            ..outcome.rest
                        },
                    };
                    return outcome;
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

    /// Sends another message, if the last one is not too fresh. The same for everybody.
    pub(crate) fn resend(&self, step: Option<Step>) -> Outcome {
        let request = step.as_ref().and_then(Step::request);
        if !request.is_some_and(|request| self.may_resend(request)) {
            return saying(self.same_page(step), ResendState::NotYet);
        }
        match step.and_then(Step::into_request) {
            Some(request) => saying(self.begin(request), ResendState::Again),
            None => self.same_page(None),
        }
    }

    fn may_resend(&self, request: &Request) -> bool {
        request.messages < MOST_MESSAGES && self.wait(request) == 0
    }

    /// How long a person has to wait for another message, in milliseconds.
    fn wait(&self, request: &Request) -> i64 {
        let left = |wait: i64, since| wait.saturating_sub(self.moment.since(since)).max(0);
        let cooldown = left(COOLDOWN, request.asked);
        match &request.awaited {
            Awaited::OktaCode(code) => {
                let guessing = code.tries.closed.map(|closed| left(GUESSING, closed));
                cooldown.max(guessing.unwrap_or_default())
            }
            Awaited::OktaLink | Awaited::OwnMail(_) => cooldown,
        }
    }

    /// The one public answer.
    pub(crate) fn check(&self, request: &Request) -> Page {
        let code = self.code_entry(request);
        let left = u32::try_from(self.wait(request)).unwrap_or(u32::MAX);
        let wait_seconds = left.div_ceil(1_000);
        Page::CheckYourEmail(CheckYourEmail {
            login: request.login.clone(),
            channel: request.channel,
            code,
            // Who has had them all begins anew.
            resend: (request.messages < MOST_MESSAGES).then_some(Resend {
                wait_seconds,
                sent: ResendState::No,
            }),
            ..CheckYourEmail::default()
        })
    }

    fn code_entry(&self, request: &Request) -> Option<CodeEntry> {
        let besides = match &request.awaited {
            Awaited::OktaLink => return None,
            Awaited::OwnMail(_) => Besides::Link,
            Awaited::OktaCode(_) => Besides::Nothing,
        };
        Some(CodeEntry {
            minutes: minutes(self.settings.code_lifetime),
            besides,
            error: None,
        })
    }

    /// Keeps the link of a mail of Okta's. Asks nobody: whoever scans mails opens links too.
    pub(crate) fn open_link(
        &self,
        step: Option<Step>,
        (token, purpose): (okta::RecoveryToken, Purpose),
    ) -> Outcome {
        let page = Page::ForgotPassword(pages::ForgotPassword::default());
        let rest = match step {
            None | Some(Step::Requested(_) | Step::RecoveryChallenge(_)) => {
                Rest::of(Step::LinkOpened(Link {
                    purpose,
                    ..self.link(Some(token))
                }))
            }
            // Whoever says that it unlocks, knows more of it.
            Some(Step::LinkOpened(link)) if purpose == Purpose::OnlyUnlock => {
                Rest::of(Step::LinkOpened(Link { purpose, ..link }))
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
        (token, purpose): (Option<okta::RecoveryToken>, Purpose),
    ) -> Option<Step> {
        match token {
            Some(token) => self.open_link(step, (token, purpose)).rest.step,
            None => step,
        }
    }

    /// A link that was just opened, or what a code has opened.
    pub(crate) fn link(&self, token: Option<okta::RecoveryToken>) -> Link {
        Link {
            token,
            wrong_answers: 0,
            warned: None,
            answered: false,
            submitted: None,
            unlocking: None,
            purpose: Purpose::Reset,
            request: None,
            account: None,
            policy: None,
            until: self.until(),
        }
    }

    /// Accepts a request for a message, and wakes at once.
    fn begin(&self, mut request: Request) -> Outcome {
        request.asked = self.moment.now;
        request.until = self.until();
        request.messages = request.messages.saturating_add(1);
        if let Some(tries) = request.tries_mut() {
            // Should none be sent, the last code ends when it would have.
            let until = tries.until;
            *tries = Tries {
                until,
                ..Tries::new(self.moment.now)
            };
        }
        if let Some(own) = request.own_mail_mut() {
            own.shown = None;
        }
        self.note(Occasion::Asked, ("", request.channel.word()));
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

    /// What a request of this way waits for.
    fn awaited(&self, channel: Channel) -> Awaited {
        let tries = Tries::new(self.moment.now);
        match (channel, &self.settings.delivery, &self.settings.idx) {
            (Channel::Email, Delivery::Own(_), _) => Awaited::OwnMail(OwnMail {
                account: None,
                sent: Vec::new(),
                tries,
                opened: Opened::No,
                shown: None,
            }),
            (Channel::Email, Delivery::Okta, None) => Awaited::OktaLink,
            (Channel::Email, Delivery::Okta, Some(_)) | (Channel::Sms | Channel::Call, _, _) => {
                Awaited::OktaCode(OktaCode {
                    challenge: None,
                    tries,
                })
            }
        }
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

/// The way back, as pages have it.
pub(crate) fn back(url: Option<&String>) -> Option<ReturnTo> {
    let url = url?.clone();
    Some(ReturnTo { url, name: None })
}
