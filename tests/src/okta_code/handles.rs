//! An org of Identity Engine where each step that is taken ends the state handle it was taken with:
//! whoever keeps an old one gets no further.

use okta_emulator::{Engine, FirstPage, Seed, StateHandleLives, StepUp, Switch};
use pages::Channel;
use recovery::Delivery;
use serde_json::json;

use super::{ADA, HAND_IN, NEW, OLD, WAYS, Way, ask, code, finish, lose, other, seed};
use crate::native::Native;
use crate::setting::Setting;

/// Has a recovery question.
const GRACE: &str = "grace@example.com";
const ANSWER: &str = "okra";
const LOCKED: &str = "locked@example.com";

/// What is told of such an org.
pub(super) const HANDLES: &[(&str, fn())] = &[
    ("each_step_leads_on", leads_on),
    ("what_is_refused_leads_on", refused),
    ("another_code_leads_on", another_code),
    ("the_question_leads_on", question),
    ("unlocking_leads_on", unlocking),
    ("a_lost_answer_leads_to_another_code", lost),
    ("a_lost_password_reads_as_set", lost_password),
];

fn org(change: impl FnOnce(&mut Seed)) -> Native {
    let mut seed = seed(Engine::IdentityEngine);
    seed.switches.idx.state_handle_lives = StateHandleLives::Step;
    change(&mut seed);
    Native::with(seed, Delivery::Okta)
}

/// Identity Engine's ways.
fn ways() -> impl Iterator<Item = Way> {
    let all = WAYS.iter().copied();
    all.filter(|way| way.engine == Engine::IdentityEngine)
}

fn sent(person: &mut Native, way: Way) -> String {
    ask(person, way, way.login);
    code(person, way.to, 1)
}

fn leads_on() {
    for first_page in [FirstPage::IdentifierAndPassword, FirstPage::Identifier] {
        for way in ways() {
            let mut person = org(|seed| seed.switches.idx.first_page = first_page);
            let code = sent(&mut person, way);
            let form = person.enter_code(&code);
            finish(&mut person, &form, way.login);
        }
    }
}

fn refused() {
    for way in ways() {
        let mut person = org(|_| {});
        let code = sent(&mut person, way);
        person.enter_code(&other(&code));
        assert_eq!(person.enter_code(&code).page, "new-password");
        let form = person.save(OLD, None);
        assert_eq!(form.errors.len(), 1, "Okta has its own reasons: {form:?}");
        finish(&mut person, &form, way.login);
    }
}

fn another_code() {
    for way in ways() {
        let mut person = org(|_| {});
        sent(&mut person, way);
        person.pass(61);
        person.resend();
        person.settle();
        let newer = code(&mut person, way.to, 2);
        let calls = person.okta().calls();
        let begun = calls.iter().filter(|path| path.ends_with("/interact"));
        assert_eq!(begun.count(), 1, "in the same transaction");
        let form = person.enter_code(&newer);
        finish(&mut person, &form, way.login);
    }
}

fn question() {
    let mut person = org(|seed| seed.policy.rules[0].step_up = StepUp::SecurityQuestion);
    ask(&mut person, WAYS[0], GRACE);
    let code = code(&mut person, GRACE, 1);
    assert!(person.enter_code(&code).question.is_some());
    let told = person.save(NEW, Some("cabbage"));
    assert_eq!(told.errors.len(), 1, "{told:?}");
    // Right, with a password that Okta refuses: the answer has moved the transaction on.
    let form = person.save("grace", Some(ANSWER));
    assert_eq!(form.page, "new-password", "{form:?}");
    finish(&mut person, &form, GRACE);
}

fn unlocking() {
    let mut person = org(|seed| {
        seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
        seed.switches.idx.unlock_needs_question = Switch::On;
    });
    let credentials = json!({
        "password": { "value": OLD },
        "recovery_question": { "question": "Which food?", "answer": ANSWER },
    });
    let body = json!({
        "profile": { "login": "shut@example.com" }, "status": "LOCKED_OUT",
        "credentials": credentials,
    });
    let made = person
        .okta()
        .request("POST", "/_emulator/users", Some(body));
    assert_eq!(made.0, 200, "{made:?}");
    for (login, answer) in [(LOCKED, None), ("shut@example.com", Some(ANSWER))] {
        person.forget();
        person.visit("/forgot_password");
        person.ask_to_unlock(login, Channel::Email);
        person.settle();
        let code = code(&mut person, login, 1);
        let mut told = person.enter_code(&code);
        if answer.is_some() {
            assert!(told.question.is_some(), "{told:?}");
            told = person.unlock(answer);
        }
        assert_eq!(told.page, "done", "{login}: {told:?}");
        assert_eq!(person.okta().user(login)["status"], "ACTIVE");
    }
}

/// Nobody knows the handle that went with the answer: another code is to be had.
fn lost() {
    for way in ways() {
        let mut person = org(|_| {});
        let first = sent(&mut person, way);
        lose(&mut person, HAND_IN);
        assert_eq!(person.enter_code(&first).errors.len(), 1);
        let told = person.enter_code(&first);
        assert_eq!(told.page, "check-your-email", "{told:?}");
        person.pass(61);
        person.resend();
        person.settle();
        let second = code(&mut person, way.to, 2);
        let form = person.enter_code(&second);
        finish(&mut person, &form, way.login);
    }
}

/// It was taken, and what says so is lost.
fn lost_password() {
    let mut person = org(|_| {});
    let code = sent(&mut person, WAYS[0]);
    person.enter_code(&code);
    lose(&mut person, HAND_IN);
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
}
