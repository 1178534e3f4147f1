//! What may be asked of Okta: each operation with its request and the reading of its answer.
//!
//! Nobody else builds an [`Ask`]: `inquiries` leave every account as it is, `changes` want a
//! [`Proof`](crate::proof::Proof).

pub(crate) mod changes;
pub(crate) mod inquiries;

use crate::dictionary::Operation;

/// One operation, ready to be sent.
pub(crate) struct Ask<T> {
    pub(crate) operation: Operation,
    pub(crate) request: okta::Request,
    pub(crate) read: fn(&okta::Response) -> Result<T, okta::Error>,
    /// Keeps the fields from being put together elsewhere.
    _sealed: Sealed,
}

struct Sealed;

impl<T> Ask<T> {
    fn new(
        operation: Operation,
        request: okta::Request,
        read: fn(&okta::Response) -> Result<T, okta::Error>,
    ) -> Self {
        Self {
            operation,
            request,
            read,
            _sealed: Sealed,
        }
    }
}
