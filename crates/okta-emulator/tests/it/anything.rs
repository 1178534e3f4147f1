//! Whatever is thrown at the Authentication API: no panic, Okta's headers, and either an error
//! object of Okta or a transaction that can be read.

use http::{HeaderName, HeaderValue, Method, Request};
use okta::authn::{self, Operation};
use okta_emulator::{Engine, Switch};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::stage::{ORG, PASSWORD, Stage};

fn method() -> impl Strategy<Value = Method> {
    let odd = "[A-Z]{1,8}".prop_map(|word| word.parse().unwrap_or(Method::PATCH));
    prop_oneof![8 => Just(Method::POST), 1 => Just(Method::GET), 1 => odd]
}

fn path() -> impl Strategy<Value = String> {
    let known = prop::sample::select(Operation::ALL.to_vec());
    let known = known.prop_map(|operation| operation.path().to_owned());
    let near =
        "(/recovery|/factors|/sms|/CALL|/verify|/resend|/credentials|/token|/[a-z%0-9]{0,6}){0,5}";
    prop_oneof![8 => known, 2 => near.prop_map(|rest| format!("/api/v1/authn{rest}"))]
}

fn header(usual: &'static str) -> impl Strategy<Value = Option<HeaderValue>> {
    let odd = prop::collection::vec(any::<u8>(), 0..30)
        .prop_map(|bytes| HeaderValue::from_bytes(&bytes).ok());
    prop_oneof![8 => Just(Some(HeaderValue::from_static(usual))), 1 => Just(None), 1 => odd]
}

/// Bodies of which every field is one that some operation reads; tokens are filled in later.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        4 => Just(json!("STATE")),
        4 => Just(json!("RECOVERY")),
        2 => prop::sample::select(vec!["ada@example.com", "grace", "hedy", "locked@example.com"]).prop_map(Value::from),
        2 => prop::sample::select(vec!["EMAIL", "sms", "Call", "okra", PASSWORD]).prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!([{}])),
        1 => Just(json!({ "warnBeforePasswordExpired": true })),
    ];
    let name = prop::sample::select(vec![
        "username",
        "password",
        "factorType",
        "stateToken",
        "recoveryToken",
        "token",
        "answer",
        "passCode",
        "newPassword",
        "oldPassword",
        "revokeSessions",
        "relayState",
        "options",
    ]);
    let object = prop::collection::vec((name, value), 0..6).prop_map(|fields| {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Value::Object(fields.collect()).to_string().into_bytes()
    });
    prop_oneof![
        8 => object,
        1 => prop::collection::vec(any::<u8>(), 0..60),
        1 => "[\\[{\"a-z:,}\\]]{0,30}".prop_map(String::into_bytes),
    ]
}

fn request() -> impl Strategy<Value = Request<Vec<u8>>> {
    let json = "application/json";
    let headers = (header(json), header(json));
    (method(), path(), headers, body()).prop_map(|(method, path, (accept, kind), body)| {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = format!("{ORG}{path}").parse().unwrap_or_default();
        let named = [("accept", accept), ("content-type", kind)];
        for (name, value) in named {
            if let Some(value) = value {
                request
                    .headers_mut()
                    .insert(HeaderName::from_static(name), value);
            }
        }
        request
    })
}

/// Puts the tokens that the org has given out into a body.
fn with_tokens(body: &[u8], state: &str, recovery: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let text = text.replace("\"STATE\"", &format!("\"{state}\""));
    text.replace("\"RECOVERY\"", &format!("\"{recovery}\""))
        .into_bytes()
}

fn check(stage: &mut Stage, request: &Request<Vec<u8>>) -> Result<String, TestCaseError> {
    let answer = stage.answer(request).response;
    let limit = okta::RateLimit::of(&answer);
    prop_assert!(limit.is_some_and(|limit| limit.wait().is_some()));
    prop_assert!(okta::request_id(&answer).is_some());
    prop_assert_eq!(
        answer.headers()["content-type"].to_str().ok(),
        Some("application/json")
    );
    match authn::verify_recovery_token_response(&answer) {
        Ok(transaction) => {
            let token = transaction.state_token;
            return Ok(token.map_or_else(String::new, |token| token.secret().to_owned()));
        }
        Err(okta::Error::Api(error)) => {
            prop_assert_eq!(error.status, error.code.status());
            prop_assert!(error.error_id.is_some_and(|id| id.starts_with("oae")));
        }
        Err(okta::Error::RateLimited(error)) => prop_assert!(error.code.is_some()),
        Err(okta::Error::Oauth(error)) => prop_assert!(false, "{:?}", error),
        // What is left of a cancelled transaction is no transaction.
        Err(okta::Error::Unreadable(_)) => {
            prop_assert!(authn::cancel_transaction_response(&answer).is_ok());
            prop_assert_eq!(request.uri().path(), authn::CANCEL_TRANSACTION_PATH);
        }
    }
    Ok(String::new())
}

fn stage(engine: Engine) -> Stage {
    let mut stage = Stage::new();
    let policy = stage.org.policy_mut();
    policy.recovery.factors.okta_sms = Switch::On;
    (policy.age.max_age_days, policy.age.expire_warn_days) = (31, 5);
    let switches = stage.org.switches_mut();
    switches.engine = engine;
    switches.code_limit_at_start = Switch::Off;
    stage
}

proptest! {
    #[test]
    fn any_requests_in_any_order_are_answered_as_okta_would(
        requests in prop::collection::vec((request(), 0_u64..400), 1..20),
        engine in prop::sample::select(vec![Engine::Classic, Engine::IdentityEngine]),
    ) {
        let mut stage = stage(engine);
        let mut state = stage.state_token("ada@example.com");
        let recovery = stage.recovery_token("grace@example.com");
        for (mut request, seconds) in requests {
            let body = with_tokens(request.body(), &state, &recovery);
            *request.body_mut() = body;
            let token = check(&mut stage, &request)?;
            if !token.is_empty() {
                state = token;
            }
            stage.org.advance(seconds);
        }
    }
}
