//! Who forgets a password where, and how the walk goes when nothing fails.

use okta_emulator::{Engine, Seed};
use recovery::{Choice, Delivery, OwnDelivery};
use serde_json::Value;

use super::operations::Target;
use crate::matrix::{By, ENGINES, LOGIN, PROOFS, Row, create, own_delivery, rows};
use crate::native::Native;
use crate::setting::Setting;

/// An account, and by whom and how it is written to.
#[derive(Clone)]
pub(crate) struct Case {
    /// The name of the row.
    pub(crate) name: String,
    engine: Engine,
    /// Who sends the mails.
    pub(crate) sender: Sender,
    /// Nothing for somebody without an account.
    row: Option<&'static Row>,
    /// By what the mailbox is proved.
    pub(crate) by: By,
}

/// Who sends the mails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sender {
    Okta,
    Own,
}

/// How the walk goes when nothing fails.
#[derive(Debug)]
pub(crate) struct Undisturbed {
    /// What is asked, oldest first.
    pub(crate) calls: Vec<Target>,
    /// The public answer.
    pub(crate) answer: Value,
    /// How many mails have a link to a new password: none for whoever has no way to one.
    pub(crate) links: usize,
    /// How many mails have none, and say why.
    pub(crate) denials: usize,
}

/// Every case. Okta's mail has no code of ours.
pub(crate) fn cases() -> Vec<Case> {
    let senders = [("okta", Sender::Okta), ("own", Sender::Own)];
    let mut cases = Vec::new();
    for (engine_name, engine) in ENGINES {
        for (sender_name, sender) in senders {
            let ways = PROOFS
                .into_iter()
                .filter(|(_, by)| sender == Sender::Own || *by == By::Link);
            for (by_name, by) in ways {
                for row in rows(engine).map(Some).chain([None]) {
                    let row_name = row.map_or("nobody", |row| row.name);
                    cases.push(Case {
                        name: format!("{engine_name}::{sender_name}::{by_name}::{row_name}"),
                        engine,
                        sender,
                        row,
                        by,
                    });
                }
            }
        }
    }
    cases
}

/// Our own mails, with all there are: whoever has an account must not read that there is none.
fn telling_everybody() -> Delivery {
    let Delivery::Own(own) = own_delivery() else {
        panic!("it is our own")
    };
    Delivery::Own(OwnDelivery {
        notify_unknown: Choice::On,
        notify_blocked: Choice::On,
        ..own
    })
}

impl Case {
    /// A fresh org with this account alone.
    pub(crate) fn begin(&self) -> Native {
        let mut seed = Seed {
            people: Vec::new(),
            ..Seed::default()
        };
        seed.switches.engine = self.engine;
        let delivery = match self.sender {
            Sender::Okta => Delivery::Okta,
            Sender::Own => telling_everybody(),
        };
        let mut person = Native::with(seed, delivery);
        person.world.idx.take();
        if let Some(row) = self.row {
            create(person.okta(), row);
        }
        // So that a new password is seen by its date.
        person.pass(86_400);
        person
    }

    /// The account as the org shows it; nothing for nobody.
    pub(crate) fn account(&self, person: &Native) -> Value {
        match self.row {
            Some(_) => person.world.user(LOGIN).expect("the account is there"),
            None => Value::Null,
        }
    }
}
