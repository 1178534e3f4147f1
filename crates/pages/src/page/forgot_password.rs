//! Asking for the login, and the public answer.

use serde::{Deserialize, Serialize};

/// Asks for the login.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForgotPassword {
    /// The value of the field: empty, prefilled, or what was sent.
    pub login: String,
    /// Why the login sent was not taken.
    pub error: Option<LoginError>,
}

/// The public answer to a request. It is the same for everybody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckYourEmail {
    /// The login, as typed.
    pub login: String,
    /// The handle of the transaction, for clients that can't keep cookies.
    /// Only in JSON; a page never shows it.
    pub transaction: Option<String>,
}

/// Why a login was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoginError {
    /// The field was empty.
    Missing,
    /// More than [`crate::forms::LOGIN_MAX`] characters.
    TooLong,
    /// It has characters that no login has.
    NotALogin,
}
