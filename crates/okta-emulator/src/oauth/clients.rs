//! Which application asks, and how it proves that.

use http::header::AUTHORIZATION;
use jose::{Parsed, from_base64url};
use okta::Request;
use okta::oauth::CLIENT_ASSERTION_TYPE;
use serde_json::Value;

use super::form::Fields;
use super::keys::is_signed_by;
use super::refusal::OauthRefusal;
use crate::apps::{App, ApplicationType};
use crate::org::Org;
use crate::visit::Visit;

/// An assertion may be good for an hour at most.
const LONGEST_SECONDS: i64 = 3600;

/// How far ahead other people's clocks may be.
const SKEW_SECONDS: i64 = 60;

/// The application of a form, once it has proved itself; `endpoint` is the URL it was sent to.
pub(super) fn authenticate(
    org: &mut Org,
    (request, fields): (&Request, &Fields),
    endpoint: &str,
    visit: &Visit,
) -> Result<App, OauthRefusal> {
    check_query(request)?;
    let header = basic(request);
    let shown = [
        header.is_some(),
        fields.get("client_secret").is_some(),
        fields.get("client_assertion").is_some(),
    ];
    if shown.iter().filter(|is_shown| **is_shown).count() > 1 {
        let text = "Can't supply multiple client credentials. Use one of the following: \
                    credentials in the Authorization header, credentials in the post body, or a \
                    `client_assertion` in the post body.";
        return Err(OauthRefusal::invalid_request(text));
    }
    if let Some(assertion) = fields.get("client_assertion") {
        if fields.get("client_assertion_type") != Some(CLIENT_ASSERTION_TYPE) {
            let text = "The client_assertion_type is invalid.";
            return Err(OauthRefusal::invalid_request(text));
        }
        return by_assertion(org, assertion, (fields.get("client_id"), endpoint), visit);
    }
    if let Some((client_id, secret)) = &header {
        return by_secret(org, client_id, Some(secret));
    }
    match fields.get("client_id") {
        Some(client_id) => by_secret(org, client_id, fields.get("client_secret")),
        None => Err(OauthRefusal::invalid_client("No client credentials found.")),
    }
}

fn check_query(request: &Request) -> Result<(), OauthRefusal> {
    let query = Fields::of(request.uri().query().unwrap_or_default().as_bytes());
    let credentials = ["client_secret", "client_assertion"];
    if credentials.iter().any(|name| query.get(name).is_some()) {
        let text = "Client credentials must not be in the query string.";
        return Err(OauthRefusal::invalid_request(text));
    }
    Ok(())
}

/// `Basic`: client id and secret.
fn basic(request: &Request) -> Option<(String, String)> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let encoded = header.strip_prefix("Basic ")?.trim();
    // Base64 as in mail, which differs from that of tokens in two letters and the padding.
    let encoded = encoded
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    let text = String::from_utf8(from_base64url(&encoded)?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    Some((client_id.to_owned(), secret.to_owned()))
}

fn by_secret(org: &Org, client_id: &str, secret: Option<&str>) -> Result<App, OauthRefusal> {
    let app = known(org, client_id)?;
    if app.application_type == ApplicationType::Service {
        let text = "Client Credentials requests to the Org Authorization Server must use the \
                    private_key_jwt token_endpoint_auth_method.";
        return Err(OauthRefusal::invalid_client(text));
    }
    let is_right = app.is_public() || (secret.is_some() && app.client_secret.as_deref() == secret);
    if is_right {
        return Ok(app.clone());
    }
    let text = "The client secret supplied for a confidential client is invalid.";
    Err(OauthRefusal::invalid_client(text))
}

fn known<'a>(org: &'a Org, client_id: &str) -> Result<&'a App, OauthRefusal> {
    let unknown = || OauthRefusal::invalid_client("Invalid value for 'client_id' parameter.");
    org.apps.get(client_id).ok_or_else(unknown)
}

/// `private_key_jwt`.
fn by_assertion(
    org: &mut Org,
    assertion: &str,
    (client_id, endpoint): (Option<&str>, &str),
    visit: &Visit,
) -> Result<App, OauthRefusal> {
    let said = |text: &str| OauthRefusal::invalid_client(text);
    let token =
        Parsed::of(assertion).map_err(|_| said("The client_assertion token is malformed."))?;
    let claim = |name: &str| token.claims.get(name).and_then(Value::as_str);
    let subject = claim("sub").unwrap_or_default();
    if client_id.is_some_and(|client_id| client_id != subject) {
        return Err(said(
            "The subject claim for client_assertion must be the client_id.",
        ));
    }
    let app = known(org, subject)?.clone();
    if claim("iss") != Some(subject) {
        return Err(said(
            "The issuer claim for client_assertion must be the client_id.",
        ));
    }
    check_signature(&app, &token)?;
    check_audience(&token, endpoint)?;
    let expires = check_time(&token, visit)?;
    let is_new = claim("jti").is_none_or(|jti| {
        let name = format!("{subject} {jti}");
        org.grants.is_new_statement(name, expires, visit.now)
    });
    if !is_new {
        return Err(said("The client_assertion token has already been used."));
    }
    Ok(app)
}

fn check_signature(app: &App, token: &Parsed<'_>) -> Result<(), OauthRefusal> {
    let keys = &app.jwks.keys;
    let key = match (&token.header.kid, keys.as_slice()) {
        (Some(kid), _) => keys.iter().find(|key| key.kid.as_ref() == Some(kid)),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let text = "The client_assertion JWT kid is invalid.";
    let key = key.ok_or_else(|| OauthRefusal::invalid_client(text))?;
    let text = "The client_assertion signature is invalid.";
    is_signed_by(token, key)
        .then_some(())
        .ok_or_else(|| OauthRefusal::invalid_client(text))
}

fn check_audience(token: &Parsed<'_>, endpoint: &str) -> Result<(), OauthRefusal> {
    let is_for_us = match token.claims.get("aud") {
        Some(Value::Array(all)) => all.iter().any(|one| one == endpoint),
        Some(one) => one == endpoint,
        None => false,
    };
    let text = "The audience claim for client_assertion must be the endpoint invoked for the \
                request.";
    is_for_us
        .then_some(())
        .ok_or_else(|| OauthRefusal::invalid_client(text))
}

/// When the assertion ends, in seconds.
fn check_time(token: &Parsed<'_>, visit: &Visit) -> Result<i64, OauthRefusal> {
    let now = visit.now.as_millis().div_euclid(1000);
    let expires = token.claims.get("exp").and_then(Value::as_i64).unwrap_or(0);
    let text = if expires <= now {
        "The client_assertion token is expired."
    } else if expires > now + LONGEST_SECONDS + SKEW_SECONDS {
        "The client_assertion token has an expiration too far into the future."
    } else {
        return Ok(expires);
    };
    Err(OauthRefusal::invalid_client(text))
}
