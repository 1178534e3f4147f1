//! How a transaction ends, and what is no end.

use okta::idx::{self, AuthenticatorKey, Error, IdxResponse, Intent, MessageKey, Outcome};
use okta::{Defect, Response};
use serde_json::{Value, json};

use crate::{recorded, state_of};

fn answer(status: u16, body: &Value) -> Response {
    let body = body.to_string().into_bytes();
    http::Response::builder().status(status).body(body).unwrap()
}

fn json_of(name: &str) -> Value {
    serde_json::from_slice(recorded(name, 200).body()).unwrap()
}

/// A recording of which one member is something else.
fn altered(name: &str, member: &str, value: Value) -> Value {
    let mut json = json_of(name);
    json[member] = value;
    json
}

fn outcome(json: &Value) -> Outcome {
    serde_json::from_value::<IdxResponse>(json.clone())
        .unwrap()
        .outcome()
}

/// An end with a code, one with a redirect.
const CODE: &str = "siwv3-challenge-answer-default";
const REDIRECT: &str = "siw-success";

#[test]
fn only_an_end_is_complete_and_only_a_dead_end_is_terminal() {
    let kinds = |name, status| {
        let state = state_of(name, status);
        (state.is_complete(), state.is_terminal())
    };
    assert_eq!(kinds(CODE, 200), (true, false));
    assert_eq!(kinds(REDIRECT, 200), (true, false));
    let changed = "siw-terminal-reset-password-success";
    assert_eq!(kinds(changed, 200), (false, true));
    assert_eq!(kinds("siw-error-403-access-denied", 403), (false, true));
    assert_eq!(kinds("siwv3-recover-default", 200), (false, false));
}

#[test]
fn an_end_says_where_it_leads() {
    let Outcome::InteractionCode(code) = state_of(CODE, 200).outcome() else {
        panic!("it is a code");
    };
    let issue = &json_of(CODE)["successWithInteractionCode"]["value"];
    let mut fields = issue.as_array().unwrap().iter();
    let field = fields.find(|field| field["name"] == "interaction_code");
    assert_eq!(code.secret(), field.unwrap()["value"]);
    let Outcome::Redirect(url) = state_of(REDIRECT, 200).outcome() else {
        panic!("it is a redirect");
    };
    assert_eq!(url.secret(), json_of(REDIRECT)["success"]["href"]);
}

#[test]
fn nothing_is_complete_with_an_error_or_with_something_left_to_do() {
    let message = |class| json!({"type": "array", "value": [{"message": "m", "class": class}]});
    let form = json!({"type": "array", "value": [{"name": "skip"}]});
    for name in [CODE, REDIRECT] {
        let error = altered(name, "messages", message("ERROR"));
        assert_eq!(outcome(&error), Outcome::Terminal, "{name}");
        let error = idx::challenge_answer_response(&answer(200, &error));
        assert!(matches!(error, Err(Error::Refused(_))), "{name}");
        let open = altered(name, "remediation", form.clone());
        assert_eq!(outcome(&open), Outcome::Open, "{name}");
        let told = altered(name, "messages", message("INFO"));
        let told: IdxResponse = serde_json::from_value(told).unwrap();
        assert!(told.is_complete(), "{name}");
    }
}

#[test]
fn nothing_is_complete_without_a_readable_code_or_url() {
    let code =
        |value| json!({"name": "issue", "value": [{"name": "interaction_code", "value": value}]});
    for issue in [
        json!({"name": "issue"}),
        code(json!("")),
        code(json!(7)),
        json!(true),
    ] {
        let json = altered(CODE, "successWithInteractionCode", issue);
        assert_eq!(outcome(&json), Outcome::Terminal, "{json}");
    }
    for href in [
        json!(null),
        json!(""),
        json!("/app"),
        json!("javascript:alert(1)"),
        json!("a b"),
    ] {
        let success = json!({"name": "success-redirect", "href": href});
        let json = altered(REDIRECT, "success", success);
        assert_eq!(outcome(&json), Outcome::Terminal, "{json}");
    }
    let user = json!({"version": "1.0.0", "user": {"type": "object", "value": {"id": "00u1"}}});
    assert_eq!(outcome(&user), Outcome::Terminal);
}

#[test]
fn what_cannot_be_read_of_messages_and_forms_makes_the_answer_unreadable() {
    let name = "siw-error-change-password-not-allowed";
    let spoilt = [
        altered(
            name,
            "messages",
            json!({"type": "array", "value": ["not allowed"]}),
        ),
        altered(name, "messages", json!("not allowed")),
        altered(
            name,
            "messages",
            json!({"type": "array", "value": {"message": "no"}}),
        ),
        altered(name, "messages", json!([["no"]])),
        altered(
            REDIRECT,
            "remediation",
            json!({"type": "array", "value": [{"href": "x"}]}),
        ),
        altered(CODE, "remediation", json!({"type": "array"})),
        altered(CODE, "messages", json!([{"message": "a"}, null])),
    ];
    for json in spoilt {
        for status in [200, 400] {
            let read = idx::challenge_answer_response(&answer(status, &json));
            let Err(Error::Okta(okta::Error::Unreadable(error))) = read else {
                panic!("{status} {json}: {read:?}");
            };
            assert_eq!(error.why, Defect::WrongShape, "{json}");
        }
    }
    for nothing in [
        json!(null),
        json!([]),
        json!({"type": "array", "value": null}),
    ] {
        let json = altered(CODE, "messages", nothing);
        assert!(
            matches!(outcome(&json), Outcome::InteractionCode(_)),
            "{json}"
        );
    }
}

