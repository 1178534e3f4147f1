//! Locks that the policy opens by itself, and what is forgotten with them.

use okta::Timestamp;
use okta::idx::{AuthenticatorKey, Challenge, MethodType};
use serde_json::{Value, json};

use crate::administrator::{get, post, somebody};
use crate::idx::{Browser, seed};
use crate::stage::{NEW_PASSWORD, Reply, START, Stage};

const MARY: &str = "mary@example.com";
const MINUTES: u64 = 5;

/// An org whose locks open after five minutes, and two wrong answers lock.
fn stage() -> Stage {
    let mut stage = Stage::new();
    opening(&mut stage);
    stage
}

fn opening(stage: &mut Stage) {
    stage.org.policy_mut().lockout.auto_unlock_minutes = 5;
    stage.org.switches_mut().wrong_answers_lock = 2;
}

fn answer(stage: &mut Stage, id: &str, answer: &str) -> Reply {
    let body = json!({
        "password": {"value": NEW_PASSWORD}, "recovery_question": {"answer": answer},
    });
    let path = format!("/api/v1/users/{id}/credentials/forgot_password_recovery_question");
    post(stage, &path, &body)
}

#[test]
fn wrong_answers_to_the_users_api_count_and_lock() {
    let mut stage = stage();
    let id = somebody(&mut stage, "ACTIVE");
    assert_eq!(answer(&mut stage, &id, "ink").error().1, "E0000087");
    assert_eq!(
        answer(&mut stage, &id, "ink").error(),
        (403, "E0000069".to_owned())
    );
    assert_eq!(stage.status_of(MARY), "LOCKED_OUT");
    assert_eq!(answer(&mut stage, &id, "okra").error().1, "E0000034");
}

#[test]
fn whatever_opens_a_lock_forgets_the_wrong_answers() {
    type Opens = fn(&mut Browser, &str);
    let by_time: Opens = |browser, _| browser.stage.org.advance(MINUTES * 60);
    let by_administrator: Opens = |browser, id| {
        let path = format!("/api/v1/users/{id}/lifecycle/unlock");
        assert_eq!(post(&mut browser.stage, &path, &Value::Null).status, 200);
    };
    let by_code: Opens = |browser, _| {
        unlock(browser, MARY);
        let code = browser.code();
        browser.answer(&code);
    };
    for opens in [by_time, by_administrator, by_code] {
        let mut browser = Browser::with(seed());
        opening(&mut browser.stage);
        let id = somebody(&mut browser.stage, "ACTIVE");
        answer(&mut browser.stage, &id, "ink");
        answer(&mut browser.stage, &id, "ink");
        assert_eq!(browser.stage.status_of(MARY), "LOCKED_OUT");
        opens(&mut browser, &id);
        assert_eq!(answer(&mut browser.stage, &id, "ink").error().1, "E0000087");
        assert_eq!(browser.stage.status_of(MARY), "ACTIVE");
    }
}

fn unlock(browser: &mut Browser, identifier: &str) {
    browser.unlock_account();
    let chosen = browser.chosen(&AuthenticatorKey::Email, Some(MethodType::Email));
    let body = Challenge::new(&browser.handle(), chosen).to_unlock(identifier);
    browser.challenge(&body);
}

#[test]
fn whoever_looks_first_sees_an_open_lock_and_when_it_opened() {
    type Looks = fn(&mut Stage) -> Value;
    let library: Looks = |stage| stage.org.user(MARY).expect("Mary exists");
    let tool: Looks = |stage| found(&stage.get("/_emulator/users").json());
    let list: Looks = |stage| found(&get(stage, "/api/v1/users").json());
    let search: Looks = |stage| {
        let path = "/api/v1/users?search=status%20eq%20%22ACTIVE%22";
        found(&get(stage, path).json())
    };
    let one: Looks = |stage| get(stage, &format!("/api/v1/users/{MARY}")).json();
    for looks in [library, tool, list, search, one] {
        let mut stage = stage();
        somebody(&mut stage, "LOCKED_OUT");
        stage.org.advance(MINUTES * 60 - 1);
        assert_eq!(stage.status_of(MARY), "LOCKED_OUT");
        stage.org.advance(10_000);
        let user = looks(&mut stage);
        assert_eq!(user["status"], "ACTIVE");
        let opened = Timestamp::from_millis(START + 300_000);
        assert_eq!(user["statusChanged"], json!(opened));
    }
}

fn found(users: &Value) -> Value {
    let mut users = users.as_array().expect("a list").iter();
    let mary = users.find(|user| user["profile"]["login"] == MARY);
    mary.expect("Mary is listed").clone()
}

#[test]
fn a_lock_that_has_opened_needs_no_code() {
    let mut browser = Browser::with(seed());
    opening(&mut browser.stage);
    somebody(&mut browser.stage, "LOCKED_OUT");
    browser.stage.org.advance(MINUTES * 60);
    unlock(&mut browser, MARY);
    assert_eq!(browser.next()[0], "challenge-authenticator");
    assert_eq!(browser.stage.org.outbox().len(), 0);
}
