//! Whether it is a person who asks for a message: by [Turnstile], or by their patience.
//!
//! What is decided here depends on nothing that is known of a login, and comes before anybody is
//! asked about one. Whoever cannot solve Turnstile's task, for want of JavaScript for example, waits
//! some seconds; of them a network has a small budget.
//!
//! [Turnstile]: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/

mod counts;
mod siteverify;

use http::HeaderName;
use pages::forms::{Fields, STAMP, TURNSTILE};
use recovery::{Unanswered, has_waited, stamp};

use crate::config::Turnstile;
use crate::moment;
use crate::visit::Visit;

pub(crate) use self::counts::accepted;

/// The most characters that Turnstile's tokens have.
const TOKEN_MAX: usize = 2_048;

/// What Turnstile's tokens say that they are for.
pub(crate) const ACTION: &str = "forgot_password";

/// What begins the wait of somebody who has solved nothing.
pub(crate) fn begin_to_wait(visit: &Visit) -> Option<String> {
    let turnstile = wanted(visit)?;
    let key = turnstile.secret_key.secret();
    Some(stamp(key, &network(visit), moment::present().now))
}

/// Whether somebody who sends the form has shown it, where it is wanted.
pub(crate) async fn lets_in(visit: &Visit, fields: &Fields) -> bool {
    let Some(turnstile) = wanted(visit) else {
        return true;
    };
    solved(visit, turnstile, fields).await || waited(visit, turnstile, fields)
}

/// The settings, where people are asked at this moment.
pub(crate) fn wanted(visit: &Visit) -> Option<&Turnstile> {
    let turnstile = visit.config().ok()?.turnstile.as_ref()?;
    let is_busy = counts::in_a_minute(moment::present().now) >= turnstile.from;
    is_busy.then_some(turnstile)
}

async fn solved(visit: &Visit, turnstile: &Turnstile, fields: &Fields) -> bool {
    let Some(token) = fields.get(TURNSTILE).filter(|token| !token.is_empty()) else {
        return false;
    };
    if token.len() > TOKEN_MAX {
        return false;
    }
    match siteverify::ask(turnstile, token, address(visit)).await {
        Ok(said) => said.success && said.action == ACTION && is_ours(&said.hostname, visit),
        Err(why) => {
            let outcome = match turnstile.unanswered {
                Unanswered::Accept => "accepted",
                Unanswered::Refuse => "refused",
            };
            let line = serde_json::json!({
                "request": visit.request_id, "operation": "turnstile",
                "outcome": why, "made_of_it": outcome,
            });
            worker::console_error!("{line}");
            turnstile.unanswered == Unanswered::Accept
        }
    }
}

/// Whether the form was shown some seconds ago, and the network has some of its budget left.
fn waited(visit: &Visit, turnstile: &Turnstile, fields: &Fields) -> bool {
    let now = moment::present().now;
    let network = network(visit);
    let key = turnstile.secret_key.secret();
    fields
        .get(STAMP)
        .is_some_and(|stamp| has_waited(key, &network, (stamp, now)))
        && counts::spend(network, now)
}

/// Whether a widget stands on a site of ours, or on one that may embed the elements.
fn is_ours(hostname: &str, visit: &Visit) -> bool {
    let Ok(config) = visit.config() else {
        return false;
    };
    let origins = config.allowed_origins.iter().chain([&config.public_url]);
    origins
        .filter_map(|origin| host(origin))
        .any(|host| host == hostname)
}

/// The host in an origin.
fn host(origin: &str) -> Option<&str> {
    let (_, authority) = origin.split_once("://")?;
    // A port is of digits; what an IPv6 address ends with is none.
    let host = authority
        .rsplit_once(':')
        .filter(|(_, port)| !port.ends_with(']'));
    Some(host.map_or(authority, |(host, _)| host))
}

/// Who asks, by the one header that Cloudflare vouches for.
fn address(visit: &Visit) -> Option<&str> {
    visit
        .inbound
        .header(&HeaderName::from_static("cf-connecting-ip"))
}

/// The network of who asks. Where somebody vouches for none, as on a developer's machine, all are
/// in one.
fn network(visit: &Visit) -> String {
    counts::network(address(visit).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_an_origin_without_the_rest() {
        for (origin, expected) in [
            ("https://id.example.com", "id.example.com"),
            ("https://id.example.com:8443", "id.example.com"),
            ("http://127.0.0.1:8787", "127.0.0.1"),
            ("http://[::1]", "[::1]"),
            ("http://[::1]:8787", "[::1]"),
        ] {
            assert_eq!(host(origin), Some(expected), "{origin}");
        }
    }
}
