//! The password's field: its rules while typing, and showing it.

use pages::password::{Person, Rule, Verdict};
use pages::texts;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::dom::{part, parts, set};

/// When a password is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// In the middle of a word: nothing is called missing yet.
    Typing,
    /// After a pause.
    Paused,
}

/// Makes a page's password field work: the toggle needs this script, and the
/// browser may have filled in the field.
pub(crate) fn prepare(page: &Element) {
    if let Some(toggle) = part::<HtmlElement>(page, "[data-part=toggle-password]") {
        toggle.set_hidden(false);
    }
    mark(page, Moment::Typing);
}

/// Marks each rule on the list as met or missing, by the code that decides in
/// the Worker. Returns how far the password has come, in words.
pub(crate) fn mark(inside: &Element, moment: Moment) -> Option<String> {
    let typed = part::<HtmlInputElement>(inside, "input[name=password]")?.value();
    let username = part::<HtmlInputElement>(inside, "input[autocomplete=username]");
    let person = Person {
        username: username.map(|input| input.value()),
        ..Person::default()
    };
    let (mut met, mut all) = (0, 0);
    for item in parts::<Element>(inside, "[data-rule]") {
        let Some(rule) = rule(&item) else { continue };
        match rule.judge(&person, &typed) {
            Verdict::Unknown => continue,
            Verdict::Met if typed.is_empty() => clear(&item),
            Verdict::Met => {
                met += 1;
                show(&item, "met", texts::english().rule_met);
            }
            Verdict::Broken if typed.is_empty() || moment == Moment::Typing => clear(&item),
            Verdict::Broken => show(&item, "missing", texts::english().rule_missing),
        }
        all += 1;
    }
    (all > 0 && !typed.is_empty()).then(|| texts::english().progress(met, all))
}

/// The rule of an item on the list, wherever the list was made.
fn rule(item: &Element) -> Option<Rule> {
    let count = item.get_attribute("data-count");
    let count = count.and_then(|count| count.parse().ok());
    Rule::from_parts(&item.get_attribute("data-rule")?, count)
}

/// Says nothing about a rule any more, unless it was called missing.
fn clear(item: &Element) {
    if item.get_attribute("data-state").as_deref() == Some("met") {
        show(item, "neutral", "");
    }
}

fn show(item: &Element, state: &str, verdict: &str) {
    set(item, "data-state", state);
    if let Some(words) = part::<Element>(item, "[data-part=verdict]") {
        words.set_text_content(Some(verdict));
    }
}

/// Shows or hides the password.
pub(crate) fn toggle(button: &Element) {
    let shown = button.get_attribute("aria-pressed").as_deref() == Some("true");
    let (kind, pressed) = if shown {
        ("password", "false")
    } else {
        ("text", "true")
    };
    let control = button.parent_element();
    if let Some(input) = control.and_then(|it| part::<HtmlInputElement>(&it, "input")) {
        input.set_type(kind);
        set(button, "aria-pressed", pressed);
    }
}

/// Hides the password before it is sent, so that no browser remembers it as
/// an ordinary text.
pub(crate) fn hide(form: &Element) {
    if let Some(button) = part::<Element>(form, "[data-part=toggle-password][aria-pressed=true]") {
        toggle(&button);
    }
}
