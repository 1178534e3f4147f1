//! What the forms take, and what they say about the rest.

use pages::forms::{
    ANSWER_MAX, CodeForm, Fields, ForgotPasswordForm, LOGIN_MAX, Login, NewPasswordForm,
};
use pages::{AnswerError, Channel, ChannelError, CodeError, LoginError, PasswordError, Unlocking};
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
        ("code", "123456"),
    ]);
    let login = ForgotPasswordForm::parse(&sent).unwrap();
    let form = NewPasswordForm::parse(&sent).unwrap();
    let code = CodeForm::parse(&sent).unwrap();
    let printed = format!("{sent:?} {login:?} {form:?} {code:?}");
    for secret in ["ada", "Tr0ub4dor", "Rex", "123456"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

fn channel(word: &str) -> Result<Option<Channel>, Option<ChannelError>> {
    let form = ForgotPasswordForm::parse(&fields(&[("login", "ada"), ("channel", word)]));
    form.map(|form| form.channel)
        .map_err(|page| page.channel_error)
}

#[test]
fn a_way_may_be_chosen_and_an_unknown_one_is_an_error() {
    let silent = ForgotPasswordForm::parse(&fields(&[("login", "ada")])).unwrap();
    assert_eq!(silent.channel, None);
    assert_eq!(channel(""), Ok(None));
    for known in Channel::ALL {
        assert_eq!(channel(known.word()), Ok(Some(known)));
    }
    for unknown in ["pigeon", "SMS", "email,sms"] {
        assert_eq!(
            channel(unknown),
            Err(Some(ChannelError::NotOffered)),
            "{unknown}"
        );
    }
}

#[test]
fn the_chosen_way_is_kept_when_the_login_is_refused() {
    let page = ForgotPasswordForm::parse(&fields(&[("channel", "sms")])).unwrap_err();
    assert_eq!(
        (page.channel, page.error),
        (Some(Channel::Sms), Some(LoginError::Missing))
    );
}

fn code(typed: &str) -> Result<String, CodeError> {
    CodeForm::parse(&fields(&[("code", typed)])).map(|form| form.code)
}

#[test]
fn a_code_is_taken_however_it_is_written() {
    for typed in [
        "123456",
        " 123 456\r\n",
        "123-456",
        "1 2 3 – 4 5 6",
        "123\u{a0}\u{2009}456",
        "\u{200f}123\u{ad}456\u{feff}",
        "１２３４５６",
        "١٢٣٤٥٦",
        "۱۲۳۴۵۶",
        "१२३४५६",
        "𝟏𝟐𝟑𝟜𝟝𝟞",
        "๑๒๓456",
    ] {
        assert_eq!(code(typed).as_deref(), Ok("123456"), "{typed}");
    }
    assert_eq!(code("000000").as_deref(), Ok("000000"));
}

#[test]
fn anything_but_six_digits_is_no_code() {
    for nothing in ["", "  ", "-", "\u{200b}"] {
        assert_eq!(code(nothing), Err(CodeError::Missing), "{nothing:?}");
    }
    assert_eq!(CodeForm::parse(&Fields::default()), Err(CodeError::Missing));
    let endless = "1".repeat(100_000);
    for wrong in [
        "12345",
        "1234567",
        "12345a",
        "123.456",
        "½23456",
        "一二三四五六",
        "²23456",
        &endless,
    ] {
        assert_eq!(code(wrong), Err(CodeError::NotACode));
    }
}

proptest! {
    #[test]
    fn six_digits_of_any_scripts_are_a_code(typed in r"\p{Nd}{6}") {
        let code = code(&typed).unwrap();
        prop_assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
    }

    #[test]
    fn nothing_typed_makes_more_than_six_digits(typed in any::<String>()) {
        if let Ok(code) = code(&typed) {
            prop_assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }

    #[test]
    fn a_login_that_was_taken_is_taken_again_unchanged(typed in any::<String>()) {
        if let Ok(login) = Login::parse(&typed) {
            prop_assert_eq!(Login::parse(login.as_str()), Ok(login));
        }
    }

    #[test]
    fn a_form_that_is_shown_again_repeats_no_more_than_a_login_may_have(
        typed in "(?s).{0,600}", channel: String, purpose: String
    ) {
        let sent = [("login", &*typed), ("channel", &*channel), ("purpose", &*purpose)];
        match ForgotPasswordForm::parse(&fields(&sent)) {
            Ok(form) => {
                let login = form.login.as_str();
                prop_assert_eq!(login, typed.trim());
                prop_assert!((1..=LOGIN_MAX).contains(&login.chars().count()));
                prop_assert!(!login.contains(char::is_control));
            }
            Err(page) => {
                prop_assert!(typed.starts_with(&page.login));
                prop_assert!(page.login.chars().count() <= LOGIN_MAX);
                let says_why = page.error.is_some() || page.channel_error.is_some();
                prop_assert!(says_why || page.unlock == Unlocking::Refused);
            }
        }
    }

    #[test]
    fn a_password_is_taken_byte_for_byte_or_refused(typed: String, answer in "(?s).{0,200}") {
        match NewPasswordForm::parse(&fields(&[("password", &typed), ("answer", &answer)])) {
            Ok(form) => {
                prop_assert_eq!(&form.password, &typed);
                let given = form.answer.unwrap_or_default();
                prop_assert_eq!(given.trim(), answer.trim());
            }
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}
