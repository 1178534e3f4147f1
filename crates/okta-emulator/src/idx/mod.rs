//! Identity Engine's IDX API.

use okta::{ErrorCode, Request, Response};

use crate::oauth::{OauthRefusal, TokenForm};
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Answers a request to these paths.
pub(crate) fn respond(_: &mut Org, _: &Request, _: &mut Visit) -> Result<Response, Refusal> {
    Err(ErrorCode::PathNotFound.into())
}

/// *Interact*: begins a transaction.
pub(crate) fn interact(
    _: &mut Org,
    _: &TokenForm,
    _: &mut Visit,
) -> Result<Response, OauthRefusal> {
    Err(OauthRefusal::invalid_request("Not played yet."))
}

/// *Token* by an interaction code.
pub(crate) fn redeem(_: &mut Org, _: &TokenForm, _: &mut Visit) -> Result<Response, OauthRefusal> {
    Err(OauthRefusal::invalid_grant("Not played yet."))
}
