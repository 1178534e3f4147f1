//! What is uncertain about new passwords, under either value of its switch.

use okta_emulator::{MinimumAge, Switch, UsernameParts};
use serde_json::json;

use crate::administrator::{act, post};
use crate::idx::Browser;
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage};

const ADA: &str = "ada@example.com";
/// As good as any, but for its last character.
const WIDE: &str = "Battery-Staple-8\u{1f511}";

fn switched(switches: &serde_json::Value) -> Stage {
    Stage::switched(&json!({ "passwords": switches }))
}

/// An administrator sets a password.
fn set(stage: &mut Stage, login: &str, password: &str) -> Reply {
    let body = json!({"credentials": {"password": {"value": password}}});
    post(stage, &format!("/api/v1/users/{login}"), &body)
}

#[test]
fn characters_of_four_bytes_are_taken_or_refused() {
    let mut stage = Stage::new();
    let state_token = stage.state_token(ADA);
    assert_eq!(stage.reset(&state_token, WIDE).status, 200);
    assert_eq!(stage.sign_in(ADA, WIDE).string("/status"), "SUCCESS");

    let mut stage = switched(&json!({"four_byte_characters": "off"}));
    let state_token = stage.state_token(ADA);
    let refused = stage.reset(&state_token, WIDE);
    assert_eq!(refused.error(), (403, "E0000080".to_owned()));
    assert!(
        refused.cause().contains("four bytes"),
        "{}",
        refused.cause()
    );
    let refused = set(&mut stage, ADA, WIDE);
    assert_eq!(refused.error(), (400, "E0000001".to_owned()));
    let three_bytes = "Battery-Staple-8\u{20ac}";
    assert_eq!(stage.reset(&state_token, three_bytes).status, 200);
}

#[test]
fn the_top_level_domain_may_occur_in_a_password_or_not() {
    let parts = [
        (UsernameParts::WithoutTopLevelDomain, 200),
        (UsernameParts::Whole, 400),
    ];
    for (which, status) in parts {
        let mut stage = Stage::new();
        stage.org.switches_mut().passwords.username_parts = which;
        let login = "mary@shop.museum";
        let mary = json!({
            "profile": {"login": login, "email": login, "firstName": "Mary"},
            "credentials": {"password": {"value": PASSWORD}},
        });
        assert_eq!(stage.post("/_emulator/users", &mary).status, 200);
        let told = set(&mut stage, login, "My-Museum-99");
        assert_eq!(told.status, status, "{which:?}");
        let told = set(&mut stage, login, "My-Shop-9999");
        assert_eq!(told.status, 400, "a part before it, {which:?}");
    }
}

#[test]
fn a_password_that_has_become_too_young_is_reset_or_not() {
    for (when, status) in [(MinimumAge::AtStart, 200), (MinimumAge::AlsoAtSetting, 403)] {
        let mut stage = Stage::new();
        stage.org.switches_mut().passwords.minimum_age = when;
        stage.org.policy_mut().age.min_age_minutes = 60;
        stage.org.advance(3600);
        let state_token = stage.state_token(ADA);
        set(&mut stage, ADA, "Purple-Monkey-9");
        let told = stage.reset(&state_token, NEW_PASSWORD);
        assert_eq!(told.status, status, "{when:?}");
        if status == 403 {
            assert_eq!(told.error().1, "E0000080");
            assert!(told.cause().contains("minimum age"), "{}", told.cause());
        }
    }
}

#[test]
fn an_administrators_link_knows_no_minimum_age() {
    let mut stage = Stage::new();
    stage.org.switches_mut().passwords.minimum_age = MinimumAge::AlsoAtSetting;
    stage.org.policy_mut().age.min_age_minutes = 60;
    let answer = act(&mut stage, ADA, "lifecycle/reset_password?sendEmail=false");
    let link = answer.string("/resetPasswordUrl");
    let (_, token) = link.rsplit_once('/').expect("a link");
    let state_token = stage.exchange(token).string("/stateToken");
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
}

#[test]
fn identity_engine_looks_at_the_age_once_or_twice() {
    for (when, is_reset) in [
        (MinimumAge::AtStart, true),
        (MinimumAge::AlsoAtSetting, false),
    ] {
        let mut browser = Browser::new();
        browser.stage.org.switches_mut().passwords.minimum_age = when;
        browser.until_password(ADA);
        browser.stage.org.policy_mut().age.min_age_minutes = 60;
        set(&mut browser.stage, ADA, "Purple-Monkey-9");
        browser.answer(NEW_PASSWORD);
        assert_eq!(browser.state.is_complete(), is_reset, "{when:?}");
        let status = if is_reset { 200 } else { 403 };
        assert_eq!(browser.status, status, "{when:?}");
    }
}

#[test]
fn a_new_password_forgets_the_wrong_ones_or_not() {
    for (switch, status) in [(Switch::On, "ACTIVE"), (Switch::Off, "LOCKED_OUT")] {
        let mut stage = Stage::new();
        stage.org.switches_mut().passwords.reset_counters = switch;
        for _ in 0..9 {
            stage.sign_in(ADA, "wrong");
        }
        let state_token = stage.state_token(ADA);
        assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
        stage.sign_in(ADA, "wrong");
        assert_eq!(stage.status_of(ADA), status, "{switch:?}");
    }
}

#[test]
fn a_demanded_reset_forgets_none_by_itself() {
    for (switch, status) in [(Switch::On, "ACTIVE"), (Switch::Off, "LOCKED_OUT")] {
        let mut stage = Stage::new();
        stage.org.switches_mut().passwords.reset_counters = switch;
        for _ in 0..9 {
            stage.sign_in(ADA, "wrong");
        }
        let demand = format!("/api/v1/users/{ADA}/lifecycle/reset_password?sendEmail=false");
        let link = post(&mut stage, &demand, &json!(null)).string("/resetPasswordUrl");
        let token = link.rsplit('/').next().expect("the link has segments");
        let state_token = stage.exchange(token).string("/stateToken");
        assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
        stage.sign_in(ADA, "wrong");
        assert_eq!(stage.status_of(ADA), status, "{switch:?}");
    }
}

/// The subjects of all mails after somebody has reset a password.
fn subjects_after_reset(stage: &mut Stage) -> Vec<String> {
    let state_token = stage.state_token(ADA);
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
    let subjects = stage.org.outbox().iter().map(|mail| mail.subject.clone());
    subjects.collect()
}

#[test]
fn whoever_has_chosen_a_password_is_told_by_mail_or_not() {
    let mut stage = Stage::new();
    assert_eq!(subjects_after_reset(&mut stage), ["Account password reset"]);

    let mut stage = switched(&json!({"changed_mail": "on"}));
    let changed = "Your password has been changed";
    assert_eq!(
        subjects_after_reset(&mut stage),
        ["Account password reset", changed]
    );
    assert_eq!(stage.org.outbox()[1].to, ADA);
    assert_eq!(set(&mut stage, ADA, "Purple-Monkey-9").status, 200);
    assert_eq!(stage.org.outbox().len(), 2, "an administrator did it");
}

#[test]
fn identity_engine_sends_that_mail_too() {
    for (switch, mails) in [(Switch::Off, 1), (Switch::On, 2)] {
        let mut browser = Browser::new();
        browser.stage.org.switches_mut().passwords.changed_mail = switch;
        browser.until_password(ADA).answer(NEW_PASSWORD);
        assert!(browser.state.is_complete());
        assert_eq!(browser.stage.org.outbox().len(), mails, "{switch:?}");
    }
}
