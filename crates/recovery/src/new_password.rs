//! The form at the end of the link: question, new password, done.

use okta::ClientContext;
use pages::{AnswerError, Done, NewPasswordErrors, Page, WentWrong};

use crate::dictionary::Refusal;
use crate::form::{
    Live, Way, closed, end, expired, form, is_for_another, over, rejected, try_again, wrong,
};
use crate::hand_over::{Given, answered};
use crate::handle::Door;
use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::policy;
use crate::request::back;
use crate::start::Intent;
use crate::step::{Ended, Link, NewPassword, PasswordReset, Recovery, Step, Submitted, Success};
use crate::surroundings::Surroundings;
use crate::unlock::{end_of, unlocked};

/// Wrong answers to the recovery question before a link is not followed any more.
const WRONG_ANSWERS: u32 = 5;
/// Other passwords before the accepted one is not recognised any more.
const OTHER_PASSWORDS: u32 = 3;

impl<S: Surroundings> Journey<'_, S> {
    /// The form for the new password, or why there is none.
    pub(crate) async fn show_new_password(
        &self,
        step: Option<Step>,
        visitor: (&Door, &ClientContext),
    ) -> Outcome {
        match self.live(step, visitor, Intent::Look).await {
            Ok(live) => form(live, NewPasswordErrors::default()),
            Err(end) => *end,
        }
    }

    /// Sets the new password, or says what is missing.
    pub(crate) async fn set_new_password(
        &self,
        step: Option<Step>,
        filled: &NewPassword,
        visitor: (&Door, &ClientContext),
    ) -> Outcome {
        let end = match self.attempt(step, filled, visitor).await {
            // Okta's own transaction had run out: the same link gives a new one.
            Ok(link) => {
                self.attempt(Some(Step::LinkOpened(link)), filled, visitor)
                    .await
            }
            Err(end) => Err(end),
        };
        let end = end.map_or_else(|end| *end, |link| self.try_again_with(link));
        accepted_before(end, filled)
    }

    /// One attempt to the end. `Ok` means that Okta's transaction ran out on the way.
    async fn attempt(
        &self,
        step: Option<Step>,
        filled: &NewPassword,
        visitor: (&Door, &ClientContext),
    ) -> Way<Link> {
        let live = mine(
            self.live(step, visitor, Intent::Save(filled)).await?,
            filled,
        )?;
        let (_, context) = visitor;
        let ready = match live {
            Live::PasswordReset(ready) => ready,
            // There is a form of its own for this.
            live if live.link().only_unlocks() => {
                return Err(Box::new(form(live, NewPasswordErrors::default())));
            }
            Live::Recovery(recovery) => {
                match self
                    .answer(recovery, filled.answer.as_ref(), context)
                    .await?
                {
                    Answered::Right(ready) => *ready,
                    Answered::TooLate(link) => return Ok(link),
                }
            }
        };
        let ready = self.judged(ready, filled).await?;
        self.submit(ready, filled, context).await
    }

    /// Answers the recovery question.
    async fn answer(
        &self,
        recovery: Recovery,
        answer: Option<&okta::Answer>,
        context: &ClientContext,
    ) -> Way<Answered> {
        let Some(answer) = answer else {
            let again = recovery.link.answered;
            let error = if again {
                AnswerError::Expired
            } else {
                AnswerError::Missing
            };
            return Err(Box::new(wrong(recovery, error)));
        };
        match self.give(&recovery, answer, context).await {
            Ok(Given::Right(right)) => Ok(Answered::Right(Box::new(answered(recovery, right)))),
            Ok(Given::Unlocked(user)) => Err(Box::new(unlocked(end_of(recovery.link, user)))),
            Err(Refusal::WrongAnswer) => {
                self.note(Occasion::AnswerWrong, ("", "wrong"));
                Err(Box::new(wrong_answer(recovery)))
            }
            // Behind a code, an answer that was given before and not heard of has moved Okta on.
            Err(Refusal::StateExpired | Refusal::NotAllowed) if recovery.link.token.is_none() => {
                match self.resume(Live::Recovery(recovery), context).await? {
                    Live::PasswordReset(ready) => Ok(Answered::Right(Box::new(ready))),
                    again @ Live::Recovery(_) => {
                        let page = self.went_wrong(WentWrong::NotAllowed);
                        end(Rest::of(again.into_step()), page)
                    }
                }
            }
            Err(Refusal::StateExpired) => Ok(Answered::TooLate(recovery.link)),
            Err(Refusal::LinkExpired | Refusal::LinkInvalid) => self.dead(recovery.link, expired()),
            Err(Refusal::Unavailable { .. }) => {
                Err(Box::new(form(Live::Recovery(recovery), try_again())))
            }
            Err(
                Refusal::PasswordRejected(_)
                | Refusal::NoSuchUser
                | Refusal::CredentialRefused
                | Refusal::NotAllowed,
            ) => {
                let page = self.went_wrong(WentWrong::NotAllowed);
                end(Rest::of(Step::LinkOpened(recovery.link)), page)
            }
        }
    }

    /// The same judgement that the browser showed, now binding; and whether the password is known
    /// to thieves.
    async fn judged(&self, mut ready: PasswordReset, filled: &NewPassword) -> Way<PasswordReset> {
        let broken = policy::broken(&ready, filled.password.secret());
        if !broken.is_empty() {
            self.note(Occasion::RuleFailed, ("", "here"));
            return Err(Box::new(rejected(ready, broken)));
        }
        match self.withheld(filled, ready.link.warned_mut()).await {
            Some(errors) => Err(Box::new(form(Live::PasswordReset(ready), errors))),
            None => Ok(ready),
        }
    }

    /// Hands the password to Okta. Written down before, since its answer may be lost.
    async fn submit(
        &self,
        mut ready: PasswordReset,
        filled: &NewPassword,
        context: &ClientContext,
    ) -> Way<Link> {
        let submitted = Submitted {
            receipt: filled.receipt.clone(),
            at: self.moment.now,
        };
        let before = ready.link.submitted.replace(submitted);
        let mut step = Step::PasswordReset(ready);
        let recorded = self.record(&mut step).await;
        let Step::PasswordReset(mut ready) = step else {
            return end(Rest::NOTHING, self.went_wrong(WentWrong::Internal));
        };
        if recorded.is_err() {
            ready.link.submitted = before;
            return Err(Box::new(form(Live::PasswordReset(ready), try_again())));
        }
        match self
            .set_password(&ready.state, &filled.password, context)
            .await
        {
            Ok(accepted) => {
                let receipt = Some(filled.receipt.clone());
                ready.link.account = ready.link.account.or(accepted.account);
                let mut success = self.success(&ready.link, receipt);
                success.return_to = success.return_to.or_else(|| filled.return_to.clone());
                self.note(Occasion::Set, ("", "ok"));
                let page = self.signed_in(&mut success, accepted.pass).await;
                end(self.succeeded(success), page)
            }
            Err(Refusal::StateExpired | Refusal::LinkExpired | Refusal::LinkInvalid) => {
                ready.link.submitted = before;
                Ok(ready.link)
            }
            Err(Refusal::Unavailable { wait }) => {
                // Told to wait, so not taken.
                if wait.is_some() {
                    ready.link.submitted = before;
                }
                Err(Box::new(form(Live::PasswordReset(ready), try_again())))
            }
            Err(Refusal::PasswordRejected(password)) => {
                self.note(Occasion::RuleFailed, ("", "okta"));
                ready.link.submitted = None;
                Err(Box::new(rejected(ready, password)))
            }
            Err(
                Refusal::NotAllowed
                | Refusal::NoSuchUser
                | Refusal::CredentialRefused
                | Refusal::WrongAnswer,
            ) => {
                ready.link.submitted = None;
                let page = self.went_wrong(WentWrong::NotAllowed);
                end(Rest::of(Step::LinkOpened(ready.link)), page)
            }
        }
    }

    /// Okta let two transactions run out in a row: nothing is lost, but not now.
    fn try_again_with(&self, link: Link) -> Outcome {
        let page = self.went_wrong(WentWrong::Unavailable);
        Outcome::new(Rest::of(Step::LinkOpened(link)), page)
    }
}

