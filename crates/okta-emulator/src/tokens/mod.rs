//! One-time tokens and state tokens. No request walks over all of them: an org with many
//! people answers as fast as one with few.

mod transaction;

use std::collections::{HashMap, VecDeque};

use okta::Timestamp;
use okta::authn::{RecoveryType, RelayState};

use crate::ends::Ends;
use crate::moment::Entropy;
use crate::people::Key;
use crate::switches::Switch;

pub(crate) use transaction::{Challenge, Code, Stage, State, Transaction};

/// So many one-time tokens are remembered, dead ones included; older ones become garbage.
const MOST_RECOVERIES: usize = 500_000;

/// What a one-time token was made for, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The person forgot the password; the org wrote the mail.
    SelfService,
    /// As before; a trusted application delivers the token.
    Trusted,
    /// The account is locked.
    Unlock,
    /// `credentials/forgot_password` of the Users API.
    ForgotPassword,
    /// `lifecycle/reset_password` of the Users API.
    ResetPassword,
    /// `lifecycle/activate` and `reactivate` of the Users API.
    Activation,
}

impl Kind {
    /// How tokens of this kind begin, in recordings since 2020.
    const fn prefix(self) -> &'static str {
        match self {
            Self::SelfService | Self::Trusted | Self::Unlock => "",
            Self::ForgotPassword => "dfp",
            Self::ResetPassword => "drp",
            Self::Activation => "U",
        }
    }

    /// What is recovered.
    pub(crate) const fn recovery_type(self) -> RecoveryType {
        match self {
            Self::SelfService | Self::Trusted | Self::ForgotPassword | Self::ResetPassword => {
                RecoveryType::Password
            }
            Self::Unlock => RecoveryType::Unlock,
            Self::Activation => RecoveryType::AccountActivation,
        }
    }
}

/// What a one-time token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Recovery {
    pub(crate) person: Key,
    pub(crate) kind: Kind,
    pub(crate) expires_at: Timestamp,
    /// Comes back in every state that the token leads to.
    pub(crate) relay_state: Option<RelayState>,
}

/// Why a one-time token is no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoGood {
    /// The org never made it.
    Garbage,
    /// It is used, replaced or expired.
    Dead,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    Good,
    /// A newer one took its place; transactions that it led to go on.
    Replaced,
    /// It has done its work; transactions that it led to are over.
    Spent,
}

/// All tokens that the org has given out.
#[derive(Default)]
pub(crate) struct Tokens {
    recoveries: HashMap<String, (Recovery, Life)>,
    /// In order of creation.
    recoveries_made: VecDeque<String>,
    /// The good ones of each person.
    of_person: HashMap<Key, Vec<String>>,
    transactions: HashMap<String, Transaction>,
    /// When they end, unless a request has given them a longer life.
    ends: Ends<String>,
}

impl Tokens {
    /// Makes a one-time token of 20 letters.
    pub(crate) fn recover(
        &mut self,
        recovery: Recovery,
        ends_older: Switch,
        entropy: &mut Entropy,
    ) -> String {
        let prefix = recovery.kind.prefix();
        let token = format!("{prefix}{}", entropy.url_safe(20 - prefix.len()));
        let of_person = self.of_person.entry(recovery.person).or_default();
        if ends_older == Switch::On {
            for older in of_person.drain(..) {
                if let Some((_, life)) = self.recoveries.get_mut(&older) {
                    *life = Life::Replaced;
                }
            }
        }
        of_person.push(token.clone());
        self.recoveries_made.push_back(token.clone());
        self.recoveries
            .insert(token.clone(), (recovery, Life::Good));
        if self.recoveries.len() > MOST_RECOVERIES {
            self.forget_oldest();
        }
        token
    }

    fn forget_oldest(&mut self) {
        let oldest = self.recoveries_made.pop_front();
        if let Some((recovery, _)) = oldest.and_then(|oldest| self.recoveries.remove(&oldest)) {
            let good = self.of_person.entry(recovery.person).or_default();
            good.retain(|token| self.recoveries.contains_key(token));
            if good.is_empty() {
                self.of_person.remove(&recovery.person);
            }
        }
    }

    /// What a one-time token stands for. May be asked repeatedly.
    pub(crate) fn recovering(&self, token: &str, now: Timestamp) -> Result<&Recovery, NoGood> {
        let (recovery, life) = self.recoveries.get(token).ok_or(NoGood::Garbage)?;
        let good = *life == Life::Good && now < recovery.expires_at;
        good.then_some(recovery).ok_or(NoGood::Dead)
    }

