//! Where an answer came from, and what every answer tells besides.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::time::Duration;

use okta::authn::{self, CancelledTransaction, TransactionStatus};
use okta::{RateLimit, Response, Sender, Timestamp};

fn response(status: u16, headers: &[(&'static str, &str)], body: &str) -> Response {
    let mut response = http::Response::new(body.as_bytes().to_vec());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

const LIMIT: (&str, &str) = ("x-rate-limit-limit", "600");
const REMAINING: (&str, &str) = ("x-rate-limit-remaining", "599");
const RESET: (&str, &str) = ("x-rate-limit-reset", "1446545805");
const DATE: (&str, &str) = ("date", "Tue, 03 Nov 2015 10:15:57 GMT");

#[test]
fn a_success_tells_of_its_bucket_too() {
    let answer = response(
        200,
        &[LIMIT, REMAINING, RESET, DATE],
        r#"{"status":"SUCCESS"}"#,
    );
    let limit = RateLimit::of(&answer).unwrap();
    let expected = RateLimit {
        limit: 600,
        remaining: 599,
        reset: Some(Timestamp::from_millis(1_446_545_805_000)),
        date: Some(Timestamp::from_millis(1_446_545_757_000)),
    };
    assert_eq!(limit, expected);
    assert_eq!(limit.wait(), Some(Duration::from_secs(48)));
}

#[test]
fn a_bucket_needs_two_numbers_and_no_clock() {
    let limit = RateLimit::of(&response(429, &[LIMIT, REMAINING], "")).unwrap();
    assert_eq!((limit.reset, limit.date, limit.wait()), (None, None, None));
    let odd = ("x-rate-limit-remaining", "-1");
    for headers in [&[][..], &[LIMIT], &[REMAINING, RESET, DATE], &[LIMIT, odd]] {
        assert_eq!(
            RateLimit::of(&response(200, headers, "")),
            None,
            "{headers:?}"
        );
    }
}

#[test]
fn a_refusal_for_concurrency_has_a_limit_of_nothing() {
    let headers = [
        ("x-rate-limit-limit", "0"),
        ("x-rate-limit-remaining", "0"),
        RESET,
        DATE,
    ];
    let limit = RateLimit::of(&response(429, &headers, "")).unwrap();
    assert_eq!((limit.limit, limit.remaining), (0, 0));
}

#[test]
fn a_request_id_is_read_from_every_answer() {
    for status in [200, 204, 302, 403, 429, 500] {
        let answer = response(status, &[("x-okta-request-id", "req1")], "");
        assert_eq!(okta::request_id(&answer), Some("req1"));
        let empty = response(status, &[("x-okta-request-id", "")], "");
        assert_eq!(okta::request_id(&empty), None);
    }
}

#[test]
fn what_carries_a_request_id_or_speaks_as_okta_does_is_oktas() {
    let id = ("x-okta-request-id", "req1");
    let error = r#"{"errorCode":"E0000047"}"#;
    let no_org = r#"{"status":404,"message":"Resource not found"}"#;
    for (status, headers, body, sender) in [
        (403, &[id][..], "", Sender::Okta),
        (502, &[id], "<html>", Sender::Okta),
        (403, &[], error, Sender::Okta),
        (429, &[], error, Sender::Okta),
        (404, &[], no_org, Sender::Okta),
        (403, &[], "", Sender::Unknown),
        (502, &[], "<html>", Sender::Unknown),
        (429, &[], "<html>", Sender::Unknown),
        (200, &[], "{\"ok\":", Sender::Unknown),
    ] {
        let read = authn::forgot_password_response(&response(status, headers, body));
        assert_eq!(read.unwrap_err().sender(), sender, "{status} {body}");
    }
}

#[test]
fn an_error_of_a_proxy_names_it() {
    let print = |headers: &[_], body| {
        let read = authn::forgot_password_response(&response(502, headers, body));
        read.unwrap_err().to_string()
    };
    assert_eq!(
        print(&[("server", "cloudflare")], "<html>"),
        "something that is probably not Okta answered 502, with a page of HTML (server cloudflare)"
    );
    assert_eq!(
        print(&[("server", "Apache/2.4.62 (Debian)")], ""),
        "something that is probably not Okta answered 502, without a body (server Apache/2.4.62)"
    );
    let endless = "x".repeat(41);
    assert_eq!(
        print(&[("server", &endless)], ""),
        "something that is probably not Okta answered 502, without a body"
    );
    assert_eq!(
        print(&[("server", "nginx"), ("x-okta-request-id", "req1")], ""),
        "Okta answered 502, without a body (request req1)"
    );
}

#[test]
fn a_cancellation_needs_no_body_and_everything_else_does() {
    for status in [200, 204] {
        let empty = response(status, &[], " ");
        let read = authn::cancel_transaction_response(&empty);
        assert_eq!(read, Ok(CancelledTransaction::default()));
        assert!(authn::skip_state_response(&empty).is_err());
    }
    assert!(authn::cancel_transaction_response(&response(500, &[], "")).is_err());
}

#[test]
fn a_state_that_asks_for_a_factor_is_recognised() {
    for word in [
        "MFA_REQUIRED",
        "MFA_ENROLL",
        "MFA_ENROLL_ACTIVATE",
        "MFA_CHALLENGE",
    ] {
        let body = format!(
            r#"{{"status":"{word}","stateToken":"00a","_embedded":{{"factors":[{{"id":"sms1"}}]}}}}"#
        );
        let read = authn::reset_password_response(&response(200, &[], &body)).unwrap();
        assert!(read.status.asks_for_factor(), "{word}");
    }
    for other in [
        TransactionStatus::Success,
        TransactionStatus::from("MFA_DANCE"),
    ] {
        assert!(!other.asks_for_factor(), "{other}");
    }
}
