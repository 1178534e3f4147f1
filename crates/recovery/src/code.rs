//! The code of our own mail, typed where the mail was asked for.
//!
//! Nobody is asked, so the answer takes the same time whoever is meant; and whoever got no mail
//! has as many attempts as whoever did.

use pages::{CodeError, ForgotPassword, NewPassword, Page};

use crate::form;
use crate::handle::Digest32;
use crate::journey::{Journey, Outcome, Rest};
use crate::step::{Opened, OwnMail, Step};
use crate::surroundings::Surroundings;

/// Wrong codes before the codes of a mail are not compared any more. Its link still works.
const WRONG_CODES: u32 = 5;

impl<S: Surroundings> Journey<'_, S> {
    /// Compares a code. The right one opens the form for the new password to this browser.
    pub(crate) fn enter_code(&self, step: Option<Step>, code: &str) -> Outcome {
        let Some(mut step) = step else {
            return nothing_waits(None);
        };
        let Some(own) = step.own_mail_mut() else {
            return nothing_waits(Some(step));
        };
        match self.compare(own, code) {
            Ok(()) => {
                own.opened = Opened::Yes;
                let page = Page::NewPassword(NewPassword::default());
                Outcome::new(Rest::unchanged(Some(step)), page)
            }
            Err(error) => self.refuse_code(Some(step), error),
        }
    }

    fn compare(&self, own: &mut OwnMail, code: &str) -> Result<(), CodeError> {
        if own.wrong_codes >= WRONG_CODES {
            return Err(CodeError::Closed);
        }
        let digest = digest(&own.address, code);
        let is_right = own.newest().any(|sent| sent.code == digest);
        if is_right && self.moment.now < own.code_until {
            return Ok(());
        }
        if is_right {
            return Err(CodeError::Expired);
        }
        own.wrong_codes = own.wrong_codes.saturating_add(1);
        match WRONG_CODES.saturating_sub(own.wrong_codes) {
            0 => Err(CodeError::Closed),
            attempts_left => Err(CodeError::Wrong { attempts_left }),
        }
    }

    /// The page for the code, with what is wrong.
    pub(crate) fn refuse_code(&self, step: Option<Step>, error: CodeError) -> Outcome {
        let mut outcome = same_page(self, step);
        if let Some(Page::CheckYourEmail(page)) = &mut outcome.page
            && let Some(code) = &mut page.code
        {
            code.error = Some(error);
        }
        outcome
    }
}

/// The page on which a mail is waited for, as it stood; or what has become of it.
pub(crate) fn same_page<S: Surroundings>(journey: &Journey<'_, S>, step: Option<Step>) -> Outcome {
    match step.as_ref().and_then(Step::request) {
        Some(request) => {
            let page = journey.check(request);
            Outcome::new(Rest::unchanged(step), page)
        }
        None => nothing_waits(step),
    }
}

/// A browser whose request is forgotten may ask anew.
fn nothing_waits(step: Option<Step>) -> Outcome {
    if step.is_some() {
        return form::over(step);
    }
    let page = Page::ForgotPassword(ForgotPassword::default());
    Outcome::new(Rest::unchanged(None), page)
}

/// What storage keeps of a code.
pub(crate) fn digest(address: &str, code: &str) -> Digest32 {
    Digest32::of("rekey code", format!("{address} {code}").as_bytes())
}
