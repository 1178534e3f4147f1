//! A mail as HTML.
//!
//! Mail programs know less than browsers: Outlook for Windows lays out with
//! Word, Gmail drops what it doesn't know. So: one column of tables with one
//! cell each, and every colour and size inline.

use super::draft::{Action, Address, Block, Draft, Said};
use super::style;
use crate::html::whole;
use crate::node::{Fixed, Node, element};
use crate::texts::MailTexts;

/// The whole document of a mail.
pub(super) fn document(draft: &Draft<'_>) -> String {
    let html = speaking(element("html", &[]), draft.texts);
    whole(&html.holding(head(draft)).holding(body(draft)))
}

/// Language and direction, on the document and inside it: web mail keeps the
/// body's content only.
fn speaking(node: Node, texts: &MailTexts) -> Node {
    node.set("lang", texts.language).set("dir", texts.direction)
}

fn head(draft: &Draft<'_>) -> Node {
    let meta = |name, content| {
        let meta = element("meta", &[]).set("name", name);
        meta.set("content", content)
    };
    // Otherwise telephones offer to dial the code.
    let no_guesses = "telephone=no, date=no, address=no, email=no, url=no";
    let title = element("title", &[]).saying(draft.subject.clone().into());
    element("head", &[])
        .holding(element("meta", &[("charset", "utf-8")]))
        .holding(meta("viewport", "width=device-width, initial-scale=1"))
        .holding(meta("color-scheme", "light dark"))
        .holding(meta("supported-color-schemes", "light dark"))
        .holding(meta("format-detection", no_guesses))
        .holding(title)
        .holding(element("style", &[]).reading(style::DARK))
}

fn body(draft: &Draft<'_>) -> Node {
    let preview = element("div", style::PREVIEW).reading(draft.preview);
    let content = vec![sheet(draft), footer(draft)];
    let article = element("div", &[("role", "article"), ("class", "rekey-page")])
        .set("aria-label", draft.title)
        .holding(boxed(style::PAGE, style::PAGE_CELL, content));
    element("body", style::BODY)
        .holding(preview)
        .holding(speaking(article, draft.texts))
}

/// A table of one cell: the one box that all mail programs know.
fn boxed(table: &'static [Fixed], cell: &'static [Fixed], content: Vec<Node>) -> Node {
    let mut node = element("table", table);
    let plain = [
        ("role", "presentation"),
        ("cellpadding", "0"),
        ("cellspacing", "0"),
        ("border", "0"),
    ];
    for (name, value) in plain {
        node = node.set(name, value);
    }
    // Not `holding_all`: with one caller it is part of that, with two the
    // element that browsers download grows.
    let cell = element("td", cell);
    let cell = content.into_iter().fold(cell, Node::holding);
    node.holding(element("tr", &[]).holding(cell))
}

fn sheet(draft: &Draft<'_>) -> Node {
    let title = element("h1", style::TITLE).reading(draft.title);
    let mut content = vec![header(draft), title];
    for block in &draft.blocks {
        content.extend(written(block, draft.texts));
    }
    boxed(style::COLUMN, style::SHEET, content)
}

fn header(draft: &Draft<'_>) -> Node {
    let name = draft.brand.clone().into();
    match &draft.logo {
        Some(url) => element("img", style::LOGO)
            .with("src", url.clone().into())
            .with("alt", name),
        None => element("p", style::BRAND).holding(apart().saying(name)),
    }
}

fn written(block: &Block, texts: &MailTexts) -> Vec<Node> {
    match block {
        Block::Words(said) => vec![said.markup(element("p", style::WORDS), apart)],
        Block::Fact(said) => vec![said.markup(element("p", style::WORDS), outstanding)],
        Block::Code(said, notes) => vec![code(said, notes)],
        Block::Action(action) => act(action, texts),
    }
}

fn aside(said: &Said) -> Node {
    said.markup(element("p", style::ASIDE), apart)
}

/// Keeps the writing direction of a value to itself.
fn apart() -> Node {
    element("span", &[("dir", "auto")])
}

fn outstanding() -> Node {
    element("strong", &[("dir", "auto")])
}

fn digits() -> Node {
    element("span", style::DIGITS)
}

fn code(said: &Said, notes: &[Said]) -> Node {
    let mut content = vec![said.markup(element("p", style::WORDS), digits)];
    content.extend(notes.iter().map(aside));
    boxed(style::PANEL, style::PANEL_CELL, content)
}

/// A button, and the same address to copy.
fn act(action: &Action, texts: &MailTexts) -> Vec<Node> {
    let Address { href, shown } = &action.address;
    let link = element("a", style::BUTTON_LINK).with("href", href.clone().into());
    let link = link.reading(action.label);
    let mut nodes = vec![boxed(style::BUTTON, style::BUTTON_CELL, vec![link])];
    nodes.extend(action.note.as_ref().map(aside));
    if action.address.is_web() {
        nodes.push(element("p", style::ASIDE).reading(texts.button_fails));
    }
    let bare = element("a", style::ADDRESS).with("href", href.clone().into());
    let bare = bare.saying(shown.clone().into());
    nodes.push(element("p", style::ADDRESS_LINE).holding(bare));
    nodes
}

fn footer(draft: &Draft<'_>) -> Node {
    let help = draft.help.as_ref().map(|help| {
        let link = element("a", style::HELP).with("href", help.href.clone().into());
        element("p", style::ASIDE).holding(link.reading(draft.texts.help))
    });
    let mut content = Vec::from_iter(help);
    content.push(element("p", style::ASIDE).reading(draft.texts.automatic));
    boxed(style::COLUMN, style::FOOTER, content)
}
