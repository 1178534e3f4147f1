//! One-time links, and the tokens in them.

use serde::{Deserialize, Serialize};

use crate::secret::{ActivationToken, OneTimeUrl, RecoveryToken, RecoveryTokenError};
use crate::wire::if_readable;

/// The answer of *reset password* and *forgot password*: the link, where Okta sends no mail.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResetPasswordToken {
    /// Where the person sets the new password; see [`one_time_token`].
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub reset_password_url: Option<OneTimeUrl>,
}

/// The answer of *activate* and *reactivate*: the link, where Okta sends no mail.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserActivationToken {
    /// Where the person sets the first password; see [`one_time_token`].
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub activation_url: Option<OneTimeUrl>,
    /// The token in it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub activation_token: Option<ActivationToken>,
}

/// The token in a link: the last segment of its path, whatever stands before; of
/// `/tokens/{token}/verify`, Identity Engine's activation, the one before the last. Query and
/// fragment do not count.
///
/// # Errors
///
/// What is wrong with the token, for a link that has none of the usual form.
pub fn one_time_token(url: &OneTimeUrl) -> Result<RecoveryToken, RecoveryTokenError> {
    let url = url.secret();
    let url = url.split_once("://").map_or(url, |(_scheme, rest)| rest);
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (_host, path) = url[..end].split_once('/').unwrap_or_default();
    let mut segments = path.trim_end_matches('/').rsplit('/');
    let last = segments.next().unwrap_or_default();
    let before = (segments.next(), segments.next());
    match (last, before) {
        ("verify", (Some(token), Some("tokens"))) => token.parse(),
        _ => last.parse(),
    }
}