    /// Ends a recovery that succeeded, with every transaction it led to.
    pub(crate) fn spend(&mut self, recovery_token: &str) {
        let Some((recovery, life)) = self.recoveries.get_mut(recovery_token) else {
            return;
        };
        *life = Life::Spent;
        if let Some(good) = self.of_person.get_mut(&recovery.person) {
            good.retain(|token| token != recovery_token);
        }
    }

    /// Makes the state token of a transaction: 42 letters beginning `00`.
    pub(crate) fn begin(
        &mut self,
        transaction: Transaction,
        now: Timestamp,
        entropy: &mut Entropy,
    ) -> String {
        self.forget(now);
        let token = format!("00{}", entropy.url_safe(40));
        self.ends.push(transaction.expires_at, token.clone());
        self.transactions.insert(token.clone(), transaction);
        token
    }

    /// Forgets what is over, and looks at nothing else.
    fn forget(&mut self, now: Timestamp) {
        while let Some(token) = self.ends.pop(now) {
            if let Some(living) = self.transaction(&token, now) {
                let end = living.expires_at;
                self.ends.push(end, token);
            }
        }
    }

    /// The transaction of a state token that is still good.
    pub(crate) fn transaction(&mut self, token: &str, now: Timestamp) -> Option<&mut Transaction> {
        let transaction = self.transactions.get(token)?;
        let recovery = transaction.recovery_token.as_ref();
        let recovery = recovery.and_then(|token| self.recoveries.get(token));
        let is_spent = recovery.is_some_and(|(_, life)| *life == Life::Spent);
        if is_spent || transaction.expires_at <= now {
            self.transactions.remove(token);
            return None;
        }
        self.transactions.get_mut(token)
    }

    /// Moves a transaction on.
    pub(crate) fn replace(&mut self, state_token: &str, transaction: Transaction) {
        self.transactions
            .insert(state_token.to_owned(), transaction);
    }

    /// Ends one transaction.
    pub(crate) fn cancel(&mut self, state_token: &str) {
        self.transactions.remove(state_token);
    }
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::{Kind, NoGood, Recovery, Stage, State, Tokens, Transaction};
    use crate::moment::Entropy;
    use crate::people::{Key, NewPerson, People};
    use crate::switches::Switch;

    fn somebody() -> Key {
        let mut people = People::default();
        let now = Timestamp::from_millis(0);
        let key = people.create(NewPerson::default(), now, &mut Entropy::new([0; 32]));
        key.unwrap()
    }

    fn transaction(expires_at: i64) -> Transaction {
        Transaction {
            state: State::Known(somebody(), Stage::NewPassword),
            kind: None,
            recovery_token: None,
            relay_state: None,
            expires_at: Timestamp::from_millis(expires_at),
        }
    }

    #[test]
    fn expired_transactions_go_away_and_living_ones_stay() {
        let (mut tokens, mut entropy) = (Tokens::default(), Entropy::new([1; 32]));
        let now = Timestamp::from_millis(0);
        let living = tokens.begin(transaction(1_000_000), now, &mut entropy);
        for _ in 0..1_000 {
            tokens.begin(transaction(1), now, &mut entropy);
        }
        for step in 2..1_002 {
            let now = Timestamp::from_millis(step);
            tokens.begin(transaction(step + 1), now, &mut entropy);
        }
        assert!(tokens.transactions.len() < 10);
        assert_eq!(tokens.ends.len(), tokens.transactions.len());
        let now = Timestamp::from_millis(2_000);
        assert!(tokens.transaction(&living, now).is_some());
    }

    #[test]
    fn what_was_said_last_of_a_token_is_what_it_is_for() {
        let (mut tokens, mut entropy) = (Tokens::default(), Entropy::new([2; 32]));
        let now = Timestamp::from_millis(0);
        let mut make = |kind, start| {
            let recovery = Recovery {
                person: somebody(),
                kind,
                expires_at: Timestamp::from_millis(1),
                relay_state: None,
            };
            let token = tokens.recover(recovery, Switch::Off, &mut entropy);
            assert_eq!(token.len(), 20);
            assert!(token.starts_with(start));
            assert_eq!(
                tokens.recovering(&token, now).map(|found| found.kind),
                Ok(kind)
            );
            let later = Timestamp::from_millis(1);
            assert_eq!(tokens.recovering(&token, later).err(), Some(NoGood::Dead));
        };
        make(Kind::ForgotPassword, "dfp");
        make(Kind::ResetPassword, "drp");
        make(Kind::Activation, "U");
        make(Kind::SelfService, "");
    }
}
