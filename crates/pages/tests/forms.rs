//! What the forms take, and what they say about the rest.

use pages::forms::{ANSWER_MAX, Fields, ForgotPasswordForm, LOGIN_MAX, Login, NewPasswordForm};
use pages::{AnswerError, LoginError, PasswordError};
use proptest::prelude::*;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields::from_pairs(
        pairs
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into())),
    )
}

fn login(typed: &str) -> Result<String, LoginError> {
    let form = ForgotPasswordForm::parse(&fields(&[("login", typed)]));
    match form {
        Ok(form) => Ok(form.login.as_str().into()),
        Err(page) => Err(page.error.expect("a page with its error")),
    }
}

#[test]
fn a_login_is_taken_without_the_spaces_around_it() {
    assert_eq!(login(" ada@example.com\r\n").unwrap(), "ada@example.com");
    assert_eq!(login("ada lovelace").unwrap(), "ada lovelace");
}

#[test]
fn a_login_is_neither_empty_nor_endless_nor_full_of_control_characters() {
    assert_eq!(login("  "), Err(LoginError::Missing));
    assert_eq!(login("ada\nbcc: x"), Err(LoginError::NotALogin));
    assert_eq!(login("ada\u{fffd}"), Err(LoginError::NotALogin));
    assert!(login(&"é".repeat(LOGIN_MAX)).is_ok());
    assert_eq!(login(&"é".repeat(LOGIN_MAX + 1)), Err(LoginError::TooLong));
    assert!(ForgotPasswordForm::parse(&Fields::default()).is_err());
}

#[test]
fn a_refused_login_is_shown_again() {
    let page = ForgotPasswordForm::parse(&fields(&[("login", "a\u{0}b")])).unwrap_err();
    assert_eq!(page.login, "a\u{0}b");
}

#[test]
fn a_password_is_taken_byte_for_byte() {
    let form = NewPasswordForm::parse(&fields(&[("password", "  päss\u{301} word ")])).unwrap();
    assert_eq!(form.password, "  päss\u{301} word ");
    assert_eq!(form.answer, None);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let long = "x".repeat(ANSWER_MAX + 1);
    let errors = NewPasswordForm::parse(&fields(&[("answer", &long)])).unwrap_err();
    assert_eq!(errors.answer, Some(AnswerError::TooLong));
    assert_eq!(errors.password, [PasswordError::Missing]);
}

#[test]
fn an_empty_answer_is_no_answer() {
    let form = NewPasswordForm::parse(&fields(&[("password", "x"), ("answer", " ")])).unwrap();
    assert_eq!(form.answer, None);
}

#[test]
fn secrets_and_addresses_are_not_printed() {
    let sent = fields(&[
        ("login", "ada@example.com"),
        ("password", "Tr0ub4dor"),
        ("answer", "Rex"),
    ]);
    let login = ForgotPasswordForm::parse(&sent).unwrap();
    let form = NewPasswordForm::parse(&sent).unwrap();
    let printed = format!("{sent:?} {login:?} {form:?}");
    for secret in ["ada", "Tr0ub4dor", "Rex"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

proptest! {
    #[test]
    fn a_login_that_was_taken_is_taken_again_unchanged(typed in any::<String>()) {
        if let Ok(login) = Login::parse(&typed) {
            prop_assert_eq!(Login::parse(login.as_str()), Ok(login));
        }
    }
}
