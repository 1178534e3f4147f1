//! Reads pages out of JavaScript values.
//!
//! `response.json()` has parsed the answer already; this picks out what pages
//! are made of, name by name. It weighs 2.9 KB (brotli). Serde's derived code
//! would weigh 4.5 with a deserialiser as small as can be, and 25 with
//! `serde_json`. That it reads what `pages` writes is tested with every sample.

use js_sys::{Array, Object, Reflect};
use pages::password::{Policy, Rule};
use pages::{
    AnswerError, Besides, Channel, ChannelError, CheckYourEmail, CodeEntry, CodeError, Done,
    ForgotPassword, FormError, LinkClosed, LinkExpired, LinkInvalid, LinkUsed, LoginError,
    NewPassword, NewPasswordErrors, Page, PasswordError, Purpose, Resend, ReturnTo, Sent,
    SomethingWentWrong, Unlocking, WentWrong,
};
use wasm_bindgen::{JsCast, JsValue};

/// The page in an answer: the answer itself, or the member `page` of a
/// problem. `None` if there is no page that this version knows.
pub(crate) fn page(answer: &JsValue) -> Option<Page> {
    let page = member(answer, "page");
    match page.as_string() {
        Some(name) => named(&name, answer),
        None => named(&text(&page, "page")?, &page),
    }
}

fn named(name: &str, page: &JsValue) -> Option<Page> {
    let login = text(page, "login");
    Some(match name {
        "forgot-password" => Page::ForgotPassword(ForgotPassword {
            login: login.unwrap_or_default(),
            error: text(page, "error").map(|word| login_error(&word)),
            channels: channels(page),
            channel: channel(&member(page, "channel")),
            channel_error: text(page, "channel_error").map(|_| ChannelError::NotOffered),
            unlock: match text(page, "unlock").as_deref() {
                Some("chosen") => Unlocking::Chosen,
                Some("refused") => Unlocking::Refused,
                Some(_) => Unlocking::Offered,
                None => Unlocking::NotOffered,
            },
            return_to: return_to(page),
            stamp: text(page, "stamp").map(String::into_boxed_str),
        }),
        "check-your-email" => Page::CheckYourEmail(CheckYourEmail {
            login: login.unwrap_or_default(),
            transaction: text(page, "transaction"),
            channel: channel(&member(page, "channel")).unwrap_or_default(),
            code: object(page, "code").map(|it| code(&it)),
            resend: object(page, "resend").map(|it| resend(&it)),
        }),
        "new-password" => Page::NewPassword(NewPassword {
            username: text(page, "username"),
            question: text(page, "question"),
            policy: object(page, "policy").map(|it| policy(&it)),
            errors: errors(&member(page, "errors")),
            purpose: purpose(page),
            minutes: whole(&member(page, "minutes")),
        }),
        "link-expired" => Page::LinkExpired(LinkExpired { login }),
        "link-used" => Page::LinkUsed(LinkUsed { login }),
        "link-invalid" => Page::LinkInvalid(LinkInvalid { login }),
        "link-closed" => Page::LinkClosed(LinkClosed { login }),
        "done" => Page::Done(Done {
            purpose: purpose(page),
            login,
            return_to: return_to(page),
            sign_in: text(page, "sign_in"),
        }),
        "something-went-wrong" => Page::SomethingWentWrong(SomethingWentWrong {
            request_id: text(page, "request_id").unwrap_or_default(),
            why: went_wrong(&text(page, "why").unwrap_or_default()),
        }),
        _ => return None,
    })
}

fn return_to(page: &JsValue) -> Option<ReturnTo> {
    object(page, "return_to").map(|it| ReturnTo {
        url: text(&it, "url").unwrap_or_default(),
        name: text(&it, "name"),
    })
}

fn channels(page: &JsValue) -> Vec<Channel> {
    let mut channels = Vec::new();
    each(page, "channels", |it| channels.extend(channel(&it)));
    channels
}

fn channel(word: &JsValue) -> Option<Channel> {
    Channel::from_word(&word.as_string()?)
}

fn code(code: &JsValue) -> CodeEntry {
    CodeEntry {
        minutes: number(code, "minutes"),
        besides: match text(code, "besides") {
            Some(_) => Besides::Link,
            None => Besides::Nothing,
        },
        error: code_error(&member(code, "error")),
    }
}

fn resend(resend: &JsValue) -> Resend {
    Resend {
        wait_seconds: number(resend, "wait_seconds"),
        sent: match text(resend, "sent").as_deref() {
            Some("again") => Sent::Again,
            Some(_) => Sent::NotYet,
            None => Sent::No,
        },
    }
}

