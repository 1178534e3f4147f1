//! What every request carries, and where a link may lead it.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use okta::authn::{self, Link};
use okta::{ClientContext, OrgUrl, Request, StateToken};

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

fn nobody() -> ClientContext {
    ClientContext::default()
}

fn state_token() -> StateToken {
    StateToken::new("00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb")
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
