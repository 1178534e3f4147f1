//! The stories of Okta's codes, told in every setting: Identity Engine sends them.

use pages::Channel;

use crate::seen::Seen;
use crate::setting::Setting;
use crate::stories::Story;

/// Every story.
pub const CODE_STORIES: &[Story] = &[
    ("a_code_by_mail_leads_to_a_new_password", by_mail),
    ("a_code_by_text_message_leads_there_too", by_text_message),
    ("a_code_by_call_leads_there_too", by_call),
    ("a_wrong_code_of_oktas_can_be_mended", wrong_code),
    ("nobody_hears_what_everybody_hears", nobody),
    ("behind_the_code_the_rules_hold", rules),
];

const ADA: &str = "ada@example.com";
const HEDY: &str = "hedy@example.com";
const PHONE: &str = "+15550100";
const NOBODY: &str = "nobody@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";

fn by_mail(person: &mut dyn Setting) {
    let before = person.okta().user(ADA);
    let code = sent(person, (ADA, Channel::Email), ADA);
    assert_eq!(person.okta().user(ADA), before, "untouched before proof");
    let form = person.enter_code(&code);
    assert!(form.rules >= 4, "the org's rules are listed: {form:?}");
    let left = "more minutes to save it.";
    assert!(
        form.text.contains(left),
        "Okta's transaction ends: {form:?}"
    );
    finished(person, ADA);
}

fn by_text_message(person: &mut dyn Setting) {
    let code = sent(person, (HEDY, Channel::Sms), PHONE);
    assert_eq!(person.enter_code(&code).page, "new-password");
    finished(person, HEDY);
}

fn by_call(person: &mut dyn Setting) {
    let code = sent(person, (HEDY, Channel::Call), PHONE);
    assert_eq!(person.enter_code(&code).page, "new-password");
    finished(person, HEDY);
}

fn wrong_code(person: &mut dyn Setting) {
    let right = sent(person, (ADA, Channel::Email), ADA);
    let again = person.enter_code(other(&right));
    assert_eq!((&*again.page, again.errors.len()), ("check-your-email", 1));
    let again = person.enter_code("");
    assert_eq!((&*again.page, again.errors.len()), ("check-your-email", 1));
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed yet");
    assert_eq!(person.enter_code(&right).page, "new-password");
    finished(person, ADA);
}

fn nobody(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    let told = person.ask_for_mail(NOBODY);
    let wrong = person.enter_code("000000");
    person.visit("/forgot_password");
    let known = person.ask_for_mail(ADA);
    let message = person.okta().mail_for(ADA, 1);
    let right = message["code"].as_str().expect("the message has a code");
    let known_wrong = person.enter_code(other(right));
    let said = |seen: &Seen, login: &str| seen.text.replace(login, "");
    assert_eq!(said(&told, NOBODY), said(&known, ADA));
    assert_eq!(said(&wrong, NOBODY), said(&known_wrong, ADA));
    assert!(person.okta().mails_to(NOBODY).is_empty());
}

fn rules(person: &mut dyn Setting) {
    let code = sent(person, (ADA, Channel::Email), ADA);
    person.enter_code(&code);
    let form = person.save("short", None);
    assert!(form.missing.len() >= 2, "all are named: {form:?}");
    let form = person.save(OLD, None);
    assert_eq!((&*form.page, form.errors.len()), ("new-password", 1));
    finished(person, ADA);
}

/// What needs a page of ours: one of somebody else's forgets what it was.
pub const RELOADS: &[Story] = &[("a_reload_behind_the_code_keeps_the_form", reload)];

fn reload(person: &mut dyn Setting) {
    let code = sent(person, (ADA, Channel::Email), ADA);
    assert_eq!(person.enter_code(&code).page, "new-password");
    assert_eq!(person.reload().page, "new-password");
    finished(person, ADA);
}

/// Asks for a code and waits for it.
fn sent(person: &mut dyn Setting, (login, channel): (&str, Channel), to: &str) -> String {
    person.visit("/forgot_password");
    assert_eq!(person.ask_by(login, channel).page, "check-your-email");
    let message = person.okta().mail_for(to, 1);
    let code = message["code"].as_str().expect("the message has a code");
    code.to_owned()
}

fn other(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

fn finished(person: &mut dyn Setting, login: &str) {
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(login, NEW), "the new password works");
    assert!(!person.okta().signs_in(login, OLD), "the old one does not");
}