fn purpose(page: &JsValue) -> Purpose {
    match text(page, "purpose").as_deref() {
        Some("activation") => Purpose::Activation,
        Some("unlock") => Purpose::Unlock,
        Some("only-unlock") => Purpose::OnlyUnlock,
        _ => Purpose::Reset,
    }
}

fn policy(policy: &JsValue) -> Policy {
    let asks = |name| member(policy, name).is_truthy();
    Policy {
        min_length: number(policy, "min_length"),
        min_lower_case: number(policy, "min_lower_case"),
        min_upper_case: number(policy, "min_upper_case"),
        min_number: number(policy, "min_number"),
        min_symbol: number(policy, "min_symbol"),
        max_consecutive: number(policy, "max_consecutive"),
        exclude_username: asks("exclude_username"),
        exclude_first_name: asks("exclude_first_name"),
        exclude_last_name: asks("exclude_last_name"),
        exclude_common: asks("exclude_common"),
        history_count: number(policy, "history_count"),
    }
}

fn errors(errors: &JsValue) -> NewPasswordErrors {
    let mut password = Vec::new();
    each(errors, "password", |it| password.push(password_error(&it)));
    NewPasswordErrors {
        answer: answer_error(&member(errors, "answer")),
        password,
        form: text(errors, "form").map(|_| FormError::TryAgain),
    }
}

fn login_error(word: &str) -> LoginError {
    match word {
        "missing" => LoginError::Missing,
        "too-long" => LoginError::TooLong,
        _ => LoginError::NotALogin,
    }
}

fn code_error(error: &JsValue) -> Option<CodeError> {
    let (word, value) = variant(error)?;
    Some(match &*word {
        "missing" => CodeError::Missing,
        "wrong" => CodeError::Wrong {
            attempts_left: number(&value, "attempts_left"),
        },
        "expired" => CodeError::Expired,
        "closed" => CodeError::Closed,
        "try-again" => CodeError::TryAgain,
        _ => CodeError::NotACode,
    })
}

fn answer_error(error: &JsValue) -> Option<AnswerError> {
    let (word, value) = variant(error)?;
    Some(match &*word {
        "missing" => AnswerError::Missing,
        "too-long" => AnswerError::TooLong,
        "expired" => AnswerError::Expired,
        _ => AnswerError::Wrong {
            attempts_left: number(&value, "attempts_left"),
        },
    })
}

/// An error that this version does not know is one without a reason.
fn password_error(error: &JsValue) -> PasswordError {
    let (word, value) = variant(error).unwrap_or_default();
    match &*word {
        "missing" => PasswordError::Missing,
        "too-long" => PasswordError::TooLong,
        "same-as-current" => PasswordError::SameAsCurrent,
        "used-recently" => PasswordError::UsedRecently,
        "common" => PasswordError::Common,
        "breached" => PasswordError::Breached,
        "breach-warning" => PasswordError::BreachWarning,
        "too-soon" => PasswordError::TooSoon,
        _ => rule(&value).map_or(PasswordError::Refused, PasswordError::Broken),
    }
}

fn rule(rule: &JsValue) -> Option<Rule> {
    let (word, value) = variant(rule)?;
    Rule::from_parts(&word, whole(&value))
}

/// What no form of ours can bring about, and no person mend, is one thing here.
fn went_wrong(why: &str) -> WentWrong {
    match why {
        "unavailable" => WentWrong::Unavailable,
        "too-many-requests" => WentWrong::TooManyRequests,
        "forbidden" => WentWrong::Forbidden,
        "not-allowed" => WentWrong::NotAllowed,
        _ => WentWrong::Internal,
    }
}

/// The name and value of an enum: `"name"`, or `{"name": value}`.
fn variant(value: &JsValue) -> Option<(String, JsValue)> {
    if let Some(word) = value.as_string() {
        return Some((word, JsValue::UNDEFINED));
    }
    if !value.is_object() {
        return None;
    }
    let name = Object::keys(value.unchecked_ref::<Object>()).get(0);
    Some((name.as_string()?, Reflect::get(value, &name).ok()?))
}

/// Calls with each value of a list.
fn each(of: &JsValue, name: &str, mut then: impl FnMut(JsValue)) {
    if let Some(list) = object(of, name) {
        let list: Array = list.unchecked_into();
        for index in 0..list.length() {
            then(list.get(index));
        }
    }
}

fn object(of: &JsValue, name: &str) -> Option<JsValue> {
    Some(member(of, name)).filter(JsValue::is_object)
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    member(of, name).as_string()
}

fn number(of: &JsValue, name: &str) -> u32 {
    whole(&member(of, name)).unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and no count of ours comes near the edges"
)]
fn whole(value: &JsValue) -> Option<u32> {
    value.as_f64().map(|number| number as u32)
}

fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
