//! What one address remembers, for all transactions of one person: how many messages went out
//! lately, and whose is the newest.
//!
//! Two promises meet here. A newer mail replaces the older ones, whichever browser asked for them;
//! and a stranger's request takes nothing away: a transaction becomes the newest when its message
//! was handed over, and never by asking for one. Of messages that were on their way at the same time
//! nobody knows which arrives last: none of them replaces another.

mod claim;
mod name;

pub(crate) use name::mailbox;
pub use name::{AddressKey, AddresseeName};

use okta::Timestamp;
use serde::{Deserialize, Serialize};

use crate::settings::{Quota, Settings};

/// The two windows in which messages count, in milliseconds.
const HOUR: i64 = 60 * 60_000;
const DAY: i64 = 24 * HOUR;
/// For how long a form may be saved that was shown when its mail was the newest, in milliseconds.
/// Whoever types a password does not lose it because a stranger asked for another mail.
pub(crate) const FORM: i64 = 15 * 60_000;

/// What one address remembers. This is what a Durable Object stores.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Addressee {
    /// The transactions whose messages are out or on their way, and were not replaced.
    live: Vec<Live>,
    /// How many claims gave any of them its place.
    turns: u32,
    /// The messages of the last day.
    sent: Vec<Counted>,
    /// Who set the last password.
    #[serde(default)]
    set: Option<PasswordSet>,
}

/// A transaction that set a password, and when.
#[derive(Debug, Serialize, Deserialize)]
struct PasswordSet {
    transaction: String,
    at: Timestamp,
}

/// A transaction whose links may still be good.
#[derive(Debug, Serialize, Deserialize)]
struct Live {
    transaction: String,
    until: Timestamp,
    /// At which turn its newest message was begun.
    begun: u32,
    /// At which turn that was handed over; nothing while it is on its way.
    out: Option<u32>,
    /// Whether a message is out that was begun later. Once this one is out, too, it is not.
    replaced: bool,
}

/// A message that counts.
#[derive(Debug, Serialize, Deserialize)]
struct Counted {
    message: Message,
    at: Timestamp,
}

/// One message of one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Where the transaction lives: [`Handle::address`](crate::Handle::address).
    pub transaction: String,
    /// Which of its messages this is, however often it is tried.
    pub number: u32,
}

/// What a transaction claims of the address it writes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Claim {
    /// That a message may be sent now. Claimed before every try, and counted once.
    MaySend(Message),
    /// That it was handed over: from now on its transaction is the newest. Always granted.
    HandedOver(Message),
    /// That no newer message than those of this transaction has replaced its links.
    IsNewest {
        /// Where the transaction lives.
        transaction: String,
    },
    /// That it set a password. Always granted, and may be said again.
    PasswordSet {
        /// Where the transaction lives.
        transaction: String,
        /// When that was.
        at: Timestamp,
    },
    /// That no other has set a password since this one's form was shown.
    MaySave {
        /// Where the transaction lives.
        transaction: String,
        /// When its form was shown.
        shown: Timestamp,
    },
}

/// What the address says to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ruling {
    /// It is so.
    Granted,
    /// It is not.
    Denied,
}

impl Addressee {
    /// Rules on one claim at `now`. The caller stores what is remembered, then passes the ruling
    /// on.
    pub fn rule(&mut self, claim: Claim, settings: &Settings, now: Timestamp) -> Ruling {
        self.forget(now);
        let until = after(now, settings.link_lifetime);
        match claim {
            Claim::MaySend(message) => {
                if !self.counts(&message, settings.quota, now) {
                    return Ruling::Denied;
                }
                let begun = self.turn();
                self.put(Live {
                    transaction: message.transaction,
                    until,
                    begun,
                    out: None,
                    replaced: false,
                });
                Ruling::Granted
            }
            Claim::HandedOver(message) => {
                let turn = self.turn();
                let mut known = self.live.iter();
                let known = known.find(|live| live.transaction == message.transaction);
                let begun = known.map_or(turn, |live| live.begun);
                self.live
                    .retain(|other| other.out.is_none_or(|out| out > begun));
                for other in &mut self.live {
                    other.replaced |= other.begun < begun && other.out.is_none();
                }
                self.put(Live {
                    transaction: message.transaction,
                    until,
                    begun,
                    out: Some(turn),
                    replaced: false,
                });
                Ruling::Granted
            }
            Claim::IsNewest { transaction } => {
                let is_good = |live: &Live| live.transaction == transaction && !live.replaced;
                let nothing_is_out = self.live.iter().all(|live| live.out.is_none());
                if nothing_is_out || self.live.iter().any(is_good) {
                    Ruling::Granted
                } else {
                    Ruling::Denied
                }
            }
            Claim::PasswordSet { transaction, at } => {
                if self.set.as_ref().is_none_or(|set| set.at <= at) && now < after(at, FORM) {
                    self.set = Some(PasswordSet { transaction, at });
                }
                Ruling::Granted
            }
            Claim::MaySave { transaction, shown } => {
                let is_over = |set: &PasswordSet| set.transaction != transaction && shown <= set.at;
                if self.set.as_ref().is_some_and(is_over) {
                    Ruling::Denied
                } else {
                    Ruling::Granted
                }
            }
        }
    }

    /// When nothing of this counts any more; `None` when nothing does now.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        let live = self.live.iter();
        let sent = self.sent.iter().map(|sent| after(sent.at, DAY));
        let saved = self.set.iter().map(|set| after(set.at, FORM));
        live.map(|live| live.until).chain(sent).chain(saved).max()
    }

    /// Drops what does not count any more at `now`.
    pub fn forget(&mut self, now: Timestamp) {
        self.live.retain(|live| now < live.until);
        self.sent.retain(|sent| now < after(sent.at, DAY));
        self.set.take_if(|set| now >= after(set.at, FORM));
    }

    /// Whether the message is among those that may be sent: for the first time, if there is room.
    fn counts(&mut self, message: &Message, quota: Quota, now: Timestamp) -> bool {
        if self.sent.iter().any(|sent| sent.message == *message) {
            return true;
        }
        let in_hour = self.sent.iter().filter(|sent| now < after(sent.at, HOUR));
        let is_full = |count: usize, most: u32| u32::try_from(count).is_ok_and(|it| it >= most);
        if is_full(in_hour.count(), quota.per_hour) || is_full(self.sent.len(), quota.per_day) {
            return false;
        }
        self.sent.push(Counted {
            message: message.clone(),
            at: now,
        });
        true
    }

    fn turn(&mut self) -> u32 {
        self.turns = self.turns.saturating_add(1);
        self.turns
    }

    /// Remembers one instead of what was known of it.
    fn put(&mut self, live: Live) {
        self.live
            .retain(|other| other.transaction != live.transaction);
        self.live.push(live);
    }
}

fn after(time: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millis(time.as_millis().saturating_add(millis))
}
