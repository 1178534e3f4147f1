//! What goes to Okta, byte by byte.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::authn::{self, FactorType, Link, Operation, RevokeSessions};
use okta::{Answer, ClientContext, OrgUrl, Password, RecoveryToken, Request, StateToken};

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
fn every_operation_is_found_at_the_path_of_its_request() {
    let token = state_token();
    let (org, nobody, password) = (org(), nobody(), Password::new("p"));
    let requests = [
        authn::primary_authentication_request(&org, &nobody, "u", &password),
        authn::forgot_password_request(&org, &nobody, "u", FactorType::Email),
        authn::verify_recovery_token_request(&org, &nobody, &RecoveryToken::new("t")),
        authn::answer_recovery_question_request(&org, &nobody, &token, &Answer::new("a")),
        authn::reset_password_request(&org, &nobody, &token, &password, RevokeSessions::No),
        authn::cancel_transaction_request(&org, &nobody, &token),
    ];
    let found = requests.map(|request| Operation::at(request.uri().path()));
    assert_eq!(found, Operation::ALL.map(Some));
    assert_eq!(Operation::at("/api/v1/authn/"), None);
}

#[test]
fn a_request_without_revoke_sessions_reads_as_no() {
    let body = r#"{"stateToken": "00lMJ", "newPassword": "p"}"#;
    let body: authn::ResetPassword = serde_json::from_str(body).unwrap();
    assert_eq!(body.revoke_sessions, RevokeSessions::No);
}

#[test]
fn the_browser_is_described_to_okta() {
    let context = ClientContext {
        user_agent: Some("Mozilla/5.0".to_owned()),
        accept_language: Some("de-CH, en;q=0.5".to_owned()),
        forwarded_for: Some("2001:db8::7".to_owned()),
    };
    let request = authn::cancel_transaction_request(&org(), &context, &state_token());
    assert_eq!(
        headers(&request),
        [
            ("accept", "application/json"),
            ("accept-language", "de-CH, en;q=0.5"),
            ("content-type", "application/json"),
            ("user-agent", "Mozilla/5.0"),
            ("x-forwarded-for", "2001:db8::7"),
        ]
    );
}

#[test]
fn a_description_that_cannot_be_a_header_is_left_out() {
    for bad in [
        "",
        "a\r\nX-Injected: b",
        "nul\0",
        "not an address",
        "1.2.3.4, 5.6.7.8",
    ] {
        let context = ClientContext {
            forwarded_for: Some(bad.to_owned()),
            ..ClientContext::default()
        };
        let request = authn::cancel_transaction_request(&org(), &context, &state_token());
        assert_eq!(headers(&request).len(), 2, "{bad:?}");
    }
    for bad in ["", "a\r\nX-Injected: b", "nul\0"] {
        let context = ClientContext {
            user_agent: Some(bad.to_owned()),
            accept_language: Some(bad.to_owned()),
            ..ClientContext::default()
        };
        let request = authn::cancel_transaction_request(&org(), &context, &state_token());
        assert_eq!(headers(&request).len(), 2, "{bad:?}");
    }
}

fn followed(link: &Link) -> String {
    let request = authn::cancel_transaction_request(&org(), &nobody(), &state_token());
    authn::follow(request, &org(), Some(link)).uri().to_string()
}

#[test]
fn a_link_on_the_orgs_own_origin_is_followed() {
    for own in [
        "https://example.okta.com/api/v2/elsewhere?x=y",
        "https://example.okta.com:443/api/v2/elsewhere",
    ] {
        assert_eq!(followed(&Link::post(Some("next"), own)), own);
    }
    let shouted = Link::post(None, "HTTPS://EXAMPLE.OKTA.COM/api/v2/elsewhere");
    assert!(followed(&shouted).ends_with("/api/v2/elsewhere"));
}

#[test]
fn tokens_go_to_no_other_origin() {
    for foreign in [
        "https://evil.example/api/v1/authn/cancel",
        "https://example.okta.com.evil.example/api/v1/authn/cancel",
        "https://example.okta.com@evil.example/api/v1/authn/cancel",
        "https://example.okta.com:8443/api/v1/authn/cancel",
        "https://example.okta.com\\@evil.example/",
        "http://example.okta.com/api/v1/authn/cancel",
        "//evil.example/api/v1/authn/cancel",
        "/api/v1/authn/elsewhere",
        "https://",
        "",
    ] {
        let link = Link::post(Some("next"), foreign);
        assert_eq!(
            followed(&link),
            "https://example.okta.com/api/v1/authn/cancel",
            "{foreign}"
        );
    }
}

#[test]
fn a_link_that_allows_no_post_is_not_followed() {
    let mut link = Link::post(None, "https://example.okta.com/api/v2/elsewhere");
    link.hints.allow = vec!["GET".to_owned()];
    assert_eq!(
        followed(&link),
        "https://example.okta.com/api/v1/authn/cancel"
    );
    link.hints.allow = vec!["GET".to_owned(), "POST".to_owned()];
    assert_eq!(followed(&link), "https://example.okta.com/api/v2/elsewhere");
}

#[test]
fn a_state_without_links_is_answered_at_the_documented_path() {
    let request = authn::cancel_transaction_request(&org(), &nobody(), &state_token());
    let request = authn::follow(request, &org(), None);
    assert_eq!(
        request.uri(),
        "https://example.okta.com/api/v1/authn/cancel"
    );
}
