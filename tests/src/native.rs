//! The quickest setting: `recovery` and the emulator in this process, with a clock of its own.

use std::rc::Rc;

use okta::{Answer, ClientContext, Password, RecoveryToken};
use okta_emulator::Seed;
use pages::forms::{self, CodeForm, Fields, ForgotPasswordForm, NewPasswordForm, UnlockForm};
use pages::{
    Assets, Brand, Channel, Frame, Language, LinkInvalid, NewPasswordErrors, Page, Purpose, Texts,
    html,
};
use recovery::{
    AfterReset, BreachCheck, Call, Claim, Delivery, Event, Filled, Freshness, Handle, LinkToken,
    LogKey, Mail, NewPassword, NotMailed, Passage, Receipt, Report, Throttle, Urgency,
};

use crate::org::Okta;
use crate::seen::Seen;
use crate::setting::Setting;
use crate::world::{Crash, During, NativeOkta, World};

/// A person, a browser's memory, the transactions on disk, and the org.
pub struct Native {
    pub(crate) world: Rc<World>,
    okta: NativeOkta,
    pub(crate) request: Option<Handle>,
    reset: Option<Handle>,
    /// What the other browser has of both.
    other: (Option<Handle>, Option<Handle>),
    history: Vec<Action>,
    /// Where this browser came from, as the Worker remembers it.
    came_from: Option<String>,
    /// The address it comes from.
    pub(crate) address: Option<String>,
}

/// A field's name and what is typed.
type Field = (String, String);

/// What reload does once more.
#[derive(Clone)]
enum Action {
    Visit(String),
    Ask(String, Channel, Purpose),
    Unlock(Option<String>),
    Code(String),
    Save(String, Option<String>),
}

