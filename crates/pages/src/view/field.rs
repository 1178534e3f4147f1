//! A labelled field: label, hints, control, error, and how they refer to
//! each other; and the list of errors at the top, which refers to them all.

use super::Scene;
use crate::forms::{ANSWER, CHANNEL, CODE, PASSWORD};
use crate::node::{Fixed, Node, Words, element, part};

const ERRORS: &[Fixed] = &[
    ("data-part", "errors"),
    ("role", "alert"),
    ("tabindex", "-1"),
    ("autofocus", ""),
];

/// A field, before it is known whether anything is wrong with it.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: Words,
    /// What stands between label and control.
    pub(super) hints: Vec<Hint>,
    /// The `<input>`, with everything that is special about it.
    pub(super) input: Node,
    /// What stands beside the input.
    pub(super) beside: Option<Node>,
}

/// Something that describes a field, and its id.
pub(super) struct Hint {
    pub(super) id: &'static str,
    pub(super) node: Node,
}

impl Scene<'_> {
    pub(super) fn field(&self, field: Field) -> Node {
        let (id, error_id) = ids(field.name);
        let error = self.error_about(field.name, error_id);
        let mut input = field.input.set("id", id).set("name", field.name);
        let label = part("label", "label").set("for", id);
        let label = match field.name {
            // The person's own words, in whatever language.
            ANSWER => label.holding(element("bdi", &[]).saying(field.label)),
            _ => label.saying(field.label),
        };
        let mut node = part("div", "field").holding(label);
        let mut described = String::new();
        for hint in field.hints {
            refer(&mut described, hint.id);
            node = node.holding(hint.node.set("id", hint.id));
        }
        if error.is_some() {
            refer(&mut described, error_id);
            input = input.set("aria-invalid", "true");
        }
        if !described.is_empty() {
            input = input.with("aria-describedby", described.into());
        }
        let control = part("div", "control").holding(input);
        node.holding(control.maybe_holding(field.beside))
            .maybe_holding(error)
    }

    /// The errors at the top of the page, each a way to its field. The list
    /// takes the focus, so that nobody has to search for what happened.
    pub(super) fn summary(&self) -> Option<Node> {
        if self.complaints.is_empty() {
            return None;
        }
        let mut list = part("ul", "errors-list");
        for found in &self.complaints {
            let words = found.detail.clone().into();
            let item = element("li", &[]);
            list = list.holding(match found.field {
                Some(name) => {
                    let way = element("a", &[]).with("href", fragment(name).into());
                    item.holding(way.saying(words))
                }
                None => item.saying(words),
            });
        }
        let title = part("h2", "errors-title").reading(self.texts.errors_title);
        Some(element("div", ERRORS).holding(title).holding(list))
    }

    /// The paragraph below a field that something is wrong with.
    pub(super) fn error_about(&self, name: &str, id: &'static str) -> Option<Node> {
        let mut error = None;
        for found in &self.complaints {
            if found.field == Some(name) {
                let sentence = part("span", "error-text").saying(found.detail.clone().into());
                let before = error.unwrap_or_else(|| part("p", "error").set("id", id));
                error = Some(before.holding(sentence));
            }
        }
        error
    }
}

/// The ids of a field and of its error. They are fixed: a document has at
/// most one form of each kind.
pub(super) fn ids(name: &str) -> (&'static str, &'static str) {
    match name {
        PASSWORD => ("rekey-password", "rekey-password-error"),
        ANSWER => ("rekey-answer", "rekey-answer-error"),
        CODE => ("rekey-code", "rekey-code-error"),
        CHANNEL => ("rekey-channel", "rekey-channel-error"),
        _ => ("rekey-login", "rekey-login-error"),
    }
}

fn fragment(name: &str) -> String {
    let mut fragment = String::from("#");
    fragment.push_str(ids(name).0);
    fragment
}

fn refer(described: &mut String, id: &str) {
    if !described.is_empty() {
        described.push(' ');
    }
    described.push_str(id);
}
