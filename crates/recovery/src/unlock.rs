//! Unlocking an account by Okta's own message. It keeps its password.
//!
//! Behind a link, Okta unlocks as soon as it is handed the token, unless there is a question to
//! answer; so nobody hands it over before a person has pressed a button. Behind a code, the code
//! itself unlocks, or the answer that comes after it.

use okta::ClientContext;
use okta::authn::User;
use pages::{AnswerError, NewPassword, NewPasswordErrors, Page, Purpose, WentWrong};

use crate::ask::changes;
use crate::dictionary::Refusal;
use crate::form::{Live, Way, end, expired, form, try_again, wrong};
use crate::hand_over::{Given, answered};
use crate::handle::Door;
use crate::journey::{Journey, Outcome, Rest};
use crate::new_password::{done, wrong_answer};
use crate::proof::Proof;
use crate::step::{Link, Recovery, Step, Success};
use crate::surroundings::Surroundings;

/// What came of the button.
enum Pressed {
    /// Something is still to be filled in.
    Waits(Box<Live>),
    /// Okta's own transaction had run out.
    TooLate(Link),
}

/// The page with the button. Okta is not asked, so it looks the same for every link.
pub(crate) fn button(link: Link, errors: NewPasswordErrors) -> Outcome {
    let page = NewPassword {
        purpose: Purpose::OnlyUnlock,
        errors,
        ..NewPassword::default()
    };
    Outcome::new(Rest::of(Step::LinkOpened(link)), Page::NewPassword(page))
}

/// The last page.
pub(crate) fn unlocked(success: Success) -> Outcome {
    let page = Page::Done(done(&success));
    Outcome::new(Rest::of(Step::Success(success)), page)
}

/// What is left of a link that has unlocked the account of `user`.
pub(crate) fn end_of(link: Link, user: Option<User>) -> Success {
    let request = link.request;
    let (typed, return_to) = match request {
        Some(request) => (Some(request.login), request.return_to),
        None => (None, None),
    };
    Success {
        receipt: None,
        misses: 0,
        purpose: Purpose::OnlyUnlock,
        login: user.and_then(|user| user.profile.login).or(typed),
        return_to,
        dues: None,
        until: link.until,
    }
}

