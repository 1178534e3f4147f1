//! Following the link: what Okta makes of its token.

use okta::ClientContext;
use okta::authn::RecoveryTransaction;
use pages::{CodeError, NewPasswordErrors, Page, WentWrong};

use crate::ask::inquiries;
use crate::dictionary::Refusal;
use crate::form::{self, Live, Way, end, expired, invalid, used};
use crate::journey::{Journey, Rest};
use crate::occasion::Occasion;
use crate::standing::Standing;
use crate::step::{Awaited, Ended, Link, State, Step};
use crate::surroundings::Surroundings;
use crate::unlock::{button, end_of, unlocked};

/// How long after a password was handed over a dead link means that it was accepted, in
/// milliseconds. Okta's transactions live about this long.
const LOST_ANSWER: i64 = 330_000;
/// A little less than Okta's lifetime of a state token counts as alive, in milliseconds.
const STATE_MARGIN: i64 = 5_000;

impl<S: Surroundings> Journey<'_, S> {
    /// Has Okta follow the link, unless it does already.
    pub(crate) async fn follow(&self, step: Option<Step>, context: &ClientContext) -> Way<Live> {
        match step {
            // Only the button has Okta follow it.
            Some(Step::LinkOpened(link)) if link.only_unlocks() => {
                Err(Box::new(button(link, NewPasswordErrors::default())))
            }
            Some(Step::Recovery(recovery)) if self.is_over(&recovery) => Err(Box::new(button(
                recovery.link,
                NewPasswordErrors::default(),
            ))),
            Some(Step::LinkOpened(link)) => {
                // A link of ours was opened when its mailbox was proved.
                let is_new = link.request.is_none();
                let live = self.verify(link, context).await?;
                if is_new {
                    self.note(Occasion::Opened, ("", "link"));
                }
                Ok(live)
            }
            Some(Step::Recovery(recovery)) if self.alive(&recovery.state) => {
                Ok(Live::Recovery(recovery))
            }
            Some(Step::Recovery(recovery)) => self.verify(recovery.link, context).await,
            Some(Step::PasswordReset(ready))
                if self.alive(&ready.state) && ready.link.submitted.is_none() =>
            {
                Ok(Live::PasswordReset(ready))
            }
            // After a lost answer Okta's own transaction tells what became of the password, while it
            // lives: a link may have ended because another was mailed.
            Some(Step::PasswordReset(ready))
                if ready.link.submitted.is_some()
                    && (ready.link.token.is_none() || self.alive(&ready.state)) =>
            {
                self.resume(Live::PasswordReset(ready), context).await
            }
            Some(Step::PasswordReset(ready)) => self.verify(ready.link, context).await,
            over @ (Some(
                Step::Success(_)
                | Step::LinkExpired(_)
                | Step::Closed(_)
                | Step::Requested(_)
                | Step::RecoveryChallenge(_),
            )
            | None) => Err(Box::new(form::over(over))),
        }
    }

    /// Exchanges the link's token for a transaction of Okta's.
    async fn verify(&self, link: Link, context: &ClientContext) -> Way<Live> {
        let Some(token) = &link.token else {
            return self.dead(link, expired());
        };
        let ask = inquiries::verify_recovery_token(self.visitor(context), token);
        let answer = self.ask(ask).await;
        self.exchanged(link, answer)
    }

    /// What Okta has made of a link's token.
    pub(crate) fn exchanged(
        &self,
        link: Link,
        answer: Result<RecoveryTransaction, Refusal>,
    ) -> Way<Live> {
        match answer.and_then(|answer| Standing::of(answer, link.purpose)) {
            Ok(standing) => standing.go_on(untaken(link)),
            Err(Refusal::Unavailable { .. }) => end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::Unavailable),
            ),
            // Nothing is kept of a token that was never one.
            Err(Refusal::LinkInvalid) if link.submitted.is_none() && link.request.is_none() => {
                end(Rest::NOTHING, invalid())
            }
            Err(Refusal::LinkInvalid) => self.dead(link, invalid()),
            Err(Refusal::LinkExpired | Refusal::StateExpired) => self.dead(link, expired()),
            Err(
                Refusal::WrongAnswer
                | Refusal::PasswordRejected(_)
                | Refusal::NoSuchUser
                | Refusal::CredentialRefused
                | Refusal::NotAllowed,
            ) => end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::NotAllowed),
            ),
        }
    }

    /// What became of something whose answer was lost. Where the transaction is over, the link tells;
    /// behind a code there is none. An Okta that refuses to tell has not said that it is over.
    pub(crate) async fn resume(&self, live: Live, context: &ClientContext) -> Way<Live> {
        let stands = self.stands(context, (live.state(), live.link().purpose));
        match stands.await {
            Ok(standing) => standing.go_on(untaken(live.into_link())),
            Err(Refusal::Unavailable { .. }) => {
                let page = self.went_wrong(WentWrong::Unavailable);
                end(Rest::of(live.into_step()), page)
            }
            Err(_) if live.link().token.is_some() => self.verify(live.into_link(), context).await,
            Err(Refusal::StateExpired) => self.dead(live.into_link(), expired()),
            Err(refusal) => {
                let page = self.went_wrong(refusal.why());
                end(Rest::of(live.into_step()), page)
            }
        }
    }

    /// A link that Okta does not follow any more. When a password, or what unlocks, was handed over
    /// and its answer got lost, that is why: for sure just after, and most likely later. Otherwise a
    /// link of ours is as good as before: it gives another token.
    pub(crate) fn dead<T>(&self, link: Link, page: Page) -> Way<T> {
        let until = link.until;
        let is_fresh = |at| self.moment.since(at) < LOST_ANSWER;
        let page = match link.unlocking {
            Some(at) if is_fresh(at) => return Err(Box::new(unlocked(end_of(link, None)))),
            Some(_) => used(),
            None => page,
        };
        if let Some(lost) = &link.submitted {
            self.note(Occasion::Set, ("", "lost_answer"));
            let receipt = is_fresh(lost.at).then(|| lost.receipt.clone());
            let success = self.success(&link, receipt);
            return end(self.succeeded(success), used());
        }
        let Some(mut request) = link.request else {
            return end(Rest::of(Step::LinkExpired(Ended { until })), page);
        };
        let Awaited::OktaCode(code) = &mut request.awaited else {
            return end(Rest::of(Step::RecoveryChallenge((*request).into())), page);
        };
        // Nothing but a new code helps.
        code.tries.until = self.moment.now;
        let step = Step::RecoveryChallenge((*request).into());
        Err(Box::new(self.refuse_code(Some(step), CodeError::Expired)))
    }

    pub(crate) fn alive(&self, state: &State) -> bool {
        state
            .until()
            .is_some_and(|until| self.moment.after(STATE_MARGIN) < until)
    }
}

/// Whoever is still asked for something has had nothing accepted.
fn untaken(link: Link) -> Link {
    Link {
        submitted: None,
        unlocking: None,
        ..link
    }
}
