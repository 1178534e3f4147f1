//! What the operator is told by mail: once, whatever fails on the way.

use std::time::Duration;

use okta_emulator::Seed;
use recovery::{Mail, NotMailed};
use serde_json::json;

use crate::matrix::own_delivery;
use crate::native::Native;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("not_me_is_told_once_when_the_mailer_is_back", told_once),
    (
        "sessions_end_though_okta_was_away_when_the_button_was_pressed",
        okta_was_away,
    ),
    ("sessions_that_okta_will_not_end_are_told_once", no_right),
    ("sessions_that_do_not_end_for_long_are_told_once", for_long),
    ("nobody_is_told_who_did_not_want_to_be", nobody),
];

const ADA: &str = "ada@example.com";
const OPERATOR: &str = "security@example.com";
const NEW: &str = "Battery-Staple-8";

fn told_once() {
    let mut person = person();
    let notice = changed(&mut person);
    let later = NotMailed::Unavailable {
        wait: Some(Duration::from_secs(5)),
    };
    person.fail_mails(&[later, later]);
    let before = ends(&mut person);
    assert_eq!(person.say_not_me(&notice).page, "not-me");
    assert_eq!(ends(&mut person), before + 1, "sessions end at once");
    assert_eq!(person.own_mails(OPERATOR).len(), 0, "the mailer was away");
    person.settle();
    let keys = person.handed_over();
    let tries = &keys[keys.len() - 3..];
    assert!(
        tries.iter().all(|key| *key == tries[0]),
        "one mail: {tries:?}"
    );
    let told = only_mail(&person);
    let id = person.okta().user(ADA)["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert!(
        told.letter.text.contains(&id) && told.letter.html.contains(&id),
        "who"
    );
    assert!(
        told.letter.text.contains("2025-06-15 15:0"),
        "when: {}",
        told.letter.text
    );
    for not_there in [ADA, NEW, "/not_me/", "/reset_password/"] {
        assert!(!told.letter.text.contains(not_there), "{not_there}");
    }

    person.say_not_me(&notice);
    person.settle();
    only_mail(&person);
}

fn okta_was_away() {
    let mut person = person();
    let notice = changed(&mut person);
    let path = sessions(&mut person);
    person
        .okta()
        .fault(json!({ "path": path, "status": 503, "count": 2 }));
    let before = ends(&mut person);
    assert_eq!(person.say_not_me(&notice).page, "something-went-wrong");
    person.settle();
    assert_eq!(
        ends(&mut person),
        before + 3,
        "twice in vain, and then once"
    );
    person.settle();
    assert_eq!(ends(&mut person), before + 3, "and no more");
    only_mail(&person);
}

fn no_right() {
    let mut person = person();
    let path = sessions(&mut person);
    person.okta().fault(json!({ "path": path, "status": 403 }));
    changed(&mut person);
    let told = only_mail(&person);
    assert!(
        told.letter.subject.contains("sessions"),
        "{}",
        told.letter.subject
    );
    person.pass(3_600);
    person.settle();
    only_mail(&person);
}

fn for_long() {
    let mut person = person();
    let path = sessions(&mut person);
    person.okta().fault(json!({ "path": path, "status": 503 }));
    to_done(&mut person);
    for _ in 0..4 {
        person.wake();
    }
    assert_eq!(person.own_mails(OPERATOR).len(), 0, "that may pass");
    for _ in 0..8 {
        person.wake();
    }
    only_mail(&person);
}

fn nobody() {
    let mut person = Native::with(Seed::default(), own_delivery());
    let notice = changed(&mut person);
    assert_eq!(person.say_not_me(&notice).page, "not-me");
    person.settle();
    let mails = person.handed_over().len();
    assert_eq!(mails, 2, "the reset and the notice");
}

fn person() -> Native {
    let person = Native::with(Seed::default(), own_delivery());
    person.tell_by_mail(OPERATOR);
    person
}

/// A new password; gives back the link of the notice.
fn changed(person: &mut Native) -> String {
    to_done(person);
    person.settle();
    link(person, "/not_me/")
}

fn to_done(person: &mut Native) {
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.settle();
    let reset = link(person, "/reset_password/");
    person.visit(&reset);
    assert_eq!(person.save(NEW, None).page, "done");
}

fn link(person: &Native, path: &str) -> String {
    let mails = person.own_mails(ADA);
    let text = &mails.last().expect("a mail was sent").letter.text;
    let link = text.split_whitespace().find(|word| word.contains(path));
    link.expect("the mail has the link").to_owned()
}

fn only_mail(person: &Native) -> Mail {
    let mut mails = person.own_mails(OPERATOR);
    assert_eq!(mails.len(), 1, "one mail to the operator");
    mails.remove(0)
}

/// The path by which sessions end.
fn sessions(person: &mut Native) -> String {
    let user = person.okta().user(ADA);
    let id = user["id"].as_str().expect("people have ids");
    format!("/api/v1/users/{id}/sessions")
}

/// How often the org was asked to end them.
fn ends(person: &mut Native) -> usize {
    let path = sessions(person);
    let calls = person.okta().calls();
    calls.iter().filter(|call| **call == path).count()
}
