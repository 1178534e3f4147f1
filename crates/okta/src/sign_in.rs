//! The addresses at which Okta turns a success into a session of the browser that opens them.

use crate::idx::StateHandle;
use crate::org::OrgUrl;
use crate::path::escape;
use crate::secret::SessionToken;

/// Where a browser gets a session for a session token, and then goes to `redirect_url`, an address
/// that the org trusts. Good once, for five minutes. Source: the guide *Retrieve a session cookie
/// by visiting a session redirect link* of the Sessions API.
///
/// ```
/// # use okta::{OrgUrl, SessionToken, session_cookie_redirect};
/// let org: OrgUrl = "https://example.okta.com".parse()?;
/// let token = SessionToken::new("20111sTEnWA");
/// let url = session_cookie_redirect(&org, &token, "https://app.example.com/?a=b");
/// assert_eq!(
///     url,
///     "https://example.okta.com/login/sessionCookieRedirect\
///      ?token=20111sTEnWA&redirectUrl=https%3A%2F%2Fapp.example.com%2F%3Fa%3Db"
/// );
/// # Ok::<(), okta::OrgUrlError>(())
/// ```
#[must_use]
pub fn session_cookie_redirect(org: &OrgUrl, token: &SessionToken, redirect_url: &str) -> String {
    let (token, back) = (escape(token.secret()), escape(redirect_url));
    format!("{org}/login/sessionCookieRedirect?token={token}&redirectUrl={back}")
}

/// Where a browser gets the session of a completed transaction of Identity Engine, and then goes to
/// the redirect URI that the transaction began with. Undocumented; source: guardian/gateway,
/// `src/server/lib/okta/idx/shared/idxFetch.ts`.
#[must_use]
pub fn login_token_redirect(org: &OrgUrl, handle: &StateHandle) -> String {
    let token = escape(handle.id());
    format!("{org}/login/token/redirect?stateToken={token}")
}
