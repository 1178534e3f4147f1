//! From a proved mailbox to Okta's one-time token.

use okta::ClientContext;
use okta::users::{User, UserId, UserOperation};
use pages::{Page, WentWrong};

use crate::ask::{changes, inquiries};
use crate::dictionary::Refusal;
use crate::form::{self, Live, Way as Walk, end};
use crate::handle::Door;
use crate::journey::{Journey, Outcome, Rest};
use crate::proof::Proof;
use crate::step::{Awaited, Link, NewPassword, Request, Step};
use crate::surroundings::Surroundings;
use crate::way::{Start, Way, way};

/// How often an account may turn out to stand elsewhere than a moment ago.
const ROUNDS: usize = 4;

/// What somebody behind the door wants.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Intent<'a> {
    /// To see the form. Nothing is changed for that.
    Look,
    /// To set the password. Nothing is changed for one that breaks the rules.
    Save(&'a NewPassword),
}

/// Okta's token, or what is missing for it.
enum Taken {
    Token(okta::RecoveryToken),
    /// The account stands elsewhere now.
    Moved,
    /// This way is closed for the account as it stands.
    Refused,
}

impl<S: Surroundings> Journey<'_, S> {
    /// Goes on with a link, or begins with a proved mailbox.
    pub(crate) async fn live(
        &self,
        step: Option<Step>,
        (door, context): (&Door, &ClientContext),
        intent: Intent<'_>,
    ) -> Walk<Live> {
        let step = self.admitted(step, door)?;
        let step = self.not_replaced(step, (door, intent)).await?;
        match step {
            Some(Step::Requested(pending)) if pending.request.own_mail().is_some() => {
                self.start(pending.request, (door, context), intent).await
            }
            Some(Step::RecoveryChallenge(sent)) if sent.request.own_mail().is_some() => {
                self.start(sent.request, (door, context), intent).await
            }
            step => match self.follow(step, context).await {
                Err(over) => match given_back(*over) {
                    Ok(request) => self.start(request, (door, context), intent).await,
                    Err(over) => Err(over),
                },
                live => live,
            },
        }
    }

    /// The step, for whoever has shown a good link or the right code. A link that a newer mail of
    /// the same browser has replaced reads as used; a browser without the code is asked for it.
    pub(crate) fn admitted(&self, step: Option<Step>, door: &Door) -> Walk<Option<Step>> {
        let Some(standing) = &step else {
            return Ok(step);
        };
        let is_own = matches!(door, Door::Handle);
        let is_proved = match standing
            .request()
            .map(|request| (request, &request.awaited))
        {
            Some((request, Awaited::OwnMail(_))) => Proof::of_mail(request, door).is_some(),
            // What Okta has not taken as a proof does not get further than this.
            Some((_, Awaited::OktaCode(_))) => is_own && !standing.waits_for_proof(),
            Some((_, Awaited::OktaLink)) => is_own,
            // Of our own mails' links none is left to be compared with; nor is anything to be had.
            None => is_own || standing.is_over(),
        };
        match door {
            _ if is_proved => Ok(step),
            Door::Handle => Err(Box::new(self.same_page(step))),
            Door::Link(_) => end(Rest::unchanged(step), form::used()),
        }
    }

    async fn start(
        &self,
        mut request: Request,
        (door, context): (&Door, &ClientContext),
        intent: Intent<'_>,
    ) -> Walk<Live> {
        let account = request.own_mail().and_then(|own| own.account.clone());
        let Some((proof, account)) = Proof::of_mail(&request, door).zip(account) else {
            return end(as_it_was(request), form::invalid());
        };
        let Ok(id) = UserId::new(&account) else {
            return self.stop(request, WentWrong::Internal);
        };
        let (mut refused, mut purpose, mut judged) = (None, None, None);
        for _ in 0..ROUNDS {
            let user = match self.ask(inquiries::get_user(&self.settings.org, &id)).await {
                Ok(user) => user,
                Err(refusal) => return self.refused(request, &refusal),
            };
            let Some(start) = choose(&user, refused) else {
                return self.stop(request, WentWrong::NotAllowed);
            };
            let purpose = *purpose.get_or_insert(start.purpose());
            if start.changes_account() && judged.is_none() {
                let intent = (intent, &mut request.warned);
                match self.held_back((&user, &id), purpose, intent).await {
                    Ok(policy) => judged = Some(policy),
                    Err(form) => return end(as_it_was(request), Page::NewPassword(*form)),
                }
            }
            match self.take(&proof, &id, start).await {
                Ok(Taken::Token(token)) => {
                    let link = Link {
                        purpose,
                        until: request.until,
                        request: Some(Box::new(request)),
                        account: Some(account),
                        policy: judged.flatten().map(Box::new),
                        ..self.link(Some(token))
                    };
                    return self.follow(Some(Step::LinkOpened(link)), context).await;
                }
                Ok(Taken::Refused) => refused = Some(start),
                Ok(Taken::Moved) => {}
                Err(refusal) => return self.refused(request, &refusal),
            }
        }
        self.stop(request, WentWrong::Unavailable)
    }

    /// Asks Okta for its token.
    async fn take(&self, proof: &Proof, id: &UserId, start: Start) -> Result<Taken, Refusal> {
        let org = &self.settings.org;
        let token = match start {
            Start::ForgotPassword => {
                let answer = self.ask(changes::forgot_password(proof, org, id)).await;
                answer.map(|answer| answer.one_time_token().ok())
            }
            Start::ResetPassword => {
                let answer = self.ask(changes::reset_password(proof, org, id)).await;
                answer.map(|answer| answer.one_time_token().ok())
            }
            Start::Unlock => self
                .ask(changes::unlock(proof, org, id))
                .await
                .map(|()| None),
            Start::Activate => {
                let answer = self.ask(changes::activate(proof, org, id)).await;
                answer.map(|answer| answer.one_time_token().ok().as_ref().map(as_recovery_token))
            }
            Start::Reactivate => {
                let answer = self.ask(changes::reactivate(proof, org, id)).await;
                answer.map(|answer| answer.one_time_token().ok().as_ref().map(as_recovery_token))
            }
        };
        match token {
            Ok(Some(token)) => Ok(Taken::Token(token)),
            Ok(None) => Ok(Taken::Moved),
            Err(Refusal::NotAllowed) => Ok(Taken::Refused),
            Err(refusal) => Err(refusal),
        }
    }

    fn stop(&self, request: Request, why: WentWrong) -> Walk<Live> {
        end(as_it_was(request), self.went_wrong(why))
    }

    fn refused(&self, request: Request, refusal: &Refusal) -> Walk<Live> {
        self.stop(request, refusal.why())
    }
}

