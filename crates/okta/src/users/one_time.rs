//! One-time links, the tokens in them, and one-time passwords.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::secret::{ActivationToken, OneTimeUrl, Password, RecoveryToken, RecoveryTokenError};

/// The answer of *reset password* and *forgot password*: the link, where Okta sends no mail.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResetPasswordToken {
    /// Where the person sets the new password; see [`ResetPasswordToken::one_time_token`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset_password_url: Option<OneTimeUrl>,
}

impl ResetPasswordToken {
    /// The token in the link, for whoever asked for it by [`SendEmail::No`](super::SendEmail).
    ///
    /// # Errors
    ///
    /// When Okta sent no link, or one without a token.
    pub fn one_time_token(&self) -> Result<RecoveryToken, OneTimeLinkError> {
        let url = self.reset_password_url.as_ref();
        let url = url.ok_or(OneTimeLinkError::NoLink)?;
        one_time_token(url).map_err(OneTimeLinkError::NoToken)
    }
}

/// The answer of *activate* and *reactivate*: the link, where Okta sends no mail.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserActivationToken {
    /// Where the person sets the first password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation_url: Option<OneTimeUrl>,
    /// The token in it; see [`UserActivationToken::one_time_token`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation_token: Option<ActivationToken>,
}

impl UserActivationToken {
    /// The token, or that in the link, for whoever asked for it by
    /// [`SendEmail::No`](super::SendEmail).
    ///
    /// # Errors
    ///
    /// When Okta sent neither, or something that is no token.
    pub fn one_time_token(&self) -> Result<ActivationToken, OneTimeLinkError> {
        let token = match (&self.activation_token, &self.activation_url) {
            (Some(token), _) => token.secret().parse(),
            (None, Some(url)) => token_in(url).parse(),
            (None, None) => return Err(OneTimeLinkError::NoLink),
        };
        token.map_err(OneTimeLinkError::NoToken)
    }
}

/// The answer of *expire password and set a temporary one*.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TempPassword {
    /// Good for one sign-in.
    pub temp_password: Password,
}

/// Why an answer leads nobody to a new password. Says nothing of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneTimeLinkError {
    /// There is no link: Okta sends a mail, or was asked to.
    NoLink,
    /// What stands in the place of the token is none.
    NoToken(RecoveryTokenError),
}

impl fmt::Display for OneTimeLinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLink => f.write_str("the answer has no one-time link"),
            Self::NoToken(why) => write!(f, "the one-time link is of no known form: {why}"),
        }
    }
}

impl std::error::Error for OneTimeLinkError {}

/// The token in a link: the last segment of its path, whatever stands before; of
/// `/tokens/{token}/verify`, Identity Engine's activation, the one before the last. Query and
/// fragment do not count.
///
/// # Errors
///
/// What is wrong with the token, for a link that has none of the usual form: nothing stands behind
/// the last slash, for example.
pub fn one_time_token(url: &OneTimeUrl) -> Result<RecoveryToken, RecoveryTokenError> {
    token_in(url).parse()
}

fn token_in(url: &OneTimeUrl) -> &str {
    let url = url.secret();
    let url = url.split_once("://").map_or(url, |(_scheme, rest)| rest);
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let (_host, path) = url.split_once('/').unwrap_or_default();
    let mut segments = path.rsplit('/');
    let last = segments.next().unwrap_or_default();
    match (last, segments.next(), segments.next()) {
        ("verify", Some(token), Some("tokens")) => token,
        _ => last,
    }
}
