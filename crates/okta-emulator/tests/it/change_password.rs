//! `POST /api/v1/authn/credentials/change_password`, `/skip`, `/previous`: passwords that have
//! expired, or soon will.

use okta_emulator::{Access, PolicyViolation, Switch};
use serde_json::{Value, json};

use crate::administrator::bar;
use crate::recorded::{recorded, recording, shape};
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage};

const ADA: &str = "ada@example.com";
const EXPIRED: &str = "expired@example.com";

fn expired(stage: &mut Stage) -> String {
    stage.sign_in(EXPIRED, PASSWORD).string("/stateToken")
}

fn change(stage: &mut Stage, state_token: &str, old: &str, new: &str) -> Reply {
    let body = json!({ "stateToken": state_token, "oldPassword": old, "newPassword": new });
    stage.authn("/credentials/change_password", &body)
}

/// An org in which Ada's password, thirty days old, ends in so many days.
fn ending_in(days: u32) -> Stage {
    let mut stage = Stage::new();
    let age = &mut stage.org.policy_mut().age;
    (age.max_age_days, age.expire_warn_days) = (30 + days, 5);
    stage
}

fn sign_in_warned(stage: &mut Stage) -> Reply {
    let body = json!({
        "username": ADA, "password": PASSWORD,
        "options": { "warnBeforePasswordExpired": true, "multiOptionalFactorEnroll": false },
    });
    stage.authn("", &body)
}

#[test]
pub(crate) fn an_expired_password_is_changed_at_the_sign_in() {
    let mut stage = Stage::new();
    let state_token = expired(&mut stage);
    let done = change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD);
    done.is_like(recording!("classic", "docs-change-password"));
    assert_eq!(stage.status_of(EXPIRED), "ACTIVE");
    assert_eq!(
        stage.sign_in(EXPIRED, NEW_PASSWORD).string("/status"),
        "SUCCESS"
    );
    let again = change(&mut stage, &state_token, NEW_PASSWORD, PASSWORD);
    assert_eq!(again.error(), (401, "E0000011".to_owned()));
}

#[test]
fn a_wrong_old_password_is_refused_as_documented() {
    let mut stage = Stage::new();
    let state_token = expired(&mut stage);
    let refused = change(&mut stage, &state_token, "wrong", NEW_PASSWORD);
    assert_eq!(refused.status, 403);
    let expected = recorded!("docs-change-password-wrong-old");
    let mut error = refused.json();
    error["errorId"] = expected["errorId"].clone();
    assert_eq!(error, expected);
    assert_eq!(stage.status_of(EXPIRED), "PASSWORD_EXPIRED");
    assert_eq!(
        change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD).status,
        200
    );
}

#[test]
fn a_refused_new_password_may_be_followed_by_a_good_one() {
    for (switch, code) in [
        (PolicyViolation::E0000014, "E0000014"),
        (PolicyViolation::E0000080, "E0000080"),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().policy_violation_at_change = switch;
        let state_token = expired(&mut stage);
        let weak = change(&mut stage, &state_token, PASSWORD, "weak");
        assert_eq!(weak.error(), (403, code.to_owned()));
        assert_eq!(
            shape(&weak.json()),
            shape(&recorded!("siwunit-PASSWORD_EXPIRED_error_complexity"))
        );
        let own = change(&mut stage, &state_token, PASSWORD, PASSWORD);
        assert_eq!(own.cause(), "Password cannot be your current password");
        assert_eq!(
            change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD).status,
            200
        );
    }
}

#[test]
fn a_change_ends_sessions_when_that_is_asked_for() {
    for (revoke, sessions) in [(true, 1), (false, 2)] {
        let mut stage = ending_in(1);
        stage.sign_in(ADA, PASSWORD);
        let body = json!({
            "stateToken": sign_in_warned(&mut stage).string("/stateToken"),
            "oldPassword": PASSWORD, "newPassword": NEW_PASSWORD, "revokeSessions": revoke,
        });
        assert_eq!(
            stage.authn("/credentials/change_password", &body).status,
            200
        );
        assert_eq!(stage.org.sessions(ADA), sessions);
    }
}

#[test]
fn a_rule_that_denies_changes_denies_this_one() {
    let mut stage = Stage::new();
    stage.org.policy_mut().rules[0].password_change = Access::Deny;
    let state_token = expired(&mut stage);
    let refused = change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD);
    assert_eq!(refused.error(), (403, "E0000035".to_owned()));
}

#[test]
fn only_who_signed_in_changes_a_password() {
    let mut stage = Stage::new();
    let state_token = stage.state_token(ADA);
    let refused = change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD);
    assert_eq!(refused.error(), (403, "E0000079".to_owned()));
    let expired = expired(&mut stage);
    assert_eq!(
        stage.reset(&expired, NEW_PASSWORD).error(),
        (403, "E0000079".to_owned())
    );
}

