//! How fast Rekey is, beside what it could be and what it replaces: `cargo xtask bench`.
//!
//! *Beside*: a bare Worker in JavaScript, in a `workerd` of its own, that stores one record in a
//! Durable Object and answers; the same with an alarm that asks Okta for a mail; and a back end of
//! Node, Express and Okta's own SDK, which asks Okta before it answers. All speak to one emulator that
//! takes 150 ms for each call.
//!
//! Peers take turns, in an order that moves on with each round, and a turn ends when whatever was
//! begun in it has come to its end. Times are of one connection; answers per second of as many as keep
//! a peer busy. Processor time is that of the peer's process alone, with all that it does after it has
//! answered: whatever else the machine does, changes it least.
//!
//! Objects in memory show what the processor has to do. On a disk each new object costs its writing,
//! whoever writes.

mod calls;
mod cold;
mod connection;
mod load;
mod memory;
mod options;
mod org;
mod peers;
mod process;
mod rounds;
mod table;

use std::fmt::Write as _;

pub use options::{Plan, USAGE};

use crate::runtime::Storage;

use self::peers::{Peer, Route, Stage};
use self::table::number;

/// What is measured, with objects kept both ways.
const ROUTES: [Route; 3] = [Route::Ask, Route::Show, Route::Save];

/// What the numbers hold for.
const CONDITIONS: &str = "\
Raised or spread for this: `OKTA_CALLS_PER_MINUTE` 100000, `MAILS_PER_HOUR` and `MAILS_PER_DAY` 1000,
each request from a network of its own (`CF-Connecting-IP`), each for another login. `DELIVERY=okta`,
Classic, 150 ms per call to Okta. × is how many times better Rekey is than what it stands beside,
the median of all rounds (least–most); in front of it the medians, Rekey / other. requests/s with 32
connections, 256 where Okta is waited for; p50 and p99 with one. CPU is the process's, per request,
with what it does after the answer.";

/// Measures all of it, and prints each number as soon as it is known: a table and what stands below.
///
/// # Panics
/// When a program does not start, or answers something else than it should.
pub fn measure(plan: &Plan) {
    print!("{}", table::HEAD);
    for (name, storage) in [("memory", Storage::Memory), ("disk", Storage::Disk)] {
        let mut stage = Stage::start(storage);
        for route in ROUTES {
            eprintln!("bench: {}, {name}", route.name());
            let samples = rounds::measure(&mut stage, route, plan);
            print!("{}", table::rows(name, route, &samples));
        }
    }
    println!("\n{CONDITIONS}\n");
    eprintln!("bench: memory, starts and calls");
    let mut stage = Stage::start(Storage::Memory);
    print!("{}", memory(&mut stage, plan));
    print!("{}", starts(&mut stage, plan));
    drop(stage);
    print!("{}", calls());
}

fn memory(stage: &mut Stage, plan: &Plan) -> String {
    let mut mebibytes = |peer| memory::measure(stage, peer, plan.transactions) / 1_048_576.0;
    let (ours, theirs) = (mebibytes(Peer::Rekey), mebibytes(Peer::Bare));
    format!(
        "- Memory of workerd per 10,000 open transactions, all objects kept in it: {} MiB; \
         10,000 records of the bare Worker {} MiB; {} times as much.\n",
        number(ours),
        number(theirs),
        number(ours / theirs)
    )
}

fn starts(stage: &mut Stage, plan: &Plan) -> String {
    let (ours, theirs) = cold::measure(stage, plan.starts);
    let ((ours_listens, ours), (theirs_listens, theirs)) = (ours.medians(), theirs.medians());
    format!(
        "- Cold start, median of {}: first `POST /forgot_password` {} ms, the bare Worker’s {} ms; \
         {} times as long. Before that the runtime took {} ms and {} ms until it listened.\n",
        plan.starts,
        number(ours),
        number(theirs),
        number(ours / theirs),
        number(ours_listens),
        number(theirs_listens)
    )
}

fn calls() -> String {
    let mut lines = String::new();
    for (delivery, calls) in calls::measure() {
        let count = calls.len();
        let _ = writeln!(
            lines,
            "- Calls to Okta per journey, with {delivery}: {count} (`{}`).",
            calls.join("`, `")
        );
    }
    lines
}
