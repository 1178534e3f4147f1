//! Okta, disk and clock, as a test wants them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use okta::authn::RevokeSessions;
use okta::{Answer, ClientContext, Password, RecoveryToken, Timestamp};
use pages::{Channel, Language, Page, Purpose};

use crate::*;

pub(super) const NOW: i64 = 1_750_000_000_000;
pub(super) const MINUTE: i64 = 60_000;

/// Okta with its answers laid out, and a disk that can be full.
pub(super) struct Stage {
    pub(super) answers: RefCell<VecDeque<Result<okta::Response, NetworkError>>>,
    pub(super) asked: RefCell<Vec<String>>,
    pub(super) recorded: Cell<u32>,
    pub(super) disk_is_full: Cell<bool>,
    pub(super) now: Cell<i64>,
    pub(super) entropy: Cell<[u8; 32]>,
    pub(super) addressee: RefCell<Addressee>,
}

impl Stage {
    pub(super) fn new(answers: &[(u16, &str)]) -> Self {
        let answers = answers
            .iter()
            .map(|(status, body)| Ok(response(*status, body)));
        Self {
            answers: RefCell::new(answers.collect()),
            asked: RefCell::default(),
            recorded: Cell::new(0),
            disk_is_full: Cell::new(false),
            now: Cell::new(NOW),
            entropy: Cell::new([0; 32]),
            addressee: RefCell::default(),
        }
    }

    pub(super) fn tell(&self, step: Option<Step>, event: Event) -> Outcome {
        let settings = settings();
        let journey = Journey::new(self, &settings, self.moment()).for_request("r1");
        run(journey.tell(step, &Door::Handle, event))
    }

    pub(super) fn wake(&self, step: Step) -> Rest {
        let settings = settings();
        run(Journey::new(self, &settings, self.moment()).wake(step))
    }

    pub(super) fn save(&self, step: Option<Step>, password: &str, answer: Option<&str>) -> Outcome {
        let form = NewPassword {
            password: Password::new(password),
            username: None,
            answer: answer.map(Answer::new),
            receipt: Receipt::new(&Handle::from_entropy([1; 32]), password),
            return_to: None,
        };
        let context = ClientContext::default();
        self.tell(
            step,
            Event::SetNewPassword {
                token: Some(token()),
                form,
                context,
            },
        )
    }

    pub(super) fn moment(&self) -> Moment {
        Moment {
            now: Timestamp::from_millis(self.now.get()),
            entropy: self.entropy.get(),
        }
    }

    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.borrow().clone()
    }
}

impl HttpClient for Stage {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let path = request.uri().path();
        let name = path.rsplit('/').next().unwrap_or_default();
        self.asked.borrow_mut().push(name.to_owned());
        self.answers
            .borrow_mut()
            .pop_front()
            .expect("Okta was asked once too often")
    }
}

impl Pace for Stage {
    async fn pass(&self, _: &Call) -> Passage {
        Passage::Granted { tell: false }
    }

    async fn note(&self, _: CallEnd) {}
}

impl Journal for Stage {
    async fn stored(&self) -> Result<Option<Step>, NotRecorded> {
        Ok(None)
    }

    async fn record(&self, _: &Step, _: Timestamp) -> Result<(), NotRecorded> {
        self.recorded.set(self.recorded.get() + 1);
        if self.disk_is_full.get() {
            Err(NotRecorded)
        } else {
            Ok(())
        }
    }
}

impl Mailer for Stage {
    async fn mail(&self, _: &Mail) -> Result<(), NotMailed> {
        panic!("Okta sends the mails here")
    }
}

impl Authority for Stage {
    async fn authorize(
        &self,
        request: okta::Request,
        _: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        Ok(request)
    }
}

impl Addressees for Stage {
    async fn claim(&self, _: &AddresseeName, claim: Claim) -> Result<Ruling, NotReached> {
        let now = Timestamp::from_millis(self.now.get());
        let mut addressee = self.addressee.borrow_mut();
        Ok(addressee.rule(claim, &settings(), now))
    }
}

impl Breaches for Stage {
    async fn is_stolen(&self, _: &Password) -> Result<bool, NoRange> {
        panic!("nobody asks about stolen passwords here")
    }
}

impl Stopwatch for Stage {
    fn read(&self) -> Timestamp {
        Timestamp::from_millis(self.now.get())
    }
}

pub(super) fn settings() -> Settings {
    Settings {
        org: "https://example.okta.com".parse().expect("an org"),
        delivery: Delivery::Okta,
        idx: None,
        channels: vec![Channel::Email],
        code_lifetime: 10 * MINUTE,
        unlock: Choice::On,
        link_lifetime: 60 * MINUTE,
        revoke_sessions: RevokeSessions::Yes,
        after_reset: AfterReset::Return,
        quota: Quota::default(),
        calls_per_minute: 300,
        address_key: None,
        breach_check: None,
        log_key: None,
        operator_mail: None,
    }
}

pub(super) fn token() -> RecoveryToken {
    RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM")
}

pub(super) fn response(status: u16, body: &str) -> okta::Response {
    let mut response = okta::Response::new(body.as_bytes().to_vec());
    *response.status_mut() = status.try_into().expect("a status");
    response
}

pub(super) fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

pub(super) fn request(login: &str) -> Event {
    Event::Request {
        login: login.to_owned(),
        channel: Channel::Email,
        purpose: Purpose::Reset,
        context: ClientContext::default(),
        address: Handle::from_entropy([1; 32]).address(),
        return_to: None,
        language: Language::ENGLISH,
    }
}

pub(super) fn page(outcome: &Outcome) -> &'static str {
    outcome.page.as_ref().map_or("none", Page::name)
}

pub(super) const CHALLENGE: (u16, &str) = (
    200,
    r#"{"status":"RECOVERY_CHALLENGE","factorType":"EMAIL"}"#,
);
pub(super) const READY: (u16, &str) = (
    200,
    r#"{"status":"PASSWORD_RESET","stateToken":"00s","expiresAt":"2025-06-15T15:11:40.000Z",
        "_embedded":{"user":{"profile":{"login":"ada@example.com"}},
                     "policy":{"complexity":{"minLength":8}}}}"#,
);
pub(super) const QUESTION: (u16, &str) = (
    200,
    r#"{"status":"RECOVERY","stateToken":"00s","expiresAt":"2025-06-15T15:11:40.000Z",
        "_embedded":{"user":{"recovery_question":{"question":"Food?"}}}}"#,
);
pub(super) const DONE: (u16, &str) = (200, r#"{"status":"SUCCESS","sessionToken":"00t"}"#);
pub(super) const DEAD: (u16, &str) = (403, r#"{"errorCode":"E0000105"}"#);
pub(super) const STALE: (u16, &str) = (401, r#"{"errorCode":"E0000011"}"#);
