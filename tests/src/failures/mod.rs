//! Every state × every call on its way × every failure: whatever fails, the person gets a page that
//! says what to do next, and a new password in the end; the account is untouched or finished.
//!
//! [`checks`] walk one failure of each meaning: errors that the dictionary translates alike are one
//! failure to the journey, and their cells are named together. [`whole_table`] walks every one.
//!
//! A cell is one walk, in which one call fails once, or until the person gives up; or our own
//! storage does; or two calls fail, one after the other. Which calls there are is read from the
//! emulator's log of the walk in which nothing fails.

mod answers;
mod case;
mod checks;
mod codes;
mod failure;
mod guesses;
mod idx_words;
mod judge;
mod not_me;
mod operations;
mod pairs;
mod person;
mod replaced;
mod trouble;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

pub(crate) use self::trouble::Trouble;

use self::case::{Case, Luck, Undisturbed, cases};
use self::failure::{Failure, failures};
use self::judge::Judge;
use self::operations::{Target, all};
use self::person::walk;
use self::trouble::{Lasts, Plan};

/// What a row is called, and what is to be checked.
pub type Check = (String, Box<dyn FnOnce() + Send>);

/// How much of the table.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cells {
    /// One failure of each meaning: what the journey cannot tell apart is walked once.
    OfEachMeaning,
    /// All.
    All,
}

/// Every row of the table, and that no operation is missing from it.
#[must_use]
pub fn checks() -> Vec<Check> {
    let mut checks = rows("failures", Cells::OfEachMeaning);
    let name = "failures::every_operation_is_on_somebodys_way".to_owned();
    checks.push((name, Box::new(every_operation)));
    let name = "failures::a_replaced_link_is_not_taken_for_an_accepted_password".to_owned();
    checks.push((name, Box::new(replaced::lost_and_replaced)));
    checks
}

/// The same with every single failure. It takes minutes.
#[must_use]
pub fn whole_table() -> Vec<Check> {
    rows("all_failures", Cells::All)
}

fn rows(of: &str, cells: Cells) -> Vec<Check> {
    let rows = cases(cells).into_iter().map(|case| -> Check {
        let name = format!("{of}::{}", case.name);
        (name, Box::new(move || row(&case, cells)))
    });
    rows.collect()
}

/// One account: every call of its way, every failure of each.
fn row(case: &Case, cells: Cells) {
    let judge = Judge::default();
    let undisturbed = undisturbed((case, &judge));
    let plans = plans((case, cells), &undisturbed);
    let mut wrong = Vec::new();
    for (plan, names) in &plans {
        if let Err(complaint) = cell((case, &judge), plan, &undisturbed) {
            let (at, call, lasts) = (plan.at, plan.target.name(), plan.lasts);
            wrong.push(format!("{at} {call}, {lasts:?}: {complaint}: {names}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}: {} of {} cells\n{}",
        case.name,
        wrong.len(),
        plans.len(),
        wrong.join("\n")
    );
}

/// What is to go wrong, one after the other, each with what it is called.
fn plans((case, cells): (&Case, Cells), undisturbed: &Undisturbed) -> Vec<(Plan, String)> {
    let called = undisturbed.calls.iter().copied().enumerate();
    let records = (0..undisturbed.records).map(|at| (at, Target::Journal));
    let mut plans = Vec::new();
    for (at, target) in called.chain(records) {
        for alike in failures_alike(target, cells) {
            for lasts in [Lasts::Once, Lasts::UntilGivenUp] {
                if is_left_out((case, cells), (target, lasts), &alike[0]) {
                    continue;
                }
                let names: Vec<_> = alike.iter().map(|failure| failure.name()).collect();
                let failure = Rc::clone(&alike[0]);
                let plan = Plan {
                    at,
                    target,
                    failure,
                    lasts,
                    then: None,
                };
                plans.push((plan, names.join(" = ")));
            }
        }
    }
    if case.luck == Luck::Good {
        plans.extend(pairs::pairs(undisturbed, cells));
    }
    plans
}

/// What nobody needs fails in one way where little time is. And what was never handed over cannot be
/// told from what was taken, when Okta says of its own transaction behind a code that it is over,
/// though it is not.
fn is_left_out(
    (case, cells): (&Case, Cells),
    (target, lasts): (Target, Lasts),
    failure: &Failure,
) -> bool {
    let is_idle = cells == Cells::OfEachMeaning && target.is_optional() && lasts == Lasts::Once;
    let is_lie = case.luck == Luck::RequestsLost
        && case.way.is_okta_code()
        && target.tells_the_state()
        && failure.ends_the_state();
    is_idle || is_lie
}

/// The failures, those together of which one stands for all.
fn failures_alike(target: Target, cells: Cells) -> Vec<Vec<Rc<Failure>>> {
    let mut alike: BTreeMap<String, Vec<Rc<Failure>>> = BTreeMap::new();
    for failure in failures(target) {
        let meaning = match cells {
            Cells::OfEachMeaning => failure.meaning(target),
            Cells::All => failure.name(),
        };
        alike.entry(meaning).or_default().push(Rc::new(failure));
    }
    alike.into_values().collect()
}

/// One walk. A panic is a complaint like any other.
fn cell(case: (&Case, &Judge), plan: &Plan, undisturbed: &Undisturbed) -> Result<(), String> {
    let walked = catch_unwind(AssertUnwindSafe(|| {
        walk(case, Some(plan), Some(undisturbed))
    }));
    match walked {
        Ok(walked) => walked.map(|_| ()),
        Err(_) => Err("a panic, told above".to_owned()),
    }
}

fn undisturbed(case: (&Case, &Judge)) -> Undisturbed {
    walk(case, None, None).unwrap_or_else(|complaint| panic!("{}: {complaint}", case.0.name))
}

fn every_operation() {
    let judge = Judge::default();
    let walks: Vec<_> = cases(Cells::All)
        .iter()
        .map(|case| undisturbed((case, &judge)))
        .collect();
    for operation in all() {
        let target = Target::Okta(operation);
        let is_asked = walks.iter().any(|walk| walk.calls.contains(&target));
        assert!(is_asked, "{operation:?} is on nobody's way");
    }
}
