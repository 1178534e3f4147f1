//! A list that forgets its oldest.

use std::ops::Deref;

/// So many stay.
const MOST: usize = 100_000;

/// The newest of what was put in, oldest first. It reads as a slice, and one that is put in costs
/// the same however many there are: the oldest go away in one move, once there are twice as many
/// as stay.
pub(crate) struct Newest<T>(Vec<T>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Newest<T> {
    pub(crate) fn push(&mut self, one: T) {
        if self.0.len() == 2 * MOST {
            self.0.drain(..=MOST);
        }
        self.0.push(one);
    }

    pub(crate) fn extend(&mut self, all: impl IntoIterator<Item = T>) {
        all.into_iter().for_each(|one| self.push(one));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T> Deref for Newest<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let older = self.0.len().saturating_sub(MOST);
        &self.0[older..]
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Newest};

    #[test]
    fn the_newest_stay_and_the_others_go() {
        let mut newest = Newest::default();
        for number in 0..5 * MOST {
            newest.push(number);
            assert!(newest.0.len() <= 2 * MOST);
            let first = (number + 1).saturating_sub(MOST);
            assert_eq!(newest.first(), Some(&first));
            assert_eq!(
                (newest.last(), newest.len()),
                (Some(&number), number + 1 - first)
            );
        }
    }
}
