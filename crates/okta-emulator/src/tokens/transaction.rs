//! What a state token stands for.

use okta::Timestamp;
use okta::authn::{PhoneFactor, RelayState};

use super::Kind;
use crate::people::Key;

/// Where the transaction of a known person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// RECOVERY: the question is to be answered.
    Question,
    /// `PASSWORD_RESET`: the new password is awaited.
    NewPassword,
    /// `PASSWORD_EXPIRED`: signed in with an expired password.
    PasswordExpired,
    /// `PASSWORD_WARN`: signed in; the password ends in so many days.
    PasswordWarn(u32),
    /// `MFA_REQUIRED`: a factor is awaited.
    Factor,
}

/// A code of a text message or call.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) digits: String,
    pub(crate) good_until: Timestamp,
}

/// `RECOVERY_CHALLENGE`: the code of a message or call is awaited.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    /// Nobody, if no code was sent: to an unknown name, or to one who may not recover.
    pub(crate) person: Option<Key>,
    /// Whom the limits count: a person's id, or the name that was given.
    pub(crate) who: String,
    pub(crate) factor: PhoneFactor,
    /// The factor as the request wrote it.
    pub(crate) factor_word: String,
    pub(crate) codes: Vec<Code>,
    pub(crate) wrong_codes: u32,
}

/// What a transaction waits for, and whose it is.
#[derive(Clone, Debug)]
pub(crate) enum State {
    /// A code; until it comes nobody is known.
    Challenge(Challenge),
    /// Something of a known person.
    Known(Key, Stage),
}

/// What a state token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    pub(crate) state: State,
    /// What is recovered; nothing: it is a sign-in.
    pub(crate) kind: Option<Kind>,
    /// The token that the transaction was exchanged for.
    pub(crate) recovery_token: Option<String>,
    pub(crate) relay_state: Option<RelayState>,
    pub(crate) expires_at: Timestamp,
}
