//! `messages`: what Okta says about a step.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::words::MessageClass;
use crate::wire::{if_readable, words};

/// One message. Prints itself without its text, which can contain what a person typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// For humans, in the language asked for.
    #[serde(rename = "message", default, deserialize_with = "text")]
    pub text: String,
    /// What may steer code.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub i18n: Option<I18n>,
    /// How grave it is; missing in some.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub class: Option<MessageClass>,
}

impl Message {
    /// What it is about, if it says so.
    #[must_use]
    pub fn key(&self) -> Option<&MessageKey> {
        self.i18n.as_ref().map(|i18n| &i18n.key)
    }

    /// Whether the step was refused.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.class == Some(MessageClass::Error)
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("key", &self.key())
            .field("class", &self.class)
            .finish_non_exhaustive()
    }
}

/// `i18n` of a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct I18n {
    /// What the message is about.
    pub key: MessageKey,
    /// What is filled into the text.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "texts"
    )]
    pub params: Vec<String>,
}

impl fmt::Debug for I18n {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("I18n")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    if_readable(deserializer).map(Option::unwrap_or_default)
}

/// Numbers are kept as they are written.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let Value::Array(items) = Value::deserialize(deserializer)? else {
        return Ok(Vec::new());
    };
    let text = |item: Value| match item {
        Value::String(text) => text,
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Array(_)
        | Value::Object(_)) => other.to_string(),
    };
    Ok(items.into_iter().map(text).collect())
}

words! {
    /// `i18n.key`, as far as recovery meets them. Undocumented; sources: recorded answers and
    /// the texts of okta-signin-widget, `login.properties`.
    MessageKey {
        /// Wrong code
        PasscodeInvalid = "api.authn.error.PASSCODE_INVALID",
        /// The transaction is over
        SessionExpired = "idx.session.expired",
        /// Too often
        TooManyRequests = "tooManyRequests",
        /// Too often, of Identity Engine itself
        OieTooManyRequests = "oie.tooManyRequests",
        /// Wrong password
        AuthenticationFailed = "errors.E0000004",
        /// Wrong password, older
        IncorrectPassword = "incorrectPassword",
        /// Nobody has this name; only without enumeration prevention
        UnknownUser = "idx.unknown.user",
        /// The new password breaks a rule of the policy; the rules are its parameter
        PasswordRequirementsNotMet = "password.passwordRequirementsNotMet",
        /// The new password is a common one
        PasswordCommon = "password.common",
        /// The directory refused the new password
        LdapPasswordResetFailed = "app.ldap.password.reset.failed",
        /// The policy forbids the reset
        ResetNotAllowed = "oie.selfservice.reset.password.not.allowed",
        /// The person may not change the password
        ChangeNotAllowed = "errors.E0000035",
        /// Too many wrong attempts
        FactorSuspended = "authfactor.challenge.suspended_factor",
        /// The policy forbids to unlock
        UnlockNotAllowed = "oie.selfservice.user.unlock.not.allowed",
        /// Unlocked
        Unlocked = "oie.selfservice.unlock_user.success.message",
        /// Unlocked, and on to the app
        UnlockedLandingToApp = "oie.selfservice.unlock_user.landing.to.app.success.message",
        /// Not unlocked
        UnlockFailed = "oie.selfservice.unlock_user.failed.message",
        /// Not unlocked: the authenticator does not suffice
        UnlockChallengeFailed = "oie.selfservice.unlock_user.challenge.failed.permissions",
        /// Too many text messages
        SmsLimit = "errors.E0000150",
        /// Too many calls
        CallLimit = "errors.E0000151",
        /// A text message was sent less than 30 seconds ago
        SmsTooSoon = "errors.E0000109",
        /// A mail was sent less than 5 seconds ago
        EmailTooSoon = "errors.E0000118",
        /// A call was made less than 30 seconds ago
        CallTooSoon = "errors.E0000133",
        /// The wait for the person was too long
        VerificationTimedOut = "core.system.transaction_resource_not_found",
        /// Refused by policy; ends the flow
        AccessDenied = "security.access_denied",
        /// The link of a person's own mail is dead
        InvalidForgotPasswordToken = "idx.invalid.forgot.password.token",
        /// The link of an administrator's mail is dead
        InvalidResetPasswordToken = "idx.invalid.reset.password.token",
        /// The person has not been activated yet
        ActivatingUser = "idx.reset.password.activating.user",
        /// The password is changed; there is no sign-in
        RecoveryCompleted = "idx.recovery.completed",
        /// The password is changed; the sign-in failed
        PostPasswordUpdateAuthFailure = "api.users.auth.error.POST_PASSWORD_UPDATE_AUTH_FAILURE",
        /// The magic link is too old
        ReturnLinkExpired = "idx.return.link.expired",
        /// There is a newer mail
        ReturnStale = "idx.return.stale",
        /// The magic link could not be processed
        ReturnError = "idx.return.error",
        /// The magic link did its work: go back to where you came from
        ReturnToOriginalTab = "idx.return.to.original.tab",
        /// The flow goes on in another tab
        TransferredToNewTab = "idx.transferred.to.new.tab",
        /// The magic link was opened elsewhere: enter the code there
        EnterOtpInOriginalTab = "idx.enter.otp.in.original.tab",
        /// The password expires soon
        PasswordExpiring = "idx.password.expiring.message",
        /// The wrong answer to the security question
        WrongAnswer = "errors.E0000068",
        /// Internal error
        InternalError = "E0000009",
        /// Read-only
        ReadOnly = "E0000010",
        /// Bad request
        BadRequest = "E0000020",
    }
}
