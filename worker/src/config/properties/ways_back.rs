//! What holds for every address that people say they came from.

use http::Uri;
use proptest::prelude::*;

use super::super::Config;
use super::{needed, read};

/// What the operator lets people go back to, here.
const WAYS: &str = "https://app.example.com https://b.example.com/pay?a=b \
    http://localhost:3000 https://p.example.com:8443 https://bücher.example";
/// Its origins, as browsers write them.
const ORIGINS: [&str; 4] = [
    "https://app.example.com/",
    "http://localhost:3000/",
    "https://p.example.com:8443/",
    "https://xn--bcher-kva.example/",
];
/// Its one whole address.
const ADDRESS: &str = "https://b.example.com/pay?a=b";

/// The same origins in other letters, and where they lead.
const ALLOWED: [(&str, &str); 8] = [
    ("https://app.example.com", ORIGINS[0]),
    ("HTTPS://App.Example.COM", ORIGINS[0]),
    ("https://app.example.com:443", ORIGINS[0]),
    ("http://localhost:3000", ORIGINS[1]),
    ("https://p.example.com:8443", ORIGINS[2]),
    ("https://bücher.example", ORIGINS[3]),
    ("https://BÜCHER.example", ORIGINS[3]),
    ("https://xn--bcher-kva.example", ORIGINS[3]),
];

/// What parsers of addresses disagree about.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "https:", "HTTPS:", "http:", "javascript:", "data:", "blob:https:", "//", "/", "\\", "\\\\", "@",
    ":", "?", "#", ".", "..", "%2f", "%5c", "%40", "%00", "%E3%80%82", ":443", ":8443", ":80", ":0",
    ":65536", "\t", "\n", "\r", "\0", " ", "\u{a0}", "\u{feff}", "\u{ad}", "。", "／", "＠", "ﬀ",
    "\u{200d}", "[::1]", "localhost", "3000", "pay?a=b", "pay?a=c", "user", "user:pass",
];
/// Hosts that are allowed, and others that look like them.
const HOSTS: &[&str] = &[
    "app.example.com",
    "APP.EXAMPLE.COM",
    "app.example.com.",
    "xapp.example.com",
    "evil.example",
    "b.example.com",
    "p.example.com",
    "bücher.example",
    "xn--bcher-kva.example",
    "bu\u{308}cher.example",
    // Cyrillic letters that look the same.
    "\u{430}pp.example.com",
    "app.\u{435}xample.com",
    "example.com",
    "127.0.0.1",
    "0x7f.1",
];

fn config() -> Config {
    let mut given = needed();
    given.insert("RETURN_TO", WAYS.to_owned());
    read(&given).0.expect("good settings")
}

/// Addresses that somebody made to look like those that are allowed.
fn forged() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES).prop_map(str::to_owned),
        prop::sample::select(HOSTS).prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// An origin that is allowed, where it leads, and something behind it.
fn allowed() -> impl Strategy<Value = (&'static str, &'static str, String)> {
    let origin = prop::sample::select(&ALLOWED[..]);
    let path = "(/[a-z0-9._~@:-]{1,8}){0,4}";
    let rest = "(\\?[a-z=&/@:]{0,12})?(#[a-z/]{0,6})?";
    (origin, path, rest)
        .prop_map(|((said, leads), path, rest)| (said, leads, format!("{path}{rest}")))
}

fn any_address() -> impl Strategy<Value = String> {
    prop_oneof![
        forged(),
        any::<String>(),
        (allowed(), forged()).prop_map(|((said, _, rest), forged)| format!("{said}{forged}{rest}")),
        (allowed(), forged()).prop_map(|((said, _, rest), forged)| format!("{forged}{said}{rest}")),
    ]
}

/// Whether a parser that is not the Worker's sees a host that is allowed; nothing, if it sees none.
fn is_known_to_another_parser(url: &str) -> Option<bool> {
    let uri: Uri = url.split('#').next()?.parse().ok()?;
    let mut allowed = ORIGINS.iter().chain([&ADDRESS]);
    let authority = uri.authority()?.as_str();
    Some(allowed.any(|url| url.split('/').nth(2) == Some(authority)))
}

proptest! {
    #[test]
    fn nobody_is_sent_where_the_operator_has_not_said(said in any_address()) {
        let Some(url) = config().return_to(&said) else { return Ok(()) };
        let leads = ORIGINS.iter().any(|origin| url.starts_with(origin)) || url == ADDRESS;
        prop_assert!(leads, "{} from {:?}", url, said);
        // Nothing in it is read in two ways by whoever gets it: a browser, a header, a page.
        prop_assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{}", url);
        let (before, _) = url.split_once(['?', '#']).unwrap_or((&url, ""));
        prop_assert!(!before.contains('\\'), "{}", url);
        prop_assert_ne!(is_known_to_another_parser(&url), Some(false), "{} from {:?}", url, said);
        prop_assert_eq!(config().return_to(&url), Some(url), "it is allowed as it is written");
    }

    #[test]
    fn wherever_the_operator_has_said_people_go_back((said, leads, rest) in allowed()) {
        let url = config().return_to(&format!("{said}{rest}"));
        let url = url.unwrap_or_default();
        prop_assert!(url.starts_with(leads), "{}{}: {}", said, rest, url);
        prop_assert_ne!(is_known_to_another_parser(&url), Some(false));
    }

    #[test]
    fn where_nothing_is_allowed_nobody_is_sent_anywhere(said in any_address()) {
        let nowhere = read(&needed()).0.expect("good settings");
        prop_assert_eq!(nowhere.return_to(&said), None);
    }
}