/// As the fact sheet describes it; no recording of it is at hand.
fn sign_in_failed() -> Value {
    json!({
        "version": "1.0.0",
        "stateHandle": "02ndpJjhf6i5X-dmaFIlirW3aopoSOlLEIwFdlbCzp",
        "expiresAt": "2021-07-22T14:17:45.000Z",
        "intent": "CREDENTIAL_RECOVERY",
        "messages": {"type": "array", "value": [{
            "message": "Your password has been updated but there was a problem signing you in.",
            "i18n": {"key": "api.users.auth.error.POST_PASSWORD_UPDATE_AUTH_FAILURE"},
            "class": "ERROR",
        }]},
        "user": {"type": "object", "value": {"id": "00u1rap95IDS7a1TN0g4"}},
    })
}

#[test]
fn a_changed_password_is_told_from_every_other_end() {
    for status in [200, 401, 403] {
        let state = idx::challenge_answer_response(&answer(status, &sign_in_failed())).unwrap();
        assert_eq!(state.intent, Some(Intent::CredentialRecovery));
        assert!(state.password_was_changed(), "{status}");
        assert_eq!(state.outcome(), Outcome::PasswordChanged);
    }
    let completed = state_of("siw-terminal-reset-password-success", 200);
    assert!(completed.password_was_changed());
    assert_eq!(completed.outcome(), Outcome::PasswordChanged);
    for (name, status) in [
        (CODE, 200),
        ("siw-user-account-unlock-success", 200),
        ("siw-error-change-password-not-allowed", 200),
        ("siw-error-403-access-denied", 403),
    ] {
        assert!(!state_of(name, status).password_was_changed(), "{name}");
    }
}

#[test]
fn any_json_with_a_version_is_not_yet_idx() {
    for json in [
        json!({"version": "1.0.0"}),
        json!({"version": "1.0.0", "name": "gateway", "app": {"name": "proxy"}}),
        json!({"version": "1.0.0", "messages": [], "remediation": null}),
        json!({"version": "2.4.1", "stateHandle": "02tK"}),
        json!({"version": "", "messages": [{"message": "down"}]}),
    ] {
        for status in [200, 403, 503] {
            let error = idx::recover_response(&answer(status, &json)).unwrap_err();
            let is_unreadable = matches!(error, Error::Okta(okta::Error::Unreadable(_)));
            assert!(is_unreadable, "{status} {json}");
            assert_eq!(error.sender(), okta::Sender::Unknown, "{status} {json}");
        }
    }
}

#[test]
fn a_limit_says_how_long_to_wait() {
    let limited = |status, name| {
        let mut response = recorded(name, status);
        for (name, value) in [
            ("x-rate-limit-reset", "1446545805"),
            ("date", "Tue, 03 Nov 2015 10:15:57 GMT"),
        ] {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        idx::challenge_poll_response(&response).unwrap_err()
    };
    let wait = Some(std::time::Duration::from_secs(48));
    let polled = "siw-error-429-authenticator-verification-email-polling";
    for (status, name) in [
        (429, polled),
        (403, polled),
        (429, "siw-oauth2-error-recovery-token-invalid"),
    ] {
        let error = limited(status, name);
        assert!(error.is_rate_limited(), "{status} {name}");
        assert_eq!(
            (error.wait(), error.sender()),
            (wait, okta::Sender::Okta),
            "{name}"
        );
    }
    let other = limited(403, "siw-error-403-access-denied");
    assert_eq!((other.is_rate_limited(), other.wait()), (false, None));
    let silent = idx::challenge_poll_response(&recorded(polled, 429)).unwrap_err();
    assert_eq!((silent.is_rate_limited(), silent.wait()), (true, None));
}

#[test]
fn a_password_policy_is_the_password_authenticators() {
    let settings = json!({"complexity": {"minLength": 9}});
    let policy = |key: &AuthenticatorKey, settings: &Value| {
        let state: IdxResponse = serde_json::from_value(json!({
            "version": "1.0.0",
            "currentAuthenticatorEnrollment": {"value": {"key": key, "settings": settings}},
            "recoveryAuthenticator": {"value": {"key": "okta_password", "settings": {"age": {"historyCount": 3}}}},
        }))
        .unwrap();
        let policy = state.password_policy().unwrap();
        (policy.complexity.min_length, policy.age.history_count)
    };
    assert_eq!(policy(&AuthenticatorKey::Password, &settings), (9, 0));
    assert_eq!(policy(&AuthenticatorKey::Phone, &settings), (0, 3));
    assert_eq!(
        policy(&AuthenticatorKey::Password, &json!({"daysToExpiry": 4})),
        (0, 3)
    );
}

#[test]
fn an_end_is_recognised_in_every_recording() {
    let kinds = crate::expected().into_iter().map(|(name, status, lines)| {
        let outcome = state_of(name, status).outcome();
        let has = |start: &str| lines.iter().any(|line| line.starts_with(start));
        let expected = match outcome {
            Outcome::Open => has("do "),
            Outcome::InteractionCode(_) => has("code "),
            Outcome::Redirect(_) => has("goes to "),
            Outcome::PasswordChanged => has(&format!("says {}", MessageKey::RecoveryCompleted)),
            Outcome::Terminal => has("says ") && !has("do "),
        };
        assert!(expected, "{name}");
    });
    assert!(kinds.count() > 60);
}
