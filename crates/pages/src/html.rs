//! Markup as text: the server's encoding of a page.

use crate::complaint::gist;
use crate::forms::LANG;
use crate::node::{Fixed, Node, element, part};
use crate::texts::{Texts, fill_with};
use crate::view::heading;
use crate::{Brand, Frame, Language, Menu, Page, Place, Widget, view};

/// The whole document of a page: `<!doctype html>…`. It needs no JavaScript,
/// and neither inline script nor inline style: it lives under the strictest
/// content security policy.
#[must_use]
pub fn document(page: &Page, frame: &Frame) -> String {
    let html = element("html", &[])
        .set("lang", frame.texts.language)
        .set("dir", frame.texts.direction)
        .holding(head(page, frame))
        .holding(body(page, frame));
    whole(&html)
}

/// A document with this root element.
pub(crate) fn whole(html: &Node) -> String {
    let mut out = String::from("<!doctype html>\n");
    write(html, &mut out);
    out.push('\n');
    out
}

/// The HTML of a piece of markup.
#[must_use]
pub fn serialise(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn head(page: &Page, frame: &Frame) -> Node {
    let meta = |name, content| {
        element("meta", &[])
            .set("name", name)
            .set("content", content)
    };
    let title = element("title", &[]).saying(title(page, frame).into());
    let style = element("link", &[("rel", "stylesheet")]);
    let script = page.element().map(|_| {
        let script = element("script", &[("type", "module")]);
        script.with("src", frame.assets.script.clone().into())
    });
    let widget = widget(page, frame).map(|widget| {
        let script = element("script", &[("async", ""), ("defer", "")]);
        script.with("src", widget.script.to_owned().into())
    });
    element("head", &[])
        .holding(element("meta", &[("charset", "utf-8")]))
        .holding(meta("viewport", "width=device-width, initial-scale=1"))
        .holding(meta("color-scheme", "light dark"))
        .holding(meta("referrer", "no-referrer"))
        .holding(meta("robots", "noindex"))
        .holding(title)
        .holding(style.with("href", frame.assets.style.clone().into()))
        .maybe_holding(script)
        .maybe_holding(widget)
}

/// Turnstile's widget, where it stands on this page.
fn widget<'a>(page: &Page, frame: &Frame<'a>) -> Option<Widget<'a>> {
    frame.widget.filter(|_| page.name() == "forgot-password")
}

const WIDGET: &[Fixed] = &[
    ("class", "cf-turnstile"),
    ("data-action", "forgot_password"),
];

fn title(page: &Page, frame: &Frame) -> String {
    let mut title = String::new();
    if !gist(page, frame.texts).is_empty() {
        title.push_str(frame.texts.error_prefix);
    }
    title.push_str(heading(page, frame.texts).title);
    if !frame.brand.name.is_empty() {
        title.push_str(" – ");
        title.push_str(&frame.brand.name);
    }
    title
}

fn body(page: &Page, frame: &Frame) -> Node {
    let content = view(page, frame.texts, frame.brand, &Place::OwnPage);
    let content = match page.element() {
        Some(tag) => {
            // The element shows later pages; they need the way to sign in, too, and the same words.
            let mut element = element(tag, &[]);
            if let Some(url) = &frame.brand.sign_in_url {
                element = element.with("sign-in-url", url.clone().into());
            }
            if let Some(url) = frame.own_texts {
                element = element.with("texts", url.to_owned().into());
            }
            element.holding(content)
        }
        None => content,
    };
    // Outside of what the element renders anew.
    let widget = widget(page, frame).map(|widget| {
        element("div", WIDGET).with("data-sitekey", widget.site_key.to_owned().into())
    });
    element("body", &[("class", "rekey-page")])
        .holding(header(frame.brand))
        .holding(element("main", &[]).holding(content).maybe_holding(widget))
        .holding(footer(frame))
}

fn header(brand: &Brand) -> Node {
    let name = brand.name.clone().into();
    let shown = match &brand.logo_url {
        Some(url) => part("img", "logo")
            .with("src", url.clone().into())
            .with("alt", name),
        None => part("span", "brand").saying(name),
    };
    part("header", "header").holding(shown)
}

fn footer(frame: &Frame) -> Node {
    let help = frame.brand.support_url.clone().map(|url| {
        let link = part("a", "help").with("href", url.into());
        link.reading(frame.texts.help)
    });
    // Its parts would change places within what is written from the right.
    let reference = fill_with(part("span", "reference"), frame.texts.reference, &|_| {
        Some(element("bdi", &[]).saying(frame.request_id.to_owned().into()))
    });
    part("footer", "footer")
        .maybe_holding(frame.menu.map(|menu| languages(frame.texts, menu)))
        .maybe_holding(help)
        .reading(" ")
        .holding(reference)
}

/// The menu of languages, each in its own words. It leads where the document came from: an `action`
/// could not name an address that only the browser knows.
fn languages(texts: &Texts, menu: Menu) -> Node {
    let mut select = element("select", &[("id", "rekey-language"), ("name", LANG)]);
    for language in Language::by_name() {
        let mut option = element("option", &[]);
        if language == menu.language {
            option = option.set("selected", "");
        }
        let option = option
            .set("value", language.tag())
            .set("lang", language.tag())
            .set("dir", language.texts().direction);
        select = select.holding(option.saying(language.name().into()));
    }
    let label = element("label", &[("for", "rekey-language")]).reading(texts.language_label);
    let button = element("button", &[]).reading(texts.language_change);
    let mut form = part("form", "language").set("method", "get");
    for (name, value) in menu.query {
        let hidden = element("input", &[("type", "hidden")]);
        let hidden = hidden.with("name", name.clone().into());
        form = form.holding(hidden.with("value", value.clone().into()));
    }
    form.holding(label).holding(select).holding(button)
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Text(words) => escape(words, out),
        Node::Element {
            tag,
            attributes,
            children,
        } => {
            out.push('<');
            out.push_str(tag);
            for (name, value) in attributes {
                write_attribute(name, value, out);
            }
            out.push('>');
            for child in children {
                write(child, out);
            }
            if !is_void(tag) {
                out.push_str("</");
                out.push_str(tag);
                out.push('>');
            }
        }
    }
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    // An empty value may be left out: `hidden` is `hidden=""`.
    if !value.is_empty() {
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
}

/// One escaping for text and attribute values: more than each of them needs,
/// and enough for both.
fn escape(words: &str, out: &mut String) {
    for char in words.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(char),
        }
    }
}

/// Elements without an end tag, of those that we use.
fn is_void(tag: &str) -> bool {
    matches!(tag, "input" | "meta" | "link" | "img")
}