impl Native {
    /// A fresh org that sends its own mails, and an empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Seed::default(), Delivery::Okta)
    }

    /// A fresh org and an empty disk, in another setting.
    #[must_use]
    pub fn with(seed: Seed, delivery: Delivery) -> Self {
        let world = Rc::new(World::new(seed, delivery));
        let okta = NativeOkta(Rc::clone(&world));
        Self {
            world,
            okta,
            request: None,
            reset: None,
            other: (None, None),
            history: Vec::new(),
            came_from: None,
            address: None,
        }
    }

    /// Lets the transactions do all that they wait for.
    pub fn settle(&self) {
        self.world.settle();
    }

    /// Lets the next alarm ring.
    pub fn wake(&self) {
        self.world.wake();
    }

    /// Our own mails to one address, oldest first.
    #[must_use]
    pub fn own_mails(&self, address: &str) -> Vec<Mail> {
        self.world.mails_to(address)
    }

    /// Has Okta sign people in after the reset.
    pub fn sign_in_afterwards(&self, otherwise: &str) {
        *self.world.after_reset.borrow_mut() = AfterReset::SignIn(otherwise.to_owned());
    }

    /// Has new passwords looked up among stolen ones.
    pub fn check_for_breaches(&self, check: BreachCheck) {
        *self.world.breach_check.borrow_mut() = Some(check);
    }

    /// Comes from an application, and may go back there.
    pub fn comes_from(&mut self, url: &str) {
        self.came_from = Some(url.to_owned());
    }

    /// Sends the form for the new password, and gives back the page itself.
    pub fn save_for_page(&mut self, password: &str) -> Page {
        self.set(password, [])
    }

    /// What the org's own pages answer to a browser: the headers.
    #[must_use]
    pub fn get_at_okta(&self, path: &str) -> http::HeaderMap {
        self.world.get_at_okta(path)
    }

    /// Takes another browser.
    pub fn forget(&mut self) {
        (self.request, self.reset) = (None, None);
    }

    /// Goes over to the other browser, and the next time back.
    pub fn switch(&mut self) {
        std::mem::swap(&mut self.request, &mut self.other.0);
        std::mem::swap(&mut self.reset, &mut self.other.1);
    }

    /// What was claimed of which address, oldest first.
    #[must_use]
    pub fn claims(&self) -> Vec<(String, Claim)> {
        self.world.memory.claims.borrow().clone()
    }

    /// Has claims be lost, after some that are not.
    pub fn lose_claims(&self, after: usize, count: usize) {
        self.world.memory.lost.set((after, count));
    }

    /// Has the process die just before the next mail is handed over.
    pub fn crash_before_next_mail(&self) {
        *self.world.crash.borrow_mut() = Crash::BeforeMail;
    }

    /// Has the org change what its forms are called.
    pub fn rename_labels(&self) {
        *self.world.labels.borrow_mut() = Some("something else");
    }

    /// Asks for another message.
    pub fn resend(&mut self) -> Seen {
        seen(&self.world.tell(self.request.as_ref(), Event::Resend))
    }

    /// Opens the link of a notice.
    pub fn show_not_me(&mut self, link: &str) -> Seen {
        self.notice(link, Event::ShowNotMe)
    }

    /// Presses the button behind it.
    pub fn say_not_me(&mut self, link: &str) -> Seen {
        self.notice(link, Event::NotMe)
    }

    fn notice(&mut self, link: &str, event: Event) -> Seen {
        seen(&self.at_notice(link, event))
    }

    /// What comes of an event behind the link of a notice.
    pub(crate) fn at_notice(&mut self, link: &str, event: Event) -> Page {
        let (_, token) = link.rsplit_once('/').expect("a link has segments");
        let token = token.parse().expect("the token is one of ours");
        self.world.tell(Some(&Handle::Link(token)), event)
    }

    /// Takes the handle of the request for that of an opened link, as an attacker would who began
    /// a reset for somebody else.
    pub fn hold_the_request_as_reset(&mut self) {
        let handle = self.request.as_ref().map(Handle::secret);
        self.reset = handle.and_then(|secret| secret.parse().ok());
    }

    /// The other way round.
    pub fn hold_the_reset_as_request(&mut self) {
        let handle = self.reset.as_ref().map(Handle::secret);
        self.request = handle.and_then(|secret| secret.parse().ok());
    }

    /// Forgets the handle of the request, and makes up a link from what is no secret: where its
    /// transaction is.
    ///
    /// # Panics
    /// When nobody asked for anything.
    pub fn take_the_place_for_a_handle(&mut self) {
        let handle = self.request.take().expect("somebody asked");
        let made_up = || {
            format!("{}{}", handle.address(), "A".repeat(21))
                .parse()
                .ok()
        };
        (self.request, self.reset) = (made_up(), made_up());
        assert!(matches!(self.request, Some(Handle::Link(_))));
    }

    /// Types a code where nobody asked for one.
    #[must_use]
    pub fn asks_as_a_stranger(&self, code: &str) -> Option<Page> {
        let code = code.to_owned();
        let handle = self.request.as_ref()?;
        self.world.told(handle, Event::EnterCode { code })
    }

    /// Wants another message where nobody asked for one.
    #[must_use]
    pub fn resends_as_a_stranger(&self) -> Option<Page> {
        self.world.told(self.request.as_ref()?, Event::Resend)
    }

    /// Presses the button for another message while the next mail is handed over.
    pub fn resend_while_mailing(&self) {
        self.meanwhile([(During::Mailing, Event::Resend)]);
    }

    /// Presses the button for another message while Okta is asked for the next time.
    pub fn resend_while_asking(&self) {
        self.meanwhile([(During::Asking, Event::Resend)]);
    }

    fn meanwhile(&self, events: impl IntoIterator<Item = (During, Event)>) {
        self.world.meanwhile.borrow_mut().extend(events);
    }

    /// Looks at the form for the new password.
    pub fn look(&mut self) -> Seen {
        let event = Event::ShowNewPassword {
            token: None,
            context: self.context(),
        };
        seen(&self.world.tell(self.reset.as_ref(), event))
    }

    /// Lets seconds pass, here and in the org.
    pub fn pass(&self, seconds: u32) {
        self.world.pass(seconds);
    }

    /// Has Okta be asked so often a minute, from now on.
    pub fn calls_per_minute(&self, calls: u32) {
        self.world.calls_per_minute.replace(calls);
        let throttle = Throttle::new(calls, self.world.now());
        self.world.throttle.replace(Some(throttle));
    }

    /// Has others ask Okta for as long as they may.
    pub fn spend_calls(&self) {
        let call = Call {
            network: "others".to_owned(),
            urgency: Urgency::Begun,
        };
        let calls = *self.world.calls_per_minute.borrow();
        let now = self.world.now();
        let mut throttle = self.world.throttle.borrow_mut();
        let throttle = throttle.as_mut().expect("the pace is kept");
        while matches!(throttle.pass(&call, calls, now), Passage::Granted { .. }) {}
    }

    fn context(&self) -> ClientContext {
        ClientContext {
            forwarded_for: self.address.clone(),
            ..ClientContext::default()
        }
    }

    /// Has the next mails fail.
    pub fn fail_mails(&self, failures: &[NotMailed]) {
        self.world.mail_failures.borrow_mut().extend(failures);
    }

    /// Has the process die just after the next mail was handed over.
    pub fn crash_after_next_mail(&self) {
        *self.world.crash.borrow_mut() = Crash::Planned;
    }

    /// Types codes while the next mail is handed over.
    pub fn type_while_mailing(&self, codes: &[&str]) {
        self.meanwhile(typed(During::Mailing, codes));
    }

    /// Types codes while Okta is asked for the next time.
    pub fn type_while_asking(&self, codes: &[&str]) {
        self.meanwhile(typed(During::Asking, codes));
    }

    /// Which credentials were asked for, oldest first.
    #[must_use]
    pub fn credentials_asked_for(&self) -> Vec<Freshness> {
        self.world.credentials.borrow().clone()
    }

    /// What the last thing that was done has reported for the operator.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        self.world.reports.borrow().clone()
    }

    /// All lines of the log, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        self.world.log.borrow().clone()
    }

    /// Has somebody be told by mail what cannot wait.
    pub fn tell_by_mail(&self, operator: &str) {
        *self.world.operator_mail.borrow_mut() = Some(operator.to_owned());
    }

    /// Has logins stand in the log, hashed with `key`.
    pub fn log_logins_with(&self, key: &str) {
        *self.world.log_key.borrow_mut() = Some(LogKey::new(key));
    }

    /// Has each of Okta's answers take so many milliseconds.
    pub fn slow_okta_down(&self, millis: i64) {
        self.world.latency.set(millis);
    }

    /// Saves a form that says whose it is.
    pub fn save_for(&mut self, username: &str, password: &str) -> Seen {
        let username = (forms::USERNAME.to_owned(), username.to_owned());
        seen(&self.set(password, [username]))
    }

    /// The names under which mails were handed over, oldest first.
    #[must_use]
    pub fn handed_over(&self) -> Vec<String> {
        self.world.handed_over.borrow().clone()
    }

    /// Calls the management API behind the scenes; gives back the status.
    #[must_use]
    pub fn managed(&self, method: &str, path: &str) -> u16 {
        self.world.managed(method, path)
    }

    fn perform(&mut self, action: &Action) -> Seen {
        let page = match action {
            Action::Visit(address) => self.get(address),
            Action::Ask(login, channel, purpose) => self.ask_for((login, *channel), *purpose),
            Action::Unlock(answer) => self.press(answer.as_deref()),
            Action::Code(typed) => self.code(typed),
            Action::Save(password, answer) => {
                let answer = answer.clone();
                self.set(
                    password,
                    answer.map(|answer| (forms::ANSWER.to_owned(), answer)),
                )
            }
        };
        seen(&page)
    }

    fn act(&mut self, action: Action) -> Seen {
        let seen = self.perform(&action);
        self.history.push(action);
        seen
    }

    pub(crate) fn get(&mut self, address: &str) -> Page {
        let token_behind = |path| Some(address.split_once(path)?.1);
        let (token, purpose) = match token_behind("/unlock/") {
            Some(token) => (Some(token), Purpose::OnlyUnlock),
            None => (token_behind("/reset_password/"), Purpose::Reset),
        };
        let Some(token) = token else {
            return self
                .world
                .tell(self.request.as_ref(), Event::ShowForgotPassword);
        };
        let handle = if let Ok(link) = token.parse::<LinkToken>() {
            Handle::Link(link)
        } else if let Ok(token) = token.parse::<RecoveryToken>() {
            let handle = Handle::of_link(&token);
            let event = Event::OpenLink { token, purpose };
            self.world.tell(Some(&handle), event);
            handle
        } else {
            return Page::LinkInvalid(LinkInvalid { login: None });
        };
        self.reset = Some(handle);
        let event = Event::ShowNewPassword {
            token: None,
            context: self.context(),
        };
        let page = self.world.tell(self.reset.as_ref(), event);
        if page.status() == 410 {
            self.world
                .tell(self.request.as_ref(), Event::ShowForgotPassword);
        }
        page
    }

    pub(crate) fn ask_for(&mut self, (login, channel): (&str, Channel), purpose: Purpose) -> Page {
        let fields = Fields::from_pairs([
            (forms::LOGIN.to_owned(), login.to_owned()),
            (forms::CHANNEL.to_owned(), channel.word().to_owned()),
            (forms::PURPOSE.to_owned(), word(purpose).to_owned()),
        ]);
        let form = match ForgotPasswordForm::parse(&fields) {
            Ok(form) => form,
            Err(page) => return Page::ForgotPassword(page),
        };
        let event = |handle: &Handle| Event::Request {
            login: form.login.as_str().to_owned(),
            channel: form.channel.unwrap_or_default(),
            purpose: form.purpose,
            context: self.context(),
            address: handle.address(),
            return_to: self.came_from.clone(),
            language: Language::ENGLISH,
        };
        let known = self.request.as_ref();
        if let Some(page) = known.and_then(|handle| self.world.told(handle, event(handle))) {
            return page;
        }
        let handle = Handle::from_entropy(self.world.draw());
        let page = self.world.tell(Some(&handle), event(&handle));
        self.request = Some(handle);
        page
    }

    pub(crate) fn code(&mut self, typed: &str) -> Page {
        let fields = Fields::from_pairs([(forms::CODE.to_owned(), typed.to_owned())]);
        let event = match CodeForm::parse(&fields) {
            Ok(form) => Event::EnterCode { code: form.code },
            Err(error) => Event::RefuseCode { error },
        };
        let page = self.world.tell(self.request.as_ref(), event);
        if !matches!(page, Page::NewPassword(_)) {
            return page;
        }
        self.reset = self
            .request
            .as_ref()
            .map(Handle::secret)
            .and_then(|it| it.parse().ok());
        let event = Event::ShowNewPassword {
            token: None,
            context: self.context(),
        };
        self.world.tell(self.reset.as_ref(), event)
    }

    /// Presses the button that unlocks.
    pub(crate) fn press(&mut self, answer: Option<&str>) -> Page {
        let answer = answer.map(|answer| (forms::ANSWER.to_owned(), answer.to_owned()));
        let event = match UnlockForm::parse(&Fields::from_pairs(answer)) {
            Ok(form) => Event::Unlock {
                token: None,
                answer: form.answer.map(Answer::new),
                context: self.context(),
            },
            Err(error) => Event::RefuseForm {
                errors: NewPasswordErrors {
                    answer: Some(error),
                    ..NewPasswordErrors::default()
                },
                answer: Filled::Yes,
            },
        };
        self.world.tell(self.reset.as_ref(), event)
    }

    pub(crate) fn set(&mut self, password: &str, others: impl IntoIterator<Item = Field>) -> Page {
        let mut pairs = vec![(forms::PASSWORD.to_owned(), password.to_owned())];
        pairs.extend(others);
        let answered = pairs.iter().any(|(name, _)| name == forms::ANSWER);
        let handle = self.reset.as_ref().expect("a link was opened before");
        let event = match NewPasswordForm::parse(&Fields::from_pairs(pairs)) {
            Err(errors) => Event::RefuseForm {
                errors,
                answer: if answered { Filled::Yes } else { Filled::No },
            },
            Ok(form) => Event::SetNewPassword {
                token: None,
                form: NewPassword {
                    receipt: Receipt::new(handle, &form.password),
                    password: Password::new(form.password),
                    username: form.username,
                    answer: form.answer.map(Answer::new),
                    return_to: self.came_from.clone(),
                },
                context: self.context(),
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
        self.ask_by(login, Channel::Email)
    }

    fn ask_by(&mut self, login: &str, channel: Channel) -> Seen {
        self.act(Action::Ask(login.to_owned(), channel, Purpose::Reset))
    }

    fn ask_to_unlock(&mut self, login: &str, channel: Channel) -> Seen {
        let purpose = Purpose::OnlyUnlock;
        self.act(Action::Ask(login.to_owned(), channel, purpose))
    }

    fn unlock(&mut self, answer: Option<&str>) -> Seen {
        self.act(Action::Unlock(answer.map(str::to_owned)))
    }

    fn enter_code(&mut self, typed: &str) -> Seen {
        self.act(Action::Code(typed.to_owned()))
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

/// The word of the form.
fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::OnlyUnlock => "unlock",
        Purpose::Reset | Purpose::Activation | Purpose::Unlock => "password",
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
        widget: None,
        own_texts: None,
        menu: None,
    };
    Seen::read(&html::document(page, &frame))
}

fn typed(during: During, codes: &[&str]) -> impl Iterator<Item = (During, Event)> {
    let code = move |code: &&str| {
        let code = (*code).to_owned();
        (during, Event::EnterCode { code })
    };
    codes.iter().map(code)
}
