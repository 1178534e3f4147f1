//! The forms: sending them, once, and keeping what was typed.

use js_sys::encode_uri_component;
use pages::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use crate::dom::{each, part, set, unset};
use crate::{news, password};

const BUSY: &str = "[data-state=busy]";

/// A form is being submitted. Returns the address to send it to, unless it, or
/// another one, is on its way already.
pub(crate) fn submitted(host: &Element, event: &Event) -> Option<String> {
    let form: Element = event.target()?.unchecked_into();
    let action = form.get_attribute("action")?;
    let button: Element = part(&form, "[data-part=submit]")?;
    event.prevent_default();
    if is_busy(host) {
        return None;
    }
    set(&button, "aria-disabled", "true");
    set(&button, "data-state", "busy");
    password::hide(&form);
    if let Some(words) = button.get_attribute("data-busy") {
        news::announce(host, &words);
    }
    Some(address(host, action))
}

/// Whether a form is on its way.
pub(crate) fn is_busy(host: &Element) -> bool {
    part::<Element>(host, BUSY).is_some()
}

/// The answer failed to come, or the person came back from another page.
pub(crate) fn usable_again(host: &Element, texts: &Texts) {
    each(host, BUSY, |button: Element| {
        unset(&button, "aria-disabled");
        unset(&button, "data-state");
    });
    password::typed(host, texts);
}

/// In a foreign page there is no cookie: the token goes into the address.
pub(crate) fn address(host: &Element, mut action: String) -> String {
    if action.ends_with("/reset_password")
        && let Some(token) = token(host)
    {
        action.push('/');
        action.push_str(&String::from(encode_uri_component(&token)));
    }
    action
}

/// The token of the link, where the application hands it over.
pub(crate) fn token(host: &Element) -> Option<String> {
    let token = host.get_attribute("token")?;
    (!token.is_empty()).then_some(token)
}

/// The application knows the login now. What a person typed stays.
pub(crate) fn prefill(host: &Element) {
    let Some(input) = part::<HtmlInputElement>(host, "input[name=login]") else {
        return;
    };
    if input.value() == input.get_attribute("value").unwrap_or_default() {
        input.set_value(&host.get_attribute("login").unwrap_or_default());
    }
}

/// Takes over what was typed into fields that the new page has too: a
/// rejected password costs nothing. But for a code: people paste the next one.
pub(crate) fn keep_typed(old: &Element, new: &Element) {
    each(new, "input:not([name=code])", |input: HtmlInputElement| {
        each(old, "input", |before: HtmlInputElement| {
            let same = before.get_attribute("name") == input.get_attribute("name");
            if same && input.value().is_empty() {
                input.set_value(&before.value());
            }
        });
    });
}
