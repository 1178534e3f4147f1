//! What makes a bad day better: what is said while one waits, what is counted, and what applications
//! may do with an element.

use pages::{CheckYourEmail, CodeEntry, LinkExpired, NewPassword, Page, Resend, Sent, Texts};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

const TEXTS: Texts = Texts::ENGLISH;

fn errors(host: &Mounted) -> Option<String> {
    find(&host.0, "[data-part=errors-list]").text_content()
}

fn said(host: &Mounted) -> Option<String> {
    find(&host.0, "[data-part=status]").text_content()
}

#[wasm_bindgen_test]
async fn what_could_not_be_sent_is_sent_with_the_next_connection() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    let heard = details(&host.0, "rekey-error");
    type_into(&host.0, "login", "ada@example.com");
    connection(false);
    submit(&find(&host.0, "form"));
    lose(0);
    later(0).await;
    assert_eq!(errors(&host).as_deref(), Some(TEXTS.offline));
    assert_eq!(
        heard.get(0),
        r#"{"page":"forgot-password","reason":"offline"}"#
    );
    connection(true);
    assert_eq!(asked_count(), 2);
    assert_eq!(sent(1)["login"], "ada@example.com");
    // Lost for another reason: that is for the person to send again.
    lose(1);
    later(0).await;
    assert_eq!(errors(&host).as_deref(), Some(TEXTS.no_connection));
    assert_eq!(
        heard.get(1),
        r#"{"page":"forgot-password","reason":"unreachable"}"#
    );
}

#[wasm_bindgen_test]
async fn an_answer_that_is_late_is_said_to_be() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    later(8_100).await;
    assert_eq!(said(&host).as_deref(), Some(TEXTS.still_working));
}

#[wasm_bindgen_test]
async fn the_seconds_until_another_message_are_counted() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    let page = CheckYourEmail {
        login: "ada@example.com".into(),
        code: Some(CodeEntry {
            minutes: 10,
            ..CodeEntry::default()
        }),
        resend: Some(Resend {
            wait_seconds: 2,
            sent: Sent::No,
        }),
        ..CheckYourEmail::default()
    };
    answer_with(0, &Page::CheckYourEmail(page)).await;
    let hint = || find(&host.0, "[data-part=resend] [data-part=hint]").text_content();
    assert_eq!(hint().as_deref(), Some(&*TEXTS.resend_seconds.say(2)));
    later(1_100).await;
    assert_eq!(hint().as_deref(), Some(&*TEXTS.resend_seconds.say(1)));
    later(1_000).await;
    assert!(!is_there(&host.0, "[data-part=resend] [data-part=hint]"));
}

#[wasm_bindgen_test]
async fn the_time_to_save_is_counted_and_goes_on_where_it_was() {
    let host = in_foreign_page("rekey-new-password", &[("token", "t")]).await;
    let page = NewPassword {
        minutes: Some(2),
        ..NewPassword::default()
    };
    answer_with(0, &Page::NewPassword(page)).await;
    let hint = || find(&host.0, "#rekey-time-left");
    let said = || hint().text_content();
    assert_eq!(said().as_deref(), Some(&*TEXTS.expires_minutes.say(2)));
    later(1_100).await;
    let left = hint().get_attribute("data-seconds");
    let left: u32 = left.and_then(|left| left.parse().ok()).expect("seconds");
    assert!((60..120).contains(&left), "{left}");
    assert_eq!(said().as_deref(), Some(&*TEXTS.expires_minutes.say(2)));
    // Moved, it goes on from here.
    let again = |seconds: &str| {
        hint()
            .set_attribute("data-seconds", seconds)
            .expect("a valid name");
        let body = gloo::utils::body();
        body.append_child(&host.0).expect("room");
    };
    again("61");
    later(1_100).await;
    assert_eq!(said().as_deref(), Some(&*TEXTS.expires_minutes.say(1)));
    again("1");
    later(1_100).await;
    assert!(!is_there(&host.0, "#rekey-time-left"), "it is over");
}

