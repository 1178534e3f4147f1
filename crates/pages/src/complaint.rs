//! What is wrong with a form, field by field, in words for people and codes
//! for programs. The page and the problem details both speak from here.

use crate::forms::{ANSWER, LOGIN, PASSWORD};
use crate::password::Rule;
use crate::{AnswerError, FieldProblem, FormError, LoginError, Page, PasswordError, Texts};

/// Everything that is wrong with the form on this page, in the order of its fields.
pub(crate) fn complaints(page: &Page, texts: &Texts) -> Vec<FieldProblem> {
    collect(page, texts, |rule, texts| {
        (rule.name(), rule_words(rule, texts))
    })
}

/// The same for people who have the list of rules before their eyes: one
/// sentence points there, instead of one for each broken rule.
pub(crate) fn gist(page: &Page, texts: &Texts) -> Vec<FieldProblem> {
    let mut all = collect(page, texts, |_, texts| {
        ("rules", texts.password_broken.into())
    });
    all.dedup();
    all
}

type RuleWords = fn(Rule, &Texts) -> (&'static str, String);

fn collect(page: &Page, texts: &Texts, rule: RuleWords) -> Vec<FieldProblem> {
    match page {
        Page::ForgotPassword(page) => page
            .error
            .iter()
            .map(|error| about(LOGIN, login(*error, texts)))
            .collect(),
        Page::NewPassword(page) => {
            let form = page.errors.form.iter().map(|error| form(*error, texts));
            let answer = page.errors.answer.iter();
            let answer = answer.map(|error| about(ANSWER, answer_words(*error, texts)));
            let password = page.errors.password.iter();
            let password =
                password.map(|error| about(PASSWORD, password_words(*error, texts, rule)));
            form.chain(answer).chain(password).collect()
        }
        Page::CheckYourEmail(_)
        | Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkInvalid(_)
        | Page::Done(_)
        | Page::SomethingWentWrong(_) => Vec::new(),
    }
}

fn about(field: &'static str, (code, detail): (&'static str, String)) -> FieldProblem {
    FieldProblem {
        field: Some(field),
        code,
        detail,
    }
}

fn login(error: LoginError, texts: &Texts) -> (&'static str, String) {
    match error {
        LoginError::Missing => ("missing", texts.login_missing.into()),
        LoginError::TooLong => ("too-long", texts.login_too_long.into()),
        LoginError::NotALogin => ("not-a-login", texts.login_not_a_login.into()),
    }
}

fn answer_words(error: AnswerError, texts: &Texts) -> (&'static str, String) {
    match error {
        AnswerError::Missing => ("missing", texts.answer_missing.into()),
        AnswerError::TooLong => ("too-long", texts.answer_too_long.into()),
        AnswerError::Expired => ("expired", texts.answer_expired.into()),
        AnswerError::Wrong { attempts_left: 0 } => ("wrong", texts.answer_wrong.into()),
        AnswerError::Wrong { attempts_left } => {
            let mut words = String::from(texts.answer_wrong);
            words.push(' ');
            words.push_str(&texts.attempts_left.say(attempts_left));
            ("wrong", words)
        }
    }
}

fn password_words(
    error: PasswordError,
    texts: &Texts,
    rule_words: RuleWords,
) -> (&'static str, String) {
    let (code, words) = match error {
        PasswordError::Broken(rule) => return rule_words(rule, texts),
        PasswordError::Missing => ("missing", texts.password_missing),
        PasswordError::TooLong => ("too-long", texts.password_too_long),
        PasswordError::SameAsCurrent => ("same-as-current", texts.password_same),
        PasswordError::UsedRecently => ("used-recently", texts.password_used_recently),
        PasswordError::Common => ("common", texts.password_common),
        PasswordError::TooSoon => ("too-soon", texts.password_too_soon),
        PasswordError::Refused => ("refused", texts.password_refused),
    };
    (code, words.into())
}

fn form(error: FormError, texts: &Texts) -> FieldProblem {
    let (code, detail) = match error {
        FormError::TryAgain => ("try-again", texts.try_again.into()),
    };
    FieldProblem {
        field: None,
        code,
        detail,
    }
}

/// A rule of the policy, as it stands on the list.
pub(crate) fn rule_words(rule: Rule, texts: &Texts) -> String {
    match rule {
        Rule::MinLength(n) => texts.rule_min_length.say(n),
        Rule::LowerCase(n) => texts.rule_lower_case.say(n),
        Rule::UpperCase(n) => texts.rule_upper_case.say(n),
        Rule::Number(n) => texts.rule_number.say(n),
        Rule::Symbol(n) => texts.rule_symbol.say(n),
        Rule::MaxLength(n) => texts.rule_max_length.say(n),
        Rule::NoUsername => texts.rule_no_username.into(),
        Rule::NoFirstName => texts.rule_no_first_name.into(),
        Rule::NoLastName => texts.rule_no_last_name.into(),
    }
}
