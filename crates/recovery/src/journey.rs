//! How a transaction moves on: one event or one waking at a time.

use std::cell::RefCell;

use okta::authn::RevokeSessions;
use okta::{OrgUrl, Timestamp};
use pages::{ForgotPassword, Page, SomethingWentWrong, WentWrong};

use crate::dictionary::{Operation, Refusal, refusal};
use crate::form;
use crate::moment::Moment;
use crate::report::Report;
use crate::step::{Event, Step};
use crate::surroundings::{NotRecorded, Surroundings};

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The Okta org.
    pub org: OrgUrl,
    /// How long a request is tried and a link followed, in milliseconds.
    pub link_lifetime: i64,
    /// Whether a new password ends the person's other Okta sessions.
    pub revoke_sessions: RevokeSessions,
}

/// What is left of a transaction after an event.
#[derive(Debug)]
pub struct Rest {
    /// What to store; `None` means: forget the transaction.
    pub step: Option<Step>,
    /// When to call [`Journey::wake`]; `None` means: as planned before.
    pub wake: Option<Timestamp>,
}

impl Rest {
    /// `step`, woken when it is over.
    pub(crate) fn of(step: Step) -> Self {
        let wake = Some(step.until());
        Self {
            step: Some(step),
            wake,
        }
    }

    pub(crate) fn unchanged(step: Option<Step>) -> Self {
        Self { step, wake: None }
    }

    pub(crate) const NOTHING: Self = Self {
        step: None,
        wake: None,
    };
}

/// What came of an event.
#[derive(Debug)]
pub struct Outcome {
    /// What to store, before the page is shown.
    pub rest: Rest,
    /// What the person sees; `None` when the event belongs to another transaction, so that the
    /// caller opens a new one for it.
    pub page: Option<Page>,
}

impl Outcome {
    pub(crate) fn new(rest: Rest, page: Page) -> Self {
        Self {
            rest,
            page: Some(page),
        }
    }
}

/// One event's walk: its surroundings, and the reports that gather on the way.
pub struct Journey<'a, S> {
    surroundings: &'a S,
    pub(crate) settings: &'a Settings,
    pub(crate) moment: Moment,
    request_id: &'a str,
    reports: RefCell<Vec<Report>>,
}

impl<'a, S: Surroundings> Journey<'a, S> {
    /// A walk at `moment`, with network, storage, mail and credential at hand.
    pub fn new(surroundings: &'a S, settings: &'a Settings, moment: Moment) -> Self {
        Self {
            surroundings,
            settings,
            moment,
            request_id: "",
            reports: RefCell::default(),
        }
    }

    /// The same, for the request that people may quote as `request_id`.
    #[must_use]
    pub fn for_request(mut self, request_id: &'a str) -> Self {
        self.request_id = request_id;
        self
    }

    /// Moves the transaction on by what a person does. The caller stores the rest, then shows
    /// the page.
    pub async fn tell(&self, step: Option<Step>, event: Event) -> Outcome {
        let step = step.and_then(|step| step.aged(self.moment.now));
        match event {
            Event::ShowForgotPassword => forgot_password(step),
            Event::Request { login, context } => self.request(step, login, context),
            Event::OpenLink { token } => self.open_link(step, token),
            Event::ShowNewPassword { token, context } => {
                self.show_new_password(step, token, &context).await
            }
            Event::RefuseForm { errors, answer } => form::refuse(step, errors, answer),
            Event::SetNewPassword {
                token,
                form,
                context,
            } => self.set_new_password(step, token, &form, &context).await,
        }
    }

    /// Does what the transaction waits for: asks Okta for the mail, or forgets what is over.
    pub async fn wake(&self, step: Step) -> Rest {
        let Some(step) = step.aged(self.moment.now) else {
            return Rest::NOTHING;
        };
        match step {
            Step::Requested(requested) => self.ask_for_mail(requested).await,
            step @ (Step::RecoveryChallenge(_)
            | Step::LinkOpened(_)
            | Step::Recovery(_)
            | Step::PasswordReset(_)
            | Step::Success(_)
            | Step::LinkExpired(_)
            | Step::Closed(_)) => Rest::of(step),
        }
    }

    /// What was asked of Okta so far, for the operator's log.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        self.reports.borrow().clone()
    }

    /// Sends one operation and reads its answer.
    pub(crate) async fn ask<T>(
        &self,
        operation: Operation,
        request: okta::Request,
        read: fn(&okta::Response) -> Result<T, okta::Error>,
    ) -> Result<T, Refusal> {
        let Ok(response) = self.surroundings.send(request).await else {
            self.report(Report::unreachable(operation));
            return Err(Refusal::Unavailable { wait: None });
        };
        let answer = read(&response);
        self.report(Report::answered(operation, &response, &answer));
        answer.map_err(|error| refusal(operation, &error))
    }

    /// Makes `step` durable before something is tried.
    pub(crate) async fn record(&self, step: &Step) -> Result<(), NotRecorded> {
        self.surroundings.record(step).await
    }

    /// The end of the link's life when nothing happens to it any more.
    pub(crate) fn until(&self) -> Timestamp {
        self.moment.after(self.settings.link_lifetime)
    }

    /// The page for what is nobody's fault here.
    pub(crate) fn went_wrong(&self, why: WentWrong) -> Page {
        let request_id = self.request_id.to_owned();
        Page::SomethingWentWrong(SomethingWentWrong { request_id, why })
    }

    fn report(&self, report: Report) {
        self.reports.borrow_mut().push(report);
    }
}

/// The form, with the login this browser asked for before.
fn forgot_password(mut step: Option<Step>) -> Outcome {
    let login = match &mut step {
        Some(Step::Requested(requested)) => requested.login.clone(),
        Some(Step::RecoveryChallenge(challenge)) => {
            challenge.form_shown = true;
            challenge.login.clone()
        }
        Some(
            Step::LinkOpened(_)
            | Step::Recovery(_)
            | Step::PasswordReset(_)
            | Step::Success(_)
            | Step::LinkExpired(_)
            | Step::Closed(_),
        )
        | None => String::new(),
    };
    let page = Page::ForgotPassword(ForgotPassword {
        login,
        ..ForgotPassword::default()
    });
    Outcome::new(Rest::unchanged(step), page)
}
