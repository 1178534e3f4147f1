//! How often Okta is asked, by all transactions together.
//!
//! So many calls a minute and no more; the last of them are for people who wait at a page, and for
//! networks that have asked little (*trunk reservation*): a flood waits for itself. And none while
//! Okta is down (*circuit breaker*): one call now and then finds out.

mod network;

pub use network::network;

use std::collections::HashMap;

use okta::{RateLimit, Response, Timestamp};
use serde::{Deserialize, Serialize};

/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;
/// What one call takes. Each millisecond, as much comes back as calls come back in a minute.
const CALL: i64 = MINUTE;
/// Which part of a minute's calls may come at once.
const BURST: i64 = 4;
/// Parts that the burst is reserved in.
const PARTS: i64 = 16;
/// What is kept for people who wait, in parts.
const FOR_PEOPLE: i64 = 4;
/// From how many walks on a network's people are not kept anything for, and the most that counts.
const MANY: u32 = 16;
const MOST: u32 = 8;
/// The shortest wait of whoever is held, in milliseconds; doubled for each walk of their network,
/// so often at most.
const SHORTEST_WAIT: i64 = 1_000;
const DOUBLINGS: u32 = 6;
/// The time in which those who are held are counted, in milliseconds.
const WINDOW: i64 = 10_000;
/// How many failures without a success in between open the circuit.
const FAILURES: u32 = 8;
/// For how long at first, and at most, in milliseconds.
const FIRST_REST: i64 = 2_000;
const LONGEST_REST: i64 = 30_000;
/// The longest that somebody waits because Okta asked to, in milliseconds.
const LONGEST_LIMIT: i64 = 60_000;

/// The pace at which Okta is asked. Kept in memory: whoever starts anew may ask at once.
#[derive(Debug)]
pub struct Throttle {
    /// How much is left of the burst.
    left: i64,
    /// When that was so.
    at: Timestamp,
    /// What networks asked: all of this minute, half of the one before, and so on.
    networks: HashMap<String, Asked>,
    /// Since when that is counted.
    since: Timestamp,
    /// How many were held in this window and in the last.
    held: (i64, i64),
    /// The beginning of this window.
    window: Timestamp,
    /// Failures since the last success.
    failures: u32,
    /// Until when Okta is left alone.
    rests: Option<Timestamp>,
    /// Until when Okta asked to wait.
    limited: Option<Timestamp>,
}

/// How many walks a network began.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// Those that nobody waited for.
    deferrable: u32,
    /// Those of people who waited.
    waiting: u32,
}

impl Asked {
    /// Those that count against another of this kind.
    fn of(&mut self, urgency: Urgency) -> Option<&mut u32> {
        match urgency {
            Urgency::Deferrable => Some(&mut self.deferrable),
            Urgency::Waiting => Some(&mut self.waiting),
            Urgency::Begun => None,
        }
    }
}

/// A call that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// On behalf of which [network]; empty when it is not known.
    pub network: String,
    /// Whether it can wait.
    pub urgency: Urgency,
}

/// Whether a call can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Urgency {
    /// Nobody waits for it, and nothing is proved yet.
    Deferrable,
    /// Somebody waits for it, or has proved who they are.
    Waiting,
    /// It belongs to a walk of several calls that has begun: broken off, it would cost them all again.
    Begun,
}

/// Whether a call may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Passage {
    /// It may.
    Granted {
        /// Whether its success is news.
        tell: bool,
    },
    /// Not before so many milliseconds.
    Held {
        /// That many.
        wait: i64,
    },
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallEnd {
    /// Okta answered.
    Answered,
    /// Okta did not answer, or said that something is broken there.
    Failed,
    /// Okta asked to wait, in milliseconds.
    Limited {
        /// How long; nothing if it did not say.
        wait: Option<i64>,
    },
}

impl CallEnd {
    /// What an answer says of Okta.
    pub(crate) fn of(response: &Response) -> Self {
        let limit = RateLimit::of(response);
        let millis = |limit: RateLimit| i64::try_from(limit.wait()?.as_millis()).ok();
        let status = response.status();
        if status.as_u16() == 429 {
            let wait = limit.and_then(millis);
            return Self::Limited { wait };
        }
        match limit {
            _ if status.is_server_error() => Self::Failed,
            // It was the last.
            Some(limit) if limit.remaining == 0 => Self::Limited {
                wait: millis(limit),
            },
            _ => Self::Answered,
        }
    }
}

impl Throttle {
    /// One that nobody has asked yet.
    #[must_use]
    pub fn new(per_minute: u32, now: Timestamp) -> Self {
        Self {
            left: burst(per_minute),
            at: now,
            networks: HashMap::new(),
            since: now,
            held: (0, 0),
            window: now,
            failures: 0,
            rests: None,
            limited: None,
        }
    }

