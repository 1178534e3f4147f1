//! Following the link: question, new password, done.

use okta::authn::{self, RecoveryTransaction, TransactionStatus};
use okta::{ClientContext, RecoveryToken};
use pages::{
    AnswerError, Done, FormError, LinkExpired, LinkInvalid, LinkUsed, NewPasswordErrors, Page,
    PasswordError, WentWrong,
};

use crate::dictionary::{Operation, Refusal};
use crate::journey::{HttpClient, Journal, Journey, Outcome, Rest};
use crate::policy;
use crate::step::{
    Ended, Filled, Link, NewPassword, PasswordReset, Recovery, State, Step, Submitted, Success,
};

/// Wrong answers to the recovery question before a link is not followed any more.
const WRONG_ANSWERS: u32 = 5;
/// How long after a password was handed over a dead link means that it was accepted, in
/// milliseconds. Okta's transactions live about this long.
const LOST_ANSWER: i64 = 330_000;
/// A little less than Okta's lifetime of a state token counts as alive, in milliseconds.
const STATE_MARGIN: i64 = 5_000;

/// A walk that may end early, with what the person sees then.
type Way<T> = Result<T, Box<Outcome>>;

/// A link that Okta follows at this moment.
enum Live {
    Recovery(Recovery),
    PasswordReset(PasswordReset),
}

