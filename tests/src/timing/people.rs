//! The classes of people, as many of each that nobody's quota is spent by being looked at.

use std::fmt::Write as _;

/// How many there are of a class.
const MEMBERS: usize = 100;

/// What a class is in the emulator's seed; nobody is in none.
const STATES: &[(&str, &str)] = &[
    (ACTIVE, r#""password": "Correct-Horse-7""#),
    (
        LOCKED,
        r#""password": "Correct-Horse-7", "status": "LOCKED_OUT""#,
    ),
    (
        SUSPENDED,
        r#""password": "Correct-Horse-7", "status": "SUSPENDED""#,
    ),
    (STAGED, r#""status": "STAGED""#),
    (SOCIAL, r#""status": "ACTIVE", "provider": "SOCIAL""#),
    (SPENT, r#""password": "Correct-Horse-7""#),
];

pub(super) const ACTIVE: &str = "active";
pub(super) const LOCKED: &str = "locked out";
pub(super) const SUSPENDED: &str = "suspended";
pub(super) const STAGED: &str = "staged";
pub(super) const SOCIAL: &str = "social";
pub(super) const SPENT: &str = "spent quota";
pub(super) const NOBODY: &str = "nobody";

/// All of them.
pub(super) const EVERYBODY: &[&str] = &[ACTIVE, LOCKED, SUSPENDED, STAGED, SOCIAL, SPENT, NOBODY];

/// A login of the class; of equal length for all. Those with a spent quota are few, since it has
/// to be spent before.
pub(super) fn login(class: &str, turn: usize) -> String {
    let members = if class == SPENT { 1 } else { MEMBERS };
    let place = EVERYBODY.iter().position(|one| *one == class);
    let letter = place.and_then(|place| "alutosn".chars().nth(place));
    let number = turn % members;
    format!("{}{number:03}@example.com", letter.unwrap_or('x'))
}

/// An org with all of them, whose policy lets people recover by phone; nobody is not in it.
pub(super) fn org() -> String {
    let mut people = Vec::new();
    for (class, state) in STATES {
        for number in 0..MEMBERS {
            let login = login(class, number);
            let mut person = String::new();
            let _ = write!(person, r#"{{"login": "{login}", {state}}}"#);
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    format!(r#"{{"people": [{}]}}"#, people.join(","))
}
