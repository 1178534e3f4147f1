//! Somebody who says, once all is over, that it was not them.

use pages::{NotMe, NotMeState, Page};
use recovery::{Event, Operation};

use super::judge::{Did, Refused};
use super::operations::Target;
use super::person::{Found, Person};
use crate::matrix::LOGIN;

/// How often the button is pressed before somebody gives up, and what fails is mended.
const PATIENCE: usize = 3;
const MOST_TRIES: usize = 6;
const SESSIONS: Target = Target::Okta(Operation::RevokeSessions);

impl Person<'_> {
    /// Every notice leads to the button; behind the newest, the sessions end. If not at once, then by
    /// themselves, whether the person comes back or not; unless Okta refuses for good.
    pub(super) fn report(&mut self) -> Found {
        let notices = self.notices();
        for link in &notices {
            self.sees_the_button(link)?;
        }
        let Some(link) = notices.last() else {
            return Ok(());
        };
        let ended = self.ended();
        for attempt in 0..MOST_TRIES {
            if attempt == PATIENCE {
                self.heal();
            }
            let page = self.native.at_notice(link, Event::NotMe);
            self.judge(&page, Did::Reported)?;
            self.settle()?;
            let is_done = self.ended() > ended || self.reads_as_done();
            if self.refused() == Refused::No && !is_done {
                return Err("it was not me, and the sessions did not end".to_owned());
            }
            if matches!(page, Page::NotMe(_)) {
                return self.is_reported(is_done);
            }
            self.native.pass(self.pause());
        }
        Err("it was not me, and there is no end to that".to_owned())
    }

    fn sees_the_button(&mut self, link: &str) -> Found {
        let page = self.native.at_notice(link, Event::ShowNotMe);
        self.judge(&page, Did::LookedAtNotice)?;
        let button = NotMe {
            state: NotMeState::Confirm,
        };
        if page == Page::NotMe(button) {
            return Ok(());
        }
        Err(format!("no button behind the notice: {page:?}"))
    }

    /// It says that all sessions are ended.
    fn is_reported(&self, is_done: bool) -> Found {
        // There is nobody any more, says Okta.
        let is_nobody = self
            .plan
            .is_some_and(|plan| plan.target == SESSIONS && plan.failure.denies_the_account());
        if is_done || is_nobody {
            return Ok(());
        }
        Err("the page says that sessions are ended".to_owned())
    }

    fn ended(&self) -> usize {
        self.native.world.trouble.borrow().has_done(SESSIONS)
    }

    fn reads_as_done(&self) -> bool {
        self.plan
            .is_some_and(|plan| plan.target == SESSIONS && plan.failure.reads_as_done())
    }

    fn notices(&self) -> Vec<String> {
        let mails = self.native.own_mails(LOGIN).into_iter();
        let links = mails.filter_map(|mail| {
            let mut words = mail.letter.text.split_whitespace();
            words
                .find(|word| word.contains("/not_me/"))
                .map(str::to_owned)
        });
        links.collect()
    }
}
