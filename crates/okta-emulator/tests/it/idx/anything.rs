//! Whatever is thrown at Identity Engine: no panic, and an answer that can be read.

use http::{Method, Request, Response};
use okta::idx::{self, Error, IdxResponse, Operation};
use okta_emulator::Switch;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ADA, CLIENT_ID, REDIRECT_URI, seed};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage, request};

/// A path, and the fields of a body; what the transaction has told is filled in later.
type Call = (String, Vec<(&'static str, Value)>);

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => Just(json!("EMAIL")),
        2 => prop::sample::select(vec![ADA, "grace@example.com", "hedy", "nobody"]).prop_map(Value::from),
        3 => prop::sample::select(vec!["CODE", "okra", PASSWORD, NEW_PASSWORD]).prop_map(|word| {
            json!({ "passcode": word })
        }),
        2 => Just(json!({ "questionKey": "custom", "answer": "okra" })),
        3 => prop::sample::select(vec!["email", "sms", "voice", "password", "push"]).prop_map(|method| {
            json!({ "id": "EMAIL", "methodType": method })
        }),
        1 => Just(json!({ "id": "QUESTION" })),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!([{}, 7])),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    let name = prop::sample::select(vec![
        "identifier",
        "credentials",
        "authenticator",
        "rememberMe",
    ]);
    let known = prop::sample::select(Operation::ALL.to_vec());
    let known = known.prop_map(|operation| operation.path().to_owned());
    let path = prop_oneof![20 => known, 1 => "/idp/idx/[a-z%/]{0,12}"];
    (path, prop::collection::vec((name, value()), 0..4))
}

/// What a person does who goes the usual way, so that odd steps come at every stage.
fn usual() -> Vec<Call> {
    let step = |operation: Operation, name, value: Value| {
        (operation.path().to_owned(), vec![(name, value)])
    };
    let mail = json!({ "id": "EMAIL", "methodType": "email" });
    vec![
        step(Operation::Recover, "rememberMe", json!(true)),
        step(
            Operation::Identify,
            "identifier",
            json!("grace@example.com"),
        ),
        step(Operation::Challenge, "authenticator", mail),
        step(
            Operation::ChallengeAnswer,
            "credentials",
            json!({ "passcode": "CODE" }),
        ),
        step(
            Operation::Challenge,
            "authenticator",
            json!({ "id": "QUESTION" }),
        ),
        step(
            Operation::ChallengeAnswer,
            "credentials",
            json!({ "questionKey": "custom", "answer": "okra" }),
        ),
    ]
}

fn walk() -> impl Strategy<Value = Vec<Call>> {
    let odd = prop::collection::vec(call(), 1..8);
    (0..=usual().len(), odd).prop_map(|(steps, odd)| {
        let mut calls = usual();
        calls.truncate(steps);
        calls.extend(odd);
        calls
    })
}

/// The id of an authenticator that the state tells of.
fn id_of(state: &IdxResponse, key: &str) -> String {
    let mut all = state.authenticators.iter();
    let found = all.find(|one| one.key.as_ref().is_some_and(|known| known.as_str() == key));
    found.and_then(|one| one.id.clone()).unwrap_or_default()
}

fn body(stage: &Stage, seen: &IdxResponse, fields: &[(&str, Value)]) -> String {
    let handle = seen
        .state_handle
        .as_ref()
        .map_or("", |handle| handle.secret());
    let mut body = json!({ "stateHandle": handle });
    for (name, value) in fields {
        body[*name] = value.clone();
    }
    let code = stage
        .org
        .outbox()
        .last()
        .and_then(|message| message.code.clone());
    let text = body
        .to_string()
        .replace("\"CODE\"", &format!("\"{}\"", code.unwrap_or_default()));
    let text = text.replace("\"EMAIL\"", &format!("\"{}\"", id_of(seen, "okta_email")));
    text.replace(
        "\"QUESTION\"",
        &format!("\"{}\"", id_of(seen, "security_question")),
    )
}