#[wasm_bindgen_test]
async fn caps_lock_is_told_while_it_is_on() {
    let host = in_foreign_page("rekey-new-password", &[("token", "t")]).await;
    answer_with(0, &Page::NewPassword(NewPassword::default())).await;
    let is_told = || !find(&host.0, "[data-part=caps-lock]").has_attribute("hidden");
    assert!(!is_told());
    let field = input(&host.0, "password");
    key_up(&field, true);
    assert!(is_told());
    key_up(&field, false);
    assert!(!is_told());
}

#[wasm_bindgen_test]
async fn an_application_hears_why_nothing_came_of_it() {
    let host = in_foreign_page("rekey-new-password", &[("token", "t")]).await;
    let heard = details(&host.0, "rekey-error");
    lose(0);
    later(0).await;
    let text = find(&host.0, "[data-part=text]").text_content();
    assert_eq!(text.as_deref(), Some(TEXTS.unreachable.text));
    for (index, page, reason) in [(1, Page::LinkExpired(LinkExpired { login: None }), "link")] {
        host.0
            .set_attribute("token", &format!("t{index}"))
            .expect("a valid name");
        answer_with(index, &page).await;
        let detail = format!(r#"{{"page":"{}","reason":"{reason}"}}"#, page.name());
        assert_eq!(heard.get(index), JsValue::from(&*detail));
    }
    host.0.set_attribute("token", "t9").expect("a valid name");
    answer_with_text(2, 200, r#"{"page": "something-new"}"#).await;
    let detail = r#"{"page":"link-expired","reason":"outdated"}"#;
    assert_eq!(heard.get(2), JsValue::from(detail));
    assert!(errors(&host).is_some_and(|it| it == TEXTS.outdated));
    host.0.set_attribute("token", "t10").expect("a valid name");
    answer_with_text(3, 200, "[1]").await;
    assert_eq!(heard.get(3), JsValue::from(detail));
}

#[wasm_bindgen_test]
async fn a_right_code_is_told_to_the_application() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    let heard = record(&host.0, "rekey-code-accepted");
    submit(&find(&host.0, "form"));
    let page = CheckYourEmail {
        code: Some(CodeEntry {
            minutes: 10,
            ..CodeEntry::default()
        }),
        ..CheckYourEmail::default()
    };
    answer_with(0, &Page::CheckYourEmail(page)).await;
    submit(&find(&host.0, "form"));
    answer_with(1, &Page::NewPassword(NewPassword::default())).await;
    assert_eq!(heard.length(), 1);
}

#[wasm_bindgen_test]
async fn it_begins_again_and_takes_the_focus_when_it_is_told_to() {
    let host = in_foreign_page("rekey-forgot-password", &[]).await;
    submit(&find(&host.0, "form"));
    let page = CheckYourEmail {
        transaction: Some("handle".into()),
        ..CheckYourEmail::default()
    };
    answer_with(0, &Page::CheckYourEmail(page)).await;
    call(&host.0, "reset");
    later(0).await;
    assert_eq!(page_of(&host.0).as_deref(), Some("forgot-password"));
    type_into(&host.0, "login", "grace@example.com");
    call(&host.0, "focus");
    let focused = document().active_element().expect("something has it");
    assert_eq!(focused.get_attribute("name").as_deref(), Some("login"));
    submit(&find(&host.0, "form"));
    assert_eq!(sent(1).get("transaction"), None, "the old one is forgotten");
}

#[wasm_bindgen_test]
async fn what_the_application_put_inside_stays_around_the_form() {
    let host = create("rekey-forgot-password", &[("endpoint", ENDPOINT)]);
    for slot in ["footer", "logo"] {
        let child = document().create_element("p").expect("a valid name");
        child.set_attribute("slot", slot).expect("a valid name");
        host.append_child(&child).expect("room");
    }
    let host = mount(host).await;
    submit(&find(&host.0, "form"));
    answer_with(0, &Page::CheckYourEmail(CheckYourEmail::default())).await;
    let children = host.0.children();
    let what = |at| {
        let child = children.item(at)?;
        child
            .get_attribute("slot")
            .or_else(|| child.get_attribute("data-page"))
    };
    let all: Vec<_> = (0..children.length()).filter_map(what).collect();
    assert_eq!(all, ["logo", "check-your-email", "footer"]);
}
