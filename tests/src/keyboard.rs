//! The whole journey without a mouse, and where the focus is after each step.

use serde_json::json;

use crate::browser::{Browser, Place};
use crate::setting::Setting;

const ADA: &str = "ada@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
/// How `WebDriver` writes the keys.
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
/// The most stops on the way to anything on a page of ours.
const MOST: usize = 12;

/// From the address of the first page to a new password.
///
/// # Panics
/// When a step cannot be taken by keyboard, or the focus is lost.
pub fn a_reset_by_keyboard(mut person: Browser, _: &Place) {
    person.visit("/forgot_password");
    tab_to(&person, "input[name=login]");
    person.type_keys(ENTER);
    assert_eq!(person.look().errors.len(), 1);
    assert_eq!(focused(&person), "errors");
    // The list leads to what is wrong.
    tab_to(&person, "[data-part=errors] a");
    person.type_keys(ENTER);
    assert!(is_focused(&person, "input[name=login]"));
    person.type_keys(ADA);
    tab_to(&person, "[data-part=submit]");
    person.type_keys(ENTER);
    assert_eq!(person.look().page, "check-your-email");
    assert_eq!(focused(&person), "title");
    tab_to(&person, "[data-part=start-over] a, a[data-part=start-over]");

    let link = person.okta().link_for(ADA, 1);
    person.visit(&link);
    tab_to(&person, "input[name=password]");
    person.type_keys("short");
    tab_to(&person, "[data-part=toggle-password]");
    person.type_keys(" ");
    let kind = person.evaluate("return document.querySelector('[name=password]').type");
    assert_eq!(kind, json!("text"), "what was typed is shown");
    tab_to(&person, "[data-part=submit]");
    person.type_keys(ENTER);
    let refused = person.look();
    assert!(!refused.errors.is_empty(), "{refused:?}");
    assert_eq!(focused(&person), "errors");
    tab_to(&person, "input[name=password]");
    let _ = person.evaluate("document.activeElement.select()");
    person.type_keys(NEW);
    person.type_keys(ENTER);
    assert_eq!(person.look().page, "done");
    assert_eq!(focused(&person), "title");
    tab_to(&person, "a[href]");
    assert!(person.okta().signs_in(ADA, NEW));
    assert!(!person.okta().signs_in(ADA, OLD));
}

/// Moves on until the focus is there. Nothing on the way may swallow it.
fn tab_to(person: &Browser, selector: &str) {
    let mut passed = Vec::new();
    for _ in 0..MOST {
        person.type_keys(TAB);
        if is_focused(person, selector) {
            return;
        }
        passed.push(focused(person));
    }
    panic!("{selector} is not reached by way of {passed:?}");
}

fn is_focused(person: &Browser, selector: &str) -> bool {
    let script = format!("return document.activeElement.matches({})", json!(selector));
    person.evaluate(&script) == json!(true)
}

/// The part that has the focus.
fn focused(person: &Browser) -> String {
    let script = "const it = document.activeElement; return it.dataset.part ?? it.localName";
    let part = person.evaluate(script);
    part.as_str().unwrap_or_default().to_owned()
}