/// The state, if it is one; else an error object.
fn read(response: &Response<Vec<u8>>) -> Result<Option<IdxResponse>, TestCaseError> {
    prop_assert!(okta::request_id(response).is_some());
    match idx::challenge_answer_response(response) {
        Ok(state) => Ok(Some(state)),
        Err(Error::Refused(refused)) => {
            prop_assert!([400, 401, 403, 429].contains(&refused.status));
            prop_assert!(!refused.state.all_messages().is_empty());
            Ok(Some(refused.state))
        }
        Err(Error::Okta(error)) => {
            prop_assert!(error.code().is_some(), "{error}");
            Ok(None)
        }
    }
}

fn begin(stage: &mut Stage) -> IdxResponse {
    let form = format!(
        "client_id={CLIENT_ID}&scope=openid&state=1&code_challenge=x&code_challenge_method=S256\
         &redirect_uri={REDIRECT_URI}"
    );
    let answer = interact(stage, form.into_bytes());
    let begun = idx::interact_response(&answer).expect("the form is whole");
    let body = json!({ "interactionHandle": begun.interaction_handle.secret() });
    let path = Operation::Introspect.path();
    let request = request(Method::POST, path, body.to_string().into_bytes());
    let answer = stage.answer(&request).response;
    idx::introspect_response(&answer).expect("the handle is fresh")
}

fn posted(path: &str, form: Vec<u8>) -> Request<Vec<u8>> {
    let mut request = request(Method::POST, path, form);
    let kind = http::HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert("content-type", kind);
    request
}

fn interact(stage: &mut Stage, form: Vec<u8>) -> Response<Vec<u8>> {
    let request = posted("/oauth2/default/v1/interact", form);
    stage.answer(&request).response
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_steps_in_any_order_lead_to_answers_that_can_be_read(
        calls in walk(),
        hides in any::<bool>(),
    ) {
        let mut seed = seed();
        seed.policy.recovery.factors.okta_sms = Switch::On;
        seed.switches.enumeration_prevention = if hides { Switch::On } else { Switch::Off };
        let mut stage = Stage::with(seed);
        let mut state = begin(&mut stage);
        for (path, fields) in calls {
            let body = body(&stage, &state, &fields).into_bytes();
            let answer = stage.answer(&request(Method::POST, &path, body)).response;
            if let Some(next) = read(&answer)?.filter(|next| next.state_handle.is_some()) {
                state = next;
            }
        }
    }

    #[test]
    fn any_bytes_are_answered(path in call(), bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let mut stage = Stage::with(seed());
        let answer = stage.answer(&request(Method::POST, &path.0, bytes)).response;
        read(&answer)?;
    }

    #[test]
    fn any_form_is_answered_in_the_words_of_oauth(
        fields in prop::collection::vec((
            prop::sample::select(vec![
                "client_id", "scope", "redirect_uri", "state", "code_challenge", "nonce",
                "code_challenge_method", "recovery_token", "activation_token", "grant_type",
                "interaction_code", "code_verifier", "client_secret",
            ]),
            prop_oneof![
                Just(CLIENT_ID.to_owned()), Just(REDIRECT_URI.to_owned()), Just("S256".to_owned()),
                Just("interaction_code".to_owned()), "[ -~]{0,20}",
            ],
        ), 0..10),
        endpoint in prop::sample::select(vec!["interact", "token"]),
    ) {
        let mut stage = Stage::with(seed());
        let form: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let path = format!("/oauth2/default/v1/{endpoint}");
        let answer = stage.answer(&posted(&path, form.join("&").into_bytes())).response;
        match idx::interact_response(&answer) {
            Ok(_) => prop_assert_eq!(endpoint, "interact"),
            Err(okta::Error::Oauth(error)) => prop_assert!([400, 401].contains(&error.status)),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}
