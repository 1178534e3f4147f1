//! What happens to a transaction while somebody is at work on it: codes are typed, the link of a mail
//! is followed, and another message is asked for. None of that waits, so that its time tells nothing.

use super::{Opened, Request, Step};

/// Another message was asked for, in place of the one that this step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Superseded;

impl Step {
    /// Takes over what was stored since this step was read.
    ///
    /// # Errors
    /// [`Superseded`] when this step must not be stored: the other message would be forgotten.
    /// Whoever has proved who they are needs no message.
    pub(crate) fn catch_up(&mut self, stored: &Self) -> Result<(), Superseded> {
        let waits = self.waits_for_proof();
        let Some((ours, theirs)) = self.request_mut().zip(stored.request()) else {
            return Ok(());
        };
        if waits && ours.messages < theirs.messages {
            return Err(Superseded);
        }
        ours.catch_up(theirs);
        Ok(())
    }
}

impl Request {
    fn catch_up(&mut self, theirs: &Self) {
        if let Some((ours, theirs)) = self.tries_mut().zip(theirs.tries()) {
            ours.wrong = ours.wrong.max(theirs.wrong);
            ours.closed = ours.closed.or(theirs.closed);
        }
        let Some((ours, theirs)) = self.own_mail_mut().zip(theirs.own_mail()) else {
            return;
        };
        if theirs.opened == Opened::Yes {
            ours.opened = Opened::Yes;
        }
        for sent in &mut ours.sent {
            let same = theirs.sent.iter().find(|known| known.link == sent.link);
            sent.wrong = same.map_or(sent.wrong, |known| known.wrong.max(sent.wrong));
        }
    }
}
