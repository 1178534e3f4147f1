//! `/resend`, the mail service beside the org.

mod answers;
mod mailbox;
mod switches;

use http::{HeaderValue, Method};
use okta_emulator::seed::RESEND_API_KEY;
use serde_json::{Value, json};

use crate::stage::{Reply, Stage, request};

pub(crate) const EMAILS: &str = "/resend/emails";
const LINK: &str = "https://reset.example.com/reset_password/a-123456-b";

/// A mail with a link and a code.
pub(crate) fn mail() -> Value {
    json!({
        "from": "Rekey <no-reply@example.com>",
        "to": ["ada@example.com"],
        "subject": "Your new password",
        "text": format!("Open {LINK}.\n\nOr type this code:\n\n482916\n"),
        "html": format!("<!doctype html><html lang=\"en\"><head><title>Your new password</title>\
            </head><body><a href=\"{LINK}\">New password</a><p>482916</p></body></html>"),
        "headers": {"Auto-Submitted": "auto-generated"},
        "tags": [{"name": "kind", "value": "reset"}],
    })
}

/// The mail with another value in one field; null leaves the field out.
fn mail_with(field: &str, value: Value) -> Value {
    let mut mail = mail();
    let fields = mail.as_object_mut().expect("a mail is an object");
    fields.insert(field.to_owned(), value);
    fields.retain(|_, value| !value.is_null());
    mail
}

/// The request of an application with the seed's key.
fn post(mail: &Value) -> http::Request<Vec<u8>> {
    let mut request = request(Method::POST, EMAILS, mail.to_string().into_bytes());
    let headers = request.headers_mut();
    let bearer = format!("Bearer {RESEND_API_KEY}");
    let bearer = HeaderValue::try_from(bearer).expect("the key is ASCII");
    headers.insert("authorization", bearer);
    headers.insert("user-agent", HeaderValue::from_static("tests"));
    request
}

/// The same with an idempotency key.
fn post_once(mail: &Value, key: &str) -> http::Request<Vec<u8>> {
    let mut request = post(mail);
    let key = HeaderValue::from_str(key).expect("the key is ASCII");
    request.headers_mut().insert("idempotency-key", key);
    request
}

fn send(stage: &mut Stage, mail: &Value) -> Reply {
    stage.send(&post(mail))
}

fn send_once(stage: &mut Stage, mail: &Value, key: &str) -> Reply {
    stage.send(&post_once(mail, key))
}

/// Status and name of a refusal, which repeats its status.
#[track_caller]
fn refusal(reply: &Reply) -> (u16, String) {
    assert_eq!(reply.json()["statusCode"], reply.status, "{}", reply.text);
    assert!(!reply.string("/message").is_empty());
    (reply.status, reply.string("/name"))
}
