//! On the Worker's own pages the element takes over the Worker's markup.

use pages::{CheckYourEmail, Done, ForgotPassword, NewPassword, Page};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

fn forgot_password() -> Page {
    Page::ForgotPassword(ForgotPassword::default())
}

#[wasm_bindgen_test]
async fn adoption_keeps_every_node_of_the_server() {
    let host = create("rekey-new-password", &[]);
    let tree = pages::view(
        &Page::NewPassword(NewPassword::default()),
        &pages::Texts::ENGLISH,
        &pages::Brand::default(),
        &pages::Place::OwnPage,
    );
    host.set_inner_html(&pages::html::serialise(&tree));
    let nodes = [
        "[data-part=page]",
        "h1",
        "form",
        "input[name=password]",
        "button",
    ];
    let before = nodes.map(|selector| find(&host, selector));
    let host = mount(host).await;
    assert_eq!(nodes.map(|selector| find(&host.0, selector)), before);
    assert_eq!(asked_count(), 0);
}

#[wasm_bindgen_test]
async fn the_toggle_appears_with_the_script() {
    let page = Page::NewPassword(NewPassword::default());
    let host = on_own_page(&page).await;
    assert!(!find(&host.0, "[data-part=toggle-password]").hidden());
}

#[wasm_bindgen_test]
async fn the_style_sheet_is_linked_already() {
    let before = sheets(&document());
    let _host = on_own_page(&forgot_password()).await;
    later(50).await;
    assert_eq!(sheets(&document()), before);
}

#[wasm_bindgen_test]
async fn a_form_goes_to_its_own_action_as_json() {
    let host = on_own_page(&forgot_password()).await;
    type_into(&host.0, "login", "ada@example.com");
    submit(&find(&host.0, "form"));
    assert_eq!(asked_count(), 1);
    assert_eq!(
        (asked_method(0), asked_url(0)),
        ("POST".into(), "/forgot_password".into())
    );
    assert_eq!(
        asked_header(0, "content-type").as_deref(),
        Some("application/json")
    );
    assert_eq!(
        asked_header(0, "accept").as_deref(),
        Some("application/json")
    );
    assert_eq!(sent(0), serde_json::json!({ "login": "ada@example.com" }));
}

#[wasm_bindgen_test]
async fn the_document_is_named_after_its_page() {
    let host = on_own_page(&forgot_password()).await;
    let named = document().title();
    document().set_title("Error: Forgot your password? – Example");
    submit(&find(&host.0, "form"));
    answer_with(0, &Page::CheckYourEmail(CheckYourEmail::default())).await;
    let title = document().title();
    document().set_title(&named);
    assert_eq!(title, "Check your e-mail – Example");
}

#[wasm_bindgen_test]
async fn the_way_to_sign_in_is_kept() {
    let host = on_own_page(&Page::NewPassword(NewPassword::default())).await;
    host.0
        .set_attribute("sign-in-url", "https://app.example.com/")
        .expect("a valid name");
    submit(&find(&host.0, "form"));
    answer_with(0, &Page::Done(Done::default())).await;
    let way = find(&host.0, "a[data-part=action]").get_attribute("href");
    assert_eq!(way.as_deref(), Some("https://app.example.com/"));
}

#[wasm_bindgen_test]
async fn a_page_from_the_browsers_cache_is_usable_again() {
    let host = on_own_page(&forgot_password()).await;
    let form = find(&host.0, "form");
    submit(&form);
    restored();
    assert!(!is_there(&host.0, "[data-state=busy]"));
    submit(&form);
    assert_eq!(asked_count(), 2);
}
