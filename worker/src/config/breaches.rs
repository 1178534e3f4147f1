//! What is made of stolen passwords, and who knows them.

use recovery::{BreachCheck, Listed, Unanswered};

use super::ConfigError;
use super::value::api;
use super::variables::Variables;

const PWNED_PASSWORDS: &str = "https://api.pwnedpasswords.com";

/// Read from `BREACH_CHECK` and `BREACH_CHECK_DOWN`.
pub(super) fn check(variables: &Variables<'_>) -> Result<Option<BreachCheck>, ConfigError> {
    let why = "must be `off`, `warn` or `refuse`";
    let listed = variables.optional("BREACH_CHECK", why, |word| match word {
        "off" => Some(None),
        "warn" => Some(Some(Listed::Warn)),
        "refuse" => Some(Some(Listed::Refuse)),
        _ => None,
    })?;
    let why = "must be `accept` or `refuse`";
    let unanswered = variables.optional("BREACH_CHECK_DOWN", why, |word| match word {
        "accept" => Some(Unanswered::Accept),
        "refuse" => Some(Unanswered::Refuse),
        _ => None,
    })?;
    Ok(listed.flatten().map(|listed| BreachCheck {
        listed,
        unanswered: unanswered.unwrap_or(Unanswered::Accept),
    }))
}

/// Read from `BREACH_CHECK_URL`: what stands before `/range/`, without a slash.
pub(super) fn url(variables: &Variables<'_>) -> Result<String, ConfigError> {
    let why = "must be a whole https address without a query";
    let url = variables.optional("BREACH_CHECK_URL", why, api)?;
    Ok(url.unwrap_or_else(|| PWNED_PASSWORDS.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::variables::Variable;
    use super::*;

    type Read = (Option<BreachCheck>, String);

    fn read(settings: &[(&str, &str)]) -> Result<Read, ConfigError> {
        let find = |name: &str| {
            let found = settings.iter().find(|(key, _)| *key == name);
            found.map_or(Variable::Missing, |(_, value)| {
                Variable::Text((*value).to_owned())
            })
        };
        let variables = Variables::new(&find);
        Ok((check(&variables)?, url(&variables)?))
    }

    #[test]
    fn nobody_is_asked_unless_it_is_wanted() {
        let off = Ok((None, PWNED_PASSWORDS.to_owned()));
        assert_eq!(read(&[]), off);
        assert_eq!(
            read(&[("BREACH_CHECK", "off"), ("BREACH_CHECK_DOWN", "refuse")]),
            off
        );
    }

    #[test]
    fn without_an_answer_passwords_are_taken_unless_told_otherwise() {
        let (warn, _) = read(&[("BREACH_CHECK", "warn")]).expect("good settings");
        let (listed, unanswered) = (Listed::Warn, Unanswered::Accept);
        assert_eq!(warn, Some(BreachCheck { listed, unanswered }));
        let given = [
            ("BREACH_CHECK", "refuse"),
            ("BREACH_CHECK_DOWN", "refuse"),
            ("BREACH_CHECK_URL", "http://127.0.0.1:8788/pwned/"),
        ];
        let (listed, unanswered) = (Listed::Refuse, Unanswered::Refuse);
        let check = Some(BreachCheck { listed, unanswered });
        assert_eq!(
            read(&given),
            Ok((check, "http://127.0.0.1:8788/pwned".to_owned()))
        );
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (setting, value) in [
            ("BREACH_CHECK", "true"),
            ("BREACH_CHECK_DOWN", "off"),
            ("BREACH_CHECK_URL", "http://mirror.example.com"),
            ("BREACH_CHECK_URL", "mirror"),
        ] {
            let error = read(&[(setting, value)]).expect_err(value);
            assert_eq!(error.setting, setting, "{value}");
        }
    }
}
