//! Chance that is the same every time.

/// Numbers that look like chance (Steele, Lea and Flood's `SplitMix64`).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// One of the numbers below `end`, which is small.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.throw() % u64::from(end)).unwrap_or_default()
    }

    /// Heads or tails.
    pub(super) fn heads(&mut self) -> bool {
        self.below(2) == 0
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "samples for tests, of lists that are not empty"
    )]
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all[self.below(count) as usize]
    }

    pub(super) fn letter_of(&mut self, alphabet: &str) -> char {
        let letters: Vec<char> = alphabet.chars().collect();
        self.one_of(&letters)
    }
}
