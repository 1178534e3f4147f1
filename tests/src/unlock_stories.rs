//! The stories of locked accounts, told in every setting: Okta sends the message.

use pages::Channel;
use serde_json::json;

use crate::seen::Seen;
use crate::setting::Setting;
use crate::stories::Story;

/// By the links and text messages of Classic.
pub const CLASSIC: &[Story] = &[
    ("a_locked_account_is_unlocked_by_mail_and_link", by_link),
    (
        "a_link_that_unlocks_waits_for_the_answer",
        by_link_and_answer,
    ),
    ("a_text_message_unlocks", by_text_message),
    ("a_text_message_and_the_answer_unlock", by_code_and_answer),
];

/// By the codes of Identity Engine.
pub const CODES: &[Story] = &[
    ("a_locked_account_is_unlocked_by_a_code", by_code),
    ("a_text_message_unlocks_on_identity_engine", by_text_message),
];

const LOCKED: &str = "locked@example.com";
/// Is locked out, and has a phone.
const MARY: &str = "mary@example.com";
/// Is locked out, and has a phone and a recovery question.
pub(crate) const ROSE: &str = "rose@example.com";
const PHONE: &str = "+15550142";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const QUESTION: &str = "Which food?";

fn by_link(person: &mut dyn Setting) {
    ask(person, (LOCKED, Channel::Email));
    let link = mailed(person, LOCKED);
    let asked = person.okta().calls().len();
    let page = person.visit(&link);
    assert_eq!((&*page.page, page.rules), ("new-password", 0));
    assert_eq!(person.reload().page, "new-password");
    assert_eq!(person.okta().calls().len(), asked, "looking asks nobody");
    assert_eq!(person.okta().user(LOCKED)["status"], "LOCKED_OUT");

    let done = person.unlock(None);
    unlocked(person, &done, LOCKED);
    assert_eq!(person.visit(&link).page, "done", "and says so again");
    // Whoever does not know the old password goes on from there.
    assert_eq!(person.ask_for_mail(LOCKED).page, "check-your-email");
    let link = person.okta().mail_for(LOCKED, 2)["links"][0].clone();
    let form = person.visit(link.as_str().expect("the mail has a link"));
    assert!(form.rules >= 4, "{form:?}");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(LOCKED, NEW), "the new one works");
    assert!(!person.okta().signs_in(LOCKED, OLD), "the old one does not");
}

fn by_link_and_answer(person: &mut dyn Setting) {
    lock(person, ROSE);
    ask(person, (ROSE, Channel::Email));
    let link = mailed(person, ROSE);
    assert_eq!(person.visit(&link).question, None);
    let form = person.unlock(None);
    assert_eq!(form.question.as_deref(), Some(QUESTION), "{form:?}");
    assert_eq!(form.errors.len(), 0, "{form:?}");
    assert_eq!(person.reload().question.as_deref(), Some(QUESTION));
    wrong_and_right(person);
}

fn by_text_message(person: &mut dyn Setting) {
    lock(person, MARY);
    ask(person, (MARY, Channel::Sms));
    let done = person_with_code(person, PHONE);
    unlocked(person, &done, MARY);
}

fn by_code_and_answer(person: &mut dyn Setting) {
    lock(person, ROSE);
    ask(person, (ROSE, Channel::Sms));
    let form = person_with_code(person, PHONE);
    assert_eq!(form.question.as_deref(), Some(QUESTION), "{form:?}");
    wrong_and_right(person);
}

fn by_code(person: &mut dyn Setting) {
    let before = person.okta().user(LOCKED);
    ask(person, (LOCKED, Channel::Email));
    let message = person.okta().mail_for(LOCKED, 1);
    let right = message["code"].as_str().expect("the message has a code");
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    let again = person.enter_code(wrong);
    assert_eq!((&*again.page, again.errors.len()), ("check-your-email", 1));
    assert_eq!(person.okta().user(LOCKED), before, "nothing has changed");
    let done = person.enter_code(right);
    unlocked(person, &done, LOCKED);
    // And on to a new password, from there; Okta sends a mail in five seconds.
    person.okta().advance(6);
    assert_eq!(person.ask_for_mail(LOCKED).page, "check-your-email");
    let message = person.okta().mail_for(LOCKED, 2);
    let right = message["code"].as_str().expect("the message has a code");
    assert_eq!(person.enter_code(right).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(LOCKED, NEW), "the new one works");
}

fn wrong_and_right(person: &mut dyn Setting) {
    for (answer, why) in [("cabbage", "wrong"), ("", "missing")] {
        let form = person.unlock(Some(answer));
        assert_eq!(
            (&*form.page, form.errors.len()),
            ("new-password", 1),
            "{why}"
        );
        assert_eq!(form.question.as_deref(), Some(QUESTION), "{why}");
    }
    assert_eq!(person.okta().user(ROSE)["status"], "LOCKED_OUT");
    let done = person.unlock(Some("okra"));
    unlocked(person, &done, ROSE);
}

/// Makes somebody who is locked out, and whose question is answered by `okra`.
pub(crate) fn lock(person: &mut dyn Setting, login: &str) {
    let question = json!({ "question": QUESTION, "answer": "okra" });
    let mut credentials = json!({ "password": { "value": OLD } });
    if login == ROSE {
        credentials["recovery_question"] = question;
    }
    let profile = json!({ "login": login, "email": login, "firstName": "R", "lastName": "M" });
    let body = json!({
        "profile": profile, "phone": PHONE, "status": "LOCKED_OUT", "credentials": credentials,
    });
    let (status, answer) = person
        .okta()
        .request("POST", "/_emulator/users", Some(body));
    assert!(status < 300, "{status} {answer}");
}

fn ask(person: &mut dyn Setting, (login, channel): (&str, Channel)) {
    assert!(!person.okta().signs_in(login, OLD), "the account is locked");
    person.visit("/forgot_password");
    let told = person.ask_to_unlock(login, channel);
    assert_eq!(told.page, "check-your-email", "{told:?}");
}

fn mailed(person: &mut dyn Setting, login: &str) -> String {
    let mail = person.okta().mail_for(login, 1);
    let link = mail["links"][0].as_str().expect("the mail has a link");
    link.to_owned()
}

fn person_with_code(person: &mut dyn Setting, to: &str) -> Seen {
    let message = person.okta().mail_for(to, 1);
    let code = message["code"].as_str().expect("the message has a code");
    person.enter_code(code)
}

fn unlocked(person: &mut dyn Setting, done: &Seen, login: &str) {
    assert_eq!((&*done.page, &*done.login), ("done", login), "{done:?}");
    assert!(done.text.contains("Your account is unlocked"), "{done:?}");
    assert!(
        person.okta().signs_in(login, OLD),
        "the password is the old one"
    );
}
