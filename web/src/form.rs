//! The forms: sending them, once, and keeping what was typed.

use js_sys::encode_uri_component;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use crate::dom::{part, parts, set, unset};
use crate::{news, password};

/// A form is being submitted. Returns the address to send it to, unless it is
/// on its way already.
pub(crate) fn submitted(host: &HtmlElement, event: &Event) -> Option<String> {
    let form: Element = event.target()?.dyn_into().ok()?;
    let action = form.get_attribute("action")?;
    let button: HtmlElement = part(&form, "[data-part=submit]")?;
    event.prevent_default();
    if button.has_attribute("aria-disabled") {
        return None;
    }
    set(&button, "aria-disabled", "true");
    set(&button, "data-state", "busy");
    password::hide(&form);
    news::announce(host, &button.get_attribute("data-busy").unwrap_or_default());
    Some(address(host, action))
}

/// The answer failed to come, or the person came back from another page.
pub(crate) fn usable_again(host: &HtmlElement) {
    for button in parts::<Element>(host, "[data-state=busy]") {
        unset(&button, "aria-disabled");
        unset(&button, "data-state");
    }
    password::mark(host, password::Moment::Typing);
}

/// In a foreign page there is no cookie: the token goes into the address.
pub(crate) fn address(host: &HtmlElement, mut action: String) -> String {
    if action.ends_with("/reset_password")
        && let Some(token) = token(host)
    {
        action.push('/');
        action.push_str(&String::from(encode_uri_component(&token)));
    }
    action
}

/// The token of the link, where the application hands it over.
pub(crate) fn token(host: &HtmlElement) -> Option<String> {
    host.get_attribute("token")
        .filter(|token| !token.is_empty())
}

/// The application knows the login now. What a person typed stays.
pub(crate) fn prefill(host: &HtmlElement) {
    let Some(input) = part::<HtmlInputElement>(host, "input[name=login]") else {
        return;
    };
    if input.value() == input.default_value() {
        input.set_default_value(&host.get_attribute("login").unwrap_or_default());
    }
}

/// Takes over what was typed into fields that the new page has too: a
/// rejected password costs nothing.
pub(crate) fn keep_typed(old: &Element, new: &Element) {
    for input in parts::<HtmlInputElement>(new, "input") {
        let mut before = parts::<HtmlInputElement>(old, "input");
        let same = before.find(|before| before.name() == input.name());
        if let Some(before) = same
            && input.value().is_empty()
        {
            input.set_value(&before.value());
        }
    }
}
