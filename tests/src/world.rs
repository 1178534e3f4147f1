//! What runs behind the native setting: transactions on a disk, a clock, and the org.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use okta::authn::RevokeSessions;
use okta::idx::AuthorizationServer;
use okta::{ApiToken, Credential, Password, Timestamp};
use okta_emulator::seed::{API_TOKEN, RESEND_API_KEY};
use okta_emulator::{Delivery as Arrival, Engine, OIDC_APP, Org, REDIRECT_URI, Seed};
use pages::mail::Letter;
use pages::{Channel, Page};
use recovery::{
    AddresseeName, Addressees, AfterReset, Authority, BreachCheck, Breaches, Call, CallEnd, Choice,
    Claim, Delivery, Door, Event, Freshness, Handle, HttpClient, IdxApp, Journal, Journey, LogKey,
    Mail, Mailer, Moment, NetworkError, NoRange, NotAuthorized, NotMailed, NotReached, NotRecorded,
    Pace, Passage, PasswordHash, Quota, Range, Report, Rest, Ruling, Settings, Step, Stopwatch,
    Throttle, transaction_name,
};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Value, json};

use crate::failures::Trouble;
use crate::memory::Memory;
use crate::openapi;
use crate::org::Okta;

const ORIGIN: &str = "http://127.0.0.1:8788";

/// Spread a counter over 32 bytes.
const ODD: [u64; 4] = [
    0x9e37_79b9_7f4a_7c15,
    0xbf58_476d_1ce4_e5b9,
    0x94d0_49bb_1331_11eb,
    0xd6e8_feb8_6659_fd93,
];

/// What the transactions share with the org: disk, clock, network.
pub(crate) struct World {
    disk: RefCell<HashMap<String, Stored>>,
    /// What addresses remember.
    pub(crate) memory: Memory,
    org: RefCell<Org>,
    now: RefCell<i64>,
    draws: RefCell<u64>,
    /// Our own mails, oldest first.
    mails: RefCell<Vec<Mail>>,
    /// The names under which mails were handed over, oldest first.
    pub(crate) handed_over: RefCell<Vec<String>>,
    /// What becomes of the next mails, while there is something.
    pub(crate) mail_failures: RefCell<VecDeque<NotMailed>>,
    /// What the person does while an alarm is at work.
    pub(crate) meanwhile: RefCell<Vec<(During, Event)>>,
    /// Which credentials were asked for, oldest first.
    pub(crate) credentials: RefCell<Vec<Freshness>>,
    /// What all labels of the org's forms say instead of what they said.
    pub(crate) labels: RefCell<Option<&'static str>>,
    /// What the last walk reported.
    pub(crate) reports: RefCell<Vec<Report>>,
    /// What comes after a new password.
    pub(crate) after_reset: RefCell<AfterReset>,
    /// What is made of stolen passwords.
    pub(crate) breach_check: RefCell<Option<BreachCheck>>,
    /// How many messages one address is sent.
    pub(crate) quota: RefCell<Quota>,
    /// How often Okta is asked in a minute.
    pub(crate) calls_per_minute: RefCell<u32>,
    /// The pace that comes of it, where a scenario is about that.
    pub(crate) throttle: RefCell<Option<Throttle>>,
    /// What logins are hashed with for the log.
    pub(crate) log_key: RefCell<Option<LogKey>>,
    /// Who is told what cannot wait.
    pub(crate) operator_mail: RefCell<Option<String>>,
    /// All lines of the log, oldest first.
    pub(crate) log: RefCell<Vec<String>>,
    /// How long each of Okta's answers takes, in milliseconds.
    pub(crate) latency: Cell<i64>,
    /// Whether the process dies.
    pub(crate) crash: RefCell<Crash>,
    /// What goes wrong between the transactions and the services.
    pub(crate) trouble: RefCell<Trouble>,
    delivery: Delivery,
    /// The usual app, on Identity Engine. Without it Okta mails links there, too.
    pub(crate) idx: RefCell<Option<IdxApp>>,
}

/// While what is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum During {
    /// Okta's answer to the next call.
    Asking,
    /// The next mail to be taken.
    Mailing,
}

/// Whether what comes after the next mail, or just before it, is lost.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Crash {
    /// Nothing is lost.
    #[default]
    Never,
    /// It will be, with the mail.
    BeforeMail,
    /// It will be.
    Planned,
    /// It is: nothing is stored any more in this walk.
    Now,
}

