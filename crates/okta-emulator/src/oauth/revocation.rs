//! Ending tokens, and asking whether they have ended.

use http::StatusCode;
use okta::{Request, Response};
use serde_json::json;

use super::clients;
use super::form::Fields;
use super::refusal::OauthRefusal;
use super::server::Server;
use crate::answer::{empty, json as answer};
use crate::org::Org;
use crate::visit::Visit;

/// `POST …/v1/revoke`: 200 without a body, for unknown tokens too.
pub(super) fn revoke(
    org: &mut Org,
    request: &Request,
    server: &Server,
    visit: &Visit,
) -> Result<Response, OauthRefusal> {
    let (client_id, token) = asked(org, request, (server, "revoke"), visit)?;
    let is_theirs = org.grants.get(&token);
    if is_theirs.is_some_and(|grant| grant.client_id == client_id) {
        org.grants.revoke(&token);
    }
    Ok(empty(StatusCode::OK))
}

/// `POST …/v1/introspect`.
pub(super) fn introspect(
    org: &mut Org,
    request: &Request,
    server: &Server,
    visit: &Visit,
) -> Result<Response, OauthRefusal> {
    let (_client_id, token) = asked(org, request, (server, "introspect"), visit)?;
    let grant = org.grants.get(&token);
    let Some(grant) = grant.filter(|grant| grant.is_good_at(visit.now)) else {
        return Ok(answer(StatusCode::OK, &json!({ "active": false })));
    };
    let mut said = json!({
        "active": true,
        "scope": grant.scopes.join(" "),
        "client_id": grant.client_id,
        "iat": grant.issued_at.as_millis() / 1000,
        "exp": grant.expires_at.as_millis() / 1000,
        "iss": server.issuer(&visit.origin),
        "aud": server.audience(&visit.origin),
        "sub": grant.client_id,
        "token_type": if grant.bound_to.is_some() { "DPoP" } else { "Bearer" },
    });
    if let Some(person) = grant.person {
        let person = org.people.get(person);
        said["username"] = json!(person.profile.login);
        said["sub"] = json!(person.profile.login);
        said["uid"] = json!(person.id);
    }
    Ok(answer(StatusCode::OK, &said))
}

/// Who asks, and for which token.
fn asked(
    org: &mut Org,
    request: &Request,
    (server, endpoint): (&Server, &str),
    visit: &Visit,
) -> Result<(String, String), OauthRefusal> {
    let fields = Fields::of(request.body());
    let url = format!("{}/v1/{endpoint}", server.base(&visit.origin));
    let app = clients::authenticate(org, (request, &fields), &url, visit)?;
    let text = "The request is missing required parameter 'token'.";
    let token = fields.get("token");
    let token = token.ok_or_else(|| OauthRefusal::invalid_request(text))?;
    Ok((app.client_id, token.to_owned()))
}
