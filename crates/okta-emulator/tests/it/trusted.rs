//! The Authentication API with an administrator's API token.

use http::Method;
use okta::oauth::scope;
use okta::{ClientContext, authn};
use okta_emulator::{MissingFactorType, Switch, seed};
use serde_json::{Value, json};

use crate::recorded::{recorded, shape};
use crate::service_app::{RSA, Robot, org};
use crate::stage::{NEW_PASSWORD, Reply, Stage, request};

fn trusted(stage: &mut Stage, path: &str, body: &Value) -> Reply {
    with(stage, &format!("SSWS {}", seed::API_TOKEN), path, body)
}

fn with(stage: &mut Stage, authorization: &str, path: &str, body: &Value) -> Reply {
    let path = format!("/api/v1/authn{path}");
    let mut request = request(Method::POST, &path, body.to_string().into_bytes());
    let value = authorization.parse().expect("a header value");
    request.headers_mut().insert("authorization", value);
    stage.send(&request)
}

fn forget(stage: &mut Stage, login: &str) -> Reply {
    trusted(stage, "/recovery/password", &json!({ "username": login }))
}

fn unlock(stage: &mut Stage, login: &str) -> Reply {
    trusted(stage, "/recovery/unlock", &json!({ "username": login }))
}

#[test]
fn the_recovery_token_is_in_the_answer_as_documented_and_nothing_is_sent() {
    let mut stage = Stage::new();
    let reply = forget(&mut stage, "grace@example.com");
    assert_eq!(reply.status, 200);
    assert_eq!(
        shape(&reply.json()),
        shape(&recorded!("docs-forgot-password-trusted"))
    );
    assert_eq!(reply.string("/status"), "RECOVERY");
    assert_eq!(reply.string("/recoveryToken").len(), 20);
    assert_eq!(reply.string("/expiresAt"), "2030-03-17T18:46:40.000Z");
    assert!(stage.org.outbox().is_empty());
}

#[test]
fn the_token_is_exchanged_and_spent_like_any_other() {
    let mut stage = Stage::new();
    let token = forget(&mut stage, "ada@example.com").string("/recoveryToken");
    let state_token = stage.exchange(&token).string("/stateToken");
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
}

#[test]
fn a_switch_puts_the_person_into_recovery_until_the_reset_is_done() {
    let mut stage = Stage::new();
    stage.org.switches_mut().trusted_recovery_changes_status = Switch::On;
    let token = forget(&mut stage, "ada@example.com").string("/recoveryToken");
    assert_eq!(stage.status_of("ada@example.com"), "RECOVERY");
    assert_eq!(stage.forget("ada@example.com").status, 200);
    assert!(stage.org.outbox().is_empty());
    let state_token = stage.exchange(&token).string("/stateToken");
    stage.reset(&state_token, NEW_PASSWORD);
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
}

#[test]
fn a_trusted_application_is_told_who_exists_and_what_is_in_the_way() {
    let mut stage = Stage::new();
    for (login, code) in [
        ("nobody@example.com", "E0000095"),
        ("deprovisioned@example.com", "E0000095"),
        ("locked@example.com", "E0000034"),
        ("social@example.com", "E0000034"),
        ("recovery@example.com", "E0000034"),
        ("staged@example.com", "E0000034"),
    ] {
        let reply = forget(&mut stage, login);
        assert_eq!(reply.error(), (403, code.to_owned()), "{login}");
    }
    stage.org.switches_mut().question_required = Switch::On;
    let refused = forget(&mut stage, "ada@example.com");
    assert_eq!(refused.error(), (403, "E0000034".to_owned()));
    assert_eq!(refused.cause(), "Recovery credential not set.");
}

#[test]
fn the_age_of_a_password_stops_people_and_not_administrators() {
    let mut stage = Stage::new();
    stage.org.policy_mut().age.min_age_minutes = 60 * 24 * 365;
    stage.forget("ada@example.com");
    assert!(stage.org.outbox()[0].links.is_empty());
    assert_eq!(forget(&mut stage, "ada@example.com").status, 200);
}

