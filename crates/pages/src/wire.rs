//! The JSON of a page: one flat object whose member `page` names it.
//!
//! One struct of optional members instead of serde's internally tagged enums:
//! these buffer every value first, and that machinery is a large part of what
//! a browser would have to download.

use serde::{Deserialize, Serialize};

use crate::page::{
    CheckYourEmail, Done, ForgotPassword, LinkClosed, LinkExpired, LinkInvalid, LinkUsed,
    LoginError, NewPassword, NewPasswordErrors, Page, SomethingWentWrong, WentWrong,
};
use crate::password::Policy;

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Name {
    ForgotPassword,
    CheckYourEmail,
    NewPassword,
    LinkExpired,
    LinkUsed,
    LinkClosed,
    LinkInvalid,
    Done,
    #[default]
    SomethingWentWrong,
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Wire {
    page: Name,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    login: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<LoginError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    transaction: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<Policy>,
    #[serde(default, skip_serializing_if = "NewPasswordErrors::is_empty")]
    errors: NewPasswordErrors,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<WentWrong>,
}

impl From<Wire> for Page {
    fn from(wire: Wire) -> Self {
        let login = wire.login;
        match wire.page {
            Name::ForgotPassword => Self::ForgotPassword(ForgotPassword {
                login: login.unwrap_or_default(),
                error: wire.error,
            }),
            Name::CheckYourEmail => Self::CheckYourEmail(CheckYourEmail {
                login: login.unwrap_or_default(),
                transaction: wire.transaction,
            }),
            Name::NewPassword => Self::NewPassword(NewPassword {
                username: wire.username,
                question: wire.question,
                policy: wire.policy,
                errors: wire.errors,
            }),
            Name::LinkExpired => Self::LinkExpired(LinkExpired { login }),
            Name::LinkUsed => Self::LinkUsed(LinkUsed { login }),
            Name::LinkClosed => Self::LinkClosed(LinkClosed { login }),
            Name::LinkInvalid => Self::LinkInvalid(LinkInvalid { login }),
            Name::Done => Self::Done(Done {}),
            Name::SomethingWentWrong => Self::SomethingWentWrong(SomethingWentWrong {
                request_id: wire.request_id.unwrap_or_default(),
                why: wire.why.unwrap_or_default(),
            }),
        }
    }
}

impl From<Page> for Wire {
    fn from(page: Page) -> Self {
        let wire = Self::default();
        match page {
            Page::ForgotPassword(page) => Self {
                page: Name::ForgotPassword,
                login: Some(page.login),
                error: page.error,
                ..wire
            },
            Page::CheckYourEmail(page) => Self {
                page: Name::CheckYourEmail,
                login: Some(page.login),
                transaction: page.transaction,
                ..wire
            },
            Page::NewPassword(page) => Self {
                page: Name::NewPassword,
                username: page.username,
                question: page.question,
                policy: page.policy,
                errors: page.errors,
                ..wire
            },
            Page::LinkExpired(page) => wire.link(Name::LinkExpired, page.login),
            Page::LinkUsed(page) => wire.link(Name::LinkUsed, page.login),
            Page::LinkClosed(page) => wire.link(Name::LinkClosed, page.login),
            Page::LinkInvalid(page) => wire.link(Name::LinkInvalid, page.login),
            Page::Done(Done {}) => wire.link(Name::Done, None),
            Page::SomethingWentWrong(page) => Self {
                page: Name::SomethingWentWrong,
                request_id: Some(page.request_id),
                why: Some(page.why),
                ..wire
            },
        }
    }
}

impl Wire {
    fn link(self, page: Name, login: Option<String>) -> Self {
        Self {
            page,
            login,
            ..self
        }
    }
}
