//! What we say to Resend, and what we understand of it: against the emulator's Resend.

use okta::Timestamp;
use okta_emulator::seed::RESEND_API_KEY;
use okta_emulator::{Moment, Org, Seed};
use pages::mail::Letter;

use super::*;
use crate::config::ApiKey;

const FROM: &str = "Example <no-reply@example.com>";

/// An org, and how many requests it has had.
struct Stage {
    org: Org,
    requests: u8,
}

impl Stage {
    fn new() -> Self {
        Self {
            org: Org::seeded(Seed::default(), moment(0)),
            requests: 0,
        }
    }

    fn respond(&mut self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.requests += 1;
        self.org.respond(request, moment(self.requests))
    }

    /// Sets something up by one of the emulator's tools.
    fn tool(&mut self, method: &str, path: &str, body: &Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1:8788/_emulator/{path}"))
            .body(body.to_string().into_bytes());
        let answer = self.respond(&request.expect("the request is well-formed"));
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        assert!(answer.status().is_success(), "{path} {body}: {text}");
    }

    fn switch(&mut self, switches: &Value) {
        self.tool("PUT", "switches", &json!({ "resend": switches }));
    }

    fn fault(&mut self, mut fault: Value) {
        fault["path"] = json!("/resend/emails");
        self.tool("POST", "faults", &fault);
    }

    fn send(&mut self, mail: &Mail) -> Result<(), Refusal> {
        self.send_with(RESEND_API_KEY, mail)
    }

    fn send_with(&mut self, key: &str, mail: &Mail) -> Result<(), Refusal> {
        let account = ResendAccount {
            url: "http://127.0.0.1:8788/resend".to_owned(),
            key: ApiKey::parse(key).expect("a good key"),
        };
        let from = Mailbox::parse(FROM).expect("a good sender");
        let request = request(&account, &from, mail).expect("a good request");
        read(&self.respond(&request))
    }
}

fn moment(count: u8) -> Moment {
    Moment {
        now: Timestamp::from_millis(1_900_000_000_000),
        entropy: [count; 32],
    }
}

fn mail() -> Mail {
    Mail {
        to: "ada@example.com".to_owned(),
        letter: Letter {
            subject: "Your new password".to_owned(),
            text: "Your code:\n\n482916\n".to_owned(),
            html: "<!doctype html><p>482916".to_owned(),
        },
        key: "0123456789abcdef".to_owned(),
    }
}

fn mail_to(to: &str) -> Mail {
    Mail {
        to: to.to_owned(),
        ..mail()
    }
}

fn later(seconds: Option<u64>) -> NotMailed {
    NotMailed::Unavailable {
        wait: seconds.map(Duration::from_secs),
    }
}

#[track_caller]
fn assert_refusal(sent: Result<(), Refusal>, why: NotMailed, status: u16, word: Option<&str>) {
    let refusal = sent.expect_err("it is not taken");
    let told = (refusal.why, refusal.status, refusal.word.as_deref());
    assert_eq!(told, (why, Some(status), word));
}

#[test]
fn a_mail_arrives_as_it_was_written() {
    let mut stage = Stage::new();
    assert_eq!(stage.send(&mail()), Ok(()));
    let message = &stage.org.outbox()[0];
    let Mail { to, letter, .. } = mail();
    assert_eq!(message.to, to);
    assert_eq!(message.subject, letter.subject);
    assert_eq!(message.text, letter.text);
    assert_eq!(message.html, letter.html);
    assert_eq!(message.code.as_deref(), Some("482916"));
    let call = stage.org.calls().next().expect("the call is logged");
    assert_eq!(call.body["from"], FROM);
    assert_eq!(call.body["headers"]["Auto-Submitted"], "auto-generated");
    assert_eq!(call.headers["idempotency-key"], mail().key);
}

#[test]
fn a_repeated_mail_is_taken_whatever_has_become_of_the_first() {
    let mut stage = Stage::new();
    assert_eq!(stage.send(&mail()), Ok(()));
    assert_eq!(stage.send(&mail()), Ok(()));
    let reworded = Mail {
        letter: Letter {
            text: "Your code: 482916".to_owned(),
            ..mail().letter
        },
        ..mail()
    };
    assert_eq!(stage.send(&reworded), Ok(()));
    assert_eq!(stage.org.outbox().len(), 1);
}

