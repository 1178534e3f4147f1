//! Turnstile beside the org: what tells people from programs.
//!
//! Played after the [documentation] of siteverify. A token says by itself what the widget would have
//! seen: `solved.{hostname}.{action}.{anything}`, the parts percent-encoded; every other one is no
//! token. The script makes one for where it stands, and asks nobody anything.
//!
//! [documentation]: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/

use std::collections::HashMap;

use http::{Method, StatusCode};
use okta::{Request, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::answer::{Answer, json as answer_json, with_body};
use crate::calls::Call;
use crate::org::Org;
use crate::visit::Visit;

/// Under this path the service's own begin.
const ROOT: &str = "/turnstile/v0";

/// The most characters of a token.
const TOKEN_MAX: usize = 2_048;

/// What a page loads, to have the widget.
const SCRIPT: &str = include_str!("turnstile.js");

/// The tokens that were asked about, and by which idempotency key.
#[derive(Default)]
pub(crate) struct Turnstile {
    spent: HashMap<String, Option<String>>,
}

/// Whether a path is the service's.
pub(crate) fn has(path: &str) -> bool {
    let rest = path.strip_prefix(ROOT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request to one of the service's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let fields = fields(request.body());
    let call = Call {
        body: logged(&fields),
        ..Call::of(request, visit.now)
    };
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let answer = match &fault {
        Some(fault) => {
            let own = fault.lets_act().then(|| act(org, request, &fields));
            fault.play(own, |status| refuse(status, "internal-error"))
        }
        None => Answer::at_once(act(org, request, &fields)),
    };
    org.record(call.answered(&answer));
    answer
}

type Fields = HashMap<String, String>;

fn fields(body: &[u8]) -> Fields {
    form_urlencoded::parse(body).into_owned().collect()
}

/// The body without the secret.
fn logged(fields: &Fields) -> Value {
    let kept = fields.iter().filter(|(name, _)| *name != "secret");
    let kept: Value = kept
        .map(|(name, value)| (name.clone(), Value::from(&**value)))
        .collect();
    if fields.is_empty() { Value::Null } else { kept }
}

fn act(org: &mut Org, request: &Request, fields: &Fields) -> Response {
    let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default();
    match (request.method(), path) {
        (&Method::GET, "/api.js") => with_body(
            StatusCode::OK,
            "application/javascript",
            SCRIPT.as_bytes().to_vec(),
        ),
        (&Method::POST, "/siteverify") => match verify(org, fields) {
            Ok((hostname, action)) => answer_json(
                StatusCode::OK,
                &json!({
                    "success": true, "error-codes": [], "hostname": hostname, "action": action,
                    "challenge_ts": "2026-01-01T00:00:00.000Z", "cdata": "",
                }),
            ),
            Err(code) => refuse(StatusCode::OK, code),
        },
        _ => refuse(StatusCode::NOT_FOUND, "bad-request"),
    }
}

/// Where a token was solved, and what for.
fn verify(org: &mut Org, fields: &Fields) -> Result<(String, String), &'static str> {
    let secret = fields.get("secret").ok_or("missing-input-secret")?;
    if !org.seed.turnstile_secrets.contains(secret) {
        return Err("invalid-input-secret");
    }
    let token = fields.get("response").filter(|token| !token.is_empty());
    let token = token.ok_or("missing-input-response")?;
    let solved = solved(token).ok_or("invalid-input-response")?;
    let key = fields.get("idempotency_key").cloned();
    match org.turnstile.spent.get(token) {
        Some(before) if before.is_none() || *before != key => Err("timeout-or-duplicate"),
        _ => {
            org.turnstile.spent.insert(token.clone(), key);
            Ok(solved)
        }
    }
}

fn solved(token: &str) -> Option<(String, String)> {
    let mut parts = token.split('.');
    let is_token = token.len() <= TOKEN_MAX && parts.next() == Some("solved");
    let mut part = || {
        let part = percent_decode_str(parts.next()?).decode_utf8().ok()?;
        Some(part.into_owned())
    };
    let solved = (part()?, part()?);
    is_token.then_some(solved)
}

fn refuse(status: StatusCode, code: &str) -> Response {
    answer_json(status, &json!({ "success": false, "error-codes": [code] }))
}
