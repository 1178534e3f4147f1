//! Whether time, or anything else of an answer, tells who has an account: measured in the runtime
//! with objects in memory, and an Okta that takes 200 ms.
//!
//! Each scenario takes [`ROUNDS`] samples per class on one kept-alive connection, in an order that
//! is drawn. [`statistics`] says which test compares them, and at which level; that it would see a
//! leak of 5 ms is a test of its own, `planted`.

pub mod client;
pub mod deployment;
mod okta_codes;
mod people;
mod planted;
pub mod sampling;
mod scenarios;
mod slow;
pub mod statistics;

/// How many samples of each class are taken.
pub const ROUNDS: usize = 2_000;

/// A check and its name.
pub type Check = (&'static str, fn());

/// Every check.
pub const CHECKS: &[Check] = &[
    ("own_delivery", scenarios::own_delivery),
    ("okta_delivery", scenarios::okta_delivery),
    ("failing_okta", scenarios::failing_okta),
    ("failing_mailer", scenarios::failing_mailer),
    ("codes_of_oktas", okta_codes::wrong_codes),
    ("a_planted_leak_is_seen", planted::leak),
];
