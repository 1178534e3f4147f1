//! The quickest setting: `recovery` and the emulator in this process, with a clock of its own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use okta::authn::RevokeSessions;
use okta::{Answer, ClientContext, Password, RecoveryToken, Timestamp};
use okta_emulator::{Delivery, Org, Seed};
use pages::forms::{self, Fields, ForgotPasswordForm, NewPasswordForm};
use pages::{Assets, Brand, Frame, LinkInvalid, Page, Texts, html};
use recovery::{
    Event, Filled, Handle, HttpClient, Journal, Journey, Moment, NetworkError, NewPassword,
    NotRecorded, Receipt, Rest, Settings, Step,
};
use serde_json::Value;

use crate::org::Okta;
use crate::seen::Seen;
use crate::setting::Setting;

const ORIGIN: &str = "http://127.0.0.1:8788";

/// A person, a browser's memory, the transactions on disk, and the org.
pub struct Native {
    world: World,
    okta: NativeOkta,
    request: Option<Handle>,
    reset: Option<Handle>,
    history: Vec<Action>,
}

/// What reload does once more.
#[derive(Clone)]
enum Action {
    Visit(String),
    Ask(String),
    Save(String, Option<String>),
}

/// What the transactions share with the org: disk, clock, network.
type World = Rc<Inner>;

struct Inner {
    disk: RefCell<HashMap<String, Stored>>,
    org: RefCell<Org>,
    now: RefCell<i64>,
    draws: RefCell<u64>,
}

struct Stored {
    step: String,
    wake: Timestamp,
}

impl Native {
    /// A fresh org and an empty disk.
    #[must_use]
    pub fn new() -> Self {
        let now = 1_750_000_000_000;
        let start = okta_emulator::Moment {
            now: Timestamp::from_millis(now),
            entropy: [1; 32],
        };
        let world = Rc::new(Inner {
            disk: RefCell::default(),
            org: RefCell::new(Org::seeded(Seed::default(), start)),
            now: RefCell::new(now),
            draws: RefCell::new(0),
        });
        let okta = NativeOkta(Rc::clone(&world));
        Self {
            world,
            okta,
            request: None,
            reset: None,
            history: Vec::new(),
        }
    }

    fn perform(&mut self, action: &Action) -> Seen {
        let page = match action {
            Action::Visit(address) => self.get(address),
            Action::Ask(login) => self.ask(login),
            Action::Save(password, answer) => self.set(password, answer.as_deref()),
        };
        seen(&page)
    }

    fn act(&mut self, action: Action) -> Seen {
        let seen = self.perform(&action);
        self.history.push(action);
        seen
    }

    fn get(&mut self, address: &str) -> Page {
        let path = address
            .split_once("/reset_password/")
            .map(|(_, token)| token);
        let Some(token) = path else {
            return self
                .world
                .tell(self.request.as_ref(), Event::ShowForgotPassword);
        };
        let Ok(token) = token.parse::<RecoveryToken>() else {
            return Page::LinkInvalid(LinkInvalid { login: None });
        };
        let handle = Handle::of_link(&token);
        self.world.tell(Some(&handle), Event::OpenLink { token });
        self.reset = Some(handle);
        let event = Event::ShowNewPassword {
            token: None,
            context: ClientContext::default(),
        };
        let page = self.world.tell(self.reset.as_ref(), event);
        if page.status() == 410 {
            self.world
                .tell(self.request.as_ref(), Event::ShowForgotPassword);
        }
        page
    }

    fn ask(&mut self, login: &str) -> Page {
        let fields = Fields::from_pairs([(forms::LOGIN.to_owned(), login.to_owned())]);
        let form = match ForgotPasswordForm::parse(&fields) {
            Ok(form) => form,
            Err(page) => return Page::ForgotPassword(page),
        };
        let event = || Event::Request {
            login: form.login.as_str().to_owned(),
            context: ClientContext::default(),
        };
        let known = self.request.as_ref();
        if let Some(page) = known.and_then(|handle| self.world.told(handle, event())) {
            return page;
        }
        let handle = Handle::from_entropy(self.world.draw());
        let page = self.world.tell(Some(&handle), event());
        self.request = Some(handle);
        page
    }

    fn set(&mut self, password: &str, answer: Option<&str>) -> Page {
        let given = answer.map(|answer| (forms::ANSWER.to_owned(), answer.to_owned()));
        let pairs = [(forms::PASSWORD.to_owned(), password.to_owned())]
            .into_iter()
            .chain(given);
        let handle = self.reset.as_ref().expect("a link was opened before");
        let event = match NewPasswordForm::parse(&Fields::from_pairs(pairs)) {
            Err(errors) => Event::RefuseForm {
                errors,
                answer: answer.map_or(Filled::No, |_| Filled::Yes),
            },
            Ok(form) => Event::SetNewPassword {
                token: None,
                form: NewPassword {
                    receipt: Receipt::new(handle, &form.password),
                    password: Password::new(form.password),
                    username: None,
                    answer: form.answer.map(Answer::new),
                },
                context: ClientContext::default(),
            },
        };
        self.world.tell(self.reset.as_ref(), event)
    }
}

