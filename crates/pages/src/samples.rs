//! Every page in every state that looks different: for tests, for the gallery
//! of pictures, and for operators who style the pages.

use crate::password::{Policy, Rule};
use crate::{
    AnswerError, CheckYourEmail, Done, ForgotPassword, FormError, LinkClosed, LinkExpired,
    LinkInvalid, LinkUsed, LoginError, NewPassword, NewPasswordErrors, Page, PasswordError,
    SomethingWentWrong, WentWrong,
};

/// The name of a state, and the page in it.
pub type Sample = (&'static str, Page);

const LOGIN: &str = "ada@example.com";
const QUESTION: &str = "What was the name of your first pet?";

/// One of everything.
#[must_use]
pub fn samples() -> Vec<Sample> {
    let groups = [forgot_password(), new_password(), links(), went_wrong()];
    groups.into_iter().flatten().collect()
}

fn forgot_password() -> Vec<Sample> {
    let asked = |name, login: &str, error| {
        let login = login.into();
        (name, Page::ForgotPassword(ForgotPassword { login, error }))
    };
    vec![
        asked("forgot-password", "", None),
        asked("forgot-password-prefilled", LOGIN, None),
        asked("forgot-password-missing", "", Some(LoginError::Missing)),
        asked("forgot-password-too-long", LOGIN, Some(LoginError::TooLong)),
        asked(
            "forgot-password-odd",
            "ada\u{7}",
            Some(LoginError::NotALogin),
        ),
        (
            "check-your-email",
            Page::CheckYourEmail(CheckYourEmail {
                login: LOGIN.into(),
                transaction: Some("handle".into()),
            }),
        ),
    ]
}

/// The policy of the samples: everything that Okta knows.
#[must_use]
pub fn policy() -> Policy {
    Policy {
        min_length: 8,
        min_lower_case: 1,
        min_upper_case: 1,
        min_number: 1,
        min_symbol: 1,
        exclude_username: true,
        exclude_first_name: true,
        exclude_last_name: true,
        history_count: 4,
    }
}

fn new_password() -> Vec<Sample> {
    let known = NewPassword {
        username: Some(LOGIN.into()),
        policy: Some(policy()),
        ..NewPassword::default()
    };
    let asked = NewPassword {
        username: Some(LOGIN.into()),
        question: Some(QUESTION.into()),
        ..NewPassword::default()
    };
    let states = [
        ("new-password", known.clone()),
        ("new-password-question", asked.clone()),
        ("new-password-nothing-known", NewPassword::default()),
        ("new-password-broken", refused(&known, broken())),
        (
            "new-password-refused",
            refused(
                &known,
                vec![PasswordError::SameAsCurrent, PasswordError::Common],
            ),
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

fn links() -> Vec<Sample> {
    let login = Some(LOGIN.into());
    vec![
        ("link-expired", Page::LinkExpired(LinkExpired { login })),
        ("link-used", Page::LinkUsed(LinkUsed::default())),
        ("link-closed", Page::LinkClosed(LinkClosed::default())),
        ("link-invalid", Page::LinkInvalid(LinkInvalid::default())),
        ("done", Page::Done(Done {})),
    ]
}

fn went_wrong() -> Vec<Sample> {
    let setting = "OKTA_ORG_URL".into();
    let causes = [
        WentWrong::Unavailable,
        WentWrong::NotFound,
        WentWrong::MethodNotAllowed,
        WentWrong::TooLarge,
        WentWrong::WrongType,
        WentWrong::Forbidden,
        WentWrong::NotAllowed,
        WentWrong::BadRequest,
        WentWrong::Internal,
        WentWrong::Misconfigured { setting },
    ];
    let page = |why: WentWrong| {
        let request_id = "8f2c1d7e5a".into();
        (
            why.name(),
            Page::SomethingWentWrong(SomethingWentWrong { request_id, why }),
        )
    };
    causes.into_iter().map(page).collect()
}
