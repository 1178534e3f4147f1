//! Where applications put an element: in a dialog, in a component of their own.

use pages::{CheckYourEmail, ForgotPassword, LoginError, Page};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

fn missing() -> Page {
    Page::ForgotPassword(ForgotPassword {
        error: Some(LoginError::Missing),
        ..ForgotPassword::default()
    })
}

/// Asks for a mail there, wrongly at first; the focus goes where it should, and the application hears
/// of it outside.
async fn asks_for_a_mail(place: fn(&web_sys::Element)) {
    let host = create("rekey-forgot-password", &[("endpoint", ENDPOINT)]);
    let host = mount(host).await;
    place(&host.0);
    later(0).await;
    let heard = record(&gloo::utils::document_element(), "rekey-sent");
    submit(&find(&host.0, "form"));
    answer_with(0, &missing()).await;
    assert_eq!(focused_beside(&host.0).as_deref(), Some("errors"));
    find(&host.0, "[data-part=errors] a").click();
    assert_eq!(focused_beside(&host.0).as_deref(), Some("input"));
    type_into(&host.0, "login", "ada@example.com");
    submit(&find(&host.0, "form"));
    assert_eq!(sent(1)["login"], "ada@example.com");
    answer_with(1, &Page::CheckYourEmail(CheckYourEmail::default())).await;
    assert_eq!(focused_beside(&host.0).as_deref(), Some("title"));
    assert_eq!(heard.to_vec(), [JsValue::from("check-your-email")]);
    leave(&host.0);
}

#[wasm_bindgen_test]
async fn a_dialog_of_the_application() {
    asks_for_a_mail(into_dialog).await;
}

#[wasm_bindgen_test]
async fn a_shadow_root_of_the_application() {
    asks_for_a_mail(into_shadow_root).await;
}
