//! What Linux says of a process: its time on the processor, its memory.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::beat::now;

/// What Linux counts processor time in, for those who read it: `USER_HZ`.
const TICK: Duration = Duration::from_millis(10);
/// How long nothing may happen before somebody is taken to be at rest: longer than Okta takes.
const QUIET: Duration = Duration::from_millis(600);
/// How long rest is waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// The time that a process has been on the processor, with all its threads.
///
/// # Panics
/// When there is no such process, or no Linux.
pub(super) fn cpu(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"));
    let stat = stat.expect("the process runs, and this is Linux");
    let ticks = ticks(&stat).expect("proc(5) has them");
    TICK * ticks
}

/// `utime` and `stime` of proc(5); what stands before them may have spaces.
fn ticks(stat: &str) -> Option<u32> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let (user, system): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    user.checked_add(system)
}

/// The bytes of memory that a process has.
///
/// # Panics
/// When there is no such process, or no Linux.
pub(super) fn resident(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    let status = status.expect("the process runs, and this is Linux");
    1_024.0 * kilobytes(&status).expect("proc(5) has it")
}

/// `VmRSS` of proc(5).
fn kilobytes(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line?.split_whitespace().next()?.parse().ok()
}

/// Waits until a process does nothing any more: what was begun has come to its end.
///
/// # Panics
/// When it never does.
pub(super) fn rest(process: u32) {
    let start = now();
    loop {
        let before = cpu(process);
        thread::sleep(QUIET);
        if cpu(process).saturating_sub(before) <= TICK {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "{process} never comes to rest");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proc_is_read() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4 95 0 3 0 21 4 0 0 20 0 1 0 5 8 9";
        assert_eq!(ticks(stat), Some(25));
        assert_eq!(ticks("7 (a) S"), None);
        let status = "Name:\ta\nVmPeak:\t 9 kB\nVmRSS:\t  42 kB\n";
        assert_eq!(kilobytes(status), Some(42.0));
    }

    #[test]
    fn work_shows() {
        let this = std::process::id();
        let (before, start) = (cpu(this), now());
        // However little of the processor is left for this.
        while cpu(this) == before {
            assert!(start.elapsed() < PATIENCE, "work does not show");
        }
        assert!(resident(this) > 1e5);
    }
}
