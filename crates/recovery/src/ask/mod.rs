//! What may be asked of Okta: each operation with its request and the reading of its answer.
//!
//! Nobody else builds an [`Ask`]: `inquiries` leave every account as it is, `changes` want a
//! [`Proof`](crate::proof::Proof).

pub(crate) mod changes;
pub(crate) mod idx;
pub(crate) mod inquiries;

use crate::dictionary::Operation;

/// One operation, ready to be sent.
pub(crate) struct Ask<T, E = okta::Error> {
    pub(crate) operation: Operation,
    pub(crate) request: okta::Request,
    pub(crate) read: Read<T, E>,
    /// Keeps the fields from being put together elsewhere.
    _sealed: Sealed,
}

struct Sealed;

/// Reads an answer; of a list, what leads on is read as the org's own.
pub(crate) type Read<T, E> = Box<dyn Fn(&okta::Response) -> Result<T, E>>;

impl<T, E> Ask<T, E> {
    fn new(
        operation: Operation,
        request: okta::Request,
        read: impl Fn(&okta::Response) -> Result<T, E> + 'static,
    ) -> Self {
        Self {
            operation,
            request,
            read: Box::new(read),
            _sealed: Sealed,
        }
    }
}
