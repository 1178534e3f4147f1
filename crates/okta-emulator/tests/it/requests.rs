//! What every answer carries, and what is wrong with a request as such.

use http::Method;
use serde_json::json;

use crate::recorded::{recorded, shape};
use crate::stage::{Reply, Stage, request};

fn posted(headers: &[(&'static str, &str)], body: &str) -> Reply {
    posted_to(&mut Stage::new(), headers, body)
}

fn posted_to(stage: &mut Stage, headers: &[(&'static str, &str)], body: &str) -> Reply {
    let mut request = request(Method::POST, "/api/v1/authn", body.as_bytes().to_vec());
    request.headers_mut().clear();
    for (name, value) in headers {
        request
            .headers_mut()
            .insert(*name, value.parse().expect("a header value"));
    }
    stage.send(&request)
}

const SIGN_IN: &str = r#"{"username":"ada@example.com","password":"Correct-Horse-7"}"#;
const JSON: &str = "application/json";

#[test]
fn every_answer_carries_oktas_headers() {
    let mut stage = Stage::new();
    for (number, reply) in [
        stage.forget("ada"),
        stage.exchange("garbage"),
        stage.get("/api/v1/authn/nowhere"),
    ]
    .into_iter()
    .enumerate()
    {
        let header = |name: &str| {
            reply.headers[name]
                .to_str()
                .expect("headers are text")
                .to_owned()
        };
        let request_id = header("x-okta-request-id");
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        assert!(
            request_id.len() == 32 && request_id.bytes().all(is_digit),
            "{request_id}"
        );
        assert_eq!(header("x-rate-limit-limit"), "600");
        assert_eq!(header("x-rate-limit-remaining"), (599 - number).to_string());
        assert_eq!(header("x-rate-limit-reset"), "1900000060");
        assert_eq!(header("date"), "Sun, 17 Mar 2030 17:46:40 GMT");
        assert_eq!(header("cache-control"), "no-cache, no-store");
        assert_eq!(header("content-type"), "application/json");
    }
}

#[test]
fn every_answer_has_a_request_id_of_its_own() {
    let mut stage = Stage::new();
    let first = stage.forget("ada").headers["x-okta-request-id"].clone();
    assert_ne!(first, stage.forget("ada").headers["x-okta-request-id"]);
}

#[test]
fn the_bucket_is_full_again_a_minute_after_its_first_request() {
    let mut stage = Stage::new();
    stage.forget("ada");
    stage.org.advance(59);
    assert_eq!(stage.forget("ada").headers["x-rate-limit-remaining"], "598");
    stage.org.advance(1);
    let reply = stage.forget("ada");
    assert_eq!(reply.headers["x-rate-limit-remaining"], "599");
    assert_eq!(reply.headers["x-rate-limit-reset"], "1900000120");
}

#[test]
fn an_enforced_limit_answers_429_as_recorded() {
    let mut stage = Stage::new();
    stage.org.switches_mut().rate_limits = okta_emulator::RateLimits::all(2);
    stage.org.switches_mut().rate_limit_enforced = okta_emulator::Switch::On;
    assert_eq!(stage.forget("ada").status, 200);
    assert_eq!(stage.forget("ada").status, 200);
    let third = stage.forget("ada");
    assert_eq!(third.error(), (429, "E0000047".to_owned()));
    assert_eq!(
        shape(&third.json()),
        shape(&recorded!("siwunit-ERROR_throttle"))
    );
    assert_eq!(stage.org.outbox().len(), 2);
}

#[test]
fn a_missing_header_is_e0000018() {
    for headers in [&[][..], &[("accept", JSON)], &[("content-type", JSON)]] {
        assert_eq!(
            posted(headers, SIGN_IN).error(),
            (400, "E0000018".to_owned()),
            "{headers:?}"
        );
    }
}

#[test]
fn an_unsupported_header_is_refused_as_the_switches_say() {
    let form = ("content-type", "application/x-www-form-urlencoded");
    let html = [("accept", "text/html"), ("content-type", JSON)];
    let form = [("accept", JSON), form];
    for (switches, headers, status, code) in [
        (json!({}), html, 406, "E0000122"),
        (
            json!({ "unsupported_accept": "E0000149" }),
            html,
            406,
            "E0000149",
        ),
        (
            json!({ "unsupported_accept": "E0000021" }),
            html,
            400,
            "E0000021",
        ),
        (json!({}), form, 400, "E0000021"),
        (
            json!({ "unsupported_content_type": "415" }),
            form,
            415,
            "E0000021",
        ),
    ] {
        let mut stage = Stage::new();
        stage.put("/_emulator/switches", &switches);
        let reply = posted_to(&mut stage, &headers, SIGN_IN);
        assert_eq!(reply.error(), (status, code.to_owned()), "{switches}");
    }
}

#[test]
fn parameters_and_ranges_of_media_types_are_understood() {
    for accept in [
        "*/*",
        "text/html, application/json;q=0.9",
        "Application/JSON",
    ] {
        let headers = [
            ("accept", accept),
            ("content-type", "application/json; charset=utf-8"),
        ];
        assert_eq!(posted(&headers, SIGN_IN).status, 200, "{accept}");
    }
}

#[test]
fn a_body_that_is_no_json_or_of_another_shape_is_e0000003() {
    for body in [
        "",
        "{",
        "[]",
        r#"["ada@example.com","Correct-Horse-7"]"#,
        "\"text\"",
        r#"{"username":"ada"}"#,
        r#"{"username":1,"password":"x"}"#,
    ] {
        let reply = posted(&[("accept", JSON), ("content-type", JSON)], body);
        assert_eq!(reply.error(), (400, "E0000003".to_owned()), "{body}");
    }
}

#[test]
fn a_wrong_method_is_e0000022_and_names_the_right_one() {
    let reply = Stage::new().get("/api/v1/authn/recovery/token");
    assert_eq!(reply.error(), (405, "E0000022".to_owned()));
    assert_eq!(reply.headers["allow"], "POST");
}

#[test]
fn an_unknown_path_is_e0000008() {
    let reply = Stage::new().post("/api/v1/authn/nowhere", &json!({}));
    assert_eq!(reply.error(), (404, "E0000008".to_owned()));
}

#[test]
fn a_credential_that_the_org_does_not_know_is_e0000011() {
    let headers = [
        ("accept", JSON),
        ("content-type", JSON),
        ("authorization", "SSWS 00abc"),
    ];
    assert_eq!(
        posted(&headers, SIGN_IN).error(),
        (401, "E0000011".to_owned())
    );
}

#[test]
fn an_error_has_oktas_five_fields() {
    let error = Stage::new().exchange("garbage").json();
    assert_eq!(
        shape(&error),
        shape(&recorded!("docs-primary-auth-invalid"))
    );
    assert_eq!(error["errorLink"], error["errorCode"]);
    assert!(
        error["errorId"]
            .as_str()
            .is_some_and(|id| id.starts_with("oae"))
    );
}
