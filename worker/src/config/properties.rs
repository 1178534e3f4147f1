//! What holds for every setting.

mod ways_back;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::tests::GOOD;
use super::variables::{Variable, Variables};
use super::{Config, ConfigError};

/// Every setting, with values that make sense of it.
#[rustfmt::skip]
const SETTINGS: &[(&str, &[&str])] = &[
    ("OKTA_ORG_URL", &["https://example.okta.com", "http://127.0.0.1:8788"]),
    ("PUBLIC_URL", &["https://id.example.com/", "http://localhost:8787"]),
    ("OKTA_ENGINE", &["classic", "identity-engine"]),
    ("CHANNELS", &["email", "sms call email"]),
    ("OKTA_APP_CLIENT_ID", &["0oa1"]),
    ("OKTA_ISSUER", &["https://example.okta.com/oauth2/default"]),
    ("OKTA_APP_REDIRECT_URI", &["https://id.example.com/signed_in"]),
    ("DELIVERY", &["okta", "own"]),
    ("CODE_LIFETIME", &["1", "60"]),
    ("UNLOCK", &["true", "false"]),
    ("NOTIFY_UNKNOWN", &["true"]),
    ("NOTIFY_BLOCKED", &["true"]),
    ("OKTA_CLIENT_ID", &["0oa2"]),
    ("OKTA_PRIVATE_KEY", &[include_str!("../../../crates/jose/tests/keys/rfc7515-a2-rsa.json")]),
    ("OKTA_API_TOKEN", &["00zzsecret-one"]),
    ("OKTA_API_TOKEN_NEXT", &["00zzsecret-two"]),
    ("MAIL_FROM", &["Example <no-reply@example.com>"]),
    ("MAILER", &["resend", "cloudflare"]),
    ("RESEND_API_KEY", &["re_zzsecret"]),
    ("RESEND_URL", &["http://127.0.0.1:8788/resend"]),
    ("OPERATOR_MAIL", &["security@example.com"]),
    ("LINK_LIFETIME", &["5", "1440"]),
    ("MAILS_PER_HOUR", &["1", "1000"]),
    ("MAILS_PER_DAY", &["1", "1000"]),
    ("OKTA_CALLS_PER_MINUTE", &["20", "100000"]),
    ("ADDRESS_KEY", &["zzsecret-zzsecret-zzsecret-zzsecret"]),
    ("LOG_KEY", &["zzsecret-zzsecret-zzsecret-zzsecret"]),
    ("BREACH_CHECK", &["off", "warn", "refuse"]),
    ("BREACH_CHECK_DOWN", &["accept", "refuse"]),
    ("BREACH_CHECK_URL", &["https://pwned.example.com"]),
    ("TURNSTILE", &["off", "always", "under-pressure"]),
    ("TURNSTILE_FROM", &["60"]),
    ("TURNSTILE_SITE_KEY", &["1x00000000000000000000AA"]),
    ("TURNSTILE_SECRET_KEY", &["1x0000zzsecret"]),
    ("TURNSTILE_DOWN", &["accept", "refuse"]),
    ("TURNSTILE_URL", &["https://turnstile.example.com"]),
    ("END_SESSIONS", &["true", "false"]),
    ("ALLOWED_ORIGINS", &["https://app.example.com http://localhost:3000"]),
    ("RETURN_TO", &["https://app.example.com https://b.example.com/pay?a=b"]),
    ("AFTER_RESET", &["return", "sign-in"]),
    ("SIGN_IN_URL", &["https://example.okta.com"]),
    ("BRAND_NAME", &["Example"]),
    ("BRAND_LOGO_URL", &["https://example.com/logo.svg"]),
    ("BRAND_SUPPORT_URL", &["mailto:help@example.com"]),
    ("TEXTS", &["{}", r#"{"de": {"pages": {"save": "Los"}}}"#]),
];
/// Those that nobody may read, not even in the log. Their values have `zzsecret` in them.
const SECRETS: [&str; 7] = [
    "ADDRESS_KEY",
    "LOG_KEY",
    "OKTA_API_TOKEN",
    "OKTA_API_TOKEN_NEXT",
    "OKTA_PRIVATE_KEY",
    "RESEND_API_KEY",
    "TURNSTILE_SECRET_KEY",
];
/// Bindings, which are no text.
const BINDINGS: [&str; 3] = ["MESSAGES_PER_NETWORK", "VISITS_PER_NETWORK", "MAIL"];

type Given = BTreeMap<&'static str, String>;

/// Reads a Worker's settings; notes which were asked for.
fn read(given: &Given) -> (Result<Config, ConfigError>, BTreeSet<String>) {
    let asked = RefCell::new(BTreeSet::new());
    let look_up = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        match given.get(name) {
            Some(text) => Variable::Text(text.clone()),
            None if BINDINGS.contains(&name) => Variable::Other,
            None => Variable::Missing,
        }
    };
    let config = Config::read(&Variables::new(&look_up));
    (config, asked.into_inner())
}

/// The two settings that have no default.
fn needed() -> Given {
    let given = GOOD.iter();
    given
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}

fn good(name: &str) -> BoxedStrategy<String> {
    let found = SETTINGS.iter().find(|(setting, _)| *setting == name);
    let values = found.map_or(&[][..], |(_, values)| *values);
    prop::sample::select(values).prop_map(str::to_owned).boxed()
}

/// A good value mostly, or whatever else. Secrets are marked.
fn any_value(name: &str) -> BoxedStrategy<String> {
    let marked = if SECRETS.contains(&name) {
        "zzsecret[!-~]{0,40}"
    } else {
        "(https?:)?[/\\\\]{0,2}[a-z.@:\\[\\]0-9%?#-]{0,24}"
    };
    prop_oneof![
        30 => good(name),
        1 => any::<String>(),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => marked,
    ]
    .boxed()
}

/// Some settings more than are needed.
fn any_settings() -> impl Strategy<Value = Given> {
    let setting =
        prop::sample::select(SETTINGS).prop_flat_map(|(name, _)| (Just(name), any_value(name)));
    prop::collection::vec(setting, 0..24).prop_map(|given| {
        let mut all = needed();
        all.extend(given);
        all
    })
}

proptest! {
    #[test]
    fn any_settings_are_a_configuration_or_an_error_that_names_one(given in any_settings()) {
        let (read, _) = read(&given);
        match read {
            Ok(config) => {
                check(&config)?;
                prop_assert!(!format!("{config:?}").contains("zzsecret"), "a secret is printed");
            }
            Err(error) => {
                let settings = SETTINGS.iter().map(|(name, _)| *name);
                prop_assert!(settings.chain(BINDINGS).any(|name| name == error.setting));
                prop_assert!(!error.why.is_empty());
                prop_assert!(!error.to_string().contains("zzsecret"));
            }
        }
    }
}

/// What the rest of the Worker trusts in.
fn check(config: &Config) -> Result<(), TestCaseError> {
    let Config {
        recovery,
        public_url,
        allowed_origins,
        return_to,
        ..
    } = config;
    prop_assert!((5 * 60_000..=1440 * 60_000).contains(&recovery.link_lifetime));
    prop_assert!((60_000..=60 * 60_000).contains(&recovery.code_lifetime));
    prop_assert!((20..=100_000).contains(&recovery.calls_per_minute));
    prop_assert!(!recovery.channels.is_empty());
    for origin in allowed_origins.iter().chain([public_url]) {
        prop_assert!(is_safe(origin), "{}", origin);
        let (_, host) = origin.split_once("//").unwrap_or_default();
        prop_assert!(
            !host.is_empty() && !host.contains(['/', '?', '#', '@', '\\']),
            "{}",
            origin
        );
    }
    for way in return_to {
        prop_assert!(is_safe(way), "{}", way);
    }
    Ok(())
}

fn is_safe(url: &str) -> bool {
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
    url.starts_with("https://")
        || local.iter().any(|host| {
            url.strip_prefix(host)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
}

/// A setting that is missing in the table would be one that nobody tries.
#[test]
fn every_setting_is_in_the_table() {
    let mut asked = BTreeSet::new();
    for delivery in ["okta", "own"] {
        for (mailer, engine) in [("resend", "classic"), ("cloudflare", "identity-engine")] {
            let all = SETTINGS
                .iter()
                .map(|(name, values)| (*name, values[0].to_owned()));
            let mut given: Given = all.collect();
            let chosen = [
                ("DELIVERY", delivery),
                ("MAILER", mailer),
                ("OKTA_ENGINE", engine),
                ("TURNSTILE", "always"),
            ];
            given.extend(chosen.map(|(name, value)| (name, value.to_owned())));
            let one_of_two: &[&str] = match delivery {
                "own" => &["OKTA_API_TOKEN", "OKTA_API_TOKEN_NEXT"],
                _ => &["OKTA_CLIENT_ID", "OKTA_PRIVATE_KEY"],
            };
            given.retain(|name, _| !one_of_two.contains(name));
            let (config, names) = read(&given);
            assert_eq!(config.err(), None, "{delivery}, {mailer}, {engine}");
            asked.extend(names);
        }
    }
    let table: BTreeSet<_> = SETTINGS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .chain(BINDINGS.map(str::to_owned))
        .collect();
    assert_eq!(asked, table);
}
