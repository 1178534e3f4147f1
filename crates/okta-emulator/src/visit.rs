//! One request's visit to the org: its time, its entropy, its way back.

use http::header::HOST;
use okta::{Request, Timestamp};

use crate::moment::{Entropy, Moment};

/// What every step of answering needs.
pub(crate) struct Visit {
    /// The org's time.
    pub(crate) now: Timestamp,
    /// Spent on tokens and ids.
    pub(crate) entropy: Entropy,
    /// Scheme and host under which the org was asked; its links begin so.
    pub(crate) origin: String,
}

impl Visit {
    pub(crate) fn new(request: &Request, moment: Moment, advanced_seconds: u64) -> Self {
        let (now, entropy) = moment.spend();
        Self {
            now: later(now, advanced_seconds),
            entropy,
            origin: origin(request),
        }
    }

    /// A moment after now.
    pub(crate) fn after(&self, seconds: u32) -> Timestamp {
        later(self.now, seconds.into())
    }
}

/// A moment some seconds later than another.
pub(crate) fn later(moment: Timestamp, seconds: u64) -> Timestamp {
    let millis = i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
    Timestamp::from_millis(moment.as_millis().saturating_add(millis))
}

/// A request is a value with an absolute URL, or came over a connection and
/// names the host in a header.
fn origin(request: &Request) -> String {
    let uri = request.uri();
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        return format!("{scheme}://{authority}");
    }
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("127.0.0.1"))
}
