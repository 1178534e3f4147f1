//! Cloudflare's own mail service, by its [binding].
//!
//! It knows no idempotency key: when the answer is lost, or the Worker ends in the instant of
//! sending, the mail is sent again.
//!
//! [binding]: https://developers.cloudflare.com/email-service/api/send-emails/workers-api/

use okta::log_word;
use recovery::{Mail, NotMailed};
use worker::js_sys::{self, JsString, Object, Reflect};
use worker::wasm_bindgen::JsValue;
use worker::{EmailAddress, Env, SendEmailBuilder};

use super::Refusal;
use crate::config::{BINDING, Mailbox};
use crate::network;

/// Codes of errors that the same mail would meet again: the operator must act, or the address
/// cannot be written to. Every other error, known or not, may pass.
const LASTING: [&str; 10] = [
    "E_VALIDATION_ERROR",
    "E_FIELD_MISSING",
    "E_TOO_MANY_RECIPIENTS",
    "E_SENDER_NOT_VERIFIED",
    "E_SENDER_DOMAIN_NOT_AVAILABLE",
    "E_RECIPIENT_NOT_ALLOWED",
    "E_RECIPIENT_SUPPRESSED",
    "E_CONTENT_TOO_LARGE",
    "E_HEADER_NOT_ALLOWED",
    "RCPT_NOT_ALLOWED",
];

/// Hands one mail over.
pub(super) async fn send(env: &Env, from: &Mailbox, mail: &Mail) -> Result<(), Refusal> {
    let binding = env.send_email(BINDING).map_err(|_| Refusal::SILENCE)?;
    let message = message(from, mail);
    match network::in_time(binding.send_with_builder(&message)).await {
        Some(Ok(_)) => Ok(()),
        Some(Err(error)) => Err(refusal(code(&error).as_deref())),
        None => Err(Refusal::SILENCE),
    }
}

fn message(from: &Mailbox, mail: &Mail) -> SendEmailBuilder {
    let (to, letter) = (&mail.to, &mail.letter);
    let message = match &from.name {
        Some(name) => {
            let from = EmailAddress::new(name, &from.address);
            SendEmailBuilder::builder_with_email_address_and_str(&from, to, &letter.subject)
        }
        None => SendEmailBuilder::builder(&from.address, to, &letter.subject),
    };
    message
        .text(&letter.text)
        .html(&letter.html)
        .headers(&headers())
        .build()
}

/// RFC 3834: no answering machine is to answer.
fn headers() -> Object<JsString> {
    let headers = Object::<JsString>::new_typed();
    let (name, value) = ("Auto-Submitted", "auto-generated");
    // A new object takes every property.
    let _ = Reflect::set(&headers, &name.into(), &value.into());
    headers
}

/// What an error means, by its code.
fn refusal(code: Option<&str>) -> Refusal {
    let lasts = code.is_some_and(|code| LASTING.contains(&code));
    Refusal {
        why: if lasts {
            NotMailed::Refused
        } else {
            NotMailed::Unavailable { wait: None }
        },
        status: None,
        word: code.and_then(log_word).map(str::to_owned),
    }
}

fn code(error: &js_sys::Error) -> Option<String> {
    let code = Reflect::get(error, &JsValue::from_str("code"));
    code.ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_lasts_or_passes() {
        for (code, why) in [
            (Some("E_SENDER_NOT_VERIFIED"), NotMailed::Refused),
            (Some("E_RECIPIENT_SUPPRESSED"), NotMailed::Refused),
            (
                Some("E_RATE_LIMIT_EXCEEDED"),
                NotMailed::Unavailable { wait: None },
            ),
            (
                Some("E_INTERNAL_SERVER_ERROR"),
                NotMailed::Unavailable { wait: None },
            ),
            (Some("E_NEW"), NotMailed::Unavailable { wait: None }),
            (None, NotMailed::Unavailable { wait: None }),
        ] {
            let refusal = refusal(code);
            assert_eq!((refusal.why, refusal.word.as_deref()), (why, code));
        }
    }

    #[test]
    fn only_a_word_is_for_the_log() {
        let spoken = refusal(Some("email to ada@example.com not allowed"));
        assert_eq!(spoken, Refusal::SILENCE);
    }
}
