//! In another application's page the element makes everything itself.

use pages::{LinkExpired, NewPassword, Page};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

#[wasm_bindgen_test]
async fn a_bare_tag_asks_for_the_login_by_itself() {
    let host = in_foreign_page("rekey-forgot-password", &[("login", "ada@example.com")]).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("forgot-password"));
    assert_eq!(input(&host.0, "login").value(), "ada@example.com");
    let form = find(&host.0, "form");
    let action = form.get_attribute("action");
    assert_eq!(
        action.as_deref(),
        Some("https://password.example.com/forgot_password")
    );
    assert_eq!(asked_count(), 0);
    assert_eq!(
        focused_part(),
        None,
        "it took the focus from the application"
    );
}

#[wasm_bindgen_test]
async fn without_an_endpoint_it_asks_the_same_origin() {
    let host = mount(create("rekey-forgot-password", &[])).await;
    let action = find(&host.0, "form").get_attribute("action");
    assert_eq!(action.as_deref(), Some("/forgot_password"));
}

#[wasm_bindgen_test]
async fn a_tag_that_stood_there_before_the_script_begins_too() {
    let early = document()
        .create_element("rekey-early")
        .expect("a valid name");
    js_sys::Reflect::set(&early, &"login".into(), &"ada".into()).expect("a property");
    let early = mount(wasm_bindgen::JsCast::unchecked_into(early)).await;
    define("rekey-early", &ready(), STYLE, &languages());
    later(0).await;
    assert_eq!(page_of(&early.0).as_deref(), Some("forgot-password"));
    assert_eq!(input(&early.0, "login").value(), "ada");
}

#[wasm_bindgen_test]
async fn a_second_definition_is_no_error() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    define("rekey-forgot-password", &ready(), STYLE, &languages());
    assert!(is_there(&host.0, "form"));
}

#[wasm_bindgen_test]
async fn a_token_is_asked_about_percent_encoded() {
    let host = in_foreign_page("rekey-new-password", &[("token", "a/b c?")]).await;
    assert_eq!(asked_count(), 1);
    assert_eq!(
        asked_url(0),
        "https://password.example.com/reset_password/a%2Fb%20c%3F"
    );
    assert_eq!(asked_method(0), "GET");
    assert_eq!(
        asked_header(0, "accept").as_deref(),
        Some("application/json")
    );
    assert_eq!(asked_credentials(0), "same-origin");
    answer_with(0, &Page::NewPassword(NewPassword::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("new-password"));
    assert_eq!(
        focused_part(),
        None,
        "it took the focus from the application"
    );
}

#[wasm_bindgen_test]
async fn a_dead_link_is_shown_and_told_to_the_application() {
    let host = in_foreign_page("rekey-new-password", &[("token", "t")]).await;
    let errors = record(&host.0, "rekey-error");
    answer_with(0, &Page::LinkExpired(LinkExpired::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("link-expired"));
    assert_eq!(errors.to_vec(), [JsValue::from("link-expired")]);
}

#[wasm_bindgen_test]
async fn without_a_token_there_is_a_way_to_a_new_link() {
    let host = in_foreign_page("rekey-new-password", &[]).await;
    assert_eq!(asked_count(), 0);
    assert_eq!(page_of(&host.0).as_deref(), Some("link-invalid"));
    assert!(is_there(&host.0, "input[name=login]"));
}

#[wasm_bindgen_test]
async fn only_the_answer_about_the_newest_token_counts() {
    let host = in_foreign_page("rekey-new-password", &[("token", "old")]).await;
    host.0.set_attribute("token", "new").expect("a valid name");
    assert_eq!(
        asked_url(1),
        "https://password.example.com/reset_password/new"
    );
    answer_with(1, &Page::NewPassword(NewPassword::default())).await;
    answer_with(0, &Page::LinkExpired(LinkExpired::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("new-password"));
}

#[wasm_bindgen_test]
async fn what_could_not_be_reached_can_be_asked_for_again() {
    let host = in_foreign_page("rekey-new-password", &[("token", "t")]).await;
    lose(0);
    later(0).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("something-went-wrong"));
    find(&host.0, "a[data-part=action]").click();
    assert_eq!(asked_count(), 2);
    answer_with(1, &Page::NewPassword(NewPassword::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("new-password"));
}

#[wasm_bindgen_test]
async fn each_root_adopts_the_style_sheet_once() {
    let before = sheets(&document());
    let first = in_foreign_page("rekey-forgot-password", &[]).await;
    let second = in_foreign_page("rekey-forgot-password", &[]).await;
    later(50).await;
    let now = sheets(&document());
    assert!(now == 1 && before <= 1, "{before} before, {now} now");
    let outer = document().create_element("div").expect("a valid name");
    let mode = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    let root = outer.attach_shadow(&mode).expect("a shadow root");
    second
        .0
        .parent_node()
        .expect("a place")
        .append_child(&outer)
        .expect("room");
    root.append_child(&second.0).expect("room");
    later(50).await;
    assert_eq!(sheets(&root), 1, "the element moved into this root");
    assert!(is_there(&first.0, "form"));
    outer.remove();
}
