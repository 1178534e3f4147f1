//! A person who does what the pages say.

use okta::Timestamp;
use pages::forms;
use pages::{AnswerError, FormError, NewPassword, Page};
use serde_json::Value;

use super::case::{Case, Luck, Sender, Undisturbed};
use super::judge::{Did, Judge, Refused, json_of};
use super::operations::Target;
use super::trouble::Plan;
use crate::matrix::{ANSWER, By, LOGIN, code, link};
use crate::native::Native;
use crate::setting::Setting;

/// What is wrong, in the end.
pub(crate) type Found<T = ()> = Result<T, String>;

/// Whoever is refused a password takes the next one.
pub(super) const PASSWORDS: [&str; 3] =
    ["Battery-Staple-8", "Copper-Lantern-9", "Velvet-Harbour-6"];
/// Alarms, or tries, before a person gives up what fails.
const PATIENCE: usize = 3;
/// Whoever has no luck knows of three things besides that may have to be done once more.
const LONG_PATIENCE: usize = 7;
const ALARMS: usize = 6;
/// Whoever has given up comes back after so many seconds: longer than Okta's own transaction
/// lives, and not longer than a code does.
const LATER: u32 = 335;
/// Or sooner, where a code of Okta's is at hand: it lives five minutes.
const SOON: u32 = 30;
/// Pages and alarms after which nobody would believe that it ends.
const MOST_PAGES: usize = 16;
const MOST_ALARMS: usize = 20;

/// A person on the way, with what fails there.
pub(super) struct Person<'a> {
    pub(super) case: &'a Case,
    pub(super) judge: &'a Judge,
    pub(super) plan: Option<&'a Plan>,
    pub(super) native: Native,
    pub(super) before: Value,
    /// Links to a new password and codes, in the order in which they were mailed.
    pub(super) links: Vec<(String, String)>,
    /// How many mails had come before the last one was asked for.
    pub(super) mails_before: usize,
    /// When the newest code of Okta's was sent.
    pub(super) sent_at: Option<Timestamp>,
    pub(super) requests: usize,
    /// Which of the passwords was handed over last.
    pub(super) password: usize,
    /// Whether one was.
    pub(super) submitted: bool,
    /// Whether a mail was opened, or a code typed.
    pub(super) opened: bool,
}

/// Walks one case to its end, undisturbed or not.
pub(crate) fn walk(
    (case, judge): (&Case, &Judge),
    plan: Option<&Plan>,
    undisturbed: Option<&Undisturbed>,
) -> Found<Undisturbed> {
    let mut person = Person::new((case, judge), plan);
    let answer = person.request(undisturbed)?;
    if case.luck != Luck::Good && case.way.is_okta_code() {
        person.resend()?;
    }
    let links = person.links.len();
    let denials = person.denials();
    if let Some(walk) = undisturbed {
        person.check_denials(walk.denials)?;
    }
    let has_way = undisturbed.map_or(links, |walk| walk.links) > 0;
    let mut pages = 0;
    if has_way && case.is_dead_end() {
        person.need_mail()?;
        person.run_into_the_wall()?;
    } else if has_way {
        person.need_mail()?;
        pages = person.reset()?;
        person.settle()?;
    } else if links > 0 {
        return Err("a mail with a link, and no way".to_owned());
    } else if case.way.is_okta_code() {
        person.guess_like_somebody()?;
    }
    let is_longer = undisturbed.is_some_and(|walk| walk.pages != pages);
    if is_longer && plan.is_some_and(|plan| plan.target.is_optional() && plan.then.is_none()) {
        return Err(format!("{pages} pages, for something that nobody needs"));
    }
    person.report()?;
    let calls = match undisturbed {
        Some(_) => Vec::new(),
        None => person.calls(),
    };
    let records = person.native.world.trouble.borrow().recorded();
    if has_way && !case.is_dead_end() {
        person.check_end()?;
    }
    if plan.is_some() && person.native.world.trouble.borrow().struck() == 0 {
        return Err("nothing failed".to_owned());
    }
    Ok(Undisturbed {
        calls,
        answer,
        links,
        denials,
        pages,
        records,
    })
}

impl<'a> Person<'a> {
    pub(super) fn new((case, judge): (&'a Case, &'a Judge), plan: Option<&'a Plan>) -> Self {
        let native = case.begin();
        {
            let mut trouble = native.world.trouble.borrow_mut();
            trouble.plan(plan.cloned());
            trouble.bring(case.luck);
        }
        let before = case.account(&native);
        Self {
            case,
            judge,
            plan,
            native,
            before,
            links: Vec::new(),
            mails_before: 0,
            sent_at: None,
            requests: 0,
            password: 0,
            submitted: false,
            opened: false,
        }
    }

