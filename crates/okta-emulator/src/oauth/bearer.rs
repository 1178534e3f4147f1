//! Access tokens at Okta's own APIs.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use okta::oauth::DpopProof;
use okta::{AccessToken, ErrorCode, Request};

use super::dpop;
use super::refusal::OauthRefusal;
use crate::answer::empty;
use crate::apps::ApplicationType;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::{AppWithoutRole, BadAccessToken, Switch};
use crate::visit::Visit;

/// How an access token was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Bearer,
    Dpop,
}

/// Whether an application may do what `scope` stands for.
///
/// # Errors
///
/// 403 without a body for a missing scope, E0000006 or no body for a missing role, 401 for a token that is
/// not, or no longer, good, 400 for a proof that does not fit.
pub(crate) fn check(
    org: &mut Org,
    request: &Request,
    (scheme, token, scope): (Scheme, &str, &str),
    visit: &Visit,
) -> Result<(), Refusal> {
    let grant = org.grants.get(token);
    let grant = grant.filter(|grant| grant.is_good_at(visit.now)).cloned();
    let grant = grant.ok_or_else(|| bad_token(org, scope, request, visit))?;
    match (&grant.bound_to, scheme) {
        (Some(_), Scheme::Bearer) => {
            let text = "The resource request must use the DPoP authentication scheme when using \
                        a DPoP bound token.";
            return Err(whole(OauthRefusal::invalid_request(text)));
        }
        (Some(key), Scheme::Dpop) => {
            check_proof(org, request, (token, key), visit).map_err(whole)?;
        }
        (None, Scheme::Bearer) => {}
        (None, Scheme::Dpop) => return Err(bad_token(org, scope, request, visit)),
    }
    if !grant.scopes.iter().any(|granted| covers(granted, scope)) {
        return Err(insufficient_scope(scope, request, visit));
    }
    let app = org.apps.get(&grant.client_id);
    let acts = app.is_some_and(|app| {
        app.role == Switch::On && app.application_type == ApplicationType::Service
    });
    if acts {
        return Ok(());
    }
    Err(match org.switches.management.app_without_role {
        AppWithoutRole::E0000006 => ErrorCode::AccessDenied.into(),
        AppWithoutRole::Empty => insufficient_scope(scope, request, visit),
    })
}

/// What may be managed may be read.
fn covers(granted: &str, scope: &str) -> bool {
    let manages = |resource: &str| granted.strip_suffix(".manage") == Some(resource);
    granted == scope || scope.strip_suffix(".read").is_some_and(manages)
}

fn check_proof(
    org: &mut Org,
    request: &Request,
    (token, key): (&str, &str),
    visit: &Visit,
) -> Result<(), OauthRefusal> {
    let url = format!("{}{}", visit.origin, request.uri().path());
    let proof = dpop::proof(org, request, &url, visit)?;
    let proof = proof.ok_or_else(|| dpop::invalid("The DPoP proof JWT header is missing."))?;
    if proof.key != key {
        let text = "The DPoP proof JWT is signed with another key than the access token's.";
        return Err(dpop::invalid(text));
    }
    let hash = DpopProof::hash_of(&AccessToken::new(token));
    if proof.claims.ath.as_ref() != Some(&hash) {
        return Err(dpop::invalid("The DPoP proof JWT 'ath' claim is invalid."));
    }
    Ok(())
}

fn bad_token(org: &Org, scope: &str, request: &Request, visit: &Visit) -> Refusal {
    match org.switches.bad_access_token {
        BadAccessToken::Challenge => {
            let why = "The access token is invalid or has expired.";
            let status = StatusCode::UNAUTHORIZED;
            challenge(status, ("invalid_token", why, scope), request, visit)
        }
        BadAccessToken::E0000011 => ErrorCode::InvalidToken.into(),
    }
}

fn insufficient_scope(scope: &str, request: &Request, visit: &Visit) -> Refusal {
    let why = "The access token provided does not contain the required scopes.";
    let status = StatusCode::FORBIDDEN;
    challenge(status, ("insufficient_scope", why, scope), request, visit)
}

/// An empty answer whose header says why.
fn challenge(
    status: StatusCode,
    (error, why, scope): (&str, &str, &str),
    request: &Request,
    visit: &Visit,
) -> Refusal {
    let (origin, path) = (&visit.origin, request.uri().path());
    let text = format!(
        "Bearer authorization_uri=\"{origin}/oauth2/v1/authorize\", realm=\"{origin}\", \
         scope=\"{scope}\", error=\"{error}\", error_description=\"{why}\", resource=\"{path}\""
    );
    let mut response = empty(status);
    if let Ok(value) = HeaderValue::try_from(text) {
        response.headers_mut().insert(WWW_AUTHENTICATE, value);
    }
    Refusal::whole(response)
}

fn whole(refusal: OauthRefusal) -> Refusal {
    Refusal::whole(refusal.into_response())
}

/// What stands behind the scheme of an `Authorization` header.
pub(crate) fn token_of(header: &str) -> Option<(Scheme, &str)> {
    let (scheme, token) = header.split_once(' ')?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Scheme::Bearer,
        "dpop" => Scheme::Dpop,
        _ => return None,
    };
    Some((scheme, token.trim()))
}
