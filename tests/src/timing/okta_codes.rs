//! Wrong codes of Okta's, which are answered on a beat: what the beat leaves is compared. Many are
//! typed at the same time, since each takes a second and a half.

use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::programs::CODES;

use super::ROUNDS;
use super::client::Client;
use super::people::{ACTIVE, LOCKED, NOBODY};
use super::sampling::{Samples, turns};
use super::scenarios::Laboratory;

/// How many connections.
const AT_ONCE: usize = 64;
/// How many codes are typed for one message; five wrong ones close it.
const TRIES: usize = 4;

const CODE: &str = "/forgot_password/code";
const CLASSES: &[&str] = &[ACTIVE, LOCKED, NOBODY];

pub(super) fn wrong_codes() {
    let settings = [CODES, &[("CODE_LIFETIME", "30")]].concat();
    let mut laboratory = Laboratory::new(&settings, &[]);
    let turns = turns(CLASSES, ROUNDS / TRIES, &mut laboratory.dice);
    let opened = laboratory.open(&turns);
    laboratory.come_to_rest();
    let clients: Vec<_> = (0..AT_ONCE).map(|_| laboratory.client()).collect();
    let queue = Mutex::new(opened.into_iter());
    let results = Mutex::new((0..TRIES).map(|_| Samples::default()).collect::<Vec<_>>());
    thread::scope(|scope| {
        for mut client in clients {
            let (queue, results) = (&queue, &results);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((class, login, cookie)) = next else {
                        return;
                    };
                    for attempt in 0..TRIES {
                        let code = [("code", "000000")];
                        let exchange = client.post(CODE, &code, (&login, Some(&cookie)));
                        if exchange.status == 303 {
                            // One of a million is right.
                            break;
                        }
                        let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                        results[attempt].add(class, &exchange);
                    }
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut all = Samples::default();
    let mut complaints = Vec::new();
    for (attempt, samples) in results.into_iter().enumerate() {
        for class in CLASSES {
            samples
                .of(class)
                .iter()
                .for_each(|time| all.measure(class, *time));
        }
        complaints.extend(samples.judged(&format!("Okta's codes: wrong code {}", attempt + 1)));
    }
    complaints.extend(all.judged("Okta's codes: all wrong codes"));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

impl Laboratory {
    /// Asks for a code for each turn.
    fn open(&mut self, turns: &[(usize, &'static str)]) -> Vec<(&'static str, String, String)> {
        let mut client: Client = self.client();
        let mut opened = Vec::new();
        for (round, class) in turns {
            let login = super::people::login(class, *round);
            let fields = [("login", &*login), ("channel", "email")];
            let exchange = client.post("/forgot_password", &fields, (&login, None));
            opened.push((*class, login, exchange.cookie.unwrap_or_default()));
        }
        opened
    }
}
