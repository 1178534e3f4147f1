//! The answers of the Users API.

use okta::users::{
    self, AuthenticationProvider, Credentials, OneTimeLinkError, ProviderType, RecoveryQuestion,
    User, UserActivationToken, UserOperation, UserStatus, one_time_token,
};
use okta::{Defect, Error, OneTimeUrl, RecoveryTokenError, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{ok, response};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// `ExpirePwdResponse` of the OpenAPI document.
fn expired() -> Value {
    let user = "https://example.okta.com/api/v1/users/00ub0oNGTSWTBKOLGLNR";
    json!({
        "id": "00ub0oNGTSWTBKOLGLNR",
        "status": "PASSWORD_EXPIRED",
        "created": "2013-06-24T16:39:18.000Z",
        "activated": "2013-06-24T16:39:19.000Z",
        "statusChanged": "2013-06-24T16:39:19.000Z",
        "lastLogin": "2013-06-24T17:39:19.000Z",
        "lastUpdated": "2013-06-27T16:35:28.000Z",
        "passwordChanged": "2013-06-24T16:39:19.000Z",
        "profile": {
            "firstName": "Isaac", "lastName": "Brock", "email": "isaac.brock@example.com",
            "login": "isaac.brock@example.com", "mobilePhone": "555-415-1337",
        },
        "credentials": credentials(),
        "_links": {
            "resetPassword": {"href": format!("{user}/lifecycle/reset_password")},
            "forgotPassword": {"href": format!("{user}/credentials/forgot_password")},
            "deactivate": {"href": format!("{user}/lifecycle/deactivate")},
        },
    })
}

/// `ChangePwdResponse` of the OpenAPI document.
fn credentials() -> Value {
    json!({
        "password": {},
        "recovery_question": {"question": "Who's a major player in the cowboy scene?"},
        "provider": {"type": "OKTA", "name": "OKTA"},
    })
}

fn read_credentials() -> Credentials {
    Credentials {
        has_password: true,
        emails: Vec::new(),
        recovery_question: Some(RecoveryQuestion {
            question: "Who's a major player in the cowboy scene?".to_owned(),
        }),
        provider: Some(AuthenticationProvider {
            kind: ProviderType::Okta,
            name: "OKTA".to_owned(),
        }),
    }
}

#[test]
fn a_user_is_read_whole() {
    let user = users::expire_password_response(&ok(&expired().to_string())).unwrap();
    assert_eq!(user.id, "00ub0oNGTSWTBKOLGLNR");
    assert_eq!(user.status, UserStatus::PasswordExpired);
    assert_eq!(user.created, Some(time("2013-06-24T16:39:18.000Z")));
    assert_eq!(user.activated, Some(time("2013-06-24T16:39:19.000Z")));
    assert_eq!(user.status_changed, Some(time("2013-06-24T16:39:19.000Z")));
    assert_eq!(user.last_login, Some(time("2013-06-24T17:39:19.000Z")));
    assert_eq!(user.last_updated, Some(time("2013-06-27T16:35:28.000Z")));
    assert_eq!(
        user.password_changed,
        Some(time("2013-06-24T16:39:19.000Z"))
    );
    assert_eq!(user.profile.first_name.as_deref(), Some("Isaac"));
    assert_eq!(user.profile.last_name.as_deref(), Some("Brock"));
    assert_eq!(
        user.profile.login.as_deref(),
        Some("isaac.brock@example.com")
    );
    assert_eq!(
        user.profile.email.as_deref(),
        Some("isaac.brock@example.com")
    );
    assert_eq!(user.profile.mobile_phone.as_deref(), Some("555-415-1337"));
    assert!(user.profile.others.is_empty());
    assert_eq!(user.credentials, read_credentials());
    assert!(user.links.offers(&UserOperation::ForgotPassword));
    assert!(!user.links.offers(&UserOperation::Unlock));
    let offered: Vec<_> = user.links.names().collect();
    assert_eq!(offered, ["deactivate", "forgotPassword", "resetPassword"]);
}

#[test]
fn a_user_is_written_as_it_was_read() {
    let user: User = serde_json::from_value(expired()).unwrap();
    let mut expected = expired();
    expected["profile"]["secondEmail"] = Value::Null;
    assert_eq!(serde_json::to_value(user).unwrap(), expected);
}

/// The credentials are those of a recorded social user; the rest is the least there can be.
#[test]
fn a_user_without_a_password_says_so() {
    let body = r#"{"id":"00u1","status":"active","transitioningToStatus":null,"activated":null,
        "profile":{"login":7,"department":"Engineering","nickName":null},"type":{"id":"oty1"},
        "credentials":{"provider":{"type":"SOCIAL","name":"SOCIAL"}},"_embedded":null,
        "_links":{"self":{"href":"https://a"},"suspend":null,"schema":[1]},"news":1}"#;
    let user = users::get_user_response(&ok(body)).unwrap();
    assert_eq!(user.status, UserStatus::Active);
    assert_eq!(user.transitioning_to_status, None);
    assert!(!user.credentials.has_password);
    assert_eq!(
        user.credentials.provider.unwrap().kind,
        ProviderType::Social
    );
    assert_eq!(user.profile.login, None);
    assert_eq!(user.profile.others["department"], "Engineering");
    assert_eq!(user.user_type.unwrap().id, "oty1");
    assert!(
        !user.links.offers(&UserOperation::Suspend),
        "null is no link"
    );
    assert_eq!(user.links.get("self").unwrap().href, "https://a");
    let null = users::get_user_response(&ok(
        r#"{"id":"1","status":"NEW","credentials":{"password":null}}"#,
    ));
    let null = null.unwrap();
    assert!(!null.credentials.has_password);
    assert_eq!(null.status, UserStatus::Unknown("NEW".to_owned()));
}

