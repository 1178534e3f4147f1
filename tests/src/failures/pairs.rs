//! Two things that fail on one walk.

use std::rc::Rc;

use super::Cells;
use super::case::Undisturbed;
use super::failure::{Acts, Failure};
use super::operations::Target;
use super::trouble::{Lasts, Plan};

/// Each call fails, and then each that is still to come, or the same once more.
pub(super) fn pairs(undisturbed: &Undisturbed, cells: Cells) -> Vec<(Plan, String)> {
    let mut pairs = Vec::new();
    for (at, target) in undisturbed.calls.iter().copied().enumerate() {
        for next in still_to_come(&undisturbed.calls, at) {
            for (first, second) in failures(cells) {
                let name = format!("{}, then {} {}", first.name(), next.name(), second.name());
                let plan = Plan {
                    at,
                    target,
                    failure: Rc::new(first),
                    lasts: Lasts::Once,
                    then: Some((next, Rc::new(second))),
                };
                pairs.push((plan, name));
            }
        }
    }
    pairs
}

/// What is asked from this call on, each operation once.
fn still_to_come(calls: &[Target], at: usize) -> Vec<Target> {
    let mut coming: Vec<Target> = Vec::new();
    for target in calls.iter().skip(at) {
        if !coming.contains(target) {
            coming.push(*target);
        }
    }
    coming
}

/// What passes by itself: whoever refuses for good has had the last word.
fn failures(cells: Cells) -> Vec<(Failure, Failure)> {
    let kinds = || {
        let lost = [Acts::Yes, Acts::No].map(Failure::silence);
        lost.into_iter().chain([Failure::limit()])
    };
    let all = kinds().flat_map(|first| kinds().map(move |second| (first.clone(), second)));
    let few = |(first, second): &(Failure, Failure)| {
        cells == Cells::All || first == second && *first != Failure::limit()
    };
    all.filter(few).collect()
}
