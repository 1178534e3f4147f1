//! What no source tells for sure is as the switches say.

use http::StatusCode;
use okta::idx::{AuthenticatorKey, MessageClass, MessageKey, OneTimeToken};
use okta_emulator::{
    Access, AnswerType, IdxSwitches, ResetNotAllowedKey, ResetNotAllowedStatus, Seed, StepUp,
    Switch, TooManyGuesses, UnknownUserClass, UnknownUserStatus, UnlockNotAllowedKey,
    WrongAnswerKey, WrongPasswordKey,
};
use serde_json::json;

use super::recover::token_of;
use super::{ADA, Browser, NOBODY, seed};
use crate::administrator::act;
use crate::stage::{PASSWORD, Stage};

const GRACE: &str = "grace@example.com";

/// The usual org, with other switches.
fn with(change: fn(&mut IdxSwitches)) -> Seed {
    let mut seed = seed();
    change(&mut seed.switches.idx);
    seed
}

/// The same where nobody hides who is known.
fn open(change: fn(&mut IdxSwitches)) -> Seed {
    let mut seed = with(change);
    seed.switches.enumeration_prevention = Switch::Off;
    seed
}

#[test]
fn answers_have_the_type_that_the_switch_says() {
    for (answer_type, wanted) in [
        (
            AnswerType::IonJson,
            "application/ion+json; okta-version=1.0.0",
        ),
        (AnswerType::Json, "application/json"),
    ] {
        let mut seed = seed();
        seed.switches.idx.answer_type = answer_type;
        let mut stage = Stage::with(seed);
        let refused = stage.post("/idp/idx/introspect", &json!({}));
        assert_eq!(refused.status, 400);
        assert_eq!(refused.headers["content-type"], wanted);
        let opened = stage.get("/email/verify/unknown");
        assert_eq!(opened.status, 200);
        assert_eq!(opened.headers["content-type"], wanted);
    }
}

/// The first step of a one-time token of somebody with a question, where the rule wants it.
fn first_step(change: fn(&mut IdxSwitches), operation: &str) -> String {
    let mut seed = with(change);
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    let mut browser = Browser::with(seed);
    let operation = format!("{operation}?sendEmail=false");
    let token = token_of(&mut browser, GRACE, &operation);
    let handle = browser.interact(Some(OneTimeToken::Recovery(&token)));
    browser.introspect(&handle.expect("the token is good"));
    browser.next().join(" ")
}

#[test]
fn the_question_comes_after_a_one_time_token_where_the_switch_says() {
    let (question, password) = ("select-authenticator-authenticate", "reset-authenticator");
    let own = "credentials/forgot_password";
    assert_eq!(first_step(|_| {}, own), question);
    let off = |idx: &mut IdxSwitches| idx.own_token_needs_question = Switch::Off;
    assert_eq!(first_step(off, own), password);

    let administrators = "lifecycle/reset_password";
    assert_eq!(first_step(|_| {}, administrators), password);
    let on = |idx: &mut IdxSwitches| idx.administrators_token_needs_question = Switch::On;
    assert_eq!(first_step(on, administrators), question);
}

#[test]
fn a_wrong_password_is_told_by_the_key_that_the_switch_says() {
    for (wrong_password, key) in [
        (
            WrongPasswordKey::AuthenticationFailed,
            MessageKey::AuthenticationFailed,
        ),
        (
            WrongPasswordKey::IncorrectPassword,
            MessageKey::IncorrectPassword,
        ),
    ] {
        let mut seed = seed();
        seed.switches.idx.wrong_password = wrong_password;
        let mut browser = Browser::with(seed);
        browser.sign_in(ADA, "wrong");
        browser.is_told(StatusCode::UNAUTHORIZED, &key);
        browser.sign_in(ADA, PASSWORD);
        assert!(browser.state.is_complete());
    }
}

#[test]
fn an_unknown_name_is_told_by_the_status_and_class_that_the_switches_say() {
    let told = |seed: Seed| {
        let mut browser = Browser::with(seed);
        browser.recover().identify(NOBODY);
        let status = StatusCode::from_u16(browser.status).expect("it is a status");
        browser.is_told(status, &MessageKey::UnknownUser);
        assert_eq!(browser.next(), ["identify-recovery"]);
        (browser.status, browser.state.messages[0].class.clone())
    };
    let (warning, info) = (Some(MessageClass::Warning), Some(MessageClass::Info));
    assert_eq!(told(open(|_| {})), (200, warning.clone()));
    let refused = open(|idx| idx.unknown_user_status = UnknownUserStatus::BadRequest);
    assert_eq!(told(refused), (400, warning));
    let older = open(|idx| idx.unknown_user_class = UnknownUserClass::Info);
    assert_eq!(told(older), (200, info));
}

