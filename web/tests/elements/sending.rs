//! A form is sent once, and whatever happens, nothing typed is lost.

use pages::password::Rule;
use pages::{
    AnswerError, CheckYourEmail, Done, ForgotPassword, NewPassword, NewPasswordErrors, Page,
    PasswordError,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

fn refused() -> Page {
    Page::NewPassword(NewPassword {
        question: Some("Your first pet?".into()),
        errors: NewPasswordErrors {
            answer: Some(AnswerError::Wrong { attempts_left: 2 }),
            password: vec![PasswordError::Broken(Rule::Number(1))],
            form: None,
        },
        ..NewPassword::default()
    })
}

async fn new_password() -> Mounted {
    let host = in_foreign_page("rekey-new-password", &[("token", "t-1")]).await;
    let question = Some("Your first pet?".into());
    let page = NewPassword {
        question,
        ..NewPassword::default()
    };
    answer_with(0, &Page::NewPassword(page)).await;
    type_into(&host.0, "answer", "Rex");
    type_into(&host.0, "password", "correct horse");
    host
}

#[wasm_bindgen_test]
async fn a_busy_form_is_not_sent_twice() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    let form = find(&host.0, "form");
    submit(&form);
    submit(&form);
    let button = find(&host.0, "[data-part=submit]");
    assert_eq!(asked_count(), 1);
    assert_eq!(button.get_attribute("data-state").as_deref(), Some("busy"));
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    let said = find(&host.0, "[data-part=status]").text_content();
    assert_eq!(said.as_deref(), Some("Sending…"));
}

#[wasm_bindgen_test]
async fn a_new_password_goes_to_the_address_of_its_token() {
    let host = new_password().await;
    submit(&find(&host.0, "form"));
    assert_eq!(
        asked_url(1),
        "https://password.example.com/reset_password/t-1"
    );
    assert_eq!(
        sent(1),
        serde_json::json!({ "answer": "Rex", "password": "correct horse", "lang": "en" })
    );
}

#[wasm_bindgen_test]
async fn the_next_page_has_the_focus_and_the_application_hears_of_it() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    let events = record(&document().body().expect("a body"), "rekey-sent");
    submit(&find(&host.0, "form"));
    let page = CheckYourEmail {
        login: "ada@example.com".into(),
        ..CheckYourEmail::default()
    };
    answer_with(0, &Page::CheckYourEmail(page)).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("check-your-email"));
    assert_eq!(focused_part().as_deref(), Some("title"));
    assert_eq!(events.to_vec(), [JsValue::from("check-your-email")]);
}

#[wasm_bindgen_test]
async fn the_next_page_is_announced() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    let page = CheckYourEmail {
        login: "ada@example.com".into(),
        ..CheckYourEmail::default()
    };
    answer_with(0, &Page::CheckYourEmail(page)).await;
    later(1_100).await;
    let said = find(&host.0, "[data-part=status]").text_content();
    let said = said.unwrap_or_default();
    assert!(
        said.starts_with("If there is an account for ada@example.com"),
        "{said}"
    );
}

#[wasm_bindgen_test]
async fn a_refused_form_leads_to_the_errors_and_keeps_what_was_typed() {
    let host = new_password().await;
    let events = record(&host.0, "rekey-error");
    submit(&find(&host.0, "form"));
    answer_with(1, &refused()).await;
    assert_eq!(focused_part().as_deref(), Some("errors"));
    assert_eq!(input(&host.0, "answer").value(), "Rex");
    assert_eq!(input(&host.0, "password").value(), "correct horse");
    assert_eq!(events.to_vec(), [JsValue::from("new-password")]);
    let rule = find(&host.0, "[data-rule=number]").get_attribute("data-state");
    assert_eq!(rule.as_deref(), Some("missing"));
}

#[wasm_bindgen_test]
async fn an_error_leads_to_its_field_without_a_new_address() {
    let host = new_password().await;
    submit(&find(&host.0, "form"));
    answer_with(1, &refused()).await;
    let before = document().url().expect("an address");
    find(&host.0, "[data-part=errors] a").click();
    let focused = document().active_element().expect("a focus");
    assert_eq!(focused.get_attribute("name").as_deref(), Some("answer"));
    assert_eq!(document().url().expect("an address"), before);
}

#[wasm_bindgen_test]
async fn a_lost_answer_costs_nothing() {
    let host = new_password().await;
    let events = record(&host.0, "rekey-error");
    let form = find(&host.0, "form");
    submit(&form);
    lose(1);
    later(0).await;
    let errors = find(&host.0, "[data-part=errors]")
        .text_content()
        .unwrap_or_default();
    assert!(errors.contains("couldn’t reach the service"), "{errors}");
    assert_eq!(focused_part().as_deref(), Some("errors"));
    assert_eq!(find(&host.0, "form"), form);
    assert_eq!(input(&host.0, "password").value(), "correct horse");
    assert_eq!(events.to_vec(), [JsValue::from("new-password")]);
    submit(&form);
    answer_with(2, &Page::Done(Done::default())).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("done"));
}

#[wasm_bindgen_test]
async fn an_answer_of_something_else_counts_as_lost() {
    for body in ["<h1>502</h1>", "null", "[]", "{\"page\":\"of-tomorrow\"}"] {
        let host = in_foreign_page("rekey-forgot-password", &[]).await;
        submit(&find(&host.0, "form"));
        answer_with_text(0, 502, body).await;
        assert_eq!(
            page_of(&host.0).as_deref(),
            Some("forgot-password"),
            "{body}"
        );
        assert!(is_there(&host.0, "[data-part=errors]"), "{body}");
    }
}

#[wasm_bindgen_test]
async fn success_is_told_to_the_application() {
    let host = new_password().await;
    let events = record(&host.0, "rekey-done");
    submit(&find(&host.0, "form"));
    answer_with(1, &Page::Done(Done::default())).await;
    assert_eq!(events.to_vec(), [JsValue::from("done")]);
}

#[wasm_bindgen_test]
async fn another_address_is_asked_for_without_leaving_the_application() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    answer_with(0, &Page::CheckYourEmail(CheckYourEmail::default())).await;
    find(&host.0, "[data-part=start-over]").click();
    assert_eq!(page_of(&host.0).as_deref(), Some("forgot-password"));
    assert_eq!(focused_part().as_deref(), Some("title"));
}

#[wasm_bindgen_test]
async fn an_empty_login_comes_back_with_its_error() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    let error = Some(pages::LoginError::Missing);
    let page = ForgotPassword {
        error,
        ..ForgotPassword::default()
    };
    answer_with(0, &Page::ForgotPassword(page)).await;
    let invalid = input(&host.0, "login").get_attribute("aria-invalid");
    assert_eq!(invalid.as_deref(), Some("true"));
}