struct Stored {
    step: String,
    wake: Timestamp,
    /// When the step is over.
    until: Timestamp,
}

impl Stored {
    /// When it is to be woken for something else than to be forgotten.
    fn due(&self) -> Option<Timestamp> {
        (self.wake < self.until).then_some(self.wake)
    }
}

impl World {
    /// A fresh org and an empty disk.
    pub(crate) fn new(seed: Seed, delivery: Delivery) -> Self {
        let now = 1_750_000_000_000;
        let start = okta_emulator::Moment {
            now: Timestamp::from_millis(now),
            entropy: [1; 32],
        };
        let idx = (seed.switches.engine == Engine::IdentityEngine).then(|| IdxApp {
            server: AuthorizationServer::Org,
            client_id: OIDC_APP.to_owned(),
            redirect_uri: REDIRECT_URI.to_owned(),
        });
        Self {
            idx: RefCell::new(idx),
            disk: RefCell::default(),
            memory: Memory::default(),
            org: RefCell::new(Org::seeded(seed, start)),
            now: RefCell::new(now),
            draws: RefCell::new(0),
            mails: RefCell::default(),
            handed_over: RefCell::default(),
            mail_failures: RefCell::default(),
            meanwhile: RefCell::default(),
            credentials: RefCell::default(),
            labels: RefCell::default(),
            reports: RefCell::default(),
            after_reset: RefCell::new(AfterReset::Return),
            breach_check: RefCell::default(),
            quota: RefCell::default(),
            calls_per_minute: RefCell::new(300),
            throttle: RefCell::default(),
            log_key: RefCell::default(),
            operator_mail: RefCell::default(),
            log: RefCell::default(),
            latency: Cell::default(),
            crash: RefCell::default(),
            trouble: RefCell::default(),
            delivery,
        }
    }

    /// Tells a transaction; one that does not exist has an empty disk.
    pub(crate) fn tell(&self, handle: Option<&Handle>, event: Event) -> Page {
        let nobody = Handle::from_entropy([0; 32]);
        let page = self.told(handle.unwrap_or(&nobody), event);
        page.expect("the event belongs to this transaction")
    }

    pub(crate) fn told(&self, handle: &Handle, event: Event) -> Option<Page> {
        self.tell_at(&handle.address(), &handle.door(), event)
    }

    fn tell_at(&self, address: &str, door: &Door, event: Event) -> Option<Page> {
        let step = self.load(address);
        let (settings, place) = (
            self.settings(),
            Place {
                world: self,
                address,
            },
        );
        let name = transaction_name(address);
        let journey = Journey::new(&place, &settings, self.moment()).in_transaction(&name);
        let outcome = run(journey.tell(step, door, event));
        self.write_down("request", &journey);
        self.store(address, outcome.rest);
        outcome.page.iter().for_each(openapi::page);
        outcome.page
    }

    /// Jumps to the next alarm of something that waits for more than its end, and lets it ring.
    pub(crate) fn wake(&self) {
        let next = self.disk.borrow().values().filter_map(Stored::due).min();
        let Some(next) = next else { return };
        let now = (*self.now.borrow()).max(next.as_millis());
        *self.now.borrow_mut() = now;
        let is_due = |stored: &Stored| stored.due().is_some_and(|due| due.as_millis() <= now);
        let disk = self.disk.borrow();
        let due = disk.iter().filter(|(_, stored)| is_due(stored));
        let due: Vec<_> = due.map(|(address, _)| address.clone()).collect();
        drop(disk);
        for address in due {
            self.ring(&address);
        }
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millis(*self.now.borrow())
    }

    /// Whether a transaction waits for something else than its end.
    pub(crate) fn is_waiting(&self) -> bool {
        self.disk.borrow().values().any(|it| it.due().is_some())
    }

    /// Lets alarms ring until nothing is due within the next minute.
    pub(crate) fn settle(&self) {
        for _ in 0..20 {
            let soon = *self.now.borrow() + 60_000;
            let is_soon = |due: Timestamp| due.as_millis() <= soon;
            let disk = self.disk.borrow();
            let is_due = disk.values().filter_map(Stored::due).any(is_soon);
            drop(disk);
            if !is_due {
                return;
            }
            self.wake();
        }
        panic!("the transactions do not come to rest");
    }

