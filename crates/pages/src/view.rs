//! The template: every page, on the server and in the browser.

mod field;
mod forms;
mod rules;

use crate::complaint::gist;
use crate::node::{Node, element, text};
use crate::texts::{Notice, fill, fill_strong};
use crate::{Brand, FieldProblem, Page, Place, Texts, WentWrong};

/// The markup of a page: `<div data-part="page" data-page="…">`.
#[must_use]
pub fn view(page: &Page, texts: &Texts, brand: &Brand, place: &Place) -> Node {
    let scene = Scene {
        texts,
        brand,
        place,
        complaints: gist(page, texts),
    };
    element("div")
        .with("class", "rekey")
        .with("data-part", "page")
        .with("data-page", page.name())
        .holding([scene.title(page)])
        .holding(scene.summary())
        .holding(scene.body(page))
        .holding([element("p")
            .with("data-part", "status")
            .with("role", "status")])
}

/// What every part of the template needs to know.
struct Scene<'a> {
    texts: &'a Texts,
    brand: &'a Brand,
    place: &'a Place,
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
                title: texts.check_title,
                text: fill(texts.check_intro, "{login}", &page.login),
            };
        }
        Page::NewPassword(_) => Notice {
            title: texts.new_title,
            text: "",
        },
        Page::LinkExpired(_) => texts.link_expired,
        Page::LinkUsed(_) => texts.link_used,
        Page::LinkInvalid(_) => texts.link_invalid,
        Page::Done(_) => texts.done,
        Page::SomethingWentWrong(page) => return went_wrong(&page.why, texts),
    };
    Heading {
        title,
        text: text.into(),
    }
}

fn went_wrong(why: &WentWrong, texts: &Texts) -> Heading {
    let Notice { title, text } = match why {
        WentWrong::Unavailable => texts.unavailable,
        WentWrong::NotFound => texts.not_found,
        WentWrong::MethodNotAllowed => texts.method_not_allowed,
        WentWrong::TooLarge => texts.too_large,
        WentWrong::WrongType => texts.wrong_type,
        WentWrong::Forbidden => texts.forbidden,
        WentWrong::BadRequest => texts.bad_request,
        WentWrong::Internal => texts.internal,
        WentWrong::Misconfigured { .. } => texts.misconfigured,
    };
    let text = match why {
        WentWrong::Misconfigured { setting } => fill(text, "{setting}", setting),
        WentWrong::Unavailable
        | WentWrong::NotFound
        | WentWrong::MethodNotAllowed
        | WentWrong::TooLarge
        | WentWrong::WrongType
        | WentWrong::Forbidden
        | WentWrong::BadRequest
        | WentWrong::Internal => text.into(),
    };
    Heading { title, text }
}

impl Scene<'_> {
    /// The heading. The script moves the focus there when the page changes.
    fn title(&self, page: &Page) -> Node {
        element("h1")
            .with("data-part", "title")
            .with("tabindex", "-1")
            .saying(heading(page, self.texts).title)
    }

    fn body(&self, page: &Page) -> Vec<Node> {
        match page {
            Page::ForgotPassword(page) => self.forgot_password(page),
            Page::CheckYourEmail(page) => self.check_your_email(&page.login),
            Page::NewPassword(page) => self.new_password(page),
            Page::LinkExpired(link) => self.dead_link(page, link.login.as_deref()),
            Page::LinkUsed(link) => self.dead_link(page, link.login.as_deref()),
            Page::LinkInvalid(link) => self.dead_link(page, link.login.as_deref()),
            Page::Done(_) => self.done(page),
            Page::SomethingWentWrong(wrong) => {
                self.something_went_wrong(page, &wrong.why, &wrong.request_id)
            }
        }
    }

    fn check_your_email(&self, login: &str) -> Vec<Node> {
        vec![
            intro(fill_strong(self.texts.check_intro, "{login}", login)),
            intro([text(self.texts.check_next)]),
            self.link("start-over", "/forgot_password", self.texts.check_other),
        ]
    }

    fn dead_link(&self, page: &Page, login: Option<&str>) -> Vec<Node> {
        vec![
            intro([text(heading(page, self.texts).text)]),
            self.new_link_form(login.unwrap_or_default()),
        ]
        .into_iter()
        .chain(self.sign_in_link(self.texts.back_to_sign_in))
        .collect()
    }

    fn done(&self, page: &Page) -> Vec<Node> {
        let next = match &self.brand.sign_in_url {
            Some(url) => action(url.clone(), self.texts.sign_in),
            None => intro([text(self.texts.done_elsewhere)]),
        };
        vec![intro([text(heading(page, self.texts).text)]), next]
    }

    fn something_went_wrong(&self, page: &Page, why: &WentWrong, request_id: &str) -> Vec<Node> {
        let start = self.place.address("/forgot_password");
        let reference = fill(self.texts.reference, "{id}", request_id);
        let reference = element("p")
            .with("data-part", "reference")
            .saying(reference);
        let said = intro([text(heading(page, self.texts).text)]);
        match why {
            WentWrong::Misconfigured { .. } => vec![said, reference],
            WentWrong::Unavailable
            | WentWrong::NotFound
            | WentWrong::MethodNotAllowed
            | WentWrong::TooLarge
            | WentWrong::WrongType
            | WentWrong::Forbidden
            | WentWrong::BadRequest
            | WentWrong::Internal => vec![said, reference, action(start, self.texts.start_again)],
        }
    }

    /// One quiet link below everything else.
    fn link(&self, part: &'static str, path: &str, words: &'static str) -> Node {
        quiet(part, self.place.address(path), words)
    }

    /// The way to the operator's sign-in page, where it is known.
    fn sign_in_link(&self, words: &'static str) -> Option<Node> {
        let url = self.brand.sign_in_url.clone()?;
        Some(quiet("sign-in", url, words))
    }
}

/// A sentence below the heading.
fn intro(nodes: impl IntoIterator<Item = Node>) -> Node {
    element("p").with("data-part", "text").holding(nodes)
}

fn quiet(part: &'static str, url: String, words: &'static str) -> Node {
    let link = element("a").with("data-part", part).with("href", url);
    element("p")
        .with("data-part", "links")
        .holding([link.saying(words)])
}

/// A link that is the page's one action, and looks like its button.
fn action(url: String, words: &'static str) -> Node {
    element("a")
        .with("data-part", "action")
        .with("href", url)
        .saying(words)
}
