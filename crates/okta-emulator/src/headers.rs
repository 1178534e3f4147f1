//! The headers of every answer.

use http::header::{CACHE_CONTROL, DATE};
use http::{HeaderMap, HeaderName, HeaderValue};
use okta::Timestamp;
use time::OffsetDateTime;

use crate::limits::Bucket;
use crate::visit::Visit;

/// Adds what Okta adds to whatever it answers.
pub(crate) fn add(headers: &mut HeaderMap, bucket: Option<Bucket>, visit: &mut Visit) {
    let request_id = visit.entropy.hexadecimal(32);
    let mut set = |name: HeaderName, value: String| {
        let value = HeaderValue::try_from(value).expect("tokens, numbers and dates are ASCII");
        headers.insert(name, value);
    };
    set(HeaderName::from_static("x-okta-request-id"), request_id);
    set(DATE, http_date(visit.now));
    set(CACHE_CONTROL, "no-cache, no-store".to_owned());
    for (name, value) in [
        ("pragma", "no-cache"),
        ("expires", "0"),
        ("x-content-type-options", "nosniff"),
    ] {
        set(HeaderName::from_static(name), value.to_owned());
    }
    let Some(bucket) = bucket else { return };
    let reset = bucket.reset.as_millis() / 1000;
    for (name, value) in [
        ("x-rate-limit-limit", bucket.limit.to_string()),
        ("x-rate-limit-remaining", bucket.remaining.to_string()),
        ("x-rate-limit-reset", reset.to_string()),
    ] {
        set(HeaderName::from_static(name), value);
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
