//! What is sent to Identity Engine, and where.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::authn::RevokeSessions;
use okta::idx::{
    self, Challenge, ChallengeAnswer, Chosen, Credentials, Identify, InteractionHandle, Introspect,
    MethodType, Operation, Passcode, Remediation, StateHandle, Step,
};
use okta::{Answer, ClientContext, OrgUrl, Request};
use serde_json::{Value, json};

const ION: &str = "application/ion+json; okta-version=1.0.0";

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

fn handle() -> StateHandle {
    StateHandle::new("02tK")
}

fn context() -> ClientContext {
    ClientContext {
        user_agent: Some("a browser".to_owned()),
        ..ClientContext::default()
    }
}

#[track_caller]
fn is(request: &Request, operation: Operation, body: &Value) {
    assert_eq!(request.method(), http::Method::POST);
    let url = format!("https://example.okta.com{}", operation.path());
    assert_eq!(request.uri(), url.as_str());
    for (name, value) in [
        ("accept", ION),
        ("content-type", ION),
        ("user-agent", "a browser"),
    ] {
        assert_eq!(request.headers()[name], value);
    }
    let sent: Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(&sent, body);
}

#[test]
fn a_transaction_is_asked_for_by_either_handle() {
    let interaction_handle = InteractionHandle::new("XW54");
    let body = Introspect::Interaction { interaction_handle };
    let request = idx::introspect_request(&org(), &context(), &body);
    is(
        &request,
        Operation::Introspect,
        &json!({ "interactionHandle": "XW54" }),
    );
    let body = Introspect::State {
        state_handle: handle(),
    };
    let request = idx::introspect_request(&org(), &context(), &body);
    is(
        &request,
        Operation::Introspect,
        &json!({ "stateHandle": "02tK" }),
    );
}

#[test]
fn a_person_says_who_they_are_with_a_password_or_without() {
    let body = Identify::new(&handle(), "ada@example.com");
    let request = idx::identify_request(&org(), &context(), &body);
    let expected = json!({ "stateHandle": "02tK", "identifier": "ada@example.com" });
    is(&request, Operation::Identify, &expected);
    let body = body.with_password(Passcode::new("pass"));
    let request = idx::identify_request(&org(), &context(), &body);
    let credentials = json!({ "passcode": "pass" });
    let expected = json!({
        "stateHandle": "02tK", "identifier": "ada@example.com", "credentials": credentials,
    });
    is(&request, Operation::Identify, &expected);
}

type Make = fn(&OrgUrl, &ClientContext, &Step) -> Request;

#[test]
fn steps_that_need_nothing_else_carry_the_handle() {
    let step = Step::new(&handle());
    let steps: [(Operation, Make); 6] = [
        (Operation::Recover, idx::recover_request),
        (Operation::ChallengeResend, idx::challenge_resend_request),
        (Operation::ChallengePoll, idx::challenge_poll_request),
        (Operation::Cancel, idx::cancel_request),
        (Operation::Skip, idx::skip_request),
        (Operation::UnlockAccount, idx::unlock_account_request),
    ];
    for (operation, make) in steps {
        let request = make(&org(), &context(), &step);
        is(&request, operation, &json!({ "stateHandle": "02tK" }));
    }
}

#[test]
fn an_authenticator_is_chosen_to_recover_or_to_unlock() {
    let chosen = Chosen {
        id: "aut1".to_owned(),
        method_type: Some(MethodType::Sms),
        enrollment_id: Some("sms1".to_owned()),
    };
    let authenticator = json!({ "id": "aut1", "methodType": "sms", "enrollmentId": "sms1" });
    let body = Challenge::new(&handle(), chosen);
    let request = idx::challenge_request(&org(), &context(), &body);
    let expected = json!({ "stateHandle": "02tK", "authenticator": authenticator });
    is(&request, Operation::Challenge, &expected);
    let body = body.to_unlock("ada@example.com");
    let request = idx::challenge_request(&org(), &context(), &body);
    let expected = json!({
        "stateHandle": "02tK", "identifier": "ada@example.com", "authenticator": authenticator,
    });
    is(&request, Operation::Challenge, &expected);
}

#[test]
fn a_challenge_is_answered_by_a_code_an_answer_or_a_new_password() {
    for (credentials, expected) in [
        (
            Credentials::passcode(Passcode::new("123456")),
            json!({ "passcode": "123456" }),
        ),
        (
            Credentials::question("custom", Answer::new("okra")),
            json!({ "questionKey": "custom", "answer": "okra" }),
        ),
        (
            Credentials::new_password(Passcode::new("new"), Some(RevokeSessions::Yes)),
            json!({ "passcode": "new", "revokeSessions": true }),
        ),
        (
            Credentials::new_password(Passcode::new("new"), None),
            json!({ "passcode": "new" }),
        ),
    ] {
        let body = ChallengeAnswer::new(&handle(), credentials);
        let request = idx::challenge_answer_request(&org(), &context(), &body);
        let expected = json!({ "stateHandle": "02tK", "credentials": expected });
        is(&request, Operation::ChallengeAnswer, &expected);
    }
}

#[test]
fn an_operation_is_found_by_its_path() {
    for operation in Operation::ALL {
        assert_eq!(Operation::at(operation.path()), Some(*operation));
    }
    assert_eq!(Operation::at("/idp/idx/enroll"), None);
}

#[test]
fn a_form_is_followed_on_the_orgs_own_origin_and_only_by_post() {
    let follow = |href: &str, method: &str| {
        let form: Remediation =
            serde_json::from_value(json!({ "name": "recover", "href": href, "method": method }))
                .unwrap();
        let request = idx::recover_request(&org(), &context(), &Step::new(&handle()));
        let request = idx::follow(request, &org(), Some(&form));
        request.uri().to_string()
    };
    let own = "https://example.okta.com/idp/idx/v2/recover";
    let usual = "https://example.okta.com/idp/idx/recover";
    assert_eq!(follow(own, "POST"), own);
    assert_eq!(follow(own, "GET"), usual);
    assert_eq!(
        follow("https://evil.example/idp/idx/recover", "POST"),
        usual
    );
    assert_eq!(
        follow("https://example.okta.com@evil.example/", "POST"),
        usual
    );
    assert_eq!(follow("", "POST"), usual);
}

#[test]
fn only_the_part_before_the_tilde_names_the_transaction() {
    assert_eq!(StateHandle::new("02.id.abc~c.{state}").id(), "02.id.abc");
    assert_eq!(handle().id(), "02tK");
}
