//! What journeys ask of recorded answers.

use okta::PasswordRejection;
use okta::idx::{self, Error, IdxResponse, Message, MessageKey, RemediationName};
use serde_json::json;

use crate::{recorded, state_of};

#[test]
fn a_wrong_code_is_a_refusal_that_says_so_and_offers_another_try() {
    let name = "siw-error-401-invalid-otp-passcode";
    let Err(Error::Refused(refused)) = idx::challenge_answer_response(&recorded(name, 401)) else {
        panic!("it is refused");
    };
    assert!(refused.state.says(&MessageKey::PasscodeInvalid));
    let again = RemediationName::ChallengeAuthenticator;
    assert!(refused.state.remediation(&again).is_some());
    assert!(refused.state.resend().is_some());
    let error = Error::Refused(refused);
    let log = "Okta answered 401 api.authn.error.PASSCODE_INVALID \
               (request reqVy8wsvmBQN27h4soUE3ZEnA)";
    assert_eq!(error.to_string(), log);
}

#[test]
fn recovery_is_offered_before_identification_and_after() {
    for name in [
        "siwv3-introspect-default",
        "siw-authenticator-verification-password",
    ] {
        let state = state_of(name, 200);
        let href = state.recover().unwrap().href.as_deref();
        assert_eq!(
            href,
            Some("http://localhost:3000/idp/idx/recover"),
            "{name}"
        );
    }
    assert!(state_of("siwv3-recover-default", 200).recover().is_none());
}

#[test]
fn the_directory_can_refuse_a_new_password() {
    let state = state_of("siw-error-password-reset-failed", 200);
    let text = PasswordRejection::Unknown("Password reset failed.".to_owned());
    assert_eq!(state.password_rejections(), [text]);
}

fn rejected(key: &str, text: &str) -> Vec<PasswordRejection> {
    let message: Message = serde_json::from_value(json!({
        "message": text, "i18n": {"key": key}, "class": "ERROR",
    }))
    .unwrap();
    let messages = vec![message];
    IdxResponse {
        messages,
        ..IdxResponse::default()
    }
    .password_rejections()
}

#[test]
fn a_rejected_password_has_the_same_reasons_as_elsewhere() {
    let rules = "Password requirements were not met. Password requirements: at least 8 \
                 characters. Your password cannot be any of your last 4 passwords.";
    let requirements = "password.passwordRequirementsNotMet";
    assert_eq!(
        rejected(requirements, rules),
        [PasswordRejection::Complexity]
    );
    assert_eq!(
        rejected(requirements, "in another language"),
        [PasswordRejection::Complexity]
    );
    let long = "Password requirements were not met. Password requirements: maximum 72 characters.";
    assert_eq!(rejected(requirements, long), [PasswordRejection::TooLong]);
    assert_eq!(rejected("password.common", ""), [PasswordRejection::Common]);
    assert_eq!(rejected("idx.session.expired", rules), []);
}

#[test]
fn a_message_decides_where_the_status_does_not() {
    let name = "siwv3-identify-error-wrong-password";
    let Err(Error::Refused(refused)) = idx::identify_response(&recorded(name, 200)) else {
        panic!("it is refused");
    };
    assert_eq!(refused.status, 200);
    assert!(refused.state.says(&MessageKey::AuthenticationFailed));
    let at_field = "siw-error-password-reset-failed";
    let read = idx::challenge_answer_response(&recorded(at_field, 200));
    assert!(matches!(read, Err(Error::Refused(_))), "{at_field}");
    let information = "authjs-unknown-user";
    assert!(idx::identify_response(&recorded(information, 200)).is_ok());
}

#[test]
fn an_error_object_is_still_an_error_object() {
    let body = br#"{"errorCode": "E0000020", "errorSummary": "Bad request."}"#.to_vec();
    let response = http::Response::builder().status(400).body(body).unwrap();
    let Err(Error::Okta(error)) = idx::identify_response(&response) else {
        panic!("it is an error object");
    };
    assert_eq!(error.code(), Some(&okta::ErrorCode::BadRequest));
}
