//! A list that forgets its oldest.

use std::ops::Deref;

/// So many stay.
const MOST: usize = 100_000;

/// So many bytes stay, at most.
const HEAVIEST: usize = 256 * 1024 * 1024;

/// What one of a list takes of the memory.
pub(crate) trait Weigh {
    /// Bytes, roughly.
    fn weight(&self) -> usize;
}

/// The newest of what was put in, oldest first. It reads as a slice, and one that is put in costs
/// the same however many there are: the oldest go away in one move, once there are twice as many
/// as stay, or half of all, once they are too heavy.
pub(crate) struct Newest<T> {
    list: Vec<T>,
    weight: usize,
}

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            weight: 0,
        }
    }
}

impl<T: Weigh> Newest<T> {
    pub(crate) fn push(&mut self, one: T) {
        if self.list.len() == 2 * MOST {
            self.forget(MOST + 1);
        }
        self.weight += one.weight();
        self.list.push(one);
        while self.weight > HEAVIEST && self.list.len() > 1 {
            self.forget(self.list.len().div_ceil(2));
        }
    }

    pub(crate) fn extend(&mut self, all: impl IntoIterator<Item = T>) {
        all.into_iter().for_each(|one| self.push(one));
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    fn forget(&mut self, oldest: usize) {
        let gone = self.list.drain(..oldest);
        self.weight -= gone.map(|one| one.weight()).sum::<usize>();
    }
}

impl<T> Deref for Newest<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let older = self.list.len().saturating_sub(MOST);
        &self.list[older..]
    }
}

#[cfg(test)]
mod tests {
    use super::{HEAVIEST, MOST, Newest, Weigh};

    impl Weigh for usize {
        fn weight(&self) -> usize {
            1
        }
    }

    /// Something of this weight.
    struct Heavy(usize);

    impl Weigh for Heavy {
        fn weight(&self) -> usize {
            self.0
        }
    }

    #[test]
    fn the_newest_stay_and_the_others_go() {
        let mut newest = Newest::default();
        for number in 0..5 * MOST {
            newest.push(number);
            assert!(newest.list.len() <= 2 * MOST);
            let first = (number + 1).saturating_sub(MOST);
            assert_eq!(newest.first(), Some(&first));
            assert_eq!(
                (newest.last(), newest.len()),
                (Some(&number), number + 1 - first)
            );
        }
    }

    #[test]
    fn the_heavy_go_before_they_are_many() {
        let mut newest = Newest::default();
        for number in 0..1_000 {
            newest.push(Heavy(HEAVIEST / 10 + number));
            let weight: usize = newest.iter().map(Weigh::weight).sum();
            assert!(weight <= HEAVIEST && weight == newest.weight);
            assert_eq!(
                newest.last().map(Weigh::weight),
                Some(HEAVIEST / 10 + number)
            );
        }
        newest.push(Heavy(2 * HEAVIEST));
        assert_eq!(newest.len(), 1);
    }
}
