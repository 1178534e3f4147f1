//! Telling what happened: to the person (focus, live region, title) and to
//! the application (events).

use js_sys::{Object, Reflect};
use pages::{Node, Page, Texts};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement};

use crate::dom::{build, part};

const ERRORS: &str = "[data-part=errors]";
const TITLE: &str = "[data-part=title]";

/// Moves the focus to what is new: the errors, or the heading.
pub(crate) fn focus(page: &Element) {
    let target: Option<HtmlElement> = part(page, ERRORS).or_else(|| part(page, TITLE));
    if let Some(target) = target {
        let _ = target.focus();
    }
}

/// Has a screen reader say this when it next falls silent.
pub(crate) fn announce(host: &HtmlElement, words: &str) {
    if let Some(status) = part::<Element>(host, "[data-part=status]") {
        status.set_text_content(Some(words));
    }
}

/// Has the page's first sentence said; the heading has the focus, and is read
/// because of that. Errors are an alert of their own.
pub(crate) fn announce_page(host: &HtmlElement) {
    if part::<Element>(host, ERRORS).is_none() {
        let words = part::<Element>(host, "[data-part=text]").and_then(|it| it.text_content());
        announce(host, &words.unwrap_or_default());
    }
}

/// On our own pages, the document is named after the page that it shows.
pub(crate) fn retitle(old: &Element, new: &Element, texts: &Texts) {
    let heading = |page| part::<Element>(page, TITLE).and_then(|it| it.text_content());
    let (Some(document), Some(was), Some(is)) = (new.owner_document(), heading(old), heading(new))
    else {
        return;
    };
    let title = document.title();
    let mut renamed = String::new();
    if part::<Element>(new, ERRORS).is_some() {
        renamed.push_str(texts.error_prefix);
    }
    renamed.push_str(&is);
    // The brand's name follows.
    if let Some((_, rest)) = title.split_once(was.as_str()) {
        renamed.push_str(rest);
    }
    document.set_title(&renamed);
}

/// Says that no answer came; what was typed stays.
pub(crate) fn no_connection(page: &Element, texts: &Texts) {
    if let Some(old) = part::<Element>(page, ERRORS) {
        old.remove();
    }
    let words = vec![Node::Text(texts.no_connection.into())];
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
    let errors = page.owner_document().and_then(|it| build(&it, &tree));
    if let (Some(errors), Some(title)) = (errors, part::<Element>(page, TITLE)) {
        let _ = errors.set_attribute("tabindex", "-1");
        let _ = title.after_with_node_1(&errors);
        focus(page);
    }
}

fn element(tag: &'static str, part: &'static str, children: Vec<Node>) -> Node {
    Node::Element {
        tag,
        attributes: vec![("data-part", part.into())],
        children,
    }
}

/// Follows a link inside the page, from an error to its field. The address
/// stays as it is: an application may keep its own state there.
pub(crate) fn followed(host: &HtmlElement, link: &str) -> bool {
    let field = link
        .starts_with('#')
        .then(|| part::<HtmlElement>(host, link));
    field.flatten().is_some_and(|field| field.focus().is_ok())
}

/// Tells the application, where there is something to tell.
pub(crate) fn tell(host: &HtmlElement, page: &Page) {
    let event = match page {
        Page::CheckYourEmail(_) => "rekey-sent",
        Page::Done(_) => "rekey-done",
        Page::ForgotPassword(_)
        | Page::NewPassword(_)
        | Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkInvalid(_)
        | Page::SomethingWentWrong(_)
            if page.status() >= 400 =>
        {
            "rekey-error"
        }
        Page::ForgotPassword(_)
        | Page::NewPassword(_)
        | Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkInvalid(_)
        | Page::SomethingWentWrong(_) => return,
    };
    dispatch(host, event, page.name(), page.status());
}

/// Tells the application that no answer came.
pub(crate) fn tell_no_connection(host: &HtmlElement) {
    dispatch(host, "rekey-error", "no-connection", 0);
}

/// The details are the page's name and status: nothing that was typed.
fn dispatch(host: &HtmlElement, name: &str, page: &str, status: u16) {
    let detail = Object::new();
    let _ = Reflect::set(&detail, &"page".into(), &page.into());
    let _ = Reflect::set(&detail, &"status".into(), &status.into());
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = host.dispatch_event(&event);
    }
}
