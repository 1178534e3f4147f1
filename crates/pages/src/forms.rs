//! The fields of the forms: their names, and the parsing of what was sent.

mod code;
mod unlock;

use std::fmt;

use crate::page::{
    AnswerError, ChannelError, ForgotPassword, LoginError, NewPasswordErrors, PasswordError,
    Purpose, Unlocking,
};

pub use crate::Channel;
pub use code::CodeForm;
pub use unlock::UnlockForm;

/// The field of the login.
pub const LOGIN: &str = "login";
/// The field of the way to take.
pub const CHANNEL: &str = "channel";
/// The field of what to do: `password`, the usual, or `unlock`.
pub const PURPOSE: &str = "purpose";
/// The field of where to go back to in the end.
pub const RETURN_TO: &str = "return_to";
/// The field of the language to be written in, a tag.
pub const LANG: &str = "lang";
/// The field of the languages to be written in, tags and spaces, the best first.
pub const UI_LOCALES: &str = "ui_locales";
/// The field that says since when somebody waits.
pub const STAMP: &str = "stamp";
/// The field that Turnstile's widget fills in.
pub const TURNSTILE: &str = "cf-turnstile-response";
/// The field of the code.
pub const CODE: &str = "code";
/// The field of the new password.
pub const PASSWORD: &str = "password";
/// The field of the recovery answer.
pub const ANSWER: &str = "answer";
/// The field that says whose form it is; filled in by us, not by the person.
pub const USERNAME: &str = "username";
/// The field of the transaction's handle, for clients without cookies.
pub const TRANSACTION: &str = "transaction";
/// The field that asks to end all other sessions.
pub const SIGN_OUT_EVERYWHERE: &str = "sign_out_everywhere";

/// The most characters a login may have: those of an e-mail address.
pub const LOGIN_MAX: usize = 254;
/// The most characters a recovery answer may have, as in Okta.
pub const ANSWER_MAX: usize = 100;

/// What was sent: decoded names and values, in order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields from decoded pairs of name and value.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The first value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The recovery answer, if one was given.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        self.get(ANSWER).filter(|answer| !answer.trim().is_empty())
    }
}

/// A login that can be looked up: an e-mail address or a username.
#[derive(Clone, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// Reads what was typed; spaces around it don't count.
    ///
    /// # Errors
    /// When nothing is left, when it has more than [`LOGIN_MAX`] characters,
    /// or when it has control characters.
    pub fn parse(typed: &str) -> Result<Self, LoginError> {
        let login = typed.trim();
        if login.is_empty() {
            Err(LoginError::Missing)
        } else if login.chars().count() > LOGIN_MAX {
            Err(LoginError::TooLong)
        } else if login.contains(is_unreadable) {
            Err(LoginError::NotALogin)
        } else {
            Ok(Self(login.into()))
        }
    }

    /// The login.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, and what stands for bytes that were no text at all.
fn is_unreadable(character: char) -> bool {
    character.is_control() || character == char::REPLACEMENT_CHARACTER
}

/// The form of the page *forgot password*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgotPasswordForm {
    /// Who asks.
    pub login: Login,
    /// The way that was chosen, if one was.
    pub channel: Option<Channel>,
    /// What to do: a new password, or only to unlock the account.
    pub purpose: Purpose,
    /// Where to go back to in the end, if it was said. Whether that is allowed is not known here.
    pub return_to: Option<String>,
}

impl ForgotPasswordForm {
    /// Reads the form. Whether the way, or unlocking, is offered is not known here.
    ///
    /// # Errors
    /// The page to show again, with what was typed and what is wrong with it.
    pub fn parse(fields: &Fields) -> Result<Self, ForgotPassword> {
        let typed = fields.get(LOGIN).unwrap_or_default();
        match (Login::parse(typed), channel(fields), purpose(fields)) {
            (Ok(login), Ok(channel), Ok(purpose)) => Ok(Self {
                login,
                channel,
                purpose,
                return_to: fields.get(RETURN_TO).map(str::to_owned),
            }),
            (login, channel, purpose) => Err(ForgotPassword {
                login: typed.chars().take(LOGIN_MAX).collect(),
                error: login.err(),
                channel_error: channel.err().filter(|_| purpose.is_ok()),
                channel: channel.unwrap_or_default(),
                unlock: match purpose {
                    Ok(Purpose::OnlyUnlock) => Unlocking::Chosen,
                    Ok(_) => Unlocking::NotOffered,
                    Err(refused) => refused,
                },
                ..ForgotPassword::default()
            }),
        }
    }
}

/// The way that was chosen. An empty word is none.
fn channel(fields: &Fields) -> Result<Option<Channel>, ChannelError> {
    match fields.get(CHANNEL).unwrap_or_default() {
        "" => Ok(None),
        word => match Channel::from_word(word) {
            Some(channel) => Ok(Some(channel)),
            None => Err(ChannelError::NotOffered),
        },
    }
}

/// What is asked for. An empty word is the usual.
fn purpose(fields: &Fields) -> Result<Purpose, Unlocking> {
    match fields.get(PURPOSE).unwrap_or_default() {
        "" | "password" => Ok(Purpose::Reset),
        "unlock" => Ok(Purpose::OnlyUnlock),
        _ => Err(Unlocking::Refused),
    }
}

/// The form of the page *new password*.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPasswordForm {
    /// The new password, byte for byte as typed.
    pub password: String,
    /// Whose form it was, if it said so.
    pub username: Option<String>,
    /// The recovery answer, if one was given.
    pub answer: Option<String>,
}

impl NewPasswordForm {
    /// Reads the form. Whether an answer is needed, and whether the password
    /// is good enough, is not known here.
    ///
    /// # Errors
    /// Everything that is wrong at first sight.
    pub fn parse(fields: &Fields) -> Result<Self, NewPasswordErrors> {
        let password = fields.get(PASSWORD).unwrap_or_default();
        let answer = fields.answer();
        let mut errors = NewPasswordErrors::default();
        if password.is_empty() {
            errors.password.push(PasswordError::Missing);
        }
        errors.answer = answer_error(answer);
        if password.contains(char::REPLACEMENT_CHARACTER) {
            errors.password.push(PasswordError::Refused);
        }
        if errors.is_empty() {
            Ok(Self {
                password: password.into(),
                username: fields.get(USERNAME).map(Into::into),
                answer: answer.map(Into::into),
            })
        } else {
            Err(errors)
        }
    }
}

/// What is wrong with an answer at first sight.
fn answer_error(answer: Option<&str>) -> Option<AnswerError> {
    let answer = answer?;
    if answer.chars().count() > ANSWER_MAX {
        return Some(AnswerError::TooLong);
    }
    answer
        .contains(is_unreadable)
        .then_some(AnswerError::Missing)
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fields(…)")
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

impl fmt::Debug for NewPasswordForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPasswordForm(…)")
    }
}
