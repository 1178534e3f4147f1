//! What a person does with the codes that Okta sends.

use okta::Timestamp;
use pages::{CheckYourEmail, CodeError, Page, Sent, SomethingWentWrong, WentWrong};
use recovery::Event;

use super::case::Luck;
use super::judge::Did;
use super::person::{Found, Person};
use super::trouble::Lasts;
use crate::matrix::{LOGIN, PHONE};
use crate::setting::Setting;
use pages::Channel;

/// For so long Okta takes a code, less a little, in milliseconds.
const CODE_LIFE: i64 = 290_000;
/// How often a code is typed that leads nowhere.
const RUNS: usize = 3;

impl Person<'_> {
    /// How long a person waits who reads *try again*.
    pub(super) fn pause(&self) -> u32 {
        match self.case.luck {
            Luck::Good => 60,
            // More often, and so not as long: the code is to live until the end.
            Luck::AnswersLost | Luck::RequestsLost => 15,
        }
    }

    /// The code was not taken. What could not be checked is typed once more; so is a wrong one by
    /// whoever does not believe it; everybody else asks for another.
    pub(super) fn try_code(&mut self, page: &CheckYourEmail) -> Found<Page> {
        let error = page.code.and_then(|code| code.error);
        let insists = self
            .plan
            .is_some_and(|plan| plan.lasts == Lasts::UntilGivenUp);
        match error {
            Some(CodeError::TryAgain) => self.native.pass(self.pause()),
            Some(CodeError::Wrong { .. }) if insists && !self.is_late() => {}
            _ => self.resend()?,
        }
        self.open()
    }

    /// Presses the button, when the page says that it may be pressed.
    pub(super) fn resend(&mut self) -> Found {
        let page = self.press_resend()?;
        if let Page::CheckYourEmail(page) = &page
            && let Some(resend) = page.resend.filter(|it| it.sent == Sent::NotYet)
        {
            self.native.pass(resend.wait_seconds + 1);
            if !is_sent(&self.press_resend()?) {
                // So many are enough: whoever likes begins anew.
                self.ask_anew()?;
                return self.need_mail();
            }
        }
        self.requests += 1;
        self.settle()?;
        self.need_mail()
    }

    /// The page that says what came of it.
    pub(super) fn press_resend(&mut self) -> Found<Page> {
        self.mails_before = self.links.len();
        let handle = self.native.request.as_ref();
        let page = self.native.world.tell(handle, Event::Resend);
        self.judge(&page, Did::Asked)?;
        Ok(page)
    }

    /// A code that leads nowhere may be typed again and again.
    pub(super) fn run_into_the_wall(&mut self) -> Found {
        for run in 0..RUNS {
            let page = self.open()?;
            self.check_untouched("and there is no way")?;
            let is_told = matches!(
                &page,
                Page::SomethingWentWrong(SomethingWentWrong {
                    why: WentWrong::NotAllowed,
                    ..
                })
            );
            if self.plan.is_none() && run == 0 && !is_told {
                return Err(format!("no wall: {page:?}"));
            }
        }
        Ok(())
    }

    /// Whether the newest code, and what it opened, may have ended by itself.
    pub(super) fn is_late(&self) -> bool {
        self.sent_at
            .is_some_and(|sent| self.native.world.now().as_millis() - sent.as_millis() > CODE_LIFE)
    }

    /// The codes in the mailbox, or on the phone.
    pub(super) fn okta_codes(&mut self) -> Vec<(String, String)> {
        let to = match self.case.way.channel {
            Channel::Email => LOGIN,
            Channel::Sms | Channel::Call => PHONE,
        };
        let messages = self.native.okta().mails_to(to);
        let sent_at = messages.last().map(|message| message["sent_at"].clone());
        self.sent_at = sent_at.and_then(|at| serde_json::from_value::<Timestamp>(at).ok());
        let codes = messages.iter().filter_map(|it| it["code"].as_str());
        codes.map(|code| (String::new(), code.to_owned())).collect()
    }
}

fn is_sent(page: &Page) -> bool {
    matches!(page, Page::CheckYourEmail(page) if page.resend.is_some_and(|it| it.sent == Sent::Again))
}
