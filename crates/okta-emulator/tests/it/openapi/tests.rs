//! The judge is judged: what it must find, planted, and what it must let pass.

use http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use super::document::{DOCUMENT, Side};
use super::operation::{self, Operation};
use super::{answer_complaints, request_complaints};

const USER: &str = "/api/v1/users/00ub0oNGTSWTBKOLGLNR";

fn answered(method: &Method, path: &str, status: u16, body: &Value) -> Vec<String> {
    let body = if body.is_null() {
        Vec::new()
    } else {
        body.to_string().into_bytes()
    };
    let mut answer = Response::new(body);
    *answer.status_mut() = StatusCode::from_u16(status).expect("a status");
    answer_complaints(method, path, &answer)
}

fn asked(method: Method, path: &str, body: &str) -> Vec<String> {
    let request = Request::builder()
        .method(method)
        .uri(format!("https://org.example{path}"))
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body.as_bytes().to_vec())
        .expect("the request is well-formed");
    request_complaints(&request)
}

fn user() -> Value {
    json!({
        "id": "00ub0oNGTSWTBKOLGLNR", "status": "ACTIVE", "transitioningToStatus": null,
        "created": "2013-06-24T16:39:18.000Z", "activated": null, "lastLogin": null,
        "profile": { "login": "ada@example.com", "email": "ada@example.com", "hobby": "chess" },
        "credentials": { "password": {}, "provider": { "type": "OKTA", "name": "OKTA" } },
        "_links": { "self": { "href": "https://org.example/api/v1/users/00ub0oNGTSWTBKOLGLNR" } },
    })
}

fn error() -> Value {
    json!({
        "errorCode": "E0000007", "errorSummary": "Not found", "errorLink": "E0000007",
        "errorId": "oae1", "errorCauses": [],
    })
}

#[track_caller]
fn found(complaints: &[String], part: &str) {
    let is_found = complaints.iter().any(|complaint| complaint.contains(part));
    assert!(is_found, "«{part}» is not in {complaints:?}");
}

#[test]
fn what_is_documented_passes() {
    let none: [String; 0] = [];
    assert_eq!(answered(&Method::GET, USER, 200, &user()), none);
    assert_eq!(answered(&Method::GET, USER, 404, &error()), none);
    let sessions = format!("{USER}/sessions");
    assert_eq!(
        answered(&Method::DELETE, &sessions, 204, &Value::Null),
        none
    );
    let unlock = format!("{USER}/lifecycle/unlock");
    assert_eq!(answered(&Method::POST, &unlock, 200, &json!({})), none);
}

#[test]
fn a_defect_of_each_kind_is_found_in_an_answer() {
    for (pointer, planted, part) in [
        ("/status", json!("AWAKE"), "/status"),
        ("/status", Value::Null, "/status"),
        ("/created", json!("yesterday"), "/created"),
        ("/profile/email", json!(7), "/profile/email"),
        (
            "/credentials/provider/type",
            json!("MARS"),
            "/credentials/provider/type",
        ),
        (
            "/credentials/password",
            json!({ "value": "secret" }),
            "/credentials/password",
        ),
        ("/_links/self", json!({ "method": "GET" }), "href"),
        ("/id", json!(["00u"]), "/id"),
    ] {
        let mut body = user();
        *body.pointer_mut(pointer).expect("the place is there") = planted;
        found(&answered(&Method::GET, USER, 200, &body), part);
    }
}

#[test]
fn a_property_that_nobody_documented_is_found() {
    for pointer in ["", "/credentials", "/credentials/provider"] {
        let mut body = user();
        body.pointer_mut(pointer).expect("it is there")["lastLogn"] = json!("x");
        found(&answered(&Method::GET, USER, 200, &body), "lastLogn");
    }
}

