//! The Sessions API.

use okta::{ErrorCode, Request, Response};

use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Answers a request to these paths.
pub(crate) fn respond(_: &mut Org, _: &Request, _: &mut Visit) -> Result<Response, Refusal> {
    Err(ErrorCode::PathNotFound.into())
}