    /// Lets time pass, for the transactions and for the org.
    pub(crate) fn pass(&self, seconds: u32) {
        *self.now.borrow_mut() += i64::from(seconds) * 1_000;
    }

    /// Calls the management API with the operator's credential; gives back the status.
    pub(crate) fn managed(&self, method: &str, path: &str) -> u16 {
        let place = Place {
            world: self,
            address: "",
        };
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{ORIGIN}{path}"))
            .header("accept", "application/json")
            .body(Vec::new())
            .expect("the path is one of ours");
        let request = run(place.authorize(request, Freshness::Any)).expect("the token is good");
        let answer = run(self.send(request)).expect("nothing here is dropped");
        answer.status().as_u16()
    }

    /// What the org's own pages answer to a browser: the headers.
    pub(crate) fn get_at_okta(&self, path: &str) -> http::HeaderMap {
        let request = http::Request::get(format!("{ORIGIN}{path}"));
        let request = request.body(Vec::new()).expect("the path is one");
        let answer = run(self.send(request)).expect("nothing here is dropped");
        answer.into_parts().0.headers
    }

    /// One whole user, as the org shows it.
    pub(crate) fn user(&self, login: &str) -> Option<Value> {
        self.org.borrow().user(login)
    }

    /// The mails of our own to one address, oldest first.
    pub(crate) fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mails = self.mails.borrow();
        mails
            .iter()
            .filter(|mail| mail.to == address)
            .cloned()
            .collect()
    }

    fn ring(&self, address: &str) {
        let Some(step) = self.load(address) else {
            return;
        };
        let (settings, place) = (
            self.settings(),
            Place {
                world: self,
                address,
            },
        );
        let name = transaction_name(address);
        let journey = Journey::new(&place, &settings, self.moment()).in_transaction(&name);
        let now = Timestamp::from_millis(*self.now.borrow());
        let rest = run(journey.wake(step)).meanwhile(self.load(address), now);
        self.write_down("alarm", &journey);
        if *self.crash.borrow() == Crash::Now {
            self.crash.take();
            return;
        }
        self.store(address, rest);
    }

    /// Keeps what a walk has for the log.
    fn write_down(&self, request: &str, journey: &Journey<'_, Place<'_>>) {
        self.reports.replace(journey.reports());
        let mut log = self.log.borrow_mut();
        journey.each_line(request, |line| {
            log.push(serde_json::to_string(line).expect("a line can be written"));
        });
    }

    fn load(&self, address: &str) -> Option<Step> {
        let disk = self.disk.borrow();
        let stored = disk.get(address)?;
        Some(serde_json::from_str(&stored.step).expect("a stored step can be read"))
    }

    fn store(&self, address: &str, rest: Rest) {
        let mut disk = self.disk.borrow_mut();
        let Some(step) = rest.step else {
            disk.remove(address);
            return;
        };
        let until = step.until();
        let planned = disk.get(address).map_or(until, |stored| stored.wake);
        let step = serde_json::to_string(&step).expect("a step can be stored");
        let wake = rest.wake.unwrap_or(planned);
        disk.insert(address.to_owned(), Stored { step, wake, until });
    }

    fn settings(&self) -> Settings {
        Settings {
            org: ORIGIN.parse().expect("the origin is one"),
            delivery: self.delivery.clone(),
            idx: self.idx.borrow().clone(),
            channels: Channel::ALL.to_vec(),
            code_lifetime: 600_000,
            unlock: Choice::On,
            link_lifetime: 3_600_000,
            revoke_sessions: RevokeSessions::Yes,
            after_reset: self.after_reset.borrow().clone(),
            quota: *self.quota.borrow(),
            calls_per_minute: *self.calls_per_minute.borrow(),
            address_key: None,
            breach_check: *self.breach_check.borrow(),
            log_key: self.log_key.borrow().clone(),
            operator_mail: self.operator_mail.borrow().clone(),
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            now: Timestamp::from_millis(*self.now.borrow()),
            entropy: self.draw(),
        }
    }

    /// Bytes that never come again: a counter, spread over all of them, is entropy enough for a
    /// test.
    pub(crate) fn draw(&self) -> [u8; 32] {
        let mut draws = self.draws.borrow_mut();
        *draws += 1;
        let mut bytes = [0; 32];
        for (part, odd) in bytes.chunks_exact_mut(8).zip(ODD) {
            part.copy_from_slice(&draws.wrapping_mul(odd).to_le_bytes());
        }
        bytes
    }
}

