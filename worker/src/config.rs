//! The settings, parsed once into types. A wrong one stops everything, by name.

use std::fmt;

use okta::OrgUrl;
use okta::authn::RevokeSessions;
use pages::Brand;
use recovery::Settings;
use worker::js_sys::Reflect;
use worker::{Env, Url};

/// The operator's decisions.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Read from `OKTA_ORG_URL`, `LINK_LIFETIME` and `END_SESSIONS`.
    pub(crate) recovery: Settings,
    /// Read from `PUBLIC_URL`: the origin people reach this Worker by.
    pub(crate) public_url: String,
    /// Read from `ALLOWED_ORIGINS`: the sites that may embed the elements, separated by spaces.
    pub(crate) allowed_origins: Vec<String>,
    /// Read from `BRAND_NAME`, `BRAND_LOGO_URL`, `BRAND_SUPPORT_URL` and `SIGN_IN_URL`.
    pub(crate) brand: Brand,
}

/// A setting that is missing or makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConfigError {
    /// Its name.
    pub(crate) setting: &'static str,
    /// What it must be.
    pub(crate) why: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "setting {}: {}", self.setting, self.why)
    }
}

const MINUTE: i64 = 60_000;
const DEFAULT_LINK_LIFETIME: i64 = 60;
const LONGEST_LINK_LIFETIME: i64 = 24 * 60;

impl Config {
    /// Reads the variables and secrets of the Worker.
    pub(crate) fn from_env(env: &Env) -> Result<Self, ConfigError> {
        Self::read(|setting| {
            let value = Reflect::get(env.as_ref(), &setting.into()).unwrap_or_default();
            let why = "must be text, in quotes";
            match value.as_string() {
                Some(text) => Ok(Some(text)),
                None if value.is_undefined() => Ok(None),
                None => Err(ConfigError { setting, why }),
            }
        })
    }

    /// Where the logo comes from, when it is not our own origin.
    pub(crate) fn logo_origin(&self) -> Option<String> {
        let logo = self.brand.logo_url.as_deref()?;
        Url::parse(logo)
            .ok()
            .map(|url| url.origin().ascii_serialization())
    }

