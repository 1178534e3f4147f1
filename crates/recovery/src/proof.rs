//! What shows that an account is somebody's own.

use crate::handle::Door;
use crate::step::{Dues, Opened, Request, State};
use okta::RecoveryToken;

/// Somebody has shown that the account's mailbox, phone or one-time link is theirs.
///
/// Only this module makes one, and nothing that changes an account can be asked of Okta without
/// one (`ask/changes.rs`): an unproved request cannot lock anybody out, because it does not compile.
pub(crate) struct Proof(());

impl Proof {
    /// By the link of our newest mail, or by its code, typed into the browser that asked for it.
    pub(crate) fn of_mail(request: &Request, door: &Door) -> Option<Self> {
        let is_open = match door {
            Door::Handle => request
                .own_mail()
                .is_some_and(|mail| mail.opened == Opened::Yes),
            Door::Link(secret) => {
                let digest = secret.digest();
                request.newest().any(|sent| sent.link == digest)
            }
        };
        is_open.then_some(Self(()))
    }

    /// By a password that was set here.
    pub(crate) fn of_dues(_: &Dues) -> Self {
        Self(())
    }

    /// By the button behind a link of Okta's own. Scanners open links, and press no buttons.
    pub(crate) fn of_button(_: &RecoveryToken) -> Self {
        Self(())
    }

    /// By a link or a code of Okta's own, for which Okta has opened a transaction.
    pub(crate) fn of_okta(_: &State) -> Self {
        Self(())
    }
}
