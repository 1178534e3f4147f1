//! The pages of the journey, as values.

mod check_your_email;
mod done;
mod forgot_password;
mod new_password;
mod went_wrong;

use serde::{Deserialize, Serialize};

use crate::wire::Wire;

pub use check_your_email::{Besides, CheckYourEmail, CodeEntry, CodeError, Resend, Sent};
pub use done::{Done, NotMe, NotMeState, ReturnTo};
pub use forgot_password::{ChannelError, ForgotPassword, LoginError, Unlocking};
pub use new_password::{
    AnswerError, FormError, NewPassword, NewPasswordErrors, PasswordError, Purpose,
};
pub use went_wrong::{SomethingWentWrong, WentWrong};

/// What the person sees next. In JSON the member `page` names the variant
/// (`"forgot-password"`, …) and the struct's fields stand beside it; a member
/// that is `None` or empty is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum Page {
    /// Asks for the login.
    ForgotPassword(ForgotPassword),
    /// The public answer: a message may be on its way. Asks for its code.
    CheckYourEmail(CheckYourEmail),
    /// Asks for the recovery answer, if any, and the new password, if one is wanted.
    NewPassword(NewPassword),
    /// The link came too late.
    LinkExpired(LinkExpired),
    /// The link has done its work, or a newer one replaced it.
    LinkUsed(LinkUsed),
    /// Too many wrong answers were given behind the link.
    LinkClosed(LinkClosed),
    /// The link is not one of ours, or was cut off.
    LinkInvalid(LinkInvalid),
    /// The password is set, or the account unlocked.
    Done(Done),
    /// For somebody who did not change the password.
    NotMe(NotMe),
    /// Something else: what happened, and what to do next.
    SomethingWentWrong(SomethingWentWrong),
}

/// The link came too late.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkExpired {
    /// The login to send a new link to, if known.
    pub login: Option<String>,
}

/// The link has done its work, or a newer one replaced it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkUsed {
    /// The login to send a new link to, if known.
    pub login: Option<String>,
}

/// Too many wrong answers were given behind the link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkClosed {
    /// The login to send a new link to, if known.
    pub login: Option<String>,
}

/// The link is not one of ours, or was cut off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkInvalid {
    /// The login to send a new link to, if known.
    pub login: Option<String>,
}

impl Page {
    /// The HTTP status this page is answered with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::ForgotPassword(page) if page.is_refused() => 422,
            Self::CheckYourEmail(page) => page.status(),
            Self::NewPassword(page) => page.errors.status(),
            Self::LinkExpired(_)
            | Self::LinkUsed(_)
            | Self::LinkClosed(_)
            | Self::LinkInvalid(_)
            | Self::NotMe(NotMe {
                state: NotMeState::Expired,
            }) => 410,
            Self::SomethingWentWrong(page) => page.why.status(),
            Self::ForgotPassword(_) | Self::Done(_) | Self::NotMe(_) => 200,
        }
    }

    /// The page's name, as in JSON and in `data-page`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::ForgotPassword(_) => "forgot-password",
            Self::CheckYourEmail(_) => "check-your-email",
            Self::NewPassword(_) => "new-password",
            Self::LinkExpired(_) => "link-expired",
            Self::LinkUsed(_) => "link-used",
            Self::LinkClosed(_) => "link-closed",
            Self::LinkInvalid(_) => "link-invalid",
            Self::Done(_) => "done",
            Self::NotMe(_) => "not-me",
            Self::SomethingWentWrong(_) => "something-went-wrong",
        }
    }

    /// The custom element that shows this page. `None` for pages that are
    /// documents of their own only.
    #[must_use]
    pub fn element(&self) -> Option<&'static str> {
        match self {
            Self::ForgotPassword(_) | Self::CheckYourEmail(_) => Some("rekey-forgot-password"),
            Self::NewPassword(_)
            | Self::LinkExpired(_)
            | Self::LinkUsed(_)
            | Self::LinkClosed(_)
            | Self::LinkInvalid(_)
            | Self::Done(_) => Some("rekey-new-password"),
            Self::NotMe(_) | Self::SomethingWentWrong(_) => None,
        }
    }
}
