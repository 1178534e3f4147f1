//! What people of every kind get.

use http::StatusCode;
use okta::idx::{AuthenticatorKey, MessageKey, MethodType};
use okta_emulator::seed::{ANSWER, SeededPerson};
use okta_emulator::{EmailStatus, Engine, Policy, Seed, StepUp, Switch};

use super::{ADA, Browser, NOBODY, seed};
use crate::stage::NEW_PASSWORD;

fn open() -> Seed {
    let mut seed = seed();
    seed.switches.enumeration_prevention = Switch::Off;
    seed
}

/// The state without what names the transaction and the person's own words.
fn anonymous(browser: &Browser, identifier: &str) -> String {
    let text = serde_json::to_string(&browser.state).expect("a state is JSON");
    let handle = browser.handle();
    text.replace(handle.secret(), "HANDLE")
        .replace(identifier, "NAME")
}

#[test]
fn where_the_org_hides_it_nobody_learns_who_is_known() {
    let people = [
        NOBODY,
        "social@example.com",
        "directory@example.com",
        "staged@example.com",
        "recovery@example.com",
        "expired@example.com",
        "locked@example.com",
        "suspended@example.com",
        "deprovisioned@example.com",
    ];
    let looks = |identifier: &str| {
        let mut browser = Browser::new();
        browser.recover().identify(identifier);
        let choice = anonymous(&browser, identifier);
        browser.choose(&AuthenticatorKey::Email, Some(MethodType::Email));
        let waiting = anonymous(&browser, identifier);
        let mails = browser.stage.org.outbox().len();
        browser.answer(browser.wrong_code());
        browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
        ([choice, waiting, anonymous(&browser, identifier)], mails)
    };
    let (known, mails) = looks(ADA);
    assert_eq!(mails, 1);
    for identifier in people {
        assert_eq!(looks(identifier), (known.clone(), 0), "{identifier}");
    }
}

#[test]
fn where_it_does_not_an_unknown_name_is_told() {
    let mut browser = Browser::with(open());
    browser.recover().identify(NOBODY);
    browser.is_told(StatusCode::OK, &MessageKey::UnknownUser);
    assert_eq!(browser.next(), ["identify-recovery"]);
    browser.identify(ADA);
    assert_eq!(browser.next()[0], "authenticator-verification-data");
    let enrollment = browser
        .state
        .current_authenticator_enrollment
        .as_ref()
        .unwrap();
    let profile = enrollment.profile.as_ref().unwrap();
    assert_eq!(profile.email.as_deref(), Some("a***a@example.com"));
}

#[test]
fn where_it_does_not_people_who_may_not_recover_are_told() {
    for identifier in [
        "social@example.com",
        "locked@example.com",
        "suspended@example.com",
    ] {
        let mut browser = Browser::with(open());
        browser.recover().identify(identifier);
        browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
        assert!(browser.state.is_terminal());
    }
}

#[test]
fn a_person_who_is_not_activated_gets_a_code_and_then_an_error() {
    let mut browser = Browser::new();
    browser.until_password("provisioned@example.com");
    browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ActivatingUser);
    assert!(browser.state.is_terminal());
    assert_eq!(
        browser.stage.status_of("provisioned@example.com"),
        "PROVISIONED"
    );
}

#[test]
fn an_address_that_is_not_proved_gets_no_code() {
    let mut seed = seed();
    let login = "unproved@example.com";
    seed.people.push(SeededPerson {
        login: login.to_owned(),
        password: Some("Correct-Horse-7".to_owned()),
        email_status: Some(EmailStatus::Unverified),
        ..SeededPerson::default()
    });
    let mut browser = Browser::with(seed.clone());
    browser.until_code(login);
    assert_eq!(browser.stage.org.outbox().len(), 0);
    seed.switches.enumeration_prevention = Switch::Off;
    let mut browser = Browser::with(seed);
    browser.recover().identify(login);
    browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
}

#[test]
fn a_password_that_is_too_young_gets_a_mail_that_says_so() {
    let mut seed = seed();
    seed.policy.age.min_age_minutes = 60 * 24 * 31;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    let mail = &browser.stage.org.outbox()[0];
    assert_eq!(
        (mail.subject.as_str(), &mail.code),
        ("Forgot password denied", &None)
    );
}

#[test]
fn the_question_is_the_second_step_of_those_who_have_one() {
    let grace = "grace@example.com";
    let mut seed = seed();
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    let mut browser = Browser::with(seed);
    browser.until_password(grace);
    assert_eq!(browser.next(), ["select-authenticator-authenticate"]);
    browser.choose(&AuthenticatorKey::SecurityQuestion, None);
    let enrollment = browser
        .state
        .current_authenticator_enrollment
        .as_ref()
        .unwrap();
    let data = enrollment.contextual_data.as_ref().unwrap();
    assert_eq!(
        data.enrolled_question.as_ref().unwrap().question_key,
        "custom"
    );
    browser.answer_question("cabbage");
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    browser.answer_question(&ANSWER.to_uppercase());
    assert_eq!(browser.next(), ["reset-authenticator"]);

    let mut browser = browser.again();
    browser.until_password(ADA);
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn the_policy_of_the_group_decides() {
    let mut seed = seed();
    let mut strict = Policy {
        name: "Staff".to_owned(),
        groups: vec!["staff".to_owned()],
        ..Policy::default()
    };
    strict.complexity.min_length = 20;
    seed.policies = vec![strict];
    seed.people[0].groups = vec!["staff".to_owned()];
    let staff = seed.people[0].login.clone();
    let mut browser = Browser::with(seed);
    browser.until_password(&staff);
    assert_eq!(
        browser
            .state
            .password_policy()
            .unwrap()
            .complexity
            .min_length,
        20
    );
    browser.answer(NEW_PASSWORD);
    browser.is_told(
        StatusCode::BAD_REQUEST,
        &MessageKey::PasswordRequirementsNotMet,
    );
}

#[test]
fn an_org_that_forbids_resets_offers_none() {
    let mut seed = seed();
    seed.policy.rules.clear();
    let mut browser = Browser::with(seed);
    assert!(browser.state.recover().is_none());
    browser.recover();
    browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
}

#[test]
fn the_classic_engine_has_none_of_this() {
    let mut browser = Browser::new();
    browser.stage.org.switches_mut().engine = Engine::Classic;
    let Err(okta::Error::Oauth(error)) = browser.interact(None) else {
        panic!("the Classic engine does not interact");
    };
    assert_eq!(error.code.as_str(), "access_denied");
    let reply = browser
        .stage
        .post("/idp/idx/introspect", &serde_json::json!({}));
    assert_eq!(reply.error(), (404, "E0000008".to_owned()));
}