#[test]
fn a_mail_that_is_being_taken_is_waited_for() {
    let mut stage = Stage::new();
    stage.switch(&json!({ "in_flight_seconds": 5 }));
    assert_eq!(stage.send(&mail()), Ok(()));
    let word = "concurrent_idempotent_requests";
    assert_refusal(stage.send(&mail()), later(None), 409, Some(word));
    stage.org.advance(5);
    assert_eq!(stage.send(&mail()), Ok(()));
}

#[test]
fn a_bad_key_a_bad_sender_and_a_bad_address_are_refused_for_good() {
    for (switch, status, word) in [
        ("403", 403, "invalid_api_key"),
        ("401", 401, "validation_error"),
        ("400", 400, "validation_error"),
    ] {
        let mut stage = Stage::new();
        stage.switch(&json!({ "bad_key": switch }));
        let sent = stage.send_with("re_revoked", &mail());
        assert_refusal(sent, NotMailed::Refused, status, Some(word));
    }
    let mut stage = Stage::new();
    stage.switch(&json!({ "verified_domain": "mail.example.com" }));
    let word = Some("validation_error");
    assert_refusal(stage.send(&mail()), NotMailed::Refused, 403, word);
    for (switch, status) in [("422", 422), ("400", 400)] {
        let mut stage = Stage::new();
        stage.switch(&json!({ "bad_field_status": switch }));
        let sent = stage.send(&mail_to("nobody"));
        assert_refusal(sent, NotMailed::Refused, status, word);
    }
}

#[test]
fn what_is_too_much_is_tried_later() {
    let mut stage = Stage::new();
    stage.fault(json!({ "rate_limit": { "reset_in_seconds": 7 }, "count": 1 }));
    let word = Some("rate_limit_exceeded");
    assert_refusal(stage.send(&mail()), later(Some(7)), 429, word);
    assert_eq!(stage.send(&mail()), Ok(()));
    for (switch, word) in [
        ("daily_quota", "daily_quota_exceeded"),
        ("monthly_quota", "monthly_quota_exceeded"),
    ] {
        let mut stage = Stage::new();
        stage.switch(&json!({ switch: 1 }));
        assert_eq!(stage.send(&mail()), Ok(()));
        let other = Mail {
            key: "another".to_owned(),
            ..mail()
        };
        assert_refusal(stage.send(&other), later(None), 429, Some(word));
    }
}

#[test]
fn an_answer_that_says_nothing_is_asked_for_again_and_the_mail_is_sent_once() {
    for (fault, status) in [
        (json!({ "status": 500 }), 500),
        (json!({ "status": 503 }), 503),
        (json!({ "status": 302 }), 302),
        (json!({ "garbage": "json" }), 200),
        (json!({ "garbage": "html" }), 502),
        (json!({ "garbage": "empty" }), 200),
    ] {
        for when in ["before", "after"] {
            let mut stage = Stage::new();
            let mut once = fault.clone();
            once["when"] = json!(when);
            once["count"] = json!(1);
            stage.fault(once);
            let refusal = stage
                .send(&mail())
                .expect_err("it is not known to be taken");
            let told = (refusal.why, refusal.status);
            assert_eq!(told, (later(None), Some(status)), "{fault} {when}");
            assert_eq!(stage.send(&mail()), Ok(()), "{fault} {when}");
            assert_eq!(stage.org.outbox().len(), 1, "{fault} {when}");
        }
    }
}

#[test]
fn what_stands_before_resend_may_refuse_too_and_its_words_stay_out_of_the_log() {
    let answer = |status, body: &str| {
        let mut answer = Response::new(body.as_bytes().to_vec());
        *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        read(&answer)
    };
    let sent = answer(403, "error code: 1010");
    assert_refusal(sent, NotMailed::Refused, 403, None);
    let sent = answer(422, r#"{"name": "ada@example.com is suppressed"}"#);
    assert_refusal(sent, NotMailed::Refused, 422, None);
    let sent = answer(503, r#"{"name": 7, "message": "ada@example.com"}"#);
    assert_refusal(sent, later(None), 503, None);
}

#[test]
fn a_wait_is_a_number_of_seconds() {
    for (given, seconds) in [
        ("0", Some(0)),
        ("60", Some(60)),
        ("-1", None),
        ("1.5", None),
        ("99999999999", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
    ] {
        let value = http::HeaderValue::from_static(given);
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        let wait = retry_after(&headers).map(|wait| wait.as_secs());
        assert_eq!(wait, seconds, "{given}");
    }
}
