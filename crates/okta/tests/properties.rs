//! What holds for every input.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::error::Error;

use okta::authn::{self, FactorType, Link, RevokeSessions};
use okta::{
    ActivationToken, Answer, ClientContext, OrgUrl, Password, RecoveryToken, Response, StateToken,
    Timestamp, idx, oauth, policies, users, well_known,
};
use proptest::prelude::*;
use serde_json::Value;

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

fn service_app() -> oauth::ServiceApp {
    let key = serde_json::from_str(r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#).unwrap();
    oauth::ServiceApp::new(org(), "0oa1", key, &[oauth::scope::USERS_READ])
}

/// What reads one kind of answer: the error, or nothing when it was an answer of that kind.
type Reader = (&'static str, fn(&Response) -> Option<Box<dyn Error>>);

/// Every `…_response` of the crate. One that is missing here is one that may panic.
#[rustfmt::skip]
const READERS: &[Reader] = &[
    ("authn::primary_authentication", |answer| failed(authn::primary_authentication_response(answer))),
    ("authn::activation", |answer| failed(authn::activation_response(answer))),
    ("authn::forgot_password", |answer| failed(authn::forgot_password_response(answer))),
    ("authn::unlock_account", |answer| failed(authn::unlock_account_response(answer))),
    ("authn::verify_recovery_factor", |answer| failed(authn::verify_recovery_factor_response(answer))),
    ("authn::resend_recovery_challenge", |answer| failed(authn::resend_recovery_challenge_response(answer))),
    ("authn::verify_recovery_token", |answer| failed(authn::verify_recovery_token_response(answer))),
    ("authn::answer_recovery_question", |answer| failed(authn::answer_recovery_question_response(answer))),
    ("authn::reset_password", |answer| failed(authn::reset_password_response(answer))),
    ("authn::change_password", |answer| failed(authn::change_password_response(answer))),
    ("authn::transaction_state", |answer| failed(authn::transaction_state_response(answer))),
    ("authn::previous_state", |answer| failed(authn::previous_state_response(answer))),
    ("authn::skip_state", |answer| failed(authn::skip_state_response(answer))),
    ("authn::cancel_transaction", |answer| failed(authn::cancel_transaction_response(answer))),
    ("users::get_user", |answer| failed(users::get_user_response(answer))),
    ("users::update_user", |answer| failed(users::update_user_response(answer))),
    ("users::activate_user", |answer| failed(users::activate_user_response(answer))),
    ("users::reactivate_user", |answer| failed(users::reactivate_user_response(answer))),
    ("users::reset_password", |answer| failed(users::reset_password_response(answer))),
    ("users::expire_password", |answer| failed(users::expire_password_response(answer))),
    ("users::expire_password_with_temp_password", |answer| failed(users::expire_password_with_temp_password_response(answer))),
    ("users::change_recovery_question", |answer| failed(users::change_recovery_question_response(answer))),
    ("users::unlock_user", |answer| failed(users::unlock_user_response(answer))),
    ("users::suspend_user", |answer| failed(users::suspend_user_response(answer))),
    ("users::unsuspend_user", |answer| failed(users::unsuspend_user_response(answer))),
    ("users::deactivate_user", |answer| failed(users::deactivate_user_response(answer))),
    ("users::forgot_password", |answer| failed(users::forgot_password_response(answer))),
    ("users::forgot_password_set_new_password", |answer| failed(users::forgot_password_set_new_password_response(answer))),
    ("users::change_password", |answer| failed(users::change_password_response(answer))),
    ("users::revoke_user_sessions", |answer| failed(users::revoke_user_sessions_response(answer))),
    ("users::list_user_groups", |answer| failed(users::list_user_groups_response(&org(), &"00u1".parse().unwrap(), answer))),
    ("policies::list_policies", |answer| failed(policies::list_policies_response(&org(), answer))),
    ("policies::get_policy", |answer| failed(policies::get_policy_response(answer))),
    ("policies::list_policy_rules", |answer| failed(policies::list_policy_rules_response(answer))),
    ("oauth::token", |answer| failed(oauth::token_response(answer))),
    ("well_known::organization", |answer| failed(well_known::organization_response(answer))),
    ("idx::interact", |answer| failed(idx::interact_response(answer))),
    ("idx::token", |answer| failed(idx::token_response(answer))),
    ("idx::introspect", |answer| failed(idx::introspect_response(answer))),
    ("idx::identify", |answer| failed(idx::identify_response(answer))),
    ("idx::recover", |answer| failed(idx::recover_response(answer))),
    ("idx::challenge", |answer| failed(idx::challenge_response(answer))),
    ("idx::challenge_answer", |answer| failed(idx::challenge_answer_response(answer))),
    ("idx::challenge_resend", |answer| failed(idx::challenge_resend_response(answer))),
    ("idx::challenge_poll", |answer| failed(idx::challenge_poll_response(answer))),
    ("idx::cancel", |answer| failed(idx::cancel_response(answer))),
    ("idx::skip", |answer| failed(idx::skip_response(answer))),
    ("idx::unlock_account", |answer| failed(idx::unlock_account_response(answer))),
];

fn failed<T, E: Error + 'static>(read: Result<T, E>) -> Option<Box<dyn Error>> {
    read.err().map(Into::into)
}

/// Reads it as everything, and says as what it was an answer.
fn read_as_everything(response: &Response) -> Vec<&'static str> {
    let _ = okta::RateLimit::of(response).map(|limit| limit.wait());
    let _ = service_app().token_response(response, Timestamp::from_millis(0));
    let mut answers = Vec::new();
    for (name, read) in READERS {
        let Some(error) = read(response) else {
            answers.push(*name);
            continue;
        };
        assert!(!error.to_string().is_empty(), "{name}");
        if let Some(error) = error.downcast_ref::<okta::Error>() {
            check(error, response, name);
        }
    }
    answers
}

