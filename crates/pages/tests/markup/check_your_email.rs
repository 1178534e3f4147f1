//! The public answer: the code, and another message.

use crate::support::Tag;
use crate::{field, part, sample};

fn forms(tags: &[Tag]) -> Vec<(&str, &str)> {
    let forms = tags.iter().filter(|tag| tag.name == "form");
    forms
        .map(|form| {
            let action = form.get("action").expect("an action");
            (form.get("data-part").expect("a part"), action)
        })
        .collect()
}

fn text(tags: &[Tag]) -> String {
    let texts = tags.iter().filter(|tag| tag.is("text"));
    let texts: Vec<_> = texts.map(|tag| tag.text.as_str()).collect();
    texts.join(" ")
}

const CODE: (&str, &str) = ("form", "/forgot_password/code");
const RESEND: (&str, &str) = ("resend", "/forgot_password/resend");

#[test]
fn a_link_alone_has_no_field_for_a_code() {
    assert_eq!(forms(&sample("check-your-email")), []);
    assert_eq!(forms(&sample("check-your-email-resend")), [RESEND]);
}

#[test]
fn a_code_is_one_field_that_phones_can_fill_in_and_people_can_paste_into() {
    let tags = sample("check-your-email-code");
    assert_eq!(forms(&tags), [CODE, RESEND]);
    let code = field(&tags, "code");
    assert_eq!(code.get("autocomplete"), Some("one-time-code"));
    assert_eq!(code.get("inputmode"), Some("numeric"));
    assert_eq!(code.get("type"), Some("text"));
    assert_eq!((code.get("pattern"), code.get("value")), (None, None));
    let room: usize = code.get("maxlength").expect("an end").parse().unwrap();
    assert!(room >= "1 2 3 - 4 5 6".len(), "{room}");
    let inputs = tags.iter().filter(|tag| tag.name == "input");
    assert_eq!(inputs.count(), 1);
}

#[test]
fn how_long_the_code_works_describes_its_field() {
    let tags = sample("check-your-email-code");
    assert_eq!(
        field(&tags, "code").get("aria-describedby"),
        Some("rekey-code-hint")
    );
    let hint = tags
        .iter()
        .find(|tag| tag.get("id") == Some("rekey-code-hint"));
    assert_eq!(hint.expect("a hint").text, "It works for 10 minutes.");
}

#[test]
fn a_link_beside_the_code_is_told_only_where_there_is_one() {
    assert!(text(&sample("check-your-email-both")).contains("or open the link in the mail"));
    assert!(!text(&sample("check-your-email-code")).contains("link"));
}

#[test]
fn the_answer_never_says_whether_there_is_an_account() {
    for name in [
        "check-your-email",
        "check-your-email-again",
        "check-your-email-sms",
        "check-your-email-call",
        "code-wrong",
        "code-closed",
    ] {
        let said = text(&sample(name));
        assert!(said.starts_with("If there is an account"), "{name}: {said}");
    }
}

#[test]
fn another_message_is_told_to_those_who_do_not_see_the_page_change() {
    let tags = sample("check-your-email-again");
    let said = part(&tags, "text");
    assert_eq!(said.get("role"), Some("status"));
    assert!(
        said.text.contains("another mail is on its way"),
        "{}",
        said.text
    );
    assert_eq!(
        part(&sample("check-your-email-both"), "text").get("role"),
        None
    );
}

#[test]
fn from_when_on_another_message_can_be_had_describes_the_button() {
    let hint = |name| {
        let tags = sample(name);
        let form = part(&tags, "resend").text.clone();
        let button = tags
            .iter()
            .rfind(|tag| tag.name == "button")
            .expect("a button");
        assert_eq!(button.get("disabled"), None, "{name}");
        (button.get("aria-describedby").is_some(), form)
    };
    assert_eq!(
        hint("check-your-email-both"),
        (false, "Send another mail".into())
    );
    let (described, said) = hint("check-your-email-not-yet");
    assert!(described && said.contains("in 23 seconds"), "{said}");
    let (_, said) = hint("check-your-email-later");
    assert!(said.contains("in 5 minutes"), "{said}");
}

#[test]
fn after_too_many_wrong_codes_another_message_is_the_one_thing_to_do() {
    let tags = sample("code-closed");
    assert_eq!(forms(&tags), [("form", "/forgot_password/resend")]);
    assert!(tags.iter().all(|tag| tag.name != "input"));
    assert!(
        part(&tags, "errors")
            .text
            .contains("Too many codes were wrong")
    );
}

#[test]
fn a_code_that_was_sent_does_not_come_back() {
    let tags = sample("code-wrong");
    assert_eq!(field(&tags, "code").get("value"), None);
    assert!(
        part(&tags, "error")
            .text
            .ends_with("You can try 4 more times.")
    );
}
