//! What a person sees of a link that is followed, and of one that is not any more.

use pages::{
    AnswerError, FormError, LinkClosed, LinkExpired, LinkInvalid, LinkUsed, NewPasswordErrors,
    Page, PasswordError, Purpose,
};

use crate::journey::{Outcome, Rest};
use crate::new_password::done;
use crate::policy;
use crate::step::{Filled, Link, NewPassword, PasswordReset, Recovery, State, Step};
use crate::unlock::button;

/// A walk that may end early, with what the person sees then.
pub(crate) type Way<T> = Result<T, Box<Outcome>>;

/// Whether a form says that it is somebody else's than `whose` account is to be changed.
pub(crate) fn is_for_another(whose: Option<&str>, filled: &NewPassword) -> bool {
    match (whose, &filled.username) {
        (Some(whose), Some(said)) => !whose.eq_ignore_ascii_case(said),
        (None, _) | (_, None) => false,
    }
}

/// A link that Okta follows at this moment.
pub(crate) enum Live {
    /// The recovery question is open.
    Recovery(Recovery),
    /// The new password is open.
    PasswordReset(PasswordReset),
}

impl Live {
    /// What is to be kept of it.
    pub(crate) fn into_step(self) -> Step {
        match self {
            Self::Recovery(recovery) => Step::Recovery(recovery),
            Self::PasswordReset(ready) => Step::PasswordReset(ready),
        }
    }

    /// The same as a link to follow anew.
    pub(crate) fn into_link(self) -> Link {
        match self {
            Self::Recovery(recovery) => recovery.link,
            Self::PasswordReset(ready) => ready.link,
        }
    }

    /// What led here.
    pub(crate) fn link(&self) -> &Link {
        match self {
            Self::Recovery(recovery) => &recovery.link,
            Self::PasswordReset(ready) => &ready.link,
        }
    }

    /// Okta's key to its transaction.
    pub(crate) fn state(&self) -> &State {
        match self {
            Self::Recovery(recovery) => &recovery.state,
            Self::PasswordReset(ready) => &ready.state,
        }
    }

    /// What the person is here for.
    fn purpose(&self) -> Purpose {
        self.link().purpose
    }

    /// Who Okta says this is.
    pub(crate) fn username(&self) -> Option<&str> {
        let user = match self {
            Self::Recovery(recovery) => recovery.user.as_ref(),
            Self::PasswordReset(ready) => ready.user.as_ref(),
        };
        user.and_then(|user| user.profile.login.as_deref())
    }
}

/// The end of a transaction, or of a cookie that never led to a link.
pub(crate) fn over(step: Option<Step>) -> Outcome {
    let page = match &step {
        Some(Step::Success(success)) if success.purpose == Purpose::OnlyUnlock => {
            Page::Done(done(success))
        }
        Some(Step::Success(_)) => used(),
        // A handle whose transaction is forgotten.
        None | Some(Step::LinkExpired(_)) => expired(),
        Some(Step::Closed(_)) => closed(),
        Some(
            Step::Requested(_)
            | Step::RecoveryChallenge(_)
            | Step::LinkOpened(_)
            | Step::Recovery(_)
            | Step::PasswordReset(_),
        ) => invalid(),
    };
    Outcome::new(Rest::unchanged(step), page)
}

/// The form again, as far as it is known without asking anybody.
pub(crate) fn refuse(step: Option<Step>, mut errors: NewPasswordErrors, answer: Filled) -> Outcome {
    match step {
        Some(Step::Recovery(recovery)) => {
            if answer == Filled::No {
                errors.answer = Some(AnswerError::Missing);
            }
            form(Live::Recovery(recovery), errors)
        }
        Some(Step::PasswordReset(ready)) => form(Live::PasswordReset(ready), errors),
        step @ Some(Step::Success(_) | Step::LinkExpired(_) | Step::Closed(_)) => over(step),
        Some(Step::LinkOpened(link)) if link.only_unlocks() => button(link, errors),
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

pub(crate) fn end<T>(rest: Rest, page: Page) -> Way<T> {
    Err(Box::new(Outcome::new(rest, page)))
}

pub(crate) fn form(live: Live, errors: NewPasswordErrors) -> Outcome {
    let username = live.username().map(str::to_owned);
    let purpose = live.purpose();
    let (question, policy) = match &live {
        Live::Recovery(recovery) => (
            Some(recovery.question.clone()),
            recovery.link.policy.as_deref(),
        ),
        Live::PasswordReset(ready) => (None, ready.policy.as_ref()),
    };
    let policy = policy.map(policy::for_people);
    let page = pages::NewPassword {
        username,
        question,
        policy,
        purpose,
        errors,
        minutes: None,
    };
    Outcome::new(Rest::of(live.into_step()), Page::NewPassword(page))
}

pub(crate) fn wrong(recovery: Recovery, error: AnswerError) -> Outcome {
    let errors = NewPasswordErrors {
        answer: Some(error),
        ..NewPasswordErrors::default()
    };
    form(Live::Recovery(recovery), errors)
}

pub(crate) fn rejected(ready: PasswordReset, password: Vec<PasswordError>) -> Outcome {
    let errors = NewPasswordErrors {
        password,
        ..NewPasswordErrors::default()
    };
    form(Live::PasswordReset(ready), errors)
}

pub(crate) fn try_again() -> NewPasswordErrors {
    NewPasswordErrors {
        form: Some(FormError::TryAgain),
        ..NewPasswordErrors::default()
    }
}

pub(crate) fn expired() -> Page {
    Page::LinkExpired(LinkExpired { login: None })
}

pub(crate) fn used() -> Page {
    Page::LinkUsed(LinkUsed { login: None })
}

pub(crate) fn invalid() -> Page {
    Page::LinkInvalid(LinkInvalid { login: None })
}

pub(crate) fn closed() -> Page {
    Page::LinkClosed(LinkClosed { login: None })
}
