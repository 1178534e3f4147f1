//! Okta's own paths: faults, headers, limits and the log around them.

use std::time::Duration;

use http::StatusCode;
use okta::{ErrorCode, Request, Response};

use crate::answer::{Answer, Delivery, empty, with_body};
use crate::calls::Call;
use crate::faults::{Fault, Garbage, When};
use crate::limits::Bucket;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::visit::Visit;
use crate::{authn, headers, idx, media, oauth, policies, sessions, users, well_known};

/// Answers a request to one of Okta's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let mut call = Call::of(request, visit.now);
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let asked = (request.method(), request.uri().path());
    let mut bucket = org
        .buckets
        .take(&org.switches.rate_limits, asked, visit.now);
    let mut answer = match &fault {
        Some(fault) => faulty(org, request, (fault, bucket), visit),
        None => Answer::at_once(act(org, request, bucket, visit)),
    };
    if let Some(empty) = fault.and_then(|fault| fault.rate_limit) {
        bucket = bucket.map(|bucket| bucket.emptied(empty, visit.now));
    }
    headers::add(answer.response.headers_mut(), bucket, visit);
    call.status = (answer.delivery == Delivery::Whole).then_some(answer.response.status().as_u16());
    org.record(call);
    answer
}

fn faulty(
    org: &mut Org,
    request: &Request,
    (fault, bucket): (&Fault, Option<Bucket>),
    visit: &mut Visit,
) -> Answer {
    let acts = !fault.replaces_answer() || fault.when == When::After;
    let own = acts.then(|| act(org, request, bucket, visit));
    let delivery = if fault.drop {
        Delivery::Dropped
    } else {
        Delivery::Whole
    };
    let delay = Duration::from_millis(fault.delay_ms.unwrap_or_default());
    Answer {
        response: replaced(own, fault, visit),
        delay,
        delivery,
    }
}

/// What a fault makes of the org's own answer, if the org has acted.
fn replaced(own: Option<Response>, fault: &Fault, visit: &mut Visit) -> Response {
    if let Some(garbage) = fault.garbage {
        return garbled(own, garbage);
    }
    let limited = fault.rate_limit.map(|_| StatusCode::TOO_MANY_REQUESTS);
    let status = fault
        .status
        .and_then(|status| StatusCode::from_u16(status).ok());
    match (status.or(limited), own) {
        (Some(status), _) => Refusal::with_status(status).into_response(&mut visit.entropy),
        (None, Some(own)) => own,
        (None, None) => empty(StatusCode::BAD_GATEWAY),
    }
}

fn garbled(own: Option<Response>, garbage: Garbage) -> Response {
    let status = own.as_ref().map_or(StatusCode::OK, Response::status);
    match garbage {
        Garbage::Json => {
            let whole = own.map(Response::into_body);
            let mut body = whole.unwrap_or_else(|| br#"{"status":"RECOVERY_CHAL"}"#.to_vec());
            body.truncate(body.len() / 2);
            with_body(status, "application/json", body)
        }
        Garbage::Html => {
            let page = b"<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>".to_vec();
            with_body(StatusCode::BAD_GATEWAY, "text/html; charset=utf-8", page)
        }
        Garbage::Empty => empty(status),
    }
}

/// The org acts on a request and answers it.
fn act(org: &mut Org, request: &Request, bucket: Option<Bucket>, visit: &mut Visit) -> Response {
    if let Some(refused) = media::length_required(request) {
        return refused;
    }
    let is_over = bucket.is_some_and(|bucket| bucket.is_over);
    let answered = if is_over && org.switches.rate_limit_enforced == Switch::On {
        Err(ErrorCode::TooManyRequests.into())
    } else {
        dispatch(org, request, visit)
    };
    answered.unwrap_or_else(|refusal| {
        media::restated(&org.switches, refusal).into_response(&mut visit.entropy)
    })
}

/// By the family that the path belongs to.
fn dispatch(org: &mut Org, request: &Request, visit: &mut Visit) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let family = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if family("/api/v1/authn") {
        authn::respond(org, request, visit)
    } else if family("/api/v1/users") {
        users::respond(org, request, visit)
    } else if family("/api/v1/policies") {
        policies::respond(org, request, visit)
    } else if family("/api/v1/sessions") {
        sessions::respond(org, request, visit)
    } else if path.contains("/.well-known/") {
        well_known::respond(org, request, visit)
    } else if family("/oauth2") {
        oauth::respond(org, request, visit)
    } else if family("/idp/idx") || family("/login/token/redirect") || family("/email/verify") {
        idx::respond(org, request, visit)
    } else {
        Err(ErrorCode::PathNotFound.into())
    }
}
