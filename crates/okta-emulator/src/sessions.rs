//! The Sessions API, and where browsers go for the same: a session token becomes a session, once.

use std::collections::HashMap;

use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderValue, Method, StatusCode};
use okta::{ErrorCode, Request, Response, SessionToken, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{empty, json as answer};
use crate::callers::check_administrator;
use crate::media;
use crate::org::Org;
use crate::people::{Key, session_id};
use crate::refusal::Refusal;
use crate::users::not_found;
use crate::visit::{Visit, later};

/// A session token is good for so many seconds.
const TOKEN_SECONDS: u64 = 300;

/// A session lives so long.
const SESSION_SECONDS: u64 = 7200;

/// When a session that began then is over.
pub(crate) fn end_of_session(began: Timestamp) -> Timestamp {
    later(began, SESSION_SECONDS)
}

/// Body of *create session*.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateSession {
    session_token: SessionToken,
}

/// Answers a request to these paths.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let id = path.strip_prefix("/api/v1/sessions").unwrap_or_default();
    let id = id.trim_start_matches('/').to_owned();
    if id.contains('/') {
        return Err(ErrorCode::PathNotFound.into());
    }
    media::check_json(request)?;
    match (id.is_empty(), request.method()) {
        (true, &Method::POST) => create(org, request.body(), visit),
        (true, _) => Err(Refusal::method("POST")),
        (false, &Method::GET) => {
            check_administrator(org, request, "okta.sessions.read", visit)?;
            let (key, token) = find(org, &id, visit)?;
            Ok(answer(StatusCode::OK, &session(org, (key, &token), visit)))
        }
        (false, &Method::DELETE) => {
            check_administrator(org, request, "okta.sessions.manage", visit)?;
            let (key, token) = find(org, &id, visit)?;
            let sessions = &mut org.people.get_mut(key).sessions;
            sessions.retain(|session| session.session_token != token);
            Ok(empty(StatusCode::NO_CONTENT))
        }
        (false, _) => Err(Refusal::method("GET, DELETE")),
    }
}

fn create(org: &mut Org, body: &[u8], visit: &Visit) -> Result<Response, Refusal> {
    let body: CreateSession = serde_json::from_slice(body).map_err(|_| ErrorCode::MalformedBody)?;
    let token = body.session_token.secret();
    let key = exchange(org, token, visit).ok_or(ErrorCode::AuthenticationFailed)?;
    Ok(answer(StatusCode::OK, &session(org, (key, token), visit)))
}

/// Where a browser gets a session and is sent on: without one, when the token is no good.
pub(crate) fn redirect(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    let query = request.uri().query().unwrap_or_default();
    let pairs: HashMap<_, _> = form_urlencoded::parse(query.as_bytes()).collect();
    let target = pairs.get("redirectUrl").ok_or(ErrorCode::BadRequest)?;
    let mut response = empty(StatusCode::FOUND);
    let target = HeaderValue::try_from(&**target).map_err(|_| ErrorCode::BadRequest)?;
    response.headers_mut().insert(LOCATION, target);
    let token = pairs.get("token").map_or("", |token| token);
    if exchange(org, token, visit).is_some() {
        let cookie = format!("sid={}; Path=/; Secure; HttpOnly", session_id(token));
        let cookie = HeaderValue::try_from(cookie).map_err(|_| ErrorCode::BadRequest)?;
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Spends a token that is good: whose it is.
fn exchange(org: &mut Org, token: &str, visit: &Visit) -> Option<Key> {
    let person = org.people.by_session(&session_id(token)).filter(|key| {
        let mut sessions = org.people.get(*key).sessions.iter();
        sessions.any(|session| {
            session.session_token == token
                && !session.is_exchanged
                && visit.now < later(session.created_at, TOKEN_SECONDS)
        })
    });
    let key = person?;
    for session in &mut org.people.get_mut(key).sessions {
        session.is_exchanged |= session.session_token == token;
    }
    Some(key)
}

fn find(org: &Org, id: &str, visit: &Visit) -> Result<(Key, String), Refusal> {
    let found = org.people.by_session(id).and_then(|key| {
        let mut sessions = org.people.get(key).sessions.iter();
        let session = sessions.find(|session| {
            session.is_exchanged
                && session_id(&session.session_token) == id
                && visit.now < end_of_session(session.created_at)
        });
        session.map(|session| (key, session.session_token.clone()))
    });
    found.ok_or_else(|| not_found(org, id, "AppSession"))
}

/// The session object.
fn session(org: &Org, (key, token): (Key, &str), visit: &Visit) -> Value {
    let person = org.people.get(key);
    let mut sessions = person.sessions.iter();
    let session = sessions.find(|session| session.session_token == token);
    let created = session.map_or(visit.now, |session| session.created_at);
    let id = session_id(token);
    let url = format!("{}/api/v1/sessions/{id}", visit.origin);
    json!({
        "id": id,
        "userId": person.id,
        "login": person.profile.login,
        "createdAt": created,
        "expiresAt": end_of_session(created),
        "status": "ACTIVE",
        "lastPasswordVerification": created,
        "lastFactorVerification": null,
        "amr": ["pwd"],
        "idp": {"id": "00oemulated0rekey000", "type": "OKTA"},
        "mfaActive": false,
        "_links": {"self": {"href": url, "hints": {"allow": ["GET", "DELETE"]}}},
    })
}
