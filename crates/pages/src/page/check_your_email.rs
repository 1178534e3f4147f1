//! The public answer to a request, and the code that may be typed there.

use serde::{Deserialize, Serialize};

use crate::Channel;

/// The public answer to a request. It is the same for everybody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckYourEmail {
    /// The login, as typed.
    pub login: String,
    /// The handle of the transaction, for clients that can't keep cookies.
    /// Only in JSON; a page never shows it.
    pub transaction: Option<String>,
    /// The way the message takes.
    pub channel: Channel,
    /// The code to type here; `None` where the message has a link only.
    pub code: Option<CodeEntry>,
    /// Another message; `None` where it can't be had from here.
    pub resend: Option<Resend>,
}

/// The code to type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeEntry {
    /// How long a code works, in minutes.
    pub minutes: u32,
    /// What the message has besides the code.
    #[serde(default, skip_serializing_if = "Besides::is_nothing")]
    pub besides: Besides,
    /// Why the code sent was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<CodeError>,
}

/// What a message has besides its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Besides {
    /// The code is the only way on.
    #[default]
    Nothing,
    /// A link that works, too.
    Link,
}

/// Why a code was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeError {
    /// The field was empty.
    Missing,
    /// It is not six digits.
    NotACode,
    /// It is not the newest code that was sent.
    Wrong {
        /// How often the person may still try.
        attempts_left: u32,
    },
    /// It came too late.
    Expired,
    /// Too many wrong ones: no code is taken any more, only a new message helps.
    Closed,
    /// It couldn't be checked just now; nothing is lost.
    TryAgain,
}

/// Another message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resend {
    /// In how many seconds it may be asked for; 0 is at once. The button can
    /// be pressed all the time: without JavaScript nothing would free it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub wait_seconds: u32,
    /// What became of the last time it was asked for.
    #[serde(default, skip_serializing_if = "Sent::is_no")]
    pub sent: Sent,
}

/// What became of the request for another message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sent {
    /// Nobody asked.
    #[default]
    No,
    /// Another one is on its way, if there is an account.
    Again,
    /// It was asked for too soon, and not sent.
    NotYet,
}

impl CheckYourEmail {
    pub(super) fn status(&self) -> u16 {
        match self.code_error() {
            Some(
                CodeError::Missing
                | CodeError::NotACode
                | CodeError::Wrong { .. }
                | CodeError::Expired,
            ) => 422,
            Some(CodeError::Closed) => 410,
            Some(CodeError::TryAgain) => 503,
            None if self.too_soon().is_some() => 429,
            None => 200,
        }
    }

    pub(crate) fn code_error(&self) -> Option<CodeError> {
        self.code.as_ref()?.error
    }

    /// The seconds to wait, where somebody did not wait for them.
    pub(crate) fn too_soon(&self) -> Option<u32> {
        let refused = self.resend.filter(|resend| resend.sent == Sent::NotYet);
        refused.map(|resend| resend.wait_seconds)
    }
}

impl Besides {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

impl Sent {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    fn is_no(&self) -> bool {
        *self == Self::No
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