#[test]
fn nothing_personal_is_printed() {
    let user: User = serde_json::from_value(expired()).unwrap();
    let printed = format!("{user:?}");
    for personal in ["Isaac", "Brock", "415-1337", "cowboy"] {
        assert!(!printed.contains(personal), "{printed}");
    }
}

#[test]
fn changed_credentials_are_what_the_person_now_has() {
    let body = credentials().to_string();
    assert_eq!(
        users::change_password_response(&ok(&body)),
        Ok(read_credentials())
    );
    let set = users::forgot_password_set_new_password_response(&ok(&body));
    assert_eq!(set, Ok(read_credentials()));
}

/// The first three as recorded in 2025, the others as documented.
#[test]
fn a_one_time_token_is_found_in_every_link() {
    let links = [
        (
            "https://example.okta.com/reset_password/drpwf5himYrnOpIMbDfb",
            "drpwf5himYrnOpIMbDfb",
        ),
        (
            "https://example.okta.com/signin/reset-password/dfptXZax-p-clAEEqPzu",
            "dfptXZax-p-clAEEqPzu",
        ),
        (
            "https://example.okta.com/tokens/XE6wE17zmphl3KqAPFxO/verify",
            "XE6wE17zmphl3KqAPFxO",
        ),
        (
            "https://example.okta.com/welcome/XE6wE17zmphl3KqAPFxO",
            "XE6wE17zmphl3KqAPFxO",
        ),
        (
            "https://id.example.com:8443/a/b/XE6wE17zmphl3KqAPFxO?x=/y#z/w",
            "XE6wE17zmphl3KqAPFxO",
        ),
        ("https://example.okta.com/reset_password/verify", "verify"),
    ];
    for (link, token) in links {
        let found = one_time_token(&OneTimeUrl::new(link)).unwrap();
        assert_eq!(found.secret(), token, "{link}");
    }
    let none = [
        ("https://example.okta.com", RecoveryTokenError::Empty),
        ("https://example.okta.com/", RecoveryTokenError::Empty),
        ("", RecoveryTokenError::Empty),
        (
            "https://example.okta.com/signin/reset-password/",
            RecoveryTokenError::Empty,
        ),
        (
            "https://example.okta.com/tokens//verify",
            RecoveryTokenError::Empty,
        ),
        (
            "https://example.okta.com/reset_password/a%2Fb",
            RecoveryTokenError::Character,
        ),
    ];
    for (link, why) in none {
        assert_eq!(one_time_token(&OneTimeUrl::new(link)), Err(why), "{link}");
    }
}

