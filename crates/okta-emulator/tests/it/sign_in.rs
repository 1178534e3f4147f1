//! `POST /api/v1/authn`.

use okta_emulator::Engine;
use serde_json::json;

use crate::recorded::{recorded, recording, shape};
use crate::stage::{PASSWORD, Stage};

#[test]
fn the_right_password_gives_a_session_token_for_five_minutes() {
    let mut stage = Stage::new();
    let reply = stage.sign_in("ada@example.com", PASSWORD);
    assert_eq!(reply.status, 200);
    assert_eq!(
        shape(&reply.json()),
        shape(&recorded!("docs-reset-password"))
    );
    assert_eq!(reply.string("/status"), "SUCCESS");
    assert_eq!(reply.string("/expiresAt"), "2030-03-17T17:51:40.000Z");
    assert_eq!(reply.string("/sessionToken").len(), 42);
    assert_eq!(stage.org.sessions("ada@example.com"), 1);
}

#[test]
fn a_session_token_looks_as_the_engine_makes_it() {
    for (engine, start, length) in [
        (Engine::Classic, "00", 42),
        (Engine::IdentityEngine, "20111", 58),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().engine = engine;
        let reply = stage.sign_in("ada@example.com", PASSWORD);
        let token = reply.string("/sessionToken");
        assert!(token.starts_with(start), "{token}");
        assert_eq!(token.len(), length);
        let session = stage.post("/api/v1/sessions", &json!({ "sessionToken": token }));
        assert_eq!(session.status, 200);
    }
}

#[test]
fn a_short_login_is_enough() {
    assert_eq!(Stage::new().sign_in("ada", PASSWORD).status, 200);
}

#[test]
pub(crate) fn a_wrong_password_and_an_unknown_login_are_refused_alike() {
    let mut stage = Stage::new();
    let expected = recorded!("docs-primary-auth-invalid");
    for (login, password) in [
        ("ada@example.com", "wrong"),
        ("nobody@example.com", PASSWORD),
    ] {
        let reply = stage.sign_in(login, password);
        assert_eq!(reply.status, 401);
        let mut error = reply.json();
        error["errorId"] = expected["errorId"].clone();
        assert_eq!(error, expected);
        reply.is_like(recording!("classic", "docs-primary-auth-invalid"));
    }
}

#[test]
fn nobody_but_the_active_signs_in() {
    let mut stage = Stage::new();
    for short in [
        "staged",
        "provisioned",
        "recovery",
        "locked",
        "suspended",
        "deprovisioned",
        "social",
    ] {
        let reply = stage.sign_in(&format!("{short}@example.com"), PASSWORD);
        assert_eq!(reply.error(), (401, "E0000004".to_owned()), "{short}");
    }
}

#[test]
fn ten_wrong_passwords_lock_the_account_and_nobody_is_told() {
    let mut stage = Stage::new();
    for _ in 0..9 {
        stage.sign_in("ada@example.com", "wrong");
    }
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
    let tenth = stage.sign_in("ada@example.com", "wrong");
    assert_eq!(stage.status_of("ada@example.com"), "LOCKED_OUT");
    assert_eq!(tenth.error(), (401, "E0000004".to_owned()));
    let right = stage.sign_in("ada@example.com", PASSWORD);
    assert_eq!(right.error(), (401, "E0000004".to_owned()));
}

#[test]
fn a_right_password_in_between_forgives_the_wrong_ones() {
    let mut stage = Stage::new();
    for _ in 0..3 {
        for _ in 0..9 {
            stage.sign_in("ada@example.com", "wrong");
        }
        assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 200);
    }
}

#[test]
fn a_policy_that_shows_lockouts_tells_the_locked() {
    let mut stage = Stage::new();
    stage.org.policy_mut().lockout.show_lockout_failures = true;
    let reply = stage.sign_in("locked@example.com", "wrong");
    assert_eq!(reply.status, 200);
    let mut expected = recorded!("authjs-locked-out");
    // The reference has no `_embedded` here, this recording an empty one.
    expected
        .as_object_mut()
        .expect("an object")
        .remove("_embedded");
    let domain = expected
        .to_string()
        .replace("https://{yourOktaDomain}", "https://org.example");
    assert_eq!(reply.json().to_string(), domain);
}

#[test]
fn a_lock_opens_by_itself_where_the_policy_says_so() {
    let mut stage = Stage::new();
    stage.org.policy_mut().lockout.auto_unlock_minutes = 30;
    for _ in 0..10 {
        stage.sign_in("ada@example.com", "wrong");
    }
    stage.org.advance(30 * 60 - 1);
    assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 401);
    stage.org.advance(1);
    assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 200);
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
}

#[test]
fn an_expired_password_is_told_as_recorded() {
    let mut stage = Stage::new();
    let reply = stage.sign_in("expired@example.com", PASSWORD);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.string("/status"), "PASSWORD_EXPIRED");
    assert_eq!(reply.string("/_links/next/name"), "changePassword");
    let expected = shape(&recorded!("docs-primary-auth-password-expired"));
    let ours = shape(&reply.json());
    let missing: Vec<_> = expected
        .iter()
        .filter(|(at, kind)| ours.get(*at) != Some(*kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_password_expires_at_the_sign_in_after_its_last_day() {
    let mut stage = Stage::new();
    stage.org.policy_mut().age.max_age_days = 31;
    assert_eq!(
        stage.sign_in("ada@example.com", PASSWORD).string("/status"),
        "SUCCESS"
    );
    stage.org.advance(2 * 86_400);
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
    assert_eq!(
        stage.sign_in("ada@example.com", PASSWORD).string("/status"),
        "PASSWORD_EXPIRED"
    );
    assert_eq!(stage.status_of("ada@example.com"), "PASSWORD_EXPIRED");
}

#[test]
fn a_state_token_asks_for_the_current_state() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let reply = stage.authn("", &json!({ "stateToken": state_token }));
    assert_eq!(reply.status, 200);
    assert_eq!(reply.string("/status"), "PASSWORD_RESET");
    assert_eq!(reply.string("/stateToken"), state_token);
}

#[test]
fn an_unknown_state_token_is_no_token() {
    let reply = Stage::new().authn("", &json!({ "stateToken": "00garbage" }));
    assert_eq!(reply.error(), (401, "E0000011".to_owned()));
}

#[test]
fn on_identity_engine_a_success_has_a_link_to_cancel() {
    let mut stage = Stage::new();
    assert_eq!(stage.sign_in("ada", PASSWORD).json().get("_links"), None);
    stage.org.switches_mut().engine = okta_emulator::Engine::IdentityEngine;
    let href = stage.sign_in("ada", PASSWORD).string("/_links/cancel/href");
    assert_eq!(href, "https://org.example/api/v1/authn/cancel");
}