#[test]
fn a_trusted_unlock_gives_a_token_that_unlocks() {
    let mut stage = Stage::new();
    let reply = unlock(&mut stage, "locked@example.com");
    assert_eq!(
        shape(&reply.json()),
        shape(&recorded!("docs-forgot-password-trusted"))
    );
    assert_eq!(reply.string("/recoveryType"), "UNLOCK");
    assert_eq!(stage.status_of("locked@example.com"), "LOCKED_OUT");
    let done = stage.exchange(&reply.string("/recoveryToken"));
    assert_eq!(done.string("/status"), "SUCCESS");
    assert_eq!(stage.status_of("locked@example.com"), "ACTIVE");
}

#[test]
fn a_trusted_unlock_of_who_is_not_locked_says_so() {
    let mut stage = Stage::new();
    let refused = unlock(&mut stage, "ada@example.com");
    assert_eq!(refused.error(), (403, "E0000032".to_owned()));
    assert_eq!(refused.cause(), "The user is not locked out.");
    let unknown = unlock(&mut stage, "nobody@example.com");
    assert_eq!(unknown.error(), (403, "E0000095".to_owned()));
}

#[test]
fn with_a_factor_the_org_writes_and_a_missing_telephone_is_told() {
    let mut stage = Stage::new();
    stage.org.policy_mut().recovery.factors.okta_sms = Switch::On;
    let mut by = |login, factor| {
        let body = json!({ "username": login, "factorType": factor });
        trusted(&mut stage, "/recovery/password", &body)
    };
    assert_eq!(
        by("ada@example.com", "SMS").error(),
        (403, "E0000097".to_owned())
    );
    assert_eq!(
        by("nobody@example.com", "EMAIL").error(),
        (403, "E0000095".to_owned())
    );
    assert_eq!(
        by("hedy@example.com", "SMS").string("/status"),
        "RECOVERY_CHALLENGE"
    );
    let mailed = by("ada@example.com", "EMAIL").json();
    assert_eq!(mailed, recorded!("docs-forgot-password-email"));
    assert_eq!(stage.org.outbox().len(), 2);
}

#[test]
fn the_public_must_name_a_factor() {
    let mut stage = Stage::new();
    for path in ["/recovery/password", "/recovery/unlock"] {
        let reply = stage.authn(path, &json!({ "username": "grace@example.com" }));
        assert_eq!(reply.error(), (400, "E0000001".to_owned()), "{path}");
        assert_eq!(reply.cause(), "factorType: The field cannot be left blank");
        stage.org.switches_mut().missing_factor_type = MissingFactorType::E0000006;
        let reply = stage.authn(path, &json!({ "username": "grace@example.com" }));
        assert_eq!(reply.error(), (403, "E0000006".to_owned()), "{path}");
        stage.org.switches_mut().missing_factor_type = MissingFactorType::E0000001;
    }
}

#[test]
fn a_bad_credential_is_refused_at_every_operation() {
    let mut stage = Stage::new();
    for authorization in ["SSWS 00wrong", "SSWS", "Basic Zm9vOmJhcg==", "Bearer x"] {
        for path in ["", "/recovery/password", "/recovery/token", "/cancel"] {
            let reply = with(&mut stage, authorization, path, &json!({}));
            assert_eq!(
                reply.error(),
                (401, "E0000011".to_owned()),
                "{authorization} {path}"
            );
        }
    }
}

#[test]
fn a_trusted_application_signs_people_in_too() {
    let mut stage = Stage::new();
    let body = json!({ "username": "ada@example.com", "password": crate::stage::PASSWORD });
    assert_eq!(trusted(&mut stage, "", &body).string("/status"), "SUCCESS");
}

#[test]
fn a_switch_takes_the_access_token_of_a_service_app_that_may_manage_users() {
    for (switch, scope, status) in [
        (Switch::Off, scope::USERS_MANAGE, 401),
        (Switch::On, scope::USERS_MANAGE, 200),
        (Switch::On, scope::USERS_READ, 403),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().authn_takes_access_tokens = switch;
        let mut robot = Robot::with_scopes(&mut stage, (RSA, "off"), &[scope]);
        let (token, _) = robot.token(&mut stage);
        let nobody = ClientContext::default();
        let request = authn::trusted_forgot_password_request(&org(), &nobody, "grace");
        let request = robot.authorized(request, &token);
        assert_eq!(stage.send(&request).status, status, "{switch:?} {scope}");
    }
    let mut stage = Stage::new();
    stage.org.switches_mut().authn_takes_access_tokens = Switch::On;
    assert_eq!(
        with(&mut stage, "Bearer garbage", "", &json!({})).status,
        401
    );
}
