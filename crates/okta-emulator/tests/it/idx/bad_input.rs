//! Requests that make no sense.

use http::Method;
use okta::idx::Operation;
use serde_json::json;

use super::{ADA, Browser};
use crate::stage::request;

#[test]
fn a_body_that_cannot_be_read_is_a_bad_request() {
    let mut browser = Browser::new();
    for operation in Operation::ALL {
        for body in ["", "{", "[]", "null", "{}", r#"{"stateHandle": 7}"#] {
            let request = request(Method::POST, operation.path(), body.into());
            let reply = browser.stage.send(&request);
            assert_eq!(reply.status, 400, "{operation:?} {body}");
            assert_eq!(reply.string("/messages/value/0/i18n/key"), "E0000020");
            assert_eq!(reply.string("/version"), "1.0.0");
        }
    }
}

#[test]
fn a_handle_that_nobody_was_given_is_a_session_expired() {
    let mut browser = Browser::new();
    for operation in Operation::ALL {
        let body = json!({ "stateHandle": "02.id.nobody" });
        let reply = browser.stage.post(operation.path(), &body);
        assert_eq!(reply.status, 401, "{operation:?}");
        assert_eq!(
            reply.string("/messages/value/0/i18n/key"),
            "idx.session.expired"
        );
    }
}

#[test]
fn a_step_out_of_order_is_a_bad_request_and_changes_nothing() {
    let mut browser = Browser::new();
    let before = serde_json::to_value(&browser.state).unwrap();
    let handle = browser.handle();
    for (operation, body) in [
        (
            Operation::ChallengeAnswer,
            json!({ "credentials": { "passcode": "123456" } }),
        ),
        (
            Operation::Challenge,
            json!({ "authenticator": { "id": "aut1" } }),
        ),
        (Operation::ChallengeResend, json!({})),
        (Operation::Skip, json!({})),
    ] {
        let mut body = body;
        body["stateHandle"] = handle.secret().into();
        let reply = browser.stage.post(operation.path(), &body);
        assert_eq!(reply.status, 400, "{operation:?}");
    }
    let body = json!({ "stateHandle": handle.secret() });
    let after = browser.stage.post("/idp/idx/introspect", &body).json();
    assert_eq!(after, before);
}

#[test]
fn an_authenticator_that_is_not_offered_is_a_bad_request() {
    let mut browser = Browser::new();
    browser.recover().identify(ADA);
    let handle = browser.handle();
    for authenticator in [
        json!({ "id": "aut1", "methodType": "email" }),
        json!({ "id": browser.offered()[0].id, "methodType": "sms" }),
    ] {
        let body = json!({ "stateHandle": handle.secret(), "authenticator": authenticator });
        assert_eq!(browser.stage.post("/idp/idx/challenge", &body).status, 400);
    }
    assert_eq!(browser.stage.org.outbox().len(), 0);
}

#[test]
fn the_sdk_may_leave_out_the_id_that_it_was_not_told() {
    let mut browser = Browser::new();
    browser.recover().identify(ADA);
    let handle = browser.handle();
    let authenticator = json!({ "methodType": "email" });
    let body = json!({ "stateHandle": handle.secret(), "authenticator": authenticator });
    assert_eq!(browser.stage.post("/idp/idx/challenge", &body).status, 200);
    assert_eq!(browser.stage.org.outbox().len(), 1);
}

#[test]
fn both_media_types_are_taken_and_others_are_not() {
    let mut browser = Browser::new();
    let handle = browser.handle();
    let body = json!({ "stateHandle": handle.secret() });
    let mut status = |content_type: &'static str, accept: &'static str| {
        let body = body.to_string().into_bytes();
        let mut request = request(Method::POST, "/idp/idx/introspect", body);
        request
            .headers_mut()
            .insert("content-type", content_type.parse().unwrap());
        request
            .headers_mut()
            .insert("accept", accept.parse().unwrap());
        browser.stage.send(&request).status
    };
    let ion = "application/ion+json; okta-version=1.0.0";
    assert_eq!(status(ion, ion), 200);
    assert_eq!(
        status("application/json", "application/json; okta-version=1.0.0"),
        200
    );
    assert_eq!(status("application/json", "*/*"), 200);
    assert_eq!(status("text/plain", ion), 400);
    assert_eq!(status(ion, "text/html"), 406);
}

#[test]
fn paths_and_methods_that_there_are_not_are_told() {
    let mut browser = Browser::new();
    let reply = browser.stage.post("/idp/idx/nothing", &json!({}));
    assert_eq!(reply.error(), (404, "E0000008".to_owned()));
    let reply = browser.stage.get("/idp/idx/introspect");
    assert_eq!(reply.error(), (405, "E0000022".to_owned()));
    let reply = browser.stage.post("/login/token/redirect", &json!({}));
    assert_eq!(reply.error(), (405, "E0000022".to_owned()));
}
