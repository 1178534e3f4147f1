//! Whose turn it is to start: compiling a Worker is work for a processor, and if dozens began at the
//! same time, the first page of each would come when all are through.

use std::sync::{Condvar, Mutex, PoisonError};

/// How many start at the same time.
const AT_ONCE: u32 = 3;

static STARTING: Mutex<u32> = Mutex::new(0);
static STARTED: Condvar = Condvar::new();

/// Somebody's turn, until this is dropped.
pub(super) struct Turn;

impl Turn {
    /// Waits for it.
    pub(super) fn take() -> Self {
        let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let starting = STARTED.wait_while(starting, |starting| *starting >= AT_ONCE);
        *starting.unwrap_or_else(PoisonError::into_inner) += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *STARTING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        STARTED.notify_one();
    }
}
