//! Which mails were taken under which idempotency key.

use std::collections::{HashMap, VecDeque};

use okta::Timestamp;

use super::refusal::Refusal;
use super::switches::ResendSwitches;
use crate::visit::later;

/// How long a key is remembered: 24 hours.
const REMEMBERED_SECONDS: u64 = 24 * 60 * 60;

/// So many keys are remembered; older ones are forgotten.
const MOST: usize = 100_000;

/// A request with a key.
pub(super) struct Attempt {
    pub(super) key: String,
    /// The hash of what is sent.
    pub(super) payload: [u8; 32],
    pub(super) now: Timestamp,
}

/// The mails of the last 24 hours that had a key.
#[derive(Default)]
pub(super) struct Sent {
    by_key: HashMap<String, Taken>,
    /// When keys are forgotten: all live equally long, so the oldest ends first.
    ends: VecDeque<(Timestamp, String)>,
}

struct Taken {
    payload: [u8; 32],
    id: String,
    at: Timestamp,
}

impl Sent {
    /// The id of the mail, if it was taken before.
    pub(super) fn earlier(
        &mut self,
        attempt: &Attempt,
        switches: &ResendSwitches,
    ) -> Result<Option<String>, Refusal> {
        self.forget(attempt.now);
        let Some(taken) = self.by_key.get(&attempt.key) else {
            return Ok(None);
        };
        if attempt.now < later(taken.at, switches.in_flight_seconds.into()) {
            return Err(Refusal::in_flight());
        }
        if taken.payload != attempt.payload {
            return Err(Refusal::reused_key());
        }
        Ok(Some(taken.id.clone()))
    }

    /// Remembers a mail that was taken just now.
    pub(super) fn keep(&mut self, attempt: Attempt, id: String) {
        let end = later(attempt.now, REMEMBERED_SECONDS);
        self.ends.push_back((end, attempt.key.clone()));
        let taken = Taken {
            payload: attempt.payload,
            id,
            at: attempt.now,
        };
        self.by_key.insert(attempt.key, taken);
    }

    fn forget(&mut self, now: Timestamp) {
        while let Some((end, key)) = self.ends.front()
            && (*end <= now || self.ends.len() >= MOST)
        {
            self.by_key.remove(key);
            self.ends.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::super::switches::ResendSwitches;
    use super::{Attempt, MOST, Sent};

    #[test]
    fn no_more_keys_are_remembered_than_fit_and_the_oldest_go_first() {
        let (mut sent, switches) = (Sent::default(), ResendSwitches::default());
        let attempt = |number: usize| Attempt {
            key: number.to_string(),
            payload: [0; 32],
            now: Timestamp::from_millis(0),
        };
        for number in 0..MOST + 10 {
            let earlier = sent.earlier(&attempt(number), &switches);
            assert_eq!(earlier.expect("there is no reason to refuse"), None);
            sent.keep(attempt(number), number.to_string());
            assert!(sent.by_key.len() <= MOST && sent.ends.len() <= MOST);
        }
        let mut earlier = |number| sent.earlier(&attempt(number), &switches);
        assert_eq!(earlier(MOST).expect("remembered"), Some(MOST.to_string()));
        assert_eq!(earlier(0).expect("forgotten"), None);
    }
}
