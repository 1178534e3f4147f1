//! What one address remembers, for all transactions of one person: how many messages went out
//! lately, and whose is the newest.
//!
//! Two promises meet here. A newer mail replaces the older ones, whichever browser asked for them;
//! and a stranger's request takes nothing away: a transaction becomes the newest when its message
//! was handed over, and never by asking for one.

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

/// What one address remembers. This is what a Durable Object stores.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Addressee {
    /// The transaction whose message was handed over last.
    newest: Option<Live>,
    /// Those whose message may have been handed over since: who asked last comes last.
    on_the_way: Vec<Live>,
    /// The messages of the last day.
    sent: Vec<Counted>,
}

/// A transaction whose links may still be good.
#[derive(Debug, Serialize, Deserialize)]
struct Live {
    transaction: String,
    until: Timestamp,
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
        let live = |transaction| Live {
            transaction,
            until: after(now, settings.link_lifetime),
        };
        match claim {
            Claim::MaySend(message) => {
                if !self.counts(&message, settings.quota, now) {
                    return Ruling::Denied;
                }
                self.on_the_way
                    .retain(|other| other.transaction != message.transaction);
                self.on_the_way.push(live(message.transaction));
                Ruling::Granted
            }
            Claim::HandedOver(message) => {
                // Who asked later may have handed over by now, too, and not said so yet.
                let place = self.place(&message.transaction);
                self.on_the_way.drain(..place.map_or(0, |place| place + 1));
                self.newest = Some(live(message.transaction));
                Ruling::Granted
            }
            Claim::IsNewest { transaction } => {
                let newest = self.newest.as_ref();
                let is_newest = newest.is_none_or(|newest| newest.transaction == transaction);
                if is_newest || self.place(&transaction).is_some() {
                    Ruling::Granted
                } else {
                    Ruling::Denied
                }
            }
        }
    }

    /// When nothing of this counts any more; `None` when nothing does now.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        let live = self.newest.iter().chain(&self.on_the_way);
        let sent = self.sent.iter().map(|sent| after(sent.at, DAY));
        live.map(|live| live.until).chain(sent).max()
    }

    /// Drops what does not count any more at `now`.
    pub fn forget(&mut self, now: Timestamp) {
        self.newest.take_if(|newest| newest.until <= now);
        self.on_the_way.retain(|live| now < live.until);
        self.sent.retain(|sent| now < after(sent.at, DAY));
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

    fn place(&self, transaction: &str) -> Option<usize> {
        let mut places = self.on_the_way.iter();
        places.position(|live| live.transaction == transaction)
    }
}

fn after(time: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millis(time.as_millis().saturating_add(millis))
}
