//! Who asks: nobody in particular, or somebody with a credential.

use http::header::AUTHORIZATION;
use okta::{ErrorCode, Request};

use crate::oauth::bearer::{self, token_of};
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

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

/// Whether the request may do what `scope` stands for in the management API.
///
/// # Errors
///
/// 403 `InvalidSession` without a usable credential, as if a browser's session had been meant;
/// 401 `InvalidToken` for an unknown API token; for access tokens see [`bearer::check`].
pub(crate) fn check_administrator(
    org: &mut Org,
    request: &Request,
    scope: &str,
    visit: &Visit,
) -> Result<(), Refusal> {
    let header = request.headers().get(AUTHORIZATION);
    let header = header.and_then(|header| header.to_str().ok());
    let header = header.ok_or(ErrorCode::InvalidSession)?;
    if let Some((scheme, token)) = token_of(header) {
        return bearer::check(org, request, (scheme, token, scope), visit);
    }
    if !header.starts_with("SSWS ") {
        return Err(ErrorCode::InvalidSession.into());
    }
    caller(org, request)?;
    Ok(())
}