    /// Whether a call may be made now, where `per_minute` are allowed. If so, it counts.
    pub fn pass(&mut self, call: &Call, per_minute: u32, now: Timestamp) -> Passage {
        self.refill(per_minute, now);
        if let Some(wait) = self.is_closed(call.urgency, now) {
            return Passage::Held { wait };
        }
        let known = self.networks.get(&call.network).copied();
        let asked = known
            .unwrap_or_default()
            .of(call.urgency)
            .map_or(0, |asked| *asked);
        let kept = burst(per_minute) / PARTS * kept(call.urgency, asked);
        let missing = CALL + kept - self.left;
        if missing > 0 {
            let wait = self.turn(call.urgency, asked, per_minute, now);
            let refilled = (missing + refill(per_minute) - 1).div_euclid(refill(per_minute));
            return Passage::Held {
                wait: wait.max(refilled),
            };
        }
        self.left -= CALL;
        let network = self.networks.entry(call.network.clone()).or_default();
        if let Some(asked) = network.of(call.urgency) {
            *asked = asked.saturating_add(1);
        }
        if self.rests.is_some() {
            // This one finds out; the next when it should have been heard of.
            self.rest(now);
        }
        Passage::Granted {
            tell: self.failures > 0,
        }
    }

    /// Notes what came of a call.
    pub fn note(&mut self, end: CallEnd, now: Timestamp) {
        match end {
            CallEnd::Answered => {
                self.failures = 0;
                self.rests = None;
            }
            CallEnd::Failed => {
                self.failures = self.failures.saturating_add(1);
                if self.failures >= FAILURES {
                    self.rest(now);
                }
            }
            CallEnd::Limited { wait } => {
                let wait = wait.unwrap_or(FIRST_REST).clamp(0, LONGEST_LIMIT);
                self.limited = Some(after(now, wait));
            }
        }
    }

    /// When whoever is held had better come again: with many others it takes longer, but not for
    /// those whose network asked little.
    fn turn(&mut self, urgency: Urgency, asked: u32, per_minute: u32, now: Timestamp) -> i64 {
        if urgency != Urgency::Deferrable {
            return 0;
        }
        let windows = since(now, self.window).div_euclid(WINDOW);
        if windows > 0 {
            self.held = (0, if windows == 1 { self.held.0 } else { 0 });
            self.window = now;
        }
        self.held.0 += 1;
        let others = self.held.0.max(self.held.1);
        let all = others * CALL / refill(per_minute);
        all.clamp(SHORTEST_WAIT, SHORTEST_WAIT << asked.min(DOUBLINGS))
    }

    fn rest(&mut self, now: Timestamp) {
        let times = self.failures.saturating_sub(FAILURES).min(8);
        let wait = (FIRST_REST << times).min(LONGEST_REST);
        self.rests = Some(after(now, wait));
    }

    fn is_closed(&self, urgency: Urgency, now: Timestamp) -> Option<i64> {
        let limited = match urgency {
            Urgency::Deferrable => self.limited,
            // Okta limits each of its paths by itself; another may be free.
            Urgency::Waiting | Urgency::Begun => None,
        };
        let until = self.rests.max(limited)?;
        let wait = since(until, now);
        (wait > 0).then_some(wait)
    }

    fn refill(&mut self, per_minute: u32, now: Timestamp) {
        // A clock that goes back refills nothing.
        let passed = since(now, self.at).clamp(0, MINUTE);
        self.at = now;
        let refilled = self.left + passed * refill(per_minute);
        self.left = refilled.min(burst(per_minute));
        let minutes = since(now, self.since).div_euclid(MINUTE);
        if minutes > 0 {
            self.since = now;
            let halvings = u32::try_from(minutes).unwrap_or(u32::MAX).min(31);
            self.networks.retain(|_, asked| {
                asked.deferrable >>= halvings;
                asked.waiting >>= halvings;
                asked.deferrable + asked.waiting > 0
            });
        }
    }
}

/// What may come at once: at least one call.
fn burst(per_minute: u32) -> i64 {
    (i64::from(per_minute) * CALL / BURST).max(CALL)
}

/// What comes back each millisecond: with a whole burst before it, no minute has more calls than allowed.
fn refill(per_minute: u32) -> i64 {
    (i64::from(per_minute) - burst(per_minute) / CALL).max(1)
}

/// What must be left after a call, in parts of the burst.
fn kept(urgency: Urgency, asked: u32) -> i64 {
    match urgency {
        Urgency::Begun => 0,
        Urgency::Waiting if asked < MANY => 0,
        Urgency::Waiting => FOR_PEOPLE,
        Urgency::Deferrable => FOR_PEOPLE + i64::from(asked.min(MOST)),
    }
}

fn after(now: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millis(now.as_millis().saturating_add(millis))
}

fn since(later: Timestamp, earlier: Timestamp) -> i64 {
    later.as_millis().saturating_sub(earlier.as_millis())
}
