//! Whether the test would see a leak: some are on their way 5 ms longer.

use std::time::Duration;

use crate::programs::OWN;

use super::ROUNDS;
use super::client::{Client, Networks};
use super::sampling::{COMPARISONS, Samples, turns};
use super::scenarios::Laboratory;
use super::slow::SlowPath;
use super::statistics::{Dice, LEVEL, compare};

const LEAK: Duration = Duration::from_millis(5);
/// What the path looks for in a request.
const MARK: &str = "login=slow";
const HONEST: &str = "nobody";
const ALIKE: &str = "nobody else";
const SLOWED: &str = "nobody, 5 ms later";
/// How often the experiment is repeated with numbers drawn from what was measured.
const RESAMPLES: usize = 100;

/// The same people three times, one of them behind a leak: that one is told apart, the others are
/// not, and it would be so again.
pub(super) fn leak() {
    let mut laboratory = Laboratory::new(OWN, &[]);
    let path = SlowPath::to(laboratory.edge.programs.port, MARK, LEAK);
    let mut client = Client::new(&path.origin, Networks::Many, 1);
    let mut samples = Samples::default();
    let classes = [HONEST, ALIKE, SLOWED];
    for (round, class) in turns(&classes, ROUNDS + 50, &mut laboratory.dice) {
        let name = if class == SLOWED { "slow" } else { "fast" };
        let login = format!("{name}{:03}@example.com", round % 200);
        let exchange = client.post("/forgot_password", &[("login", &login)], (&login, None));
        // The first ones compile.
        if round >= 50 {
            samples.add(class, &exchange);
        }
    }
    for (count, needed) in [(ROUNDS, 99), (ROUNDS / 4, 0)] {
        let seen = power(&samples, count, &mut laboratory.dice);
        println!("5 ms among {count} samples are seen {seen} times of {RESAMPLES}");
        assert!(seen >= needed, "seen {seen} times of {RESAMPLES}");
    }
    let complaints = samples.judged("a planted leak");
    let apart = |one: &str| complaints.iter().any(|complaint| complaint.contains(one));
    assert_eq!(complaints.len(), 2, "{complaints:#?}");
    assert!(
        complaints
            .iter()
            .all(|complaint| complaint.contains(SLOWED))
    );
    assert!(apart(&format!("{HONEST} (")) && apart(ALIKE));
}

/// How often the leak is seen among so many samples, drawn from those that were taken.
fn power(samples: &Samples, count: usize, dice: &mut Dice) -> usize {
    let mut seen = 0;
    for _ in 0..RESAMPLES {
        let mut drawn = |class| -> Vec<f64> {
            let all = samples.of(class);
            (0..count).map(|_| all[dice.below(all.len())]).collect()
        };
        let (mut honest, mut slowed) = (drawn(HONEST), drawn(SLOWED));
        let likelihood = compare(&mut honest, &mut slowed).likelihood;
        seen += usize::from(likelihood < LEVEL / COMPARISONS);
    }
    seen
}
