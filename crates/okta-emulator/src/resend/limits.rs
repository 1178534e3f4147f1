//! How much Resend takes in a time.

use okta::Timestamp;

use super::refusal::Refusal;
use super::switches::ResendSwitches;
use crate::visit::later;

const DAY: u64 = 24 * 60 * 60;
const MONTH: u64 = 30 * DAY;

/// What was taken lately.
#[derive(Default)]
pub(super) struct Limits {
    second: Window,
    day: Window,
    month: Window,
}

impl Limits {
    /// Counts a request.
    pub(super) fn request(
        &mut self,
        switches: &ResendSwitches,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let most = switches.rate_per_second;
        self.second.begin(1, now);
        if !self.second.has_room(1, most) {
            return Err(Refusal::too_fast(most, 1));
        }
        self.second.count(1);
        Ok(())
    }

    /// Counts a mail to so many addresses; each is a mail to Resend.
    pub(super) fn mails(
        &mut self,
        addresses: usize,
        switches: &ResendSwitches,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.day.begin(DAY, now);
        self.month.begin(MONTH, now);
        if !self.day.has_room(addresses, switches.daily_quota) {
            return Err(Refusal::daily_quota());
        }
        if !self.month.has_room(addresses, switches.monthly_quota) {
            return Err(Refusal::monthly_quota());
        }
        self.day.count(addresses);
        self.month.count(addresses);
        Ok(())
    }
}

/// A time from its first request on.
#[derive(Default)]
struct Window {
    ends: Option<Timestamp>,
    used: usize,
}

impl Window {
    /// Begins anew when the last one is over.
    fn begin(&mut self, seconds: u64, now: Timestamp) {
        if self.ends.is_none_or(|ends| ends <= now) {
            self.ends = Some(later(now, seconds));
            self.used = 0;
        }
    }

    /// Whether so many more are no more than `most`; 0 is no limit.
    fn has_room(&self, more: usize, most: u32) -> bool {
        most == 0 || u64::try_from(self.used + more).is_ok_and(|used| used <= most.into())
    }

    fn count(&mut self, more: usize) {
        self.used += more;
    }
}
