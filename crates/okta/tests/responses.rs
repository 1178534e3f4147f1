//! What comes back when nothing is as recorded.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::time::Duration;

use okta::authn::{self, RecoveryTransaction, TransactionStatus};
use okta::{Defect, Error, ErrorBody, ErrorCode, ExcludedAttribute, RateLimited, Response};

const JSON: (&str, &str) = ("content-type", "application/json");

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let builder = http::Response::builder().status(status);
    let add = |builder: http::response::Builder, (name, value): &(&str, &str)| {
        builder.header(*name, *value)
    };
    headers
        .iter()
        .fold(builder, add)
        .body(body.as_bytes().to_vec())
        .unwrap()
}

fn read(status: u16, body: &str) -> Result<RecoveryTransaction, Error> {
    authn::reset_password_response(&response(status, &[JSON], body))
}

fn defect(response: &Response) -> Defect {
    match authn::reset_password_response(response) {
        Err(Error::Unreadable(unreadable)) => unreadable.why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_wrong_with_a_body_has_a_name() {
    for (status, body, why) in [
        (200, "", Defect::EmptyBody),
        (403, " \n", Defect::EmptyBody),
        (502, "<!doctype html><h1>Bad gateway</h1>", Defect::Html),
        (200, "\n<html></html>", Defect::Html),
        (200, r#"{"status":"SUCC"#, Defect::CutOff),
        (403, r#"{"errorCode":"E0000011","errorSumm"#, Defect::CutOff),
        (503, "upstream connect error", Defect::NotJson),
        (200, "{}", Defect::WrongShape),
        (200, "[]", Defect::WrongShape),
        (200, r#"["SUCCESS"]"#, Defect::WrongShape),
        (200, "null", Defect::WrongShape),
        (200, r#"{"status":7}"#, Defect::WrongShape),
        (
            200,
            r#"{"status":"SUCCESS","stateToken":7}"#,
            Defect::WrongShape,
        ),
        (200, r#"{"errorCode":"E0000011"}"#, Defect::WrongShape),
        (500, r#"{"message":"boom"}"#, Defect::WrongShape),
        (302, r#"{"status":"SUCCESS"}"#, Defect::WrongShape),
        (
            404,
            r#"{"status":404,"message":"Resource not found"}"#,
            Defect::NoSuchOrg,
        ),
        (
            404,
            r#"{"message":"Resource not found"}"#,
            Defect::WrongShape,
        ),
    ] {
        assert_eq!(
            defect(&response(status, &[JSON], body)),
            why,
            "{status} {body}"
        );
    }
}

#[test]
fn a_page_is_told_by_its_type_as_well() {
    let page = response(
        200,
        &[("content-type", "Text/HTML; charset=utf-8")],
        "Sign in to Wi-Fi",
    );
    assert_eq!(defect(&page), Defect::Html);
}

#[test]
fn bytes_that_are_no_text_are_not_json() {
    let response = response(200, &[JSON], "").map(|_| vec![0xff, 0xfe, 0x00]);
    assert_eq!(defect(&response), Defect::NotJson);
}

#[test]
fn json_that_is_nested_without_end_is_refused() {
    for name in ["x", "expiresAt"] {
        let nested = "[".repeat(100_000);
        let body = format!(r#"{{"status":"SUCCESS","{name}":{nested}"#);
        assert_eq!(defect(&response(200, &[JSON], &body)), Defect::NotJson);
    }
}

#[test]
fn json_without_a_content_type_is_read_all_the_same() {
    let read = authn::reset_password_response(&response(200, &[], r#"{"status":"SUCCESS"}"#));
    assert_eq!(
        read,
        Ok(RecoveryTransaction::new(TransactionStatus::Success))
    );
}

#[test]
fn an_error_needs_nothing_but_its_code() {
    for body in [
        r#"{"errorCode":"E0000011"}"#,
        r#"{"errorCode":"E0000011","errorSummary":null,"errorLink":null,"errorId":null,"errorCauses":null}"#,
        r#"{"errorCode":"E0000011","errorSummary":1,"errorCauses":{"a":1},"errorCause":[1,{}],"new":[]}"#,
    ] {
        let Err(Error::Api(error)) = read(401, body) else {
            panic!("{body}")
        };
        assert_eq!(error.code, ErrorCode::InvalidToken);
        assert_eq!(
            (error.summary.as_str(), error.causes.len(), error.error_id),
            ("", 0, None)
        );
    }
}

#[test]
fn an_unknown_code_and_an_unknown_status_are_values() {
    let error = read(418, r#"{"errorCode":"E0009999","errorSummary":"New!"}"#).unwrap_err();
    assert_eq!(
        error.code(),
        Some(&ErrorCode::Unknown("E0009999".to_owned()))
    );
    let transaction = read(200, r#"{"status":"DANCE_REQUIRED"}"#).unwrap();
    assert_eq!(
        transaction.status,
        TransactionStatus::Unknown("DANCE_REQUIRED".to_owned())
    );
}

#[test]
fn nulls_and_news_change_nothing() {
    let body = r#"{"status":"PASSWORD_RESET","stateToken":null,"expiresAt":null,"factorType":null,
        "recoveryType":null,"relayState":null,"_embedded":{"user":{"id":null,"profile":null,
        "recovery_question":null,"passwordChanged":null},"policy":null,"factors":[{"a":1}]},
        "_links":{"next":null,"questions":{"href":"x"}},"brandNew":{"deep":[[]]}}"#;
    let transaction = read(200, body).unwrap();
    let expected = RecoveryTransaction {
        embedded: authn::Embedded {
            user: Some(authn::User::default()),
            policy: None,
        },
        ..RecoveryTransaction::new(TransactionStatus::PasswordReset)
    };
    assert_eq!(transaction, expected);
    let nulls = read(
        200,
        r#"{"status":"PASSWORD_RESET","_embedded":null,"_links":null}"#,
    );
    assert_eq!(
        nulls,
        Ok(RecoveryTransaction::new(TransactionStatus::PasswordReset))
    );
}

#[test]
fn a_time_that_is_none_does_not_spoil_the_rest() {
    let transaction = read(200, r#"{"status":"RECOVERY","expiresAt":"DATE"}"#).unwrap();
    assert_eq!(transaction.expires_at, None);
}

#[test]
fn a_list_of_links_counts_as_its_first() {
    let body = r#"{"status":"MFA_CHALLENGE","_links":{"resend":[{"name":"sms","href":"https://a"},
        {"name":"call","href":"https://b"}],"next":[],"prev":"odd","cancel":{"name":"no href"}}}"#;
    let links = read(200, body).unwrap().links;
    assert_eq!(
        links.resend.map(|link| link.href).as_deref(),
        Some("https://a")
    );
    assert_eq!((links.next, links.prev, links.cancel), (None, None, None));
}

#[test]
fn a_policy_is_read_from_whatever_numbers_and_flags_there_are() {
    let body = r#"{"status":"PASSWORD_RESET","_embedded":{"policy":{"expiration":null,"age":null,
        "complexity":{"minLength":-1,"minLowerCase":null,"minUpperCase":99999999999,"minNumber":"odd",
        "excludeUsername":"TRUE","excludeAttributes":["firstName","nickName"]}}}}"#;
    let complexity = read(200, body).unwrap().embedded.policy.unwrap().complexity;
    assert_eq!((complexity.min_length, complexity.min_lower_case), (0, 0));
    assert_eq!(
        (complexity.min_upper_case, complexity.min_number),
        (u32::MAX, 0)
    );
    assert!(complexity.exclude_username);
    let nick_name = ExcludedAttribute::Unknown("nickName".to_owned());
    assert_eq!(
        complexity.exclude_attributes,
        [ExcludedAttribute::FirstName, nick_name]
    );
}

#[test]
fn a_rate_limit_tells_how_long_to_wait_by_oktas_own_clock() {
    let headers = [
        JSON,
        ("date", "Tue, 03 Nov 2015 10:15:57 GMT"),
        ("x-rate-limit-reset", "1446545805"),
        ("x-okta-request-id", "req1"),
    ];
    let body = r#"{"errorCode":"E0000047"}"#;
    let read = authn::forgot_password_response(&response(429, &headers, body));
    let Err(Error::RateLimited(limited)) = read else {
        panic!("{read:?}")
    };
    assert_eq!(limited.code, Some(ErrorCode::TooManyRequests));
    assert_eq!(limited.wait(), Some(Duration::from_secs(48)));
    assert_eq!(limited.request_id.as_deref(), Some("req1"));
}

#[test]
fn a_rate_limit_that_has_passed_asks_for_no_wait() {
    let headers = [
        ("date", "Tue, 03 Nov 2015 10:15:57 GMT"),
        ("x-rate-limit-reset", "1446545700"),
    ];
    let read = authn::forgot_password_response(&response(429, &headers, "{}"));
    let Err(Error::RateLimited(limited)) = read else {
        panic!("{read:?}")
    };
    assert_eq!(limited.wait(), Some(Duration::ZERO));
}

#[test]
fn a_429_is_a_rate_limit_whatever_else_it_says() {
    let nothing = RateLimited {
        code: None,
        reset: None,
        date: None,
        request_id: None,
    };
    for (headers, body) in [
        (vec![], ""),
        (
            vec![("date", "yesterday"), ("x-rate-limit-reset", "soon")],
            "<html>",
        ),
        (vec![("x-rate-limit-reset", "9223372036854775807")], "{"),
    ] {
        let read = authn::forgot_password_response(&response(429, &headers, body));
        assert_eq!(read, Err(Error::RateLimited(nothing.clone())), "{body}");
    }
    assert_eq!(nothing.wait(), None);
}

#[test]
fn an_error_is_printed_without_what_a_person_may_have_typed() {
    let headers = [("x-okta-request-id", "req1")];
    let body = r#"{"errorCode":"E0000001","errorSummary":"no dade","errorCauses":[{"errorSummary":"no dade"}]}"#;
    let print = |status, body| {
        let read = authn::reset_password_response(&response(status, &headers, body));
        read.unwrap_err().to_string()
    };
    assert_eq!(
        print(400, body),
        "Okta answered 400 E0000001 (request req1)"
    );
    assert_eq!(
        print(429, body),
        "Okta answered 429 E0000001 (request req1)"
    );
    assert_eq!(print(429, "dade"), "Okta answered 429 (request req1)");
    assert_eq!(
        print(403, ""),
        "Okta answered 403, without a body (request req1)"
    );
}

#[test]
fn a_word_of_somebody_else_is_not_printed() {
    let print = |status, headers: &[(&'static str, &str)], body| {
        let read = authn::reset_password_response(&response(status, headers, body));
        read.unwrap_err().to_string()
    };
    let long = "x".repeat(65);
    let headers = [("x-okta-request-id", long.as_str())];
    let okta = "Okta answered";
    assert_eq!(
        print(403, &headers, r#"{"errorCode":"ada@example.com"}"#),
        format!("{okta} 403 (not a word) (request (not a word))")
    );
    assert_eq!(
        print(429, &[], r#"{"errorCode":"a\nb"}"#),
        format!("{okta} 429 (not a word)")
    );
    assert_eq!(
        print(403, &headers[..0], r#"{"error":"a\nb"}"#),
        "something that is probably not Okta answered 403 (not a word)"
    );
    for (server, printed) in [
        ("nginx/1.27.1", "nginx/1.27.1"),
        ("ada@host", "(not a word)"),
    ] {
        assert!(print(502, &[("server", server)], "").ends_with(&format!("(server {printed})")));
    }
}

#[test]
fn a_text_for_humans_is_not_even_shown_to_developers() {
    for body in [
        r#"{"errorCode":"E0000001","errorSummary":"no dade","errorCauses":[{"errorSummary":"no dade"}]}"#,
        r#"{"error":"invalid_grant","error_description":"no dade"}"#,
    ] {
        let shown = format!(
            "{:?}",
            authn::reset_password_response(&response(400, &[], body))
        );
        assert!(!shown.contains("dade"), "{shown}");
        assert!(shown.contains("status: 400"), "{shown}");
    }
}

#[test]
fn an_error_body_is_made_of_the_documented_words() {
    let body = ErrorBody::new(ErrorCode::UpdateOfCredentialsFailed, "oaeX")
        .with_cause("Old password is not correct");
    let expected = serde_json::json!({
        "errorCode": "E0000014",
        "errorSummary": "Update of credentials failed",
        "errorLink": "E0000014",
        "errorId": "oaeX",
        "errorCauses": [{"errorSummary": "Old password is not correct"}],
    });
    assert_eq!(serde_json::to_value(body).unwrap(), expected);
}

#[test]
fn a_cancelled_transaction_may_say_nothing() {
    for body in [r#"{"_embedded":{}}"#, "{}", r#"{"relayState":null}"#] {
        let read = authn::cancel_transaction_response(&response(200, &[JSON], body));
        assert_eq!(read, Ok(authn::CancelledTransaction::default()), "{body}");
    }
}
