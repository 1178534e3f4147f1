//! The public answer: what may be on its way, the code, and another message.

use super::field::Field;
use super::forms::{hint, submit};
use super::{Scene, public_answer, quiet};
use crate::complaint::wait;
use crate::forms::CODE;
use crate::node::{Fixed, Node, decimal, element, part};
use crate::texts::fill_strong;
use crate::{Besides, CheckYourEmail, CodeEntry, CodeError, Resend, Sent};

/// One field: it takes a code pasted with its spaces, and filled in by the
/// phone that received it. What is no code, the server says in words.
const CODE_INPUT: &[Fixed] = &[
    ("data-part", "input"),
    ("type", "text"),
    ("autocomplete", "one-time-code"),
    ("inputmode", "numeric"),
    ("maxlength", "60"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("dir", "ltr"),
    ("aria-required", "true"),
];

impl Scene<'_> {
    pub(super) fn check_your_email(&self, page: &CheckYourEmail) -> Vec<Node> {
        let mut nodes = vec![self.public_answer(page)];
        let closed = page.code_error() == Some(CodeError::Closed);
        match &page.code {
            None => nodes.push(part("p", "text").reading(self.texts.check_link)),
            Some(_) if closed => {}
            Some(code) => {
                if code.besides == Besides::Link {
                    nodes.push(part("p", "text").reading(self.texts.check_both));
                }
                nodes.push(self.code_form(code));
            }
        }
        if let Some(resend) = page.resend {
            // Once there is no code to enter, it is the one thing to do.
            let name = if closed { "form" } else { "resend" };
            nodes.push(self.resend_form(name, page, resend));
        }
        let start = self.place.address("/forgot_password");
        nodes.push(quiet("start-over", start, self.texts.check_other));
        nodes
    }

    /// Once another message was asked for, this says that it was.
    fn public_answer(&self, page: &CheckYourEmail) -> Node {
        let mut text = part("p", "text");
        if page.resend.unwrap_or_default().sent == Sent::Again {
            text = text.set("role", "status");
        }
        fill_strong(text, public_answer(page, self.texts), &page.login)
    }

    fn code_form(&self, code: &CodeEntry) -> Node {
        let words = self.texts.code_hint.say(code.minutes);
        let field = self.field(Field {
            name: CODE,
            label: self.texts.code_label.into(),
            hints: vec![hint("rekey-code-hint", words.into())],
            input: element("input", CODE_INPUT),
            beside: None,
        });
        self.form("form", "/forgot_password/code")
            .holding(field)
            .holding(submit(self.texts.go_on, self.texts.checking))
    }

    fn resend_form(&self, name: &'static str, page: &CheckYourEmail, resend: Resend) -> Node {
        let words = self.texts.by(page.channel).resend;
        let button = submit(words, self.texts.sending);
        let form = self.form(name, "/forgot_password/resend");
        if resend.wait_seconds == 0 {
            return form.holding(button);
        }
        let id = "rekey-resend-hint";
        let when = wait(resend.wait_seconds, self.texts);
        let hint = part("p", "hint").set("id", id).saying(when.into());
        let hint = hint.with("data-seconds", decimal(resend.wait_seconds).into());
        form.holding(button.set("aria-describedby", id))
            .holding(hint)
    }
}
