//! Everything that Identity Engine remembers.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use okta::Timestamp;

use super::transaction::{Interaction, Sent, Stage, Transaction, id};
use crate::ends::Ends;
use crate::people::Key;
use crate::visit::later;

/// The window of the limit of wrong codes.
const GUESS_SECONDS: u64 = 300;

/// The window of the limits per user and per state handle.
const BURST_SECONDS: u64 = 5;

/// What an interaction code stands for.
#[derive(Clone, Debug)]
pub(crate) struct Redeemable {
    pub(crate) interaction: Interaction,
    pub(crate) person: Key,
    pub(crate) expires_at: Timestamp,
}

/// What is remembered for a time, by its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    Interaction(String),
    Transaction(String),
    Code(String),
    Link(String),
    Guess(String),
    Burst(String),
}

/// Everything that Identity Engine remembers.
#[derive(Default)]
pub(crate) struct Transactions {
    interactions: HashMap<String, Interaction>,
    /// Which transaction an interaction handle has led to.
    begun: HashMap<String, String>,
    by_id: HashMap<String, Transaction>,
    codes: HashMap<String, Redeemable>,
    /// To which transactions the links of mails lead.
    links: HashMap<String, String>,
    guesses: HashMap<String, Vec<Timestamp>>,
    bursts: HashMap<String, Vec<Timestamp>>,
    ends: Ends<Kept>,
}

impl Transactions {
    pub(super) fn interact(&mut self, interaction: Interaction, now: Timestamp) {
        self.forget(now);
        let handle = interaction.handle.clone();
        self.ends
            .push(interaction.expires_at, Kept::Interaction(handle.clone()));
        self.interactions.insert(handle, interaction);
    }

    /// Forgets what is over, and looks at nothing else.
    pub(super) fn forget(&mut self, now: Timestamp) {
        while let Some(kept) = self.ends.pop(now) {
            match kept {
                Kept::Interaction(handle) => self.forget_interaction(handle, now),
                Kept::Transaction(id) => {
                    if self.end_of(&id, now).is_none() {
                        self.by_id.remove(&id);
                    }
                }
                Kept::Code(code) => {
                    self.codes.remove(&code);
                }
                Kept::Link(token) => self.forget_link(token, now),
                Kept::Guess(who) => forget_times(&mut self.guesses, &who, GUESS_SECONDS, now),
                Kept::Burst(whose) => forget_times(&mut self.bursts, &whose, BURST_SECONDS, now),
            }
        }
    }

    /// A handle leads to its transaction as long as that goes on.
    fn forget_interaction(&mut self, handle: String, now: Timestamp) {
        let led = self.begun.get(&handle);
        if let Some(end) = led.and_then(|id| self.end_of(id, now)) {
            self.ends.push(end, Kept::Interaction(handle));
        } else {
            self.begun.remove(&handle);
            self.interactions.remove(&handle);
        }
    }

    fn forget_link(&mut self, token: String, now: Timestamp) {
        let led = self.links.get(&token);
        if let Some(end) = led.and_then(|id| self.end_of(id, now)) {
            self.ends.push(end, Kept::Link(token));
        } else {
            self.links.remove(&token);
        }
    }

    /// When a transaction ends that goes on.
    fn end_of(&self, id: &str, now: Timestamp) -> Option<Timestamp> {
        let end = self.by_id.get(id)?.expires_at;
        (now < end).then_some(end)
    }

    pub(super) fn interaction(&self, handle: &str, now: Timestamp) -> Option<&Interaction> {
        let interaction = self.interactions.get(handle)?;
        (now < interaction.expires_at).then_some(interaction)
    }

    /// Remembers to which transaction an interaction handle leads.
    pub(super) fn lead(&mut self, transaction: &Transaction) {
        let (handle, id) = (&transaction.interaction.handle, transaction.id());
        self.begun.insert(handle.clone(), id.to_owned());
    }

    pub(super) fn begun(&self, interaction_handle: &str) -> Option<&str> {
        self.begun.get(interaction_handle).map(String::as_str)
    }

