//! The settings, parsed once into types. A wrong one stops everything, by name.

mod authority;
mod breaches;
mod codes;
mod delivery;
mod mail;
mod mailbox;
mod quota;
mod turnstile;
mod value;
mod variables;
mod wording;

use std::fmt;

use okta::OrgUrl;
use okta::authn::RevokeSessions;
use pages::Brand;
use pages::texts::Wording;
use recovery::{AfterReset, Delivery, Settings};
use worker::{Env, Url};

pub(crate) use self::authority::{ApiTokens, Credential, KeyedApp};
use self::delivery::{delivery, unlock};
use self::value::{address, minutes, origin, origins, yes_or_no};
use self::variables::{Variables, look_up};

#[cfg(test)]
pub(crate) use self::mail::ApiKey;
pub(crate) use self::mail::{BINDING, MailService, MailerConfig, ResendAccount};
pub(crate) use self::mailbox::Mailbox;
pub(crate) use self::turnstile::Turnstile;
use crate::limits::Limit;

/// The operator's decisions.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Read from `OKTA_ORG_URL`, `DELIVERY`, `UNLOCK`, `CHANNELS` and what they need, `LINK_LIFETIME`,
    /// `END_SESSIONS`, `MAILS_PER_HOUR`, `MAILS_PER_DAY`, `OKTA_CALLS_PER_MINUTE`, `ADDRESS_KEY`,
    /// `LOG_KEY`, `OPERATOR_MAIL`, `BREACH_CHECK` and `BREACH_CHECK_DOWN`.
    pub(crate) recovery: Settings,
    /// Read from `OKTA_API_TOKEN` and `OKTA_API_TOKEN_NEXT`, or from `OKTA_CLIENT_ID` and `OKTA_PRIVATE_KEY`.
    pub(crate) credential: Credential,
    /// Read from `PUBLIC_URL`: the origin people reach this Worker by.
    pub(crate) public_url: String,
    /// Read from `ALLOWED_ORIGINS`: the sites that may embed the elements, separated by spaces.
    pub(crate) allowed_origins: Vec<String>,
    /// Read from `RETURN_TO`: where people may go back to, separated by spaces.
    return_to: Vec<String>,
    /// Read from `MAIL_FROM`, `MAILER` and what the mailer needs; nothing where Okta sends the mails.
    pub(crate) mailer: Option<MailerConfig>,
    /// Read from `TURNSTILE` and what it needs; nothing, where nobody is asked.
    pub(crate) turnstile: Option<Turnstile>,
    /// Read from `BREACH_CHECK_URL`.
    pub(crate) breaches_url: String,
    /// Read from `BRAND_NAME`, `BRAND_LOGO_URL`, `BRAND_SUPPORT_URL` and `SIGN_IN_URL`.
    pub(crate) brand: Brand,
    /// Read from `TEXTS`: the sentences, with those of the operator's own.
    pub(crate) wording: &'static Wording,
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

    /// Whether people may go back anywhere.
    pub(crate) fn has_ways_back(&self) -> bool {
        !self.return_to.is_empty()
    }

    /// The address that somebody says they came from, if they may go back there.
    pub(crate) fn return_to(&self, said: &str) -> Option<String> {
        let url = value::way_back(said)?;
        value::leads_back(&self.return_to, &url).then_some(url)
    }

    /// Where the logo comes from, when it is not our own origin.
    pub(crate) fn logo_origin(&self) -> Option<String> {
        let logo = self.brand.logo_url.as_deref()?;
        Url::parse(logo)
            .ok()
            .map(|url| url.origin().ascii_serialization())
    }

    fn read(variables: &Variables<'_>) -> Result<Self, ConfigError> {
        for limit in Limit::ALL {
            variables.bound(
                limit.binding(),
                "is missing: a rate limit, see wrangler.toml",
            )?;
        }
        let public_url = variables.required(
            "PUBLIC_URL",
            "must be the origin people reach this Worker by, like https://id.example.com",
            origin,
        )?;
        let brand = brand(variables)?;
        let wording = wording::wording(variables)?;
        let delivery = delivery(variables, &public_url, (&brand, wording))?;
        let mailer = match delivery {
            Delivery::Okta => None,
            Delivery::Own(_) => Some(MailerConfig::read(variables)?),
        };
        let recovery = recovery(variables, delivery, (&public_url, &brand))?;
        Ok(Self {
            mailer,
            breaches_url: breaches::url(variables)?,
            turnstile: turnstile::turnstile(variables)?,
            credential: authority::credential(variables, &recovery.org, &recovery.delivery)?,
            recovery,
            wording,
            public_url,
            return_to: variables
                .optional(
                    "RETURN_TO",
                    "must be https addresses or origins separated by spaces",
                    value::ways_back,
                )?
                .unwrap_or_default(),
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

fn recovery(
    variables: &Variables<'_>,
    delivery: Delivery,
    (public_url, brand): (&str, &Brand),
) -> Result<Settings, ConfigError> {
    let org = variables.required(
        "OKTA_ORG_URL",
        "must be the origin of the Okta org, like https://example.okta.com",
        |text| text.parse().ok(),
    )?;
    let channels = codes::channels(variables)?;
    Ok(Settings {
        after_reset: after_reset(variables, &org, brand)?,
        idx: codes::app(variables, (&org, public_url), (&delivery, &channels))?,
        code_lifetime: codes::code_lifetime(variables, &delivery)?,
        unlock: unlock(variables, &delivery)?,
        delivery,
        org,
        channels,
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
        quota: quota::quota(variables)?,
        calls_per_minute: quota::calls_per_minute(variables)?,
        address_key: quota::address_key(variables)?,
        breach_check: breaches::check(variables)?,
        log_key: quota::log_key(variables)?,
        operator_mail: mail::operator(variables)?,
    })
}

/// Whoever is signed in goes to the application they came from, or where all begin.
fn after_reset(
    variables: &Variables<'_>,
    org: &OrgUrl,
    brand: &Brand,
) -> Result<AfterReset, ConfigError> {
    let why = "must be `return` or `sign-in`";
    let sign_in = || {
        brand
            .sign_in_url
            .clone()
            .unwrap_or_else(|| format!("{org}/"))
    };
    let given = variables.optional("AFTER_RESET", why, |word| match word {
        "return" => Some(AfterReset::Return),
        "sign-in" => Some(AfterReset::SignIn(sign_in())),
        _ => None,
    })?;
    Ok(given.unwrap_or(AfterReset::Return))
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
mod properties;

#[cfg(test)]
mod tests {
    use okta::idx::AuthorizationServer;
    use pages::Channel;
    use recovery::Choice;

    use super::variables::Variable;
    use super::*;

    pub(super) const GOOD: [(&str, &str); 2] = [
        ("OKTA_ORG_URL", "https://example.okta.com"),
        ("PUBLIC_URL", "https://id.example.com/"),
    ];

    fn read(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let find = |name: &str| {
            let mut all = changes.iter().chain(&GOOD);
            let found = all.find(|(key, _)| *key == name);
            let is_bound = Limit::ALL.iter().any(|limit| limit.binding() == name);
            match found {
                Some((_, "(none)")) => Variable::Missing,
                Some((_, value)) => Variable::Text((*value).to_owned()),
                None if is_bound => Variable::Other,
                None => Variable::Missing,
            }
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
    fn okta_is_asked_for_codes_through_an_app_where_it_sends_any() {
        const IDX: (&str, &str) = ("OKTA_ENGINE", "identity-engine");
        const ID: (&str, &str) = ("OKTA_APP_CLIENT_ID", "0oa1");
        let error = read(&[IDX]).expect_err("there is no app");
        assert_eq!(error.setting, ID.0);
        let app = |more: &[(&str, &str)]| {
            let settings: Vec<_> = [IDX, ID].iter().chain(more).copied().collect();
            let app = read(&settings).expect("good settings").recovery.idx;
            app.expect("Okta sends the codes")
        };
        let usual = app(&[]);
        assert_eq!(usual.client_id, "0oa1");
        assert_eq!(usual.server, AuthorizationServer::Org);
        assert_eq!(usual.redirect_uri, "https://id.example.com/signed_in");
        for issuer in ["https://example.okta.com", "https://example.okta.com/"] {
            let server = app(&[("OKTA_ISSUER", issuer)]).server;
            assert_eq!(server, AuthorizationServer::Org);
        }
        let custom = app(&[("OKTA_ISSUER", "https://example.okta.com/oauth2/default")]);
        assert_eq!(custom.server.path(), "/oauth2/default");
        let classic = read(&[ID]).expect("good settings").recovery;
        assert!(classic.idx.is_none(), "Classic does not speak IDX");
        assert_eq!(classic.code_lifetime, 5 * 60_000);
        assert_eq!(classic.channels, [Channel::Email]);
    }

    #[test]
    fn people_may_ask_to_be_unlocked_where_okta_sends_the_message() {
        let unlock = |more: &[(&str, &str)]| {
            let on = [&[("UNLOCK", "true")], more].concat();
            read(&on).expect("good settings").recovery.unlock
        };
        let usual = read(&[]).expect("good settings").recovery.unlock;
        assert_eq!(usual, Choice::Off);
        assert_eq!(unlock(&[]), Choice::On);
        let own = [
            ("DELIVERY", "own"),
            ("MAIL_FROM", "no-reply@example.com"),
            ("MAILER", "resend"),
            ("RESEND_API_KEY", "re_1"),
            ("OKTA_API_TOKEN", "00token"),
        ];
        assert_eq!(unlock(&own), Choice::Off, "nobody has to ask");
    }

    #[test]
    fn people_go_back_only_where_the_operator_lets_them() {
        let given = "https://app.example.com https://b.example.com/pay?a=b http://localhost:3000";
        let config = read(&[("RETURN_TO", given)]).expect("good settings");
        for (said, leads) in [
            ("https://app.example.com", Some("https://app.example.com/")),
            (
                "https://APP.example.com/x?y#z",
                Some("https://app.example.com/x?y#z"),
            ),
            (
                "https://b.example.com/pay?a=b",
                Some("https://b.example.com/pay?a=b"),
            ),
            ("http://localhost:3000/x", Some("http://localhost:3000/x")),
            ("https://b.example.com/pay", None),
            ("https://b.example.com/", None),
            ("https://app.example.com.evil.example/", None),
            ("https://app.example.com@evil.example/", None),
            ("https://x@app.example.com/", None),
            ("https://app.example.com:8443/", None),
            ("http://app.example.com/", None),
            ("//app.example.com/", None),
            ("javascript:alert(1)//https://app.example.com/", None),
            ("", None),
        ] {
            assert_eq!(config.return_to(said).as_deref(), leads, "{said}");
        }
        let nowhere = read(&[]).expect("good settings");
        assert_eq!(nowhere.return_to("https://app.example.com"), None);
    }

    #[test]
    fn channels_are_offered_in_the_order_given() {
        let given = read(&[("CHANNELS", "sms  email")]).expect("good settings");
        assert_eq!(given.recovery.channels, [Channel::Sms, Channel::Email]);
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
            ("MESSAGES_PER_NETWORK", "(none)"),
            ("VISITS_PER_NETWORK", "30"),
            ("OKTA_ORG_URL", ""),
            ("OKTA_ORG_URL", "http://example.okta.com"),
            ("OKTA_ORG_URL", "https://example.okta.com/oauth2"),
            ("PUBLIC_URL", " "),
            ("PUBLIC_URL", "http://id.example.com"),
            ("PUBLIC_URL", "https://id.example.com/reset"),
            ("OKTA_ENGINE", "steam"),
            ("OKTA_APP_CLIENT_ID", "0oa 1"),
            ("OKTA_APP_REDIRECT_URI", "/callback"),
            ("OKTA_ISSUER", "https://other.okta.com/oauth2/default"),
            ("OKTA_ISSUER", "https://example.okta.com/oauth2/"),
            (
                "OKTA_ISSUER",
                "https://example.okta.com.evil.example/oauth2/default",
            ),
            ("CHANNELS", "email pigeon"),
            ("CHANNELS", "sms sms"),
            ("CODE_LIFETIME", "0"),
            ("AFTER_RESET", "dance"),
            ("RETURN_TO", "http://app.example.com"),
            ("RETURN_TO", "https://app.example.com /payroll"),
            ("DELIVERY", "pigeon"),
            ("UNLOCK", "perhaps"),
            ("OPERATOR_MAIL", "security"),
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