impl World {
    /// The answer, with other labels where they are changed.
    fn labelled(&self, answer: okta::Response) -> okta::Response {
        let Some(label) = *self.labels.borrow() else {
            return answer;
        };
        let (head, body) = answer.into_parts();
        let body = match serde_json::from_slice(&body) {
            Ok(mut json) => {
                relabel(&mut json, label);
                json.to_string().into_bytes()
            }
            Err(_) => body,
        };
        okta::Response::from_parts(head, body)
    }
}

fn relabel(json: &mut Value, label: &str) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| relabel(item, label)),
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "label" | "displayName" | "message" => *value = label.into(),
                    _ => relabel(value, label),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl HttpClient for World {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let Moment { now, entropy } = self.moment();
        let moment = okta_emulator::Moment { now, entropy };
        let answer = self.org.borrow_mut().answer(&request, moment);
        *self.now.borrow_mut() += self.latency.get();
        match answer.delivery {
            Arrival::Whole => Ok(self.labelled(answer.response)),
            Arrival::Dropped => Err(NetworkError),
        }
    }
}

/// One transaction in the world.
struct Place<'a> {
    world: &'a World,
    address: &'a str,
}

impl Place<'_> {
    /// Lets the person do what they do at that time.
    fn meanwhile(&self, during: During) {
        let mut all = self.world.meanwhile.borrow_mut();
        let now: Vec<_> = all.extract_if(.., |(when, _)| *when == during).collect();
        drop(all);
        for (_, event) in now {
            let answer = self.world.tell_at(self.address, &Door::Handle, event);
            assert!(answer.is_some(), "the button is there");
        }
    }
}

impl HttpClient for Place<'_> {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        self.meanwhile(During::Asking);
        let failure = self.world.trouble.borrow_mut().on_call(&request);
        let acts = failure.as_ref().is_none_or(|failure| failure.lets_act());
        let own = if acts {
            Some(self.world.send(request).await)
        } else if failure
            .as_ref()
            .is_some_and(|failure| failure.repeats_the_step())
        {
            Some(self.world.send(introspecting(request)).await)
        } else {
            None
        };
        let mut trouble = self.world.trouble.borrow_mut();
        if let Some(Ok(answer)) = &own {
            trouble.overhear(answer);
        }
        match (failure, own) {
            (Some(failure), own) => failure.answer(own.and_then(Result::ok)),
            (None, own) => own.unwrap_or(Err(NetworkError)),
        }
    }
}

/// Asks where the transaction is that a step belongs to.
fn introspecting(step: okta::Request) -> okta::Request {
    let (mut head, body) = step.into_parts();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let mut handles = vec!["stateHandle", "interactionHandle"];
    handles.retain(|name| !body[name].is_null());
    let handles = handles.into_iter();
    let body: Value = handles.map(|name| (name, body[name].clone())).collect();
    head.uri = format!("{ORIGIN}/idp/idx/introspect")
        .parse()
        .expect("the path is one of ours");
    okta::Request::from_parts(head, body.to_string().into_bytes())
}

impl Pace for Place<'_> {
    async fn pass(&self, call: &Call) -> Passage {
        let per_minute = *self.world.calls_per_minute.borrow();
        match &mut *self.world.throttle.borrow_mut() {
            Some(throttle) => throttle.pass(call, per_minute, self.world.now()),
            None => Passage::Granted { tell: false },
        }
    }

    async fn note(&self, end: CallEnd) {
        if let Some(throttle) = &mut *self.world.throttle.borrow_mut() {
            throttle.note(end, self.world.now());
        }
    }
}

impl Journal for Place<'_> {
    async fn stored(&self) -> Result<Option<Step>, NotRecorded> {
        Ok(self.world.load(self.address))
    }

    async fn record(&self, step: &Step, wake: Timestamp) -> Result<(), NotRecorded> {
        self.world.trouble.borrow_mut().on_record()?;
        let copy = serde_json::to_string(step).map_err(|_| NotRecorded)?;
        let copy = serde_json::from_str(&copy).map_err(|_| NotRecorded)?;
        self.world.store(
            self.address,
            Rest {
                step: Some(copy),
                wake: Some(wake),
            },
        );
        Ok(())
    }
}

