//! What must be true on the way, and at its end.

use pages::Page;
use recovery::Operation;

use super::case::Sender;
use super::judge::{Did, Refused};
use super::operations::Target;
use super::person::{Found, PASSWORDS, Person};
use crate::matrix::{LOGIN, OLD};
use crate::setting::Setting;

impl Person<'_> {
    pub(super) fn judge(&mut self, page: &Page, did: Did) -> Found {
        let mut secrets: Vec<String> = self
            .links
            .iter()
            .filter_map(|(link, _)| Some(link.rsplit_once('/')?.1.to_owned()))
            .collect();
        let handle = self.native.request.as_ref();
        secrets.extend(handle.map(recovery::Handle::secret));
        secrets.extend(PASSWORDS.map(str::to_owned));
        secrets.extend_from_slice(self.native.world.trouble.borrow().secrets());
        let is_over = matches!(page, Page::LinkUsed(_)) && self.is_finished();
        let refused = if is_over {
            Refused::Yes
        } else {
            self.refused()
        };
        self.judge.judge(page, (did, refused), &secrets)
    }

    pub(super) fn check_untouched(&self, when: &str) -> Found {
        let now = self.account();
        if now == self.before {
            return Ok(());
        }
        Err(format!("the account is touched {when}: {now}"))
    }

    /// The account is untouched or finished. In between it may stand only where the credential is at
    /// hand, and once a password was sent: then the same link leads on, as [`Person`] tries.
    pub(super) fn check_account(&self, page: &Page) -> Found {
        if !self.submitted {
            return self.check_untouched("by looking");
        }
        let is_finished = self.is_finished();
        if matches!(page, Page::Done(_)) && !is_finished && !self.may_be_mistaken() {
            return Err("done, and nothing is".to_owned());
        }
        if is_finished || self.case.way.sender == Sender::Own {
            return Ok(());
        }
        self.check_untouched("and the password is the old one")
    }

    /// Mails that say why there is no link.
    pub(super) fn denials(&self) -> usize {
        let has_link = |text: &str| text.contains("/reset_password/") || text.contains("/not_me/");
        let mails = self.native.own_mails(self.login()).into_iter();
        mails.filter(|mail| !has_link(&mail.letter.text)).count()
    }

    /// Nobody is told anything else than when nothing fails; but Okta's word that there is no such
    /// account is passed on.
    pub(super) fn check_denials(&self, undisturbed: usize) -> Found {
        let denials = self.denials();
        let denied = self
            .plan
            .is_some_and(|plan| plan.failure.denies_the_account());
        let (least, most) = match self.refused() {
            Refused::No => (undisturbed, undisturbed + self.lost_mails()),
            Refused::Yes if denied => (0, 1),
            Refused::Yes => (0, undisturbed),
        };
        if (least..=most).contains(&denials) {
            return Ok(());
        }
        Err(format!("{denials} mails that say why there is no link"))
    }

    /// The new password is set: it signs in.
    pub(super) fn check_end(&mut self) -> Found {
        let after = self.account();
        if after["status"] != "ACTIVE" {
            return Err(format!("{} in the end", after["status"]));
        }
        let password = if self.case.way.only_unlocks() {
            OLD
        } else {
            PASSWORDS[self.password]
        };
        if !self.native.okta().signs_in(LOGIN, password) {
            return Err("done, but the password does not sign in".to_owned());
        }
        if self.links.len() > self.requests + self.lost_mails() {
            return Err(format!("{} mails in the end", self.links.len()));
        }
        if self.case.way.sender == Sender::Okta {
            return Ok(());
        }
        let failed = self.plan.map(|plan| plan.target);
        let dropped = |by: &[Target]| {
            self.refused() == Refused::Yes && failed.is_some_and(|target| by.contains(&target))
        };
        let sessions = Target::Okta(Operation::RevokeSessions);
        let told_so =
            failed == Some(sessions) && self.plan.is_some_and(|plan| plan.failure.reads_as_done());
        let ended = self.native.world.trouble.borrow().has_done(sessions) > 0;
        if !(ended || dropped(&[sessions]) || told_so) {
            return Err("the sessions were not ended".to_owned());
        }
        let notices = self.native.own_mails(LOGIN).into_iter();
        let notices = notices
            .filter(|mail| mail.letter.text.contains("/not_me/"))
            .count();
        let may_miss = dropped(&[Target::Okta(Operation::GetUser), Target::Mailer]);
        if (notices == 0 && !may_miss) || notices > 1 + self.lost_mails() {
            return Err(format!("{notices} notices"));
        }
        Ok(())
    }

    pub(super) fn refused(&self) -> Refused {
        match self.plan {
            _ if self.case.is_dead_end() || self.is_late() => Refused::Yes,
            // A transaction can be begun anew only by whoever has not got anywhere in it.
            Some(plan) if self.opened && plan.failure.ends_the_state() => Refused::Yes,
            Some(plan) if !plan.failure.passes(plan.target) => Refused::Yes,
            Some(plan) if plan.then.as_ref().is_some_and(|(at, it)| !it.passes(*at)) => {
                Refused::Yes
            }
            _ => Refused::No,
        }
    }

    /// How many mails have gone out although nobody said so.
    pub(super) fn lost_mails(&self) -> usize {
        self.native.world.trouble.borrow().lost_messages()
    }
}
