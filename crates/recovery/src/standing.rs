//! What Okta wants next of somebody who is proved.

use crate::dictionary::Refusal;
use crate::form::{Live, Way};
use crate::step::{Link, PasswordReset, Recovery, State};
use crate::unlock::{end_of, unlocked};
use okta::PasswordPolicy;
use okta::authn::{RecoveryTransaction, RecoveryType, TransactionStatus, User};
use pages::Purpose;

/// Where Okta's transaction stands, on either engine.
pub(crate) enum Standing {
    /// It waits for something.
    Waiting(Waiting),
    /// The account is unlocked, and that is all.
    Unlocked(Option<User>),
}

/// A transaction that waits for something.
pub(crate) struct Waiting {
    /// Okta's key to it.
    pub(crate) state: State,
    /// Who Okta says this is.
    pub(crate) user: Option<User>,
    /// What comes next.
    pub(crate) wants: Wants,
    /// What it is for, if Okta says so.
    pub(crate) recovery_type: Option<RecoveryType>,
}

/// What Okta wants next.
pub(crate) enum Wants {
    /// The answer to a question.
    Answer {
        /// The question.
        question: String,
        /// What Identity Engine calls it.
        key: Option<String>,
    },
    /// The new password, by these rules, if Okta told them.
    Password(Option<PasswordPolicy>),
}

impl Standing {
    /// What a transaction of the Authentication API stands for, that was begun for `purpose`.
    ///
    /// # Errors
    /// When there is nothing in it that a person could go on with.
    pub(crate) fn of(transaction: RecoveryTransaction, purpose: Purpose) -> Result<Self, Refusal> {
        let is_unlocked = is_unlocked(&transaction, purpose);
        let user = transaction.embedded.user;
        if is_unlocked {
            return Ok(Self::Unlocked(user));
        }
        let asked = user
            .as_ref()
            .and_then(|user| user.recovery_question.as_ref());
        let question = asked.map(|asked| asked.question.clone());
        let token = transaction.state_token;
        let token = token.ok_or(Refusal::Unavailable { wait: None })?;
        let wants = match (transaction.status, question) {
            (TransactionStatus::Recovery, Some(question)) => Wants::Answer {
                question,
                key: None,
            },
            // Some orgs say RECOVERY with nothing to answer where others say PASSWORD_RESET.
            (TransactionStatus::Recovery | TransactionStatus::PasswordReset, _) => {
                Wants::Password(transaction.embedded.policy)
            }
            (TransactionStatus::RecoveryChallenge, _) => return Err(Refusal::WrongAnswer),
            _ => return Err(Refusal::NotAllowed),
        };
        Ok(Self::Waiting(Waiting {
            state: State::Authn {
                token,
                until: transaction.expires_at,
            },
            user,
            wants,
            recovery_type: transaction.recovery_type,
        }))
    }
}

/// Whether a transaction that was begun for `purpose` has ended in an unlocked account.
pub(crate) fn is_unlocked(transaction: &RecoveryTransaction, purpose: Purpose) -> bool {
    let unlocks = match &transaction.recovery_type {
        Some(said) => *said == RecoveryType::Unlock,
        None => purpose == Purpose::OnlyUnlock,
    };
    unlocks && transaction.status == TransactionStatus::Success
}

impl Standing {
    /// The same, for whoever follows `link`: the end, where nothing is wanted any more.
    pub(crate) fn go_on(self, link: Link) -> Way<Live> {
        match self {
            Self::Waiting(waiting) => Ok(waiting.follow(link)),
            Self::Unlocked(user) => Err(Box::new(unlocked(end_of(link, user)))),
        }
    }
}

impl Waiting {
    /// The same, for whoever follows `link`.
    pub(crate) fn follow(self, mut link: Link) -> Live {
        let Self {
            state, user, wants, ..
        } = self;
        let id = user.as_ref().and_then(|user| user.id.clone());
        link.account = link.account.or(id);
        // A link may lead elsewhere than the one who made it into a mail has thought.
        link.purpose = match (&self.recovery_type, link.purpose) {
            (Some(RecoveryType::Unlock), _) => Purpose::OnlyUnlock,
            (Some(_), Purpose::OnlyUnlock) => Purpose::Reset,
            (_, purpose) => purpose,
        };
        match wants {
            Wants::Answer { question, key } => Live::Recovery(Recovery {
                link,
                state,
                question,
                question_key: key,
                user,
            }),
            Wants::Password(policy) => Live::PasswordReset(PasswordReset {
                link,
                state,
                user,
                policy,
            }),
        }
    }
}
