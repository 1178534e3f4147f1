//! What the org says: messages, with the key that steers clients and the text for people.

use okta::idx::{I18n, Message, MessageClass, MessageKey};

use super::switches::{
    ResetNotAllowedKey, UnknownUserClass, UnlockNotAllowedKey, WrongAnswerKey, WrongPasswordKey,
};

fn message(class: MessageClass, key: MessageKey, text: impl Into<String>) -> Message {
    Message {
        text: text.into(),
        i18n: Some(I18n {
            key,
            params: Vec::new(),
        }),
        class: Some(class),
    }
}

/// The step is refused.
pub(super) fn error(key: MessageKey, text: impl Into<String>) -> Message {
    message(MessageClass::Error, key, text)
}

/// Good to know.
pub(super) fn info(key: MessageKey, text: impl Into<String>) -> Message {
    message(MessageClass::Info, key, text)
}

/// The same with what is filled in.
fn with(mut message: Message, param: &str) -> Message {
    if let Some(i18n) = &mut message.i18n {
        i18n.params.push(param.to_owned());
    }
    message
}

pub(super) fn unknown_user(class: UnknownUserClass, identifier: &str) -> Message {
    let class = match class {
        UnknownUserClass::Warning => MessageClass::Warning,
        UnknownUserClass::Info => MessageClass::Info,
    };
    let text = format!("There is no account with the Username {identifier}.");
    message(class, MessageKey::UnknownUser, text)
}

pub(super) fn session_expired() -> Message {
    let text = "You have been logged out due to inactivity. Refresh or return to the sign in \
                screen.";
    error(MessageKey::SessionExpired, text)
}

pub(super) fn bad_request() -> Message {
    error(MessageKey::BadRequest, "Bad request.")
}

pub(super) fn wrong_code() -> Message {
    error(MessageKey::PasscodeInvalid, "Invalid code. Try again.")
}

/// No source has the key of a wrong answer; the text is that of factors.
pub(super) fn wrong_answer(key: WrongAnswerKey) -> Message {
    let key = match key {
        WrongAnswerKey::PasscodeInvalid => MessageKey::PasscodeInvalid,
        WrongAnswerKey::WrongAnswer => MessageKey::WrongAnswer,
    };
    error(
        key,
        "Your answer doesn't match our records. Please try again.",
    )
}

pub(super) fn suspended_factor() -> Message {
    let text = "This factor is suspended for your account due to too many failed attempts";
    error(MessageKey::FactorSuspended, text)
}

pub(super) fn wrong_password(key: WrongPasswordKey) -> Message {
    match key {
        WrongPasswordKey::AuthenticationFailed => authentication_failed(),
        WrongPasswordKey::IncorrectPassword => {
            error(MessageKey::IncorrectPassword, "Password is incorrect")
        }
    }
}

pub(super) fn authentication_failed() -> Message {
    error(MessageKey::AuthenticationFailed, "Authentication failed")
}

pub(super) fn reset_not_allowed(key: ResetNotAllowedKey) -> Message {
    let (key, text) = match key {
        ResetNotAllowedKey::ResetNotAllowed => (
            MessageKey::ResetNotAllowed,
            "Reset password is not allowed at this time. Please contact support for assistance.",
        ),
        ResetNotAllowedKey::ChangeNotAllowed => (
            MessageKey::ChangeNotAllowed,
            "Change password not allowed on specified user.",
        ),
    };
    error(key, text)
}

pub(super) fn unlock_not_allowed(key: UnlockNotAllowedKey) -> Message {
    let (key, text) = match key {
        UnlockNotAllowedKey::NotAllowed => (
            MessageKey::UnlockNotAllowed,
            "Self Service Unlock is not allowed at this time. Please contact support for \
             assistance.",
        ),
        UnlockNotAllowedKey::FailedPermissions => (
            MessageKey::UnlockChallengeFailed,
            "You do not have permission to perform the requested action",
        ),
        UnlockNotAllowedKey::Failed => (
            MessageKey::UnlockFailed,
            "We are unable to unlock your account at this time, please contact your administrator",
        ),
    };
    error(key, text)
}

pub(super) fn unlocked() -> Message {
    let text = "You can log in using your existing username and password";
    info(MessageKey::Unlocked, text)
}

pub(super) fn activating_user() -> Message {
    let text = "Reset password cannot be performed while the user is activating. Contact your \
                administrator for help.";
    error(MessageKey::ActivatingUser, text)
}

/// The link of a mail that the person asked for.
pub(super) fn dead_token_of_own() -> Message {
    let text = "Your reset password token is no longer valid.";
    error(MessageKey::InvalidForgotPasswordToken, text)
}

/// The link of a mail that an administrator asked for.
pub(super) fn dead_token_of_administrator() -> Message {
    let text = "Your reset password token is no longer valid. Contact your administrator for a \
                new one.";
    error(MessageKey::InvalidResetPasswordToken, text)
}

pub(super) fn recovery_completed() -> Message {
    let text = "You can now sign in with your existing username and new password.";
    info(MessageKey::RecoveryCompleted, text)
}

pub(super) fn sign_in_failed() -> Message {
    let text = "Your password has been updated but there was a problem signing you in. Please \
                try again with your new password or contact your administrator.";
    error(MessageKey::PostPasswordUpdateAuthFailure, text)
}

pub(super) fn password_expiring(app: &str) -> Message {
    let text = format!(
        "When your password expires, you will have to change your password before you can login \
         to your {app} account."
    );
    with(info(MessageKey::PasswordExpiring, text), app)
}

pub(super) fn common_password(text: String) -> Message {
    with(error(MessageKey::PasswordCommon, text), "")
}

/// The parameter is the text without its first sentence.
pub(super) fn requirements_not_met(text: String) -> Message {
    let rules = text.strip_prefix("Password requirements were not met. ");
    let rules = rules.unwrap_or(&text).to_owned();
    with(error(MessageKey::PasswordRequirementsNotMet, text), &rules)
}
