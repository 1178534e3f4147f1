//! Whether people show that they are no programs, by Cloudflare's Turnstile.

use recovery::Unanswered;
use worker::Url;

use super::ConfigError;
use super::mail::ApiKey;
use super::value::api;
use super::variables::Variables;

const CLOUDFLARE: &str = "https://challenges.cloudflare.com/turnstile/v0";

/// From how many requests in a minute on, by default.
const FROM: u32 = 60;

/// How people are asked.
#[derive(Clone, Debug)]
pub(crate) struct Turnstile {
    /// Read from `TURNSTILE`, and from `TURNSTILE_FROM`: from how many requests in a minute on they
    /// are asked. 0: always.
    pub(crate) from: u32,
    /// Read from `TURNSTILE_SITE_KEY`.
    pub(crate) site_key: String,
    /// Read from the secret `TURNSTILE_SECRET_KEY`.
    pub(crate) secret_key: ApiKey,
    /// Read from `TURNSTILE_DOWN`.
    pub(crate) unanswered: Unanswered,
    /// Read from `TURNSTILE_URL`: what stands before `/siteverify` and `/api.js`, without a slash.
    pub(crate) url: String,
}

impl Turnstile {
    /// Where the widget's script is.
    pub(crate) fn script(&self) -> String {
        format!("{}/api.js", self.url)
    }

    /// The origin that the widget's script and frame come from.
    pub(crate) fn origin(&self) -> Option<String> {
        let url = Url::parse(&self.url).ok()?;
        Some(url.origin().ascii_serialization())
    }
}

/// Reads them; nothing, where nobody is asked.
pub(super) fn turnstile(variables: &Variables<'_>) -> Result<Option<Turnstile>, ConfigError> {
    let why = "must be a number from 1 to 1000000";
    let from = variables.optional("TURNSTILE_FROM", why, |text| {
        let number = text.parse().ok()?;
        (1..=1_000_000).contains(&number).then_some(number)
    })?;
    let why = "must be `off`, `always` or `under-pressure`";
    let from = variables.optional("TURNSTILE", why, |word| match word {
        "off" => Some(None),
        "always" => Some(Some(0)),
        "under-pressure" => Some(Some(from.unwrap_or(FROM))),
        _ => None,
    })?;
    let Some(from) = from.flatten() else {
        return Ok(None);
    };
    let why = "must be `accept` or `refuse`";
    let unanswered = variables.optional("TURNSTILE_DOWN", why, |word| match word {
        "accept" => Some(Unanswered::Accept),
        "refuse" => Some(Unanswered::Refuse),
        _ => None,
    })?;
    let why = "must be a key of Turnstile's, without spaces";
    let site_key = variables.required("TURNSTILE_SITE_KEY", why, |text| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| text.to_owned())
    })?;
    let secret_key = variables.required("TURNSTILE_SECRET_KEY", why, ApiKey::parse)?;
    let why = "must be a whole https address without a query";
    let url = variables.optional("TURNSTILE_URL", why, api)?;
    Ok(Some(Turnstile {
        from,
        site_key,
        secret_key,
        unanswered: unanswered.unwrap_or(Unanswered::Accept),
        url: url.unwrap_or_else(|| CLOUDFLARE.to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::variables::Variable;
    use super::*;

    const KEYS: [(&str, &str); 2] = [
        ("TURNSTILE_SITE_KEY", "1x00000000000000000000AA"),
        (
            "TURNSTILE_SECRET_KEY",
            "1x0000000000000000000000000000000AA",
        ),
    ];

    fn read(settings: &[(&str, &str)]) -> Result<Option<Turnstile>, ConfigError> {
        let find = |name: &str| {
            let found = settings.iter().find(|(key, _)| *key == name);
            found.map_or(Variable::Missing, |(_, value)| {
                Variable::Text((*value).to_owned())
            })
        };
        turnstile(&Variables::new(&find))
    }

    fn with_keys(settings: &[(&str, &str)]) -> Turnstile {
        let read = read(&[settings, &KEYS].concat());
        read.expect("good settings").expect("people are asked")
    }

    #[test]
    fn nobody_is_asked_unless_it_is_wanted() {
        assert!(read(&[]).expect("good settings").is_none());
        assert!(read(&KEYS).expect("good settings").is_none());
        assert!(read(&[("TURNSTILE", "off")]).expect("good").is_none());
    }

    #[test]
    fn people_are_asked_always_or_from_some_requests_on() {
        let always = with_keys(&[("TURNSTILE", "always"), ("TURNSTILE_FROM", "5")]);
        assert_eq!((always.from, always.unanswered), (0, Unanswered::Accept));
        assert_eq!(
            always.origin().as_deref(),
            Some("https://challenges.cloudflare.com")
        );
        assert!(!format!("{always:?}").contains(KEYS[1].1));
        let busy = [("TURNSTILE", "under-pressure")];
        assert_eq!(with_keys(&busy).from, FROM);
        let given = [
            busy[0],
            ("TURNSTILE_FROM", "5"),
            ("TURNSTILE_DOWN", "refuse"),
        ];
        let busy = with_keys(&given);
        assert_eq!((busy.from, busy.unanswered), (5, Unanswered::Refuse));
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let on = ("TURNSTILE", "always");
        for (settings, named) in [
            (vec![("TURNSTILE", "true")], "TURNSTILE"),
            (vec![on], "TURNSTILE_SITE_KEY"),
            (vec![on, KEYS[0]], "TURNSTILE_SECRET_KEY"),
            (vec![("TURNSTILE_FROM", "0")], "TURNSTILE_FROM"),
            (vec![on, ("TURNSTILE_DOWN", "off")], "TURNSTILE_DOWN"),
            (
                vec![on, KEYS[0], KEYS[1], ("TURNSTILE_URL", "http://x.example")],
                "TURNSTILE_URL",
            ),
        ] {
            let error = read(&settings).expect_err(named);
            assert_eq!(error.setting, named);
        }
    }
}
