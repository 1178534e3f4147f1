//! A code that Okta sends, by mail, text message or call.

use okta::authn::{FactorType, PhoneFactor, RecoveryTransaction};
use okta::{ClientContext, Timestamp};
use pages::{Channel, CodeError, Purpose, WentWrong};

use crate::ask::idx as ask;
use crate::ask::inquiries;
use crate::code::{WRONG_CODES, opened};
use crate::dictionary::{Hindrance, Refusal};
use crate::idx::{Place, has_moved_on};
use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::send::first_message;
use crate::standing::Standing;
use crate::step::{
    Awaited, Challenge, Link, Lost, RecoveryChallenge, Request, Requested, State, Step,
};
use crate::surroundings::{NotRecorded, Surroundings};

impl<S: Surroundings> Journey<'_, S> {
    /// Has Okta send the code, if it likes; when that is not possible now, tries again later.
    pub(crate) async fn ask_for_code(&self, requested: Requested) -> Rest {
        let asked = match &self.settings.idx {
            Some(app) => self.ask_for_passcode(requested, app).await,
            None => match self.challenge_factor(&requested.request).await {
                Ok(state) => Ok(requested.waiting_at(state)),
                Err(refusal) => self.unless_later(requested, &refusal),
            },
        };
        let mut requested = match asked {
            Ok(requested) => requested,
            Err(rest) => return *rest,
        };
        if let Some(tries) = requested.request.tries_mut() {
            tries.until = self.moment.after(self.settings.code_lifetime);
        }
        if !self.has_noted(Occasion::Refused) {
            self.note(Occasion::Sent, ("okta", requested.request.channel.word()));
        }
        self.sent(requested.request)
    }

    /// Okta will never listen: the public answer stays what it was. Or it will, later.
    pub(crate) fn unless_later(
        &self,
        requested: Requested,
        refusal: &Refusal,
    ) -> Result<Requested, Box<Rest>> {
        match refusal.hindrance() {
            Hindrance::Now { wait } => Err(Box::new(self.ask_later(requested, wait))),
            Hindrance::ForGood => {
                self.note(Occasion::Refused, ("okta", refusal.name()));
                Ok(requested)
            }
        }
    }

    /// The text message or call of the Authentication API.
    async fn challenge_factor(&self, request: &Request) -> Result<State, Refusal> {
        let visitor = self.visitor(&request.context);
        let (factor, kind) = factor(request.channel).ok_or(Refusal::NotAllowed)?;
        if let Some(Challenge { state, message, .. }) = request.challenge()
            && let State::Authn { token, .. } = state
            && *message < request.messages
        {
            let again = inquiries::resend_recovery_challenge(visitor, factor, token);
            match self.ask(again).await {
                Ok(transaction) => return waiting(transaction),
                Err(Refusal::Unavailable { wait }) => return Err(Refusal::Unavailable { wait }),
                // It has ended in the meantime.
                Err(_) => {}
            }
        }
        waiting(self.ask(first_message(visitor, request, kind)).await?)
    }

    /// Hands a code to Okta. The right one opens the form for the new password to this browser.
    pub(crate) async fn prove(&self, mut sent: RecoveryChallenge, code: &str) -> Outcome {
        let lost = match self.may_try(&mut sent.request) {
            Ok(lost) => lost,
            Err(error) => return self.wrong_code(Some(Step::RecoveryChallenge(sent)), error),
        };
        // Should the answer be lost, the code may be spent.
        let mut step = Step::RecoveryChallenge(sent);
        let recorded = self.record(&mut step).await;
        let Step::RecoveryChallenge(mut sent) = step else {
            return Outcome::new(Rest::NOTHING, self.went_wrong(WentWrong::Internal));
        };
        let proved = match recorded {
            Ok(()) => self.hand_in(&sent.request, code, lost).await,
            Err(NotRecorded) => Err(Refusal::Unavailable { wait: None }),
        };
        match proved {
            Ok(standing) => {
                let link = Link {
                    until: sent.request.until,
                    purpose: sent.request.purpose,
                    request: Some(Box::new(sent.request)),
                    ..self.link(None)
                };
                self.note(Occasion::Opened, ("", "code"));
                match standing.go_on(link) {
                    Ok(live) => opened(Rest::of(live.into_step())),
                    Err(end) => *end,
                }
            }
            Err(Refusal::Unavailable { .. }) => {
                self.refuse_code(Some(Step::RecoveryChallenge(sent)), CodeError::TryAgain)
            }
            Err(Refusal::WrongAnswer) => {
                let error = sent.request.code_was_wrong(self.moment.now);
                self.wrong_code(Some(Step::RecoveryChallenge(sent)), error)
            }
            // The code was right, and Okta wants what is not done here.
            Err(refusal) => {
                let rest = Rest::unchanged(Some(Step::RecoveryChallenge(sent)));
                Outcome::new(rest, self.went_wrong(refusal.why()))
            }
        }
    }

    /// Whether a code may be handed in. `Ok` says whether nothing was heard of one before.
    fn may_try(&self, request: &mut Request) -> Result<Lost, CodeError> {
        let Awaited::OktaCode(code) = &mut request.awaited else {
            return Err(CodeError::TryAgain);
        };
        if code.tries.closed.is_some() {
            return Err(CodeError::Closed);
        }
        if self.moment.now >= code.tries.until {
            return Err(CodeError::Expired);
        }
        match &mut code.challenge {
            Some(challenge) if challenge.wrong < WRONG_CODES => {
                Ok(std::mem::replace(&mut challenge.lost, Lost::Perhaps))
            }
            // None was sent; or another was asked for and not sent, and this one is guessed out.
            Some(_) | None => Err(code.tries.wrong(self.moment.now)),
        }
    }

    async fn hand_in(
        &self,
        request: &Request,
        code: &str,
        lost: Lost,
    ) -> Result<Standing, Refusal> {
        let Some(Challenge { state, .. }) = request.challenge() else {
            return Err(Refusal::WrongAnswer);
        };
        let purpose = request.purpose;
        if lost == Lost::Perhaps {
            match self.stands(&request.context, (state, purpose)).await {
                Err(Refusal::Unavailable { wait }) => return Err(Refusal::Unavailable { wait }),
                Ok(standing) => return Ok(standing),
                // Before its time, nothing ends it but the right code.
                Err(Refusal::StateExpired)
                    if purpose == Purpose::OnlyUnlock && self.alive(state) =>
                {
                    return Ok(Standing::Unlocked(None));
                }
                // It waits for its code still.
                Err(_) => {}
            }
        }
        let visitor = self.visitor(&request.context);
        match state {
            State::Authn { token, .. } => {
                let (factor, _) = factor(request.channel).ok_or(Refusal::WrongAnswer)?;
                let ask = inquiries::verify_recovery_factor(visitor, factor, (token, code));
                Standing::of(self.ask(ask).await?, purpose)
            }
            State::Idx { handle, .. } => {
                let ask = ask::answer_challenge(visitor, handle, code);
                let answer = self.ask(ask).await?;
                let place = Place::after(handle, answer);
                self.reached(&request.context, place).await
            }
        }
    }

    /// What Okta wants in its transaction, as it is now. One that has moved on is over; where an
    /// account is to be unlocked, only one is over that Okta does not know any more.
    pub(crate) async fn stands(
        &self,
        context: &ClientContext,
        (state, purpose): (&State, Purpose),
    ) -> Result<Standing, Refusal> {
        let visitor = self.visitor(context);
        match state {
            State::Authn { token, .. } => {
                let ask = inquiries::transaction_state(visitor, token);
                match Standing::of(self.ask(ask).await?, purpose) {
                    Err(Refusal::NotAllowed) => Err(moved_on(purpose)),
                    standing => standing,
                }
            }
            State::Idx { handle, .. } => {
                let answer = self.ask(ask::introspect(visitor, handle)).await?;
                if has_moved_on(&answer) {
                    return Err(moved_on(purpose));
                }
                match self.reached(context, Place::after(handle, answer)).await {
                    // It has just said where it is.
                    Err(Refusal::StateExpired) if purpose == Purpose::OnlyUnlock => {
                        Err(Refusal::Unavailable { wait: None })
                    }
                    reached => reached,
                }
            }
        }
    }
}

