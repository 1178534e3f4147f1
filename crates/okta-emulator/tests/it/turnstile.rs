//! `/turnstile/v0`, the service beside the org that tells people from programs.

use http::Method;
use okta_emulator::seed::TURNSTILE_SECRET;
use serde_json::{Value, json};

use crate::stage::{Stage, request};

const TOKEN: &str = "solved.id%2Eexample%2Ecom.forgot_password.1";

fn ask(stage: &mut Stage, fields: &[(&str, &str)]) -> Value {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.extend_pairs(fields).finish().into_bytes();
    let mut request = request(Method::POST, "/turnstile/v0/siteverify", body);
    let form = "application/x-www-form-urlencoded".parse();
    let headers = request.headers_mut();
    headers.insert("content-type", form.expect("a media type"));
    stage.send(&request).json()
}

fn refused(stage: &mut Stage, fields: &[(&str, &str)]) -> String {
    let answer = ask(stage, fields);
    assert_eq!(answer["success"], false, "{answer}");
    answer["error-codes"][0]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

const SECRET: (&str, &str) = ("secret", TURNSTILE_SECRET);

#[test]
fn a_token_says_where_it_was_solved_and_what_for() {
    let answer = ask(&mut Stage::new(), &[SECRET, ("response", TOKEN)]);
    assert_eq!(answer["success"], true, "{answer}");
    assert_eq!(answer["hostname"], "id.example.com");
    assert_eq!(answer["action"], "forgot_password");
}

#[test]
fn a_token_is_good_once_or_under_one_key() {
    let mut stage = Stage::new();
    let response = ("response", TOKEN);
    let key = ("idempotency_key", "one");
    assert_eq!(ask(&mut stage, &[SECRET, response, key])["success"], true);
    assert_eq!(ask(&mut stage, &[SECRET, response, key])["success"], true);
    for fields in [
        &[SECRET, response][..],
        &[SECRET, response, ("idempotency_key", "two")],
    ] {
        assert_eq!(refused(&mut stage, fields), "timeout-or-duplicate");
    }
    let other = [SECRET, ("response", "solved.a.b.c")];
    assert_eq!(ask(&mut stage, &other)["success"], true);
    assert_eq!(refused(&mut stage, &other), "timeout-or-duplicate");
}

#[test]
fn what_is_wrong_is_named() {
    let mut stage = Stage::new();
    let long = format!("solved.a.b.{}", "x".repeat(2_048));
    for (fields, code) in [
        (&[("response", TOKEN)][..], "missing-input-secret"),
        (
            &[("secret", "x"), ("response", TOKEN)],
            "invalid-input-secret",
        ),
        (&[SECRET], "missing-input-response"),
        (&[SECRET, ("response", "x")], "invalid-input-response"),
        (&[SECRET, ("response", &long)], "invalid-input-response"),
    ] {
        assert_eq!(refused(&mut stage, fields), code, "{fields:?}");
    }
}

#[test]
fn the_log_keeps_no_secret_and_only_a_fault_by_name_strikes() {
    let mut stage = Stage::new();
    stage.post("/_emulator/faults", &json!({"status": 500, "count": 1}));
    let fields = [SECRET, ("response", TOKEN), ("remoteip", "192.0.2.1")];
    assert_eq!(ask(&mut stage, &fields)["success"], true);
    let calls = stage.get("/_emulator/calls").json();
    assert_eq!(calls[0]["body"]["remoteip"], "192.0.2.1", "{calls}");
    assert!(!calls.to_string().contains(TURNSTILE_SECRET), "{calls}");
}
