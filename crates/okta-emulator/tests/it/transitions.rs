//! Every status × every operation: who may, what becomes of them, and how the others are told.

use http::Method;
use serde_json::{Value, json};

use crate::administrator::{call, post, somebody};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage};

pub(crate) const STATUSES: [&str; 8] = [
    "STAGED",
    "PROVISIONED",
    "ACTIVE",
    "RECOVERY",
    "PASSWORD_EXPIRED",
    "LOCKED_OUT",
    "SUSPENDED",
    "DEPROVISIONED",
];

/// What comes of an operation: the status afterwards, or the error.
type Outcome = &'static str;

/// One operation, and the outcome in each of [`STATUSES`]; `=` leaves the status as it is.
type Row = (&'static str, [Outcome; 8]);

const SUSPENDED_ONLY: Outcome = "400 E0000001";

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("lifecycle/activate?sendEmail=false",
        ["ACTIVE", "403 E0000038", "403 E0000016", "403 E0000016", "403 E0000016", "403 E0000016", "403 E0000016", "ACTIVE"]),
    ("lifecycle/reactivate",
        ["403 E0000038", "=", "403 E0000038", "=", "403 E0000038", "403 E0000038", "403 E0000038", "403 E0000038"]),
    ("lifecycle/reset_password?sendEmail=false",
        ["403 E0000038", "403 E0000038", "RECOVERY", "RECOVERY", "RECOVERY", "RECOVERY", "403 E0000038", "403 E0000038"]),
    ("lifecycle/expire_password",
        ["403 E0000038", "403 E0000038", "PASSWORD_EXPIRED", "403 E0000038", "=", "403 E0000038", "403 E0000038", "403 E0000038"]),
    ("lifecycle/expire_password_with_temp_password",
        ["403 E0000038", "403 E0000038", "PASSWORD_EXPIRED", "403 E0000038", "=", "403 E0000038", "403 E0000038", "403 E0000038"]),
    ("lifecycle/unlock",
        ["403 E0000032", "403 E0000032", "403 E0000032", "403 E0000032", "403 E0000032", "ACTIVE", "403 E0000032", "403 E0000032"]),
    ("lifecycle/suspend",
        [SUSPENDED_ONLY, SUSPENDED_ONLY, "SUSPENDED", SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY]),
    ("lifecycle/unsuspend",
        [SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, SUSPENDED_ONLY, "ACTIVE", SUSPENDED_ONLY]),
    ("lifecycle/deactivate",
        ["DEPROVISIONED", "DEPROVISIONED", "DEPROVISIONED", "DEPROVISIONED", "DEPROVISIONED", "DEPROVISIONED", "DEPROVISIONED", "404 E0000007"]),
    ("credentials/forgot_password?sendEmail=false",
        ["403 E0000034", "403 E0000034", "=", "403 E0000034", "403 E0000034", "403 E0000034", "403 E0000034", "403 E0000034"]),
    ("credentials/forgot_password_recovery_question",
        ["403 E0000034", "403 E0000034", "=", "403 E0000034", "403 E0000034", "403 E0000034", "403 E0000034", "403 E0000034"]),
    ("credentials/change_password",
        ["=", "403 E0000035", "=", "ACTIVE", "ACTIVE", "403 E0000035", "403 E0000035", "403 E0000035"]),
    ("credentials/change_recovery_question",
        ["=", "403 E0000036", "=", "=", "403 E0000036", "403 E0000036", "403 E0000036", "403 E0000036"]),
    ("", ["=", "=", "=", "=", "=", "=", "=", "403 E0000038"]),
];

fn body(operation: &str) -> Value {
    match operation {
        "credentials/forgot_password_recovery_question" => json!({
            "password": {"value": NEW_PASSWORD}, "recovery_question": {"answer": "Okra"},
        }),
        "credentials/change_password" => json!({
            "oldPassword": {"value": PASSWORD}, "newPassword": {"value": NEW_PASSWORD},
        }),
        "credentials/change_recovery_question" => json!({
            "password": {"value": PASSWORD},
            "recovery_question": {"question": "Where to?", "answer": "home"},
        }),
        "" => json!({"credentials": {"password": {"value": NEW_PASSWORD}}}),
        _ => Value::Null,
    }
}

const SETS_A_PASSWORD: [&str; 4] = [
    "lifecycle/expire_password_with_temp_password",
    "credentials/forgot_password_recovery_question",
    "credentials/change_password",
    "",
];

/// When the status changed, and the password.
fn dates(stage: &Stage) -> [Value; 2] {
    let user = stage.org.user("mary@example.com").expect("Mary exists");
    ["statusChanged", "passwordChanged"].map(|name| user[name].clone())
}

#[test]
fn every_status_allows_what_the_reference_says_and_nothing_else() {
    for (operation, outcomes) in TABLE {
        for (status, expected) in STATUSES.into_iter().zip(outcomes) {
            let mut stage = Stage::new();
            let id = somebody(&mut stage, status);
            let path = format!("/api/v1/users/{id}/{operation}");
            let before = dates(&stage);
            stage.org.advance(60);
            let reply = post(&mut stage, path.trim_end_matches('/'), &body(operation));
            let after = stage.status_of("mary@example.com");
            let told = if reply.status == 200 {
                after.as_str().expect("a status is a word").to_owned()
            } else {
                assert_eq!(
                    after, status,
                    "{status} {operation}: a refusal changes nothing"
                );
                let (status, code) = reply.error();
                format!("{status} {code}")
            };
            let expected = if *expected == "=" { status } else { expected };
            assert_eq!(told, expected, "{status} {operation}");
            let due = [
                reply.status == 200 && expected != status,
                reply.status == 200 && SETS_A_PASSWORD.contains(operation),
            ];
            let after = dates(&stage);
            let moved = [before[0] != after[0], before[1] != after[1]];
            assert_eq!(moved, due, "{status} {operation}: the dates of both");
        }
    }
}

#[test]
fn a_user_is_deactivated_first_and_then_deleted() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let path = format!("/api/v1/users/{id}");
    let gone = call(&mut stage, Method::DELETE, &path, &Value::Null);
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(stage.status_of("mary@example.com"), "DEPROVISIONED");
    assert_eq!(
        call(&mut stage, Method::DELETE, &path, &Value::Null).status,
        204
    );
    let missing = call(&mut stage, Method::GET, &path, &Value::Null);
    assert_eq!(missing.error(), (404, "E0000007".to_owned()));
    let summary = format!("Not found: Resource not found: {id} (User)");
    assert_eq!(missing.string("/errorSummary"), summary);
}

#[test]
fn a_lock_that_the_policy_opens_is_open_for_an_administrator_too() {
    let mut stage = Stage::new();
    stage.put(
        "/_emulator/policy",
        &json!({"lockout": {"autoUnlockMinutes": 5}}),
    );
    let id = somebody(&mut stage, "LOCKED_OUT");
    stage.org.advance(301);
    let path = format!("/api/v1/users/{id}/lifecycle/unlock");
    let refused = post(&mut stage, &path, &Value::Null);
    assert_eq!(refused.error(), (403, "E0000032".to_owned()));
    assert_eq!(refused.cause(), "The user is not locked out.");
}
