//! The template: every page, on the server and in the browser.

mod channel;
mod check_your_email;
mod field;
mod forms;
mod rules;

pub use forms::TIME_LEFT;

use crate::complaint::gist;
use crate::node::{Node, Words, element, part};
use crate::texts::{Notice, fill, fill_strong};
use crate::{
    Brand, CheckYourEmail, Done, FieldProblem, LinkClosed, LinkExpired, LinkInvalid, LinkUsed,
    NotMe, NotMeState, Page, Place, Purpose, ReturnTo, Sent, SomethingWentWrong, Texts, WentWrong,
};

/// The markup of a page: `<div data-part="page" data-page="…">`.
#[must_use]
pub fn view(page: &Page, texts: &Texts, brand: &Brand, place: &Place) -> Node {
    let scene = Scene {
        texts,
        brand,
        place,
        heading: heading(page, texts),
        complaints: gist(page, texts),
    };
    element("div", &[("class", "rekey"), ("data-part", "page")])
        .set("data-page", page.name())
        .holding(scene.title())
        .maybe_holding(scene.summary())
        .holding_all(scene.body(page))
        .holding(element("p", &[("data-part", "status"), ("role", "status")]))
}

/// What every part of the template needs to know.
struct Scene<'a> {
    texts: &'a Texts,
    brand: &'a Brand,
    place: &'a Place,
    heading: Heading,
    complaints: Vec<FieldProblem>,
}

/// The heading of a page and the sentence below it.
pub(crate) struct Heading {
    pub(crate) title: &'static str,
    pub(crate) text: String,
}

/// What a page says first.
pub(crate) fn heading(page: &Page, texts: &Texts) -> Heading {
    let Notice { title, text } = match page {
        Page::ForgotPassword(_) => Notice {
            title: texts.forgot_title,
            text: texts.forgot_intro,
        },
        Page::CheckYourEmail(page) => {
            return Heading {
                title: texts.by(page.channel).title,
                text: fill(public_answer(page, texts), &[("login", &page.login)]),
            };
        }
        Page::NewPassword(page) => match page.purpose {
            Purpose::Reset => Notice {
                title: texts.new_title,
                text: "",
            },
            Purpose::Activation => texts.activation,
            Purpose::Unlock => texts.unlock,
            Purpose::OnlyUnlock => texts.only_unlock,
        },
        Page::LinkExpired(_) => texts.link_expired,
        Page::LinkUsed(_) => texts.link_used,
        Page::LinkClosed(_) => texts.link_closed,
        Page::LinkInvalid(_) => texts.link_invalid,
        Page::Done(page) => match page.purpose {
            Purpose::Reset => texts.done,
            Purpose::Activation => texts.activated,
            Purpose::Unlock => texts.unlocked,
            Purpose::OnlyUnlock => texts.only_unlocked,
        },
        Page::NotMe(page) => match page.state {
            NotMeState::Confirm => texts.not_me,
            NotMeState::Done => texts.not_me_done,
            NotMeState::Expired => texts.not_me_expired,
        },
        Page::SomethingWentWrong(page) => return went_wrong(&page.why, texts),
    };
    Heading {
        title,
        text: text.into(),
    }
}

/// The same for everybody, with `{login}`.
fn public_answer(page: &CheckYourEmail, texts: &Texts) -> &'static str {
    let texts = texts.by(page.channel);
    match page.resend.unwrap_or_default().sent {
        Sent::No | Sent::NotYet => texts.intro,
        Sent::Again => texts.again,
    }
}

fn went_wrong(why: &WentWrong, texts: &Texts) -> Heading {
    let Notice { title, text } = match why {
        WentWrong::Unavailable => texts.unavailable,
        WentWrong::TooManyRequests => texts.too_many_requests,
        WentWrong::NotFound => texts.not_found,
        WentWrong::MethodNotAllowed => texts.method_not_allowed,
        WentWrong::TooLarge => texts.too_large,
        WentWrong::WrongType => texts.wrong_type,
        WentWrong::Forbidden => texts.forbidden,
        WentWrong::NotAllowed => texts.not_allowed,
        WentWrong::BadRequest => texts.bad_request,
        WentWrong::Internal => texts.internal,
        WentWrong::Misconfigured { .. } => texts.misconfigured,
    };
    let text = match why {
        WentWrong::Misconfigured { setting } => fill(text, &[("setting", setting)]),
        WentWrong::Unavailable
        | WentWrong::TooManyRequests
        | WentWrong::NotFound
        | WentWrong::MethodNotAllowed
        | WentWrong::TooLarge
        | WentWrong::WrongType
        | WentWrong::Forbidden
        | WentWrong::NotAllowed
        | WentWrong::BadRequest
        | WentWrong::Internal => text.into(),
    };
    Heading { title, text }
}

