//! The runtime is killed, as by a power cut, at each step of each journey and in the middle of each
//! call that it makes; started again on the same storage, nothing is lost.
//!
//! A journey is walked once undisturbed; the calls that it makes then are those that it is
//! interrupted at. The person goes on in the same browser, and sends again what was not answered.
//!
//! [`panic`] ends what is under way in the runtime alone.

mod act;
mod journeys;
mod panic;
mod upstream;
mod walk;

use std::thread;

use self::act::ACTS;
use self::journeys::{JOURNEYS, Journey};
use self::walk::{Instant, Loss};

/// A check and its name.
pub type Check = (String, Box<dyn FnOnce() + Send>);

/// How many are worked on at the same time: most of them wait for an alarm.
pub const AT_ONCE: usize = 48;

/// Every journey × step × instant, and what fails on the way.
///
/// # Panics
/// When an undisturbed journey does not come to its end.
#[must_use]
pub fn checks() -> Vec<Check> {
    let (walked, panics): (Vec<_>, _) = thread::scope(|scope| {
        let panics = scope.spawn(panic::checks);
        let walks: Vec<_> = JOURNEYS
            .iter()
            .map(|journey| (journey, scope.spawn(|| walk::undisturbed(journey))))
            .collect();
        let walked = walks.into_iter();
        let walked = walked
            .map(|(journey, walk)| (journey, walk.join().expect("a journey comes to its end")));
        let panics = panics.join();
        (
            walked.collect(),
            panics.expect("a journey comes to its end"),
        )
    });
    let crashes = walked
        .into_iter()
        .flat_map(|(journey, calls)| crashes(journey, calls));
    let all: Vec<Check> = crashes.collect();
    println!("{} crashes in {} journeys", all.len(), JOURNEYS.len());
    let all = all.into_iter().chain(panics);
    all.chain(upstream::checks()).collect()
}

/// The crashes of one journey, of which each act makes these calls.
fn crashes(journey: &'static Journey, calls: [Vec<String>; 3]) -> Vec<Check> {
    let mut all: Vec<Check> = Vec::new();
    for (act, calls) in ACTS.into_iter().zip(calls) {
        let mut crash = |of: String, instant: Instant| {
            let name = format!("crash::{}::{}::{of}", journey.name, act.name());
            let survives = move || walk::survives(journey, act, &instant);
            all.push((name, Box::new(survives)));
        };
        crash("answered".to_owned(), Instant::Answered);
        for (number, path) in calls.iter().enumerate() {
            let before = calls[..number].iter().filter(|other| *other == path);
            let before = before.count();
            for loss in [Loss::Request, Loss::Answer] {
                let of = format!("{}{path}::{}", number + 1, loss.name());
                let path = path.clone();
                crash(of, Instant::Calling { path, before, loss });
            }
        }
    }
    all
}

impl Loss {
    fn name(self) -> &'static str {
        match self {
            Self::Request => "lost",
            Self::Answer => "done_and_not_heard",
        }
    }
}
