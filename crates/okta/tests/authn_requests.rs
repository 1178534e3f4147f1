//! What goes to the Authentication API, byte by byte.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::authn::{self, FactorType, Operation, Options, PhoneFactor, RelayState, RevokeSessions};
use okta::{
    ActivationToken, Answer, ClientContext, OrgUrl, PassCode, Password, RecoveryToken, Request,
    StateToken, Username,
};

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

fn nobody() -> ClientContext {
    ClientContext::default()
}

fn state_token() -> StateToken {
    StateToken::new("00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb")
}

/// Method, URL, headers and body of a request without context.
fn assert_plain(request: &Request, url: &str, body: &str) {
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri().to_string(), url);
    assert_eq!(
        headers(request),
        [
            ("accept", "application/json"),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(std::str::from_utf8(request.body()), Ok(body));
}

fn headers(request: &Request) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    headers.sort_unstable();
    headers
}

#[test]
fn primary_authentication_posts_username_and_password() {
    let password = Password::new("correcthorsebatterystaple");
    assert_plain(
        &authn::primary_authentication_request(
            &org(),
            &nobody(),
            "dade.murphy@example.com",
            &password,
        ),
        "https://example.okta.com/api/v1/authn",
        r#"{"username":"dade.murphy@example.com","password":"correcthorsebatterystaple"}"#,
    );
}

#[test]
fn forgot_password_posts_the_username_and_the_factor() {
    assert_plain(
        &authn::forgot_password_request(
            &org(),
            &nobody(),
            "dade.murphy@example.com",
            FactorType::Email,
        ),
        "https://example.okta.com/api/v1/authn/recovery/password",
        r#"{"username":"dade.murphy@example.com","factorType":"EMAIL"}"#,
    );
}

#[test]
fn verify_recovery_token_posts_the_token_and_no_state_token() {
    assert_plain(
        &authn::verify_recovery_token_request(
            &org(),
            &nobody(),
            &RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM"),
        ),
        "https://example.okta.com/api/v1/authn/recovery/token",
        r#"{"recoveryToken":"VBQ0gwBp5LyJJFdbmWCM"}"#,
    );
}

#[test]
fn answer_recovery_question_posts_the_answer_as_typed() {
    assert_plain(
        &authn::answer_recovery_question_request(
            &org(),
            &nobody(),
            &state_token(),
            &Answer::new("Annie \"Oakley\""),
        ),
        "https://example.okta.com/api/v1/authn/recovery/answer",
        r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb","answer":"Annie \"Oakley\""}"#,
    );
}

#[test]
fn reset_password_says_whether_sessions_end() {
    for (revoke, flag) in [(RevokeSessions::Yes, "true"), (RevokeSessions::No, "false")] {
        let password = Password::new("Grüße, 世界");
        assert_plain(
            &authn::reset_password_request(&org(), &nobody(), &state_token(), &password, revoke),
            "https://example.okta.com/api/v1/authn/credentials/reset_password",
            &[
                r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb","#,
                r#""newPassword":"Grüße, 世界","revokeSessions":"#,
                flag,
                "}",
            ]
            .concat(),
        );
    }
}

#[test]
fn cancel_transaction_posts_the_state_token() {
    assert_plain(
        &authn::cancel_transaction_request(&org(), &nobody(), &state_token()),
        "https://example.okta.com/api/v1/authn/cancel",
        r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb"}"#,
    );
}

#[test]
fn unlock_account_posts_the_username_and_the_factor() {
    assert_plain(
        &authn::unlock_account_request(&org(), &nobody(), "dade", FactorType::Sms),
        "https://example.okta.com/api/v1/authn/recovery/unlock",
        r#"{"username":"dade","factorType":"SMS"}"#,
    );
}

#[test]
fn a_trusted_application_posts_no_factor() {
    assert_plain(
        &authn::trusted_forgot_password_request(&org(), &nobody(), "dade"),
        "https://example.okta.com/api/v1/authn/recovery/password",
        r#"{"username":"dade"}"#,
    );
    assert_plain(
        &authn::trusted_unlock_account_request(&org(), &nobody(), "dade"),
        "https://example.okta.com/api/v1/authn/recovery/unlock",
        r#"{"username":"dade"}"#,
    );
}

#[test]
fn a_factor_stands_in_the_path_as_in_oktas_links() {
    let pass_code = PassCode::new("065786");
    for (factor, word) in [(PhoneFactor::Sms, "SMS"), (PhoneFactor::Call, "CALL")] {
        let (org, nobody, token) = (org(), nobody(), state_token());
        let url = format!("https://example.okta.com/api/v1/authn/recovery/factors/{word}");
        assert_plain(
            &authn::verify_recovery_factor_request(&org, &nobody, factor, &token, &pass_code),
            &format!("{url}/verify"),
            r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb","passCode":"065786"}"#,
        );
        assert_plain(
            &authn::resend_recovery_challenge_request(&org, &nobody, factor, &token),
            &format!("{url}/resend"),
            r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb"}"#,
        );
    }
}

#[test]
fn activation_posts_the_token_and_nothing_else() {
    let token = ActivationToken::new("o7AFoTGE9xjQiHQK6dAa");
    assert_plain(
        &authn::activation_request(&org(), &nobody(), &token),
        "https://example.okta.com/api/v1/authn",
        r#"{"token":"o7AFoTGE9xjQiHQK6dAa"}"#,
    );
}

#[test]
fn change_password_posts_the_old_and_the_new_one() {
    let body = authn::ChangePassword {
        state_token: state_token(),
        old_password: Password::new("old"),
        new_password: Password::new("new"),
        revoke_sessions: RevokeSessions::Yes,
    };
    assert_plain(
        &authn::change_password_request(&org(), &nobody(), &body),
        "https://example.okta.com/api/v1/authn/credentials/change_password",
        &[
            r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb","#,
            r#""oldPassword":"old","newPassword":"new","revokeSessions":true}"#,
        ]
        .concat(),
    );
}

