//! What the org and its authorization servers say of themselves.

use http::{Method, StatusCode};
use okta::well_known::{
    self, Organization, OrganizationLink, OrganizationLinks, OrganizationSettings,
};
use okta::{ErrorCode, Request, Response};
use serde_json::{Value, json};

use crate::answer::json as answer;
use crate::oauth::Server;
use crate::org::Org;
use crate::people::derived_id;
use crate::refusal::Refusal;
use crate::switches::Engine;
use crate::visit::Visit;

/// Answers a request to these paths.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let said = match path {
        well_known::ORGANIZATION_PATH => json!(organization(org, visit)),
        "/.well-known/openid-configuration" => openid(&Server::Org, org, visit),
        _ => match Server::at(path) {
            Some((
                server,
                ".well-known/openid-configuration" | ".well-known/oauth-authorization-server",
            )) => openid(&server, org, visit),
            Some(_) | None => return Err(ErrorCode::PathNotFound.into()),
        },
    };
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    Ok(answer(StatusCode::OK, &said))
}

fn organization(org: &Org, visit: &Visit) -> Organization {
    let href = visit.origin.clone();
    Organization {
        id: Some(derived_id("00o", "rekey")),
        pipeline: match org.switches.engine {
            Engine::Classic => well_known::Engine::Classic,
            Engine::IdentityEngine => well_known::Engine::IdentityEngine,
        },
        settings: OrganizationSettings {
            bug_reporting_enabled: true,
            ..OrganizationSettings::default()
        },
        links: OrganizationLinks {
            organization: Some(OrganizationLink { href }),
            alternate: None,
        },
    }
}

/// What is played of `OpenID Connect`, and nothing else.
fn openid(server: &Server, org: &Org, visit: &Visit) -> Value {
    let base = server.base(&visit.origin);
    let at = |endpoint: &str| format!("{base}/v1/{endpoint}");
    let mut grants = vec!["client_credentials", "refresh_token"];
    if org.switches.engine == Engine::IdentityEngine {
        grants.push("interaction_code");
    }
    json!({
        "issuer": server.issuer(&visit.origin),
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "jwks_uri": at("keys"),
        "introspection_endpoint": at("introspect"),
        "revocation_endpoint": at("revoke"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": grants,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "token_endpoint_auth_methods_supported":
            ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["RS256", "ES256"],
        "claims_supported": ["iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr",
            "idp", "nonce", "name", "preferred_username", "email", "email_verified"],
    })
}
