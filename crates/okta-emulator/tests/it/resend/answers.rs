//! What is answered, and what is in the outbox afterwards.

use http::{HeaderValue, Method};
use okta_emulator::{Delivery, Engine};
use serde_json::{Value, json};

use super::{EMAILS, LINK, mail, mail_with, post, post_once, refusal, send, send_once};
use crate::stage::{Stage, request};

#[test]
fn a_mail_lands_in_the_outbox_with_its_link_and_its_code_on_either_engine() {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        let mut stage = Stage::new();
        stage.org.switches_mut().engine = engine;
        let taken = send(&mut stage, &mail());
        assert_eq!(taken.status, 200, "{}", taken.text);
        assert_eq!(taken.string("/id").len(), 36);
        let outbox = stage.get("/_emulator/outbox").json();
        let expected = json!([{
            "to": "ada@example.com",
            "channel": "email",
            "subject": "Your new password",
            "text": mail()["text"],
            "html": mail()["html"],
            "links": [LINK],
            "code": "482916",
            "sent_at": "2030-03-17T17:46:40.000Z",
        }]);
        assert_eq!(outbox, expected);
    }
}

#[test]
fn every_address_gets_a_message_of_its_own() {
    let mut stage = Stage::new();
    let mut mail = mail_with("to", json!("Ada <ada@example.com>"));
    mail["cc"] = json!("alan@example.com");
    mail["bcc"] = json!(["grace@example.com"]);
    assert_eq!(send(&mut stage, &mail).status, 200);
    let to: Vec<_> = stage.org.outbox().iter().map(|m| m.to.as_str()).collect();
    let all = ["ada@example.com", "alan@example.com", "grace@example.com"];
    assert_eq!(to, all);
}

#[test]
fn either_part_of_a_mail_is_enough() {
    for part in ["text", "html"] {
        let mut stage = Stage::new();
        assert_eq!(send(&mut stage, &mail_with(part, Value::Null)).status, 200);
        assert_eq!(stage.org.outbox()[0].links, [LINK], "without {part}");
    }
}

#[test]
fn a_caller_without_a_name_or_a_good_key_is_refused() {
    let mut stage = Stage::new();
    let mut nameless = post(&mail());
    nameless.headers_mut().remove("user-agent");
    let reply = stage.send(&nameless);
    let told = (reply.status, reply.text.as_str());
    assert_eq!(told, (403, "error code: 1010"));
    let mut keyless = post(&mail());
    keyless.headers_mut().remove("authorization");
    let told = refusal(&stage.send(&keyless));
    assert_eq!(told, (401, "missing_api_key".to_owned()));
    let mut stranger = post(&mail());
    let key = HeaderValue::from_static("Bearer re_of_somebody_else");
    stranger.headers_mut().insert("authorization", key);
    let told = refusal(&stage.send(&stranger));
    assert_eq!(told, (403, "invalid_api_key".to_owned()));
    assert!(stage.org.outbox().is_empty());
}

#[test]
fn a_field_that_is_missing_is_named() {
    for field in ["from", "to", "subject"] {
        let mut stage = Stage::new();
        let reply = send(&mut stage, &mail_with(field, Value::Null));
        let told = (422, "missing_required_field".to_owned());
        assert_eq!(refusal(&reply), told, "{field}");
        assert!(reply.string("/message").contains(field));
        assert!(stage.org.outbox().is_empty());
    }
}

#[test]
fn a_field_that_makes_no_sense_is_refused() {
    let many: Vec<_> = (0..51).map(|n| format!("p{n}@example.com")).collect();
    for (field, value) in [
        ("from", json!("nobody")),
        ("from", json!("A <a@example.com>, b@example.com")),
        ("to", json!("ada@example.com, alan@example.com")),
        ("to", json!(["ada@example.com", "nobody"])),
        ("to", json!([1])),
        ("to", json!({"email": "ada@example.com"})),
        ("to", json!(many)),
        ("reply_to", json!("nobody")),
        ("subject", json!("two\nlines")),
        ("subject", json!(1)),
        ("text", json!(["a"])),
        ("attachments", json!([])),
    ] {
        let mut stage = Stage::new();
        let told = refusal(&send(&mut stage, &mail_with(field, value.clone())));
        let expected = (422, "validation_error".to_owned());
        assert_eq!(told, expected, "{field} {value}");
        assert!(stage.org.outbox().is_empty());
    }
    let mut empty = mail_with("text", Value::Null);
    empty["html"] = json!("");
    let told = refusal(&send(&mut Stage::new(), &empty));
    assert_eq!(told, (422, "validation_error".to_owned()));
}

#[test]
fn what_is_no_mail_at_all_is_refused() {
    let mut stage = Stage::new();
    for body in ["", "[]", "{\"from\":", "null"] {
        let mut request = post(&mail());
        *request.body_mut() = body.as_bytes().to_vec();
        let told = refusal(&stage.send(&request));
        assert_eq!(told, (400, "validation_error".to_owned()), "{body}");
    }
    for (method, path, told) in [
        (Method::GET, EMAILS, (405, "method_not_allowed")),
        (Method::POST, "/resend", (404, "not_found")),
        (Method::POST, "/resend/domains", (404, "not_found")),
        (Method::POST, "/resend/emails/", (404, "not_found")),
    ] {
        let mut request = request(method, path, Vec::new());
        *request.headers_mut() = post(&mail()).headers().clone();
        let (status, name) = refusal(&stage.send(&request));
        assert_eq!((status, name.as_str()), told, "{path}");
    }
    assert_eq!(stage.post("/resending", &json!({})).error().1, "E0000008");
}

