//! Every management request of `okta` is held against Okta's OpenAPI document.

use http::Request;
use jose::Jwk;
use okta::authn::RevokeSessions;
use okta::oauth::{ServiceApp, Stamp};
use okta::policies::{
    PolicyId, get_policy_request, list_policies_request, list_policy_rules_request,
};
use okta::users::{
    ChangePassword, ChangeRecoveryQuestion, ForgetDevices, NewRecoveryQuestion, OauthTokens,
    PasswordValue, RecoveryAnswer, SendEmail, SetNewPassword, Strict, UserId, UserUpdate,
    activate_user_request, change_password_request, change_recovery_question_request,
    deactivate_user_request, expire_password_request, expire_password_with_temp_password_request,
    forgot_password_request, forgot_password_set_new_password_request, get_user_request,
    list_user_groups_request, reactivate_user_request, reset_password_request,
    revoke_user_sessions_request, suspend_user_request, unlock_user_request,
    unsuspend_user_request, update_user_request,
};
use okta::{Answer, OrgUrl, Password, Timestamp};
use okta_emulator::seed;
use serde_json::json;

use crate::openapi;
use crate::stage::{NEW_PASSWORD, ORG, PASSWORD};

const LOGIN: &str = "mary@example.com";

type Asked = Request<Vec<u8>>;

pub(crate) fn org() -> OrgUrl {
    ORG.parse().expect("the stage's org has a URL")
}

/// Every request to somebody, in each of its forms.
pub(crate) fn requests(user: &UserId) -> Vec<Asked> {
    let org = &org();
    let mut requests = vec![
        get_user_request(org, user),
        list_user_groups_request(org, user),
        expire_password_request(org, user),
        expire_password_with_temp_password_request(org, user, RevokeSessions::from(true)),
        change_recovery_question_request(org, user, &asked_anew()),
        unlock_user_request(org, user),
        suspend_user_request(org, user),
        unsuspend_user_request(org, user),
    ];
    for mail in [SendEmail::Yes, SendEmail::No] {
        requests.extend([
            activate_user_request(org, user, mail),
            reactivate_user_request(org, user, mail),
            reset_password_request(
                org,
                user,
                mail,
                RevokeSessions::from(mail == SendEmail::Yes),
            ),
            deactivate_user_request(org, user, mail),
            forgot_password_request(org, user, mail),
            forgot_password_set_new_password_request(org, user, &answered(), mail),
        ]);
    }
    for strict in [Strict::Yes, Strict::No] {
        requests.push(change_password_request(org, user, &changed(), strict));
        let update = UserUpdate::password(&Password::new(NEW_PASSWORD));
        requests.push(update_user_request(org, user, &update, strict));
    }
    requests.push(update_user_request(org, user, &renamed(), Strict::No));
    for (tokens, devices) in [
        (OauthTokens::Revoke, ForgetDevices::Yes),
        (OauthTokens::Keep, ForgetDevices::No),
    ] {
        requests.push(revoke_user_sessions_request(org, user, tokens, devices));
    }
    requests
}

fn answered() -> SetNewPassword {
    SetNewPassword {
        password: PasswordValue::of(&Password::new(NEW_PASSWORD)),
        recovery_question: RecoveryAnswer {
            answer: Answer::new(seed::ANSWER),
        },
    }
}

fn changed() -> ChangePassword {
    ChangePassword {
        old_password: PasswordValue::of(&Password::new(PASSWORD)),
        new_password: PasswordValue::of(&Password::new(NEW_PASSWORD)),
        revoke_sessions: RevokeSessions::from(true),
    }
}

fn asked_anew() -> ChangeRecoveryQuestion {
    ChangeRecoveryQuestion {
        password: PasswordValue::of(&Password::new(PASSWORD)),
        recovery_question: NewRecoveryQuestion {
            question: "Which number?".to_owned(),
            answer: Answer::new(seed::ANSWER),
        },
    }
}

fn renamed() -> UserUpdate {
    let mut update = UserUpdate::default();
    update.profile.insert("nickName".to_owned(), json!("Molly"));
    update
}

/// Requests that are about nobody.
fn others() -> Vec<Asked> {
    let policy = PolicyId::new("00p0000000000000000").expect("it is an id");
    let mut requests = vec![
        list_policies_request(&org()),
        get_policy_request(&org(), &policy),
        list_policy_rules_request(&org(), &policy),
    ];
    let key = include_str!("../../../jose/tests/keys/rfc7515-a3-ec.json");
    let key: Jwk = serde_json::from_str(key).expect("it is a key");
    let app = ServiceApp::new(org(), "0oa1", key, &["okta.users.read"]);
    let stamp = Stamp {
        now: Timestamp::from_millis(0),
        jti: "1",
    };
    let assertion = app.client_assertion(&stamp).signed_with(&[0; 64]);
    let assertion = assertion.expect("so long is a signature");
    requests.push(app.token_request(&assertion, None));
    requests
}

#[test]
fn every_request_is_as_documented() {
    let mary = UserId::new(LOGIN).expect("it is a login");
    for request in requests(&mary).into_iter().chain(others()) {
        let complaints = openapi::request_complaints(&request);
        assert!(complaints.is_empty(), "{complaints:#?}");
    }
}

#[test]
fn every_documented_operation_is_asked_for() {
    let mary = UserId::new(LOGIN).expect("it is a login");
    let requests = requests(&mary).into_iter().chain(others());
    let asked: Vec<_> = requests
        .map(|request| openapi::operation_of(&request))
        .collect();
    let known = openapi::operations();
    let forgotten: Vec<_> = known.iter().filter(|name| !asked.contains(name)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
