//! Identity Engine's own way: a code that Okta sends, and the new password, or the unlocked account,
//! behind it.

mod next;
mod place;
#[cfg(test)]
mod tests;

use okta::ClientContext;
use okta::idx::{CodeVerifier, IdxResponse};
use pages::Purpose;

use crate::ask::idx as ask;
use crate::dictionary::Refusal;
use crate::journey::{Journey, Rest};
use crate::occasion::Occasion;
use crate::settings::IdxApp;
use crate::standing::{Standing, Waiting, Wants};
use crate::step::{Challenge, Request, Requested, State};
use crate::surroundings::Surroundings;

use next::{Next, Phase, Proved, next, next_to_unlock, proved, user};
pub(crate) use place::Place;

/// The most steps to a code: the longest known way has six.
const MOST_STEPS: usize = 10;

impl<S: Surroundings> Journey<'_, S> {
    /// Has Okta send its code. What comes back takes codes also where none was sent.
    pub(crate) async fn ask_for_passcode(
        &self,
        requested: Requested,
        app: &IdxApp,
    ) -> Result<Requested, Box<Rest>> {
        match self.begin_or_resume(&requested.request, app).await {
            Ok((place, phase)) => self.walk(requested, (place, phase)).await,
            Err(refusal) => self.unless_later(requested, &refusal),
        }
    }

    /// A new transaction; or another code in the old one; or the old one as it is, when nobody
    /// knows whether Okta has sent the code.
    async fn begin_or_resume(
        &self,
        request: &Request,
        app: &IdxApp,
    ) -> Result<(Place, Phase), Refusal> {
        let visitor = self.visitor(&request.context);
        if let Some((handle, is_newest)) = waiting(request) {
            let again = if is_newest {
                ask::introspect(visitor, handle)
            } else {
                ask::resend_challenge(visitor, handle)
            };
            match self.ask(again).await {
                Ok(answer) => return Ok((Place::after(handle, answer), Phase::Recovery)),
                Err(Refusal::Unavailable { wait }) => return Err(Refusal::Unavailable { wait }),
                // It has ended, or was nobody's: a new one will tell.
                Err(_) => {}
            }
        }
        let verifier = CodeVerifier::from_entropy(self.moment.entropy);
        let begun = self.ask(ask::interact(visitor, app, &verifier)).await?;
        let first = ask::introspect_interaction(visitor, begun.interaction_handle);
        let answer = match self.ask(first).await {
            // It ended under our hands: there is another one to be had.
            Err(Refusal::StateExpired) => Err(Refusal::Unavailable { wait: None }),
            answer => answer,
        }?;
        let place = Place::first(answer).ok_or(Refusal::Unavailable { wait: None })?;
        Ok((place, Phase::SignIn))
    }

    /// Goes on until the code is on its way, or there is none to be had.
    async fn walk(
        &self,
        mut requested: Requested,
        (mut place, mut phase): (Place, Phase),
    ) -> Result<Requested, Box<Rest>> {
        let unlocks = requested.request.purpose == Purpose::OnlyUnlock;
        for _ in 0..MOST_STEPS {
            let channel = requested.request.channel;
            let next = if unlocks {
                next_to_unlock(&place.answer, channel)
            } else {
                next(&place.answer, phase, channel)
            };
            let sends = match &next {
                Next::Choose(_) => unlocks || phase == Phase::Recovery,
                Next::Unlock(_) => true,
                Next::Recover | Next::BeginUnlock | Next::Identify | Next::Wait | Next::Nothing => {
                    false
                }
            };
            if sends {
                // Okta sends the code now: whoever comes back must know where to ask for it.
                requested = requested.waiting_at(place.state());
                requested = self.record_request(requested).await?;
            }
            let login = &*requested.request.login;
            let visitor = self.visitor(&requested.request.context);
            let step = match next {
                Next::Recover => {
                    phase = Phase::Recovery;
                    ask::recover(visitor, &place.handle)
                }
                Next::BeginUnlock => ask::unlock_account(visitor, &place.handle),
                Next::Identify => ask::identify(visitor, &place.handle, login),
                Next::Unlock(chosen) => {
                    ask::challenge_to_unlock(visitor, &place.handle, (chosen, login))
                }
                Next::Choose(chosen) => ask::challenge(visitor, &place.handle, chosen),
                Next::Wait => break,
                Next::Nothing => {
                    self.note(Occasion::Refused, ("okta", "not_offered"));
                    break;
                }
            };
            match self.ask(step).await {
                Ok(answer) => place = Place::after(&place.handle, answer),
                Err(Refusal::Unavailable { wait }) => {
                    return Err(Box::new(self.ask_later(requested, wait)));
                }
                // It ended under our hands.
                Err(Refusal::StateExpired) => {
                    return Err(Box::new(self.ask_later(requested, None)));
                }
                // Nobody's, or not allowed: what there is takes codes, and all of them are wrong.
                Err(refusal) => {
                    self.note(Occasion::Refused, ("okta", refusal.name()));
                    break;
                }
            }
        }
        Ok(requested.waiting_at(place.state()))
    }

    /// What stands behind the right code, or behind the right answer.
    pub(crate) async fn reached(
        &self,
        context: &ClientContext,
        mut place: Place,
    ) -> Result<Standing, Refusal> {
        if let Proved::Choose(question) = proved(&place.answer) {
            let step = ask::challenge(self.visitor(context), &place.handle, question);
            place = Place::after(&place.handle, self.ask(step).await?);
        }
        let wants = match proved(&place.answer) {
            Proved::Unlocked => return Ok(Standing::Unlocked(user(&place.answer))),
            Proved::NewPassword => Wants::Password(place.answer.password_policy().cloned()),
            Proved::Question(asked) => Wants::Answer {
                question: asked.question,
                key: Some(asked.question_key),
            },
            Proved::NotYet => return Err(Refusal::WrongAnswer),
            Proved::Ended => return Err(Refusal::StateExpired),
            Proved::Choose(_) | Proved::Other => return Err(Refusal::NotAllowed),
        };
        Ok(Standing::Waiting(Waiting {
            state: place.state(),
            user: user(&place.answer),
            wants,
            recovery_type: None,
        }))
    }
}

/// The transaction that waits for a code, and whether that is the newest.
fn waiting(request: &Request) -> Option<(&okta::idx::StateHandle, bool)> {
    let Challenge { state, message, .. } = request.challenge()?;
    match state {
        State::Idx { handle, .. } => Some((handle, *message == request.messages)),
        State::Authn { .. } => None,
    }
}

/// Whether the password is changed, by the answer to a new one: nothing, when that cannot be said.
pub(crate) fn was_changed(answer: &IdxResponse) -> Option<bool> {
    match proved(answer) {
        Proved::NewPassword => Some(false),
        Proved::Other if answer.is_terminal() => None,
        // The next step of a sign-in comes after the change.
        Proved::Ended
        | Proved::Unlocked
        | Proved::Question(_)
        | Proved::Choose(_)
        | Proved::NotYet
        | Proved::Other => Some(true),
    }
}

/// Whether Okta wants something that comes after the new password.
pub(crate) fn has_moved_on(answer: &IdxResponse) -> bool {
    matches!(proved(answer), Proved::Other) && !answer.is_terminal()
}
