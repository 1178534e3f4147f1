//! Who asks: nobody in particular, or somebody with a credential.

use http::header::AUTHORIZATION;
use okta::{ErrorCode, Request};

use crate::org::Org;

/// By whose right a request is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// No `Authorization` header.
    Public,
    /// An API token (`SSWS`), with all the rights of its administrator.
    Administrator,
}

/// Whose request this is.
///
/// # Errors
///
/// `InvalidToken` for a credential that the org does not know.
pub(crate) fn caller(org: &Org, request: &Request) -> Result<Caller, ErrorCode> {
    let Some(header) = request.headers().get(AUTHORIZATION) else {
        return Ok(Caller::Public);
    };
    let text = header.to_str().map_err(|_| ErrorCode::InvalidToken)?;
    let token = text.strip_prefix("SSWS ").ok_or(ErrorCode::InvalidToken)?;
    let is_known = org
        .seed
        .api_tokens
        .iter()
        .any(|known| known == token.trim());
    is_known
        .then_some(Caller::Administrator)
        .ok_or(ErrorCode::InvalidToken)
}
