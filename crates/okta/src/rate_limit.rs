//! [Rate limits], which every answer tells of.
//!
//! [Rate limits]: https://developer.okta.com/docs/reference/rate-limits/

use std::time::Duration;

use http::header::DATE;

use crate::response::{Response, header};
use crate::timestamp::Timestamp;

/// The bucket that an answer was counted in: `X-Rate-Limit-*`. Windows are a minute as a rule.
///
/// A refusal for too many *concurrent* requests shows limit 0, remaining 0 and a reset that is
/// no promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// `X-Rate-Limit-Limit`: requests per window.
    pub limit: u32,
    /// `X-Rate-Limit-Remaining`: requests that are left in this window.
    pub remaining: u32,
    /// `X-Rate-Limit-Reset`: when the window ends, by Okta's clock.
    pub reset: Option<Timestamp>,
    /// `Date`: what Okta's clock says.
    pub date: Option<Timestamp>,
}

impl RateLimit {
    /// What an answer tells, success or not. Nothing, unless it has readable numbers for limit
    /// and remainder: key and metadata endpoints have no bucket, and a proxy knows of none.
    #[must_use]
    pub fn of(response: &Response) -> Option<Self> {
        Some(Self {
            limit: number(response, "x-rate-limit-limit")?,
            remaining: number(response, "x-rate-limit-remaining")?,
            reset: reset(response),
            date: date(response),
        })
    }

    /// How long until the window ends, by Okta's own clock; nothing when the headers do not
    /// say. Add some jitter, or everybody who was refused comes back at once.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        wait(self.reset, self.date)
    }
}

/// From one moment of Okta's clock to another; no time when the first has passed.
pub(crate) fn wait(reset: Option<Timestamp>, date: Option<Timestamp>) -> Option<Duration> {
    let millis = reset?.as_millis().saturating_sub(date?.as_millis());
    Some(Duration::from_millis(u64::try_from(millis).unwrap_or(0)))
}

pub(crate) fn reset(response: &Response) -> Option<Timestamp> {
    let seconds = header(response, "x-rate-limit-reset")?.parse().ok()?;
    Timestamp::from_seconds(seconds)
}

pub(crate) fn date(response: &Response) -> Option<Timestamp> {
    header(response, DATE).and_then(Timestamp::from_http_date)
}

fn number(response: &Response, name: &'static str) -> Option<u32> {
    header(response, name)?.trim().parse().ok()
}
