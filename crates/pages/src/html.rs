//! Markup as text: the server's encoding of a page.

use crate::complaint::gist;
use crate::node::{Node, element, text};
use crate::texts::fill;
use crate::{Brand, Frame, Page, Place, view};

/// The whole document of a page: `<!doctype html>…`. It needs no JavaScript,
/// and neither inline script nor inline style: it lives under the strictest
/// content security policy.
#[must_use]
pub fn document(page: &Page, frame: &Frame) -> String {
    let html = element("html")
        .with("lang", frame.texts.language)
        .with("dir", frame.texts.direction)
        .holding([head(page, frame), body(page, frame)]);
    let mut out = String::from("<!doctype html>\n");
    write(&html, &mut out);
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
    let meta = |name, content| element("meta").with("name", name).with("content", content);
    let style = element("link")
        .with("rel", "stylesheet")
        .with("href", frame.assets.style.clone());
    let script = element("script")
        .with("type", "module")
        .with("src", frame.assets.script.clone());
    element("head")
        .holding([
            element("meta").with("charset", "utf-8"),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("color-scheme", "light dark"),
            meta("referrer", "no-referrer"),
            meta("robots", "noindex"),
            element("title").saying(title(page, frame)),
            style,
        ])
        .holding(page.element().map(|_| script))
}

fn title(page: &Page, frame: &Frame) -> String {
    let mut title = String::new();
    if !gist(page, frame.texts).is_empty() {
        title.push_str(frame.texts.error_prefix);
    }
    title.push_str(crate::view::heading(page, frame.texts).title);
    if !frame.brand.name.is_empty() {
        title.push_str(" – ");
        title.push_str(&frame.brand.name);
    }
    title
}

fn body(page: &Page, frame: &Frame) -> Node {
    let content = view(page, frame.texts, frame.brand, &Place::OwnPage);
    let content = match page.element() {
        Some(tag) => element(tag).holding([content]),
        None => content,
    };
    element("body").with("class", "rekey-page").holding([
        header(frame.brand),
        element("main").holding([content]),
        footer(frame),
    ])
}

fn header(brand: &Brand) -> Node {
    let name = brand.name.clone();
    let shown = match &brand.logo_url {
        Some(url) => element("img")
            .with("data-part", "logo")
            .with("src", url.clone())
            .with("alt", name),
        None => element("span").with("data-part", "brand").saying(name),
    };
    element("header")
        .with("data-part", "header")
        .holding([shown])
}

fn footer(frame: &Frame) -> Node {
    let help = frame.brand.support_url.clone().map(|url| {
        let link = element("a").with("data-part", "help").with("href", url);
        link.saying(frame.texts.help)
    });
    let reference = fill(frame.texts.reference, "{id}", frame.request_id);
    let reference = element("span")
        .with("data-part", "reference")
        .saying(reference);
    element("footer")
        .with("data-part", "footer")
        .holding(help)
        .holding([text(" "), reference])
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
