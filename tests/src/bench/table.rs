//! What was measured, in Markdown.

use std::fmt::Write as _;

use crate::timing::statistics::median;

use super::peers::{Peer, Route};
use super::rounds::{Sample, Samples};

/// The table's head.
pub(super) const HEAD: &str = "\
| storage | request | beside | requests/s | × | p50, ms | × | p99, ms | × | CPU, ms | × |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
";

/// What is compared: its number, and which way it is good.
const COLUMNS: [(Column, Better); 4] = [
    (|sample| sample.per_second, Better::More),
    (|sample| sample.p50, Better::Less),
    (|sample| sample.p99, Better::Less),
    (|sample| sample.cpu, Better::Less),
];

/// A number of a sample.
type Column = fn(&Sample) -> f64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// A row for each whom Rekey is compared with: its number, the other's, and how many times better
/// Rekey's is, in the middle of all rounds and at both ends.
pub(super) fn rows(storage: &str, route: Route, samples: &Samples) -> String {
    let mut rows = String::new();
    let ours = samples.get(&Peer::Rekey).map_or(&[][..], Vec::as_slice);
    for (peer, theirs) in samples.iter().filter(|(peer, _)| **peer != Peer::Rekey) {
        let _ = write!(rows, "| {storage} | {} | {} |", route.name(), peer.name());
        for (column, better) in COLUMNS {
            let pairs = ours.iter().zip(theirs);
            let pairs = pairs.map(|(ours, theirs)| (column(ours), column(theirs)));
            let pairs: Vec<_> = pairs.collect();
            let _ = write!(rows, " {} | {} |", middles(&pairs), ratios(&pairs, better));
        }
        rows.push('\n');
    }
    rows
}

/// Rekey's number and the other's, each in the middle of its rounds.
fn middles(pairs: &[(f64, f64)]) -> String {
    let middle = |side: fn(&(f64, f64)) -> f64| number(sorted(pairs.iter().map(side)).0);
    format!("{} / {}", middle(|pair| pair.0), middle(|pair| pair.1))
}

/// How many times better Rekey is, round by round: the middle, and the ends.
fn ratios(pairs: &[(f64, f64)], better: Better) -> String {
    let ratio = |(ours, theirs): &(f64, f64)| match better {
        Better::More => ours / theirs,
        Better::Less => theirs / ours,
    };
    let (middle, least, most) = sorted(pairs.iter().map(ratio));
    format!(
        "**{}** ({}–{})",
        number(middle),
        number(least),
        number(most)
    )
}

/// The middle, the least and the most.
fn sorted(numbers: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    match (numbers.first(), numbers.last()) {
        (Some(least), Some(most)) => (median(&numbers), *least, *most),
        _ => (f64::NAN, f64::NAN, f64::NAN),
    }
}

/// Three digits, as far as they say anything.
pub(super) fn number(number: f64) -> String {
    match number {
        number if number >= 100.0 => format!("{number:.0}"),
        number if number >= 10.0 => format!("{number:.1}"),
        number if number >= 0.1 => format!("{number:.2}"),
        number => format!("{number:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(per_second: [f64; 3], p50: f64) -> Vec<Sample> {
        let sample = |per_second| Sample {
            per_second,
            p50,
            p99: 1.0,
            cpu: 1.0,
        };
        per_second.map(sample).to_vec()
    }

    #[test]
    fn more_than_one_is_better_whichever_way_is_good() {
        let ours = (Peer::Rekey, samples([10.0, 40.0, 20.0], 5.0));
        let theirs = (Peer::Bare, samples([40.0, 40.0, 40.0], 50.0));
        let rows = rows("memory", Route::Ask, &[ours, theirs].into());
        let start = "| memory | `POST /forgot_password` | bare Worker | 20.0 / 40.0 | \
                     **0.50** (0.25–1.00) | 5.00 / 50.0 | **10.0** (10.0–10.0) |";
        assert!(rows.starts_with(start), "{rows}");
        assert_eq!(rows.lines().count(), 1);
        assert_eq!(
            rows.matches('|').count(),
            HEAD.lines()
                .next()
                .map_or(0, |head| head.matches('|').count())
        );
    }
}
