//! The code, typed where the message was asked for.
//!
//! Of our own mails' codes nobody is asked, so the answer takes the same time whoever is meant. For
//! a code of Okta's, Okta is asked for everybody, also where there is nobody to have one. Whoever
//! got no message has as many attempts as whoever did.

use okta::Timestamp;
use pages::{CodeError, ForgotPassword, NewPassword, Page, Purpose, Unlocking};

use crate::form;
use crate::handle::Digest32;
use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::settings::Choice;
use crate::step::{Awaited, Opened, Request, Step, Tries};
use crate::surroundings::Surroundings;

/// Wrong codes before those of a message are not compared any more. The link of a mail of ours still
/// works.
pub(crate) const WRONG_CODES: u32 = 5;

impl<S: Surroundings> Journey<'_, S> {
    /// Compares a code. The right one opens the form for the new password to this browser.
    pub(crate) async fn enter_code(&self, step: Option<Step>, code: &str) -> Outcome {
        let mut step = match step {
            None => return self.nothing_waits(None),
            Some(Step::RecoveryChallenge(sent)) if sent.request.is_okta_code() => {
                return self.prove(sent, code).await;
            }
            Some(step) => step,
        };
        let is_proved = !step.waits_for_proof();
        let Some(request) = step.request_mut() else {
            return self.nothing_waits(Some(step));
        };
        let compared = match &mut request.awaited {
            Awaited::OktaLink => return self.nothing_waits(Some(step)),
            Awaited::OwnMail(_) => self.compare(request, code),
            // A double click: the first one was right.
            Awaited::OktaCode(_) if is_proved => Ok(()),
            // The newest code is on its way, so this cannot be it.
            Awaited::OktaCode(code) => Err(code.tries.wrong(self.moment.now)),
        };
        match compared {
            // As planned: a mail that is not known to be out is still looked after.
            Ok(()) => opened(Rest::unchanged(Some(step))),
            Err(error) => self.wrong_code(Some(step), error),
        }
    }

    fn compare(&self, request: &mut Request, code: &str) -> Result<(), CodeError> {
        let digest = digest(&request.address, code);
        let newest = request.messages;
        let Some(own) = request.own_mail_mut() else {
            return Err(CodeError::TryAgain);
        };
        if own.tries.closed.is_some() {
            return Err(CodeError::Closed);
        }
        let mut sent = own.sent.iter().filter(|sent| sent.message == newest);
        // A code is not to be guessed for longer because another was asked for and not sent.
        if !sent.any(|sent| sent.code == digest && sent.wrong < WRONG_CODES) {
            for sent in &mut own.sent {
                sent.wrong = sent.wrong.saturating_add(1);
            }
            return Err(own.tries.wrong(self.moment.now));
        }
        if self.moment.now >= own.tries.until {
            return Err(CodeError::Expired);
        }
        own.opened = Opened::Yes;
        Ok(())
    }

    /// The same for one that was typed and not taken.
    pub(crate) fn wrong_code(&self, step: Option<Step>, error: CodeError) -> Outcome {
        let how = match &error {
            CodeError::Expired => Some("expired"),
            CodeError::Closed => Some("closed"),
            CodeError::Wrong { .. } => Some("wrong"),
            CodeError::Missing | CodeError::NotACode | CodeError::TryAgain => None,
        };
        if let Some(how) = how {
            self.note(Occasion::CodeWrong, ("", how));
        }
        self.refuse_code(step, error)
    }

    /// The page for the code, with what is wrong; where only a link is waited for, no code is right.
    pub(crate) fn refuse_code(&self, step: Option<Step>, error: CodeError) -> Outcome {
        let request = step.as_ref().and_then(Step::request);
        if request.is_some_and(|request| matches!(request.awaited, Awaited::OktaLink)) {
            return self.nothing_waits(step);
        }
        let mut outcome = self.same_page(step);
        if let Some(Page::CheckYourEmail(page)) = &mut outcome.page
            && let Some(code) = &mut page.code
        {
            code.error = Some(error);
        }
        outcome
    }

    /// The page on which a message is waited for, as it stood; or what has become of it.
    pub(crate) fn same_page(&self, step: Option<Step>) -> Outcome {
        match step.as_ref().and_then(Step::request) {
            Some(request) => {
                let page = self.check(request);
                Outcome::new(Rest::unchanged(step), page)
            }
            None => self.nothing_waits(step),
        }
    }

    /// A browser whose request is forgotten may ask anew.
    pub(crate) fn nothing_waits(&self, step: Option<Step>) -> Outcome {
        if step.is_some() {
            return form::over(step);
        }
        let page = Page::ForgotPassword(self.empty_form());
        Outcome::new(Rest::unchanged(None), page)
    }

    /// The first form.
    pub(crate) fn empty_form(&self) -> ForgotPassword {
        ForgotPassword {
            channels: self.settings.channels.clone(),
            unlock: self.unlocking(None),
            ..ForgotPassword::default()
        }
    }

    /// Whether unlocking is offered, and was asked for.
    pub(crate) fn unlocking(&self, asked: Option<Purpose>) -> Unlocking {
        match (self.settings.unlock, asked) {
            (Choice::Off, _) => Unlocking::NotOffered,
            (Choice::On, Some(Purpose::OnlyUnlock)) => Unlocking::Chosen,
            (Choice::On, _) => Unlocking::Offered,
        }
    }
}

impl Tries {
    /// Those of a message that is asked for now.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            until: now,
            wrong: 0,
            closed: None,
        }
    }

    /// Counts a wrong code.
    pub(crate) fn wrong(&mut self, now: Timestamp) -> CodeError {
        self.wrong = self.wrong.saturating_add(1);
        match WRONG_CODES.saturating_sub(self.wrong) {
            0 => {
                self.closed = Some(self.closed.unwrap_or(now));
                CodeError::Closed
            }
            attempts_left => CodeError::Wrong { attempts_left },
        }
    }
}

/// The code was right. The form itself is looked at by its own address.
pub(crate) fn opened(rest: Rest) -> Outcome {
    let page = Page::NewPassword(NewPassword::default());
    Outcome::new(rest, page)
}

/// What storage keeps of a code.
pub(crate) fn digest(address: &str, code: &str) -> Digest32 {
    Digest32::of("rekey code", format!("{address} {code}").as_bytes())
}
