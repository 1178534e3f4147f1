//! What is remembered, and for how long.

use okta::Timestamp;

use super::{Redeemable, Transactions};
use crate::idx::transaction::{Interaction, Purpose, Stage, Transaction};
use crate::moment::Entropy;
use crate::oauth::Server;
use crate::people::{NewPerson, People};

const HOUR: i64 = 3_600_000;

fn interaction(number: i64, now: i64) -> Interaction {
    Interaction {
        handle: format!("interaction {number}"),
        client_id: String::new(),
        label: String::new(),
        server: Server::Org,
        scope: String::new(),
        redirect_uri: String::new(),
        state: String::new(),
        nonce: None,
        code_challenge: String::new(),
        one_time: None,
        expires_at: Timestamp::from_millis(now + HOUR),
    }
}

fn transaction(interaction: Interaction, now: i64) -> Transaction {
    Transaction {
        handle: format!("of {}", interaction.handle),
        interaction,
        purpose: Purpose::Recover,
        stage: Stage::Choose,
        identifier: None,
        person: None,
        expires_at: Timestamp::from_millis(now + HOUR),
    }
}

/// Everything that one visitor leaves behind.
fn visit(idx: &mut Transactions, number: i64, now: i64) {
    let at = Timestamp::from_millis(now);
    let interaction = interaction(number, now);
    idx.interact(interaction.clone(), at);
    let one = transaction(interaction.clone(), now);
    idx.lead(&one);
    idx.put(&one);
    idx.link(format!("link {number}"), &one);
    idx.guessed(format!("who {number}"), at);
    idx.is_burst(format!("who {number}"), 1, at);
    let person = People::default().create(NewPerson::default(), at, &mut Entropy::new([0; 32]));
    let redeemable = Redeemable {
        interaction,
        person: person.expect("nobody has the login"),
        expires_at: Timestamp::from_millis(now + 60_000),
    };
    idx.promise(format!("code {number}"), redeemable);
}

fn lengths(idx: &Transactions) -> [usize; 8] {
    [
        idx.interactions.len(),
        idx.begun.len(),
        idx.by_id.len(),
        idx.codes.len(),
        idx.links.len(),
        idx.guesses.len(),
        idx.bursts.len(),
        idx.ends.len(),
    ]
}

#[test]
fn what_is_over_is_forgotten_and_what_goes_on_is_not() {
    let mut idx = Transactions::default();
    for number in 0..100 {
        visit(&mut idx, number, number);
    }
    let living = transaction(interaction(7, 7), HOUR / 2);
    idx.put(&living);
    idx.forget(Timestamp::from_millis(HOUR + 100));
    assert_eq!(lengths(&idx), [1, 1, 1, 0, 1, 0, 0, 3]);
    assert_eq!(idx.begun("interaction 7"), Some("of interaction 7"));
    idx.forget(Timestamp::from_millis(2 * HOUR));
    assert_eq!(lengths(&idx), [0; 8]);
}

#[test]
fn whoever_began_is_led_to_the_transaction_that_took_the_place() {
    let mut idx = Transactions::default();
    visit(&mut idx, 1, 0);
    visit(&mut idx, 2, 0);
    let new = Transaction {
        handle: "another".to_owned(),
        ..transaction(interaction(1, 0), 0)
    };
    idx.supersede("of interaction 1", &new);
    assert_eq!(idx.begun("interaction 1"), Some("another"));
    assert_eq!(idx.begun("interaction 2"), Some("of interaction 2"));
}
