//! `strict=true`: what an administrator asks for beyond complexity.

use serde_json::{Value, json};

use crate::administrator::{post, somebody};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage};

fn set(stage: &mut Stage, id: &str, (query, password): (&str, &str)) -> (u16, String) {
    let body = json!({"credentials": {"password": {"value": password}}});
    let reply = post(stage, &format!("/api/v1/users/{id}{query}"), &body);
    let cause = reply.json()["errorCauses"][0]["errorSummary"].clone();
    (reply.status, cause.as_str().unwrap_or_default().to_owned())
}

fn policy(stage: &mut Stage, policy: &Value) {
    assert_eq!(stage.put("/_emulator/policy", policy).status, 200);
}

#[test]
fn a_password_that_is_too_young_stays_if_the_administrator_is_strict() {
    let mut stage = Stage::new();
    policy(&mut stage, &json!({"age": {"minAgeMinutes": 60}}));
    let id = somebody(&mut stage, "ACTIVE");
    let (status, cause) = set(&mut stage, &id, ("?strict=true", NEW_PASSWORD));
    assert_eq!(status, 400);
    assert!(cause.starts_with("password: "), "{cause}");
    assert!(cause.contains("minimum age"), "{cause}");
    let change = format!("/api/v1/users/{id}/credentials/change_password");
    let body = json!({"oldPassword": {"value": PASSWORD}, "newPassword": {"value": NEW_PASSWORD}});
    let strict = post(&mut stage, &format!("{change}?strict=true"), &body);
    assert_eq!(strict.error(), (403, "E0000014".to_owned()));
    stage.org.advance(3599);
    assert_eq!(
        set(&mut stage, &id, ("?strict=true", NEW_PASSWORD)).0,
        400,
        "a second too early"
    );
    stage.org.advance(1);
    assert_eq!(
        set(&mut stage, &id, ("?strict=true", NEW_PASSWORD)).0,
        200,
        "an hour is over"
    );
    let other = "Purple-Monkey-9";
    assert_eq!(
        set(&mut stage, &id, ("", other)).0,
        200,
        "nobody asked for the age"
    );
}

#[test]
fn a_common_password_is_refused_even_if_it_was_used_before() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    for password in ["Password123", NEW_PASSWORD] {
        assert_eq!(set(&mut stage, &id, ("", password)).0, 200, "{password}");
    }
    policy(&mut stage, &json!({"complexity": {"excludeCommon": true}}));
    let (status, cause) = set(&mut stage, &id, ("", "Password123"));
    assert_eq!(status, 400, "in the history, and common");
    assert!(cause.contains("commonly used"), "{cause}");
    let (_, cause) = set(&mut stage, &id, ("?strict=true", "Password123"));
    assert!(cause.contains("too recently"), "{cause}");
}
