//! Which URLs are an org, and what is wrong with the others.

use okta::{OrgUrl, OrgUrlError as Wrong};

#[test]
fn an_org_is_an_origin() {
    for (text, origin) in [
        ("https://example.okta.com", "https://example.okta.com"),
        ("https://example.okta.com/", "https://example.okta.com"),
        ("HTTPS://Example.Okta.COM", "https://example.okta.com"),
        ("https://id.example.com:8443", "https://id.example.com:8443"),
        ("https://example.okta.com:443", "https://example.okta.com"),
        ("http://localhost:8788", "http://localhost:8788"),
        ("http://127.0.0.1:8788/", "http://127.0.0.1:8788"),
        ("http://[::1]:8788", "http://[::1]:8788"),
        ("http://okta.localhost:80", "http://okta.localhost"),
    ] {
        let parsed: Result<OrgUrl, Wrong> = text.parse();
        assert_eq!(
            parsed.map(|org| org.to_string()).as_deref(),
            Ok(origin),
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_with_an_org_url_has_a_name() {
    let too_long = format!("https://{}.com", "a".repeat(250));
    for (text, wrong) in [
        ("", Wrong::NoScheme),
        ("example.okta.com", Wrong::NoScheme),
        (" https://example.okta.com", Wrong::OtherScheme),
        ("ftp://example.okta.com", Wrong::OtherScheme),
        ("http://example.okta.com", Wrong::NotEncrypted),
        ("http://localhost.example.com", Wrong::NotEncrypted),
        ("http://128.0.0.1", Wrong::NotEncrypted),
        ("https://", Wrong::NoHost),
        ("https:///path", Wrong::NoHost),
        ("https://:443", Wrong::NoHost),
        ("https://{yourOktaDomain}", Wrong::Host),
        ("https://example.okta.com ", Wrong::Host),
        ("https://exämple.com", Wrong::Host),
        ("https://example..com", Wrong::Host),
        ("https://[::1", Wrong::Host),
        (&too_long, Wrong::Host),
        ("https://example.okta.com:", Wrong::Port),
        ("https://example.okta.com:65536", Wrong::Port),
        ("https://example.okta.com:https", Wrong::Port),
        ("https://dade@example.okta.com", Wrong::UserInfo),
        ("https://dade:secret@example.okta.com", Wrong::UserInfo),
        ("https://example.okta.com/oauth2/default", Wrong::Path),
        ("https://example.okta.com//", Wrong::Path),
        ("https://example.okta.com\\", Wrong::Path),
        ("https://example.okta.com?x=y", Wrong::Query),
        ("https://example.okta.com/?x=y", Wrong::Query),
        ("https://example.okta.com#top", Wrong::Fragment),
        ("https://example.okta.com/#top", Wrong::Fragment),
        ("https://example-admin.okta.com", Wrong::AdminConsole),
        (
            "https://example-admin.oktapreview.com/",
            Wrong::AdminConsole,
        ),
    ] {
        assert_eq!(text.parse::<OrgUrl>(), Err(wrong), "{text}");
    }
}

#[test]
fn every_complaint_is_a_sentence_about_the_org_url() {
    let complaints = [
        Wrong::NoScheme,
        Wrong::OtherScheme,
        Wrong::NotEncrypted,
        Wrong::NoHost,
        Wrong::Host,
        Wrong::Port,
        Wrong::UserInfo,
        Wrong::Path,
        Wrong::Query,
        Wrong::Fragment,
        Wrong::AdminConsole,
    ]
    .map(|wrong| wrong.to_string());
    let different: std::collections::BTreeSet<_> = complaints.iter().collect();
    assert_eq!(different.len(), complaints.len());
    assert!(
        complaints
            .iter()
            .all(|text| text.starts_with("the org URL"))
    );
}
