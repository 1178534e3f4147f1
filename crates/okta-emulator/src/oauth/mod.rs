//! The authorization servers: tokens, keys, and the door to Identity Engine.

pub(crate) mod bearer;
mod clients;
mod dpop;
mod form;
pub(crate) mod grants;
mod issue;
mod keys;
mod refusal;
mod revocation;
mod server;
mod token;

use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use okta::{ErrorCode, Request, Response};

pub(crate) use form::TokenForm;
pub(crate) use issue::{Issue, issue};
pub(crate) use refusal::OauthRefusal;
pub(crate) use server::Server;

use crate::answer::json;
use crate::idx;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Answers a request to these paths.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let (server, endpoint) = Server::at(path).ok_or(ErrorCode::PathNotFound)?;
    if endpoint == "v1/keys" {
        if request.method() != Method::GET {
            return Err(Refusal::method("GET"));
        }
        return Ok(json(StatusCode::OK, &keys::public_keys()));
    }
    let known = ["v1/token", "v1/interact", "v1/revoke", "v1/introspect"];
    if !known.contains(&endpoint) {
        return Err(ErrorCode::PathNotFound.into());
    }
    if request.method() != Method::POST {
        return Err(Refusal::method("POST"));
    }
    let answered = check_form(request).and_then(|()| match endpoint {
        "v1/interact" => interact(org, request, server, visit),
        "v1/revoke" => revocation::revoke(org, request, &server, visit),
        "v1/introspect" => revocation::introspect(org, request, &server, visit),
        _ => token::respond(org, request, server, visit),
    });
    Ok(answered.unwrap_or_else(OauthRefusal::into_response))
}

/// All of them take forms.
fn check_form(request: &Request) -> Result<(), OauthRefusal> {
    let content_type = request.headers().get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next());
    let is_form = media_type.is_some_and(|media_type| {
        media_type
            .trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    });
    let text = "The request must be of type 'application/x-www-form-urlencoded'.";
    is_form
        .then_some(())
        .ok_or_else(|| OauthRefusal::invalid_request(text))
}

/// *Interact*: an application begins a transaction of Identity Engine.
fn interact(
    org: &mut Org,
    request: &Request,
    server: Server,
    visit: &mut Visit,
) -> Result<Response, OauthRefusal> {
    let fields = form::Fields::of(request.body());
    let url = format!("{}/v1/interact", server.base(&visit.origin));
    let app = clients::authenticate(org, (request, &fields), &url, visit)?;
    idx::interact(org, &TokenForm::new(server, app, fields), visit)
}