#[test]
fn steps_without_input_post_the_state_token() {
    let (org, nobody, token) = (org(), nobody(), state_token());
    for (request, path) in [
        (authn::transaction_state_request(&org, &nobody, &token), ""),
        (
            authn::previous_state_request(&org, &nobody, &token),
            "/previous",
        ),
        (authn::skip_state_request(&org, &nobody, &token), "/skip"),
    ] {
        assert_plain(
            &request,
            &format!("https://example.okta.com/api/v1/authn{path}"),
            r#"{"stateToken":"00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb"}"#,
        );
    }
}

#[test]
fn options_are_posted_when_they_are_asked_for() {
    let sign_in = authn::PrimaryAuthentication {
        username: Username::new("dade"),
        password: Password::new("p"),
        options: Some(Options {
            warn_before_password_expired: true,
            ..Options::default()
        }),
    };
    assert_plain(
        &authn::primary_authentication_with_options_request(&org(), &nobody(), &sign_in),
        "https://example.okta.com/api/v1/authn",
        r#"{"username":"dade","password":"p","options":{"warnBeforePasswordExpired":true}}"#,
    );
    let exchange = authn::VerifyRecoveryToken {
        recovery_token: RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM"),
        relay_state: Some(RelayState::new("https://app.example")),
        options: Some(Options {
            multi_optional_factor_enroll: true,
            ..Options::default()
        }),
    };
    assert_plain(
        &authn::verify_recovery_token_with_options_request(&org(), &nobody(), &exchange),
        "https://example.okta.com/api/v1/authn/recovery/token",
        &[
            r#"{"recoveryToken":"VBQ0gwBp5LyJJFdbmWCM","relayState":"https://app.example","#,
            r#""options":{"multiOptionalFactorEnroll":true}}"#,
        ]
        .concat(),
    );
    let forgotten = authn::ForgotPassword {
        username: Username::new("dade"),
        factor_type: Some(FactorType::Call),
        relay_state: Some(RelayState::new("https://app.example")),
    };
    assert_plain(
        &authn::forgot_password_with_options_request(&org(), &nobody(), &forgotten),
        "https://example.okta.com/api/v1/authn/recovery/password",
        r#"{"username":"dade","factorType":"CALL","relayState":"https://app.example"}"#,
    );
}

#[test]
fn every_operation_is_found_at_the_path_of_its_request() {
    use PhoneFactor::{Call, Sms};
    let token = state_token();
    let (org, nobody, password) = (org(), nobody(), Password::new("p"));
    let change = authn::ChangePassword {
        state_token: state_token(),
        old_password: Password::new("old"),
        new_password: Password::new("new"),
        revoke_sessions: RevokeSessions::No,
    };
    let verify = |factor| {
        let code = PassCode::new("c");
        authn::verify_recovery_factor_request(&org, &nobody, factor, &token, &code)
    };
    let resend = |factor| authn::resend_recovery_challenge_request(&org, &nobody, factor, &token);
    let requests = [
        authn::primary_authentication_request(&org, &nobody, "u", &password),
        authn::forgot_password_request(&org, &nobody, "u", FactorType::Email),
        authn::unlock_account_request(&org, &nobody, "u", FactorType::Email),
        verify(Sms),
        verify(Call),
        resend(Sms),
        resend(Call),
        authn::verify_recovery_token_request(&org, &nobody, &RecoveryToken::new("t")),
        authn::answer_recovery_question_request(&org, &nobody, &token, &Answer::new("a")),
        authn::reset_password_request(&org, &nobody, &token, &password, RevokeSessions::No),
        authn::change_password_request(&org, &nobody, &change),
        authn::previous_state_request(&org, &nobody, &token),
        authn::skip_state_request(&org, &nobody, &token),
        authn::cancel_transaction_request(&org, &nobody, &token),
    ];
    let found = requests.map(|request| Operation::at(request.uri().path()));
    assert_eq!(found, Operation::ALL.map(Some));
}

#[test]
fn a_factor_in_a_path_is_read_in_any_case_and_nothing_else_is() {
    use PhoneFactor::{Call, Sms};
    let at = |rest: &str| Operation::at(&format!("/api/v1/authn{rest}"));
    for (rest, operation) in [
        (
            "/recovery/factors/sms/verify",
            Operation::VerifyRecoveryFactor(Sms),
        ),
        (
            "/recovery/factors/Call/verify",
            Operation::VerifyRecoveryFactor(Call),
        ),
        (
            "/recovery/factors/sMs/resend",
            Operation::ResendRecoveryChallenge(Sms),
        ),
        (
            "/recovery/factors/call/resend",
            Operation::ResendRecoveryChallenge(Call),
        ),
    ] {
        assert_eq!(at(rest), Some(operation), "{rest}");
    }
    for rest in [
        "/",
        "/Cancel",
        "/recovery/factors/email/verify",
        "/recovery/factors/push/verify",
        "/recovery/factors/abc/resend",
        "/recovery/factors//verify",
        "/recovery/factors/verify",
        "/recovery/factors/SMS/Verify",
        "/recovery/factors/SMS/verify/",
        "/recovery/factors/SMSSMS/verify",
    ] {
        assert_eq!(at(rest), None, "{rest}");
    }
}

#[test]
fn a_request_without_revoke_sessions_reads_as_no() {
    let body = r#"{"stateToken": "00lMJ", "newPassword": "p"}"#;
    let body: authn::ResetPassword = serde_json::from_str(body).unwrap();
    assert_eq!(body.revoke_sessions, RevokeSessions::No);
}
