//! Whether a page says what to do next.
//!
//! - *Forgot password* does, for whoever has not sent anything yet.
//! - *Check your e-mail* does, as the answer to a request; as the answer to a code only with an
//!   error: *try again*, or *wrong* when Okta itself has something against the code; as the answer
//!   to a form for the new password only when what the code has opened is over, and with that error.
//! - *New password* does on first sight: it is to be filled in. As the answer to itself it must
//!   say what is wrong, with a sentence for each error.
//! - *Link expired, used, closed, invalid* do: they have the form that sends a new link. But no
//!   failure that passes is a reason to give a link up.
//! - *Something went wrong* does when it says *try again* (unavailable), or when Okta itself has
//!   refused: *ask for help* (not allowed). It is never our own fault.
//! - *Done* does, and must be true.
//! - *It was not me* does, with the button first and its end after that.
//!
//! Besides, a page says neither Okta's words nor a secret, in HTML or in JSON.

use std::cell::RefCell;
use std::collections::HashSet;

use pages::{
    AnswerError, Assets, Brand, CheckYourEmail, CodeError, FormError, Frame, NewPassword,
    NewPasswordErrors, NotMeState, Page, Problem, Purpose, Texts, WentWrong, html,
};
use serde_json::{Value, json};

use super::answers::MARK;

/// What a person did before a page came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Did {
    /// Asked for a mail.
    Asked,
    /// Opened a link, or typed a code.
    Opened,
    /// Typed a code that is not the one.
    Guessed,
    /// Sent the form for the new password.
    Submitted,
    /// Pressed the button that unlocks.
    Pressed,
    /// Looked at what a notice leads to.
    LookedAtNotice,
    /// Said that it was not them.
    Reported,
}

/// Whether Okta has refused by its own word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Refused {
    /// It has.
    Yes,
    /// At most it was not to be reached.
    No,
}

/// Looks at pages. Most of them come again and again, and a document is made of its page alone:
/// each is rendered once.
#[derive(Default)]
pub(crate) struct Judge {
    rendered: RefCell<HashSet<String>>,
}

impl Judge {
    /// What is wrong with a page, if something is.
    pub(crate) fn judge(
        &self,
        page: &Page,
        (did, refused): (Did, Refused),
        secrets: &[String],
    ) -> Result<(), String> {
        let json = json_of(page).to_string();
        if !says_next(page, (did, refused)) {
            return Err(format!("{did:?}, and saw {json}"));
        }
        check_words(&json, secrets)?;
        if self.rendered.borrow_mut().insert(json) {
            check_document(page, secrets)?;
        }
        Ok(())
    }
}

/// Neither Okta's words nor a secret.
fn check_words(text: &str, secrets: &[String]) -> Result<(), String> {
    let mut words = secrets.iter().map(String::as_str).chain([MARK]);
    match words.find(|word| text.contains(word)) {
        Some(word) => Err(format!("{word} is in the page {text}")),
        None => Ok(()),
    }
}

fn check_document(page: &Page, secrets: &[String]) -> Result<(), String> {
    let html = document(page);
    check_words(&html, secrets)?;
    let problem = Problem::of(page, &Texts::ENGLISH);
    if problem.is_some_and(|problem| problem.detail.is_empty()) {
        return Err(format!("no sentence: {html}"));
    }
    if is_over(page) && !offers_a_new_link(&html) {
        return Err(format!("no form for a new link: {html}"));
    }
    Ok(())
}

fn says_next(page: &Page, (did, refused): (Did, Refused)) -> bool {
    let by_okta = refused == Refused::Yes && did != Did::Asked;
    match page {
        Page::CheckYourEmail(page) => is_right(page, (did, refused)),
        Page::NewPassword(form) => is_clear(form, (did, refused)),
        Page::SomethingWentWrong(page) if page.why == WentWrong::Unavailable => did != Did::Asked,
        Page::SomethingWentWrong(page) => page.why == WentWrong::NotAllowed && by_okta,
        Page::Done(page) => did == Did::Submitted || page.purpose == Purpose::OnlyUnlock,
        Page::NotMe(page) => match page.state {
            NotMeState::Confirm => did == Did::LookedAtNotice,
            NotMeState::Done => did == Did::Reported,
            NotMeState::Expired => false,
        },
        Page::ForgotPassword(_) => false,
        Page::LinkExpired(_) | Page::LinkUsed(_) | Page::LinkClosed(_) | Page::LinkInvalid(_) => {
            by_okta
        }
    }
}

/// After a request nothing is wrong. A code that did not work for now is not the person's mistake.
fn is_right(page: &CheckYourEmail, (did, refused): (Did, Refused)) -> bool {
    let error = page.code.and_then(|code| code.error);
    match (did, error) {
        (Did::Asked, error) => error.is_none(),
        (_, None | Some(CodeError::Missing | CodeError::NotACode))
        | (Did::LookedAtNotice | Did::Reported, Some(_)) => false,
        (Did::Guessed, Some(_)) | (Did::Opened, Some(CodeError::TryAgain)) => true,
        (Did::Opened, Some(_)) => refused == Refused::Yes,
        (Did::Submitted | Did::Pressed, Some(error)) => {
            error == CodeError::Expired && refused == Refused::Yes
        }
    }
}

/// Whether a page gives a link up.
fn is_over(page: &Page) -> bool {
    matches!(
        page,
        Page::LinkExpired(_) | Page::LinkUsed(_) | Page::LinkClosed(_) | Page::LinkInvalid(_)
    )
}

fn offers_a_new_link(html: &str) -> bool {
    html.contains("action=\"/forgot_password\"") && html.contains("name=\"login\"")
}

/// On first sight nothing is wrong; after that something is, and the truth: what did not work for
/// now is not the person's mistake.
fn is_clear(page: &NewPassword, (did, refused): (Did, Refused)) -> bool {
    let NewPasswordErrors {
        answer,
        password,
        form,
    } = &page.errors;
    let by_person = !password.is_empty() || matches!(answer, Some(AnswerError::Wrong { .. }));
    match did {
        Did::Asked | Did::Guessed | Did::LookedAtNotice | Did::Reported => false,
        Did::Opened => page.errors.is_empty(),
        // The question comes behind it.
        Did::Pressed if page.errors.is_empty() => page.question.is_some(),
        Did::Pressed => *form == Some(FormError::TryAgain),
        Did::Submitted if by_person => refused == Refused::Yes,
        Did::Submitted => *form == Some(FormError::TryAgain) || answer.is_some(),
    }
}

/// What the JSON API answers.
pub(crate) fn json_of(page: &Page) -> Value {
    match Problem::of(page, &Texts::ENGLISH) {
        Some(problem) => json!(problem),
        None => json!(page),
    }
}

fn document(page: &Page) -> String {
    let (brand, assets) = (Brand::default(), Assets::default());
    let frame = Frame {
        texts: &Texts::ENGLISH,
        brand: &brand,
        assets: &assets,
        request_id: "failures",
        widget: None,
        own_texts: None,
        menu: None,
    };
    html::document(page, &frame)
}
