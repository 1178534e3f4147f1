//! [Resend's API](https://resend.com/docs/api-reference/emails/send-email).

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderName, Request, Response};
use okta::log_word;
use recovery::{Mail, NotMailed};
use serde_json::{Value, json};

use super::Refusal;
use crate::config::{Mailbox, ResendAccount};
use crate::network;

/// Names a mail: Resend takes it once in 24 hours, however often it is handed over.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Resend refuses whoever does not say who they are.
const OUR_NAME: &str = concat!("rekey/", env!("CARGO_PKG_VERSION"));

/// Hands one mail over.
pub(super) async fn send(
    account: &ResendAccount,
    from: &Mailbox,
    mail: &Mail,
) -> Result<(), Refusal> {
    let request = request(account, from, mail).map_err(|_| Refusal::SILENCE)?;
    let answer = network::send(request).await;
    read(&answer.map_err(|_| Refusal::SILENCE)?)
}

/// `POST /emails`. The body of a mail is the same at every attempt, or its key would not be good
/// for it.
fn request(account: &ResendAccount, from: &Mailbox, mail: &Mail) -> http::Result<Request<Vec<u8>>> {
    let body = json!({
        "from": from.to_string(),
        "to": [mail.to],
        "subject": mail.letter.subject,
        "text": mail.letter.text,
        "html": mail.letter.html,
        // RFC 3834: no answering machine is to answer.
        "headers": { "Auto-Submitted": "auto-generated" },
    });
    Request::post(format!("{}/emails", account.url))
        .header(AUTHORIZATION, format!("Bearer {}", account.key.secret()))
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "application/json")
        .header(USER_AGENT, OUR_NAME)
        .header(IDEMPOTENCY_KEY, &mail.key)
        .body(body.to_string().into_bytes())
}

/// What an answer means.
///
/// Taken is what has an id; an answer without one may be anybody's, and to ask again costs nothing,
/// because of the key. A 4xx is the fault of the operator or of the address, except where it says
/// *later*.
fn read(answer: &Response<Vec<u8>>) -> Result<(), Refusal> {
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let name = body.get("name").and_then(Value::as_str);
    let has_id = body.get("id").is_some_and(Value::is_string);
    let why = match (answer.status().as_u16(), name) {
        (200..=299, _) if has_id => return Ok(()),
        // An earlier attempt was taken: the key is of this mail, whatever else differs.
        (409, Some("invalid_idempotent_request")) => return Ok(()),
        (408 | 409 | 425 | 429, _) => NotMailed::Unavailable {
            wait: retry_after(answer.headers()),
        },
        (400..=499, _) => NotMailed::Refused,
        _ => NotMailed::Unavailable {
            wait: retry_after(answer.headers()),
        },
    };
    Err(Refusal {
        why,
        status: Some(answer.status().as_u16()),
        word: name.and_then(log_word).map(str::to_owned),
    })
}

/// In seconds; Resend says no dates.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let seconds: u32 = seconds.parse().ok()?;
    Some(Duration::from_secs(seconds.into()))
}

#[cfg(test)]
mod tests;