    fn read(
        variable: impl Fn(&'static str) -> Result<Option<String>, ConfigError>,
    ) -> Result<Self, ConfigError> {
        let read = |name| {
            let value = variable(name)?.map(|value| value.trim().to_owned());
            Ok(value.filter(|value| !value.is_empty()))
        };
        only(
            &read,
            "OKTA_ENGINE",
            "classic",
            "must be `classic` in this version",
        )?;
        only(&read, "DELIVERY", "okta", "must be `okta` in this version")?;
        Ok(Self {
            recovery: Settings {
                org: org(read("OKTA_ORG_URL")?)?,
                link_lifetime: link_lifetime(read("LINK_LIFETIME")?)?,
                revoke_sessions: end_sessions(read("END_SESSIONS")?.as_deref())?,
            },
            public_url: public_url(read("PUBLIC_URL")?)?,
            allowed_origins: allowed_origins(read("ALLOWED_ORIGINS")?)?,
            brand: Brand {
                name: read("BRAND_NAME")?.unwrap_or_else(|| "Your account".to_owned()),
                logo_url: address(read("BRAND_LOGO_URL")?, "BRAND_LOGO_URL", &["https"])?,
                support_url: address(
                    read("BRAND_SUPPORT_URL")?,
                    "BRAND_SUPPORT_URL",
                    &["https", "mailto"],
                )?,
                sign_in_url: address(read("SIGN_IN_URL")?, "SIGN_IN_URL", &["https"])?,
            },
        })
    }
}

/// A setting of which this version knows one value only.
fn only(
    read: &impl Fn(&'static str) -> Result<Option<String>, ConfigError>,
    setting: &'static str,
    value: &str,
    why: &'static str,
) -> Result<(), ConfigError> {
    match read(setting)? {
        Some(given) if given != value => Err(ConfigError { setting, why }),
        Some(_) | None => Ok(()),
    }
}

fn org(value: Option<String>) -> Result<OrgUrl, ConfigError> {
    let setting = "OKTA_ORG_URL";
    let value = value.ok_or(ConfigError {
        setting,
        why: "is missing",
    })?;
    let why = "must be the origin of the Okta org, like https://example.okta.com";
    value.parse().map_err(|_| ConfigError { setting, why })
}

fn public_url(value: Option<String>) -> Result<String, ConfigError> {
    let setting = "PUBLIC_URL";
    let value = value.ok_or(ConfigError {
        setting,
        why: "is missing",
    })?;
    let why = "must be the origin people reach this Worker by, like https://id.example.com";
    origin(&value).ok_or(ConfigError { setting, why })
}

fn allowed_origins(value: Option<String>) -> Result<Vec<String>, ConfigError> {
    let why = "must be origins separated by spaces, like https://app.example.com";
    let error = ConfigError {
        setting: "ALLOWED_ORIGINS",
        why,
    };
    let value = value.unwrap_or_default();
    value
        .split_whitespace()
        .map(origin)
        .collect::<Option<_>>()
        .ok_or(error)
}

fn link_lifetime(value: Option<String>) -> Result<i64, ConfigError> {
    let why = "must be a number of minutes from 5 to 1440";
    let minutes = value.map_or(Ok(DEFAULT_LINK_LIFETIME), |value| value.parse());
    match minutes {
        Ok(minutes) if (5..=LONGEST_LINK_LIFETIME).contains(&minutes) => Ok(minutes * MINUTE),
        Ok(_) | Err(_) => Err(ConfigError {
            setting: "LINK_LIFETIME",
            why,
        }),
    }
}

fn end_sessions(value: Option<&str>) -> Result<RevokeSessions, ConfigError> {
    match value {
        None | Some("true") => Ok(RevokeSessions::Yes),
        Some("false") => Ok(RevokeSessions::No),
        Some(_) => Err(ConfigError {
            setting: "END_SESSIONS",
            why: "must be true or false",
        }),
    }
}

/// An address that people may be sent to; on this machine plain http will do.
fn address(
    value: Option<String>,
    setting: &'static str,
    schemes: &[&str],
) -> Result<Option<String>, ConfigError> {
    let Some(value) = value else {
        return Ok(None);
    };
    let known = |url: &Url| schemes.contains(&url.scheme()) || is_local(url);
    match Url::parse(&value) {
        Ok(url) if known(&url) => Ok(Some(url.to_string())),
        Ok(_) | Err(_) => Err(ConfigError {
            setting,
            why: "must be a whole https address",
        }),
    }
}

fn origin(value: &str) -> Option<String> {
    let url = Url::parse(value).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let safe = url.scheme() == "https" || is_local(&url);
    (bare && anonymous && safe).then(|| url.origin().ascii_serialization())
}

fn is_local(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 2] = [
        ("OKTA_ORG_URL", "https://example.okta.com"),
        ("PUBLIC_URL", "https://id.example.com/"),
    ];

    fn read(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let find = |table: &[(&str, &str)], name: &str| {
            let found = table.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Config::read(|name| Ok(find(changes, name).or_else(|| find(&GOOD, name))))
    }

    #[test]
    fn two_settings_are_enough() {
        let config = read(&[]).expect("good settings");
        assert_eq!(config.public_url, "https://id.example.com");
        assert_eq!(config.recovery.link_lifetime, 60 * MINUTE);
        assert_eq!(config.recovery.revoke_sessions, RevokeSessions::Yes);
        assert!(config.allowed_origins.is_empty());
    }

    #[test]
    fn origins_are_read_as_browsers_write_them() {
        let given = "https://App.example.com https://b.example.com:443/ http://localhost:3000";
        let config = read(&[("ALLOWED_ORIGINS", given)]).expect("good settings");
        let origins = [
            "https://app.example.com",
            "https://b.example.com",
            "http://localhost:3000",
        ];
        assert_eq!(config.allowed_origins, origins);
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (setting, value) in [
            ("OKTA_ORG_URL", ""),
            ("OKTA_ORG_URL", "http://example.okta.com"),
            ("OKTA_ORG_URL", "https://example.okta.com/oauth2"),
            ("PUBLIC_URL", " "),
            ("PUBLIC_URL", "http://id.example.com"),
            ("PUBLIC_URL", "https://id.example.com/reset"),
            ("OKTA_ENGINE", "identity-engine"),
            ("DELIVERY", "own"),
            ("LINK_LIFETIME", "4"),
            ("LINK_LIFETIME", "an hour"),
            ("END_SESSIONS", "yes"),
            ("ALLOWED_ORIGINS", "https://a.example.com *"),
            ("SIGN_IN_URL", "javascript:alert(1)"),
            ("SIGN_IN_URL", "/login"),
            ("BRAND_SUPPORT_URL", "ftp://example.com"),
        ] {
            let error = read(&[(setting, value)]).expect_err(value);
            assert_eq!(error.setting, setting, "{value}");
        }
    }
}
