//! How a transaction moves on: one event or one waking at a time.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use okta::{ClientContext, Timestamp};
use pages::{Page, Purpose, SomethingWentWrong, WentWrong};

use crate::ask::inquiries::Visitor;
use crate::ask::{Ask, Read};
use crate::dictionary::{OktaError, Operation, Refusal};
use crate::handle::Door;
use crate::moment::Moment;
use crate::new_password::show_done;
use crate::report::Report;
use crate::settings::Settings;
use crate::step::{Event, Step};
use crate::surroundings::{Freshness, NotAuthorized, NotRecorded, Surroundings};
use crate::throttle::{Call, CallEnd, Passage, Urgency, network};
use crate::{form, not_me};

/// After how long something that was recorded and not heard of again is looked after, in
/// milliseconds: longer than the longest call, with two new tokens on the way.
const LOST: i64 = 60_000;

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

    /// The same, with what has happened in storage while this was on its way.
    #[must_use]
    pub fn meanwhile(mut self, stored: Option<Step>, now: Timestamp) -> Self {
        let Some((ours, theirs)) = self.step.as_mut().zip(stored) else {
            return self;
        };
        match ours.catch_up(&theirs) {
            Ok(()) => self,
            Err(_superseded) => Self {
                step: Some(theirs),
                wake: Some(now),
            },
        }
    }
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
    pub(crate) surroundings: &'a S,
    pub(crate) settings: &'a Settings,
    pub(crate) moment: Moment,
    pub(crate) request_id: &'a str,
    pub(crate) transaction: &'a str,
    /// The login, hashed for the log.
    pub(crate) login: RefCell<Option<String>>,
    /// From which network it comes, if anybody said so.
    network: RefCell<String>,
    urgency: Cell<Urgency>,
    /// Whether it was kept from asking Okta.
    held: Cell<bool>,
    pub(crate) reports: RefCell<Vec<Report>>,
    /// Whether the password at hand may be taken, as far as stolen ones go: it is asked once.
    pub(crate) is_unlisted: Cell<bool>,
}

impl<'a, S: Surroundings> Journey<'a, S> {
    /// A walk at `moment`, with network, storage, mail and credential at hand.
    pub fn new(surroundings: &'a S, settings: &'a Settings, moment: Moment) -> Self {
        Self {
            surroundings,
            settings,
            moment,
            request_id: "",
            network: RefCell::default(),
            urgency: Cell::new(Urgency::Waiting),
            held: Cell::new(false),
            transaction: "",
            login: RefCell::default(),
            reports: RefCell::default(),
            is_unlisted: Cell::new(false),
        }
    }

    /// The same, for the request that people may quote as `request_id`.
    #[must_use]
    pub fn for_request(mut self, request_id: &'a str) -> Self {
        self.request_id = request_id;
        self
    }

    /// The same, from a [network].
    #[must_use]
    pub fn from_network(self, network: String) -> Self {
        self.network.replace(network);
        self
    }

    /// The same, in the transaction that the log calls `name`:
    /// [`transaction_name`](crate::transaction_name).
    #[must_use]
    pub fn in_transaction(mut self, name: &'a str) -> Self {
        self.transaction = name;
        self
    }

    /// Moves the transaction on by what a person does. The caller stores the rest, then shows
    /// the page.
    pub async fn tell(&self, step: Option<Step>, door: &Door, event: Event) -> Outcome {
        let was_open = self.recognise(step.as_ref());
        let mut outcome = self.act(step, door, event).await;
        self.look_back(was_open, outcome.rest.step.as_ref());
        if let Some(Page::NewPassword(page)) = &mut outcome.page
            && page.purpose != Purpose::OnlyUnlock
        {
            let end = outcome.rest.step.as_ref().and_then(Step::end_of_form);
            page.minutes = end.and_then(|end| self.moment.minutes_to(end));
        }
        outcome
    }

    async fn act(&self, step: Option<Step>, door: &Door, event: Event) -> Outcome {
        let step = step.and_then(|step| step.aged(self.moment.now));
        if event.is_of_whoever_asked() && !matches!(door, Door::Handle) {
            let rest = Rest::unchanged(step);
            return Outcome { rest, page: None };
        }
        match event {
            Event::ShowForgotPassword => self.show_forgot_password(step),
            Event::RecallForgotPassword => self.forgot_password(step),
            Event::Request {
                login,
                channel,
                purpose,
                context,
                address,
                return_to,
                language,
            } => {
                let wish = (login, channel, purpose);
                self.request(step, wish, (context, language), (address, return_to))
            }
            Event::Resend => self.resend(step),
            Event::EnterCode { code } => self.enter_code(step, &code).await,
            Event::RefuseCode { error } => self.refuse_code(step, error),
            Event::OpenLink { token, purpose } => self.open_link(step, (token, purpose)),
            Event::ShowNewPassword { token, context } => {
                let step = self.opened(step, (token, Purpose::Reset));
                self.show_new_password(step, (door, &context)).await
            }
            Event::RefuseForm { errors, answer } => match self.admitted(step, door) {
                Ok(step) => form::refuse(step, errors, answer),
                Err(end) => *end,
            },
            Event::SetNewPassword {
                token,
                form,
                context,
            } => {
                let step = self.opened(step, (token, Purpose::Reset));
                self.set_new_password(step, &form, (door, &context)).await
            }
            Event::Unlock {
                token,
                answer,
                context,
            } => {
                let step = self.opened(step, (token, Purpose::OnlyUnlock));
                self.unlock(step, answer.as_ref(), (door, &context)).await
            }
            Event::ShowDone => show_done(step),
            Event::ShowNotMe => not_me::show(step, door),
            Event::NotMe => self.not_me(step, door).await,
        }
    }

