//! Asking for the login.

use serde::{Deserialize, Serialize};

use crate::{Channel, ReturnTo};

/// Asks for the login, and for the way to take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForgotPassword {
    /// The value of the field: empty, prefilled, or what was sent.
    pub login: String,
    /// Why the login sent was not taken.
    pub error: Option<LoginError>,
    /// The ways there are. With none or one there is nothing to choose.
    pub channels: Vec<Channel>,
    /// The way that is chosen; `None` is the first.
    pub channel: Option<Channel>,
    /// Why the way sent was not taken.
    pub channel_error: Option<ChannelError>,
    /// Whether to unlock an account that keeps its password.
    pub unlock: Unlocking,
    /// Where the person came from, if they may go back there in the end.
    pub return_to: Option<ReturnTo>,
    /// Since when somebody waits who has not shown that they are no program, for the field
    /// [`crate::forms::STAMP`]. Then they may send the form again after some seconds.
    pub stamp: Option<Box<str>>,
}

/// Whether people may have an account unlocked, and what came of the wish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlocking {
    /// They may not.
    #[default]
    NotOffered,
    /// They may.
    Offered,
    /// They may, and this one wants it.
    Chosen,
    /// What was asked for is nothing that is offered.
    Refused,
}

impl ForgotPassword {
    /// Whether something that was sent was not taken.
    pub(super) fn is_refused(&self) -> bool {
        self.error.is_some()
            || self.channel_error.is_some()
            || self.unlock == Unlocking::Refused
            || self.stamp.is_some()
    }
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

/// Why a way was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelError {
    /// It is none of the ways that are offered.
    NotOffered,
}
