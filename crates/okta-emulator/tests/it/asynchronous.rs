//! `activation_seconds`: accounts on their way from status to status.

use http::{HeaderValue, Method};
use okta_emulator::seed::API_TOKEN;
use serde_json::{Value, json};

use crate::administrator::{call, get, post, somebody, somebody_bare};
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage, request};

fn slow() -> Stage {
    let mut stage = Stage::new();
    let switches = stage.put("/_emulator/switches", &json!({"activation_seconds": 60}));
    assert_eq!(switches.status, 200);
    stage
}

/// With `Prefer: respond-async`.
fn later(stage: &mut Stage, method: Method, path: &str) -> Reply {
    let mut request = request(method, path, Vec::new());
    let credential = format!("SSWS {API_TOKEN}");
    for (name, value) in [
        ("authorization", credential.as_str()),
        ("prefer", "respond-async"),
    ] {
        let value = HeaderValue::try_from(value).expect("letters");
        request.headers_mut().insert(name, value);
    }
    stage.send(&request)
}

/// Status, and the status to come.
fn statuses(stage: &mut Stage, id: &str) -> (Value, Value) {
    let user = get(stage, &format!("/api/v1/users/{id}")).json();
    (
        user["status"].clone(),
        user["transitioningToStatus"].clone(),
    )
}

#[test]
fn an_account_is_activated_when_the_time_has_passed() {
    for (has_password, to) in [(true, "ACTIVE"), (false, "PROVISIONED")] {
        let mut stage = slow();
        let make = if has_password {
            somebody
        } else {
            somebody_bare
        };
        let id = make(&mut stage, "STAGED");
        let path = format!("/api/v1/users/{id}/lifecycle/activate?sendEmail=false");
        let link = post(&mut stage, &path, &Value::Null);
        assert_eq!(link.status, 200);
        assert!(link.string("/activationUrl").starts_with("https://"));
        assert_eq!(statuses(&mut stage, &id), (json!("STAGED"), json!(to)));
        stage.org.advance(59);
        assert_eq!(statuses(&mut stage, &id), (json!("STAGED"), json!(to)));
        stage.org.advance(1);
        assert_eq!(statuses(&mut stage, &id), (json!(to), Value::Null));
    }
}

#[test]
fn who_is_on_the_way_cannot_be_changed() {
    let mut stage = slow();
    let id = somebody(&mut stage, "STAGED");
    let user = format!("/api/v1/users/{id}");
    let activate = format!("{user}/lifecycle/activate");
    assert_eq!(post(&mut stage, &activate, &Value::Null).status, 200);
    let change =
        json!({"oldPassword": {"value": PASSWORD}, "newPassword": {"value": NEW_PASSWORD}});
    let profile = json!({"profile": {"firstName": "Maria"}});
    for (method, path, body) in [
        (Method::POST, user.clone(), &profile),
        (Method::POST, activate.clone(), &Value::Null),
        (
            Method::POST,
            format!("{user}/lifecycle/deactivate"),
            &Value::Null,
        ),
        (
            Method::POST,
            format!("{user}/credentials/change_password"),
            &change,
        ),
        (Method::DELETE, user.clone(), &Value::Null),
    ] {
        let refused = call(&mut stage, method, &path, body);
        assert_eq!(refused.error(), (409, "E0000112".to_owned()), "{path}");
    }
    stage.org.advance(60);
    assert_eq!(post(&mut stage, &user, &profile).status, 200);
}

#[test]
fn a_deactivation_takes_its_time_only_if_asked_to() {
    let mut stage = slow();
    let id = somebody(&mut stage, "ACTIVE");
    stage.sign_in("mary@example.com", PASSWORD);
    let path = format!("/api/v1/users/{id}/lifecycle/deactivate");
    assert_eq!(later(&mut stage, Method::POST, &path).text, "{}");
    let on_the_way = (json!("ACTIVE"), json!("DEPROVISIONED"));
    assert_eq!(statuses(&mut stage, &id), on_the_way);
    assert_eq!(stage.org.sessions("mary@example.com"), 1);
    stage.org.advance(60);
    assert_eq!(
        statuses(&mut stage, &id),
        (json!("DEPROVISIONED"), Value::Null)
    );
    assert_eq!(stage.org.sessions("mary@example.com"), 0);
    let at_once = "/api/v1/users/ada@example.com/lifecycle/deactivate";
    assert_eq!(post(&mut stage, at_once, &Value::Null).status, 200);
    assert_eq!(stage.status_of("ada@example.com"), "DEPROVISIONED");
}

#[test]
fn a_deletion_that_may_take_its_time_deactivates_later() {
    let mut stage = slow();
    let id = somebody(&mut stage, "ACTIVE");
    let gone = later(&mut stage, Method::DELETE, &format!("/api/v1/users/{id}"));
    assert_eq!(gone.status, 204);
    assert_eq!(statuses(&mut stage, &id).1, "DEPROVISIONED");
}

#[test]
fn without_the_switch_everything_happens_at_once() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let path = format!("/api/v1/users/{id}/lifecycle/deactivate");
    later(&mut stage, Method::POST, &path);
    assert_eq!(
        statuses(&mut stage, &id),
        (json!("DEPROVISIONED"), Value::Null)
    );
}

#[test]
fn a_fault_of_409_says_that_somebody_is_still_being_activated() {
    let mut stage = Stage::new();
    stage.post("/_emulator/faults", &json!({"status": 409}));
    let struck = get(&mut stage, "/api/v1/users/ada@example.com");
    assert_eq!(struck.error(), (409, "E0000112".to_owned()));
}
