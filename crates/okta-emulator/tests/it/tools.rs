//! `/_emulator/` but the faults and the users.

use serde_json::json;

use crate::stage::{NEW_PASSWORD, PASSWORD, Stage};

#[test]
fn the_outbox_lists_mails_oldest_first_with_all_their_fields() {
    let mut stage = Stage::new();
    stage.forget("ada@example.com");
    stage.forget("locked@example.com");
    let outbox = stage.get("/_emulator/outbox").json();
    assert_eq!(outbox[0]["to"], "ada@example.com");
    assert_eq!(outbox[1]["to"], "locked@example.com");
    let mail = outbox[0].as_object().expect("a mail is an object");
    let mut fields: Vec<_> = mail.keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "channel", "code", "html", "links", "sent_at", "subject", "text", "to"
        ]
    );
    assert_eq!(mail["channel"], "email");
    assert_eq!(stage.delete("/_emulator/outbox").status, 204);
    assert_eq!(stage.get("/_emulator/outbox").json(), json!([]));
}

#[test]
fn the_clock_is_read_and_advanced() {
    let mut stage = Stage::new();
    let start = json!({ "now": "2030-03-17T17:46:40.000Z", "advanced_seconds": 0 });
    assert_eq!(stage.get("/_emulator/clock").json(), start);
    let advanced = json!({ "now": "2030-03-17T18:46:40.000Z", "advanced_seconds": 3600 });
    assert_eq!(
        stage
            .post("/_emulator/clock", &json!({ "advance_seconds": 3600 }))
            .json(),
        advanced
    );
    assert_eq!(stage.get("/_emulator/clock").json(), advanced);
    assert_eq!(
        stage.forget("ada").headers["date"],
        "Sun, 17 Mar 2030 18:46:40 GMT"
    );
}

#[test]
fn time_does_not_go_back() {
    let reply = Stage::new().post("/_emulator/clock", &json!({ "advance_seconds": -1 }));
    assert_eq!(reply.status, 400);
}

#[test]
fn calls_are_logged_without_secrets() {
    let mut stage = Stage::new();
    stage.sign_in("ada@example.com", PASSWORD);
    let calls = stage.get("/_emulator/calls");
    assert!(!calls.text.contains(PASSWORD));
    let expected = json!([{
        "at": "2030-03-17T17:46:40.000Z",
        "method": "POST",
        "path": "/api/v1/authn",
        "query": null,
        "headers": { "accept": "application/json", "content-type": "application/json" },
        "body": { "username": "ada@example.com", "password": "[redacted]" },
        "status": 200,
    }]);
    assert_eq!(calls.json(), expected);
}

#[test]
fn new_passwords_and_answers_are_not_logged_either() {
    let mut stage = Stage::new();
    stage.authn(
        "/recovery/answer",
        &json!({ "stateToken": "00abc", "answer": "okra" }),
    );
    stage.reset("00abc", NEW_PASSWORD);
    let calls = stage.get("/_emulator/calls");
    assert!(!calls.text.contains("okra") && !calls.text.contains(NEW_PASSWORD));
    assert_eq!(calls.json()[0]["body"]["stateToken"], "00abc");
}

#[test]
fn the_log_keeps_oktas_paths_only_and_can_be_cleared() {
    let mut stage = Stage::new();
    stage.get("/mailbox");
    stage.get("/");
    stage.get("/api/v1/users/me?expand=blocks");
    let calls = stage.get("/_emulator/calls").json();
    assert_eq!(calls.as_array().map(Vec::len), Some(1));
    assert_eq!(calls[0]["query"], "expand=blocks");
    assert_eq!(calls[0]["status"], 403);
    stage.delete("/_emulator/calls");
    assert_eq!(stage.get("/_emulator/calls").json(), json!([]));
}

#[test]
fn a_session_is_forgotten_after_two_hours() {
    let mut stage = Stage::new();
    stage.sign_in("ada@example.com", PASSWORD);
    stage.org.advance(3600);
    stage.sign_in("ada@example.com", PASSWORD);
    for (seconds, sessions) in [(3599, 2), (1, 1), (3599, 1), (1, 0)] {
        stage.org.advance(seconds);
        let listed = stage.get("/_emulator/sessions").json();
        assert_eq!(listed.as_array().map(Vec::len), Some(sessions));
        assert_eq!(stage.org.sessions("ada@example.com"), sessions);
    }
}

