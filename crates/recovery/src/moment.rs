//! Time and entropy, handed in.

use okta::Timestamp;

/// The time and the randomness that one event is told in.
#[derive(Clone, Copy)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub now: Timestamp,
    /// Fresh bytes for this event only: for one mail's secrets and the spread of retries.
    pub entropy: [u8; 32],
}

impl Moment {
    /// This moment plus `millis` milliseconds.
    #[must_use]
    pub fn after(&self, millis: i64) -> Timestamp {
        Timestamp::from_millis(self.now.as_millis().saturating_add(millis))
    }

    /// How long ago `earlier` was, in milliseconds.
    pub(crate) fn since(&self, earlier: Timestamp) -> i64 {
        self.now.as_millis().saturating_sub(earlier.as_millis())
    }

    /// How many minutes there are until `end`, the last one however short; nothing when it is over.
    pub(crate) fn minutes_to(&self, end: Timestamp) -> Option<u32> {
        let left = end.as_millis().saturating_sub(self.now.as_millis());
        let minutes = u32::try_from(left / 60_000).ok()?;
        (left > 0).then_some(minutes.max(1))
    }

    /// The secrets of one mail: those of its link, and six digits.
    pub(crate) fn mail_secrets(&self) -> ([u8; 16], String) {
        let mut link = [0; 16];
        link.copy_from_slice(&self.entropy[..16]);
        let mut code = [0; 8];
        code.copy_from_slice(&self.entropy[16..24]);
        let digits = u64::from_le_bytes(code) % 1_000_000;
        (link, format!("{digits:06}"))
    }

    /// A number below `bound`, from the entropy; 0 when `bound` is 0.
    #[must_use]
    pub(crate) fn below(&self, bound: u32) -> u32 {
        // Other bytes than a mail's secrets are made of.
        let [.., a, b, c, d] = self.entropy;
        u32::from_le_bytes([a, b, c, d])
            .checked_rem(bound)
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_whole_ones_and_the_last_counts_however_short() {
        let moment = Moment {
            now: Timestamp::from_millis(1_000_000),
            entropy: [0; 32],
        };
        let told = |left| moment.minutes_to(moment.after(left));
        let whole = [
            (3_600_000, 60),
            (3_599_999, 59),
            (119_999, 1),
            (60_000, 1),
            (1, 1),
        ];
        for (left, minutes) in whole {
            assert_eq!(told(left), Some(minutes), "{left} ms");
        }
        assert_eq!((told(0), told(-60_000)), (None, None), "it is over");
    }
}
