//! Whether two samples can be told apart: the two-sample Kolmogorov–Smirnov test.
//!
//! Nothing is assumed about how times are distributed, and any difference shows: of the middle, of
//! the spread, of a second hump. Whose turn it is is drawn, so that under the null hypothesis
//! every order of the labels is as likely as any other, whatever the machine does meanwhile, and
//! times that follow each other are alike.
//!
//! See Press et al., *Numerical Recipes*, 14.3, and Stephens, *EDF Statistics*, 1974.

/// How often a run without a leak fails at all, at most.
pub const LEVEL: f64 = 1e-4;

/// What the test says of two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The largest difference between the shares below any time, 0 to 1.
    pub distance: f64,
    /// How likely a distance like this is if nothing tells them apart.
    pub likelihood: f64,
}

/// Compares two samples; both are sorted by this.
#[must_use]
pub fn compare(one: &mut [f64], other: &mut [f64]) -> Comparison {
    one.sort_by(f64::total_cmp);
    other.sort_by(f64::total_cmp);
    let (mut i, mut j) = (0, 0);
    let mut distance: f64 = 0.0;
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        // All that are equal are passed together: a tie is no difference.
        let at = a.min(*b);
        i += one[i..].iter().take_while(|time| **time <= at).count();
        j += other[j..].iter().take_while(|time| **time <= at).count();
        distance = distance.max((share(i, one) - share(j, other)).abs());
    }
    let root = (size(one) * size(other) / (size(one) + size(other))).sqrt();
    Comparison {
        distance,
        likelihood: kolmogorov((root + 0.12 + 0.11 / root) * distance),
    }
}

/// How far the whole of a sample may lie from another, in milliseconds, and still not be told apart.
/// On a machine that does nothing else two thousand samples show 30 microseconds, for somebody whose
/// mail had to be tried again. Nobody outside gets so many samples of one login: five messages an hour
/// and twenty a day, five codes each, through a network that spreads them by milliseconds.
pub const TOLERANCE: f64 = 0.1;

/// Compares two samples after the first was moved towards the other, by [`TOLERANCE`] at most: another
/// spread or another hump shows as before, and a middle that lies farther off.
#[must_use]
pub fn compare_tolerantly(one: &[f64], other: &mut [f64]) -> Comparison {
    let mut one = one.to_vec();
    one.sort_by(f64::total_cmp);
    other.sort_by(f64::total_cmp);
    let apart = median(other) - median(&one);
    let moved = apart.clamp(-TOLERANCE, TOLERANCE);
    for time in &mut one {
        *time += moved;
    }
    compare(&mut one, other)
}

/// The probability that Kolmogorov's statistic is larger.
fn kolmogorov(lambda: f64) -> f64 {
    if lambda < 0.2 {
        // The series does not converge; it is 1 to twelve digits.
        return 1.0;
    }
    let mut sum = 0.0;
    let mut sign = 2.0;
    for k in 1_u32..=100 {
        let k = f64::from(k);
        sum += sign * (-2.0 * k * k * lambda * lambda).exp();
        sign = -sign;
    }
    sum.clamp(0.0, 1.0)
}

/// The middle of a sorted sample.
#[must_use]
pub fn median(sorted: &[f64]) -> f64 {
    quantile(sorted, 0.5)
}

/// What this share of a sorted sample lies below.
///
/// # Panics
/// When it is empty.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank is a small number"
)]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (size(sorted) * share) as usize;
    sorted[rank.min(sorted.len() - 1)]
}

fn share(count: usize, of: &[f64]) -> f64 {
    size(&of[..count]) / size(of)
}

fn size(of: &[f64]) -> f64 {
    f64::from(u32::try_from(of.len()).unwrap_or(u32::MAX))
}

/// Numbers that look drawn, the same for the same seed: `SplitMix64`.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this seed has it.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end.max(1)).unwrap_or_default()
    }

    /// Puts a list into an order of its own.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Between 0 and 1.
    fn drawn(dice: &mut Dice, count: usize) -> Vec<f64> {
        let numbers =
            (0..count).map(|_| f64::from(u32::try_from(dice.below(1 << 30)).unwrap_or(0)));
        numbers.map(|number| number / f64::from(1 << 30)).collect()
    }

    #[test]
    fn the_distribution_is_kolmogorovs() {
        // Smirnov's table of 1948.
        for (lambda, expected) in [
            (0.5, 0.963_945),
            (1.0, 0.27),
            (1.36, 0.049_49),
            (2.0, 0.000_671),
        ] {
            assert!((kolmogorov(lambda) - expected).abs() < 1e-5, "{lambda}");
        }
    }

    #[test]
    fn the_distance_is_that_of_the_shares() {
        let compared = compare(&mut [3.0, 1.0, 2.0, 4.0], &mut [3.5, 4.5, 5.5, 2.5]);
        assert!((compared.distance - 0.5).abs() < 1e-9, "{compared:?}");
        let same = compare(&mut [1.0, 1.0, 2.0], &mut [1.0, 1.0, 2.0]);
        assert!(same.distance < 1e-9, "ties count for both: {same:?}");
        let apart = compare(&mut [1.0; 50], &mut [2.0; 50]);
        assert!((apart.distance - 1.0).abs() < 1e-9 && apart.likelihood < 1e-9);
    }

    #[test]
    fn false_alarms_are_as_rare_as_the_level_says() {
        let mut dice = Dice::new(1);
        let mut alarms = [0_u32; 2];
        for _ in 0..4_000 {
            let (mut one, mut other) = (drawn(&mut dice, 200), drawn(&mut dice, 200));
            let compared = compare(&mut one, &mut other);
            alarms[0] += u32::from(compared.likelihood < 0.05);
            alarms[1] += u32::from(compared.likelihood < 0.001);
        }
        assert!((140..=240).contains(&alarms[0]), "of 4000, 200: {alarms:?}");
        assert!(alarms[1] <= 14, "of 4000, 4: {alarms:?}");
    }

    #[test]
    fn a_wider_spread_is_seen_where_the_middle_is_the_same() {
        let mut dice = Dice::new(2);
        let mut narrow = drawn(&mut dice, 2_000);
        let mut wide = drawn(&mut dice, 2_000);
        for time in &mut wide {
            *time = 0.5 + (*time - 0.5) * 2.0;
        }
        assert!(compare(&mut narrow, &mut wide).likelihood < LEVEL);
    }

    #[test]
    fn a_shift_is_tolerated_up_to_the_bound_and_nothing_else_is() {
        let mut dice = Dice::new(3);
        let one = drawn(&mut dice, 2_000);
        let moved = |by: f64| one.iter().map(|time| time + by).collect::<Vec<_>>();
        for by in [-0.09, 0.09] {
            assert!(compare_tolerantly(&one, &mut moved(by)).likelihood > 0.5);
        }
        for by in [-0.3, 0.3] {
            assert!(compare_tolerantly(&one, &mut moved(by)).likelihood < LEVEL);
        }
        let mut wide: Vec<_> = one.iter().map(|time| 0.5 + (time - 0.5) * 2.0).collect();
        assert!(compare_tolerantly(&one, &mut wide).likelihood < LEVEL);
    }

    #[test]
    fn shuffling_loses_nothing_and_is_repeatable() {
        let order = |seed| {
            let mut list: Vec<u32> = (0..100).collect();
            Dice::new(seed).shuffle(&mut list);
            list
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
        let mut sorted = order(7);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<u32>>());
    }
}
