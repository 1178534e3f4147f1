//! Where the transactions of Identity Engine stand.

use std::collections::HashMap;

use okta::Timestamp;

use crate::oauth::Server;
use crate::people::Key;
use crate::policy::Method;
use crate::tokens::Kind;
use crate::visit::later;

/// Wrong codes that a person may give within [`GUESS_SECONDS`], in all transactions together.
const MOST_GUESSES: usize = 5;
const GUESS_SECONDS: u64 = 300;

/// Interactions before anything is forgotten.
const FIRST_TIDY: usize = 1000;

/// The window of the limits per user and per state handle.
const BURST_SECONDS: u64 = 5;

/// What an application asked for at `interact`.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) client_id: String,
    /// What people call the application.
    pub(crate) label: String,
    pub(crate) server: Server,
    pub(crate) scope: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: String,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: String,
    /// A one-time token that stands for the proof.
    pub(crate) one_time: Option<OneTime>,
    pub(crate) expires_at: Timestamp,
}

/// A one-time token, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct OneTime {
    pub(crate) token: String,
    pub(crate) person: Key,
    pub(crate) kind: Kind,
}

/// What it is all for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    SignIn,
    Recover,
    Unlock,
}

/// What is asked for next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Who is it?
    Identify,
    /// Whose password is forgotten?
    IdentifyRecovery,
    /// Whose account is locked, and by what to prove it?
    IdentifyUnlock,
    /// The password, of a person who has said who they are.
    Password,
    /// Which authenticator?
    Choose,
    /// Shall it be sent?
    Confirm(Method),
    /// The code.
    Code(Sent),
    /// Which second authenticator? There is only the question.
    ChooseQuestion,
    /// The answer to the question.
    Question,
    /// The new password.
    NewPassword,
    /// The new password of one that has expired.
    ExpiredPassword,
    /// Nothing: this is the code to redeem.
    Complete(String),
}

impl Stage {
    /// Over what a code is sent, or may be.
    pub(crate) fn method(&self) -> Option<Method> {
        match self {
            Self::Confirm(method) | Self::Code(Sent { method, .. }) => Some(*method),
            Self::Identify
            | Self::IdentifyRecovery
            | Self::IdentifyUnlock
            | Self::Password
            | Self::Choose
            | Self::ChooseQuestion
            | Self::Question
            | Self::NewPassword
            | Self::ExpiredPassword
            | Self::Complete(_) => None,
        }
    }
}

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) method: Method,
    /// Nothing when nobody gets one: then every code is wrong.
    pub(crate) code: Option<String>,
    pub(crate) at: Timestamp,
}

/// One transaction.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    /// The whole handle.
    pub(crate) handle: String,
    pub(crate) interaction: Interaction,
    pub(crate) purpose: Purpose,
    pub(crate) stage: Stage,
    /// What the person typed.
    pub(crate) identifier: Option<String>,
    /// Whom the org takes them for.
    pub(crate) person: Option<Key>,
    pub(crate) expires_at: Timestamp,
}

impl Transaction {
    /// Whether the person has proved who they are.
    pub(crate) fn is_authenticated(&self) -> bool {
        match self.stage {
            Stage::ChooseQuestion
            | Stage::Question
            | Stage::NewPassword
            | Stage::ExpiredPassword
            | Stage::Complete(_) => true,
            Stage::Identify
            | Stage::IdentifyRecovery
            | Stage::IdentifyUnlock
            | Stage::Password
            | Stage::Choose
            | Stage::Confirm(_)
            | Stage::Code(_) => false,
        }
    }

    /// The part of the handle that names the transaction.
    pub(crate) fn id(&self) -> &str {
        id(&self.handle)
    }

    /// By whom wrong codes and requests are counted: the person, known or not.
    pub(crate) fn whose(&self) -> String {
        let name = self.identifier.as_deref().unwrap_or_default();
        match self.person {
            Some(key) => format!("{key:?}"),
            None => name.to_lowercase(),
        }
    }
}

/// The part of a handle before `~`.
fn id(handle: &str) -> &str {
    handle.split_once('~').map_or(handle, |(id, _)| id)
}

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