/// The mail and what it opens, as they were.
fn as_it_was(request: Request) -> Rest {
    Rest::of(Step::RecoveryChallenge(request.into()))
}

/// What was mailed, when only Okta's token has ended that it had given.
fn given_back(over: Outcome) -> Result<Request, Box<Outcome>> {
    let Outcome { rest, page } = over;
    match rest.step {
        Some(Step::RecoveryChallenge(sent)) if sent.request.own_mail().is_some() => {
            Ok(sent.request)
        }
        step => Err(Box::new(Outcome {
            rest: Rest { step, ..rest },
            page,
        })),
    }
}

/// The way of an account, or the next one when Okta has closed the first.
///
/// Classic refuses *forgot password* to people without a recovery question. Where policy allows
/// them to recover, they are reset like an administrator would, since their mailbox is proved.
fn choose(user: &User, refused: Option<Start>) -> Option<Start> {
    let Way::Open(start) = way(user) else {
        return None;
    };
    let may_recover = user.links.offers(&UserOperation::ForgotPassword);
    let has_question = user.credentials.recovery_question.is_some();
    match (start, refused) {
        (Start::ForgotPassword, Some(Start::ForgotPassword)) if may_recover && !has_question => {
            Some(Start::ResetPassword)
        }
        (start, Some(refused)) if start == refused => None,
        (start, _) => Some(start),
    }
}

/// Okta exchanges the token of an activation in the same place (undocumented; guardian/gateway
/// runs on it).
fn as_recovery_token(token: &okta::ActivationToken) -> okta::RecoveryToken {
    okta::RecoveryToken::new(token.secret())
}