    /// Does what the transaction waits for: asks Okta for the mail, or forgets what is over.
    pub async fn wake(&self, step: Step) -> Rest {
        let was_open = self.recognise(Some(&step));
        let rest = self.ring(step).await;
        self.look_back(was_open, rest.step.as_ref());
        rest
    }

    async fn ring(&self, step: Step) -> Rest {
        let Some(step) = step.aged(self.moment.now) else {
            return Rest::NOTHING;
        };
        match step {
            Step::Requested(requested) => {
                let from = requested.request.context.forwarded_for.as_deref();
                self.network.replace(from.map(network).unwrap_or_default());
                self.urgency.set(Urgency::Deferrable);
                self.send_message(requested).await
            }
            Step::Success(success) => self.settle(success).await,
            step @ (Step::RecoveryChallenge(_)
            | Step::LinkOpened(_)
            | Step::Recovery(_)
            | Step::PasswordReset(_)
            | Step::LinkExpired(_)
            | Step::Closed(_)) => Rest::of(step),
        }
    }

    /// On whose behalf Okta is asked.
    pub(crate) fn visitor<'b>(&'b self, context: &'b ClientContext) -> Visitor<'b> {
        (&self.settings.org, context)
    }

    /// Sends one operation and reads its answer.
    pub(crate) async fn ask<T, E: OktaError>(&self, ask: Ask<T, E>) -> Result<T, Refusal> {
        if ask.operation.is_managing() {
            return self.manage(ask).await;
        }
        self.send(ask.operation, ask.request, &ask.read).await
    }

    /// Asks with the credential; once more with a new token when Okta refuses the one at hand.
    async fn manage<T, E: OktaError>(&self, ask: Ask<T, E>) -> Result<T, Refusal> {
        let again = ask.request.clone();
        let request = self.authorized(ask.request, Freshness::Any).await?;
        match self.send(ask.operation, request, &ask.read).await {
            Err(Refusal::CredentialRefused) => {
                let request = self.authorized(again, Freshness::New).await?;
                self.send(ask.operation, request, &ask.read).await
            }
            answer => answer,
        }
    }

    async fn authorized(
        &self,
        request: okta::Request,
        token: Freshness,
    ) -> Result<okta::Request, Refusal> {
        let authorized = self.surroundings.authorize(request, token).await;
        authorized.map_err(|error| match error {
            NotAuthorized::Unavailable { wait } => Refusal::Unavailable { wait },
            NotAuthorized::Refused => Refusal::CredentialRefused,
        })
    }

    async fn send<T, E: OktaError>(
        &self,
        operation: Operation,
        request: okta::Request,
        read: &Read<T, E>,
    ) -> Result<T, Refusal> {
        let tell = self.pass(operation).await?;
        let start = self.surroundings.read();
        let Ok(response) = self.surroundings.send(request).await else {
            self.report_call(Report::unreachable(operation), start);
            self.surroundings.note(CallEnd::Failed).await;
            return Err(Refusal::Unavailable { wait: None });
        };
        let end = CallEnd::of(&response);
        if tell || end != CallEnd::Answered {
            self.surroundings.note(end).await;
        }
        let answer = read(&response);
        self.report_call(Report::answered(operation, &response, &answer), start);
        answer.map_err(|error| error.refusal(operation))
    }

    /// Whether this walk was kept from asking Okta: nothing has failed then.
    pub(crate) fn was_held(&self) -> bool {
        self.held.get()
    }

    /// Waits for nobody: who is held comes back later. Whether the call's success is news.
    async fn pass(&self, operation: Operation) -> Result<bool, Refusal> {
        let call = Call {
            network: self.network.borrow().clone(),
            urgency: self.urgency.get(),
        };
        match self.surroundings.pass(&call).await {
            Passage::Granted { tell } => {
                self.urgency.set(Urgency::Begun);
                Ok(tell)
            }
            Passage::Held { wait } => {
                self.report(Report::held(operation));
                self.held.set(true);
                let wait = Duration::from_millis(wait.unsigned_abs());
                Err(Refusal::Unavailable { wait: Some(wait) })
            }
        }
    }

    /// Makes `step` durable before something is tried, with what was stored since it was read. What
    /// another message was asked for in place of is not tried.
    pub(crate) async fn record(&self, step: &mut Step) -> Result<(), NotRecorded> {
        if let Some(stored) = self.surroundings.stored().await? {
            step.catch_up(&stored).map_err(|_superseded| NotRecorded)?;
        }
        let moment = self.moment;
        let wake = match step {
            // Should nothing more be heard of it, somebody has to look after it.
            Step::Requested(_) | Step::Success(_) => moment.after(LOST).min(step.until()),
            Step::RecoveryChallenge(_)
            | Step::LinkOpened(_)
            | Step::Recovery(_)
            | Step::PasswordReset(_)
            | Step::LinkExpired(_)
            | Step::Closed(_) => step.until(),
        };
        self.surroundings.record(step, wake).await
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
}
