//! What is uncertain about the management APIs, under either value of its switch.

use okta::users::{self, UserId};
use serde_json::{Value, json};

use crate::administrator::{act, post, somebody, somebody_bare};
use crate::service_app::{RSA, Robot, answered, org};
use crate::stage::{NEW_PASSWORD, Stage};

const MARY: &str = "mary@example.com";

fn switched(switches: &Value) -> Stage {
    Stage::switched(&json!({ "management": switches }))
}

/// What an operation says, and Mary's status afterwards.
fn outcome(switches: &Value, status: &str, operation: &str) -> (u16, String, Value) {
    let mut stage = switched(switches);
    let id = somebody(&mut stage, status);
    let reply = act(&mut stage, &id, operation);
    let code = reply.json()["errorCode"].clone();
    let code = code.as_str().unwrap_or_default().to_owned();
    (reply.status, code, stage.status_of(MARY))
}

#[test]
fn a_reset_by_an_administrator_lifts_a_lock_or_is_refused() {
    let off = json!({"reset_lifts_lock": "off"});
    let other = json!({"reset_lifts_lock": "off", "reset_refusal": "E0000017"});
    for (switches, status, code, after) in [
        (json!({}), 200, "", "RECOVERY"),
        (off, 403, "E0000038", "LOCKED_OUT"),
        (other, 403, "E0000017", "LOCKED_OUT"),
    ] {
        let operation = "lifecycle/reset_password?sendEmail=false";
        let told = outcome(&switches, "LOCKED_OUT", operation);
        assert_eq!(told, (status, code.to_owned(), json!(after)), "{switches}");
    }
}

#[test]
fn a_refused_reset_has_the_code_of_the_switch_in_every_status() {
    for code in ["E0000038", "E0000017"] {
        for status in ["STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED"] {
            let switches = json!({"reset_refusal": code});
            let told = outcome(&switches, status, "lifecycle/reset_password");
            assert_eq!(told, (403, code.to_owned(), json!(status)));
        }
    }
}

#[test]
fn the_password_of_people_who_can_only_recover_is_set_or_not() {
    for (switch, barred) in [("on", 200), ("off", 400)] {
        for (status, expected) in [
            ("RECOVERY", barred),
            ("LOCKED_OUT", barred),
            ("ACTIVE", 200),
        ] {
            let mut stage = switched(&json!({"password_of_barred": switch}));
            let id = somebody(&mut stage, status);
            let before = stage.org.user(MARY).expect("Mary exists");
            let body = json!({"credentials": {"password": {"value": NEW_PASSWORD}}});
            stage.org.advance(60);
            let reply = post(&mut stage, &format!("/api/v1/users/{id}"), &body);
            assert_eq!(reply.status, expected, "{switch} {status}");
            let after = stage.org.user(MARY).expect("Mary exists");
            assert_eq!(after["status"], status);
            let is_set = after["passwordChanged"] != before["passwordChanged"];
            assert_eq!(is_set, expected == 200, "{switch} {status}");
            if expected == 400 {
                assert_eq!(reply.error().1, "E0000001");
            }
        }
    }
}

#[test]
fn a_password_is_expired_from_active_or_from_wherever_there_is_one() {
    let any = json!({"expire_allowed_from": "any-with-password"});
    for operation in [
        "lifecycle/expire_password",
        "lifecycle/expire_password_with_temp_password",
    ] {
        for status in [
            "STAGED",
            "PROVISIONED",
            "RECOVERY",
            "LOCKED_OUT",
            "SUSPENDED",
        ] {
            let refused = (403, "E0000038".to_owned(), json!(status));
            assert_eq!(outcome(&json!({}), status, operation), refused);
            let expired = (200, String::new(), json!("PASSWORD_EXPIRED"));
            assert_eq!(outcome(&any, status, operation), expired, "{status}");
        }
        let gone = outcome(&any, "DEPROVISIONED", operation);
        assert_eq!(gone, (403, "E0000038".to_owned(), json!("DEPROVISIONED")));
        let mut stage = switched(&any);
        let id = somebody_bare(&mut stage, "PROVISIONED");
        let bare = act(&mut stage, &id, operation);
        assert_eq!(bare.error(), (403, "E0000038".to_owned()));
    }
}

#[test]
fn who_is_deactivated_already_is_not_there_or_in_the_wrong_status() {
    for (switches, status, code) in [
        (json!({}), 404, "E0000007"),
        (json!({"deactivated_twice": "E0000038"}), 403, "E0000038"),
    ] {
        let told = outcome(&switches, "DEPROVISIONED", "lifecycle/deactivate");
        assert_eq!(told, (status, code.to_owned(), json!("DEPROVISIONED")));
    }
}

#[test]
fn a_forgotten_password_of_somebody_locked_has_the_code_of_the_switch() {
    let operation = "credentials/forgot_password?sendEmail=false";
    for code in ["E0000034", "E0000006"] {
        let switches = json!({"locked_forgot_password": code});
        let told = outcome(&switches, "LOCKED_OUT", operation);
        assert_eq!(told, (403, code.to_owned(), json!("LOCKED_OUT")));
        let told = outcome(&switches, "SUSPENDED", operation);
        assert_eq!(told.1, "E0000034", "the switch is about locks");
    }
    let default = outcome(&json!({}), "LOCKED_OUT", operation);
    assert_eq!(default.1, "E0000034");
}

#[test]
fn an_app_without_a_role_gets_an_error_or_an_empty_answer() {
    let ada = UserId::new("ada@example.com").expect("a login");
    for (switches, code) in [
        (json!({}), json!("E0000006")),
        (json!({"app_without_role": "empty"}), Value::Null),
    ] {
        let mut stage = switched(&switches);
        let mut robot = Robot::registered(&mut stage, RSA, "off");
        let (token, _) = robot.token(&mut stage);
        let mut app = stage.get("/_emulator/apps").json()[1].clone();
        app["role"] = json!("off");
        stage.post("/_emulator/apps", &app);
        let request = robot.authorized(users::get_user_request(&org(), &ada), &token);
        let response = answered(&mut stage, &request);
        assert_eq!(response.status(), 403);
        let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        assert_eq!(body["errorCode"], code);
        assert_eq!(response.body().is_empty(), code.is_null());
    }
}
