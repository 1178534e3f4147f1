//! `/_emulator/faults`.

use std::time::Duration;

use http::Method;
use okta_emulator::Delivery;
use serde_json::{Value, json};

use crate::stage::{Reply, Stage, request};

const FORGOT: &str = "/api/v1/authn/recovery/password";

fn set(stage: &mut Stage, fault: &Value) {
    let reply = stage.post("/_emulator/faults", fault);
    assert_eq!(reply.status, 201, "{}", reply.text);
}

fn struck(fault: &Value) -> (Stage, Reply) {
    let mut stage = Stage::new();
    set(&mut stage, fault);
    let reply = stage.forget("ada@example.com");
    (stage, reply)
}

#[test]
fn a_status_comes_with_the_error_that_belongs_to_it() {
    for (status, code) in [
        (500, "E0000009"),
        (503, "E0000010"),
        (504, "E0000067"),
        (429, "E0000047"),
    ] {
        let (stage, reply) = struck(&json!({ "path": FORGOT, "status": status }));
        assert_eq!(reply.error(), (status, code.to_owned()));
        assert!(stage.org.outbox().is_empty(), "the org does not act");
    }
}

#[test]
fn a_fault_strikes_its_path_only_and_as_often_as_it_says() {
    let mut stage = Stage::new();
    set(
        &mut stage,
        &json!({ "path": FORGOT, "status": 500, "count": 2 }),
    );
    assert_eq!(stage.exchange("garbage").status, 401);
    let statuses = [0; 3].map(|_| stage.forget("ada@example.com").status);
    assert_eq!(statuses, [500, 500, 200]);
    assert_eq!(stage.get("/_emulator/faults").json(), json!([]));
}

#[test]
fn a_star_stands_for_all_paths_that_begin_so() {
    let mut stage = Stage::new();
    set(
        &mut stage,
        &json!({ "path": "/api/v1/authn/recovery/*", "status": 500 }),
    );
    assert_eq!(stage.forget("ada@example.com").status, 500);
    assert_eq!(stage.exchange("garbage").status, 500);
    assert_eq!(stage.sign_in("ada@example.com", "wrong").status, 401);
}

#[test]
fn the_emulators_own_paths_never_fail() {
    let mut stage = Stage::new();
    set(&mut stage, &json!({ "status": 500 }));
    for path in ["/", "/mailbox", "/_emulator/outbox", "/_emulator/faults"] {
        assert_eq!(stage.get(path).status, 200, "{path}");
    }
}

#[test]
fn a_rate_limit_says_when_it_ends() {
    let (_, reply) = struck(&json!({ "rate_limit": { "reset_in_seconds": 8 } }));
    assert_eq!(reply.error(), (429, "E0000047".to_owned()));
    assert_eq!(reply.headers["x-rate-limit-remaining"], "0");
    assert_eq!(reply.headers["x-rate-limit-reset"], "1900000008");
    assert_eq!(reply.headers["date"], "Sun, 17 Mar 2030 17:46:40 GMT");
}

#[test]
fn garbage_is_no_json() {
    for garbage in [json!(true), json!("json"), json!("html"), json!("empty")] {
        let (_, reply) = struck(&json!({ "garbage": garbage }));
        assert!(
            serde_json::from_str::<Value>(&reply.text).is_err(),
            "{garbage}: {}",
            reply.text
        );
    }
}

#[test]
fn a_delay_holds_back_the_orgs_own_answer() {
    let mut stage = Stage::new();
    set(&mut stage, &json!({ "delay_ms": 1500 }));
    let body = json!({ "username": "ada@example.com", "factorType": "EMAIL" });
    let answer = stage.answer(&request(
        Method::POST,
        FORGOT,
        body.to_string().into_bytes(),
    ));
    assert_eq!(answer.delay, Duration::from_millis(1500));
    assert_eq!(answer.response.status(), 200);
    assert_eq!(stage.org.outbox().len(), 1);
}

#[test]
fn a_dropped_request_is_lost_before_or_after_the_org_has_acted() {
    for (when, mails) in [("before", 0), ("after", 1)] {
        let mut stage = Stage::new();
        set(&mut stage, &json!({ "drop": true, "when": when }));
        let body = json!({ "username": "ada@example.com", "factorType": "EMAIL" });
        let answer = stage.answer(&request(
            Method::POST,
            FORGOT,
            body.to_string().into_bytes(),
        ));
        assert_eq!(answer.delivery, Delivery::Dropped);
        assert_eq!(stage.org.outbox().len(), mails, "{when}");
        assert_eq!(
            stage.get("/_emulator/calls").json()[0]["status"],
            Value::Null
        );
    }
}

#[test]
fn an_unlikely_fault_strikes_now_and_then() {
    let mut stage = Stage::new();
    set(&mut stage, &json!({ "status": 500, "probability": 0.5 }));
    let failed = (0..200)
        .filter(|_| stage.exchange("garbage").status == 500)
        .count();
    assert!((60..140).contains(&failed), "{failed} of 200");
}

#[test]
fn faults_are_shown_and_cleared() {
    let mut stage = Stage::new();
    set(
        &mut stage,
        &json!({ "path": FORGOT, "status": 500, "count": 3 }),
    );
    stage.forget("ada@example.com");
    let left = json!([{ "path": FORGOT, "status": 500, "count": 2, "when": "before" }]);
    assert_eq!(stage.get("/_emulator/faults").json(), left);
    assert_eq!(stage.delete("/_emulator/faults").status, 204);
    assert_eq!(stage.forget("ada@example.com").status, 200);
}

#[test]
fn a_fault_that_cannot_be_played_is_refused_with_a_reason() {
    let mut stage = Stage::new();
    for fault in [
        json!({}),
        json!({ "path": FORGOT }),
        json!({ "status": 99 }),
        json!({ "status": 500, "drop": true }),
        json!({ "status": 500, "probability": 2 }),
        json!({ "status": 500, "often": 3 }),
    ] {
        let reply = stage.post("/_emulator/faults", &fault);
        assert_eq!(reply.status, 400, "{fault}");
        assert!(!reply.string("/error").is_empty());
    }
    assert_eq!(stage.get("/_emulator/faults").json(), json!([]));
}
