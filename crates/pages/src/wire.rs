//! The JSON of a page: one flat object whose member `page` names it.
//!
//! One struct of optional members instead of serde's internally tagged enums:
//! these buffer every value first, and that machinery is a large part of what
//! a browser would have to download.

use serde::{Deserialize, Serialize};

use crate::Channel;
use crate::page::{
    ChannelError, CheckYourEmail, CodeEntry, Done, ForgotPassword, LinkClosed, LinkExpired,
    LinkInvalid, LinkUsed, LoginError, NewPassword, NewPasswordErrors, NotMe, NotMeState, Page,
    Purpose, Resend, ReturnTo, SomethingWentWrong, Unlocking, WentWrong,
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
    NotMe,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    channels: Vec<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel_error: Option<ChannelError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unlock: Option<Unlocking>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stamp: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<CodeEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resend: Option<Resend>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<Policy>,
    #[serde(default, skip_serializing_if = "NewPasswordErrors::is_empty")]
    errors: NewPasswordErrors,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<Purpose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    return_to: Option<ReturnTo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign_in: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<NotMeState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<WentWrong>,
}

impl From<Wire> for Page {
    fn from(wire: Wire) -> Self {
        match wire.page {
            Name::ForgotPassword => Self::ForgotPassword(wire.into()),
            Name::CheckYourEmail => Self::CheckYourEmail(wire.into()),
            Name::NewPassword => Self::NewPassword(wire.into()),
            Name::LinkExpired => Self::LinkExpired(LinkExpired { login: wire.login }),
            Name::LinkUsed => Self::LinkUsed(LinkUsed { login: wire.login }),
            Name::LinkClosed => Self::LinkClosed(LinkClosed { login: wire.login }),
            Name::LinkInvalid => Self::LinkInvalid(LinkInvalid { login: wire.login }),
            Name::Done => Self::Done(Done {
                purpose: wire.purpose.unwrap_or_default(),
                login: wire.login,
                return_to: wire.return_to,
                sign_in: wire.sign_in,
            }),
            Name::NotMe => Self::NotMe(NotMe {
                state: wire.state.unwrap_or_default(),
            }),
            Name::SomethingWentWrong => Self::SomethingWentWrong(SomethingWentWrong {
                request_id: wire.request_id.unwrap_or_default(),
                why: wire.why.unwrap_or_default(),
            }),
        }
    }
}

impl From<Wire> for ForgotPassword {
    fn from(wire: Wire) -> Self {
        Self {
            login: wire.login.unwrap_or_default(),
            error: wire.error,
            channels: wire.channels,
            channel: wire.channel,
            channel_error: wire.channel_error,
            unlock: wire.unlock.unwrap_or_default(),
            return_to: wire.return_to,
            stamp: wire.stamp,
        }
    }
}

impl From<Wire> for CheckYourEmail {
    fn from(wire: Wire) -> Self {
        Self {
            login: wire.login.unwrap_or_default(),
            transaction: wire.transaction,
            channel: wire.channel.unwrap_or_default(),
            code: wire.code,
            resend: wire.resend,
        }
    }
}

impl From<Wire> for NewPassword {
    fn from(wire: Wire) -> Self {
        Self {
            username: wire.username,
            question: wire.question,
            policy: wire.policy,
            errors: wire.errors,
            purpose: wire.purpose.unwrap_or_default(),
            minutes: wire.minutes,
        }
    }
}

impl From<Page> for Wire {
    fn from(page: Page) -> Self {
        match page {
            Page::ForgotPassword(page) => page.into(),
            Page::CheckYourEmail(page) => page.into(),
            Page::NewPassword(page) => page.into(),
            Page::LinkExpired(page) => Self::link(Name::LinkExpired, page.login),
            Page::LinkUsed(page) => Self::link(Name::LinkUsed, page.login),
            Page::LinkClosed(page) => Self::link(Name::LinkClosed, page.login),
            Page::LinkInvalid(page) => Self::link(Name::LinkInvalid, page.login),
            Page::Done(page) => Self {
                page: Name::Done,
                purpose: unless_default(page.purpose),
                login: page.login,
                return_to: page.return_to,
                sign_in: page.sign_in,
                ..Self::default()
            },
            Page::NotMe(page) => Self {
                page: Name::NotMe,
                state: Some(page.state),
                ..Self::default()
            },
            Page::SomethingWentWrong(page) => Self {
                page: Name::SomethingWentWrong,
                request_id: Some(page.request_id),
                why: Some(page.why),
                ..Self::default()
            },
        }
    }
}

impl From<ForgotPassword> for Wire {
    fn from(page: ForgotPassword) -> Self {
        Self {
            page: Name::ForgotPassword,
            login: Some(page.login),
            error: page.error,
            channels: page.channels,
            channel: page.channel,
            channel_error: page.channel_error,
            unlock: unless_default(page.unlock),
            return_to: page.return_to,
            stamp: page.stamp,
            ..Self::default()
        }
    }
}

impl From<CheckYourEmail> for Wire {
    fn from(page: CheckYourEmail) -> Self {
        Self {
            page: Name::CheckYourEmail,
            login: Some(page.login),
            transaction: page.transaction,
            channel: unless_default(page.channel),
            code: page.code,
            resend: page.resend,
            ..Self::default()
        }
    }
}

impl From<NewPassword> for Wire {
    fn from(page: NewPassword) -> Self {
        Self {
            page: Name::NewPassword,
            username: page.username,
            question: page.question,
            policy: page.policy,
            errors: page.errors,
            purpose: unless_default(page.purpose),
            minutes: page.minutes,
            ..Self::default()
        }
    }
}

impl Wire {
    fn link(page: Name, login: Option<String>) -> Self {
        Self {
            page,
            login,
            ..Self::default()
        }
    }
}

fn unless_default<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}