#[test]
fn a_long_body_is_not_kept() {
    let mut stage = Stage::new();
    for (length, kept) in [(16_000, true), (17_000, false)] {
        let name = "a".repeat(length);
        stage.sign_in(&name, PASSWORD);
        let body = stage.org.calls().last().expect("a call").body.clone();
        if kept {
            assert_eq!(body["username"], name);
        } else {
            assert_eq!(body, "[too long]");
        }
    }
}

#[test]
fn a_reset_brings_back_the_seed() {
    let mut stage = Stage::new();
    let users = stage.get("/_emulator/users").json();
    let state_token = stage.state_token("ada@example.com");
    stage.reset(&state_token, NEW_PASSWORD);
    stage.put(
        "/_emulator/policy",
        &json!({ "complexity": { "minLength": 15 } }),
    );
    stage.put("/_emulator/switches", &json!({ "mfa_after_reset": "on" }));
    stage.post("/_emulator/faults", &json!({ "status": 500 }));
    stage.post("/_emulator/clock", &json!({ "advance_seconds": 3600 }));
    stage.post(
        "/_emulator/users",
        &json!({ "profile": { "login": "new@example.com" } }),
    );
    assert_eq!(stage.post("/_emulator/reset", &json!({})).status, 204);
    assert_eq!(stage.get("/_emulator/users").json(), users);
    for emptied in ["outbox", "faults", "calls", "sessions"] {
        assert_eq!(
            stage.get(&format!("/_emulator/{emptied}")).json(),
            json!([]),
            "{emptied}"
        );
    }
    assert_eq!(stage.get("/_emulator/clock").json()["advanced_seconds"], 0);
    assert_eq!(
        stage.get("/_emulator/policy").json()["complexity"]["minLength"],
        8
    );
    assert_eq!(
        stage.get("/_emulator/switches").json()["mfa_after_reset"],
        "off"
    );
    assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 200);
}

#[test]
fn the_seed_can_be_read_and_is_true() {
    let mut stage = Stage::new();
    let seed = stage.get("/_emulator/seed").json();
    for person in seed.as_array().expect("the seed is an array") {
        let login = person["login"].as_str().expect("a login");
        assert_eq!(person["status"], stage.status_of(login), "{login}");
        assert!(person["note"].as_str().is_some_and(|note| !note.is_empty()));
    }
    assert_eq!(seed[0]["login"], "ada@example.com");
    assert_eq!(
        stage
            .sign_in(
                "ada@example.com",
                seed[0]["password"].as_str().expect("a password")
            )
            .status,
        200
    );
}

#[test]
fn policy_and_switches_change_where_the_body_says_so() {
    let mut stage = Stage::new();
    let policy = stage
        .put(
            "/_emulator/policy",
            &json!({ "complexity": { "minLength": 15 } }),
        )
        .json();
    assert_eq!(policy["complexity"]["minLength"], 15);
    assert_eq!(policy["complexity"]["minNumber"], 1);
    let switches = stage
        .put(
            "/_emulator/switches",
            &json!({ "dead_recovery_token": "link-dead" }),
        )
        .json();
    assert_eq!(switches["dead_recovery_token"], "link-dead");
    assert_eq!(switches["engine"], "classic");
    assert_eq!(
        stage
            .put("/_emulator/switches", &json!({ "no_such_switch": 1 }))
            .status,
        400
    );
    assert_eq!(
        stage
            .put("/_emulator/switches", &json!({ "engine": "oie" }))
            .status,
        400
    );
}

#[test]
fn sessions_name_their_owner() {
    let mut stage = Stage::new();
    let session_token = stage
        .sign_in("ada@example.com", PASSWORD)
        .string("/sessionToken");
    let expected = json!([{
        "login": "ada@example.com",
        "session_token": session_token,
        "is_exchanged": false,
        "created_at": "2030-03-17T17:46:40.000Z",
    }]);
    assert_eq!(stage.get("/_emulator/sessions").json(), expected);
}

#[test]
fn unknown_tools_and_methods_are_refused() {
    let mut stage = Stage::new();
    assert_eq!(stage.get("/_emulator/nothing").status, 404);
    assert_eq!(stage.delete("/_emulator/users").status, 405);
    assert_eq!(stage.get("/_emulator/reset").status, 405);
    assert_eq!(
        stage
            .post("/_emulator/clock", &json!({ "advance": 1 }))
            .status,
        400
    );
}
