//! The requests of the Users API.

use http::Method;
use okta::authn::RevokeSessions;
use okta::users::{
    self, ChangePassword, ChangeRecoveryQuestion, ForgetDevices, NewRecoveryQuestion, OauthTokens,
    PasswordValue, RecoveryAnswer, SendEmail, SetNewPassword, Strict, UserId, UserUpdate,
};
use okta::{
    AccessToken, Answer, ApiToken, ApiTokenError, Credential, CredentialError, Password,
    PathSegmentError, Request, authorize,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::org;

fn user() -> UserId {
    UserId::new("00u1").unwrap()
}

/// Every operation: the request, its method, and its URL behind `/api/v1/users`.
fn operations() -> Vec<(Request, Method, &'static str)> {
    let (org, user) = (org(), user());
    let (post, get) = (Method::POST, Method::GET);
    let (mail, none) = (SendEmail::Yes, SendEmail::No);
    vec![
        (users::get_user_request(&org, &user), get.clone(), "/00u1"),
        (
            users::list_user_groups_request(&org, &user),
            get,
            "/00u1/groups",
        ),
        (
            users::activate_user_request(&org, &user, none),
            post.clone(),
            "/00u1/lifecycle/activate?sendEmail=false",
        ),
        (
            users::reactivate_user_request(&org, &user, mail),
            post.clone(),
            "/00u1/lifecycle/reactivate?sendEmail=true",
        ),
        (
            users::reset_password_request(&org, &user, none, RevokeSessions::Yes),
            post.clone(),
            "/00u1/lifecycle/reset_password?sendEmail=false&revokeSessions=true",
        ),
        (
            users::expire_password_request(&org, &user),
            post.clone(),
            "/00u1/lifecycle/expire_password",
        ),
        (
            users::expire_password_with_temp_password_request(&org, &user, RevokeSessions::No),
            post.clone(),
            "/00u1/lifecycle/expire_password_with_temp_password?revokeSessions=false",
        ),
        (
            users::unlock_user_request(&org, &user),
            post.clone(),
            "/00u1/lifecycle/unlock",
        ),
        (
            users::suspend_user_request(&org, &user),
            post.clone(),
            "/00u1/lifecycle/suspend",
        ),
        (
            users::unsuspend_user_request(&org, &user),
            post.clone(),
            "/00u1/lifecycle/unsuspend",
        ),
        (
            users::deactivate_user_request(&org, &user, none),
            post.clone(),
            "/00u1/lifecycle/deactivate?sendEmail=false",
        ),
        (
            users::forgot_password_request(&org, &user, none),
            post,
            "/00u1/credentials/forgot_password?sendEmail=false",
        ),
        (
            users::revoke_user_sessions_request(
                &org,
                &user,
                OauthTokens::Revoke,
                ForgetDevices::No,
            ),
            Method::DELETE,
            "/00u1/sessions?oauthTokens=true&forgetDevices=false",
        ),
    ]
}

#[test]
fn every_operation_goes_where_it_is_documented_without_a_body() {
    for (request, method, path) in operations() {
        assert_eq!(*request.method(), method, "{path}");
        let url = format!("https://example.okta.com/api/v1/users{path}");
        assert_eq!(request.uri().to_string(), url);
        assert_eq!(request.headers()["accept"], "application/json", "{path}");
        assert_eq!(
            request.headers()["content-type"],
            "application/json",
            "{path}"
        );
        assert_eq!(request.body(), b"", "{path}");
        assert!(!request.headers().contains_key("authorization"), "{path}");
    }
}

#[test]
fn bodies_say_what_is_to_change_and_nothing_else() {
    let json = |request: &Request| serde_json::from_slice::<Value>(request.body()).unwrap();
    let (old, new) = (Password::new("old"), Password::new("new"));

    let update = UserUpdate::password(&new);
    let request = users::update_user_request(&org(), &user(), &update, Strict::Yes);
    assert_eq!(request.uri().query(), Some("strict=true"));
    assert_eq!(
        json(&request),
        json!({"credentials": {"password": {"value": "new"}}})
    );

    let change = ChangePassword {
        old_password: PasswordValue::of(&old),
        new_password: PasswordValue::of(&new),
        revoke_sessions: RevokeSessions::Yes,
    };
    let request = users::change_password_request(&org(), &user(), &change, Strict::No);
    assert_eq!(
        request.uri().path(),
        "/api/v1/users/00u1/credentials/change_password"
    );
    assert_eq!(request.uri().query(), Some("strict=false"));
    let expected = json!({"oldPassword": {"value": "old"}, "newPassword": {"value": "new"},
        "revokeSessions": true});
    assert_eq!(json(&request), expected);

    let set = SetNewPassword {
        password: PasswordValue::of(&new),
        recovery_question: RecoveryAnswer {
            answer: Answer::new("Annie Oakley"),
        },
    };
    let request =
        users::forgot_password_set_new_password_request(&org(), &user(), &set, SendEmail::No);
    let path = "/api/v1/users/00u1/credentials/forgot_password_recovery_question";
    assert_eq!(request.uri().path(), path);
    assert_eq!(request.uri().query(), Some("sendEmail=false"));
    let expected = json!({"password": {"value": "new"},
        "recovery_question": {"answer": "Annie Oakley"}});
    assert_eq!(json(&request), expected);
}

#[test]
fn a_new_question_is_sent_with_the_password_and_nothing_personal_is_printed() {
    let body = ChangeRecoveryQuestion {
        password: PasswordValue::of(&Password::new("hunter2")),
        recovery_question: NewRecoveryQuestion {
            question: "Which cat?".to_owned(),
            answer: Answer::new("Tom"),
        },
    };
    let request = users::change_recovery_question_request(&org(), &user(), &body);
    let path = "/api/v1/users/00u1/credentials/change_recovery_question";
    assert_eq!(request.uri().path(), path);
    let sent: Value = serde_json::from_slice(request.body()).unwrap();
    let expected = json!({"password": {"value": "hunter2"},
        "recovery_question": {"question": "Which cat?", "answer": "Tom"}});
    assert_eq!(sent, expected);
    let update = json!({"profile": {"email": "ada@example.com", "mobilePhone": "555-1"},
        "credentials": {"recovery_question": {"question": "Which cat?", "answer": "Tom"}}});
    let update: UserUpdate = serde_json::from_value(update).unwrap();
    let printed = format!("{body:?} {update:?}");
    for personal in ["hunter2", "cat", "Tom", "ada", "555"] {
        assert!(!printed.contains(personal), "{printed}");
    }
}

#[test]
fn an_api_token_is_shown_and_not_printed() {
    let token: ApiToken = "00secret".parse().unwrap();
    let request = authorize(
        users::get_user_request(&org(), &user()),
        Credential::Ssws(&token),
    )
    .unwrap();
    assert_eq!(request.headers()["authorization"], "SSWS 00secret");
    assert!(!format!("{request:?}").contains("00secret"));
    assert_eq!(format!("{token:?}"), "ApiToken(redacted)");
}

#[test]
fn what_cannot_stand_in_a_header_is_no_api_token() {
    for text in ["00abc\n", " 00abc", "00 abc", "00\u{e4}bc", "00\0bc"] {
        let read = text.parse::<ApiToken>();
        assert_eq!(read, Err(ApiTokenError::Character), "{text:?}");
    }
    assert_eq!("".parse::<ApiToken>(), Err(ApiTokenError::Empty));
    let longest = "x".repeat(ApiToken::MAX_LENGTH);
    assert_eq!(longest.parse::<ApiToken>().unwrap().secret(), longest);
    let too_long = format!("{longest}x").parse::<ApiToken>();
    assert_eq!(too_long, Err(ApiTokenError::TooLong));
}

#[test]
fn no_call_goes_out_without_its_credential() {
    for secret in ["", "line\nbreak", "with space", "\u{e4}"] {
        let token = AccessToken::new(secret);
        let request = users::get_user_request(&org(), &user());
        let refused = authorize(request, Credential::Bearer(&token));
        assert_eq!(refused.unwrap_err(), CredentialError::NotForHeader);
    }
}

#[test]
fn a_name_that_would_lead_elsewhere_is_refused() {
    let refused = [
        ("", PathSegmentError::Empty),
        (".", PathSegmentError::Dots),
        ("..", PathSegmentError::Dots),
        ("me", PathSegmentError::Me),
        ("ME", PathSegmentError::Me),
        ("ada/lovelace", PathSegmentError::Slash),
        ("ada\\lovelace", PathSegmentError::Slash),
    ];
    for (name, why) in refused {
        assert_eq!(UserId::new(name), Err(why), "{name}");
    }
    let long = "é".repeat(200);
    assert!(UserId::new(&long).is_ok());
    assert_eq!(
        UserId::new(&format!("{long}a")),
        Err(PathSegmentError::TooLong)
    );
    assert_eq!(format!("{:?}", user()), "UserId(redacted)");
}

fn unescape(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut unescaped = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            unescaped.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            unescaped.push(byte);
        }
    }
    String::from_utf8(unescaped).unwrap()
}

proptest! {
    #[test]
    fn every_login_is_one_segment_of_the_path(login in r"\PC{1,60}|[a-z.%?#@:/ ]{1,20}") {
        let Ok(user) = UserId::new(&login) else {
            return Ok(());
        };
        let request = users::unlock_user_request(&org(), &user);
        let path = request.uri().path();
        let segments: Vec<_> = path.split('/').collect();
        prop_assert_eq!(segments.len(), 7);
        prop_assert_eq!(&segments[..4], &["", "api", "v1", "users"]);
        prop_assert_eq!(&segments[5..], &["lifecycle", "unlock"]);
        prop_assert_eq!(unescape(segments[4]), login);
        prop_assert_eq!(request.uri().query(), None);
    }
}
