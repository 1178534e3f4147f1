//! What goes wrong between the transactions and the services, and what went over the wire.

use std::rc::Rc;

use okta::{Request, Response};
use recovery::{NotAuthorized, NotRecorded, Operation};
use serde_json::Value;

use super::case::Luck;
use super::failure::{Acts, Failure};
use super::operations::Target;

/// The fields of Okta's answers that hold what no page may show.
const SECRETS: [&str; 9] = [
    "stateToken",
    "recoveryToken",
    "sessionToken",
    "activationToken",
    "resetPasswordUrl",
    "activationUrl",
    "stateHandle",
    "interaction_handle",
    "interaction_code",
];

/// What a person hands in, once each: code, answer, password.
const HANDED_IN: [Operation; 6] = [
    Operation::VerifyRecoveryFactor,
    Operation::AnswerChallenge,
    Operation::AnswerRecoveryQuestion,
    Operation::AnswerSecurityQuestion,
    Operation::ResetPassword,
    Operation::ResetAuthenticator,
];

/// The plan, and what has come of it.
#[derive(Default)]
pub(crate) struct Trouble {
    plan: Option<Plan>,
    /// What is still lost besides, and how.
    lost: Option<(Vec<Target>, Rc<Failure>)>,
    /// How many calls and mails there were.
    asked: usize,
    /// How often something was written down before it was tried.
    recorded: usize,
    /// How many messages went out although nobody said so.
    lost_messages: usize,
    /// How often the plan has struck.
    struck: usize,
    /// What was asked and done.
    done: Vec<Target>,
    secrets: Vec<String>,
}

/// What fails, from which call on, and how long.
#[derive(Clone)]
pub(crate) struct Plan {
    /// Which of the calls and mails of the walk, the first being 0.
    pub(crate) at: usize,
    /// What is asked there.
    pub(crate) target: Target,
    /// How it fails.
    pub(crate) failure: Rc<Failure>,
    /// How often.
    pub(crate) lasts: Lasts,
    /// What fails once besides, the first time that it is asked for after that.
    pub(crate) then: Option<(Target, Rc<Failure>)>,
}

/// How long something fails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lasts {
    /// One call fails.
    Once,
    /// Every call of the operation does, until the person gives up.
    UntilGivenUp,
}

impl Trouble {
    pub(crate) fn plan(&mut self, plan: Option<Plan>) {
        self.plan = plan;
    }

    /// What goes wrong on every walk.
    pub(crate) fn bring(&mut self, luck: Luck) {
        let acts = match luck {
            Luck::Good => return,
            Luck::AnswersLost => Acts::Yes,
            Luck::RequestsLost => Acts::No,
        };
        let targets = HANDED_IN.map(Target::Okta).to_vec();
        self.lost = Some((targets, Rc::new(Failure::silence(acts))));
    }

    /// From now on everything works.
    pub(crate) fn heal(&mut self) {
        self.plan = None;
    }

    /// How often something failed.
    pub(crate) fn struck(&self) -> usize {
        self.struck
    }

    /// How often a service has acted on such a call.
    pub(crate) fn has_done(&self, target: Target) -> usize {
        self.done.iter().filter(|done| **done == target).count()
    }

    /// How many messages went out although nobody said so.
    pub(crate) fn lost_messages(&self) -> usize {
        self.lost_messages
    }

    /// How often something was written down before it was tried.
    pub(crate) fn recorded(&self) -> usize {
        self.recorded
    }

    /// What Okta has handed out.
    pub(crate) fn secrets(&self) -> &[String] {
        &self.secrets
    }

    /// Whether there is a credential for a call.
    pub(crate) fn on_authorize(&mut self, request: &Request) -> Option<NotAuthorized> {
        let failure = self.plan.as_ref()?.failure.authority()?;
        let target = target(request);
        if !self.is_due(target, self.asked) {
            return None;
        }
        self.on(target);
        Some(failure)
    }

    /// What becomes of a call to Okta.
    pub(crate) fn on_call(&mut self, request: &Request) -> Option<Rc<Failure>> {
        self.on(target(request))
    }

    /// What becomes of a mail.
    pub(crate) fn on_mail(&mut self) -> Option<Rc<Failure>> {
        self.on(Target::Mailer)
    }

    /// What becomes of a step that is to be written down.
    pub(crate) fn on_record(&mut self) -> Result<(), NotRecorded> {
        let is_due = self.is_due(Target::Journal, self.recorded);
        self.recorded += 1;
        if !is_due {
            return Ok(());
        }
        self.struck += 1;
        Err(NotRecorded)
    }

    fn on(&mut self, target: Target) -> Option<Rc<Failure>> {
        if let Some(lost) = self.lose(target, Acts::No) {
            // The org's log, by which the plan counts, knows nothing of it.
            return Some(lost);
        }
        let failure = self.strike(target);
        let failure = failure.or_else(|| self.lose(target, Acts::Yes));
        if failure.as_ref().is_none_or(|failure| failure.lets_act()) {
            self.done.push(target);
            self.lost_messages += usize::from(failure.is_some() && target.sends());
        }
        failure
    }

    fn lose(&mut self, target: Target, acts: Acts) -> Option<Rc<Failure>> {
        let (targets, failure) = self.lost.as_mut()?;
        if failure.lets_act() != (acts == Acts::Yes) {
            return None;
        }
        let at = targets.iter().position(|lost| *lost == target)?;
        targets.swap_remove(at);
        Some(Rc::clone(failure))
    }

    fn strike(&mut self, target: Target) -> Option<Rc<Failure>> {
        let is_due = self.is_due(target, self.asked);
        self.asked += 1;
        if !is_due {
            return self.strike_again(target);
        }
        let plan = self.plan.as_ref()?;
        assert_eq!(target, plan.target, "the walk goes as it went undisturbed");
        self.struck += 1;
        Some(Rc::clone(&plan.failure))
    }

    /// The second thing that fails.
    fn strike_again(&mut self, target: Target) -> Option<Rc<Failure>> {
        let has_struck = self.struck > 0;
        let then = &mut self.plan.as_mut()?.then;
        let (_, failure) = then.take_if(|(next, _)| has_struck && *next == target)?;
        Some(failure)
    }

    /// Whether a call fails before which there were so many, or a step is not written down.
    fn is_due(&self, target: Target, before: usize) -> bool {
        self.plan.as_ref().is_some_and(|plan| {
            let is_of_storage = |target| target == Target::Journal;
            is_of_storage(target) == is_of_storage(plan.target)
                && match plan.lasts {
                    Lasts::Once => before == plan.at,
                    Lasts::UntilGivenUp => before >= plan.at && target == plan.target,
                }
        })
    }

    /// Remembers what may not be seen by people.
    pub(crate) fn overhear(&mut self, answer: &Response) {
        let Ok(body) = serde_json::from_slice::<Value>(answer.body()) else {
            return;
        };
        let said = SECRETS.iter().filter_map(|field| body[field].as_str());
        for said in said {
            let said = said.strip_suffix("/verify").unwrap_or(said);
            let secret = said.rsplit('/').next().unwrap_or(said);
            if !self.secrets.iter().any(|known| known == secret) {
                self.secrets.push(secret.to_owned());
            }
        }
    }
}

fn target(request: &Request) -> Target {
    let body = serde_json::from_slice(request.body()).unwrap_or_default();
    Target::of((request.method().as_str(), request.uri().path()), &body)
}
