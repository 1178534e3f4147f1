//! A code is typed where the reset was started, and another message asked for.

use pages::{
    Besides, CheckYourEmail, CodeEntry, CodeError, NewPassword, Page, PasswordError, Resend, Sent,
};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

const CODE: &str = "form[action$='/forgot_password/code']";
const RESEND: &str = "form[action$='/forgot_password/resend']";

fn asking(error: Option<CodeError>, sent: Sent) -> Page {
    asking_with(None, error, sent)
}

fn asking_with(handle: Option<&str>, error: Option<CodeError>, sent: Sent) -> Page {
    Page::CheckYourEmail(CheckYourEmail {
        login: "ada@example.com".into(),
        transaction: handle.map(Into::into),
        code: Some(CodeEntry {
            minutes: 10,
            besides: Besides::Link,
            error,
        }),
        resend: Some(Resend {
            wait_seconds: 30,
            sent,
        }),
        ..CheckYourEmail::default()
    })
}

/// In a foreign page, where no cookie names the transaction.
async fn asked() -> Mounted {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    answer_with(0, &asking_with(Some("handle"), None, Sent::No)).await;
    host
}

#[wasm_bindgen_test]
async fn a_code_is_sent_with_the_handle_of_its_transaction() {
    let host = asked().await;
    type_into(&host.0, "code", "123 456");
    submit(&find(&host.0, CODE));
    assert_eq!(
        asked_url(1),
        "https://password.example.com/forgot_password/code"
    );
    assert_eq!(
        sent(1),
        json!({ "code": "123 456", "transaction": "handle", "lang": "en" })
    );
}

#[wasm_bindgen_test]
async fn the_handle_is_never_written_into_the_document() {
    let host = asked().await;
    submit(&find(&host.0, CODE));
    answer_with(1, &asking(Some(CodeError::Missing), Sent::No)).await;
    assert!(!host.0.outer_html().contains("handle"));
}

#[wasm_bindgen_test]
async fn a_wrong_code_leads_to_the_error_and_to_an_empty_field() {
    let host = asked().await;
    let events = record(&host.0, "rekey-error");
    type_into(&host.0, "code", "000000");
    submit(&find(&host.0, CODE));
    let wrong = CodeError::Wrong { attempts_left: 4 };
    answer_with(1, &asking(Some(wrong), Sent::No)).await;
    assert_eq!(focused_part().as_deref(), Some("errors"));
    let field = input(&host.0, "code");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(field.value(), "", "people paste the next one");
    assert_eq!(events.to_vec(), [JsValue::from("check-your-email")]);
    submit(&find(&host.0, CODE));
    assert_eq!(sent(2)["transaction"], "handle", "the handle is kept");
}

#[wasm_bindgen_test]
async fn a_handle_inside_a_problem_counts_too() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    answer_with(
        0,
        &asking_with(Some("handle"), Some(CodeError::Expired), Sent::No),
    )
    .await;
    submit(&find(&host.0, RESEND));
    assert_eq!(sent(1), json!({ "transaction": "handle", "lang": "en" }));
}

#[wasm_bindgen_test]
async fn another_message_is_asked_for_and_announced() {
    let host = asked().await;
    let events = record(&host.0, "rekey-sent");
    submit(&find(&host.0, RESEND));
    assert_eq!(
        asked_url(1),
        "https://password.example.com/forgot_password/resend"
    );
    assert_eq!(sent(1), json!({ "transaction": "handle", "lang": "en" }));
    answer_with(1, &asking(None, Sent::Again)).await;
    assert_eq!(focused_part().as_deref(), Some("title"));
    assert_eq!(events.to_vec(), [JsValue::from("check-your-email")]);
    later(1_100).await;
    let said = find(&host.0, "[data-part=status]").text_content();
    let said = said.unwrap_or_default();
    assert!(said.contains("another mail is on its way"), "{said}");
}

#[wasm_bindgen_test]
async fn asking_too_soon_is_answered_with_when() {
    let host = asked().await;
    submit(&find(&host.0, RESEND));
    answer_with(1, &asking(None, Sent::NotYet)).await;
    assert_eq!(focused_part().as_deref(), Some("errors"));
    let errors = find(&host.0, "[data-part=errors]").text_content();
    assert!(errors.unwrap_or_default().contains("in 30 seconds"));
}

#[wasm_bindgen_test]
async fn while_a_code_is_checked_no_other_message_is_asked_for() {
    let host = asked().await;
    submit(&find(&host.0, CODE));
    submit(&find(&host.0, RESEND));
    assert_eq!(asked_count(), 2, "the request and the code");
    lose(1);
    later(0).await;
    submit(&find(&host.0, RESEND));
    assert_eq!(asked_count(), 3);
}

#[wasm_bindgen_test]
async fn the_new_password_goes_with_the_handle_too() {
    let host = asked().await;
    submit(&find(&host.0, CODE));
    answer_with(1, &Page::NewPassword(NewPassword::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("new-password"));
    type_into(&host.0, "password", "correct horse");
    submit(&find(&host.0, "form"));
    assert_eq!(asked_url(2), "https://password.example.com/reset_password");
    assert_eq!(
        sent(2),
        json!({ "password": "correct horse", "transaction": "handle", "lang": "en" })
    );
    let mut refused = NewPassword::default();
    refused.errors.password = vec![PasswordError::Common];
    answer_with(2, &Page::NewPassword(refused)).await;
    assert_eq!(input(&host.0, "password").value(), "correct horse");
}

#[wasm_bindgen_test]
async fn on_our_own_page_the_cookie_is_enough() {
    let host = on_own_page(&asking(None, Sent::No)).await;
    type_into(&host.0, "code", "123456");
    submit(&find(&host.0, CODE));
    assert_eq!(asked_url(0), "/forgot_password/code");
    assert_eq!(sent(0), json!({ "code": "123456" }));
}

#[wasm_bindgen_test]
async fn the_ways_that_the_application_names_can_be_chosen() {
    let host = in_foreign_page("rekey-forgot-password", &[("channels", "email sms")]).await;
    let ways = host.0.query_selector_all("input[name=channel]");
    assert_eq!(ways.expect("a valid selector").length(), 2);
    find(&host.0, "input[value=sms]").click();
    type_into(&host.0, "login", "ada");
    submit(&find(&host.0, "form"));
    assert_eq!(
        sent(0),
        json!({ "login": "ada", "channel": "sms", "lang": "en" })
    );
}
