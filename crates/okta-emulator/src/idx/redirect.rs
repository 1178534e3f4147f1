//! `GET /login/token/redirect`: the way of a browser to a session, at the end.

use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderValue, Method, StatusCode};
use okta::{ErrorCode, Request, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::transaction::Stage;
use crate::answer::empty;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Where it is.
pub(super) const PATH: &str = "/login/token/redirect";

/// Sends the browser to the application, with the session cookie `idx` and the interaction code.
pub(super) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    let handle = state_token(request).ok_or(ErrorCode::InvalidToken)?;
    let transaction = org.idx.get(&handle, visit.now);
    let transaction = transaction.ok_or(ErrorCode::InvalidToken)?;
    let Stage::Complete(code) = &transaction.stage else {
        return Err(ErrorCode::InvalidToken.into());
    };
    let interaction = &transaction.interaction;
    let state = utf8_percent_encode(&interaction.state, NON_ALPHANUMERIC);
    let between = if interaction.redirect_uri.contains('?') {
        '&'
    } else {
        '?'
    };
    let target = format!(
        "{}{between}interaction_code={code}&state={state}",
        interaction.redirect_uri
    );
    let cookie = format!(
        "idx={}; Path=/; Secure; HttpOnly; SameSite=None",
        visit.entropy.url_safe(40)
    );
    let mut response = empty(StatusCode::FOUND);
    for (name, value) in [(LOCATION, target), (SET_COOKIE, cookie)] {
        let value = HeaderValue::try_from(value).map_err(|_| ErrorCode::BadRequest)?;
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

fn state_token(request: &Request) -> Option<String> {
    let query = request.uri().query()?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == "stateToken")?;
    Some(value.into_owned())
}
