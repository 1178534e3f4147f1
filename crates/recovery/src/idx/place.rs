//! Where a transaction of IDX is.

use okta::idx::{IdxResponse, StateHandle};

use super::next::offers_revocation;
use crate::step::State;

/// Okta's last answer, and the latest state handle: not every answer has one.
pub(crate) struct Place {
    pub(crate) answer: IdxResponse,
    pub(crate) handle: StateHandle,
}

impl Place {
    /// The beginning; nothing, when the first answer names no transaction.
    pub(crate) fn first(answer: IdxResponse) -> Option<Self> {
        let handle = answer.state_handle.as_ref().map(same)?;
        Some(Self { answer, handle })
    }

    /// What came after a step with `handle`.
    pub(crate) fn after(handle: &StateHandle, answer: IdxResponse) -> Self {
        let handle = same(answer.state_handle.as_ref().unwrap_or(handle));
        Self { answer, handle }
    }

    /// What is to be kept of it.
    pub(crate) fn state(&self) -> State {
        State::Idx {
            handle: same(&self.handle),
            until: self.answer.expires_at,
            offers_revocation: offers_revocation(&self.answer),
        }
    }
}

fn same(handle: &StateHandle) -> StateHandle {
    StateHandle::new(handle.secret())
}
