//! Which form of a sentence a number takes. `build.rs` reads this file, too.
//!
//! Specification: CLDR's [plural rules](https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html)
//! for whole numbers below a million; there is no more of anything here.

/// Languages that count alike. The forms of a sentence are in the order of [`PluralRule::forms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PluralRule {
    /// One form for all.
    None,
    /// 1; others.
    One,
    /// 0 and 1; others.
    UpToOne,
    /// 1; 2; others.
    OneTwo,
    /// 1; 2 to 4; others.
    OneToFour,
    /// 1; 0, and what ends in 01 to 19; others.
    Romanian,
    /// 1; what ends in 2 to 4, but not in 12 to 14; others.
    Polish,
    /// What ends in 1, but not in 11; what ends in 2 to 4, but not in 12 to 14; others.
    Russian,
    /// The same, by another name of the last form.
    Croatian,
    /// What ends in 01; in 02; in 03 or 04; others.
    Slovenian,
    /// 0; 1; 2; what ends in 03 to 10; in 11 to 99; others.
    Arabic,
}

impl PluralRule {
    /// Every rule, in the order that packed catalogues count them in.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::One,
        Self::UpToOne,
        Self::OneTwo,
        Self::OneToFour,
        Self::Romanian,
        Self::Polish,
        Self::Russian,
        Self::Croatian,
        Self::Slovenian,
        Self::Arabic,
    ];

    /// CLDR's names of the forms, in its order.
    #[must_use]
    pub const fn forms(self) -> &'static [&'static str] {
        match self {
            Self::None => &["other"],
            Self::One | Self::UpToOne => &["one", "other"],
            Self::OneTwo => &["one", "two", "other"],
            Self::OneToFour | Self::Romanian | Self::Croatian => &["one", "few", "other"],
            Self::Polish | Self::Russian => &["one", "few", "many"],
            Self::Slovenian => &["one", "two", "few", "other"],
            Self::Arabic => &["zero", "one", "two", "few", "many", "other"],
        }
    }

    /// Which of them this number takes.
    #[must_use]
    pub const fn form(self, n: u32) -> usize {
        let (tens, units) = (n % 100, n % 10);
        let is_few = matches!(units, 2..=4) && !matches!(tens, 12..=14);
        match (self, n) {
            (Self::None, _)
            | (Self::One | Self::OneTwo | Self::OneToFour | Self::Romanian | Self::Polish, 1)
            | (Self::UpToOne, 0 | 1)
            | (Self::Arabic, 0) => 0,
            (Self::One | Self::UpToOne, _) | (Self::OneTwo, 2) | (Self::OneToFour, 2..=4) => 1,
            (Self::OneTwo | Self::OneToFour, _) => 2,
            (Self::Romanian, _) => choose(n == 0 || matches!(tens, 1..=19), 1, 2),
            (Self::Polish, _) => choose(is_few, 1, 2),
            (Self::Russian | Self::Croatian, _) => {
                choose(units == 1 && tens != 11, 0, choose(is_few, 1, 2))
            }
            (Self::Slovenian, _) => match tens {
                1 => 0,
                2 => 1,
                3 | 4 => 2,
                _ => 3,
            },
            (Self::Arabic, 1 | 2) => n as usize,
            (Self::Arabic, _) => match tens {
                3..=10 => 3,
                11..=99 => 4,
                _ => 5,
            },
        }
    }
}

const fn choose(is: bool, one: usize, other: usize) -> usize {
    if is { one } else { other }
}