#[test]
fn a_repeated_mail_is_taken_once_and_answered_alike() {
    let mut stage = Stage::new();
    let first = send_once(&mut stage, &mail(), "mail-1");
    let mut reordered = String::from_utf8(post(&mail()).into_body()).expect("JSON");
    reordered.insert(1, ' ');
    let mut again = post_once(&mail(), "mail-1");
    *again.body_mut() = reordered.into_bytes();
    assert_eq!(stage.send(&again).json(), first.json());
    assert_eq!(stage.org.outbox().len(), 1);
    let other = send_once(&mut stage, &mail(), "mail-2");
    assert_ne!(other.json(), first.json());
    assert_eq!(stage.org.outbox().len(), 2);
}

#[test]
fn a_key_of_another_mail_is_refused_for_a_day() {
    let mut stage = Stage::new();
    let other = mail_with("to", json!("alan@example.com"));
    send_once(&mut stage, &mail(), "mail-1");
    stage.org.advance(24 * 60 * 60 - 1);
    let told = refusal(&send_once(&mut stage, &other, "mail-1"));
    assert_eq!(told, (409, "invalid_idempotent_request".to_owned()));
    assert_eq!(stage.org.outbox().len(), 1);
    stage.org.advance(1);
    assert_eq!(send_once(&mut stage, &other, "mail-1").status, 200);
    assert_eq!(stage.org.outbox().len(), 2);
}

#[test]
fn a_refused_mail_leaves_its_key_alone() {
    let mut stage = Stage::new();
    let bad = mail_with("to", json!("nobody"));
    assert_eq!(send_once(&mut stage, &bad, "mail-1").status, 422);
    assert_eq!(send_once(&mut stage, &mail(), "mail-1").status, 200);
}

#[test]
fn a_key_that_is_no_key_is_refused() {
    let mut stage = Stage::new();
    for (length, status) in [(0, 400), (1, 200), (256, 200), (257, 400)] {
        let reply = send_once(&mut stage, &mail(), &"k".repeat(length));
        assert_eq!(reply.status, status, "{length}");
    }
}

#[test]
fn a_fault_on_its_path_speaks_as_resend_does() {
    for (fault, status, name) in [
        (json!({"status": 500}), 500, "application_error"),
        (json!({"status": 503}), 503, "service_unavailable"),
        (json!({"status": 422}), 422, "validation_error"),
        (
            json!({"rate_limit": {"reset_in_seconds": 7}}),
            429,
            "rate_limit_exceeded",
        ),
    ] {
        let mut stage = Stage::new();
        let mut fault = fault;
        fault["path"] = json!("/resend/*");
        stage.post("/_emulator/faults", &fault);
        let reply = send(&mut stage, &mail());
        assert_eq!(refusal(&reply), (status, name.to_owned()));
        let wait = reply.headers.get("retry-after");
        let wait = wait.map(|wait| wait.to_str().expect("digits"));
        assert_eq!(wait, (status == 429).then_some("7"));
        assert!(stage.org.outbox().is_empty(), "it does not act");
    }
}

#[test]
fn an_answer_can_be_lost_and_the_mail_is_not_taken_twice() {
    let mut stage = Stage::new();
    let fault = json!({"path": EMAILS, "drop": true, "when": "after", "count": 1});
    stage.post("/_emulator/faults", &fault);
    let lost = stage.answer(&post_once(&mail(), "mail-1"));
    assert_eq!(lost.delivery, Delivery::Dropped);
    assert_eq!(send_once(&mut stage, &mail(), "mail-1").status, 200);
    assert_eq!(stage.org.outbox().len(), 1);
    let calls = stage.get("/_emulator/calls").json();
    assert_eq!(calls[0]["status"], Value::Null);
    assert_eq!(calls[1]["status"], 200);
}

#[test]
fn an_outage_of_okta_is_none_of_resends() {
    let mut stage = Stage::new();
    stage.post("/_emulator/faults", &json!({"status": 503}));
    assert_eq!(send(&mut stage, &mail()).status, 200);
    assert_eq!(stage.forget("ada@example.com").status, 503);
}

#[test]
fn the_log_has_the_call_and_nothing_that_is_said_to_a_person() {
    let mut stage = Stage::new();
    send_once(&mut stage, &mail(), "mail-1");
    let mut cut = post(&mail());
    cut.body_mut().truncate(300);
    stage.send(&cut);
    let log = stage.get("/_emulator/calls");
    for secret in [LINK, "482916", "New password", "re_emulated"] {
        assert!(!log.text.contains(secret), "{secret} in {}", log.text);
    }
    let calls = log.json();
    assert_eq!(calls[0]["path"], EMAILS);
    assert_eq!(calls[0]["headers"]["idempotency-key"], "mail-1");
    assert_eq!(calls[0]["body"]["to"], json!(["ada@example.com"]));
    assert_eq!(calls[0]["body"]["headers"], mail()["headers"]);
    assert_eq!(calls[0]["body"]["text"], "[redacted]");
    assert_eq!(calls[1]["body"], "[redacted]");
}
