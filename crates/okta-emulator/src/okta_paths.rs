//! Okta's own paths: faults, headers, limits and the log around them.

use std::time::Duration;

use http::header::{ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, DATE};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use okta::authn::Operation;
use okta::{ErrorCode, Request, Response, Timestamp};
use time::OffsetDateTime;

use crate::answer::{Answer, Delivery, empty, with_body};
use crate::authn;
use crate::calls::Call;
use crate::faults::{EmptyBucket, Fault, Garbage, When};
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::visit::{Visit, later};

/// Answers a request to one of Okta's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let mut call = Call::of(request, visit.now);
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let bucket = org.rate_window.take(visit.now, org.switches.rate_limit);
    let mut answer = match &fault {
        Some(fault) => faulty(org, request, fault, visit),
        None => Answer::at_once(act(org, request, bucket, visit)),
    };
    let empty_bucket = fault.and_then(|fault| fault.rate_limit);
    let bucket = empty_bucket.map_or(bucket, |empty| bucket.emptied(empty, visit.now));
    add_headers(&mut answer.response, bucket, visit);
    call.status = (answer.delivery == Delivery::Whole).then_some(answer.response.status().as_u16());
    org.record(call);
    answer
}

fn faulty(org: &mut Org, request: &Request, fault: &Fault, visit: &mut Visit) -> Answer {
    let acts = !fault.replaces_answer() || fault.when == When::After;
    let bucket = org.rate_window.now(org.switches.rate_limit);
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
fn act(org: &mut Org, request: &Request, bucket: Bucket, visit: &mut Visit) -> Response {
    let over = bucket.is_over && org.switches.rate_limit_enforced == Switch::On;
    let checked = if over {
        Err(ErrorCode::TooManyRequests)
    } else {
        check(request)
    };
    let answered = match checked {
        Ok(operation) => authn::act(org, operation, request.body(), visit),
        Err(code) => Err(code.into()),
    };
    answered.unwrap_or_else(|refusal| {
        let mut response = refusal.into_response(&mut visit.entropy);
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("POST"));
        }
        response
    })
}

/// Path, method, headers: what is wrong before a body is looked at.
fn check(request: &Request) -> Result<Operation, ErrorCode> {
    let operation = Operation::at(request.uri().path()).ok_or(ErrorCode::PathNotFound)?;
    if request.method() != Method::POST {
        return Err(ErrorCode::MethodNotAllowed);
    }
    check_media_type(request, &CONTENT_TYPE, &["application/json"])?;
    check_media_type(
        request,
        &http::header::ACCEPT,
        &["application/json", "application/*", "*/*"],
    )?;
    // A public application sends no credential, and no other is known here.
    match request.headers().get(AUTHORIZATION) {
        Some(_) => Err(ErrorCode::InvalidToken),
        None => Ok(operation),
    }
}

fn check_media_type(
    request: &Request,
    name: &HeaderName,
    supported: &[&str],
) -> Result<(), ErrorCode> {
    let value = request.headers().get(name).ok_or(ErrorCode::HeaderNotSet)?;
    let value = value
        .to_str()
        .map_err(|_| ErrorCode::HeaderValueNotSupported)?;
    let mut types = value.split(',').filter_map(|range| range.split(';').next());
    let found = types.any(|media_type| {
        supported
            .iter()
            .any(|supported| media_type.trim().eq_ignore_ascii_case(supported))
    });
    found
        .then_some(())
        .ok_or(ErrorCode::HeaderValueNotSupported)
}

/// The org's only bucket: so many requests in a minute that begins with the
/// first of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RateWindow {
    ends: Option<Timestamp>,
    used: u32,
}

/// What the bucket shows.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    limit: u32,
    remaining: u32,
    reset: Timestamp,
    is_over: bool,
}

impl RateWindow {
    fn take(&mut self, now: Timestamp, limit: u32) -> Bucket {
        if self.ends.is_none_or(|ends| ends <= now) {
            *self = Self {
                ends: Some(later(now, 60)),
                used: 0,
            };
        }
        self.used = self.used.saturating_add(1);
        self.now(limit)
    }

    fn now(&self, limit: u32) -> Bucket {
        Bucket {
            limit,
            remaining: limit.saturating_sub(self.used),
            reset: self.ends.unwrap_or(Timestamp::from_millis(0)),
            is_over: self.used > limit,
        }
    }
}

impl Bucket {
    fn emptied(self, empty: EmptyBucket, now: Timestamp) -> Self {
        let reset = later(now, empty.reset_in_seconds.into());
        Self {
            remaining: 0,
            reset,
            ..self
        }
    }
}

fn add_headers(response: &mut Response, bucket: Bucket, visit: &mut Visit) {
    let headers = response.headers_mut();
    let values = [
        (
            HeaderName::from_static("x-okta-request-id"),
            format!("req{}", visit.entropy.url_safe(22)),
        ),
        (
            HeaderName::from_static("x-rate-limit-limit"),
            bucket.limit.to_string(),
        ),
        (
            HeaderName::from_static("x-rate-limit-remaining"),
            bucket.remaining.to_string(),
        ),
        (
            HeaderName::from_static("x-rate-limit-reset"),
            (bucket.reset.as_millis() / 1000).to_string(),
        ),
        (DATE, http_date(visit.now)),
        (CACHE_CONTROL, "no-cache, no-store".to_owned()),
        (HeaderName::from_static("pragma"), "no-cache".to_owned()),
        (HeaderName::from_static("expires"), "0".to_owned()),
        (
            HeaderName::from_static("x-content-type-options"),
            "nosniff".to_owned(),
        ),
    ];
    for (name, value) in values {
        let value = HeaderValue::try_from(value).expect("tokens, numbers and dates are ASCII");
        headers.insert(name, value);
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, RFC 9110's only date.
fn http_date(moment: Timestamp) -> String {
    let seconds = moment.as_millis().div_euclid(1000);
    let date = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = date.to_hms();
    let (weekday, month) = (date.weekday().to_string(), date.month().to_string());
    let (day, year) = (date.day(), date.year());
    format!(
        "{}, {day:02} {} {year:04} {hour:02}:{minute:02}:{second:02} GMT",
        &weekday[..3],
        &month[..3]
    )
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::http_date;

    #[test]
    fn a_date_is_written_as_http_writes_it() {
        let moment = Timestamp::from_millis(784_111_777_999);
        assert_eq!(http_date(moment), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