impl<H: HttpClient, J: Journal> Journey<'_, H, J> {
    /// The form for the new password, or why there is none.
    pub(crate) async fn show_new_password(
        &self,
        step: Option<Step>,
        token: Option<RecoveryToken>,
        context: &ClientContext,
    ) -> Outcome {
        match self.follow(self.opened(step, token), context).await {
            Ok(live) => form(live, NewPasswordErrors::default()),
            Err(end) => *end,
        }
    }

    /// The form again, as far as it is known without asking anybody.
    pub(crate) fn refuse_form(
        &self,
        step: Option<Step>,
        mut errors: NewPasswordErrors,
        answer: Filled,
    ) -> Outcome {
        match step {
            Some(Step::Recovery(recovery)) => {
                if answer == Filled::No {
                    errors.answer = Some(AnswerError::Missing);
                }
                form(Live::Recovery(recovery), errors)
            }
            Some(Step::PasswordReset(ready)) => form(Live::PasswordReset(ready), errors),
            Some(step @ Step::Success(_)) => Outcome::new(Rest::unchanged(Some(step)), used()),
            Some(step @ Step::LinkExpired(_)) => {
                Outcome::new(Rest::unchanged(Some(step)), expired())
            }
            Some(step @ Step::Closed(_)) => Outcome::new(Rest::unchanged(Some(step)), closed()),
            step @ (None
            | Some(Step::LinkOpened(_) | Step::Requested(_) | Step::RecoveryChallenge(_))) => {
                let page = pages::NewPassword {
                    errors,
                    ..pages::NewPassword::default()
                };
                Outcome::new(Rest::unchanged(step), Page::NewPassword(page))
            }
        }
    }

    /// Sets the new password, or says what is missing.
    pub(crate) async fn set_new_password(
        &self,
        step: Option<Step>,
        token: Option<RecoveryToken>,
        filled: &NewPassword,
        context: &ClientContext,
    ) -> Outcome {
        let step = self.opened(step, token);
        let end = match self.attempt(step, filled, context).await {
            // Okta's own transaction had run out: the same link gives a new one.
            Ok(link) => {
                self.attempt(Some(Step::LinkOpened(link)), filled, context)
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
        context: &ClientContext,
    ) -> Way<Link> {
        let ready = match self.follow(step, context).await? {
            Live::PasswordReset(ready) => ready,
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
        self.submit(judged(ready, filled)?, filled, context).await
    }

    /// The step after `token` was shown along with it.
    fn opened(&self, step: Option<Step>, token: Option<RecoveryToken>) -> Option<Step> {
        match token {
            Some(token) => self.open_link(step, token).rest.step,
            None => step,
        }
    }

    /// Has Okta follow the link, unless it does already.
    async fn follow(&self, step: Option<Step>, context: &ClientContext) -> Way<Live> {
        match step {
            Some(Step::LinkOpened(link)) => self.verify(link, context).await,
            Some(Step::Recovery(recovery)) if self.alive(&recovery.state) => {
                Ok(Live::Recovery(recovery))
            }
            Some(Step::Recovery(recovery)) => self.verify(recovery.link, context).await,
            Some(Step::PasswordReset(ready)) if self.alive(&ready.state) => {
                Ok(Live::PasswordReset(ready))
            }
            Some(Step::PasswordReset(ready)) => self.verify(ready.link, context).await,
            Some(step @ Step::Success(_)) => end(Rest::unchanged(Some(step)), used()),
            Some(step @ Step::LinkExpired(_)) => end(Rest::unchanged(Some(step)), expired()),
            Some(step @ Step::Closed(_)) => end(Rest::unchanged(Some(step)), closed()),
            step @ (Some(Step::Requested(_) | Step::RecoveryChallenge(_)) | None) => {
                end(Rest::unchanged(step), invalid())
            }
        }
    }

    /// Exchanges the link's token for a transaction of Okta's.
    async fn verify(&self, link: Link, context: &ClientContext) -> Way<Live> {
        let request =
            authn::verify_recovery_token_request(&self.settings.org, context, &link.token);
        let read = authn::verify_recovery_token_response;
        match self
            .ask(Operation::VerifyRecoveryToken, request, read)
            .await
        {
            Ok(transaction) => self.verified(link, transaction),
            Err(Refusal::Unavailable { .. }) => end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::Unavailable),
            ),
            Err(Refusal::LinkInvalid) => self.dead(&link, invalid()),
            Err(Refusal::LinkExpired | Refusal::StateExpired) => self.dead(&link, expired()),
            Err(Refusal::WrongAnswer | Refusal::PasswordRejected(_) | Refusal::NotAllowed) => end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::Internal),
            ),
        }
    }

    fn verified(&self, link: Link, transaction: RecoveryTransaction) -> Way<Live> {
        let status = transaction.status;
        let user = transaction.embedded.user;
        let question = user
            .as_ref()
            .and_then(|user| user.recovery_question.as_ref());
        let question = question.map(|asked| asked.question.clone());
        let Some(token) = transaction.state_token else {
            return end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::Unavailable),
            );
        };
        let state = State {
            token,
            until: transaction.expires_at,
        };
        match (status, question) {
            (TransactionStatus::Recovery, Some(question)) => Ok(Live::Recovery(Recovery {
                link,
                state,
                question,
                user,
            })),
            // Some orgs say RECOVERY with nothing to answer where others say PASSWORD_RESET.
            (TransactionStatus::Recovery | TransactionStatus::PasswordReset, _) => {
                let policy = transaction.embedded.policy;
                Ok(Live::PasswordReset(PasswordReset {
                    link,
                    state,
                    user,
                    policy,
                }))
            }
            _ => end(
                Rest::of(Step::LinkOpened(link)),
                self.went_wrong(WentWrong::Internal),
            ),
        }
    }

    /// Answers the recovery question.
    async fn answer(
        &self,
        recovery: Recovery,
        answer: Option<&okta::Answer>,
        context: &ClientContext,
    ) -> Way<Answered> {
        let Some(answer) = answer else {
            return Err(Box::new(wrong(recovery, AnswerError::Missing)));
        };
        let request = authn::answer_recovery_question_request(
            &self.settings.org,
            context,
            &recovery.state.token,
            answer,
        );
        let read = authn::answer_recovery_question_response;
        match self
            .ask(Operation::AnswerRecoveryQuestion, request, read)
            .await
        {
            Ok(transaction) => Ok(Answered::Right(Box::new(answered(recovery, transaction)))),
            Err(Refusal::WrongAnswer) => Err(Box::new(self.wrong_answer(recovery))),
            Err(Refusal::StateExpired) => Ok(Answered::TooLate(recovery.link)),
            Err(Refusal::LinkExpired | Refusal::LinkInvalid) => {
                self.dead(&recovery.link, expired())
            }
            Err(Refusal::Unavailable { .. }) => {
                Err(Box::new(form(Live::Recovery(recovery), try_again())))
            }
            Err(Refusal::PasswordRejected(_) | Refusal::NotAllowed) => {
                let page = self.went_wrong(WentWrong::Internal);
                end(Rest::of(Step::LinkOpened(recovery.link)), page)
            }
        }
    }

    fn wrong_answer(&self, mut recovery: Recovery) -> Outcome {
        recovery.link.wrong_answers = recovery.link.wrong_answers.saturating_add(1);
        let attempts_left = WRONG_ANSWERS.saturating_sub(recovery.link.wrong_answers);
        if attempts_left == 0 {
            let until = recovery.link.until;
            return Outcome::new(Rest::of(Step::Closed(Ended { until })), closed());
        }
        wrong(recovery, AnswerError::Wrong { attempts_left })
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
        ready.link.submitted = Some(submitted);
        let request = authn::reset_password_request(
            &self.settings.org,
            context,
            &ready.state.token,
            &filled.password,
            self.settings.revoke_sessions,
        );
        let step = Step::PasswordReset(ready);
        let recorded = self.record(&step).await;
        let Step::PasswordReset(mut ready) = step else {
            return end(Rest::NOTHING, self.went_wrong(WentWrong::Internal));
        };
        if recorded.is_err() {
            return Err(Box::new(form(Live::PasswordReset(ready), try_again())));
        }
        let read = authn::reset_password_response;
        match self.ask(Operation::ResetPassword, request, read).await {
            // Whatever Okta wants next (MFA, a warning): the password is changed.
            Ok(_) => end(self.success(filled), Page::Done(Done {})),
            Err(Refusal::StateExpired | Refusal::LinkExpired | Refusal::LinkInvalid) => {
                Ok(ready.link)
            }
            Err(Refusal::Unavailable { .. }) => {
                Err(Box::new(form(Live::PasswordReset(ready), try_again())))
            }
            Err(Refusal::PasswordRejected(password)) => {
                ready.link.submitted = None;
                Err(Box::new(rejected(ready, password)))
            }
            Err(Refusal::NotAllowed | Refusal::WrongAnswer) => {
                ready.link.submitted = None;
                let page = self.went_wrong(WentWrong::Internal);
                end(Rest::of(Step::LinkOpened(ready.link)), page)
            }
        }
    }

    fn success(&self, filled: &NewPassword) -> Rest {
        let receipt = filled.receipt.clone();
        Rest::of(Step::Success(Success {
            receipt,
            until: self.until(),
        }))
    }

    /// A link that Okta does not follow any more. When a password was handed over just before
    /// and its answer got lost, that password is why.
    fn dead<T>(&self, link: &Link, page: Page) -> Way<T> {
        let until = link.until;
        match &link.submitted {
            Some(lost) if self.moment.now.as_millis() - lost.at.as_millis() < LOST_ANSWER => {
                let receipt = lost.receipt.clone();
                end(Rest::of(Step::Success(Success { receipt, until })), used())
            }
            Some(_) | None => end(Rest::of(Step::LinkExpired(Ended { until })), page),
        }
    }

    fn alive(&self, state: &State) -> bool {
        state
            .until
            .is_some_and(|until| self.moment.after(STATE_MARGIN) < until)
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

fn answered(recovery: Recovery, transaction: RecoveryTransaction) -> PasswordReset {
    let Recovery {
        link, state, user, ..
    } = recovery;
    let until = transaction.expires_at;
    let token = transaction.state_token.unwrap_or(state.token);
    PasswordReset {
        link,
        state: State { token, until },
        user: transaction.embedded.user.or(user),
        policy: transaction.embedded.policy,
    }
}

/// The same judgement that the browser showed, now binding.
fn judged(ready: PasswordReset, filled: &NewPassword) -> Way<PasswordReset> {
    let broken = policy::broken(&ready, filled.password.secret());
    if broken.is_empty() {
        return Ok(ready);
    }
    Err(Box::new(rejected(ready, broken)))
}

/// A retry of the accepted password reads as done; another password does not.
fn accepted_before(mut outcome: Outcome, filled: &NewPassword) -> Outcome {
    if let Some(Step::Success(success)) = &outcome.rest.step
        && success.receipt == filled.receipt
    {
        outcome.page = Some(Page::Done(Done {}));
    }
    outcome
}

fn end<T>(rest: Rest, page: Page) -> Way<T> {
    Err(Box::new(Outcome::new(rest, page)))
}

fn form(live: Live, errors: NewPasswordErrors) -> Outcome {
    let (step, username, question, policy) = match live {
        Live::Recovery(recovery) => {
            let username = login(recovery.user.as_ref());
            let question = Some(recovery.question.clone());
            (Step::Recovery(recovery), username, question, None)
        }
        Live::PasswordReset(ready) => {
            let username = login(ready.user.as_ref());
            let policy = ready.policy.as_ref().map(policy::for_people);
            (Step::PasswordReset(ready), username, None, policy)
        }
    };
    let page = pages::NewPassword {
        username,
        question,
        policy,
        errors,
    };
    Outcome::new(Rest::of(step), Page::NewPassword(page))
}

fn login(user: Option<&authn::User>) -> Option<String> {
    user.and_then(|user| user.profile.login.clone())
}

fn wrong(recovery: Recovery, error: AnswerError) -> Outcome {
    let errors = NewPasswordErrors {
        answer: Some(error),
        ..NewPasswordErrors::default()
    };
    form(Live::Recovery(recovery), errors)
}

fn rejected(ready: PasswordReset, password: Vec<PasswordError>) -> Outcome {
    let errors = NewPasswordErrors {
        password,
        ..NewPasswordErrors::default()
    };
    form(Live::PasswordReset(ready), errors)
}

fn try_again() -> NewPasswordErrors {
    NewPasswordErrors {
        form: Some(FormError::TryAgain),
        ..NewPasswordErrors::default()
    }
}

fn expired() -> Page {
    Page::LinkExpired(LinkExpired { login: None })
}

fn used() -> Page {
    Page::LinkUsed(LinkUsed { login: None })
}

fn invalid() -> Page {
    Page::LinkInvalid(LinkInvalid { login: None })
}

fn closed() -> Page {
    expired()
}
