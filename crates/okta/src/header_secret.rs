//! Secrets that are shown in a header. What cannot stand in one is found when it is read, not
//! when it is sent.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// An API token of the org (`SSWS`): may do whatever its administrator may.
#[derive(PartialEq, Eq)]
pub struct ApiToken(String);

impl ApiToken {
    /// The longest text that is taken for an API token, in bytes; Okta's have 42 characters.
    pub const MAX_LENGTH: usize = 512;

    /// The plain value. Do not log it, nor put it into an error.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiToken {
    type Err = ApiTokenError;

    /// Nothing is trimmed: a token with a line break at its end was not pasted with care.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(ApiTokenError::Empty);
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(ApiTokenError::TooLong);
        }
        if !can_stand_in_a_header(text) {
            return Err(ApiTokenError::Character);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken(redacted)")
    }
}

/// Why a text is no [`ApiToken`]. Says nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiTokenError {
    /// There is nothing.
    Empty,
    /// More than [`ApiToken::MAX_LENGTH`] bytes.
    TooLong,
    /// Something else than visible ASCII: a space, a line break, a letter with an accent.
    Character,
}

impl fmt::Display for ApiTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an API token is not empty",
            Self::TooLong => "an API token has at most 512 characters",
            Self::Character => "an API token has only visible ASCII, no space and no line break",
        })
    }
}

impl std::error::Error for ApiTokenError {}

/// `access_token`: may do what its scopes say. Opaque, whatever it looks like. Read from JSON,
/// it is visible ASCII.
#[derive(PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AccessToken(String);

impl AccessToken {
    /// Wraps the plain value; nothing is checked before it is shown.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The plain value. Do not log it, nor put it into an error.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AccessToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if can_stand_in_a_header(&text) {
            return Ok(Self(text));
        }
        let why = "an access token is visible ASCII";
        Err(serde::de::Error::custom(why))
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(redacted)")
    }
}

/// Visible ASCII, and some of it.
pub(crate) fn can_stand_in_a_header(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}
