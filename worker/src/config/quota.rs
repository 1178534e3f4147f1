//! How many messages one address is sent, and under which names that is remembered and logged; how
//! often Okta is asked.

use recovery::{AddressKey, LogKey, Quota};

use super::ConfigError;
use super::variables::Variables;

/// Half of what Okta allows an org for its Authentication API.
const CALLS_PER_MINUTE: u32 = 300;
/// The fewest characters of a key.
const KEY_MIN: usize = 32;

/// Read from `MAILS_PER_HOUR` and `MAILS_PER_DAY`.
pub(super) fn quota(variables: &Variables<'_>) -> Result<Quota, ConfigError> {
    let usual = Quota::default();
    let why = "must be a number from 1 to 1000";
    let per_hour = variables.optional("MAILS_PER_HOUR", why, number)?;
    let per_day = variables.optional("MAILS_PER_DAY", why, number)?;
    Ok(Quota {
        per_hour: per_hour.unwrap_or(usual.per_hour),
        per_day: per_day.unwrap_or(usual.per_day),
    })
}

/// Read from `OKTA_CALLS_PER_MINUTE`.
pub(super) fn calls_per_minute(variables: &Variables<'_>) -> Result<u32, ConfigError> {
    let why = "must be a number from 20 to 100000";
    let given = variables.optional("OKTA_CALLS_PER_MINUTE", why, |text| {
        text.parse()
            .ok()
            .filter(|calls| (20..=100_000).contains(calls))
    })?;
    Ok(given.unwrap_or(CALLS_PER_MINUTE))
}

/// Read from the secret `ADDRESS_KEY`.
pub(super) fn address_key(variables: &Variables<'_>) -> Result<Option<AddressKey>, ConfigError> {
    let key = key(variables, "ADDRESS_KEY")?;
    Ok(key.map(AddressKey::new))
}

/// Read from the secret `LOG_KEY`.
pub(super) fn log_key(variables: &Variables<'_>) -> Result<Option<LogKey>, ConfigError> {
    let key = key(variables, "LOG_KEY")?;
    Ok(key.map(LogKey::new))
}

fn key(variables: &Variables<'_>, setting: &'static str) -> Result<Option<String>, ConfigError> {
    let why = "must have 32 characters or more";
    variables.optional(setting, why, |text| {
        (text.chars().count() >= KEY_MIN).then(|| text.to_owned())
    })
}

fn number(text: &str) -> Option<u32> {
    let number = text.parse().ok()?;
    (1..=1_000).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::variables::Variable;
    use super::*;

    type Read = (Quota, Option<AddressKey>);

    fn read(settings: &[(&str, &str)]) -> Result<Read, ConfigError> {
        let find = |name: &str| {
            let found = settings.iter().find(|(key, _)| *key == name);
            found.map_or(Variable::Missing, |(_, value)| {
                Variable::Text((*value).to_owned())
            })
        };
        let variables = Variables::new(&find);
        Ok((quota(&variables)?, address_key(&variables)?))
    }

    #[test]
    fn messages_are_counted_by_the_hour_and_by_the_day() {
        assert_eq!(read(&[]), Ok((Quota::default(), None)));
        let given = [("MAILS_PER_HOUR", "1"), ("MAILS_PER_DAY", "1000")];
        let (per_hour, per_day) = (1, 1_000);
        assert_eq!(read(&given), Ok((Quota { per_hour, per_day }, None)));
    }

    #[test]
    fn calls_are_counted_by_the_minute() {
        let read = |given: &str| {
            let find = |name: &str| match name {
                "OKTA_CALLS_PER_MINUTE" => Variable::Text(given.to_owned()),
                _ => Variable::Missing,
            };
            calls_per_minute(&Variables::new(&find)).ok()
        };
        assert_eq!(read(""), Some(300));
        assert_eq!(read("20"), Some(20));
        for wrong in ["19", "100001", "-1", "many"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_key_is_not_printed() {
        let key = "0123456789abcdef0123456789abcdef";
        let (_, read) = read(&[("ADDRESS_KEY", key)]).expect("good settings");
        assert_eq!(read, Some(AddressKey::new(key)));
        assert!(!format!("{read:?}").contains(key));
    }

    #[test]
    fn logins_are_hashed_for_the_log_with_a_key_or_not_at_all() {
        let read = |value: &str| {
            let find = |name: &str| match name {
                "LOG_KEY" => Variable::Text(value.to_owned()),
                _ => Variable::Missing,
            };
            log_key(&Variables::new(&find))
        };
        assert_eq!(read(""), Ok(None));
        let key = "0123456789abcdef0123456789abcdef";
        assert_eq!(read(key), Ok(Some(LogKey::new(key))));
        let error = read(&key[1..]).expect_err("too short");
        assert_eq!(error.setting, "LOG_KEY");
        assert!(!format!("{:?}", read(key)).contains(key));
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (setting, value) in [
            ("MAILS_PER_HOUR", "0"),
            ("MAILS_PER_HOUR", "many"),
            ("MAILS_PER_DAY", "1001"),
            ("ADDRESS_KEY", "too short"),
        ] {
            let error = read(&[(setting, value)]).expect_err(value);
            assert_eq!(error.setting, setting, "{value}");
        }
    }
}
