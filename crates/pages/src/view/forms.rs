//! The forms.

use super::Scene;
use super::field::{Field, Hint};
use crate::forms::{ANSWER, LOGIN, PASSWORD, PURPOSE, RETURN_TO, STAMP};
use crate::node::{Fixed, Node, Words, decimal, element, part};
use crate::password::password_rules_attribute;
use crate::texts::fill_strong;
use crate::{ForgotPassword, NewPassword, Purpose, Unlocking};

const FORM: &[Fixed] = &[("method", "post"), ("novalidate", "")];

const LOGIN_INPUT: &[Fixed] = &[
    ("data-part", "input"),
    ("type", "text"),
    ("autocomplete", "username"),
    ("inputmode", "email"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("dir", "auto"),
    ("aria-required", "true"),
];

const ANSWER_INPUT: &[Fixed] = &[
    ("data-part", "input"),
    ("type", "text"),
    ("autocomplete", "off"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("dir", "auto"),
    ("aria-required", "true"),
];

const PASSWORD_INPUT: &[Fixed] = &[
    ("data-part", "input"),
    ("type", "password"),
    ("autocomplete", "new-password"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("aria-required", "true"),
];

const TOGGLE: &[Fixed] = &[
    ("data-part", "toggle-password"),
    ("type", "button"),
    ("aria-pressed", "false"),
    ("aria-controls", "rekey-password"),
    ("hidden", ""),
];

/// Shown while the key is on, by the script that knows.
const CAPS_LOCK: &[Fixed] = &[
    ("data-part", "caps-lock"),
    ("role", "status"),
    ("hidden", ""),
];

const USERNAME: &[Fixed] = &[
    ("data-part", "username"),
    ("type", "text"),
    ("name", crate::forms::USERNAME),
    ("autocomplete", "username"),
    ("readonly", ""),
    ("tabindex", "-1"),
    ("aria-hidden", "true"),
];

const UNLOCK_INPUT: &[Fixed] = &[("type", "checkbox"), ("name", PURPOSE), ("value", "unlock")];

const RETURN_TO_INPUT: &[Fixed] = &[("type", "hidden"), ("name", RETURN_TO)];

const STAMP_INPUT: &[Fixed] = &[("type", "hidden"), ("name", STAMP)];

/// The id of how long the form can still be sent.
pub const TIME_LEFT: &str = "rekey-time-left";
/// In minutes: of more time than this nobody needs to be told.
const HOUR: u32 = 60;

impl Scene<'_> {
    pub(super) fn forgot_password(&self, page: &ForgotPassword) -> Vec<Node> {
        let form = self
            .form("form", "/forgot_password")
            .holding(self.login_field(&page.login))
            .maybe_holding(self.channel_field(page))
            .maybe_holding(self.unlock_field(page.unlock))
            .maybe_holding(kept(
                RETURN_TO_INPUT,
                page.return_to.as_ref().map(|it| &*it.url),
            ))
            .maybe_holding(kept(STAMP_INPUT, page.stamp.as_deref()))
            .holding(submit(self.texts.go_on, self.texts.sending));
        let mut nodes = vec![part("p", "text").reading(self.texts.forgot_intro), form];
        nodes.extend(self.sign_in_link());
        nodes
    }

    /// What somebody ticks whose account is locked.
    fn unlock_field(&self, unlock: Unlocking) -> Option<Node> {
        let mut input = element("input", UNLOCK_INPUT);
        match unlock {
            Unlocking::NotOffered | Unlocking::Refused => return None,
            Unlocking::Offered => {}
            Unlocking::Chosen => input = input.set("checked", ""),
        }
        Some(choice(input, self.texts.unlock_choice))
    }

    /// Asks for the login, and so for a new link.
    pub(super) fn login_form(&self, login: &str, words: &'static str) -> Node {
        self.form("form", "/forgot_password")
            .holding(self.login_field(login))
            .holding(submit(words, self.texts.sending))
    }

    /// Posts to the address it stands at, which has the token of the mail.
    pub(super) fn not_me_form(&self) -> Node {
        let button = submit(self.texts.not_me_submit, self.texts.sending);
        element("form", FORM)
            .set("data-part", "form")
            .holding(button)
    }

    pub(super) fn new_password(&self, page: &NewPassword) -> Vec<Node> {
        let mut nodes = Vec::new();
        let keeps = page.purpose == Purpose::OnlyUnlock;
        let path = if keeps { "/unlock" } else { "/reset_password" };
        let mut form = self.form("form", path);
        if !self.heading.text.is_empty() {
            nodes.push(self.said());
        }
        if let Some(login) = &page.username {
            nodes.push(fill_strong(part("p", "text"), self.texts.new_for, login));
            form = form.holding(username(login));
        }
        if let Some(question) = &page.question {
            form = form.holding(self.answer_field(question));
        }
        let words = if keeps {
            self.heading.title
        } else {
            form = form.holding(self.password_field(page));
            self.texts.save
        };
        nodes.push(form.holding(submit(words, self.texts.saving)));
        nodes
    }

    /// A form that the server judges, not the browser: its words are better.
    pub(super) fn form(&self, name: &'static str, path: &str) -> Node {
        element("form", FORM)
            .set("data-part", name)
            .with("action", self.place.address(path).into())
    }

    fn login_field(&self, login: &str) -> Node {
        self.field(Field {
            name: LOGIN,
            label: self.texts.login_label.into(),
            hints: Vec::new(),
            input: element("input", LOGIN_INPUT).with("value", login.to_owned().into()),
            beside: None,
        })
    }

    fn answer_field(&self, question: &str) -> Node {
        let words = self.texts.question_hint.into();
        self.field(Field {
            name: ANSWER,
            label: question.to_owned().into(),
            hints: vec![hint("rekey-answer-hint", words)],
            input: element("input", ANSWER_INPUT),
            beside: None,
        })
    }

    fn password_field(&self, page: &NewPassword) -> Node {
        let mut input = element("input", PASSWORD_INPUT);
        if let Some(policy) = &page.policy {
            input = input.with("passwordrules", password_rules_attribute(policy).into());
        }
        let caps_lock = element("p", CAPS_LOCK).reading(self.texts.caps_lock);
        self.field(Field {
            name: PASSWORD,
            label: self.texts.password_label.into(),
            hints: self.password_hints(page),
            input,
            beside: Some(self.toggle()),
        })
        .holding(caps_lock)
    }

    fn password_hints(&self, page: &NewPassword) -> Vec<Hint> {
        let mut hints = Vec::new();
        if let Some(node) = self.rules(page) {
            let id = "rekey-password-rules";
            hints.push(Hint { id, node });
            if let Some(policy) = &page.policy
                && policy.history_count > 0
            {
                let words = self.texts.history.say(policy.history_count);
                hints.push(hint("rekey-password-hint", words.into()));
            }
        } else {
            let words = self.texts.rules_unknown.into();
            hints.push(hint("rekey-password-hint", words));
        }
        let minutes = page.minutes.filter(|minutes| *minutes <= HOUR);
        hints.extend(minutes.map(|minutes| self.time_left(minutes)));
        hints
    }

    /// The script counts the minutes down.
    fn time_left(&self, minutes: u32) -> Hint {
        let words = self.texts.expires_minutes.say(minutes);
        let Hint { id, node } = hint(TIME_LEFT, words.into());
        let node = node.with("data-seconds", decimal(minutes * 60).into());
        Hint { id, node }
    }

    /// Shows the password. Hidden until the script that makes it work is there.
    fn toggle(&self) -> Node {
        element("button", TOGGLE)
            .set("aria-label", self.texts.show_password)
            .reading(self.texts.show)
    }
}

pub(super) fn hint(id: &'static str, words: Words) -> Hint {
    let node = part("p", "hint").saying(words);
    Hint { id, node }
}

/// Tells password managers whose password this is. Nobody else sees it; it is
/// not `hidden`, since managers pass over such fields.
fn username(login: &str) -> Node {
    element("input", USERNAME).with("value", login.to_owned().into())
}

/// The form's button. While it is busy (`data-state="busy"`), the style sheet
/// shows the words of `data-busy` in the same width.
pub(super) fn submit(words: &'static str, busy: &'static str) -> Node {
    let button = element("button", &[("data-part", "submit"), ("type", "submit")]);
    let words = element("span", &[]).reading(words);
    button.set("data-busy", busy).holding(words)
}

/// Something that can be ticked.
pub(super) fn choice(input: Node, words: &'static str) -> Node {
    let words = element("span", &[]).reading(words);
    part("label", "choice").holding(input).holding(words)
}

/// What goes back as it came.
fn kept(input: &'static [Fixed], value: Option<&str>) -> Option<Node> {
    Some(element("input", input).with("value", value?.to_owned().into()))
}
