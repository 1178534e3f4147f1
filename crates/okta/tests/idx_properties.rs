//! What holds for every answer of Identity Engine, whatever stands in it.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::idx::{
    self, AuthorizationServer, AuthorizationServerId, Error, IdxResponse, Remediation,
    RemediationName, StateHandle, Step,
};
use okta::{ClientContext, OrgUrl};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// IDX's own names, most of them where they do not belong.
const NAMES: &[&str] = &[
    "version",
    "stateHandle",
    "expiresAt",
    "intent",
    "remediation",
    "messages",
    "type",
    "value",
    "currentAuthenticator",
    "currentAuthenticatorEnrollment",
    "authenticators",
    "name",
    "id",
    "authenticatorEnrollments",
    "recoveryAuthenticator",
    "user",
    "identifier",
    "profile",
    "email",
    "cancel",
    "app",
    "successWithInteractionCode",
    "success",
    "rel",
    "href",
    "method",
    "relatesTo",
    "form",
    "options",
    "label",
    "required",
    "message",
    "i18n",
    "key",
    "params",
    "class",
    "methods",
    "settings",
    "complexity",
    "age",
    "daysToExpiry",
    "poll",
    "resend",
    "recover",
    "refresh",
    "contextualData",
    "enrolledQuestion",
    "questionKey",
    "question",
    "otp",
    "errorCode",
    "anything",
];

const WORDS: &[&str] = &[
    "select-authenticator-authenticate",
    "authenticator",
    "methodType",
    "enrollmentId",
    "id",
    "challenge-authenticator",
    "interaction_code",
    "$.authenticatorEnrollments.value[0]",
    "$.authenticators.value[18446744073709551616]",
    "$.currentAuthenticator",
    "$.",
    "okta_email",
    "password.passwordRequirementsNotMet",
    "password.common",
    "ERROR",
    "LOGIN",
    "1.0.0",
    "2022-03-24T15:10:32.000Z",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(WORDS).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 80, 6, |inner| {
        let name = prop::sample::select(NAMES).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// A recorded answer of which some values are something else.
fn spoilt() -> impl Strategy<Value = Value> {
    let recorded = include_str!("fixtures/idx/siwv3-challenge-password-reset-email-challenge.json");
    let places = prop::collection::vec((any::<prop::sample::Index>(), any_json()), 0..6);
    places.prop_map(move |places| {
        let mut answer: Value = serde_json::from_str(recorded).unwrap();
        for (index, value) in places {
            let pointers = pointers(&answer, "");
            let pointer = index.get(pointers.as_slice());
            *answer.pointer_mut(pointer.as_str()).unwrap() = value;
        }
        answer
    })
}

fn pointers(value: &Value, at: &str) -> Vec<String> {
    let mut found = vec![at.to_owned()];
    let empty = Map::new();
    let fields = value.as_object().unwrap_or(&empty).iter();
    let items = value.as_array().into_iter().flatten().enumerate();
    let items = items.map(|(index, item)| (index.to_string(), item));
    for (name, inner) in fields
        .map(|(name, inner)| (name.clone(), inner))
        .chain(items)
    {
        found.extend(pointers(inner, &format!("{at}/{name}")));
    }
    found
}

/// Asks it everything that a journey asks.
fn ask(state: &IdxResponse) {
    for form in &state.remediations {
        let options = state.options(&form.name);
        assert!(
            options
                .iter()
                .all(|option| !format!("{option:?}").is_empty())
        );
        let _ = (state.remediation(&form.name), form.field("passcode"));
    }
    let _ = state.options(&RemediationName::SelectAuthenticatorAuthenticate);
    let _ = (state.recover(), state.resend(), state.poll());
    let _ = (state.password_policy(), state.interaction_code());
    assert!(state.password_rejections().len() <= state.all_messages().len());
    assert!(!(state.is_complete() && state.is_terminal()));
    if state.is_complete() {
        assert!(state.remediations.is_empty() && !state.reports_error());
    }
    assert!(!format!("{state:?}").is_empty());
}

fn check(json: &Value, status: u16) {
    let body = json.to_string().into_bytes();
    let response = http::Response::builder().status(status).body(body).unwrap();
    let state = match idx::challenge_answer_response(&response) {
        Ok(state) => state,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            match error {
                Error::Refused(refused) => refused.state,
                Error::Okta(_) => return,
            }
        }
    };
    ask(&state);
    let stored = serde_json::to_string(&state).unwrap();
    let restored: IdxResponse = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, state, "{stored}");
}

proptest! {
    #[test]
    fn no_form_leads_away_from_the_org(
        href in r"(https://example\.okta\.com)?[:@/\\?#.a-z0-9-]{0,12}(evil)?\PC{0,10}"
    ) {
        let org: OrgUrl = "https://example.okta.com".parse().unwrap();
        let form: Remediation = serde_json::from_value(json!({"name": "next", "href": href})).unwrap();
        let step = Step::new(&StateHandle::new("02tK"));
        let request = idx::recover_request(&org, &ClientContext::default(), &step);
        let request = idx::follow(request, &org, Some(&form));
        prop_assert_eq!(request.uri().scheme_str(), Some("https"));
        prop_assert_eq!(request.uri().host(), Some("example.okta.com"));
        prop_assert!(matches!(request.uri().port_u16(), None | Some(443)));
    }

    #[test]
    fn any_server_has_its_own_endpoints_or_none(id in r"\PC{0,40}|[a-z.%/\\]{0,4}") {
        let Ok(id) = AuthorizationServerId::new(&id) else { return Ok(()) };
        let path = AuthorizationServer::Custom(id).path();
        prop_assert_eq!(path.split('/').count(), 3, "{}", path);
        prop_assert!(!path.ends_with("/.") && !path.ends_with("/.."), "{}", path);
    }

    #[test]
    fn any_answer_can_be_asked_anything_and_survives_storage(mut json in any_json()) {
        if let Some(object) = json.as_object_mut() {
            object.insert("version".to_owned(), json!("1.0.0"));
        }
        check(&json, 200);
        check(&json, 401);
    }

    #[test]
    fn a_spoilt_answer_is_no_worse(json in spoilt()) {
        check(&json, 200);
    }

    #[test]
    fn any_path_leads_somewhere_or_nowhere(path in "[$.]{0,2}[a-zA-Z]{0,30}(\\.value\\[[0-9]{0,25}\\])?") {
        let state: IdxResponse = serde_json::from_value(json!({
            "version": "1.0.0",
            "authenticators": {"type": "array", "value": [{"id": "aut1"}]},
        })).unwrap();
        let found = state.at(&path).is_some();
        prop_assert_eq!(found, path.ends_with("authenticators.value[0]"));
    }
}