impl<S: Surroundings> Journey<'_, S> {
    /// Unlocks the account, or says what is missing.
    pub(crate) async fn unlock(
        &self,
        step: Option<Step>,
        answer: Option<&okta::Answer>,
        visitor: (&Door, &ClientContext),
    ) -> Outcome {
        let pressed = match self.press(step, answer, visitor).await {
            // The same link gives a new one.
            Ok(Pressed::TooLate(link)) => {
                let step = Some(Step::LinkOpened(link));
                self.press(step, answer, visitor).await
            }
            pressed => pressed,
        };
        match pressed {
            Ok(Pressed::Waits(live)) => form(*live, NewPasswordErrors::default()),
            Ok(Pressed::TooLate(link)) => button(link, try_again()),
            Err(end) => *end,
        }
    }

    async fn press(
        &self,
        step: Option<Step>,
        answer: Option<&okta::Answer>,
        (door, context): (&Door, &ClientContext),
    ) -> Way<Pressed> {
        let step = self.admitted(step, door)?;
        let (live, is_new) = match step {
            Some(Step::LinkOpened(link)) if link.only_unlocks() => {
                (self.exchange(link, context).await?, true)
            }
            Some(Step::Recovery(recovery)) if self.is_over(&recovery) => {
                (self.exchange(recovery.link, context).await?, true)
            }
            step => (self.follow(step, context).await?, false),
        };
        match live {
            // Nobody has left a field empty that was not there.
            Live::Recovery(recovery)
                if recovery.link.only_unlocks() && (answer.is_some() || !is_new) =>
            {
                self.answer_to_unlock(recovery, answer, context).await
            }
            live @ (Live::Recovery(_) | Live::PasswordReset(_)) => {
                Ok(Pressed::Waits(Box::new(live)))
            }
        }
    }

    /// Whether a question is open no more, behind a link that gives another one.
    pub(crate) fn is_over(&self, recovery: &Recovery) -> bool {
        let link = &recovery.link;
        link.only_unlocks() && link.token.is_some() && !self.alive(&recovery.state)
    }

    /// Hands the token to Okta. Written down before, since Okta may unlock without being heard.
    async fn exchange(&self, mut link: Link, context: &ClientContext) -> Way<Live> {
        if link.token.is_none() {
            return self.dead(link, expired());
        }
        let before = link.unlocking.replace(self.moment.now);
        let mut step = Step::LinkOpened(link);
        let recorded = self.record(&mut step).await;
        let Step::LinkOpened(mut link) = step else {
            return end(Rest::NOTHING, self.went_wrong(WentWrong::Internal));
        };
        let Some(token) = &link.token else {
            return self.dead(link, expired());
        };
        if recorded.is_err() {
            link.unlocking = before;
            return Err(Box::new(button(link, try_again())));
        }
        let proof = Proof::of_button(token);
        let ask = changes::unlock_by_link(&proof, self.visitor(context), token);
        let answer = self.ask(ask).await;
        if let Err(Refusal::Unavailable { wait }) = answer {
            // Told to wait, so not done.
            if wait.is_some() {
                link.unlocking = before;
            }
            return Err(Box::new(button(link, try_again())));
        }
        link.unlocking = before;
        self.exchanged(link, answer)
    }

    /// Answers the question. Written down before, as well.
    async fn answer_to_unlock(
        &self,
        mut recovery: Recovery,
        answer: Option<&okta::Answer>,
        context: &ClientContext,
    ) -> Way<Pressed> {
        let Some(answer) = answer else {
            return Err(Box::new(wrong(recovery, AnswerError::Missing)));
        };
        let before = recovery.link.unlocking.replace(self.moment.now);
        let mut step = Step::Recovery(recovery);
        let recorded = self.record(&mut step).await;
        let Step::Recovery(mut recovery) = step else {
            return end(Rest::NOTHING, self.went_wrong(WentWrong::Internal));
        };
        if recorded.is_err() {
            recovery.link.unlocking = before;
            return Err(Box::new(form(Live::Recovery(recovery), try_again())));
        }
        let given = self.give(&recovery, answer, context).await;
        if let Err(Refusal::Unavailable { wait: None }) = given {
            return Err(Box::new(form(Live::Recovery(recovery), try_again())));
        }
        recovery.link.unlocking = before;
        self.given(recovery, given, context).await
    }

    /// What Okta has made of the answer.
    async fn given(
        &self,
        mut recovery: Recovery,
        given: Result<Given, Refusal>,
        context: &ClientContext,
    ) -> Way<Pressed> {
        match given {
            Ok(Given::Unlocked(user)) => Err(Box::new(unlocked(end_of(
                recovery.link,
                user.or(recovery.user),
            )))),
            Ok(Given::Right(right)) => {
                let ready = answered(recovery, right);
                Ok(Pressed::Waits(Box::new(Live::PasswordReset(ready))))
            }
            Err(Refusal::WrongAnswer) => {
                recovery.link.unlocking = None;
                Err(Box::new(wrong_answer(recovery)))
            }
            // Behind a code, an answer that was given before and not heard of has moved Okta on.
            Err(Refusal::StateExpired | Refusal::NotAllowed) if recovery.link.token.is_none() => {
                match self.resume(Live::Recovery(recovery), context).await? {
                    again @ Live::Recovery(_) => {
                        let page = self.went_wrong(WentWrong::NotAllowed);
                        end(Rest::of(again.into_step()), page)
                    }
                    ready @ Live::PasswordReset(_) => Ok(Pressed::Waits(Box::new(ready))),
                }
            }
            Err(Refusal::StateExpired) => Ok(Pressed::TooLate(recovery.link)),
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
                // A link gives another transaction.
                let step = match recovery.link.token {
                    Some(_) => Step::LinkOpened(recovery.link),
                    None => Step::Recovery(recovery),
                };
                end(Rest::of(step), page)
            }
        }
    }
}
