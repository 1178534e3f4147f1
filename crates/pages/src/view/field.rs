//! A labelled field: label, hints, control, error, and how they refer to
//! each other; and the list of errors at the top, which refers to them all.

use super::Scene;
use crate::forms::{ANSWER, PASSWORD};
use crate::node::{Node, Words, element, text};

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
        let errors = self.errors_about(field.name, error_id);
        let invalid = errors.is_some().then_some("true");
        let input = field
            .input
            .with("id", id)
            .with("name", field.name)
            .with("data-part", "input")
            .with("aria-required", "true")
            .maybe("aria-invalid", invalid)
            .maybe(
                "aria-describedby",
                described_by(&field.hints, errors.as_ref(), error_id),
            );
        let label = element("label").with("data-part", "label").with("for", id);
        let control = element("div").with("data-part", "control");
        element("div")
            .with("data-part", "field")
            .holding([label.saying(field.label)])
            .holding(
                field
                    .hints
                    .into_iter()
                    .map(|hint| hint.node.with("id", hint.id)),
            )
            .holding([control.holding([input]).holding(field.beside)])
            .holding(errors)
    }

    /// The errors at the top of the page, each a way to its field. The list
    /// takes the focus, so that nobody has to search for what happened.
    pub(super) fn summary(&self) -> Option<Node> {
        if self.complaints.is_empty() {
            return None;
        }
        let errors = self.complaints.iter().map(|found| {
            let words = text(found.detail.clone());
            element("li").holding([match found.field {
                Some(name) => element("a").with("href", fragment(name)).holding([words]),
                None => words,
            }])
        });
        let title = element("h2").with("data-part", "errors-title");
        let list = element("ul").with("data-part", "errors-list");
        let summary = element("div")
            .with("data-part", "errors")
            .with("role", "alert")
            .with("tabindex", "-1")
            .with("autofocus", "");
        Some(summary.holding([title.saying(self.texts.errors_title), list.holding(errors)]))
    }

    /// The paragraph below a field that something is wrong with.
    fn errors_about(&self, name: &str, error_id: &'static str) -> Option<Node> {
        let about = self
            .complaints
            .iter()
            .filter(|found| found.field == Some(name));
        let mut sentences = about.map(|found| {
            let sentence = element("span").with("data-part", "error-text");
            sentence.saying(found.detail.clone())
        });
        let first = sentences.next()?;
        let error = element("p").with("data-part", "error").with("id", error_id);
        Some(error.holding([first]).holding(sentences))
    }
}

/// The ids of a field and of its error. They are fixed: a document has at
/// most one form of each kind.
fn ids(name: &str) -> (&'static str, &'static str) {
    match name {
        PASSWORD => ("rekey-password", "rekey-password-error"),
        ANSWER => ("rekey-answer", "rekey-answer-error"),
        _ => ("rekey-login", "rekey-login-error"),
    }
}

fn fragment(name: &str) -> String {
    let mut fragment = String::from("#");
    fragment.push_str(ids(name).0);
    fragment
}

fn described_by(hints: &[Hint], errors: Option<&Node>, error_id: &str) -> Option<String> {
    let mut ids: Vec<&str> = hints.iter().map(|hint| hint.id).collect();
    if errors.is_some() {
        ids.push(error_id);
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}