fn check(error: &okta::Error, response: &Response, name: &str) {
    assert_eq!(error.request_id(), okta::request_id(response), "{name}");
    if let okta::Error::Api(error) = error {
        let rejections = okta::password_rejections(error).len();
        assert!(rejections <= error.causes.len() + 1, "{name}");
    }
}

/// A reader that is not in the table would be a hole that nobody sees.
#[test]
fn every_reader_of_the_crate_is_in_the_table() {
    let mut missing = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let directory = entry.unwrap().path();
        if let Ok(source) = std::fs::read_to_string(directory.join("mod.rs")) {
            let module = directory.file_name().unwrap().to_str().unwrap();
            let names = readers_named_in(&source);
            missing.extend(names.map(|name| format!("{module}::{name}")));
        }
    }
    assert!(missing.len() >= READERS.len());
    missing.retain(|name| !READERS.iter().any(|(known, _)| known == name));
    assert_eq!(missing, Vec::<String>::new());
}

/// The `x` of every `x_response` that a module gives out.
fn readers_named_in(source: &str) -> impl Iterator<Item = &str> {
    let code = source.lines().filter(|line| !line.starts_with("//"));
    let words = code.flat_map(|line| line.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()));
    words.filter_map(|word| word.strip_suffix("_response"))
}

fn any_response(body: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Response> {
    let header = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        r#"(Bearer |<https://example.okta.com/|[a-z]{0,4}=|"|[<>;,] ?|error|rel|next|scope){0,12}"#
            .prop_map(String::into_bytes),
        any::<i64>().prop_map(|number| number.to_string().into_bytes()),
    ];
    (100_u16..1000, prop::collection::vec(header, 9), body).prop_map(|(status, headers, body)| {
        let mut response = http::Response::new(body);
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        let names = [
            "x-rate-limit-limit",
            "x-rate-limit-remaining",
            "x-rate-limit-reset",
            "date",
            "x-okta-request-id",
            "server",
            "www-authenticate",
            "dpop-nonce",
            "link",
        ];
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
        "id",
        "type",
        "credentials",
        "password",
        "emails",
        "provider",
        "rules",
        "settings",
        "conditions",
        "recovery",
        "factors",
        "properties",
        "actions",
        "dictionary",
        "error",
        "error_description",
        "access_token",
        "token_type",
        "expires_in",
        "pipeline",
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
        let answers = read_as_everything(&response);
        prop_assert!(answers.is_empty() || response.status().is_success(), "{answers:?}");
    }

    #[test]
    fn an_error_is_one_short_line_of_a_log(
        mut response in any_response(Just(Vec::new())),
        word in "(?s).{0,300}",
        name in prop::sample::select(vec!["errorCode", "error", "status", "message"]),
        header in "[ -~\t]{0,300}",
    ) {
        *response.body_mut() = serde_json::json!({ name: word }).to_string().into_bytes();
        for name in ["x-okta-request-id", "server"] {
            response.headers_mut().insert(name, header.parse().unwrap());
        }
        let challenge = format!("Bearer error=\"{header}\"");
        response.headers_mut().insert("www-authenticate", challenge.parse().unwrap());
        let read = users::get_user_response(&response).err().map(|error| error.to_string());
        let also = oauth::token_response(&response).err().map(|error| error.to_string());
        for line in read.into_iter().chain(also) {
            prop_assert!(line.len() <= 200, "{line}");
            prop_assert!(line.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{line:?}");
        }
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
    fn an_activation_token_survives_the_path_of_a_url_and_a_body(text in "[A-Za-z0-9_-]{1,128}") {
        let url: http::Uri = format!("https://id.example.com/welcome/{text}").parse().unwrap();
        let segment = url.path().rsplit('/').next().unwrap();
        let token: ActivationToken = segment.parse().unwrap();
        let request = authn::activation_request(&org(), &ClientContext::default(), &token);
        let body: authn::Activation = serde_json::from_slice(request.body()).unwrap();
        prop_assert_eq!(body.token.secret(), text);
    }

    #[test]
    fn a_one_time_token_is_safe_in_every_part_of_a_url_or_it_is_none(text: String) {
        let recovery = text.parse::<RecoveryToken>();
        let activation = text.parse::<ActivationToken>();
        prop_assert_eq!(recovery.as_ref().err(), activation.as_ref().err());
        if recovery.is_ok() {
            let url: http::Uri = format!("https://id.example.com/{text}?t={text}").parse().unwrap();
            prop_assert_eq!(url.path().trim_start_matches('/'), &text);
        }
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