impl Default for Native {
    fn default() -> Self {
        Self::new()
    }
}

impl Setting for Native {
    fn visit(&mut self, address: &str) -> Seen {
        self.act(Action::Visit(address.to_owned()))
    }

    fn ask_for_mail(&mut self, login: &str) -> Seen {
        self.act(Action::Ask(login.to_owned()))
    }

    fn save(&mut self, password: &str, answer: Option<&str>) -> Seen {
        self.act(Action::Save(password.to_owned(), answer.map(str::to_owned)))
    }

    fn reload(&mut self) -> Seen {
        let last = self
            .history
            .last()
            .cloned()
            .expect("something was done before");
        self.perform(&last)
    }

    fn back(&mut self) -> Seen {
        self.history.pop();
        self.reload()
    }

    fn okta(&mut self) -> &mut dyn Okta {
        &mut self.okta
    }
}

impl Inner {
    /// Tells a transaction; one that does not exist has an empty disk.
    fn tell(&self, handle: Option<&Handle>, event: Event) -> Page {
        let nobody = Handle::from_entropy([0; 32]);
        let page = self.told(handle.unwrap_or(&nobody), event);
        page.expect("the event belongs to this transaction")
    }

    fn told(&self, handle: &Handle, event: Event) -> Option<Page> {
        let address = handle.address();
        let step = self.load(&address);
        let (settings, journal) = (
            settings(),
            Disk {
                world: self,
                address: &address,
            },
        );
        let journey = Journey::new(self, &journal, &settings, self.moment());
        let outcome = run(journey.tell(step, event));
        self.store(&address, outcome.rest);
        outcome.page
    }

    /// Jumps to the next alarm, if there is one for something that waits, and lets it ring.
    fn wake(&self) {
        let waiting = |stored: &&Stored| stored.step.contains("requested");
        let next = self
            .disk
            .borrow()
            .values()
            .filter(waiting)
            .map(|stored| stored.wake)
            .min();
        let Some(next) = next else { return };
        let now = (*self.now.borrow()).max(next.as_millis());
        *self.now.borrow_mut() = now;
        let is_due = |stored: &Stored| stored.wake.as_millis() <= now;
        let disk = self.disk.borrow();
        let due: Vec<_> = disk
            .iter()
            .filter(|(_, s)| is_due(s))
            .map(|(a, _)| a.clone())
            .collect();
        drop(disk);
        for address in due {
            self.ring(&address);
        }
    }

    fn ring(&self, address: &str) {
        let Some(step) = self.load(address) else {
            return;
        };
        let (settings, journal) = (
            settings(),
            Disk {
                world: self,
                address,
            },
        );
        let journey = Journey::new(self, &journal, &settings, self.moment());
        let rest = run(journey.wake(step));
        self.store(address, rest);
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
        let planned = disk.get(address).map_or(step.until(), |stored| stored.wake);
        let step = serde_json::to_string(&step).expect("a step can be stored");
        let wake = rest.wake.unwrap_or(planned);
        disk.insert(address.to_owned(), Stored { step, wake });
    }

    fn moment(&self) -> Moment {
        Moment {
            now: Timestamp::from_millis(*self.now.borrow()),
            entropy: self.draw(),
        }
    }

    /// Bytes that never come again: a counter is entropy enough for a test.
    fn draw(&self) -> [u8; 32] {
        let mut draws = self.draws.borrow_mut();
        *draws += 1;
        let mut bytes = [0x5a; 32];
        bytes[..8].copy_from_slice(&draws.to_le_bytes());
        bytes
    }
}

impl HttpClient for Inner {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let Moment { now, entropy } = self.moment();
        let moment = okta_emulator::Moment { now, entropy };
        let answer = self.org.borrow_mut().answer(&request, moment);
        match answer.delivery {
            Delivery::Whole => Ok(answer.response),
            Delivery::Dropped => Err(NetworkError),
        }
    }
}

struct Disk<'a> {
    world: &'a Inner,
    address: &'a str,
}

impl Journal for Disk<'_> {
    async fn record(&self, step: &Step) -> Result<(), NotRecorded> {
        let copy = serde_json::to_string(step).map_err(|_| NotRecorded)?;
        let copy = serde_json::from_str(&copy).map_err(|_| NotRecorded)?;
        self.world.store(
            self.address,
            Rest {
                step: Some(copy),
                wake: None,
            },
        );
        Ok(())
    }
}

/// The org, spoken to without a network.
struct NativeOkta(World);

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

fn settings() -> Settings {
    Settings {
        org: ORIGIN.parse().expect("the origin is one"),
        link_lifetime: 3_600_000,
        revoke_sessions: RevokeSessions::Yes,
    }
}

/// What a person sees is the document, not the value.
fn seen(page: &Page) -> Seen {
    let (brand, assets) = (Brand::default(), Assets::default());
    let texts = &Texts::ENGLISH;
    let frame = Frame {
        texts,
        brand: &brand,
        assets: &assets,
        request_id: "native",
    };
    Seen::read(&html::document(page, &frame))
}

/// Runs a future that never waits for anything.
fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing in this setting waits"),
    }
}
