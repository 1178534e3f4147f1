//! When things end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use okta::Timestamp;

/// Names of what will end, the next first: whoever forgets what is over walks over nothing else.
pub(crate) struct Ends<T>(BinaryHeap<Reverse<(Timestamp, T)>>);

impl<T: Ord> Default for Ends<T> {
    fn default() -> Self {
        Self(BinaryHeap::new())
    }
}

impl<T: Ord> Ends<T> {
    pub(crate) fn push(&mut self, end: Timestamp, name: T) {
        self.0.push(Reverse((end, name)));
    }

    /// The next that has ended by now.
    pub(crate) fn pop(&mut self, now: Timestamp) -> Option<T> {
        let Reverse((end, _)) = self.0.peek()?;
        if now < *end {
            return None;
        }
        self.0.pop().map(|Reverse((_, name))| name)
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::Ends;

    #[test]
    fn what_ends_first_comes_first_and_not_before_its_time() {
        let mut ends = Ends::default();
        for (end, name) in [(3, 'c'), (1, 'a'), (2, 'b')] {
            ends.push(Timestamp::from_millis(end), name);
        }
        let mut pop = |now| ends.pop(Timestamp::from_millis(now));
        assert_eq!(
            [0, 1, 1, 3, 3, 3].map(&mut pop),
            [None, Some('a'), None, Some('b'), Some('c'), None]
        );
    }
}
