//! What a fault makes of an answer, whoever gives it.

use std::time::Duration;

use http::StatusCode;
use okta::Response;

use super::{Fault, Garbage, When};
use crate::answer::{Answer, Delivery, empty, with_body};

impl Fault {
    /// Whether the service acts on a request that this strikes.
    pub(crate) fn lets_act(&self) -> bool {
        !self.replaces_answer() || self.when == When::After
    }

    /// The answer, and how it travels: `own` is the service's, if it has acted, and `refusal`
    /// what it says with a status.
    pub(crate) fn play(
        &self,
        own: Option<Response>,
        refusal: impl FnOnce(StatusCode) -> Response,
    ) -> Answer {
        let delivery = if self.drop {
            Delivery::Dropped
        } else {
            Delivery::Whole
        };
        Answer {
            response: self.replaced(own, refusal),
            delay: Duration::from_millis(self.delay_ms.unwrap_or_default()),
            delivery,
        }
    }

    fn replaced(
        &self,
        own: Option<Response>,
        refusal: impl FnOnce(StatusCode) -> Response,
    ) -> Response {
        if let Some(garbage) = self.garbage {
            return garbled(own, garbage);
        }
        let limited = self.rate_limit.map(|_| StatusCode::TOO_MANY_REQUESTS);
        let status = self
            .status
            .and_then(|status| StatusCode::from_u16(status).ok());
        match (status.or(limited), own) {
            (Some(status), _) => refusal(status),
            (None, Some(own)) => own,
            (None, None) => empty(StatusCode::BAD_GATEWAY),
        }
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
