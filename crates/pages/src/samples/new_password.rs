//! Asking for the new password.

use super::{LOGIN, Sample};
use crate::password::Rule;
use crate::{AnswerError, FormError, NewPassword, NewPasswordErrors, Page, PasswordError, Purpose};

const QUESTION: &str = "What was the name of your first pet?";

pub(super) fn new_password() -> Vec<Sample> {
    let known = NewPassword {
        username: Some(LOGIN.into()),
        policy: Some(super::policy()),
        minutes: Some(14),
        ..NewPassword::default()
    };
    let asked = NewPassword {
        username: Some(LOGIN.into()),
        question: Some(QUESTION.into()),
        minutes: Some(1),
        ..NewPassword::default()
    };
    let set_for = |purpose| NewPassword {
        purpose,
        ..known.clone()
    };
    let states = [
        ("new-password", known.clone()),
        ("new-password-activation", set_for(Purpose::Activation)),
        ("new-password-unlock", set_for(Purpose::Unlock)),
        ("new-password-question", asked.clone()),
        (
            "new-password-tomorrow",
            NewPassword {
                minutes: Some(1_439),
                ..known.clone()
            },
        ),
        ("new-password-nothing-known", NewPassword::default()),
        ("new-password-broken", refused(&known, broken())),
        (
            "new-password-refused",
            refused(
                &known,
                vec![PasswordError::SameAsCurrent, PasswordError::Common],
            ),
        ),
        (
            "new-password-breached",
            refused(&known, vec![PasswordError::Breached]),
        ),
        (
            "new-password-breach-warning",
            refused(&known, vec![PasswordError::BreachWarning]),
        ),
        ("new-password-try-again", troubled(&known)),
        (
            "new-password-answer-missing",
            answered(&asked, AnswerError::Missing, vec![PasswordError::Missing]),
        ),
        (
            "new-password-answer-wrong",
            answered(&asked, AnswerError::Wrong { attempts_left: 4 }, vec![]),
        ),
        (
            "new-password-answer-expired",
            answered(
                &asked,
                AnswerError::Expired,
                vec![PasswordError::Broken(Rule::Number(1))],
            ),
        ),
    ];
    let pages = states.into_iter();
    pages
        .map(|(name, page)| (name, Page::NewPassword(page)))
        .collect()
}

fn broken() -> Vec<PasswordError> {
    let rules = [Rule::MinLength(8), Rule::Number(1), Rule::NoUsername];
    rules.map(PasswordError::Broken).into()
}

fn refused(page: &NewPassword, password: Vec<PasswordError>) -> NewPassword {
    NewPassword {
        errors: NewPasswordErrors {
            password,
            ..NewPasswordErrors::default()
        },
        ..page.clone()
    }
}

fn troubled(page: &NewPassword) -> NewPassword {
    NewPassword {
        errors: NewPasswordErrors {
            form: Some(FormError::TryAgain),
            ..NewPasswordErrors::default()
        },
        ..page.clone()
    }
}

fn answered(page: &NewPassword, answer: AnswerError, password: Vec<PasswordError>) -> NewPassword {
    NewPassword {
        errors: NewPasswordErrors {
            answer: Some(answer),
            password,
            form: None,
        },
        ..page.clone()
    }
}
