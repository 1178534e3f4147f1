//! Everything that Identity Engine remembers.

use std::collections::HashMap;

use okta::Timestamp;

use super::transaction::{Interaction, Transaction, id};
use crate::people::Key;
use crate::visit::later;

/// Wrong codes that a person may give within [`GUESS_SECONDS`], in all transactions together.
const MOST_GUESSES: usize = 5;
const GUESS_SECONDS: u64 = 300;

/// Interactions before anything is forgotten.
const FIRST_TIDY: usize = 1000;

/// The window of the limits per user and per state handle.
const BURST_SECONDS: u64 = 5;

/// What an interaction code stands for.
#[derive(Clone, Debug)]
pub(crate) struct Redeemable {
    pub(crate) interaction: Interaction,
    pub(crate) person: Key,
    pub(crate) expires_at: Timestamp,
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
    /// With so many interactions it is time to tidy.
    tidy_at: usize,
}

impl Transactions {
    pub(super) fn interact(&mut self, handle: String, interaction: Interaction, now: Timestamp) {
        self.tidy(now);
        self.interactions.insert(handle, interaction);
    }

    /// Forgets what is over, seldom enough not to slow a large org down.
    fn tidy(&mut self, now: Timestamp) {
        if self.interactions.len() < self.tidy_at {
            return;
        }
        self.interactions.retain(|_, one| now < one.expires_at);
        self.by_id.retain(|_, one| now < one.expires_at);
        self.codes.retain(|_, one| now < one.expires_at);
        let (by_id, since) = (&self.by_id, |time: &Timestamp| later(*time, GUESS_SECONDS));
        self.begun.retain(|_, id| by_id.contains_key(id));
        self.links.retain(|_, id| by_id.contains_key(id));
        for counted in [&mut self.guesses, &mut self.bursts] {
            counted.retain(|_, times| times.last().is_some_and(|time| now < since(time)));
        }
        self.tidy_at = (self.interactions.len() * 2).max(FIRST_TIDY);
    }

    pub(super) fn interaction(&self, handle: &str, now: Timestamp) -> Option<&Interaction> {
        let interaction = self.interactions.get(handle)?;
        (now < interaction.expires_at).then_some(interaction)
    }

    /// Remembers to which transaction an interaction handle leads.
    pub(super) fn lead(&mut self, interaction_handle: &str, transaction: &Transaction) {
        let id = transaction.id().to_owned();
        self.begun.insert(interaction_handle.to_owned(), id);
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
        self.links.insert(token, transaction.id().to_owned());
    }

    /// The transaction that a link leads to.
    pub(super) fn linked(&mut self, token: &str, now: Timestamp) -> Option<Transaction> {
        let id = self.links.get(token)?.clone();
        self.get(&id, now)
    }

    /// Keeps where a transaction stands.
    pub(super) fn put(&mut self, transaction: &Transaction) {
        self.by_id
            .insert(transaction.id().to_owned(), transaction.clone());
    }

    /// Ends a transaction; whoever began it is led to the other one from now on.
    pub(super) fn supersede(&mut self, old: &str, new: &Transaction) {
        let old = id(old);
        self.by_id.remove(old);
        for led in self.begun.values_mut().filter(|led| *led == old) {
            new.id().clone_into(led);
        }
        self.put(new);
    }

    pub(super) fn end(&mut self, handle: &str) {
        self.by_id.remove(id(handle));
    }

    pub(super) fn promise(&mut self, code: String, redeemable: Redeemable) {
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

    /// Whether somebody has given too many wrong codes.
    pub(super) fn may_guess(&mut self, who: &str, now: Timestamp) -> bool {
        let guesses = self.guesses.entry(who.to_owned()).or_default();
        guesses.retain(|guess| now < later(*guess, GUESS_SECONDS));
        guesses.len() < MOST_GUESSES
    }

    pub(super) fn guessed(&mut self, who: String, now: Timestamp) {
        self.guesses.entry(who).or_default().push(now);
    }

    /// Counts a request; whether there were more than `most` within five seconds.
    pub(super) fn is_burst(&mut self, whose: String, most: usize, now: Timestamp) -> bool {
        let requests = self.bursts.entry(whose).or_default();
        requests.retain(|request| now < later(*request, BURST_SECONDS));
        requests.push(now);
        requests.len() > most
    }
}
