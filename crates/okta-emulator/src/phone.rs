//! Text messages and voice calls.

use okta::Timestamp;
use okta::authn::PhoneFactor;

use crate::html::Html;
use crate::mail::{Channel, Message, Shown};

/// The message that brings a code to a telephone.
pub(crate) fn message(factor: PhoneFactor, to: &str, code: &str, sent_at: Timestamp) -> Message {
    let (channel, subject, text) = match factor {
        PhoneFactor::Sms => (
            Channel::Sms,
            "Text message",
            format!("Your verification code is {code}."),
        ),
        PhoneFactor::Call => (
            Channel::Call,
            "Voice call",
            format!("Your verification code is {}.", spoken(code)),
        ),
    };
    Message {
        to: to.to_owned(),
        channel,
        subject: subject.to_owned(),
        html: String::new(),
        links: Vec::new(),
        code: Some(code.to_owned()),
        sent_at,
        shown: Shown::Inline(Html::element("p", &[], [Html::text(&text)])),
        text,
    }
}

/// Digit by digit.
fn spoken(code: &str) -> String {
    let digits: Vec<_> = code.chars().map(String::from).collect();
    digits.join(", ")
}
