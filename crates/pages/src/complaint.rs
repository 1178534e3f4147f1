//! What is wrong with a form, field by field, in words for people and codes
//! for programs. The page and the problem details both speak from here.

use crate::forms::{ANSWER, CHANNEL, CODE, LOGIN, PASSWORD, PURPOSE};
use crate::password::Rule;
use crate::{
    AnswerError, ChannelError, CodeError, FieldProblem, FormError, LoginError, Page, PasswordError,
    Texts, Unlocking,
};

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
    let unseen = unseen(page);
    for found in &mut all {
        if found.field == unseen {
            found.field = None;
        }
    }
    all
}

/// The field that programs may hear of although this page does not show it.
fn unseen(page: &Page) -> Option<&'static str> {
    if let Page::ForgotPassword(page) = page {
        // What is not offered comes alone: whoever sees the ways has none to mend.
        if page.unlock == Unlocking::Refused {
            return Some(PURPOSE);
        }
        if page.channels.len() < 2 {
            return Some(CHANNEL);
        }
    }
    if let Page::CheckYourEmail(page) = page
        && page.code_error() == Some(CodeError::Closed)
    {
        return Some(CODE);
    }
    None
}

type Said = (&'static str, String);
type SayRule = fn(Rule, &Texts) -> Said;

fn collect(page: &Page, texts: &Texts, say_rule: SayRule) -> Vec<FieldProblem> {
    let mut all = Vec::new();
    match page {
        Page::ForgotPassword(page) => {
            if let Some(error) = page.error {
                add(&mut all, Some(LOGIN), login(error, texts));
            }
            if let Some(error) = page.channel_error {
                add(&mut all, Some(CHANNEL), channel(error, texts));
            }
            if page.unlock == Unlocking::Refused {
                let said = channel(ChannelError::NotOffered, texts);
                add(&mut all, Some(PURPOSE), said);
            }
            if page.stamp.is_some() {
                add(&mut all, None, ("challenge", texts.challenge.into()));
            }
        }
        Page::CheckYourEmail(page) => {
            if let Some(error) = page.code_error() {
                let field = (error != CodeError::TryAgain).then_some(CODE);
                add(&mut all, field, code(error, texts));
            }
            if let Some(seconds) = page.too_soon() {
                add(&mut all, None, ("too-soon", wait(seconds, texts)));
            }
        }
        Page::NewPassword(page) => {
            if let Some(error) = page.errors.form {
                add(&mut all, None, form(error, texts));
            }
            if let Some(error) = page.errors.answer {
                add(&mut all, Some(ANSWER), answer(error, texts));
            }
            for error in &page.errors.password {
                add(&mut all, Some(PASSWORD), password(*error, texts, say_rule));
            }
        }
        Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkClosed(_)
        | Page::LinkInvalid(_)
        | Page::Done(_)
        | Page::NotMe(_)
        | Page::SomethingWentWrong(_) => {}
    }
    all
}

/// Adds a complaint, but says nothing twice.
fn add(all: &mut Vec<FieldProblem>, field: Option<&'static str>, (code, detail): Said) {
    if all
        .iter()
        .any(|said| said.field == field && said.code == code)
    {
        return;
    }
    all.push(FieldProblem {
        field,
        code,
        detail,
    });
}

fn login(error: LoginError, texts: &Texts) -> Said {
    match error {
        LoginError::Missing => ("missing", texts.login_missing.into()),
        LoginError::TooLong => ("too-long", texts.login_too_long.into()),
        LoginError::NotALogin => ("not-a-login", texts.login_not_a_login.into()),
    }
}

fn channel(error: ChannelError, texts: &Texts) -> Said {
    match error {
        ChannelError::NotOffered => ("not-offered", texts.channel_not_offered.into()),
    }
}

fn code(error: CodeError, texts: &Texts) -> Said {
    match error {
        CodeError::Missing => ("missing", texts.code_missing.into()),
        CodeError::NotACode => ("not-a-code", texts.code_missing.into()),
        CodeError::Wrong { attempts_left } => {
            ("wrong", wrong(texts.code_wrong, attempts_left, texts))
        }
        CodeError::Expired => ("expired", texts.code_expired.into()),
        CodeError::Closed => ("closed", texts.code_closed.into()),
        CodeError::TryAgain => ("try-again", texts.code_try_again.into()),
    }
}

/// From when on another message can be had.
#[must_use]
pub fn wait(seconds: u32, texts: &Texts) -> String {
    if seconds < 100 {
        texts.resend_seconds.say(seconds)
    } else {
        texts.resend_minutes.say(seconds.div_ceil(60))
    }
}

fn answer(error: AnswerError, texts: &Texts) -> Said {
    match error {
        AnswerError::Missing => ("missing", texts.answer_missing.into()),
        AnswerError::TooLong => ("too-long", texts.answer_too_long.into()),
        AnswerError::Expired => ("expired", texts.answer_expired.into()),
        AnswerError::Wrong { attempts_left } => {
            ("wrong", wrong(texts.answer_wrong, attempts_left, texts))
        }
    }
}

/// What is wrong, and how often one may still try.
fn wrong(what: &str, attempts_left: u32, texts: &Texts) -> String {
    let mut words = String::from(what);
    if attempts_left > 0 {
        words.push(' ');
        words.push_str(&texts.attempts_left.say(attempts_left));
    }
    words
}

fn password(error: PasswordError, texts: &Texts, say_rule: SayRule) -> Said {
    let (code, words) = match error {
        PasswordError::Broken(rule) => return say_rule(rule, texts),
        PasswordError::Missing => ("missing", texts.password_missing),
        PasswordError::TooLong => ("too-long", texts.password_too_long),
        PasswordError::SameAsCurrent => ("same-as-current", texts.password_same),
        PasswordError::UsedRecently => ("used-recently", texts.password_used_recently),
        PasswordError::Common => ("common", texts.password_common),
        PasswordError::Breached => ("breached", texts.password_breached),
        PasswordError::BreachWarning => ("breach-warning", texts.password_breach_warning),
        PasswordError::TooSoon => ("too-soon", texts.password_too_soon),
        PasswordError::Refused => ("refused", texts.password_refused),
    };
    (code, words.into())
}

fn form(error: FormError, texts: &Texts) -> Said {
    match error {
        FormError::TryAgain => ("try-again", texts.try_again.into()),
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
        Rule::MaxConsecutive(n) => texts.rule_max_consecutive.say(n),
        Rule::MaxLength(n) => texts.rule_max_length.say(n),
        Rule::NoUsername => texts.rule_no_username.into(),
        Rule::NoFirstName => texts.rule_no_first_name.into(),
        Rule::NoLastName => texts.rule_no_last_name.into(),
        Rule::NotCommon => texts.rule_not_common.into(),
    }
}
