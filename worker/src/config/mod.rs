//! The settings, parsed once into types. A wrong one stops everything, by name.

mod authority;
mod delivery;
mod mail;
mod mailbox;
mod value;
mod variables;

use std::fmt;

use okta::authn::RevokeSessions;
use pages::Brand;
use recovery::{Delivery, Settings};
use worker::{Env, Url};

pub(crate) use self::authority::{Credential, KeyedApp};
use self::delivery::delivery;
use self::value::{address, minutes, origin, origins, yes_or_no};
use self::variables::{Variables, look_up};

#[cfg(test)]
pub(crate) use self::mail::ApiKey;
pub(crate) use self::mail::{BINDING, MailService, MailerConfig, ResendAccount};
pub(crate) use self::mailbox::Mailbox;

/// The operator's decisions.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Read from `OKTA_ORG_URL`, `LINK_LIFETIME` and `END_SESSIONS`.
    pub(crate) recovery: Settings,
    /// Read from `OKTA_API_TOKEN`, or from `OKTA_CLIENT_ID` and `OKTA_PRIVATE_KEY`.
    pub(crate) credential: Credential,
    /// Read from `PUBLIC_URL`: the origin people reach this Worker by.
    pub(crate) public_url: String,
    /// Read from `ALLOWED_ORIGINS`: the sites that may embed the elements, separated by spaces.
    pub(crate) allowed_origins: Vec<String>,
    /// Read from `MAIL_FROM`, `MAILER` and what the mailer needs; nothing where Okta sends the mails.
    pub(crate) mailer: Option<MailerConfig>,
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

/// One hour, in milliseconds.
const DEFAULT_LINK_LIFETIME: i64 = 60 * 60_000;

impl Config {
    /// Reads the variables and secrets of the Worker.
    pub(crate) fn from_env(env: &Env) -> Result<Self, ConfigError> {
        Self::read(&Variables::new(&|name| look_up(env, name)))
    }

    /// Where the logo comes from, when it is not our own origin.
    pub(crate) fn logo_origin(&self) -> Option<String> {
        let logo = self.brand.logo_url.as_deref()?;
        Url::parse(logo)
            .ok()
            .map(|url| url.origin().ascii_serialization())
    }

    fn read(variables: &Variables<'_>) -> Result<Self, ConfigError> {
        let public_url = variables.required(
            "PUBLIC_URL",
            "must be the origin people reach this Worker by, like https://id.example.com",
            origin,
        )?;
        let brand = brand(variables)?;
        let delivery = delivery(variables, &public_url, &brand)?;
        only_one_way(variables, &delivery)?;
        let mailer = match delivery {
            Delivery::Okta => None,
            Delivery::Own(_) => Some(MailerConfig::read(variables)?),
        };
        let recovery = recovery(variables, delivery)?;
        Ok(Self {
            mailer,
            credential: authority::credential(variables, &recovery.org, &recovery.delivery)?,
            recovery,
            public_url,
            allowed_origins: variables
                .optional(
                    "ALLOWED_ORIGINS",
                    "must be origins separated by spaces, like https://app.example.com",
                    origins,
                )?
                .unwrap_or_default(),
            brand,
        })
    }
}

/// Okta's own mails on Identity Engine hold codes, which this version does not follow yet.
fn only_one_way(variables: &Variables<'_>, delivery: &Delivery) -> Result<(), ConfigError> {
    let setting = "OKTA_ENGINE";
    let known = |text: &str| match text {
        "classic" => Some(Ok(())),
        "identity-engine" => Some(match delivery {
            Delivery::Own(_) => Ok(()),
            Delivery::Okta => Err(ConfigError {
                setting,
                why: "must be `classic` in this version, or DELIVERY must be `own`",
            }),
        }),
        _ => None,
    };
    let why = "must be `classic` or `identity-engine`";
    variables.optional(setting, why, known)?.unwrap_or(Ok(()))
}

fn recovery(variables: &Variables<'_>, delivery: Delivery) -> Result<Settings, ConfigError> {
    Ok(Settings {
        delivery,
        org: variables.required(
            "OKTA_ORG_URL",
            "must be the origin of the Okta org, like https://example.okta.com",
            |text| text.parse().ok(),
        )?,
        link_lifetime: variables
            .optional(
                "LINK_LIFETIME",
                "must be a number of minutes from 5 to 1440",
                |text| minutes(text, 5..=1440),
            )?
            .unwrap_or(DEFAULT_LINK_LIFETIME),
        revoke_sessions: variables
            .optional("END_SESSIONS", "must be true or false", |text| {
                yes_or_no(text, RevokeSessions::Yes, RevokeSessions::No)
            })?
            .unwrap_or(RevokeSessions::Yes),
    })
}

fn brand(variables: &Variables<'_>) -> Result<Brand, ConfigError> {
    let address = |setting, schemes: &[&str]| {
        let why = "must be a whole https address";
        variables.optional(setting, why, |text| address(text, schemes))
    };
    let name = variables.text("BRAND_NAME")?;
    Ok(Brand {
        name: name.unwrap_or_else(|| "Your account".to_owned()),
        logo_url: address("BRAND_LOGO_URL", &["https"])?,
        support_url: address("BRAND_SUPPORT_URL", &["https", "mailto"])?,
        sign_in_url: address("SIGN_IN_URL", &["https"])?,
    })
}

#[cfg(test)]
mod tests {
    use super::variables::Variable;
    use super::*;

    const GOOD: [(&str, &str); 2] = [
        ("OKTA_ORG_URL", "https://example.okta.com"),
        ("PUBLIC_URL", "https://id.example.com/"),
    ];

    fn read(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let find = |name: &str| {
            let mut all = changes.iter().chain(&GOOD);
            let found = all.find(|(key, _)| *key == name);
            found.map_or(Variable::Missing, |(_, value)| {
                Variable::Text((*value).to_owned())
            })
        };
        Config::read(&Variables::new(&find))
    }

    #[test]
    fn two_settings_are_enough() {
        let config = read(&[]).expect("good settings");
        assert_eq!(config.public_url, "https://id.example.com");
        assert_eq!(config.recovery.link_lifetime, DEFAULT_LINK_LIFETIME);
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
    fn what_is_no_text_is_named_too() {
        let look_up = |name: &str| match name {
            "LINK_LIFETIME" => Variable::Other,
            _ => Variable::Missing,
        };
        let error = Variables::new(&look_up).text("LINK_LIFETIME");
        assert_eq!(error.expect_err("a number").setting, "LINK_LIFETIME");
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
            ("OKTA_ENGINE", "steam"),
            ("DELIVERY", "pigeon"),
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
