//! The transaction object that every operation answers with.

use serde::{Deserialize, Serialize};

use super::link::Links;
use super::relay_state::RelayState;
use super::user::User;
use crate::password_policy::PasswordPolicy;
use crate::secret::{RecoveryToken, SessionToken, StateToken};
use crate::timestamp::Timestamp;
use crate::wire::{if_readable, null_as_default, words};

/// *Recovery transaction object*, in Okta's wire form. Only the status is always there.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryTransaction {
    /// Which state it is in.
    pub status: TransactionStatus,
    /// What names it in the next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_token: Option<StateToken>,
    /// When the state token ends; every step moves it on.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub expires_at: Option<Timestamp>,
    /// Over which factor the person recovers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_type: Option<FactorType>,
    /// What became of the factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_result: Option<FactorResult>,
    /// What is recovered; missing in some answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_type: Option<RecoveryType>,
    /// Only for callers with a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_token: Option<RecoveryToken>,
    /// In the state SUCCESS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<SessionToken>,
    /// What the caller had given along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<RelayState>,
    /// The person, and the policy.
    #[serde(
        default,
        rename = "_embedded",
        skip_serializing_if = "Embedded::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub embedded: Embedded,
    /// Where to go from here.
    #[serde(
        default,
        rename = "_links",
        skip_serializing_if = "Links::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub links: Links,
}

impl RecoveryTransaction {
    /// A transaction of which nothing but the state is known.
    #[must_use]
    pub fn new(status: TransactionStatus) -> Self {
        Self {
            status,
            state_token: None,
            expires_at: None,
            factor_type: None,
            factor_result: None,
            recovery_type: None,
            recovery_token: None,
            session_token: None,
            relay_state: None,
            embedded: Embedded::default(),
            links: Links::default(),
        }
    }
}

/// `_embedded`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Embedded {
    /// Whose transaction it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// What the new password must be like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<PasswordPolicy>,
}

impl Embedded {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is left of a cancelled transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelledTransaction {
    /// What the caller had given along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<RelayState>,
}

words! {
    /// *Transaction state*.
    TransactionStatus {
        /// Nobody has been authenticated yet
        Unauthenticated = "UNAUTHENTICATED",
        /// A factor must be verified, or the link in the mail opened
        RecoveryChallenge = "RECOVERY_CHALLENGE",
        /// The recovery question must be answered
        Recovery = "RECOVERY",
        /// The new password must be set
        PasswordReset = "PASSWORD_RESET",
        /// It is done
        Success = "SUCCESS",
        /// The account is locked
        LockedOut = "LOCKED_OUT",
        /// The password has expired
        PasswordExpired = "PASSWORD_EXPIRED",
        /// The password expires soon
        PasswordWarn = "PASSWORD_WARN",
        /// A second factor must be chosen
        MfaRequired = "MFA_REQUIRED",
        /// A second factor must be enrolled
        MfaEnroll = "MFA_ENROLL",
        /// A second factor must be activated
        MfaEnrollActivate = "MFA_ENROLL_ACTIVATE",
        /// A second factor must be verified
        MfaChallenge = "MFA_CHALLENGE",
    }
}

impl TransactionStatus {
    /// Whether a second factor stands between this state and SUCCESS. Such a state is told,
    /// not followed: there are no operations for it here.
    #[must_use]
    pub const fn asks_for_factor(&self) -> bool {
        match self {
            Self::MfaRequired | Self::MfaEnroll | Self::MfaEnrollActivate | Self::MfaChallenge => {
                true
            }
            Self::Unauthenticated
            | Self::RecoveryChallenge
            | Self::Recovery
            | Self::PasswordReset
            | Self::Success
            | Self::LockedOut
            | Self::PasswordExpired
            | Self::PasswordWarn
            | Self::Unknown(_) => false,
        }
    }
}

words! {
    /// *Factor type*. Read in any case, written in upper case.
    FactorType {
        /// A mail with a link
        Email = "EMAIL",
        /// A text message with a code
        Sms = "SMS",
        /// A voice call with a code
        Call = "CALL",
    }
}

/// A recovery factor whose code a person types: each has operations of its own, with the factor
/// in their paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneFactor {
    /// A text message.
    Sms,
    /// A voice call.
    Call,
}

impl From<PhoneFactor> for FactorType {
    fn from(factor: PhoneFactor) -> Self {
        match factor {
            PhoneFactor::Sms => Self::Sms,
            PhoneFactor::Call => Self::Call,
        }
    }
}

impl FactorType {
    /// The factor as one whose code a person types; nothing for mail, and for unknown words.
    #[must_use]
    pub const fn phone(&self) -> Option<PhoneFactor> {
        match self {
            Self::Sms => Some(PhoneFactor::Sms),
            Self::Call => Some(PhoneFactor::Call),
            Self::Email | Self::Unknown(_) => None,
        }
    }
}

words! {
    /// *Factor result*.
    FactorResult {
        /// Sent; waiting for the person
        Waiting = "WAITING",
        /// Cancelled by the person
        Cancelled = "CANCELLED",
        /// Nothing came in time
        Timeout = "TIMEOUT",
        /// The time window was missed
        TimeWindowExceeded = "TIME_WINDOW_EXCEEDED",
        /// The code was used before
        PassCodeReplayed = "PASSCODE_REPLAYED",
        /// Something went wrong
        Error = "ERROR",
    }
}

words! {
    /// *Recovery type*.
    RecoveryType {
        /// The password
        Password = "PASSWORD",
        /// The account
        Unlock = "UNLOCK",
        /// The account, for the first time
        AccountActivation = "ACCOUNT_ACTIVATION",
    }
}