    /// The transaction of a handle, if it still goes on.
    pub(super) fn get(&mut self, handle: &str, now: Timestamp) -> Option<Transaction> {
        let found = self.by_id.get(id(handle))?;
        if found.expires_at <= now {
            self.by_id.remove(id(handle));
            return None;
        }
        Some(found.clone())
    }

    /// Remembers to which transaction a link leads.
    pub(super) fn link(&mut self, token: String, transaction: &Transaction) {
        self.links
            .insert(token.clone(), transaction.id().to_owned());
        self.ends.push(transaction.expires_at, Kept::Link(token));
    }

    /// The transaction that a link leads to.
    pub(super) fn linked(&mut self, token: &str, now: Timestamp) -> Option<Transaction> {
        let id = self.links.get(token)?.clone();
        self.get(&id, now)
    }

    /// Keeps where a transaction stands.
    pub(super) fn put(&mut self, transaction: &Transaction) {
        let id = transaction.id().to_owned();
        let is_news = self
            .by_id
            .insert(id.clone(), transaction.clone())
            .is_none_or(|former| former.expires_at != transaction.expires_at);
        if is_news {
            self.ends
                .push(transaction.expires_at, Kept::Transaction(id));
        }
    }

    /// Ends a transaction; whoever began it is led to the other one from now on.
    pub(super) fn supersede(&mut self, old: &str, new: &Transaction) {
        let old = id(old);
        self.by_id.remove(old);
        let led = self.begun.get_mut(&new.interaction.handle);
        if let Some(led) = led.filter(|led| *led == old) {
            new.id().clone_into(led);
        }
        if let Stage::Code(Sent {
            link: Some(link), ..
        }) = &new.stage
        {
            self.links.insert(link.clone(), new.id().to_owned());
        }
        self.put(new);
    }

    pub(super) fn end(&mut self, handle: &str) {
        self.by_id.remove(id(handle));
    }

    pub(super) fn promise(&mut self, code: String, redeemable: Redeemable) {
        self.ends
            .push(redeemable.expires_at, Kept::Code(code.clone()));
        self.codes.insert(code, redeemable);
    }

    /// What a code stands for; it can be asked for until it is [taken](Self::take).
    pub(super) fn promised(&self, code: &str, now: Timestamp) -> Option<&Redeemable> {
        let promised = self.codes.get(code)?;
        (now < promised.expires_at).then_some(promised)
    }

    pub(super) fn take(&mut self, code: &str) {
        self.codes.remove(code);
    }

    /// How many wrong codes somebody has given lately, in all transactions together.
    pub(super) fn guesses(&self, who: &str, now: Timestamp) -> usize {
        let guesses = self.guesses.get(who).into_iter().flatten();
        let recent = guesses.filter(|guess| now < later(**guess, GUESS_SECONDS));
        recent.count()
    }

    pub(super) fn guessed(&mut self, who: String, now: Timestamp) {
        let end = later(now, GUESS_SECONDS);
        self.ends.push(end, Kept::Guess(who.clone()));
        self.guesses.entry(who).or_default().push(now);
    }

    /// Counts a request; whether there were more than `most` within five seconds.
    pub(super) fn is_burst(&mut self, whose: String, most: usize, now: Timestamp) -> bool {
        let end = later(now, BURST_SECONDS);
        self.ends.push(end, Kept::Burst(whose.clone()));
        let requests = self.bursts.entry(whose).or_default();
        requests.retain(|request| now < later(*request, BURST_SECONDS));
        requests.push(now);
        requests.len() > most
    }
}

fn forget_times(
    counted: &mut HashMap<String, Vec<Timestamp>>,
    name: &str,
    seconds: u64,
    now: Timestamp,
) {
    let Some(times) = counted.get_mut(name) else {
        return;
    };
    times.retain(|time| now < later(*time, seconds));
    if times.is_empty() {
        counted.remove(name);
    }
}
