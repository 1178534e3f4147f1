//! Answer and new password, handed to Okta on either engine.

use okta::authn::{RecoveryTransaction, TransactionStatus, User};
use okta::idx::StateHandle;
use okta::{ClientContext, Password, PasswordPolicy, SessionToken};
use pages::PasswordError;

use crate::ask::{changes, idx, inquiries};
use crate::dictionary::Refusal;
use crate::idx::{Place, was_changed};
use crate::journey::Journey;
use crate::proof::Proof;
use crate::standing::{Standing, Wants, is_unlocked};
use crate::step::{PasswordReset, Recovery, State};
use crate::surroundings::Surroundings;

impl<S: Surroundings> Journey<'_, S> {
    /// Gives Okta the answer.
    pub(crate) async fn give(
        &self,
        recovery: &Recovery,
        answer: &okta::Answer,
        context: &ClientContext,
    ) -> Result<Given, Refusal> {
        let visitor = self.visitor(context);
        match &recovery.state {
            State::Authn { token, .. } => {
                let ask = inquiries::answer_recovery_question(visitor, (token, answer));
                let transaction = self.ask(ask).await?;
                if is_unlocked(&transaction, recovery.link.purpose) {
                    return Ok(Given::Unlocked(transaction.embedded.user));
                }
                Ok(Given::Right(transaction.into()))
            }
            State::Idx { handle, .. } => {
                let key = recovery.question_key.as_deref().unwrap_or_default();
                let ask = idx::answer_security_question(visitor, handle, (key, answer));
                let place = Place::after(handle, self.ask(ask).await?);
                let waiting = match self.reached(context, place).await? {
                    Standing::Waiting(waiting) => waiting,
                    Standing::Unlocked(user) => return Ok(Given::Unlocked(user)),
                };
                match waiting.wants {
                    Wants::Password(policy) => Ok(Given::Right(Right {
                        state: Some(waiting.state),
                        user: waiting.user,
                        policy,
                    })),
                    Wants::Answer { .. } => Err(Refusal::WrongAnswer),
                }
            }
        }
    }

    /// The operation itself. Whatever Okta wants next (MFA, a warning): the password is changed.
    pub(crate) async fn set_password(
        &self,
        state: &State,
        password: &Password,
        context: &ClientContext,
    ) -> Result<Accepted, Refusal> {
        let (visitor, proof) = (self.visitor(context), Proof::of_okta(state));
        let sessions = self.settings.revoke_sessions;
        match state {
            State::Authn { token, .. } => {
                let ask = changes::set_password(&proof, visitor, (token, password), sessions);
                let done = self.ask(ask).await?;
                let is_all = done.status == TransactionStatus::Success;
                Ok(Accepted {
                    account: done.embedded.user.and_then(|user| user.id),
                    pass: done
                        .session_token
                        .filter(|_| is_all)
                        .map(Pass::SessionToken),
                })
            }
            State::Idx {
                handle,
                offers_revocation,
                ..
            } => {
                let sessions = offers_revocation.then_some(sessions);
                let ask = idx::reset_authenticator(&proof, visitor, handle, (password, sessions));
                let answer = self.ask(ask).await?;
                match was_changed(&answer) {
                    Some(true) => {
                        let place = Place::after(handle, answer);
                        let pass = place.answer.interaction_code().map(|_| place.handle);
                        Ok(Accepted {
                            account: place.answer.user.and_then(|user| user.id),
                            pass: pass.map(Pass::Idx),
                        })
                    }
                    Some(false) => Err(Refusal::PasswordRejected(vec![PasswordError::Refused])),
                    None => Err(Refusal::Unavailable { wait: None }),
                }
            }
        }
    }
}

/// What the right answer leads to.
pub(crate) enum Given {
    /// The new password.
    Right(Right),
    /// The account is unlocked.
    Unlocked(Option<User>),
}

/// What Okta said to the right answer.
pub(crate) struct Right {
    /// The transaction as it is now, as far as Okta said.
    state: Option<State>,
    user: Option<User>,
    policy: Option<PasswordPolicy>,
}

impl From<RecoveryTransaction> for Right {
    fn from(transaction: RecoveryTransaction) -> Self {
        let until = transaction.expires_at;
        let state = |token| State::Authn { token, until };
        Self {
            state: transaction.state_token.map(state),
            user: transaction.embedded.user,
            policy: transaction.embedded.policy,
        }
    }
}

/// A password that Okta has accepted.
pub(crate) struct Accepted {
    /// Whose it is, as far as Okta said.
    pub(crate) account: Option<String>,
    /// What signs the person in, if Okta wants nothing else of them.
    pub(crate) pass: Option<Pass>,
}

/// What Okta signs a browser in by.
pub(crate) enum Pass {
    /// Of the Authentication API.
    SessionToken(SessionToken),
    /// A completed transaction of Identity Engine.
    Idx(StateHandle),
}

/// The transaction after the right answer.
pub(crate) fn answered(recovery: Recovery, right: Right) -> PasswordReset {
    let Recovery {
        mut link,
        state,
        user,
        ..
    } = recovery;
    link.answered = true;
    PasswordReset {
        link,
        state: right.state.unwrap_or(state),
        user: right.user.or(user),
        policy: right.policy,
    }
}
