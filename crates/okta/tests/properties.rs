//! What holds for every input.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::authn::{self, FactorType, Link, RevokeSessions};
use okta::{
    Answer, ClientContext, OrgUrl, Password, RecoveryToken, Response, StateToken, Timestamp,
};
use proptest::prelude::*;
use serde_json::Value;

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

/// Reads it as everything, and says whether any of it was an answer.
fn read_as_everything(response: &Response) -> bool {
    let transactions = [
        authn::primary_authentication_response(response),
        authn::forgot_password_response(response),
        authn::verify_recovery_token_response(response),
        authn::answer_recovery_question_response(response),
        authn::reset_password_response(response),
    ];
    for error in transactions.iter().filter_map(|read| read.as_ref().err()) {
        error.to_string();
        if let okta::Error::Api(error) = error {
            assert!(okta::password_rejections(error).len() <= error.causes.len() + 1);
        }
    }
    let cancelled = authn::cancel_transaction_response(response);
    cancelled.is_ok() || transactions.iter().any(Result::is_ok)
}

fn any_response(body: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Response> {
    let header = prop::collection::vec(any::<u8>(), 0..40);
    (
        100_u16..1000,
        [header.clone(), header.clone(), header],
        body,
    )
        .prop_map(|(status, headers, body)| {
            let mut response = http::Response::new(body);
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            let names = ["x-rate-limit-reset", "date", "x-okta-request-id"];
            for (name, value) in names.into_iter().zip(headers) {
                if let Ok(value) = http::HeaderValue::from_bytes(&value) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        })
}

/// Any JSON, most of it with Okta's own property names in odd places.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("RECOVERY")),
        Just(Value::from("2015-11-03T10:15:57.000Z")),
    ];
    let name = prop::sample::select(vec![
        "status",
        "stateToken",
        "expiresAt",
        "factorType",
        "recoveryType",
        "_embedded",
        "_links",
        "user",
        "policy",
        "complexity",
        "minLength",
        "excludeUsername",
        "excludeAttributes",
        "age",
        "expiration",
        "profile",
        "login",
        "recovery_question",
        "question",
        "next",
        "cancel",
        "href",
        "hints",
        "allow",
        "errorCode",
        "errorSummary",
        "errorCauses",
        "errorCause",
        "errorId",
        "relayState",
        "anything",
    ]);
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8).prop_map(|pairs| {
                Value::Object(
                    pairs
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

proptest! {
    #[test]
    fn reading_any_bytes_does_not_panic(response in any_response(prop::collection::vec(any::<u8>(), 0..200))) {
        read_as_everything(&response);
    }

    #[test]
    fn reading_any_json_does_not_panic(
        response in any_response(any_json().prop_map(|json| json.to_string().into_bytes()))
    ) {
        let is_answer = read_as_everything(&response);
        prop_assert!(!is_answer || response.status().is_success());
    }

    #[test]
    fn what_was_read_survives_storage(mut json in any_json()) {
        if let Some(object) = json.as_object_mut() {
            object.insert("status".to_owned(), Value::from("RECOVERY"));
        }
        let response = http::Response::new(json.to_string().into_bytes());
        if let Ok(transaction) = authn::verify_recovery_token_response(&response) {
            let stored = serde_json::to_vec(&transaction).unwrap();
            let restored = authn::verify_recovery_token_response(&http::Response::new(stored));
            prop_assert_eq!(restored, Ok(transaction));
        }
    }

    #[test]
    fn what_a_person_types_arrives_unchanged(username: String, password: String, answer: String) {
        let (context, token) = (ClientContext::default(), StateToken::new("00lMJ"));
        let request = authn::forgot_password_request(&org(), &context, &username, FactorType::Email);
        let body: authn::ForgotPassword = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body.username.secret(), username);

        let (password, answer) = (Password::new(password), Answer::new(answer));
        let request = authn::answer_recovery_question_request(&org(), &context, &token, &answer);
        let body: authn::AnswerRecoveryQuestion = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body.answer, answer);

        let request = authn::reset_password_request(&org(), &context, &token, &password, RevokeSessions::Yes);
        let body: authn::ResetPassword = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body, authn::ResetPassword {
            state_token: token,
            new_password: password,
            revoke_sessions: RevokeSessions::Yes,
        });
    }

    #[test]
    fn a_recovery_token_survives_the_path_of_a_url_and_a_body(text in "[A-Za-z0-9_-]{1,128}") {
        let url: http::Uri = format!("https://id.example.com/reset_password/{text}").parse().unwrap();
        let segment = url.path().rsplit('/').next().unwrap();
        let token: RecoveryToken = segment.parse().unwrap();
        let request = authn::verify_recovery_token_request(&org(), &ClientContext::default(), &token);
        let body: authn::VerifyRecoveryToken = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body.recovery_token.secret(), text);
    }

    #[test]
    fn any_context_makes_a_request(
        user_agent: Option<String>, accept_language: Option<String>, forwarded_for: Option<String>
    ) {
        let context = ClientContext { user_agent, accept_language, forwarded_for };
        let request = authn::forgot_password_request(&org(), &context, "dade", FactorType::Email);
        prop_assert_eq!(&request.headers()["accept"], "application/json");
    }

    #[test]
    fn every_org_can_be_asked(url in r"https?://[A-Za-z0-9.:\[\]-]{0,280}/?|\PC{0,60}") {
        if let Ok(org) = url.parse::<OrgUrl>() {
            let request = authn::forgot_password_request(&org, &ClientContext::default(), "d", FactorType::Email);
            prop_assert_eq!(request.uri().to_string(), format!("{org}/api/v1/authn/recovery/password"));
        }
    }

    #[test]
    fn no_link_leads_away_from_the_org(
        href in r"(https://example\.okta\.com)?[:@/\\?#.a-z0-9-]{0,12}(evil)?\PC{0,10}"
    ) {
        let token = StateToken::new("00lMJ");
        let request = authn::cancel_transaction_request(&org(), &ClientContext::default(), &token);
        let request = authn::follow(request, &org(), Some(&Link::post(None, href)));
        prop_assert_eq!(request.uri().scheme_str(), Some("https"));
        prop_assert_eq!(request.uri().host(), Some("example.okta.com"));
        prop_assert!(matches!(request.uri().port_u16(), None | Some(443)));
    }

    #[test]
    fn a_time_survives_writing(millis in -62_167_219_200_000_i64..=253_402_300_799_999) {
        let time = Timestamp::from_millis(millis);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
    }

    #[test]
    fn any_time_can_be_written_and_any_text_can_be_tried(millis: i64, text: String) {
        prop_assert_eq!(Timestamp::from_millis(millis).to_string().len(), 24);
        let _ = text.parse::<Timestamp>();
    }
}