#[test]
fn who_may_not_recover_is_told_by_the_status_and_key_that_the_switches_say() {
    let told = |change, status, key: &MessageKey| {
        let mut browser = Browser::with(open(change));
        browser.recover().identify("social@example.com");
        browser.is_told(status, key);
        // So is somebody who was suspended meanwhile.
        let mut browser = browser.again();
        browser.until_code(ADA);
        let id = browser.stage.org.user(ADA).expect("Ada exists")["id"].clone();
        let id = id.as_str().expect("an id is a word");
        act(&mut browser.stage, id, "lifecycle/suspend");
        let code = browser.code();
        browser.answer(&code);
        browser.is_told(status, key);
        assert!(browser.state.is_terminal());
    };
    told(|_| {}, StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
    told(
        |idx| idx.reset_not_allowed_status = ResetNotAllowedStatus::BadRequest,
        StatusCode::BAD_REQUEST,
        &MessageKey::ResetNotAllowed,
    );
    told(
        |idx| idx.reset_not_allowed = ResetNotAllowedKey::ChangeNotAllowed,
        StatusCode::FORBIDDEN,
        &MessageKey::ChangeNotAllowed,
    );
}

#[test]
fn too_many_guesses_are_told_as_the_switch_says() {
    let mut browser = Browser::with(with(|idx| {
        idx.too_many_guesses = TooManyGuesses::SuspendedFactor;
    }));
    browser.until_code(ADA);
    let code = browser.code();
    for _ in 0..5 {
        browser.answer("wrong");
        browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    }
    browser.answer(&code);
    browser.is_told(StatusCode::FORBIDDEN, &MessageKey::FactorSuspended);
    assert_eq!(browser.next()[0], "challenge-authenticator");
}

#[test]
fn as_many_wrong_codes_are_allowed_as_the_switch_says() {
    let mut browser = Browser::with(with(|idx| idx.wrong_codes_allowed = 1));
    browser.until_code(ADA);
    let code = browser.code();
    browser.answer("wrong").answer(&code);
    browser.is_told(
        StatusCode::TOO_MANY_REQUESTS,
        &MessageKey::OieTooManyRequests,
    );

    let mut browser = Browser::with(with(|idx| idx.wrong_codes_allowed = 0));
    browser.until_code(ADA);
    let code = browser.code();
    for _ in 0..10 {
        browser.answer("wrong");
    }
    browser.answer(&code);
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn an_org_without_unlocking_says_so_by_the_key_of_the_switch() {
    for (unlock_not_allowed, key) in [
        (
            UnlockNotAllowedKey::NotAllowed,
            MessageKey::UnlockNotAllowed,
        ),
        (
            UnlockNotAllowedKey::FailedPermissions,
            MessageKey::UnlockChallengeFailed,
        ),
        (UnlockNotAllowedKey::Failed, MessageKey::UnlockFailed),
    ] {
        let mut seed = seed();
        seed.policy.rules[0].self_service_unlock = Access::Deny;
        seed.switches.idx.unlock_not_allowed = unlock_not_allowed;
        let mut browser = Browser::with(seed);
        browser.unlock_account();
        browser.is_told(StatusCode::BAD_REQUEST, &key);
    }
}

#[test]
fn a_wrong_answer_is_told_by_the_key_that_the_switch_says() {
    for (wrong_answer, key) in [
        (WrongAnswerKey::PasscodeInvalid, MessageKey::PasscodeInvalid),
        (WrongAnswerKey::WrongAnswer, MessageKey::WrongAnswer),
    ] {
        let mut seed = seed();
        seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
        seed.switches.idx.wrong_answer = wrong_answer;
        let mut browser = Browser::with(seed);
        browser.until_password(GRACE);
        browser.choose(&AuthenticatorKey::SecurityQuestion, None);
        browser.answer_question("cabbage");
        browser.is_told(StatusCode::UNAUTHORIZED, &key);
    }
}
