//! Unlocking an account that keeps its password.

use super::{LOGIN, Sample};
use crate::{AnswerError, Done, FormError, NewPassword, NewPasswordErrors, Page, Purpose};

pub(super) fn unlock() -> Vec<Sample> {
    let button = NewPassword {
        purpose: Purpose::OnlyUnlock,
        ..NewPassword::default()
    };
    let question = NewPassword {
        username: Some(LOGIN.into()),
        question: Some("What is the food you least liked as a child?".into()),
        ..button.clone()
    };
    let wrong = NewPassword {
        errors: NewPasswordErrors {
            answer: Some(AnswerError::Wrong { attempts_left: 4 }),
            ..NewPasswordErrors::default()
        },
        ..question.clone()
    };
    let try_again = NewPassword {
        errors: NewPasswordErrors {
            form: Some(FormError::TryAgain),
            ..NewPasswordErrors::default()
        },
        ..button.clone()
    };
    let done = |login: Option<&str>| {
        Page::Done(Done {
            purpose: Purpose::OnlyUnlock,
            login: login.map(Into::into),
            ..Done::default()
        })
    };
    vec![
        ("unlock", Page::NewPassword(button)),
        ("unlock-question", Page::NewPassword(question)),
        ("unlock-question-wrong", Page::NewPassword(wrong)),
        ("unlock-try-again", Page::NewPassword(try_again)),
        ("unlocked", done(Some(LOGIN))),
        ("unlocked-unnamed", done(None)),
    ]
}
