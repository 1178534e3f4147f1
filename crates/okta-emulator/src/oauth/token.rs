//! The token endpoint.

use http::StatusCode;
use okta::oauth::OauthErrorCode;
use okta::{Request, Response};

use super::clients;
use super::dpop::{self, Proved};
use super::form::{Fields, TokenForm};
use super::grants::TokenKind;
use super::issue::{Issue, issue};
use super::refusal::{OauthRefusal, add_nonce};
use super::server::Server;
use crate::answer::json;
use crate::apps::{App, ApplicationType};
use crate::idx;
use crate::org::Org;
use crate::switches::Switch;
use crate::visit::Visit;

/// The scopes of Okta's APIs that the emulator knows of.
const OKTA_SCOPES: [&str; 18] = [
    "okta.apps.manage",
    "okta.apps.read",
    "okta.authenticators.manage",
    "okta.authenticators.read",
    "okta.clients.manage",
    "okta.clients.read",
    "okta.factors.manage",
    "okta.factors.read",
    "okta.groups.manage",
    "okta.groups.read",
    "okta.logs.read",
    "okta.policies.manage",
    "okta.policies.read",
    "okta.sessions.manage",
    "okta.sessions.read",
    "okta.universalLogout.manage",
    "okta.users.manage",
    "okta.users.read",
];

/// Gives tokens for whatever the grant type says.
pub(super) fn respond(
    org: &mut Org,
    request: &Request,
    server: Server,
    visit: &mut Visit,
) -> Result<Response, OauthRefusal> {
    let fields = Fields::of(request.body());
    let grant_type = fields.get("grant_type").map(str::to_owned);
    let Some(grant_type) = grant_type else {
        let text = "The request is missing required parameter 'grant_type'.";
        return Err(OauthRefusal::invalid_request(text));
    };
    let url = format!("{}/v1/token", server.base(&visit.origin));
    let app = clients::authenticate(org, (request, &fields), &url, visit)?;
    check_grant(&app, &grant_type)?;
    let proved = possession(org, (request, &url), &app, visit)?;
    let mut form = TokenForm::new(server, app, fields);
    form.proved_key = proved.map(|proved| proved.key);
    let mut response = match grant_type.as_str() {
        "client_credentials" => client_credentials(org, &form, visit)?,
        "interaction_code" => idx::redeem(org, &form, visit)?,
        "refresh_token" => refresh(org, &form, visit)?,
        _ => return Err(unsupported()),
    };
    if form.proved_key.is_some() {
        add_nonce(&mut response, &dpop::nonce(visit.now));
    }
    Ok(response)
}

fn unsupported() -> OauthRefusal {
    let text = "The grant type in the request isn't supported.";
    OauthRefusal::new(OauthErrorCode::UnsupportedGrantType, text)
}

fn check_grant(app: &App, grant_type: &str) -> Result<(), OauthRefusal> {
    let known = [
        "client_credentials",
        "interaction_code",
        "refresh_token",
        "authorization_code",
    ];
    if !known.contains(&grant_type) {
        return Err(unsupported());
    }
    if app.may_use(grant_type) {
        return Ok(());
    }
    let text = "The client is not authorized to use the provided grant type.";
    Err(OauthRefusal::new(OauthErrorCode::UnauthorizedClient, text))
}

/// The key whose possession a token request proves, where it must or wants to.
fn possession(
    org: &mut Org,
    (request, url): (&Request, &str),
    app: &App,
    visit: &Visit,
) -> Result<Option<Proved>, OauthRefusal> {
    let proof = dpop::proof(org, request, url, visit)?;
    match &proof {
        None if app.dpop == Switch::On => {
            Err(dpop::invalid("The DPoP proof JWT header is missing."))
        }
        Some(proof) if !dpop::has_good_nonce(&proof.claims, visit.now) => {
            Err(OauthRefusal::use_dpop_nonce(dpop::nonce(visit.now)))
        }
        None | Some(_) => Ok(proof),
    }
}

fn client_credentials(
    org: &mut Org,
    form: &TokenForm,
    visit: &mut Visit,
) -> Result<Response, OauthRefusal> {
    let asked: Vec<_> = form.get("scope").unwrap_or_default().split(' ').collect();
    let asked: Vec<_> = asked
        .into_iter()
        .filter(|scope| !scope.is_empty())
        .collect();
    if asked.is_empty() {
        let text = "No scopes were requested.";
        return Err(OauthRefusal::new(OauthErrorCode::InvalidScope, text));
    }
    let are_known = form.server == Server::Org
        && form.app.application_type == ApplicationType::Service
        && asked.iter().all(|scope| OKTA_SCOPES.contains(scope));
    if !are_known {
        let text = "One or more scopes are not configured for the authorization server resource.";
        return Err(OauthRefusal::new(OauthErrorCode::InvalidScope, text));
    }
    let granted = asked
        .iter()
        .filter(|scope| form.app.scopes.iter().any(|own| own == *scope));
    let scopes: Vec<_> = granted.map(|scope| (*scope).to_owned()).collect();
    if scopes.is_empty() {
        let text = "You are not allowed any of the requested scopes.";
        return Err(OauthRefusal::new(OauthErrorCode::ConsentRequired, text));
    }
    let given = Issue {
        person: None,
        scopes,
        nonce: None,
    };
    Ok(json(StatusCode::OK, &issue(org, form, given, visit)))
}

/// A refresh token is used once; a new one takes its place.
fn refresh(org: &mut Org, form: &TokenForm, visit: &mut Visit) -> Result<Response, OauthRefusal> {
    let token = form.required("refresh_token")?.to_owned();
    let grant = org.grants.get(&token);
    let grant = grant.filter(|grant| {
        grant.kind == TokenKind::RefreshToken
            && grant.is_good_at(visit.now)
            && grant.client_id == form.app.client_id
            && grant.bound_to == form.proved_key
    });
    let text = "The refresh token is invalid or expired.";
    let grant = grant.ok_or_else(|| OauthRefusal::invalid_grant(text))?;
    let given = Issue {
        person: grant.person,
        scopes: grant.scopes.clone(),
        nonce: None,
    };
    org.grants.revoke(&token);
    Ok(json(StatusCode::OK, &issue(org, form, given, visit)))
}
