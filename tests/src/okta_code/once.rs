//! What is told of Okta's codes once.

use okta_emulator::{AfterReset, Engine, FirstPage, Seed, StateHandleShape, StepUp, Switch};
use recovery::Delivery;
use serde_json::Value;

use super::{ADA, HAND_IN, NEW, NOBODY, OLD, WAYS, ask, code, finish, lose, person, seed};
use crate::native::Native;
use crate::setting::Setting;

/// Has a recovery question.
const GRACE: &str = "grace@example.com";
const ANSWER: &str = "okra";
const CHALLENGE: &str = "/idp/idx/challenge";

/// What is told once.
pub(super) const ONCE: &[(&str, fn())] = &[
    ("every_org_leads_to_the_code", every_org),
    ("labels_say_nothing", labels),
    ("the_question_is_a_second_step", question),
    ("an_answer_is_not_lost_with_its_answer", lost_answer),
    ("a_lost_challenge_sends_no_second_mail", lost_challenge),
    ("who_cannot_recover_is_left_alone", left_alone),
    ("too_many_guesses_are_not_told", guesses),
];

fn with(change: impl FnOnce(&mut Seed)) -> Native {
    let mut seed = seed(Engine::IdentityEngine);
    change(&mut seed);
    Native::with(seed, Delivery::Okta)
}

/// Every shape in which Identity Engine is known to answer.
fn every_org() {
    let pages = [FirstPage::IdentifierAndPassword, FirstPage::Identifier];
    let handles = [
        StateHandleShape::IdAndContext,
        StateHandleShape::Short,
        StateHandleShape::Encrypted,
    ];
    let ends = [
        AfterReset::InteractionCode,
        AfterReset::RecoveryCompleted,
        AfterReset::SignInFailed,
    ];
    for first_page in pages {
        for state_handle in handles {
            for after_reset in ends {
                for both in [Switch::On, Switch::Off] {
                    let mut person = with(|seed| {
                        seed.switches.enumeration_prevention = both;
                        let idx = &mut seed.switches.idx;
                        (idx.first_page, idx.state_handle) = (first_page, state_handle);
                        (idx.after_reset, idx.revoke_sessions_field) = (after_reset, both);
                    });
                    assert!(person.okta().signs_in(ADA, OLD));
                    ask(&mut person, WAYS[0], ADA);
                    let code = code(&mut person, ADA, 1);
                    let form = person.enter_code(&code);
                    finish(&mut person, &form, ADA);
                }
            }
        }
    }
}

/// Every org may change them.
fn labels() {
    for way in &WAYS[..3] {
        let mut person = person(*way);
        person.rename_labels();
        ask(&mut person, *way, way.login);
        let code = code(&mut person, way.to, 1);
        let form = person.enter_code(&code);
        finish(&mut person, &form, way.login);
    }
}

fn with_question() -> Native {
    let mut person = with(|seed| {
        seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    });
    ask(&mut person, WAYS[0], GRACE);
    let code = code(&mut person, GRACE, 1);
    let form = person.enter_code(&code);
    assert!(form.question.is_some(), "{form:?}");
    person
}

fn question() {
    let mut person = with_question();
    let told = person.save(NEW, Some("cabbage"));
    assert_eq!((&*told.page, told.errors.len()), ("new-password", 1));
    assert_eq!(person.save(NEW, Some(ANSWER)).page, "done");
    assert!(person.okta().signs_in(GRACE, NEW));

    let mut person = with_question();
    for _ in 0..4 {
        assert_eq!(person.save(NEW, Some("cabbage")).page, "new-password");
    }
    assert_eq!(person.save(NEW, Some("cabbage")).page, "link-closed");
    assert!(person.okta().signs_in(GRACE, OLD));
}

fn lost_answer() {
    let mut person = with_question();
    lose(&mut person, HAND_IN);
    let told = person.save(NEW, Some(ANSWER));
    assert_eq!((&*told.page, told.errors.len()), ("new-password", 1));
    assert_eq!(person.save(NEW, Some(ANSWER)).page, "done");
    assert!(person.okta().signs_in(GRACE, NEW));
}

fn lost_challenge() {
    let mut person = person(WAYS[0]);
    lose(&mut person, CHALLENGE);
    ask(&mut person, WAYS[0], ADA);
    person.settle();
    let code = code(&mut person, ADA, 1);
    let form = person.enter_code(&code);
    finish(&mut person, &form, ADA);
}

/// Whoever cannot recover at Okta reads what everybody reads, and is as they were.
fn left_alone() {
    let mut all = person(WAYS[0]);
    let people = all.okta().request("GET", "/_emulator/users", None).1;
    let people = people.as_array().expect("a list").clone();
    let mut seen: Vec<Value> = Vec::new();
    for before in people {
        if before["status"] == "ACTIVE" {
            continue;
        }
        let login = before["profile"]["login"].as_str().expect("a login");
        let mut person = person(WAYS[0]);
        let mut told = ask(&mut person, WAYS[0], login);
        told.text = told.text.replace(login, "");
        let mut usual = ask(&mut person, WAYS[0], NOBODY);
        usual.text = usual.text.replace(NOBODY, "");
        assert_eq!(told, usual, "{login}");
        assert_eq!(person.okta().user(login), before);
        // People who are not activated yet get a code of Okta's, which leads nowhere.
        let mails = person.okta().mails_to(login);
        if mails.iter().any(|mail| !mail["code"].is_null()) {
            person.forget();
            person.pass(31);
            ask(&mut person, WAYS[0], login);
            assert_eq!(before["status"], "PROVISIONED");
            let code = person
                .okta()
                .mails_to(login)
                .pop()
                .map(|mail| mail["code"].clone());
            let told = person.enter_code(code.as_ref().and_then(Value::as_str).unwrap_or(""));
            assert_eq!(told.page, "something-went-wrong");
            assert_eq!(person.okta().user(login), before);
        }
        seen.push(before["status"].clone());
    }
    assert!(seen.len() >= 6, "the seed knows every status: {seen:?}");
}

/// Okta counts the wrong codes of a person; that it does, nobody may see.
fn guesses() {
    for engine in [WAYS[0], WAYS[3]] {
        let mut person = person(engine);
        let mut seen = Vec::new();
        for _ in 0..2 {
            ask(&mut person, engine, engine.login);
            person.forget();
            person.pass(31);
            ask(&mut person, engine, engine.login);
            let told: Vec<_> = (0..4).map(|_| person.enter_code("000000").text).collect();
            seen.push(told);
            person.forget();
            person.pass(31);
        }
        assert_eq!(seen[0], seen[1]);
    }
}
