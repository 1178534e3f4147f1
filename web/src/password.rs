//! The password's field: its rules while typing, and showing it.

use pages::Texts;
use pages::password::{Person, Rule, Verdict};
use web_sys::{Element, HtmlInputElement};

use crate::dom::{each, has, part, set, unset};

const TOGGLE: &str = "[data-part=toggle-password]";

/// When a password is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// In the middle of a word: nothing is called missing yet.
    Typing,
    /// After a pause.
    Paused,
}

/// Makes a page's password field work: the toggle needs this script, and the
/// browser may have filled in the field.
pub(crate) fn prepare(page: &Element, texts: &Texts) {
    if let Some(toggle) = part::<Element>(page, TOGGLE) {
        unset(&toggle, "hidden");
    }
    typed(page, texts);
}

/// Marks the rules that are met.
pub(crate) fn typed(inside: &Element, texts: &Texts) {
    mark(inside, Moment::Typing, texts);
}

/// Marks the rules that are met, and those that are not. Returns how far the
/// password has come, in words.
pub(crate) fn paused(inside: &Element, texts: &Texts) -> Option<String> {
    mark(inside, Moment::Paused, texts)
}

/// Judges by the code that decides in the Worker. The rules are read from the
/// list, which is the same wherever it was made.
fn mark(inside: &Element, moment: Moment, texts: &Texts) -> Option<String> {
    let typed = part::<HtmlInputElement>(inside, "input[name=password]")?.value();
    let username = part::<HtmlInputElement>(inside, "input[name=username]");
    let person = Person {
        username: username.map(|input| input.value()),
        ..Person::default()
    };
    let (mut met, mut all) = (0, 0);
    each(inside, "[data-rule]", |item: Element| {
        let Some(rule) = rule(&item) else { return };
        match rule.judge(&person, &typed) {
            // What the server said of it was about another password.
            Verdict::Unknown if !typed.is_empty() => return show(&item, "neutral", ""),
            Verdict::Unknown => return,
            // Nobody sees this one unless it is broken.
            Verdict::Met if matches!(rule, Rule::MaxLength(_)) => {
                return show(&item, "met", texts.rule_met);
            }
            _ if typed.is_empty() => clear(&item),
            Verdict::Met => {
                met += 1;
                show(&item, "met", texts.rule_met);
            }
            Verdict::Broken if moment == Moment::Typing => clear(&item),
            Verdict::Broken => show(&item, "missing", texts.rule_missing),
        }
        all += 1;
    });
    (all > 0 && !typed.is_empty()).then(|| texts.progress(met, all))
}

fn rule(item: &Element) -> Option<Rule> {
    let count = item.get_attribute("data-count");
    let count = count.and_then(|count| count.parse().ok());
    Rule::from_parts(&item.get_attribute("data-rule")?, count)
}

/// Says nothing about a rule any more, unless it was called missing.
fn clear(item: &Element) {
    if has(item, "data-state", "met") {
        show(item, "neutral", "");
    }
}

fn show(item: &Element, state: &str, verdict: &str) {
    set(item, "data-state", state);
    if let Some(words) = part::<Element>(item, "[data-part=verdict]") {
        words.set_text_content(Some(verdict));
    }
}

/// Shows the password, or hides it again.
pub(crate) fn toggle(button: &Element) {
    let (kind, pressed) = if has(button, "aria-pressed", "true") {
        ("password", "false")
    } else {
        ("text", "true")
    };
    let control = button.closest("[data-part=control]").ok().flatten();
    if let Some(input) = control.and_then(|it| part::<Element>(&it, "input")) {
        set(&input, "type", kind);
        set(button, "aria-pressed", pressed);
    }
}

/// Hides the password before it is sent, so that no browser remembers it as
/// an ordinary text.
pub(crate) fn hide(form: &Element) {
    if let Some(button) = part::<Element>(form, TOGGLE)
        && has(&button, "aria-pressed", "true")
    {
        toggle(&button);
    }
}
