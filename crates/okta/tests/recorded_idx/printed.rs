//! What stays out of logs.

use okta::idx::{self, Error};
use serde_json::Value;

use crate::{OAUTH, expected, recorded, state_of};

/// Every state handle, code, handle, token, and value of `stateToken=` that stands in it.
fn secrets(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let named = object.get("name").and_then(Value::as_str);
            for (name, inner) in object {
                let name = if name == "value" {
                    named
                } else {
                    Some(name.as_str())
                };
                let is_secret = name.is_some_and(is_secret);
                found.extend(inner.as_str().filter(|_| is_secret).map(str::to_owned));
                secrets(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| secrets(item, found)),
        Value::String(text) => {
            let tokens = text.split("stateToken=").skip(1);
            found.extend(tokens.filter_map(|rest| Some(rest.split('&').next()?.to_owned())));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_secret(name: &str) -> bool {
    const NAMES: [&str; 6] = [
        "stateHandle",
        "interaction_code",
        "interactionCode",
        "interaction_handle",
        "access_token",
        "id_token",
    ];
    NAMES.contains(&name)
}

fn secrets_of(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    secrets(
        &serde_json::from_slice(recorded(name, 200).body()).unwrap(),
        &mut found,
    );
    found.retain(|secret| !secret.is_empty());
    found
}

#[test]
fn no_recorded_answer_prints_what_opens_a_transaction() {
    let mut most = 0;
    for (name, status, _) in expected() {
        let secrets = secrets_of(name);
        let state = state_of(name, status);
        let read = idx::challenge_answer_response(&recorded(name, 400));
        let printed = [
            format!("{state:?}"),
            format!("{:?}", state.outcome()),
            format!("{read:?}"),
        ];
        for (secret, text) in secrets
            .iter()
            .flat_map(|one| printed.iter().map(move |text| (one, text)))
        {
            assert!(
                !text.contains(secret.as_str()),
                "{name}: {secret} in {text}"
            );
        }
        most = most.max(secrets.len());
    }
    assert!(most > 3, "there are secrets in the recordings");
    assert_eq!(
        secrets_of("siw-success").last().unwrap(),
        "mockedStateToken123"
    );
}

#[test]
fn neither_end_of_a_transaction_prints_a_handle_or_a_token() {
    for name in OAUTH {
        let printed = [
            format!("{:?}", idx::interact_response(&recorded(name, 200))),
            format!("{:?}", idx::token_response(&recorded(name, 200))),
        ];
        for secret in secrets_of(name) {
            assert!(!printed.concat().contains(&secret), "{name}: {printed:?}");
        }
    }
}

#[test]
fn nothing_personal_is_printed() {
    let name = "siwv3-identify-authenticator-verification-data-with-email";
    let state = state_of(name, 200);
    let printed = format!("{state:?}");
    let user = state.user.as_ref().unwrap().identifier.as_ref().unwrap();
    assert!(!printed.contains(user.secret()), "{printed}");
}

#[test]
fn an_error_prints_words_only_and_not_too_many() {
    let message = |key: &str| serde_json::json!({"class": "ERROR", "i18n": {"key": key}});
    let print = |keys: &[&str], id: &str| {
        let messages: Vec<Value> = keys.iter().map(|key| message(key)).collect();
        let body = serde_json::json!({"version": "1.0.0", "messages": {"value": messages}});
        let response = http::Response::builder().status(400);
        let response = response.header("x-okta-request-id", id);
        let response = response.body(body.to_string().into_bytes()).unwrap();
        let error = idx::recover_response(&response).unwrap_err();
        assert!(matches!(error, Error::Refused(_)));
        error.to_string()
    };
    assert_eq!(
        print(&["idx.session.expired", "ada@example.com\nOK"], "req one"),
        "Okta answered 400 idx.session.expired (not a word) (request (not a word))"
    );
    let many = print(&["again"; 1000], "req1");
    assert_eq!(many.matches("again").count(), 8, "{many}");
}