#[test]
fn a_password_that_ends_soon_is_warned_of_as_recorded() {
    let mut stage = ending_in(3);
    let warned = sign_in_warned(&mut stage);
    assert_eq!(warned.string("/status"), "PASSWORD_WARN");
    assert_eq!(
        warned.json()["_embedded"]["policy"]["expiration"]["passwordExpireDays"],
        3
    );
    let ours = shape(&warned.json());
    let recording = shape(&recorded!("authjs-password-warn"));
    let missing: Vec<_> = recording
        .iter()
        .filter(|(at, kind)| ours.get(*at) != Some(*kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(
        warned.string("/_links/skip/href"),
        "https://org.example/api/v1/authn/skip"
    );
    assert_eq!(stage.org.sessions(ADA), 0);
    let state_token = warned.string("/stateToken");
    assert_eq!(
        change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD).string("/status"),
        "SUCCESS"
    );
}

#[test]
fn a_warning_comes_only_in_time_and_only_if_asked_for() {
    assert_eq!(
        ending_in(3).sign_in(ADA, PASSWORD).string("/status"),
        "SUCCESS"
    );
    for (days, status) in [(5, "SUCCESS"), (4, "PASSWORD_WARN"), (1, "PASSWORD_WARN")] {
        let mut stage = ending_in(days);
        assert_eq!(
            sign_in_warned(&mut stage).string("/status"),
            status,
            "{days}"
        );
    }
}

#[test]
fn a_warning_can_be_skipped_once() {
    let mut stage = ending_in(1);
    let state_token = sign_in_warned(&mut stage).string("/stateToken");
    let body = json!({ "stateToken": state_token });
    let skipped = stage.authn("/skip", &body);
    assert_eq!(
        shape(&skipped.json()),
        shape(&recorded!("docs-reset-password"))
    );
    assert_eq!(stage.org.sessions(ADA), 1);
    assert_eq!(
        stage.authn("/skip", &body).error(),
        (401, "E0000011".to_owned())
    );
}

#[test]
fn nothing_else_can_be_skipped_and_nothing_has_a_way_back() {
    let mut stage = Stage::new();
    let tokens = [stage.state_token(ADA), expired(&mut stage)];
    for (token, path) in tokens
        .iter()
        .flat_map(|token| [(token, "/skip"), (token, "/previous")])
    {
        let refused = stage.authn(path, &json!({ "stateToken": token }));
        let mut error = refused.json();
        let expected = recorded!("docs-state-token-wrong-state");
        error["errorId"] = expected["errorId"].clone();
        assert_eq!((refused.status, error), (403, expected), "{path}");
    }
    let mut warned = ending_in(1);
    let body = json!({ "stateToken": sign_in_warned(&mut warned).string("/stateToken") });
    assert_eq!(
        warned.authn("/previous", &body).error(),
        (403, "E0000079".to_owned())
    );
}

#[test]
fn who_was_barred_meanwhile_neither_changes_the_password_nor_skips_the_warning() {
    for status in ["SUSPENDED", "LOCKED_OUT", "DEPROVISIONED"] {
        let mut stage = Stage::new();
        let state_token = expired(&mut stage);
        bar(&mut stage, EXPIRED, status);
        let refused = change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD);
        assert_eq!(refused.error(), (403, "E0000038".to_owned()), "{status}");
        is_barred(&stage, EXPIRED, status);

        let mut stage = ending_in(1);
        let state_token = sign_in_warned(&mut stage).string("/stateToken");
        bar(&mut stage, ADA, status);
        let refused = change(&mut stage, &state_token, PASSWORD, NEW_PASSWORD);
        assert_eq!(refused.error(), (403, "E0000038".to_owned()), "{status}");
        let skipped = stage.authn("/skip", &json!({ "stateToken": state_token }));
        assert_eq!(skipped.error(), (403, "E0000038".to_owned()), "{status}");
        is_barred(&stage, ADA, status);
    }
}

fn is_barred(stage: &Stage, login: &str, status: &str) {
    assert_eq!(stage.status_of(login), status);
    assert_eq!(stage.org.sessions(login), 0, "{status}");
}

#[test]
fn a_switch_asks_for_a_factor_at_the_sign_in() {
    let mut stage = Stage::new();
    stage.org.switches_mut().mfa_at_sign_in = Switch::On;
    let asked = stage.sign_in(ADA, PASSWORD);
    assert_eq!(asked.string("/status"), "MFA_REQUIRED");
    assert_eq!(asked.json()["sessionToken"], Value::Null);
    assert_eq!(stage.org.sessions(ADA), 0);
    assert_eq!(stage.sign_in(ADA, "wrong").status, 401);
    let body = json!({ "stateToken": asked.string("/stateToken") });
    assert_eq!(stage.authn("/cancel", &body).status, 200);
}

#[test]
fn a_switch_limits_the_sign_ins_of_a_name_in_a_second() {
    for login in [ADA, "nobody@example.com"] {
        let mut stage = Stage::new();
        stage.org.switches_mut().username_limit_per_second = 4;
        let statuses = [(); 5].map(|()| stage.sign_in(login, "wrong").status);
        assert_eq!(statuses, [401, 401, 401, 401, 429], "{login}");
        assert_eq!(stage.sign_in("grace@example.com", PASSWORD).status, 200);
        stage.org.advance(1);
        assert_eq!(
            stage.sign_in(login, "wrong").error(),
            (401, "E0000004".to_owned())
        );
    }
}
