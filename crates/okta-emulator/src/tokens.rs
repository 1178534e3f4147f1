//! Recovery tokens and state tokens.

use std::collections::HashMap;

use okta::Timestamp;
use okta::authn::RelayState;

use crate::moment::Entropy;
use crate::people::Key;
use crate::switches::Switch;

/// Where a transaction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// RECOVERY: the question is to be answered.
    Question,
    /// `PASSWORD_RESET`: the new password is awaited.
    NewPassword,
    /// `PASSWORD_EXPIRED`: signed in with an expired password.
    PasswordExpired,
    /// `MFA_REQUIRED`: the password is changed, a factor is awaited.
    Factor,
}

/// What a state token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    pub(crate) person: Key,
    pub(crate) stage: Stage,
    /// The token that the transaction was exchanged for.
    pub(crate) recovery_token: Option<String>,
    pub(crate) relay_state: Option<RelayState>,
    pub(crate) expires_at: Timestamp,
}

/// Why a recovery token is no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoGood {
    /// The org never made it.
    Garbage,
    /// It is used, replaced or expired.
    Dead,
}

struct Recovery {
    person: Key,
    expires_at: Timestamp,
    life: Life,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    Good,
    Over,
}

/// All tokens that the org has given out.
#[derive(Default)]
pub(crate) struct Tokens {
    recoveries: HashMap<String, Recovery>,
    transactions: HashMap<String, Transaction>,
}

impl Tokens {
    /// Makes the token of a recovery mail: 20 letters.
    pub(crate) fn recover(
        &mut self,
        person: Key,
        expires_at: Timestamp,
        ends_older: Switch,
        entropy: &mut Entropy,
    ) -> String {
        if ends_older == Switch::On {
            let older = self.recoveries.values_mut();
            older
                .filter(|older| older.person == person)
                .for_each(|older| older.life = Life::Over);
        }
        let token = entropy.url_safe(20);
        let recovery = Recovery {
            person,
            expires_at,
            life: Life::Good,
        };
        self.recoveries.insert(token.clone(), recovery);
        token
    }

    /// Whose token it is. May be asked repeatedly.
    pub(crate) fn recovering(&self, token: &str, now: Timestamp) -> Result<Key, NoGood> {
        let recovery = self.recoveries.get(token).ok_or(NoGood::Garbage)?;
        let good = recovery.life == Life::Good && now < recovery.expires_at;
        good.then_some(recovery.person).ok_or(NoGood::Dead)
    }

    /// Makes the state token of a transaction: 42 letters beginning `00`.
    pub(crate) fn begin(&mut self, transaction: Transaction, entropy: &mut Entropy) -> String {
        let token = format!("00{}", entropy.url_safe(40));
        self.transactions.insert(token.clone(), transaction);
        token
    }

    /// The transaction of a state token that has not expired.
    pub(crate) fn transaction(&mut self, token: &str, now: Timestamp) -> Option<&mut Transaction> {
        self.transactions
            .retain(|_, transaction| now < transaction.expires_at);
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

    /// Ends a recovery that succeeded, with every transaction it led to.
    pub(crate) fn spend(&mut self, recovery_token: &str) {
        if let Some(recovery) = self.recoveries.get_mut(recovery_token) {
            recovery.life = Life::Over;
        }
        let spent = Some(recovery_token);
        self.transactions
            .retain(|_, transaction| transaction.recovery_token.as_deref() != spent);
    }
}
