//! The stories of our own mail, told in every setting like those of Okta's.

use serde_json::Value;

use crate::setting::Setting;
use crate::stories::Story;

/// Every story.
pub const OWN_STORIES: &[Story] = &[
    ("our_own_link_leads_to_a_new_password_and_a_notice", by_link),
    ("our_own_code_leads_there_in_the_same_browser", by_code),
    (
        "the_recovery_question_is_asked_behind_our_own_link",
        question,
    ),
    ("a_wrong_code_can_be_mended", wrong_code),
    ("a_locked_person_unlocks_by_mail", unlock),
    ("an_invited_person_finishes_the_account", activation),
    ("somebody_without_a_password_gets_one", without_password),
    ("a_scanner_and_a_second_device_spend_nothing", second_device),
    ("nobody_sees_what_everybody_sees", nobody),
];

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const SOCIAL: &str = "social@example.com";
const LOCKED: &str = "locked@example.com";
const INVITED: &str = "provisioned@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const ANSWER: &str = "okra";

fn by_link(person: &mut dyn Setting) {
    let before = person.okta().user(ADA);
    let mail = mailed(person, ADA);
    assert_eq!(person.okta().user(ADA), before, "untouched before proof");
    let form = person.visit(&link(&mail));
    assert_eq!(form.page, "new-password");
    // Where the clock stands still there is the whole hour.
    let left = [59, 60].map(|minutes| format!("You have {minutes} more minutes to save it."));
    assert!(left.iter().any(|left| form.text.contains(left)), "{form:?}");
    assert_eq!(person.okta().user(ADA), before, "untouched by looking");
    let notice = finished(person, ADA, None);
    let button = notice["links"].to_string();
    assert!(button.contains("/not_me/"), "{notice}");
    assert_eq!(person.visit(&link(&mail)).page, "link-used");
}

fn by_code(person: &mut dyn Setting) {
    let mail = mailed(person, ADA);
    assert_eq!(person.enter_code(&code(&mail)).page, "new-password");
    finished(person, ADA, None);
}

fn question(person: &mut dyn Setting) {
    let mail = mailed(person, GRACE);
    let form = person.visit(&link(&mail));
    assert!(form.question.is_some(), "{form:?}");
    finished(person, GRACE, Some(ANSWER));
}

fn wrong_code(person: &mut dyn Setting) {
    let mail = mailed(person, ADA);
    let right = code(&mail);
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    let again = person.enter_code(wrong);
    assert_eq!((&*again.page, again.errors.len()), ("check-your-email", 1));
    let again = person.enter_code("");
    assert_eq!((&*again.page, again.errors.len()), ("check-your-email", 1));
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed yet");
    assert_eq!(person.enter_code(&right).page, "new-password");
    finished(person, ADA, None);
}

fn unlock(person: &mut dyn Setting) {
    let before = person.okta().user(LOCKED);
    assert_eq!(before["status"], "LOCKED_OUT");
    let mail = mailed(person, LOCKED);
    let form = person.visit(&link(&mail));
    assert_eq!(form.page, "new-password");
    assert_eq!(
        person.okta().user(LOCKED),
        before,
        "locked until proof and password"
    );
    finished(person, LOCKED, None);
}

fn activation(person: &mut dyn Setting) {
    assert_eq!(person.okta().user(INVITED)["status"], "PROVISIONED");
    let mail = mailed(person, INVITED);
    assert_eq!(person.visit(&link(&mail)).page, "new-password");
    finished(person, INVITED, None);
}

fn without_password(person: &mut dyn Setting) {
    let before = person.okta().user(SOCIAL);
    let mail = mailed(person, SOCIAL);
    assert_eq!(person.visit(&link(&mail)).page, "new-password");
    assert_eq!(person.okta().user(SOCIAL), before);
    finished(person, SOCIAL, None);
}

fn second_device(person: &mut dyn Setting) {
    let mail = mailed(person, ADA);
    for _ in 0..3 {
        assert_eq!(person.visit(&link(&mail)).page, "new-password");
    }
    assert_eq!(person.reload().page, "new-password");
    finished(person, ADA, None);
}

fn nobody(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    let told = person.ask_for_mail("nobody@example.com");
    let wrong = person.enter_code("000000");
    person.visit("/forgot_password");
    let known = person.ask_for_mail(ADA);
    let known_wrong = person.enter_code("000000");
    let same = |text: &str, login: &str| text.replace(login, "");
    assert_eq!(
        same(&told.text, "nobody@example.com"),
        same(&known.text, ADA)
    );
    assert_eq!(
        same(&wrong.text, "nobody@example.com"),
        same(&known_wrong.text, ADA)
    );
    person.okta().mail_for(ADA, 1);
    assert!(person.okta().mails_to("nobody@example.com").is_empty());
}

/// Asks for a mail and waits for it.
fn mailed(person: &mut dyn Setting, login: &str) -> Value {
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(login).page, "check-your-email");
    person.okta().mail_for(login, 1)
}

fn link(mail: &Value) -> String {
    let links = mail["links"].as_array().expect("links are a list");
    let mut links = links.iter().filter_map(Value::as_str);
    let found = links.find(|link| link.contains("/reset_password/"));
    found.expect("the mail has a link").to_owned()
}

fn code(mail: &Value) -> String {
    mail["code"]
        .as_str()
        .expect("the mail has a code")
        .to_owned()
}

/// Sets the new password, signs in with it, and gives back the notice. Whoever does not wait for
/// that leaves it to the next story.
fn finished(person: &mut dyn Setting, login: &str, answer: Option<&str>) -> Value {
    assert_eq!(person.save(NEW, answer).page, "done");
    assert!(person.okta().signs_in(login, NEW), "the new password works");
    assert!(!person.okta().signs_in(login, OLD), "the old one does not");
    assert_eq!(person.okta().user(login)["status"], "ACTIVE");
    person.okta().mail_for(login, 2)
}
