//! Calls with the seed's API token.

use http::{HeaderValue, Method};
use okta_emulator::seed::API_TOKEN;
use serde_json::{Value, json};

use crate::stage::{PASSWORD, Reply, Stage, request};

const OTHER: &str = "Another-Staple-9";

/// Any call with the API token.
pub(crate) fn call(stage: &mut Stage, method: Method, path: &str, body: &Value) -> Reply {
    let body = if body.is_null() {
        Vec::new()
    } else {
        body.to_string().into_bytes()
    };
    let mut request = request(method, path, body);
    let credential = HeaderValue::try_from(format!("SSWS {API_TOKEN}"));
    let credential = credential.expect("the token is letters");
    request.headers_mut().insert("authorization", credential);
    stage.send(&request)
}

pub(crate) fn get(stage: &mut Stage, path: &str) -> Reply {
    call(stage, Method::GET, path, &Value::Null)
}

pub(crate) fn post(stage: &mut Stage, path: &str, body: &Value) -> Reply {
    call(stage, Method::POST, path, body)
}

/// An operation without a body.
pub(crate) fn act(stage: &mut Stage, user: &str, operation: &str) -> Reply {
    post(
        stage,
        &format!("/api/v1/users/{user}/{operation}"),
        &Value::Null,
    )
}

/// Makes somebody in a status, with a password and a recovery question; gives the id.
pub(crate) fn somebody(stage: &mut Stage, status: &str) -> String {
    let made = stage.post(
        "/_emulator/users",
        &json!({
            "profile": {"login": "mary@example.com", "firstName": "Mary", "lastName": "Ellis"},
            "credentials": {
                "password": {"value": PASSWORD},
                "recovery_question": {"question": "Which food?", "answer": "okra"},
            },
            "status": status,
        }),
    );
    made.string("/id")
}

/// The same, without a password.
pub(crate) fn somebody_bare(stage: &mut Stage, status: &str) -> String {
    let body = json!({
        "profile": {"login": "mary@example.com", "firstName": "Mary", "lastName": "Ellis"},
        "credentials": {"provider": {"type": "OKTA"}},
        "status": status,
    });
    stage.post("/_emulator/users", &body).string("/id")
}

/// Suspends, locks or deactivates somebody who is active or must change the password.
pub(crate) fn bar(stage: &mut Stage, login: &str, status: &str) {
    match status {
        "LOCKED_OUT" => (0..10).for_each(|_| drop(stage.sign_in(login, "wrong"))),
        "DEPROVISIONED" => drop(act(stage, login, "lifecycle/deactivate")),
        _ => {
            // Nobody but the active can be suspended.
            let id = stage.org.user(login).expect("the person exists")["id"].clone();
            let id = id.as_str().expect("an id is a word");
            let change =
                json!({"oldPassword": {"value": PASSWORD}, "newPassword": {"value": OTHER}});
            if stage.status_of(login) == "PASSWORD_EXPIRED" {
                post(
                    stage,
                    &format!("/api/v1/users/{id}/credentials/change_password"),
                    &change,
                );
                let back = json!({"credentials": {"password": {"value": PASSWORD}}});
                post(stage, &format!("/api/v1/users/{id}"), &back);
            }
            act(stage, login, "lifecycle/suspend");
        }
    }
    assert_eq!(stage.status_of(login), status);
}
