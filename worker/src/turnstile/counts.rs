//! What one isolate counts: requests in a minute, and who of a network has waited.
//!
//! There are many isolates, so that each counts some of all that comes: good enough to notice a
//! flood, which comes by few, and to slow one down.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::IpAddr;

use okta::Timestamp;

const MINUTE: i64 = 60_000;
/// For how long a network's budget is, in milliseconds.
const WINDOW: i64 = 10 * MINUTE;
/// How many of a network may wait instead of solving a task, within that.
const BUDGET: u32 = 5;
/// So many networks are counted. Beyond that nobody's patience is enough: so many never come by
/// themselves.
const MOST_NETWORKS: usize = 4_096;

thread_local! {
    static MINUTES: Cell<Minutes> = const { Cell::new(Minutes { number: 0, count: 0, before: 0 }) };
    static WAITED: RefCell<Waited> = RefCell::default();
}

/// Requests in this minute, and in the one before it.
#[derive(Clone, Copy)]
struct Minutes {
    number: i64,
    count: u32,
    before: u32,
}

impl Minutes {
    fn at(self, now: Timestamp) -> Self {
        let number = now.as_millis().div_euclid(MINUTE);
        match number - self.number {
            0 => self,
            1 => Self {
                number,
                count: 0,
                before: self.count,
            },
            _ => Self {
                number,
                count: 0,
                before: 0,
            },
        }
    }
}

/// Notes that a request was accepted.
pub(crate) fn accepted(now: Timestamp) {
    let mut minutes = MINUTES.get().at(now);
    minutes.count = minutes.count.saturating_add(1);
    MINUTES.set(minutes);
}

/// How many were accepted in this minute, or in the last: who is asked does not change in between.
pub(super) fn in_a_minute(now: Timestamp) -> u32 {
    let minutes = MINUTES.get().at(now);
    minutes.count.max(minutes.before)
}

/// How many of which network have waited, in one window.
#[derive(Default)]
struct Waited {
    window: i64,
    networks: BTreeMap<String, u32>,
}

/// Spends some of a network's budget; `false`, when there is none left.
pub(super) fn spend(network: String, now: Timestamp) -> bool {
    WAITED.with_borrow_mut(|waited| waited.spend(network, now))
}

impl Waited {
    fn spend(&mut self, network: String, now: Timestamp) -> bool {
        let window = now.as_millis().div_euclid(WINDOW);
        if self.window != window {
            *self = Self {
                window,
                ..Self::default()
            };
        }
        if self.networks.len() >= MOST_NETWORKS && !self.networks.contains_key(&network) {
            return false;
        }
        let spent = self.networks.entry(network).or_default();
        *spent = spent.saturating_add(1);
        *spent <= BUDGET
    }
}

/// The network of an address: what one customer usually has, 24 bits of IPv4 and 64 of IPv6.
pub(super) fn network(address: &str) -> String {
    let bytes: Vec<u8> = match address.parse() {
        Ok(IpAddr::V4(address)) => address.octets()[..3].to_vec(),
        Ok(IpAddr::V6(address)) => address.octets()[..8].to_vec(),
        Err(_) => Vec::new(),
    };
    let mut name = String::new();
    for byte in bytes {
        name.push_str(&byte.to_string());
        name.push('.');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn a_busy_minute_counts_until_the_end_of_the_next() {
        for _ in 0..3 {
            accepted(at(MINUTE));
        }
        assert_eq!(in_a_minute(at(2 * MINUTE - 1)), 3);
        accepted(at(2 * MINUTE));
        assert_eq!(in_a_minute(at(3 * MINUTE - 1)), 3);
        assert_eq!(in_a_minute(at(3 * MINUTE)), 1);
        assert_eq!(in_a_minute(at(5 * MINUTE)), 0);
    }

    #[test]
    fn a_network_has_a_small_budget() {
        let mut waited = Waited::default();
        let mut spend = |name: &str, now| waited.spend(name.to_owned(), at(now));
        for _ in 0..BUDGET {
            assert!(spend("a", WINDOW));
        }
        assert!(!spend("a", 2 * WINDOW - 1));
        assert!(spend("b", WINDOW));
        assert!(spend("a", 2 * WINDOW));
    }

    #[test]
    fn a_flood_of_networks_is_not_remembered_for_ever() {
        let mut waited = Waited::default();
        let mut spend = |name: String| waited.spend(name, at(WINDOW));
        for number in 0..MOST_NETWORKS {
            assert!(spend(number.to_string()));
        }
        assert!(!spend("one more".to_owned()));
        assert!(spend("0".to_owned()), "one that is known");
    }

    #[test]
    fn neighbours_are_one_network() {
        assert_eq!(network("192.0.2.1"), network("192.0.2.200"));
        assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
        assert_eq!(network("2001:db8::1"), network("2001:db8:0:0:9:8:7:6"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("nonsense"), "");
    }
}
