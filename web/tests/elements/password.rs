//! The password's rules are judged while typing, by the Worker's own code.

use pages::password::Policy;
use pages::{NewPassword, NewPasswordErrors, Page, PasswordError};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

const PAUSE: u32 = 1_100;

async fn with_rules() -> Mounted {
    let policy = Policy {
        min_length: 8,
        min_number: 1,
        max_consecutive: 2,
        exclude_username: true,
        exclude_first_name: true,
        ..Policy::default()
    };
    on_own_page(&Page::NewPassword(NewPassword {
        username: Some("ada.lovelace@example.com".into()),
        policy: Some(policy),
        ..NewPassword::default()
    }))
    .await
}

fn state(host: &Mounted, rule: &str) -> String {
    let item = find(&host.0, &format!("[data-rule={rule}]"));
    item.get_attribute("data-state").unwrap_or_default()
}

fn said(host: &Mounted) -> String {
    find(&host.0, "[data-part=status]")
        .text_content()
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_rule_is_ticked_as_soon_as_it_is_met() {
    let host = with_rules().await;
    assert_eq!(state(&host, "min-length"), "neutral");
    type_into(&host.0, "password", "correct");
    assert_eq!(state(&host, "min-length"), "neutral");
    type_into(&host.0, "password", "correct horse");
    assert_eq!(state(&host, "min-length"), "met");
    let words = find(&host.0, "[data-rule=min-length]").text_content();
    assert_eq!(words.as_deref(), Some("Met: At least 8 characters"));
}

#[wasm_bindgen_test]
async fn a_rule_is_called_missing_only_after_a_pause() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse");
    assert_eq!(state(&host, "number"), "neutral");
    assert_eq!(said(&host), "");
    later(PAUSE).await;
    assert_eq!(state(&host, "number"), "missing");
    assert_eq!(said(&host), "3 of 4 met");
    type_into(&host.0, "password", "correct horse 1");
    assert_eq!(state(&host, "number"), "met");
}

#[wasm_bindgen_test]
async fn the_username_counts() {
    let host = with_rules().await;
    type_into(&host.0, "password", "Lovelace 1815");
    later(PAUSE).await;
    assert_eq!(state(&host, "no-username"), "missing");
}

#[wasm_bindgen_test]
async fn a_rule_about_a_name_that_is_not_known_stays_open() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse 1");
    later(PAUSE).await;
    assert_eq!(state(&host, "no-first-name"), "neutral");
}

#[wasm_bindgen_test]
async fn what_only_okta_knows_is_called_missing_until_something_else_is_typed() {
    let host = on_own_page(&Page::NewPassword(NewPassword {
        policy: Some(Policy {
            exclude_common: true,
            ..Policy::default()
        }),
        errors: NewPasswordErrors {
            password: vec![PasswordError::Common],
            ..NewPasswordErrors::default()
        },
        ..NewPassword::default()
    }))
    .await;
    assert_eq!(state(&host, "not-common"), "missing");
    type_into(&host.0, "password", "c");
    assert_eq!(state(&host, "not-common"), "neutral");
    later(PAUSE).await;
    assert_eq!(state(&host, "not-common"), "neutral");
    assert_eq!(said(&host), "", "what is not judged is not counted");
}

#[wasm_bindgen_test]
async fn equal_characters_in_a_row_count() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse");
    assert_eq!(state(&host, "max-consecutive"), "met");
    type_into(&host.0, "password", "corrrect horse");
    later(PAUSE).await;
    assert_eq!(state(&host, "max-consecutive"), "missing");
}

#[wasm_bindgen_test]
async fn an_emptied_field_is_neutral_again() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse");
    type_into(&host.0, "password", "");
    assert_eq!(state(&host, "min-length"), "neutral");
    later(PAUSE).await;
    assert_eq!(said(&host), "");
}

#[wasm_bindgen_test]
async fn the_toggle_shows_and_hides() {
    let host = with_rules().await;
    let toggle = find(&host.0, "[data-part=toggle-password]");
    let pressed = || toggle.get_attribute("aria-pressed");
    toggle.click();
    assert_eq!(input(&host.0, "password").type_(), "text");
    assert_eq!(pressed().as_deref(), Some("true"));
    toggle.click();
    assert_eq!(input(&host.0, "password").type_(), "password");
    assert_eq!(pressed().as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_shown_password_is_hidden_before_it_is_sent() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse 1");
    find(&host.0, "[data-part=toggle-password]").click();
    submit(&find(&host.0, "form"));
    assert_eq!(input(&host.0, "password").type_(), "password");
    assert_eq!(sent(0)["password"], "correct horse 1");
}

#[wasm_bindgen_test]
async fn what_is_typed_is_never_written_into_the_document() {
    let host = with_rules().await;
    type_into(&host.0, "password", "correct horse 1");
    later(PAUSE).await;
    submit(&find(&host.0, "form"));
    lose(0);
    later(0).await;
    assert!(!host.0.outer_html().contains("correct horse"));
}

#[wasm_bindgen_test]
async fn a_moved_element_keeps_what_was_typed_and_goes_on() {
    let host = with_rules().await;
    let field = input(&host.0, "password");
    type_into(&host.0, "password", "correct horse");
    let elsewhere = document().create_element("section").expect("a valid name");
    document()
        .body()
        .expect("a body")
        .append_child(&elsewhere)
        .expect("room");
    elsewhere.append_child(&host.0).expect("room");
    later(0).await;
    assert_eq!(input(&host.0, "password"), field);
    assert_eq!(field.value(), "correct horse");
    type_into(&host.0, "password", "correct horse 1");
    assert_eq!(state(&host, "number"), "met");
    submit(&find(&host.0, "form"));
    assert_eq!(
        asked_count(),
        1,
        "one request, though it was connected twice"
    );
    elsewhere.remove();
}
