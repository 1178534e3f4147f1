//! The forms.

use super::field::{Field, Hint};
use super::{Scene, intro};
use crate::forms::{ANSWER, LOGIN, PASSWORD};
use crate::node::{Node, element, text};
use crate::password::{Policy, password_rules_attribute};
use crate::texts::fill_strong;
use crate::{ForgotPassword, NewPassword};

impl Scene<'_> {
    pub(super) fn forgot_password(&self, page: &ForgotPassword) -> Vec<Node> {
        let form = self
            .form("/forgot_password")
            .holding([self.login_field(&page.login)])
            .holding(submit(self.texts.forgot_submit, self.texts.sending));
        let said = intro([text(self.texts.forgot_intro)]);
        let back = self.sign_in_link(self.texts.back_to_sign_in);
        [said, form].into_iter().chain(back).collect()
    }

    /// Asks for a new link where the old one is dead.
    pub(super) fn new_link_form(&self, login: &str) -> Node {
        self.form("/forgot_password")
            .holding([self.login_field(login)])
            .holding(submit(self.texts.new_link, self.texts.sending))
    }

    pub(super) fn new_password(&self, page: &NewPassword) -> Vec<Node> {
        let whose = page.username.as_deref();
        let whose_words = whose.map(|login| fill_strong(self.texts.new_for, "{login}", login));
        let form = self
            .form("/reset_password")
            .holding(whose.map(username))
            .holding(
                page.question
                    .as_deref()
                    .map(|asked| self.answer_field(asked)),
            )
            .holding([self.password_field(page)])
            .holding(submit(self.texts.save, self.texts.saving));
        let mut nodes: Vec<Node> = whose_words.map(intro).into_iter().collect();
        nodes.push(form);
        nodes
    }

    /// A form that the server judges, not the browser: its words are better.
    fn form(&self, path: &str) -> Node {
        element("form")
            .with("data-part", "form")
            .with("method", "post")
            .with("action", self.place.address(path))
            .with("novalidate", "")
    }

    fn login_field(&self, login: &str) -> Node {
        let input = element("input")
            .with("type", "text")
            .with("value", login.to_owned())
            .with("autocomplete", "username")
            .with("inputmode", "email")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("dir", "auto");
        self.field(Field {
            name: LOGIN,
            label: self.texts.login_label.into(),
            hints: Vec::new(),
            input,
            beside: None,
        })
    }

    fn answer_field(&self, question: &str) -> Node {
        let input = element("input")
            .with("type", "text")
            .with("autocomplete", "off")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("dir", "auto");
        self.field(Field {
            name: ANSWER,
            label: question.to_owned().into(),
            hints: vec![hint("rekey-answer-hint", self.texts.question_hint)],
            input,
            beside: None,
        })
    }

    fn password_field(&self, page: &NewPassword) -> Node {
        let rules = page.policy.as_ref().map(password_rules_attribute);
        let input = element("input")
            .with("type", "password")
            .with("autocomplete", "new-password")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .maybe("passwordrules", rules);
        self.field(Field {
            name: PASSWORD,
            label: self.texts.password_label.into(),
            hints: self.password_hints(page),
            input,
            beside: Some(self.toggle()),
        })
    }

    fn password_hints(&self, page: &NewPassword) -> Vec<Hint> {
        let history = page.policy.as_ref().and_then(|policy| self.history(policy));
        match self.rules(page) {
            None => vec![hint("rekey-password-hint", self.texts.rules_unknown)],
            Some(list) => {
                let rules = Hint {
                    id: "rekey-password-rules",
                    node: list,
                };
                [rules].into_iter().chain(history).collect()
            }
        }
    }

    fn history(&self, policy: &Policy) -> Option<Hint> {
        let words = self.texts.history.say(policy.history_count);
        (policy.history_count > 0).then(|| hint("rekey-password-hint", words))
    }

    /// Shows the password. Hidden until the script that makes it work is there.
    fn toggle(&self) -> Node {
        element("button")
            .with("type", "button")
            .with("data-part", "toggle-password")
            .with("aria-label", self.texts.show_password)
            .with("aria-pressed", "false")
            .with("aria-controls", "rekey-password")
            .with("hidden", "")
            .saying(self.texts.show)
    }
}

fn hint(id: &'static str, words: impl Into<crate::node::Words>) -> Hint {
    let node = element("p").with("data-part", "hint").saying(words);
    Hint { id, node }
}

/// Tells password managers whose password this is. Nobody else sees it; it is
/// not `hidden`, since managers pass over such fields.
fn username(login: &str) -> Node {
    element("input")
        .with("type", "text")
        .with("name", "username")
        .with("data-part", "username")
        .with("value", login.to_owned())
        .with("autocomplete", "username")
        .with("readonly", "")
        .with("tabindex", "-1")
        .with("aria-hidden", "true")
}

/// The form's button, and above it the place where the script says what the
/// server can't: that it didn't answer. While the button is busy
/// (`data-state="busy"`), the style sheet shows the words of `data-busy` in
/// the same width.
fn submit(words: &'static str, busy: &'static str) -> [Node; 2] {
    let notice = element("p")
        .with("data-part", "notice")
        .with("role", "alert");
    let button = element("button")
        .with("type", "submit")
        .with("data-part", "submit")
        .with("data-busy", busy)
        .holding([element("span").saying(words)]);
    [notice, button]
}