#[test]
fn a_link_comes_only_when_okta_sends_no_mail() {
    let link = r#"{"resetPasswordUrl":"https://example.okta.com/reset_password/XE6wE17zmphl3KqAPFxO","summary":"x"}"#;
    let readers = [
        users::reset_password_response,
        users::forgot_password_response,
    ];
    for read in readers {
        let url = read(&ok(link)).unwrap().reset_password_url.unwrap();
        assert_eq!(
            one_time_token(&url).unwrap().secret(),
            "XE6wE17zmphl3KqAPFxO"
        );
        assert!(!format!("{url:?}").contains("XE6"));
        assert_eq!(read(&ok("{}")).unwrap().reset_password_url, None);
    }
    let both = r#"{"activationUrl":"https://example.okta.com/welcome/XE6wE17zmphl3KqAPFxO","activationToken":"XE6wE17zmphl3KqAPFxO"}"#;
    for read in [
        users::activate_user_response,
        users::reactivate_user_response,
    ] {
        let read_both = read(&ok(both)).unwrap();
        let token = read_both.activation_token.unwrap();
        let found = one_time_token(&read_both.activation_url.unwrap()).unwrap();
        assert_eq!(found.secret(), token.secret());
        assert_eq!(read(&ok("{}")), Ok(UserActivationToken::default()));
    }
}

#[test]
fn whoever_asked_for_a_link_is_told_when_there_is_none() {
    let none = Err(OneTimeLinkError::NoLink);
    for body in ["{}", r#"{"resetPasswordUrl":null}"#] {
        let read = users::reset_password_response(&ok(body)).unwrap();
        assert_eq!(read.one_time_token(), none);
    }
    let read = users::activate_user_response(&ok("{}")).unwrap();
    assert_eq!(read.one_time_token(), Err(OneTimeLinkError::NoLink));
    let odd = ok(r#"{"resetPasswordUrl":42,"activationUrl":42}"#);
    assert!(users::forgot_password_response(&odd).is_err());
    assert!(users::reactivate_user_response(&odd).is_err());
    let link = r#"{"activationUrl":"https://a/tokens/U1/verify"}"#;
    let read = users::activate_user_response(&ok(link)).unwrap();
    assert_eq!(read.one_time_token().unwrap().secret(), "U1");
    let link = r#"{"resetPasswordUrl":"https://a/signin/reset-password/"}"#;
    let read = users::reset_password_response(&ok(link)).unwrap();
    let why = OneTimeLinkError::NoToken(RecoveryTokenError::Empty);
    assert_eq!(read.one_time_token(), Err(why));
}

#[test]
fn a_temporary_password_is_read_and_not_printed() {
    let read = users::expire_password_with_temp_password_response;
    let temp = read(&ok(r#"{"tempPassword":"C8Fg5dUq4zE8"}"#)).unwrap();
    assert_eq!(temp.temp_password.secret(), "C8Fg5dUq4zE8");
    assert!(!format!("{temp:?}").contains("C8F"));
    assert!(read(&ok("{}")).is_err(), "nobody could sign in");
}

proptest! {
    #[test]
    fn a_token_survives_every_form_of_link(
        token in "[A-Za-z0-9_-]{1,128}",
        host in r"(https?://)?[a-z.-]{1,20}(:[0-9]{1,5})?",
        path in "(/[a-z_-]{1,9}){0,4}",
        rest in r"(\?[a-zA-Z=/&%]{0,20})?(#[a-zA-Z/?]{0,20})?",
    ) {
        for link in [
            format!("{host}{path}/{token}{rest}"),
            format!("{host}{path}/tokens/{token}/verify{rest}"),
        ] {
            let found = one_time_token(&OneTimeUrl::new(link)).unwrap();
            prop_assert_eq!(found.secret(), token.as_str());
        }
    }
}

#[test]
fn an_answer_that_says_nothing_may_have_no_body_but_not_any_body() {
    let readers = [
        users::unlock_user_response,
        users::suspend_user_response,
        users::unsuspend_user_response,
        users::deactivate_user_response,
        users::revoke_user_sessions_response,
    ];
    for read in readers {
        assert_eq!(read(&response(204, &[], "")), Ok(()));
        assert_eq!(read(&ok("{}")), Ok(()));
        assert_eq!(read(&ok(r#"{"anything":1}"#)), Ok(()));
        let defects = [
            ("<html>", Defect::Html),
            ("[]", Defect::WrongShape),
            ("{", Defect::CutOff),
        ];
        for (body, defect) in defects {
            let Err(Error::Unreadable(why)) = read(&ok(body)) else {
                panic!("{body} is no answer");
            };
            assert_eq!(why.why, defect, "{body}");
        }
        let refused = read(&response(403, &[], r#"{"errorCode":"E0000006"}"#));
        assert_eq!(
            refused.unwrap_err().code(),
            Some(&okta::ErrorCode::AccessDenied)
        );
    }
}
