//! What Okta wants next of somebody who is proved.

use crate::dictionary::Refusal;
use crate::form::Live;
use crate::step::{Link, PasswordReset, Recovery, State};
use okta::PasswordPolicy;
use okta::authn::{RecoveryTransaction, TransactionStatus, User};

/// Where Okta's transaction stands, on either engine.
pub(crate) struct Standing {
    /// Okta's key to it.
    pub(crate) state: State,
    /// Who Okta says this is.
    pub(crate) user: Option<User>,
    /// What comes next.
    pub(crate) wants: Wants,
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
    /// What a transaction of the Authentication API stands for.
    ///
    /// # Errors
    /// When there is nothing in it that a person could go on with.
    pub(crate) fn of(transaction: RecoveryTransaction) -> Result<Self, Refusal> {
        let user = transaction.embedded.user;
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
            _ => return Err(Refusal::NotAllowed),
        };
        Ok(Self {
            state: State::Authn {
                token,
                until: transaction.expires_at,
            },
            user,
            wants,
        })
    }

    /// The same, for whoever follows `link`.
    pub(crate) fn follow(self, mut link: Link) -> Live {
        let Self { state, user, wants } = self;
        let id = user.as_ref().and_then(|user| user.id.clone());
        link.account = link.account.or(id);
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
