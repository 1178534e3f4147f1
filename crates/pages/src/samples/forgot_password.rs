//! Asking for the login.

use super::{LOGIN, Sample};
use crate::{Channel, ChannelError, ForgotPassword, LoginError, Page, ReturnTo, Unlocking};

pub(super) fn forgot_password() -> Vec<Sample> {
    let asked = |login: &str, error| ForgotPassword {
        login: login.into(),
        error,
        ..ForgotPassword::default()
    };
    let ways = |login, error| ForgotPassword {
        channels: Channel::ALL.into(),
        ..asked(login, error)
    };
    let chosen = ForgotPassword {
        channel: Some(Channel::Sms),
        ..ways("", Some(LoginError::Missing))
    };
    let from_app = ForgotPassword {
        return_to: Some(ReturnTo {
            url: "https://app.example.com/payroll?month=\"5\"".into(),
            name: None,
        }),
        ..asked("", None)
    };
    let refused = ForgotPassword {
        channel_error: Some(ChannelError::NotOffered),
        ..ways(LOGIN, None)
    };
    let unseen = ForgotPassword {
        channel_error: Some(ChannelError::NotOffered),
        ..asked(LOGIN, None)
    };
    let may_unlock = |unlock| ForgotPassword {
        unlock,
        ..ways("", None)
    };
    let challenged = ForgotPassword {
        stamp: Some("1750000000000.c3RhbXA".into()),
        ..asked(LOGIN, None)
    };
    let no_unlock = ForgotPassword {
        unlock: Unlocking::Refused,
        ..asked(LOGIN, None)
    };
    let states = [
        ("forgot-password", asked("", None)),
        ("forgot-password-prefilled", asked(LOGIN, None)),
        (
            "forgot-password-missing",
            asked("", Some(LoginError::Missing)),
        ),
        (
            "forgot-password-too-long",
            asked(LOGIN, Some(LoginError::TooLong)),
        ),
        (
            "forgot-password-odd",
            asked("ada\u{7}", Some(LoginError::NotALogin)),
        ),
        ("forgot-password-from-app", from_app),
        ("forgot-password-channels", ways("", None)),
        ("forgot-password-channels-missing", chosen),
        ("forgot-password-channels-refused", refused),
        ("forgot-password-channel-refused", unseen),
        ("forgot-password-unlock", may_unlock(Unlocking::Offered)),
        (
            "forgot-password-unlock-chosen",
            may_unlock(Unlocking::Chosen),
        ),
        ("forgot-password-unlock-refused", no_unlock),
        ("forgot-password-challenge", challenged),
    ];
    let pages = states.into_iter();
    pages
        .map(|(name, page)| (name, Page::ForgotPassword(page)))
        .collect()
}