impl Mailer for Place<'_> {
    async fn mail(&self, mail: &Mail) -> Result<(), NotMailed> {
        if *self.world.crash.borrow() == Crash::BeforeMail {
            *self.world.crash.borrow_mut() = Crash::Now;
            return Err(NotMailed::Unavailable { wait: None });
        }
        self.world.handed_over.borrow_mut().push(mail.key.clone());
        self.meanwhile(During::Mailing);
        if *self.world.crash.borrow() == Crash::Planned {
            *self.world.crash.borrow_mut() = Crash::Now;
        }
        if let Some(failure) = self.world.mail_failures.borrow_mut().pop_front() {
            return Err(failure);
        }
        let failure = self.world.trouble.borrow_mut().on_mail();
        if failure.as_ref().is_none_or(|failure| failure.lets_act()) {
            self.world.mails.borrow_mut().push(mail.clone());
            let sent = self.world.send(by_resend(mail)).await;
            assert!(sent.is_ok_and(|answer| answer.status().is_success()));
        }
        failure.map_or(Ok(()), |failure| failure.mailed())
    }
}

impl Stopwatch for Place<'_> {
    fn read(&self) -> Timestamp {
        self.world.now()
    }
}

impl Addressees for Place<'_> {
    async fn claim(&self, addressee: &AddresseeName, claim: Claim) -> Result<Ruling, NotReached> {
        if *self.world.crash.borrow() == Crash::Now {
            return Err(NotReached);
        }
        let now = Timestamp::from_millis(*self.world.now.borrow());
        let settings = self.world.settings();
        self.world.memory.claim(addressee, claim, (&settings, now))
    }
}

impl Breaches for Place<'_> {
    async fn is_stolen(&self, password: &Password) -> Result<bool, NoRange> {
        let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.secret().as_bytes());
        let hash = PasswordHash::new(sha1.as_ref());
        let prefix = hash.prefix();
        let request = http::Request::get(format!("{ORIGIN}/pwned/range/{prefix}"))
            .header("add-padding", "true")
            .header("user-agent", "rekey-tests")
            .body(Vec::new())
            .expect("the request is whole");
        let answer = self.world.send(request).await.map_err(|_| NoRange)?;
        let text = String::from_utf8(answer.body().clone()).map_err(|_| NoRange)?;
        let range = answer.status().is_success().then(|| Range::read(text));
        let range = range.flatten().ok_or(NoRange)?;
        Ok(range.lists(&hash))
    }
}

impl Authority for Place<'_> {
    async fn authorize(
        &self,
        request: okta::Request,
        freshness: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        self.world.credentials.borrow_mut().push(freshness);
        let failure = self.world.trouble.borrow_mut().on_authorize(&request);
        if let Some(failure) = failure {
            return Err(failure);
        }
        let token: ApiToken = API_TOKEN.parse().map_err(|_| NotAuthorized::Refused)?;
        okta::authorize(request, Credential::Ssws(&token)).map_err(|_| NotAuthorized::Refused)
    }
}

/// The org, spoken to without a network.
pub(crate) struct NativeOkta(pub(crate) Rc<World>);

impl Okta for NativeOkta {
    fn request(&mut self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{ORIGIN}{path}"))
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(body.map_or_else(Vec::new, |body| body.to_string().into_bytes()))
            .expect("the path is one of ours");
        let answer = run(self.0.send(request)).expect("nothing here is dropped");
        let body = serde_json::from_slice(answer.body()).unwrap_or(Value::Null);
        (answer.status().as_u16(), body)
    }

    fn settle(&mut self) {
        self.0.wake();
    }
}

/// The mail as the Worker would hand it to Resend, so that it lies in the outbox.
fn by_resend(mail: &Mail) -> okta::Request {
    let Letter {
        subject,
        text,
        html,
    } = &mail.letter;
    let body = json!({
        "from": "no-reply@example.com", "to": mail.to,
        "subject": subject, "text": text, "html": html,
    });
    http::Request::post(format!("{ORIGIN}/resend/emails"))
        .header("authorization", format!("Bearer {RESEND_API_KEY}"))
        .header("content-type", "application/json")
        .header("user-agent", "rekey-tests")
        .body(body.to_string().into_bytes())
        .expect("the request is whole")
}

/// Runs a future that never waits for anything.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing in this setting waits"),
    }
}
