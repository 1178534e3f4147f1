//! Okta's own paths: faults, headers, limits and the log around them.

use okta::{ErrorCode, Request, Response};

use crate::answer::Answer;
use crate::calls::Call;
use crate::limits::Bucket;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::visit::Visit;
use crate::{authn, headers, idx, media, oauth, policies, sessions, users, well_known};

/// Answers a request to one of Okta's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let call = Call::of(request, visit.now);
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let asked = (request.method(), request.uri().path());
    let mut bucket = org
        .buckets
        .take(&org.switches.rate_limits, asked, visit.now);
    let mut answer = match &fault {
        Some(fault) => {
            let own = fault.lets_act().then(|| act(org, request, bucket, visit));
            fault.play(own, |status| {
                Refusal::with_status(status).into_response(&mut visit.entropy)
            })
        }
        None => Answer::at_once(act(org, request, bucket, visit)),
    };
    if let Some(empty) = fault.and_then(|fault| fault.rate_limit) {
        bucket = bucket.map(|bucket| bucket.emptied(empty, visit.now));
    }
    headers::add(answer.response.headers_mut(), bucket, visit);
    org.record(call.answered(&answer));
    answer
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
    } else if family("/login/sessionCookieRedirect") {
        sessions::redirect(org, request, visit)
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
