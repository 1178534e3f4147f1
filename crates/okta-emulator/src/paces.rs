//! Limits that count something else than requests to the org: names, telephones.

use std::collections::{HashMap, VecDeque};

use okta::{ErrorCode, Timestamp};

use crate::policy::Method;
use crate::visit::later;

/// Counts what happens under a name within a time that begins with the first of it. Costs the
/// same however many names there are.
pub(crate) struct Windows {
    seconds: u64,
    counts: HashMap<String, u32>,
    ends: VecDeque<(Timestamp, String)>,
}

impl Windows {
    /// Windows of so many seconds.
    pub(crate) fn of_seconds(seconds: u64) -> Self {
        Self {
            seconds,
            counts: HashMap::new(),
            ends: VecDeque::new(),
        }
    }

    /// Counts once more, and says how often it was with this time.
    pub(crate) fn count(&mut self, name: &str, now: Timestamp) -> u32 {
        self.close(now);
        if let Some(count) = self.counts.get_mut(name) {
            *count = count.saturating_add(1);
            return *count;
        }
        self.counts.insert(name.to_owned(), 1);
        self.ends
            .push_back((later(now, self.seconds), name.to_owned()));
        1
    }

    fn close(&mut self, now: Timestamp) {
        while let Some((_, name)) = self.ends.pop_front_if(|(end, _)| *end <= now) {
            self.counts.remove(&name);
        }
    }
}

/// What the org counts besides requests.
pub(crate) struct Paces {
    /// Sign-ins by the name given, known or not.
    pub(crate) sign_ins: Windows,
    /// Mails with codes by whom they go to.
    mails: Windows,
    /// Text messages and calls by whom they go to.
    messages: Windows,
}

impl Paces {
    /// Counts a code to somebody, by the id of a person or the name that was given, and says
    /// whether there was one just before: one mail in 5 seconds, one message or call in 30.
    pub(crate) fn send(
        &mut self,
        who: &str,
        method: Method,
        now: Timestamp,
    ) -> Result<(), ErrorCode> {
        let (windows, channel, too_soon) = match method {
            Method::Email => (&mut self.mails, "email", ErrorCode::EmailTooSoon),
            Method::Sms => (&mut self.messages, "sms", ErrorCode::SmsTooSoon),
            Method::Voice => (&mut self.messages, "call", ErrorCode::CallTooSoon),
        };
        match windows.count(&format!("{channel} {who}"), now) {
            1 => Ok(()),
            _ => Err(too_soon),
        }
    }
}

impl Default for Paces {
    fn default() -> Self {
        Self {
            sign_ins: Windows::of_seconds(1),
            mails: Windows::of_seconds(5),
            messages: Windows::of_seconds(30),
        }
    }
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::Windows;

    #[test]
    fn a_window_begins_with_the_first_and_ends_for_all() {
        let mut windows = Windows::of_seconds(30);
        let mut count = |name, millis| windows.count(name, Timestamp::from_millis(millis));
        assert_eq!(count("ada", 0), 1);
        assert_eq!(count("ada", 29_999), 2);
        assert_eq!(count("grace", 29_999), 1);
        assert_eq!(count("ada", 30_000), 1);
        assert_eq!(count("grace", 30_000), 2);
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let mut windows = Windows::of_seconds(1);
        for millis in 0..10_000 {
            windows.count(&format!("name {millis}"), Timestamp::from_millis(millis));
        }
        assert_eq!((windows.counts.len(), windows.ends.len()), (1_000, 1_000));
    }
}
