//! Ctrl-C, SIGTERM and a closed terminal, as something to wait for.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::failure::{Explain, Outcome};

/// The wish to stop, once it comes.
#[derive(Debug)]
pub(super) struct Stop(Receiver<()>);

impl Stop {
    /// From here on such a signal no longer ends the process by itself.
    pub(super) fn listen() -> Outcome<Self> {
        let (sender, receiver) = channel();
        let handler = move || {
            // Nobody listens any more when we are already stopping.
            let _ = sender.send(());
        };
        ctrlc::set_handler(handler).explain("cannot listen for Ctrl-C")?;
        Ok(Self(receiver))
    }

    /// Waits that long at most; whether the wish has come.
    pub(super) fn within(&self, time: Duration) -> bool {
        self.0.recv_timeout(time).is_ok()
    }
}
