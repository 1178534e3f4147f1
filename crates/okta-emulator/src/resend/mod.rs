//! Resend, a mail service beside the org: what is sent by it lands in the same outbox.
//!
//! Played after Resend's [reference] and its [OpenAPI document], the [errors], the [limits] and
//! the [idempotency keys]; texts of refusals as people have quoted them. What these leave open is
//! a switch.
//!
//! [reference]: https://resend.com/docs/api-reference/introduction
//! [OpenAPI document]: https://github.com/resend/resend-openapi
//! [errors]: https://resend.com/docs/api-reference/errors
//! [limits]: https://resend.com/docs/api-reference/rate-limit
//! [idempotency keys]: https://resend.com/docs/dashboard/emails/idempotency-keys

mod address;
mod caller;
mod letter;
mod limits;
mod message;
mod refusal;
mod sent;
mod switches;

use http::{Method, StatusCode};
use okta::{Request, Response};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::answer::{Answer, json as answer_json};
use crate::calls::Call;
use crate::moment::Entropy;
use crate::org::Org;
use crate::visit::Visit;

use self::letter::Letter;
use self::limits::Limits;
use self::refusal::Refusal;
use self::sent::{Attempt, Sent};

pub use switches::{BadFieldStatus, BadKey, ResendSwitches};

/// Under this path Resend's own begin.
const ROOT: &str = "/resend";

/// What Resend remembers.
#[derive(Default)]
pub(crate) struct Resend {
    sent: Sent,
    limits: Limits,
}

/// Whether a path is Resend's.
pub(crate) fn has(path: &str) -> bool {
    let rest = path.strip_prefix(ROOT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request to one of Resend's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let call = Call::of(request, visit.now).without_letter();
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let answer = match &fault {
        Some(fault) => {
            let own = fault.lets_act().then(|| act(org, request, visit));
            fault.play(own, |status| {
                Refusal::of_fault(status, fault.rate_limit).into_response()
            })
        }
        None => Answer::at_once(act(org, request, visit)),
    };
    org.record(call.answered(&answer));
    answer
}

fn act(org: &mut Org, request: &Request, visit: &mut Visit) -> Response {
    match take(org, request, visit) {
        Ok(id) => answer_json(StatusCode::OK, &json!({ "id": id })),
        Err(refusal) => refusal.into_response(),
    }
}

/// Takes one mail and gives its id.
fn take(org: &mut Org, request: &Request, visit: &mut Visit) -> Result<String, Refusal> {
    let switches = &org.switches.resend;
    caller::check(request, &org.seed.resend_api_keys, switches)?;
    check_operation(request)?;
    org.resend.limits.request(switches, visit.now)?;
    let key = caller::idempotency_key(request)?;
    let letter = Letter::read(request.body(), switches)?;
    let attempt = key.map(|key| Attempt {
        key,
        payload: Sha256::digest(letter.payload()).into(),
        now: visit.now,
    });
    if let Some(attempt) = &attempt
        && let Some(id) = org.resend.sent.earlier(attempt, switches)?
    {
        return Ok(id);
    }
    org.resend
        .limits
        .mails(letter.recipients(), switches, visit.now)?;
    let id = uuid(&mut visit.entropy);
    org.outbox.extend(letter.messages(visit.now));
    if let Some(attempt) = attempt {
        org.resend.sent.keep(attempt, id.clone());
    }
    Ok(id)
}

/// `POST /emails` is all that is played.
fn check_operation(request: &Request) -> Result<(), Refusal> {
    let path = request.uri().path().strip_prefix(ROOT);
    if path != Some("/emails") {
        return Err(Refusal::not_found());
    }
    if request.method() != Method::POST {
        return Err(Refusal::method_not_allowed());
    }
    Ok(())
}

/// A random UUID, RFC 9562 section 5.4.
fn uuid(entropy: &mut Entropy) -> String {
    let digits = entropy.hexadecimal(30);
    let [time, mid, version, variant] = [0..8, 8..12, 12..15, 15..18].map(|part| &digits[part]);
    format!("{time}-{mid}-4{version}-a{variant}-{}", &digits[18..])
}
