//! Telling what happened: to the person (focus, live region, title) and to
//! the application (events).

use pages::{Node, Page, Texts};
use web_sys::{Element, HtmlElement};

use crate::dom::{build, has, part};

const ERRORS: &str = "[data-part=errors]";
const TITLE: &str = "[data-part=title]";
const ERROR_EVENT: &str = "rekey-error";

/// Moves the focus to what is new: the errors, or the heading. Both are read
/// out because of that.
pub(crate) fn focus(page: &Element) {
    let target: Option<HtmlElement> = part(page, ERRORS).or_else(|| part(page, TITLE));
    if let Some(target) = target {
        let _ = target.focus();
    }
}

/// Has a screen reader say this when it next falls silent.
pub(crate) fn announce(host: &Element, words: &str) {
    if let Some(status) = part::<Element>(host, "[data-part=status]") {
        status.set_text_content(Some(words));
    }
}

/// What the page says first, for those who have heard its heading only.
pub(crate) fn first_sentence(host: &Element) -> Option<String> {
    part::<Element>(host, "[data-part=title]:focus")?;
    part::<Element>(host, "[data-part=text]")?.text_content()
}

/// On our own pages, the document is named after the page that it shows; the
/// brand's name follows.
pub(crate) fn retitle(old: &Element, new: &Element, texts: &Texts) {
    let heading = |page| part::<Element>(page, TITLE).and_then(|it| it.text_content());
    let (Some(document), Some(was), Some(is)) = (old.owner_document(), heading(old), heading(new))
    else {
        return;
    };
    let prefix = texts.error_prefix;
    let title = document.title();
    let bare = title.strip_prefix(prefix).unwrap_or(&title);
    let mut renamed = String::new();
    if part::<Element>(new, ERRORS).is_some() {
        renamed.push_str(prefix);
    }
    renamed.push_str(&is);
    renamed.push_str(bare.strip_prefix(&*was).unwrap_or_default());
    document.set_title(&renamed);
}

/// Says that no answer came, or none that could be read; what was typed stays.
/// Returns the name of the event.
pub(crate) fn no_answer(
    page: &Element,
    words: &'static str,
    texts: &Texts,
) -> Option<&'static str> {
    let words = vec![Node::Text(words.into())];
    let list = element(
        "ul",
        "errors-list",
        vec![element("li", "error-text", words)],
    );
    let title = vec![Node::Text(texts.errors_title.into())];
    let tree = element(
        "div",
        "errors",
        vec![element("h2", "errors-title", title), list],
    );
    let new = build(&page.owner_document()?, &tree)?;
    new.set_attribute("tabindex", "-1").ok()?;
    match part::<Element>(page, ERRORS) {
        Some(old) => old.replace_with_with_node_1(&new).ok()?,
        None => part::<Element>(page, TITLE)?.after_with_node_1(&new).ok()?,
    }
    focus(page);
    Some(ERROR_EVENT)
}

fn element(tag: &'static str, part: &'static str, children: Vec<Node>) -> Node {
    Node::Element {
        tag,
        attributes: vec![("data-part", part.into())],
        children,
    }
}

/// Follows a link from an error to its field. The address of the document
/// stays as it is: an application may keep its own state there.
pub(crate) fn led_to_field(host: &Element, link: &str) -> bool {
    let field = link
        .starts_with('#')
        .then(|| part::<HtmlElement>(host, link));
    field.flatten().is_some_and(|field| field.focus().is_ok())
}

/// The event for the application when this page appears, if it has one.
pub(crate) fn event(page: &Page, before: Option<&Element>) -> Option<&'static str> {
    if page.status() >= 400 {
        return Some(ERROR_EVENT);
    }
    match page {
        Page::NewPassword(_)
            if before.is_some_and(|it| has(it, "data-page", "check-your-email")) =>
        {
            Some("rekey-code-accepted")
        }
        Page::CheckYourEmail(_) => Some("rekey-sent"),
        Page::Done(_) => Some("rekey-done"),
        Page::ForgotPassword(_)
        | Page::NewPassword(_)
        | Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkInvalid(_)
        | Page::LinkClosed(_)
        | Page::NotMe(_)
        | Page::SomethingWentWrong(_) => None,
    }
}