#[test]
fn a_status_or_a_body_that_does_not_belong_is_found() {
    found(
        &answered(&Method::GET, USER, 201, &user()),
        "201 is not documented",
    );
    let sessions = format!("{USER}/sessions");
    found(
        &answered(&Method::DELETE, &sessions, 204, &json!({})),
        "204",
    );
    let unlock = format!("{USER}/lifecycle/unlock");
    found(&answered(&Method::POST, &unlock, 200, &user()), "200");
    found(&answered(&Method::GET, USER, 404, &Value::Null), "not JSON");
    let mut error = error();
    error["errorCauses"] = json!("none");
    found(&answered(&Method::GET, USER, 401, &error), "/errorCauses");
    found(
        &answered(&Method::GET, "/api/v1/users/a/b/c", 200, &user()),
        "not documented",
    );
}

#[test]
fn policies_are_told_apart_by_their_type() {
    let path = "/api/v1/policies";
    let policy = |kind: &str, length: Value| {
        json!([{
            "id": "00p1", "type": kind, "name": "Default Policy", "status": "ACTIVE",
            "settings": { "password": { "complexity": { "minLength": length } } },
        }])
    };
    let none: [String; 0] = [];
    assert_eq!(
        answered(&Method::GET, path, 200, &policy("PASSWORD", json!(8))),
        none
    );
    found(
        &answered(&Method::GET, path, 200, &policy("PASSWORD", json!("8"))),
        "",
    );
    found(
        &answered(&Method::GET, path, 200, &policy("SIGN_ON", json!(8))),
        "",
    );
}

#[test]
fn a_request_passes_or_is_found_out() {
    let none: [String; 0] = [];
    let reset = format!("{USER}/lifecycle/reset_password");
    assert_eq!(
        asked(Method::POST, &format!("{reset}?sendEmail=false"), ""),
        none
    );
    found(&asked(Method::POST, &reset, ""), "sendEmail is missing");
    found(
        &asked(Method::POST, &format!("{reset}?sendEmail=no"), ""),
        "sendEmail",
    );
    found(
        &asked(Method::POST, &format!("{reset}?sendEmail=true&now=1"), ""),
        "now is unknown",
    );
    found(
        &asked(Method::POST, &format!("{reset}?sendEmail=true"), "{}"),
        "none is documented",
    );
    found(&asked(Method::PATCH, USER, "{}"), "not documented");

    let change = format!("{USER}/credentials/change_password");
    let body = r#"{"oldPassword":{"value":"a"},"newPassword":{"value":"b"},"revokeSessions":true}"#;
    assert_eq!(asked(Method::POST, &change, body), none);
    found(&asked(Method::POST, &change, ""), "missing");
    found(
        &asked(Method::POST, &change, r#"{"oldPassword":"a"}"#),
        "/oldPassword",
    );
    found(
        &asked(Method::POST, &change, r#"{"old":{"value":"a"}}"#),
        "old",
    );
}

#[test]
fn only_the_org_writes_what_is_read_only() {
    found(
        &asked(
            Method::POST,
            USER,
            r#"{"credentials":{"provider":{"type":"OKTA"}},"id":"x"}"#,
        ),
        "id",
    );
}

#[test]
fn the_document_has_the_operations_that_a_reset_needs() {
    let names = Operation::names();
    for name in [
        "getUser",
        "resetPassword",
        "forgotPassword",
        "listPolicies",
        "getPolicy",
        "listPolicyRules",
        "token",
    ] {
        assert!(names.iter().any(|known| known == name), "{name} is missing");
    }
}

/// The document's own examples that break its own schemas: the name, and how.
const BROKEN_EXAMPLES: [(&str, &str); 5] = [
    (
        "listPolicies password",
        "placeholders for values, a null counter",
    ),
    ("listPolicies passwordWithBreachedProtection", "the same"),
    ("getPolicy password", "the same"),
    ("getPolicy passwordWithBreachedProtection", "the same"),
    (
        "resetPassword Reset password without sending email response",
        "a summary inside the value",
    ),
];

#[test]
fn the_documents_own_examples_pass() {
    let mut seen = 0;
    for (name, schema, example) in operation::examples() {
        let complaints = DOCUMENT.value_complaints(Side::Answer, schema, example);
        let is_broken = BROKEN_EXAMPLES.iter().any(|(known, _)| name == *known);
        assert_eq!(is_broken, !complaints.is_empty(), "{name}: {complaints:#?}");
        seen += 1;
    }
    assert!(seen > 5, "{seen} examples");
}