impl Scene<'_> {
    /// The heading. The script moves the focus there when the page changes.
    fn title(&self) -> Node {
        let title = element("h1", &[("data-part", "title"), ("tabindex", "-1")]);
        title.reading(self.heading.title)
    }

    fn body(&self, page: &Page) -> Vec<Node> {
        match page {
            Page::ForgotPassword(page) => self.forgot_password(page),
            Page::CheckYourEmail(page) => self.check_your_email(page),
            Page::NewPassword(page) => self.new_password(page),
            Page::LinkExpired(LinkExpired { login })
            | Page::LinkUsed(LinkUsed { login })
            | Page::LinkClosed(LinkClosed { login })
            | Page::LinkInvalid(LinkInvalid { login }) => {
                self.login_again(login.as_deref(), self.texts.new_link)
            }
            Page::Done(Done {
                purpose: Purpose::OnlyUnlock,
                login,
                ..
            }) => self.login_again(login.as_deref(), self.texts.new_title),
            Page::Done(done) => self.done(done),
            Page::NotMe(NotMe { state }) => self.not_me(*state),
            Page::SomethingWentWrong(wrong) => self.something_went_wrong(wrong),
        }
    }

    /// What has happened, and the way to another message.
    fn login_again(&self, login: Option<&str>, words: &'static str) -> Vec<Node> {
        let form = self.login_form(login.unwrap_or_default(), words);
        let mut nodes = vec![self.said(), form];
        nodes.extend(self.sign_in_link());
        nodes
    }

    fn done(&self, done: &Done) -> Vec<Node> {
        let words = match &done.return_to {
            Some(ReturnTo {
                name: Some(name), ..
            }) => fill(self.texts.return_to, &[("name", name)]).into(),
            Some(_) | None => self.texts.go_on.into(),
        };
        let back = done.return_to.as_ref().map(|back| &back.url);
        let next = match (done.sign_in.as_ref().or(back), &self.brand.sign_in_url) {
            (Some(url), _) => action(url.clone(), words),
            (None, Some(url)) => action(url.clone(), self.texts.sign_in.into()),
            (None, None) => part("p", "text").reading(self.texts.done_elsewhere),
        };
        vec![self.said(), next]
    }

    fn not_me(&self, state: NotMeState) -> Vec<Node> {
        let next = match state {
            NotMeState::Confirm => self.not_me_form(),
            NotMeState::Done | NotMeState::Expired => {
                let start = self.place.address("/forgot_password");
                action(start, self.texts.new_title.into())
            }
        };
        vec![self.said(), next]
    }

    fn something_went_wrong(&self, wrong: &SomethingWentWrong) -> Vec<Node> {
        let reference = part("p", "reference");
        let reference = fill_strong(reference, self.texts.reference, &wrong.request_id);
        let mut nodes = vec![self.said(), reference];
        // Starting again can't help where the service isn't ready or the answer is no.
        if !matches!(
            wrong.why,
            WentWrong::Misconfigured { .. } | WentWrong::NotAllowed
        ) {
            let start = self.place.address("/forgot_password");
            nodes.push(action(start, self.texts.start_again.into()));
        }
        nodes
    }

    /// The sentence below the heading.
    fn said(&self) -> Node {
        part("p", "text").saying(self.heading.text.clone().into())
    }

    /// The way to the operator's sign-in page, where it is known.
    fn sign_in_link(&self) -> Option<Node> {
        let url = self.brand.sign_in_url.clone()?;
        Some(quiet("sign-in", url, self.texts.back_to_sign_in))
    }
}

/// One quiet link below everything else.
fn quiet(name: &'static str, url: String, words: &'static str) -> Node {
    let link = part("a", name).with("href", url.into());
    part("p", "links").holding(link.reading(words))
}

/// A link that is the page's one action, and looks like its button.
fn action(url: String, words: Words) -> Node {
    let link = part("a", "action").with("href", url.into());
    link.saying(words)
}
