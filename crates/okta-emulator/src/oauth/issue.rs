//! Making tokens.

use jose::{base64url, sha256};
use okta::oauth::{TokenResponse, TokenType};
use okta::{AccessToken, IdToken, RefreshToken};
use serde_json::{Value, json};

use super::form::TokenForm;
use super::grants::{Grant, Life, TokenKind};
use super::keys::sign;
use super::server::Server;
use crate::org::Org;
use crate::people::Key;
use crate::visit::{Visit, later};

/// Access and id tokens are good for an hour.
const TOKEN_SECONDS: u32 = 3600;

/// Refresh tokens are good for a hundred days.
const REFRESH_SECONDS: u64 = 8_640_000;

/// What to give.
pub(crate) struct Issue {
    /// To whom; nobody for an application by itself.
    pub(crate) person: Option<Key>,
    /// The scopes that are given.
    pub(crate) scopes: Vec<String>,
    /// What the application wants to see in the id token.
    pub(crate) nonce: Option<String>,
}

/// Gives an application the tokens that the scopes call for: an access token, with `openid` an
/// id token, with `offline_access` a refresh token.
pub(crate) fn issue(
    org: &mut Org,
    form: &TokenForm,
    issue: Issue,
    visit: &mut Visit,
) -> TokenResponse {
    let has = |scope: &str| issue.scopes.iter().any(|given| given == scope);
    let (openid, offline) = (has("openid"), has("offline_access"));
    let refresh_token = offline.then(|| visit.entropy.url_safe(43));
    let access_token = access_token(org, form, &issue, visit);
    let id_token = issue
        .person
        .filter(|_| openid)
        .map(|person| id_token(org, form, (person, &issue, &access_token), visit));
    let grant = grant(form, issue, refresh_token.clone(), visit);
    let scope = grant.scopes.join(" ");
    if let Some(token) = &refresh_token {
        let refresh = Grant {
            kind: TokenKind::RefreshToken,
            expires_at: later(visit.now, REFRESH_SECONDS),
            refresh_token: None,
            ..grant.clone()
        };
        org.grants.keep(token.clone(), refresh);
    }
    org.grants.keep(access_token.clone(), grant);
    TokenResponse {
        token_type: match form.proved_key {
            Some(_) => TokenType::Dpop,
            None => TokenType::Bearer,
        },
        expires_in: TOKEN_SECONDS,
        access_token: AccessToken::new(access_token),
        scope: Some(scope),
        refresh_token: refresh_token.map(RefreshToken::new),
        id_token: id_token.map(IdToken::new),
    }
}

fn grant(form: &TokenForm, issue: Issue, refresh_token: Option<String>, visit: &Visit) -> Grant {
    Grant {
        client_id: form.app.client_id.clone(),
        person: issue.person,
        scopes: issue.scopes,
        issued_at: visit.now,
        expires_at: visit.after(TOKEN_SECONDS),
        bound_to: form.proved_key.clone(),
        kind: TokenKind::AccessToken,
        life: Life::Good,
        refresh_token,
    }
}

fn access_token(org: &Org, form: &TokenForm, issue: &Issue, visit: &mut Visit) -> String {
    let now = visit.now.as_millis().div_euclid(1000);
    let client_id = &form.app.client_id;
    let mut claims = json!({
        "ver": 1,
        "jti": format!("AT.{}", visit.entropy.url_safe(43)),
        "iss": form.server.issuer(&visit.origin),
        "aud": form.server.audience(&visit.origin),
        "sub": client_id,
        "iat": now,
        "exp": now + i64::from(TOKEN_SECONDS),
        "cid": client_id,
        "scp": issue.scopes,
    });
    if let Some(key) = issue.person {
        let person = org.people.get(key);
        claims["uid"] = json!(person.id);
        claims["sub"] = json!(person.profile.login);
        claims["auth_time"] = json!(now);
    }
    if let Some(key) = &form.proved_key {
        claims["cnf"] = json!({ "jkt": key });
    }
    let typ = match form.server {
        Server::Org => Some("application/okta-internal-at+jwt"),
        Server::Custom(_) => None,
    };
    sign(typ, &claims).secret().to_owned()
}

fn id_token(
    org: &Org,
    form: &TokenForm,
    (key, issue, access_token): (Key, &Issue, &str),
    visit: &mut Visit,
) -> String {
    let now = visit.now.as_millis().div_euclid(1000);
    let person = org.people.get(key);
    let profile = &person.profile;
    let mut claims = json!({
        "sub": person.id,
        "ver": 1,
        "iss": form.server.issuer(&visit.origin),
        "aud": form.app.client_id,
        "iat": now,
        "exp": now + i64::from(TOKEN_SECONDS),
        "jti": format!("ID.{}", visit.entropy.url_safe(43)),
        "amr": ["pwd"],
        "idp": "00oemulated0rekey000",
        "auth_time": now,
        "at_hash": base64url(&sha256(access_token.as_bytes())[..16]),
        "preferred_username": profile.login,
        "name": format!("{} {}", profile.first_name, profile.last_name),
    });
    if issue.scopes.iter().any(|scope| scope == "email") {
        claims["email"] = json!(profile.email);
        claims["email_verified"] = json!(true);
    }
    if let Some(nonce) = &issue.nonce {
        claims["nonce"] = Value::from(nonce.as_str());
    }
    sign(None, &claims).secret().to_owned()
}