    /// Asks for a mail and waits. Nothing of what fails meanwhile is to be seen.
    pub(super) fn request(&mut self, undisturbed: Option<&Undisturbed>) -> Found<Value> {
        let answer = self.ask()?;
        if undisturbed.is_some_and(|walk| walk.answer != answer) {
            return Err(format!("another public answer: {answer}"));
        }
        self.settle()?;
        self.check_untouched("before proof")?;
        // The same form sent once more tells when, but not what came of it.
        let timeless = |mut answer: Value| {
            answer["resend"]["wait_seconds"].take();
            answer
        };
        let again = self.send_form();
        self.judge(&again, Did::Asked)?;
        if timeless(json_of(&again)) != timeless(answer.clone()) {
            return Err(format!("another public answer, later: {again:?}"));
        }
        Ok(answer)
    }

    fn ask(&mut self) -> Found<Value> {
        self.mails_before = self.links.len();
        self.requests += 1;
        let page = self.send_form();
        self.judge(&page, Did::Asked)?;
        Ok(json_of(&page))
    }

    fn send_form(&mut self) -> Page {
        let way = self.case.way;
        self.native
            .ask_for((self.login(), way.channel), way.purpose)
    }

    pub(super) fn login(&self) -> &'static str {
        if self.before.is_null() {
            "nobody@example.com"
        } else {
            LOGIN
        }
    }

    /// Waits until nothing happens by itself any more. What lasts is mended when patience ends.
    pub(super) fn settle(&mut self) -> Found {
        for alarm in 0..MOST_ALARMS {
            if !self.native.world.is_waiting() {
                self.look_for_mail();
                return Ok(());
            }
            if alarm == ALARMS {
                self.heal();
            }
            self.native.world.wake();
        }
        Err("the transactions do not come to rest".to_owned())
    }

    /// There is a mail, by itself unless the request was refused; not more than there must be.
    pub(super) fn need_mail(&mut self) -> Found {
        if self.links.len() == self.mails_before {
            if self.refused() == Refused::No {
                return Err("no mail, though Okta is healthy again".to_owned());
            }
            self.heal();
            self.ask_anew()?;
        }
        let (mails, most) = (self.links.len(), self.requests + self.lost_mails());
        match mails - self.mails_before {
            0 => Err("no mail, though asked for anew".to_owned()),
            _ if mails > most => Err(format!("{mails} mails, at most {most}")),
            _ => Ok(()),
        }
    }

    pub(super) fn ask_anew(&mut self) -> Found {
        self.native.pass(61);
        self.native.get("/forgot_password");
        self.ask()?;
        self.settle()
    }

    /// From the mail to the new password, in so many pages.
    fn reset(&mut self) -> Found<usize> {
        let patience = match self.case.luck {
            Luck::Good => PATIENCE,
            Luck::AnswersLost | Luck::RequestsLost => LONG_PATIENCE,
        };
        let mut page = self.open()?;
        for attempt in 0..MOST_PAGES {
            self.check_account(&page)?;
            if attempt == patience {
                self.heal();
                let keeps_the_code = matches!(page, Page::CheckYourEmail(_));
                self.native.pass(if keeps_the_code { SOON } else { LATER });
            }
            page = match page {
                Page::Done(_) if self.may_be_mistaken() && !self.is_finished() => {
                    self.begin_again()?
                }
                Page::Done(_) => return Ok(attempt),
                // Okta sends nothing to unlock what is unlocked, and tells nobody.
                Page::CheckYourEmail(_)
                | Page::LinkExpired(_)
                | Page::LinkClosed(_)
                | Page::LinkInvalid(_)
                    if self.case.way.only_unlocks() && self.is_finished() =>
                {
                    return Ok(attempt);
                }
                Page::CheckYourEmail(page) => self.try_code(&page)?,
                Page::NewPassword(form) => self.fill(&form)?,
                Page::SomethingWentWrong(_) => {
                    self.native.pass(self.pause());
                    self.open()?
                }
                Page::LinkUsed(_) if self.is_finished() => return Ok(attempt),
                Page::LinkExpired(_)
                | Page::LinkUsed(_)
                | Page::LinkClosed(_)
                | Page::LinkInvalid(_) => self.begin_again()?,
                page @ (Page::ForgotPassword(_) | Page::NotMe(_)) => {
                    return Err(format!("no way on from {page:?}"));
                }
            };
        }
        Err(format!("no end in sight: {:?}", json_of(&page)))
    }

    /// Nothing was heard of what was to unlock, and then Okta says of the transaction that it is over:
    /// so it is when it has unlocked, which nobody can look up. Whoever finds the account locked all
    /// the same begins again.
    pub(super) fn may_be_mistaken(&self) -> bool {
        let is_lossy = self.case.luck != Luck::Good;
        self.case.way.only_unlocks() && is_lossy && self.refused() == Refused::Yes
    }

    /// By the first mail of the last request: every one of ours must work. Of Okta's, the newest.
    pub(super) fn open(&mut self) -> Found<Page> {
        let links = &self.links;
        let newest = match self.case.way.sender {
            Sender::Okta => links.last(),
            Sender::Own => links.get(self.mails_before),
        };
        let (link, code) = newest.cloned().ok_or("there is no mail to open")?;
        self.opened = true;
        // The code itself may unlock.
        self.submitted |= self.case.way.only_unlocks() && self.case.way.by == By::Code;
        let page = match self.case.way.by {
            By::Link => self.native.get(&link),
            By::Code => self.native.code(&code),
        };
        self.judge(&page, Did::Opened)?;
        Ok(page)
    }

    fn fill(&mut self, form: &NewPassword) -> Found<Page> {
        if form.errors.form == Some(FormError::TryAgain) {
            self.native.pass(self.pause());
        }
        if !form.errors.password.is_empty() {
            self.password = (self.password + 1) % PASSWORDS.len();
        }
        let asked =
            form.question.is_some() || matches!(form.errors.answer, Some(AnswerError::Missing));
        let answer = asked.then(|| (forms::ANSWER.to_owned(), ANSWER.to_owned()));
        self.submitted = true;
        let page = if self.case.way.only_unlocks() {
            self.native
                .press(answer.as_ref().map(|(_, answer)| &**answer))
        } else {
            self.native.set(PASSWORDS[self.password], answer)
        };
        let did = if self.case.way.only_unlocks() && form.question.is_none() {
            Did::Pressed
        } else {
            Did::Submitted
        };
        self.judge(&page, did)?;
        Ok(page)
    }

    /// The page says that the link is over. Whoever stands between two states gets on with the same
    /// one all the same; everybody else asks for a new one.
    fn begin_again(&mut self) -> Found<Page> {
        if self.account() == self.before {
            self.ask_anew()?;
            self.need_mail()?;
        } else {
            self.heal();
        }
        self.open()
    }

    pub(super) fn account(&self) -> Value {
        self.case.account(&self.native)
    }

    pub(super) fn is_finished(&self) -> bool {
        let now = self.account();
        if self.case.way.only_unlocks() {
            return now["status"] == "ACTIVE" && self.before["status"] != "ACTIVE";
        }
        now["passwordChanged"] != self.before["passwordChanged"]
    }

    pub(super) fn heal(&mut self) {
        self.native.world.trouble.borrow_mut().heal();
    }

    /// Looks into the mailbox, where links to a new password count, and nothing else.
    fn look_for_mail(&mut self) {
        let way = self.case.way;
        self.links = match way.sender {
            Sender::Own => {
                let mails = self.native.own_mails(LOGIN).into_iter();
                let mails = mails.filter(|mail| mail.letter.text.contains("/reset_password/"));
                mails.map(|mail| (link(&mail), code(&mail))).collect()
            }
            Sender::Okta if way.is_okta_code() => self.okta_codes(),
            Sender::Okta => {
                let mails = self.native.okta().mails_to(LOGIN).into_iter();
                let links = mails.filter_map(|mail| Some(mail["links"][0].as_str()?.to_owned()));
                links.map(|link| (link, String::new())).collect()
            }
        };
    }

    /// What the org and the mail service were asked, by their own log.
    fn calls(&mut self) -> Vec<Target> {
        let (_, log) = self.native.okta().request("GET", "/_emulator/calls", None);
        let log = log.as_array().expect("the log is a list");
        let word = |call: &Value, name: &str| call[name].as_str().unwrap_or_default().to_owned();
        log.iter()
            .map(|call| Target::of((&word(call, "method"), &word(call, "path")), &call["body"]))
            .collect()
    }
}