/// What came of an answer that Okta took.
enum Answered {
    Right(Box<PasswordReset>),
    TooLate(Link),
}

/// Counts a wrong answer; after too many the link is not followed any more.
pub(crate) fn wrong_answer(mut recovery: Recovery) -> Outcome {
    recovery.link.wrong_answers = recovery.link.wrong_answers.saturating_add(1);
    let attempts_left = WRONG_ANSWERS.saturating_sub(recovery.link.wrong_answers);
    if attempts_left == 0 {
        let ended = Ended::remembered(recovery.link.until);
        return Outcome::new(Rest::of(Step::Closed(ended)), closed());
    }
    wrong(recovery, AnswerError::Wrong { attempts_left })
}

/// A form of one person does not act for another whose link was opened since: it is shown again,
/// with the name of whom it is for now.
fn mine(live: Live, filled: &NewPassword) -> Way<Live> {
    if is_for_another(live.username(), filled) {
        return Err(Box::new(form(live, NewPasswordErrors::default())));
    }
    Ok(live)
}

/// The last page.
pub(crate) fn done(success: &Success) -> Done {
    Done {
        purpose: success.purpose,
        login: success.login.clone(),
        return_to: back(success.return_to.as_ref()),
        sign_in: None,
    }
}

/// The last page once more.
pub(crate) fn show_done(step: Option<Step>) -> Outcome {
    match &step {
        Some(Step::Success(success)) => {
            let page = Page::Done(done(success));
            Outcome::new(Rest::unchanged(step), page)
        }
        _ => over(step),
    }
}

/// A retry of the accepted password reads as done; another password does not, and not many are
/// compared.
fn accepted_before(mut outcome: Outcome, filled: &NewPassword) -> Outcome {
    if let Some(Page::Done(_)) = &outcome.page {
        return outcome;
    }
    if let Some(Step::Success(success)) = &mut outcome.rest.step {
        if success.receipt.as_ref() == Some(&filled.receipt) {
            outcome.page = Some(Page::Done(done(success)));
        } else {
            success.misses = success.misses.saturating_add(1);
            success.receipt = success
                .receipt
                .take()
                .filter(|_| success.misses < OTHER_PASSWORDS);
        }
    }
    outcome
}
