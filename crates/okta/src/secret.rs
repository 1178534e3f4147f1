//! Values that must not be printed: each hides itself from `Debug`, has no `Display` and can
//! be read only by asking for the [`secret`](Password::secret) by that name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! secrets {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the plain value; nothing is checked.
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

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    )+};
}
pub(crate) use secrets;

secrets! {
    /// A password, old or new.
    Password,
    /// The answer to a recovery question. Okta compares answers without regard to case.
    Answer,
    /// `stateToken`: names the transaction in every step but the first. Short-lived; never
    /// sent to a person.
    StateToken,
    /// `passCode`: the digits of a text message or a voice call, six as a rule. Good for five
    /// minutes.
    PassCode,
    /// `recoveryToken`: the one-time token of a recovery mail's link, exchanged for a
    /// [`StateToken`]. Parse one that comes from outside with [`FromStr`].
    RecoveryToken,
    /// `token` of *primary authentication with activation token*: the one-time token of an
    /// activation mail's link. Parse one that comes from outside with [`FromStr`].
    ActivationToken,
    /// `sessionToken`: can be turned into an Okta session, once, within five minutes.
    SessionToken,
    /// `refresh_token`: good for further access tokens.
    RefreshToken,
    /// `id_token`: says who signed in.
    IdToken,
    /// `resetPasswordUrl` or `activationUrl`: whoever opens it may set the password.
    OneTimeUrl,
}

/// A login, or its unambiguous short form. It is no secret, but a person's address does not
/// belong into logs, so it prints itself no more than a secret does.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Wraps a login; nothing is checked.
    #[must_use]
    pub fn new(username: impl Into<String>) -> Self {
        Self(username.into())
    }

    /// The login. Do not log it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(redacted)")
    }
}

impl RecoveryToken {
    /// The longest text that is taken for a recovery token; Okta's have 20 characters.
    pub const MAX_LENGTH: usize = 128;
}

impl FromStr for RecoveryToken {
    type Err = RecoveryTokenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        one_time_token(text).map(Self)
    }
}

impl FromStr for ActivationToken {
    type Err = RecoveryTokenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        one_time_token(text).map(Self)
    }
}

fn one_time_token(text: &str) -> Result<String, RecoveryTokenError> {
    if text.is_empty() {
        return Err(RecoveryTokenError::Empty);
    }
    if text.len() > RecoveryToken::MAX_LENGTH {
        return Err(RecoveryTokenError::TooLong);
    }
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !text.bytes().all(in_alphabet) {
        return Err(RecoveryTokenError::Character);
    }
    Ok(text.to_owned())
}

/// Why a text is no [`RecoveryToken`], or no [`ActivationToken`]: both look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryTokenError {
    /// There is nothing.
    Empty,
    /// More than [`RecoveryToken::MAX_LENGTH`] bytes.
    TooLong,
    /// Something else than `A-Z a-z 0-9 _ -`.
    Character,
}

impl fmt::Display for RecoveryTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a one-time token is not empty",
            Self::TooLong => "a one-time token has at most 128 characters",
            Self::Character => "a one-time token has only letters, digits, `_` and `-`",
        })
    }
}

impl std::error::Error for RecoveryTokenError {}
