//! The pages of the journey, as values.

use serde::{Deserialize, Serialize};

use crate::password::{Policy, Rule};
use crate::wire::Wire;

/// What the person sees next. In JSON the member `page` names the variant
/// (`"forgot-password"`, …) and the struct's fields stand beside it; a member
/// that is `None` or empty is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum Page {
    /// Asks for the login.
    ForgotPassword(ForgotPassword),
    /// The public answer: a mail may be on its way.
    CheckYourEmail(CheckYourEmail),
    /// Asks for the recovery answer, if any, and the new password.
    NewPassword(NewPassword),
    /// The link came too late.
    LinkExpired(LinkExpired),
    /// The link has done its work, or a newer one replaced it.
    LinkUsed(LinkUsed),
    /// Too many wrong answers were given behind the link.
    LinkClosed(LinkClosed),
    /// The link is not one of ours, or was cut off.
    LinkInvalid(LinkInvalid),
    /// The password is changed.
    Done(Done),
    /// Something else: what happened, and what to do next.
    SomethingWentWrong(SomethingWentWrong),
}

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

/// Asks for the recovery answer, if any, and the new password.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPassword {
    /// Whose password it is; `None` while not known.
    pub username: Option<String>,
    /// The recovery question that must be answered, if any.
    pub question: Option<String>,
    /// The organisation's rules; `None` while not known.
    pub policy: Option<Policy>,
    /// Why what was sent was not taken.
    pub errors: NewPasswordErrors,
}

/// Why a new password was not taken. Empty on first sight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPasswordErrors {
    /// About the recovery answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerError>,
    /// About the password: everything that is wrong with it, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub password: Vec<PasswordError>,
    /// About neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormError>,
}

impl NewPasswordErrors {
    /// Whether there is nothing to complain about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answer.is_none() && self.password.is_empty() && self.form.is_none()
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

/// Why a recovery answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerError {
    /// The field was empty.
    Missing,
    /// More than [`crate::forms::ANSWER_MAX`] characters.
    TooLong,
    /// It is not the answer that Okta knows.
    Wrong {
        /// How often the person may still try.
        attempts_left: u32,
    },
    /// It was right, but too long ago: it must be given again.
    Expired,
}

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordError {
    /// The field was empty.
    Missing,
    /// It breaks a rule of the policy.
    Broken(Rule),
    /// Longer than Okta stores.
    TooLong,
    /// It is the current password.
    SameAsCurrent,
    /// It is one of the last passwords.
    UsedRecently,
    /// It is on a list of common passwords.
    Common,
    /// The last change is too recent for another one.
    TooSoon,
    /// The organisation refused it; the reason is not known.
    Refused,
}

/// What went wrong with a form although its fields are fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormError {
    /// The password couldn't be saved just now; nothing is lost.
    TryAgain,
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

/// The password is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {}

/// Something else: what happened, and what to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct SomethingWentWrong {
    /// The name of the request in the operator's log.
    pub request_id: String,
    /// What happened.
    pub why: WentWrong,
}

/// What went wrong outside of any form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WentWrong {
    /// The service can't answer for the moment (503).
    Unavailable,
    /// There is no such page (404).
    NotFound,
    /// The page can't be used this way (405).
    MethodNotAllowed,
    /// More was sent than any form needs (413).
    TooLarge,
    /// What was sent is neither a form nor JSON (415).
    WrongType,
    /// The request came from another site (403).
    Forbidden,
    /// The organisation doesn't allow this for this person (403).
    NotAllowed,
    /// What was sent can't be read (400).
    BadRequest,
    /// A fault of ours (500).
    #[default]
    Internal,
    /// A setting is missing or wrong (503).
    Misconfigured {
        /// The setting's name, for the operator.
        setting: String,
    },
}

impl Page {
    /// The HTTP status this page is answered with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::ForgotPassword(ForgotPassword { error: Some(_), .. }) => 422,
            Self::NewPassword(page) => page.errors.status(),
            Self::LinkExpired(_)
            | Self::LinkUsed(_)
            | Self::LinkClosed(_)
            | Self::LinkInvalid(_) => 410,
            Self::SomethingWentWrong(page) => page.why.status(),
            Self::ForgotPassword(_) | Self::CheckYourEmail(_) | Self::Done(_) => 200,
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
            Self::SomethingWentWrong(_) => "something-went-wrong",
        }
    }

    /// The custom element that shows this page. `None` for the page that
    /// belongs to no form.
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
            Self::SomethingWentWrong(_) => None,
        }
    }
}

impl NewPasswordErrors {
    fn status(&self) -> u16 {
        match self.form {
            Some(FormError::TryAgain) => 503,
            None if self.is_empty() => 200,
            None => 422,
        }
    }
}

impl WentWrong {
    /// The failure's name, as in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::Forbidden => "forbidden",
            Self::NotAllowed => "not-allowed",
            Self::BadRequest => "bad-request",
            Self::Internal => "internal",
            Self::Misconfigured { .. } => "misconfigured",
        }
    }

    /// The HTTP status of this failure.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden | Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::Internal => 500,
            Self::Unavailable | Self::Misconfigured { .. } => 503,
        }
    }
}
