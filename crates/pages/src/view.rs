//! The template: every page, on the server and in the browser.

mod field;
mod forms;
mod rules;

use crate::complaint::gist;
use crate::node::{Node, element, part};
use crate::texts::{Notice, fill, fill_strong};
use crate::{
    Brand, FieldProblem, LinkClosed, LinkExpired, LinkInvalid, LinkUsed, Page, Place,
    SomethingWentWrong, Texts, WentWrong,
};

/// The markup of a page: `<div data-part="page" data-page="…">`.
#[must_use]
pub fn view(page: &Page, texts: &Texts, brand: &Brand, place: &Place) -> Node {
    let scene = Scene {
        texts,
        brand,
        place,
        complaints: gist(page, texts),
    };
    element("div", &[("class", "rekey"), ("data-part", "page")])
        .set("data-page", page.name())
        .holding(scene.title(page))
        .maybe_holding(scene.summary())
        .holding_all(scene.body(page))
        .holding(element("p", &[("data-part", "status"), ("role", "status")]))
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
                text: fill(texts.check_intro, &[("login", &page.login)]),
            };
        }
        Page::NewPassword(_) => Notice {
            title: texts.new_title,
            text: "",
        },
        Page::LinkExpired(_) => texts.link_expired,
        Page::LinkUsed(_) => texts.link_used,
        Page::LinkClosed(_) => texts.link_closed,
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
        WentWrong::NotAllowed => texts.not_allowed,
        WentWrong::BadRequest => texts.bad_request,
        WentWrong::Internal => texts.internal,
        WentWrong::Misconfigured { .. } => texts.misconfigured,
    };
    let text = match why {
        WentWrong::Misconfigured { setting } => fill(text, &[("setting", setting)]),
        WentWrong::Unavailable
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
    fn title(&self, page: &Page) -> Node {
        let title = heading(page, self.texts).title;
        element("h1", &[("data-part", "title"), ("tabindex", "-1")]).reading(title)
    }

    fn body(&self, page: &Page) -> Vec<Node> {
        match page {
            Page::ForgotPassword(page) => self.forgot_password(page),
            Page::CheckYourEmail(page) => self.check_your_email(&page.login),
            Page::NewPassword(page) => self.new_password(page),
            Page::LinkExpired(LinkExpired { login })
            | Page::LinkUsed(LinkUsed { login })
            | Page::LinkClosed(LinkClosed { login })
            | Page::LinkInvalid(LinkInvalid { login }) => self.dead_link(page, login.as_deref()),
            Page::Done(_) => self.done(page),
            Page::SomethingWentWrong(wrong) => self.something_went_wrong(page, wrong),
        }
    }

    fn check_your_email(&self, login: &str) -> Vec<Node> {
        vec![
            fill_strong(part("p", "text"), self.texts.check_intro, login),
            part("p", "text").reading(self.texts.check_next),
            quiet(
                "start-over",
                self.place.address("/forgot_password"),
                self.texts.check_other,
            ),
        ]
    }

    fn dead_link(&self, page: &Page, login: Option<&str>) -> Vec<Node> {
        let mut nodes = vec![
            self.said(page),
            self.login_form(login.unwrap_or_default(), self.texts.new_link),
        ];
        nodes.extend(self.sign_in_link());
        nodes
    }

    fn done(&self, page: &Page) -> Vec<Node> {
        let next = match &self.brand.sign_in_url {
            Some(url) => action(url.clone(), self.texts.sign_in),
            None => part("p", "text").reading(self.texts.done_elsewhere),
        };
        vec![self.said(page), next]
    }

    fn something_went_wrong(&self, page: &Page, wrong: &SomethingWentWrong) -> Vec<Node> {
        let reference = fill(self.texts.reference, &[("id", &wrong.request_id)]);
        let reference = part("p", "reference").saying(reference.into());
        let mut nodes = vec![self.said(page), reference];
        // Starting again can't help where the service isn't ready or the answer is no.
        if !matches!(
            wrong.why,
            WentWrong::Misconfigured { .. } | WentWrong::NotAllowed
        ) {
            let start = self.place.address("/forgot_password");
            nodes.push(action(start, self.texts.start_again));
        }
        nodes
    }

    /// The sentence below the heading.
    fn said(&self, page: &Page) -> Node {
        let text = heading(page, self.texts).text;
        part("p", "text").saying(text.into())
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
fn action(url: String, words: &'static str) -> Node {
    let link = part("a", "action").with("href", url.into());
    link.reading(words)
}
