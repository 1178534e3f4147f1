//! Who sends the mails, and how.

use pages::Brand;
use pages::texts::Wording;
use recovery::{Choice, Delivery, OwnDelivery};

use super::ConfigError;
use super::value::yes_or_no;
use super::variables::Variables;

/// Read from `DELIVERY`; with `own`, from `UNLOCK`, `NOTIFY_UNKNOWN` and `NOTIFY_BLOCKED`, too.
pub(super) fn delivery(
    variables: &Variables<'_>,
    public_url: &str,
    (brand, wording): (&Brand, &'static Wording),
) -> Result<Delivery, ConfigError> {
    let is_own = variables.optional("DELIVERY", "must be `okta` or `own`", |text| match text {
        "okta" => Some(false),
        "own" => Some(true),
        _ => None,
    })?;
    if is_own != Some(true) {
        return Ok(Delivery::Okta);
    }
    Ok(Delivery::Own(OwnDelivery {
        public_url: public_url.to_owned(),
        brand: brand.clone(),
        wording,
        unlock: choice(variables, "UNLOCK")?,
        notify_unknown: choice(variables, "NOTIFY_UNKNOWN")?,
        notify_blocked: choice(variables, "NOTIFY_BLOCKED")?,
    }))
}

/// Read from `UNLOCK`, where Okta sends the messages: whether people may ask to be unlocked.
pub(super) fn unlock(
    variables: &Variables<'_>,
    delivery: &Delivery,
) -> Result<Choice, ConfigError> {
    match delivery {
        Delivery::Okta => choice(variables, "UNLOCK"),
        // Our own mails know who is locked.
        Delivery::Own(_) => Ok(Choice::Off),
    }
}

/// Off, unless it is switched on.
fn choice(variables: &Variables<'_>, setting: &'static str) -> Result<Choice, ConfigError> {
    let choice = variables.optional(setting, "must be true or false", |text| {
        yes_or_no(text, Choice::On, Choice::Off)
    })?;
    Ok(choice.unwrap_or(Choice::Off))
}
