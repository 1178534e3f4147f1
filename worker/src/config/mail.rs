//! The settings of our own mails.

use std::fmt;

use super::ConfigError;
use super::mailbox::Mailbox;
use super::value::api;
use super::variables::Variables;

/// The `send_email` binding that Cloudflare's mailer takes, by its name in `wrangler.toml`.
pub(crate) const BINDING: &str = "MAIL";

const RESEND: &str = "https://api.resend.com";

/// How our own mails go out.
#[derive(Clone, Debug)]
pub(crate) struct MailerConfig {
    /// Read from `MAIL_FROM`: who they are from.
    pub(crate) from: Mailbox,
    /// Read from `MAILER`: who takes them.
    pub(crate) service: MailService,
}

/// Who takes our own mails.
#[derive(Clone, Debug)]
pub(crate) enum MailService {
    /// `cloudflare`: the binding [`BINDING`].
    Cloudflare,
    /// `resend`.
    Resend(ResendAccount),
}

/// How Resend is called.
#[derive(Clone, Debug)]
pub(crate) struct ResendAccount {
    /// Read from `RESEND_URL`: what stands before the paths of its API, without a slash.
    pub(crate) url: String,
    /// Read from the secret `RESEND_API_KEY`.
    pub(crate) key: ApiKey,
}

/// An API key: whoever has it sends mails in our name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ApiKey(String);

impl ApiKey {
    /// The plain value. Do not log it, nor put it into an error.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }

    /// What can stand in a header.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| Self(text.to_owned()))
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(redacted)")
    }
}

impl MailerConfig {
    /// Reads what `DELIVERY=own` needs.
    pub(super) fn read(variables: &Variables<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            from: variables.required(
                "MAIL_FROM",
                "must be one address, like no-reply@example.com or Example <no-reply@example.com>",
                Mailbox::parse,
            )?,
            service: service(variables)?,
        })
    }
}

/// Read from `OPERATOR_MAIL`: the address alone.
pub(super) fn operator(variables: &Variables<'_>) -> Result<Option<String>, ConfigError> {
    let why = "must be one address, like security@example.com";
    let mailbox = variables.optional("OPERATOR_MAIL", why, Mailbox::parse)?;
    Ok(mailbox.map(|mailbox| mailbox.address))
}

/// A service by its name, before its own settings are read.
enum Name {
    Cloudflare,
    Resend,
}

fn service(variables: &Variables<'_>) -> Result<MailService, ConfigError> {
    let why = "must be `cloudflare` or `resend`";
    let name = variables.required("MAILER", why, |word| match word {
        "cloudflare" => Some(Name::Cloudflare),
        "resend" => Some(Name::Resend),
        _ => None,
    })?;
    match name {
        Name::Cloudflare if variables.has_binding(BINDING) => Ok(MailService::Cloudflare),
        Name::Cloudflare => Err(ConfigError {
            setting: "MAILER",
            why: "`cloudflare` needs the `send_email` binding MAIL, see wrangler.toml",
        }),
        Name::Resend => Ok(MailService::Resend(resend(variables)?)),
    }
}

fn resend(variables: &Variables<'_>) -> Result<ResendAccount, ConfigError> {
    let why = "must be a whole https address without a query";
    let url = variables.optional("RESEND_URL", why, api)?;
    let why = "must be an API key of Resend's, without spaces";
    Ok(ResendAccount {
        url: url.unwrap_or_else(|| RESEND.to_owned()),
        key: variables.required("RESEND_API_KEY", why, ApiKey::parse)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::variables::Variable;
    use super::*;

    const GOOD: [(&str, &str); 3] = [
        ("MAIL_FROM", "Example <no-reply@example.com>"),
        ("MAILER", "resend"),
        ("RESEND_API_KEY", "re_123"),
    ];

    fn read(changes: &[(&str, &str)]) -> Result<MailerConfig, ConfigError> {
        let find = |name: &str| {
            let mut all = changes.iter().chain(&GOOD);
            match all.find(|(key, _)| *key == name) {
                Some((_, "(a binding)")) => Variable::Other,
                Some((_, value)) => Variable::Text((*value).to_owned()),
                None => Variable::Missing,
            }
        };
        MailerConfig::read(&Variables::new(&find))
    }

    fn account(changes: &[(&str, &str)]) -> ResendAccount {
        match read(changes).expect("good settings").service {
            MailService::Resend(account) => account,
            MailService::Cloudflare => panic!("Resend was asked for"),
        }
    }

    #[test]
    fn resend_needs_its_key_and_is_where_it_is_unless_told_otherwise() {
        let usual = account(&[]);
        let told = (usual.url.as_str(), usual.key.secret());
        assert_eq!(told, ("https://api.resend.com", "re_123"));
        for (given, url) in [
            ("https://eu.example.com/", "https://eu.example.com"),
            (
                "http://127.0.0.1:8788/resend",
                "http://127.0.0.1:8788/resend",
            ),
            (
                "http://localhost:8788/resend/",
                "http://localhost:8788/resend",
            ),
        ] {
            assert_eq!(account(&[("RESEND_URL", given)]).url, url);
        }
    }

    #[test]
    fn cloudflare_needs_its_binding_and_no_key() {
        let cloudflare = [("MAILER", "cloudflare"), ("RESEND_API_KEY", "")];
        let error = read(&cloudflare).expect_err("there is no binding");
        assert_eq!(error.setting, "MAILER");
        let bound = [cloudflare[0], cloudflare[1], (BINDING, "(a binding)")];
        let service = read(&bound).expect("good settings").service;
        assert!(matches!(service, MailService::Cloudflare));
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (setting, value) in [
            ("MAIL_FROM", ""),
            ("MAIL_FROM", "nobody"),
            ("MAIL_FROM", "a@example.com\r\nBcc: b@example.com"),
            ("MAILER", ""),
            ("MAILER", "smtp"),
            ("RESEND_API_KEY", ""),
            ("RESEND_API_KEY", "re_1 23"),
            ("RESEND_API_KEY", "re_1\n23"),
            ("RESEND_API_KEY", "(a binding)"),
            ("RESEND_URL", "http://api.resend.com"),
            ("RESEND_URL", "https://user@api.resend.com"),
            ("RESEND_URL", "https://api.resend.com/?a=b"),
            ("RESEND_URL", "api.resend.com"),
        ] {
            let error = read(&[(setting, value)]).expect_err(value);
            assert_eq!(error.setting, setting, "{value}");
        }
    }

    #[test]
    fn the_key_is_not_printed() {
        let printed = format!("{:?}", read(&[]).expect("good settings"));
        assert!(!printed.contains("re_123"), "{printed}");
    }
}
