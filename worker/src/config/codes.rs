//! What Okta sends itself, and how it is asked for it.

use okta::OrgUrl;
use okta::idx::AuthorizationServer;
use pages::Channel;
use recovery::{Delivery, IdxApp};

use super::ConfigError;
use super::value::{address, minutes};
use super::variables::Variables;

/// Ten minutes, in milliseconds.
const OWN_CODE_LIFETIME: i64 = 10 * 60_000;
/// Okta's own, unless the org has another for mails.
const OKTA_CODE_LIFETIME: i64 = 5 * 60_000;

/// Read from `CODE_LIFETIME`.
pub(super) fn code_lifetime(
    variables: &Variables<'_>,
    delivery: &Delivery,
) -> Result<i64, ConfigError> {
    let why = "must be a number of minutes from 1 to 60";
    let given = variables.optional("CODE_LIFETIME", why, |text| minutes(text, 1..=60))?;
    Ok(given.unwrap_or(match delivery {
        Delivery::Okta => OKTA_CODE_LIFETIME,
        Delivery::Own(_) => OWN_CODE_LIFETIME,
    }))
}

/// Read from `CHANNELS`. Only mails, unless it says otherwise.
pub(super) fn channels(variables: &Variables<'_>) -> Result<Vec<Channel>, ConfigError> {
    let why = "must be some of `email`, `sms` and `call`, each once, separated by spaces";
    let given = variables.optional("CHANNELS", why, |text| {
        let words = text.split_whitespace().map(Channel::from_word);
        let all: Vec<_> = words.collect::<Option<_>>()?;
        let times = |channel| all.iter().filter(|other| *other == channel).count();
        all.iter().all(|channel| times(channel) == 1).then_some(all)
    })?;
    Ok(given.unwrap_or_else(|| vec![Channel::Email]))
}

/// The app, where Okta sends codes on Identity Engine. Read from `OKTA_ENGINE`, `OKTA_APP_CLIENT_ID`,
/// `OKTA_APP_REDIRECT_URI` and `OKTA_ISSUER`.
pub(super) fn app(
    variables: &Variables<'_>,
    (org, public_url): (&OrgUrl, &str),
    (delivery, channels): (&Delivery, &[Channel]),
) -> Result<Option<IdxApp>, ConfigError> {
    let engine = variables.optional(
        "OKTA_ENGINE",
        "must be `classic` or `identity-engine`",
        |text| match text {
            "classic" => Some(false),
            "identity-engine" => Some(true),
            _ => None,
        },
    )?;
    let client_id = variables.optional(
        "OKTA_APP_CLIENT_ID",
        "must be the client id of an OIDC app of the org, like 0oa1gjh63g214q0Hq0g4",
        super::authority::client_id,
    )?;
    let redirect_uri = variables.optional(
        "OKTA_APP_REDIRECT_URI",
        "must be one of the app's sign-in redirect URIs, a whole https address",
        |text| address(text, &["https"]),
    )?;
    let server = variables.optional(
        "OKTA_ISSUER",
        "must be the issuer of an authorization server of the org: OKTA_ORG_URL, or that and \
         /oauth2/default",
        |text| issuer(text, org),
    )?;
    let is_asked = matches!(delivery, Delivery::Okta) || channels != [Channel::Email];
    if engine != Some(true) || !is_asked {
        return Ok(None);
    }
    let client_id = client_id.ok_or(ConfigError {
        setting: "OKTA_APP_CLIENT_ID",
        why: "is missing: Okta's codes on Identity Engine need it",
    })?;
    Ok(Some(IdxApp {
        server: server.unwrap_or(AuthorizationServer::Org),
        client_id,
        redirect_uri: redirect_uri.unwrap_or_else(|| format!("{public_url}/signed_in")),
    }))
}

/// An issuer as Okta writes it: the org's URL, and for a custom server `/oauth2/` and its id.
fn issuer(text: &str, org: &OrgUrl) -> Option<AuthorizationServer> {
    let path = text.trim_end_matches('/').strip_prefix(&org.to_string())?;
    if path.is_empty() {
        return Some(AuthorizationServer::Org);
    }
    let id = path.strip_prefix("/oauth2/")?;
    Some(AuthorizationServer::Custom(id.parse().ok()?))
}
