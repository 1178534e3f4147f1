//! Samples of several classes, taken in an order that is drawn, and what they say.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::client::Exchange;
use super::statistics::{Dice, LEVEL, compare, compare_tolerantly, median, quantile};

/// How many comparisons one run makes at most: Bonferroni's share of the level for each.
pub const COMPARISONS: f64 = 200.0;

/// What is known of the classes.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Milliseconds, or whatever else is measured, by class.
    times: BTreeMap<&'static str, Vec<f64>>,
    /// What the first answer looked like, and whose it was.
    look: Option<(&'static str, String)>,
    complaints: Vec<String>,
}

impl Samples {
    /// Adds what a class was answered.
    pub fn add(&mut self, class: &'static str, exchange: &Exchange) {
        self.measure(class, exchange.millis);
        match &self.look {
            None => self.look = Some((class, exchange.look.clone())),
            Some((of, look)) if *look != exchange.look && self.complaints.is_empty() => {
                let seen = &exchange.look;
                let complaint = format!("{of} is answered\n{look}\n\n{class} is answered\n{seen}");
                self.complaints.push(complaint);
            }
            Some(_) => {}
        }
    }

    /// Adds a number alone.
    pub fn measure(&mut self, class: &'static str, number: f64) {
        self.times.entry(class).or_default().push(number);
    }

    /// The numbers of one class.
    #[must_use]
    pub fn of(&self, class: &str) -> &[f64] {
        self.times.get(class).map_or(&[], Vec::as_slice)
    }

    /// Prints what was measured as `what`, and says what tells classes apart: one of many
    /// comparisons of a run.
    #[must_use]
    pub fn judged(self, what: &str) -> Vec<String> {
        self.judged_at(LEVEL / COMPARISONS, what)
    }

    /// The same where a false alarm may be as likely as `level`.
    #[must_use]
    pub fn judged_at(mut self, level: f64, what: &str) -> Vec<String> {
        let mut table = format!("{what}\n");
        for (class, times) in &mut self.times {
            times.sort_by(f64::total_cmp);
            let (middle, late) = (median(times), quantile(times, 0.95));
            let count = times.len();
            let _ = writeln!(
                table,
                "  {class:<24}{count:>6}  median {middle:>9.3}  95 % {late:>9.3}"
            );
        }
        let classes: Vec<_> = self.times.keys().copied().collect();
        let mut worst = None;
        for (number, one) in classes.iter().enumerate() {
            for other in &classes[number + 1..] {
                let (mut a, mut b) = (self.of(one).to_vec(), self.of(other).to_vec());
                let found = compare(&mut a, &mut b);
                let is_apart =
                    found.likelihood < level && compare_tolerantly(&a, &mut b).likelihood < level;
                if is_apart {
                    let Some(complaint) = self.complaint((one, other), found.distance) else {
                        continue;
                    };
                    self.complaints.push(format!("{what}: {complaint}"));
                }
                let is_worse = worst.is_none_or(|(_, _, distance, _)| found.distance > distance);
                if is_worse {
                    worst = Some((one, other, found.distance, found.likelihood));
                }
            }
        }
        if let Some((one, other, distance, likelihood)) = worst {
            let _ = writeln!(
                table,
                "  farthest apart: {one} and {other}, D = {distance:.4}, p = {likelihood:.2e}"
            );
        }
        println!("{table}");
        self.complaints
    }

    fn complaint(&self, (one, other): (&str, &str), distance: f64) -> Option<String> {
        let (a, b) = (median(self.times.get(one)?), median(self.times.get(other)?));
        Some(format!(
            "{one} ({a:.3}) and {other} ({b:.3}) can be told apart: D = {distance:.4}"
        ))
    }
}

/// Whose turn it is: each class as often, in an order that is drawn anew for every round. Within a
/// round each class is equally likely to be in any place.
#[must_use]
pub fn turns(
    classes: &[&'static str],
    rounds: usize,
    dice: &mut Dice,
) -> Vec<(usize, &'static str)> {
    let mut order = classes.to_vec();
    let mut turns = Vec::new();
    for round in 0..rounds {
        dice.shuffle(&mut order);
        turns.extend(order.iter().map(|class| (round, *class)));
    }
    turns
}