impl Requested {
    /// The same, with Okta's transaction that waits for the newest code.
    pub(crate) fn waiting_at(mut self, state: State) -> Self {
        let message = self.request.messages;
        if let Awaited::OktaCode(code) = &mut self.request.awaited {
            code.challenge = Some(Challenge {
                state,
                message,
                lost: Lost::No,
                wrong: 0,
            });
        }
        self
    }
}

impl Request {
    /// Counts a wrong code of Okta's.
    fn code_was_wrong(&mut self, now: Timestamp) -> CodeError {
        let Awaited::OktaCode(code) = &mut self.awaited else {
            return CodeError::TryAgain;
        };
        if let Some(challenge) = &mut code.challenge {
            challenge.lost = Lost::No;
            challenge.wrong = challenge.wrong.saturating_add(1);
        }
        code.tries.wrong(now)
    }
}

/// Okta wants what comes after a new password, or what is not done here.
fn moved_on(purpose: Purpose) -> Refusal {
    if purpose == Purpose::OnlyUnlock {
        Refusal::NotAllowed
    } else {
        Refusal::StateExpired
    }
}

/// The phone's factor, by its two names.
fn factor(channel: Channel) -> Option<(PhoneFactor, FactorType)> {
    match channel {
        Channel::Email => None,
        Channel::Sms => Some((PhoneFactor::Sms, FactorType::Sms)),
        Channel::Call => Some((PhoneFactor::Call, FactorType::Call)),
    }
}

/// Okta's transaction, which is there for nobody, too.
fn waiting(transaction: RecoveryTransaction) -> Result<State, Refusal> {
    let until = transaction.expires_at;
    let token = transaction.state_token.ok_or(Refusal::NotAllowed)?;
    Ok(State::Authn { token, until })
}
