//! A person who does what the pages say.

use pages::forms;
use pages::{AnswerError, Channel, FormError, NewPassword, Page};
use serde_json::Value;

use super::case::{Case, Sender, Undisturbed};
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
const ALARMS: usize = 6;
/// Whoever has given up comes back after so many seconds: longer than Okta's own transaction
/// lives, and not longer than a code does.
const LATER: u32 = 335;
/// Pages and alarms after which nobody would believe that it ends.
const MOST_PAGES: usize = 10;
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
    mails_before: usize,
    pub(super) requests: usize,
    /// Which of the passwords was handed over last.
    pub(super) password: usize,
    /// Whether one was.
    pub(super) submitted: bool,
}

/// Walks one case to its end, undisturbed or not.
pub(crate) fn walk(
    (case, judge): (&Case, &Judge),
    plan: Option<&Plan>,
    undisturbed: Option<&Undisturbed>,
) -> Found<Undisturbed> {
    let native = case.begin();
    native.world.trouble.borrow_mut().plan(plan.cloned());
    let before = case.account(&native);
    let mut person = Person {
        case,
        judge,
        plan,
        native,
        before,
        links: Vec::new(),
        mails_before: 0,
        requests: 0,
        password: 0,
        submitted: false,
    };
    let answer = person.request(undisturbed)?;
    let links = person.links.len();
    let denials = person.denials();
    if let Some(walk) = undisturbed {
        person.check_denials(walk.denials)?;
    }
    let has_way = undisturbed.map_or(links, |walk| walk.links) > 0;
    if has_way {
        person.need_mail()?;
        person.reset()?;
        person.settle()?;
    } else if links > 0 {
        return Err("a mail with a link, and no way".to_owned());
    }
    let calls = match undisturbed {
        Some(_) => Vec::new(),
        None => person.calls(),
    };
    if has_way {
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
    })
}

impl Person<'_> {
    /// Asks for a mail and waits. Nothing of what fails meanwhile is to be seen.
    fn request(&mut self, undisturbed: Option<&Undisturbed>) -> Found<Value> {
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
        let again = self.native.ask(self.login(), Channel::Email);
        self.judge(&again, Did::Asked)?;
        if timeless(json_of(&again)) != timeless(answer.clone()) {
            return Err(format!("another public answer, later: {again:?}"));
        }
        Ok(answer)
    }

    fn ask(&mut self) -> Found<Value> {
        self.mails_before = self.links.len();
        self.requests += 1;
        let page = self.native.ask(self.login(), Channel::Email);
        self.judge(&page, Did::Asked)?;
        Ok(json_of(&page))
    }

    pub(super) fn login(&self) -> &'static str {
        if self.before.is_null() {
            "nobody@example.com"
        } else {
            LOGIN
        }
    }

    /// Waits until nothing happens by itself any more. What lasts is mended when patience ends.
    fn settle(&mut self) -> Found {
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
    fn need_mail(&mut self) -> Found {
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

    fn ask_anew(&mut self) -> Found {
        self.native.pass(61);
        self.native.get("/forgot_password");
        self.ask()?;
        self.settle()
    }

    /// From the mail to the new password.
    fn reset(&mut self) -> Found {
        let mut page = self.open()?;
        for attempt in 0..MOST_PAGES {
            self.check_account(&page)?;
            if attempt == PATIENCE {
                self.heal();
                self.native.pass(LATER);
            }
            page = match page {
                Page::Done(_) => return Ok(()),
                Page::NewPassword(form) => self.fill(&form)?,
                Page::SomethingWentWrong(_) => {
                    self.native.pass(60);
                    self.open()?
                }
                Page::LinkUsed(_) if self.is_finished() => return Ok(()),
                Page::LinkExpired(_)
                | Page::LinkUsed(_)
                | Page::LinkClosed(_)
                | Page::LinkInvalid(_) => self.begin_again()?,
                page @ (Page::ForgotPassword(_) | Page::CheckYourEmail(_) | Page::NotMe(_)) => {
                    return Err(format!("no way on from {page:?}"));
                }
            };
        }
        Err(format!("no end in sight: {:?}", json_of(&page)))
    }

    /// By the first mail of the last request: every one of ours must work. Of Okta's, the newest.
    fn open(&mut self) -> Found<Page> {
        let links = &self.links;
        let newest = match self.case.sender {
            Sender::Okta => links.last(),
            Sender::Own => links.get(self.mails_before),
        };
        let (link, code) = newest.cloned().ok_or("there is no mail to open")?;
        let page = match self.case.by {
            By::Link => self.native.get(&link),
            By::Code => self.native.code(&code),
        };
        self.judge(&page, Did::Opened)?;
        Ok(page)
    }

    fn fill(&mut self, form: &NewPassword) -> Found<Page> {
        if form.errors.form == Some(FormError::TryAgain) {
            self.native.pass(60);
        }
        if !form.errors.password.is_empty() {
            self.password = (self.password + 1) % PASSWORDS.len();
        }
        let asked =
            form.question.is_some() || matches!(form.errors.answer, Some(AnswerError::Missing));
        let answer = asked.then(|| (forms::ANSWER.to_owned(), ANSWER.to_owned()));
        self.submitted = true;
        let page = self.native.set(PASSWORDS[self.password], answer);
        self.judge(&page, Did::Submitted)?;
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
        now["passwordChanged"] != self.before["passwordChanged"]
    }

    fn heal(&mut self) {
        self.native.world.trouble.borrow_mut().heal();
    }

    /// Looks into the mailbox, where links to a new password count, and nothing else.
    fn look_for_mail(&mut self) {
        self.links = match self.case.sender {
            Sender::Own => {
                let mails = self.native.own_mails(LOGIN).into_iter();
                let mails = mails.filter(|mail| mail.letter.text.contains("/reset_password/"));
                mails.map(|mail| (link(&mail), code(&mail))).collect()
            }
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
