//! The Users API.

mod body;
mod comparison;
mod create;
mod credentials;
mod groups;
mod lifecycle;
mod links;
mod list;
mod query;
mod reset;
mod update;
pub(crate) mod view;

use http::{Method, StatusCode};
use okta::oauth::scope;
use okta::{ErrorCode, Request, Response};
use percent_encoding::percent_decode_str;
use serde_json::json;

pub(crate) use self::query::Query;
use crate::answer::{empty, json as answer};
use crate::callers::check_administrator;
use crate::media;
use crate::org::Org;
use crate::people::{Key, Status};
use crate::refusal::Refusal;
use crate::switches::{NotFoundText, Switch};
use crate::visit::Visit;

/// What a path below `/api/v1/users` names.
enum Place<'a> {
    Everybody,
    One(String),
    Lifecycle(String, &'a str),
    Credentials(String, &'a str),
    Sessions(String),
    Groups(String),
}

impl<'a> Place<'a> {
    fn at(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix("/api/v1/users")?;
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let mut segments = rest.split('/');
        let user = segments.next().unwrap_or_default();
        let user = percent_decode_str(user).decode_utf8_lossy().into_owned();
        let behind = (segments.next(), segments.next(), segments.next());
        Some(match behind {
            (None, None, None) if user.is_empty() => Self::Everybody,
            // Nobody's groups, sessions, … are no path.
            _ if user.is_empty() => return None,
            (None, None, None) => Self::One(user),
            (Some("lifecycle"), Some(operation), None) => Self::Lifecycle(user, operation),
            (Some("credentials"), Some(operation), None) => Self::Credentials(user, operation),
            (Some("sessions"), None, None) => Self::Sessions(user),
            (Some("groups"), None, None) => Self::Groups(user),
            _ => return None,
        })
    }

    /// The methods that the place knows; nothing for an operation that it does not.
    fn methods(&self) -> Option<&'static str> {
        Some(match self {
            Self::Everybody => "GET, POST",
            Self::One(_) => "GET, POST, PUT, DELETE",
            Self::Lifecycle(_, operation) if lifecycle::knows(operation) => "POST",
            Self::Credentials(_, operation) if credentials::knows(operation) => "POST",
            Self::Sessions(_) => "DELETE",
            Self::Groups(_) => "GET",
            Self::Lifecycle(..) | Self::Credentials(..) => return None,
        })
    }
}

/// Answers a request to these paths.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let place = Place::at(request.uri().path()).ok_or(ErrorCode::PathNotFound)?;
    let methods = place.methods().ok_or(ErrorCode::PathNotFound)?;
    let method = request.method();
    if !methods.split(", ").any(|known| known == method.as_str()) {
        return Err(Refusal::method(methods));
    }
    media::check_json(request)?;
    let scope = if method == Method::GET {
        scope::USERS_READ
    } else {
        scope::USERS_MANAGE
    };
    check_administrator(org, request, scope, visit)?;
    let query = Query::of(request);
    match place {
        Place::Everybody if *method == Method::GET => list::respond(org, &query, visit),
        Place::Everybody => create::respond(org, (request.body(), &query), visit),
        Place::One(user) => one(org, request, (&user, &query), visit),
        Place::Lifecycle(user, operation) => {
            let key = find(org, &user, visit)?;
            lifecycle::check_arrived(org, key)?;
            let is_there = org.people.get(key).status != Status::Deprovisioned;
            if operation == "deactivate" && is_there && may_be_later(request) {
                lifecycle::deactivate_later(org, key, visit);
                return Ok(nothing());
            }
            lifecycle::respond(org, (key, operation), &query, visit)
        }
        Place::Credentials(user, operation) => {
            let key = find_by_id(org, &user, visit)?;
            lifecycle::check_arrived(org, key)?;
            credentials::respond(org, (key, operation), (request.body(), &query), visit)
        }
        Place::Sessions(user) => {
            let key = find_by_id(org, &user, visit)?;
            end_sessions(org, key, &query)
        }
        Place::Groups(user) => {
            let key = find(org, &user, visit)?;
            groups::respond(org.people.get(key), &query, visit)
        }
    }
}

fn one(
    org: &mut Org,
    request: &Request,
    (user, query): (&str, &Query),
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let key = find(org, user, visit)?;
    if *request.method() != Method::GET {
        lifecycle::check_arrived(org, key)?;
    }
    match *request.method() {
        Method::GET => Ok(view::shown(org, key, request, visit)),
        Method::DELETE => Ok(delete(org, (key, request), visit)),
        _ => update::respond(org, key, (request, query), visit),
    }
}

/// Whom an id, a login or a short login names.
fn find(org: &mut Org, user: &str, visit: &Visit) -> Result<Key, Refusal> {
    let key = org
        .people
        .by_id(user)
        .or_else(|| org.people.by_username(user));
    found(org, key, user, visit)
}

/// Credentials and sessions are documented for ids only.
fn find_by_id(org: &mut Org, user: &str, visit: &Visit) -> Result<Key, Refusal> {
    let key = org.people.by_id(user);
    found(org, key, user, visit)
}

fn found(org: &mut Org, key: Option<Key>, user: &str, visit: &Visit) -> Result<Key, Refusal> {
    let key = key.ok_or_else(|| not_found(org, user, "User"))?;
    org.settle(key, visit.now);
    Ok(key)
}

/// 404 for something that was asked for by its name.
pub(crate) fn not_found(org: &Org, name: &str, kind: &str) -> Refusal {
    let refusal = Refusal::new(ErrorCode::ResourceNotFound);
    match org.switches.not_found_text {
        NotFoundText::Whole => refusal.about(format!("Resource not found: {name} ({kind})")),
        NotFoundText::Template => refusal.about("{0}"),
    }
}

/// `Prefer: respond-async`.
fn may_be_later(request: &Request) -> bool {
    let wish = request.headers().get("prefer");
    wish.is_some_and(|wish| wish.as_bytes().eq_ignore_ascii_case(b"respond-async"))
}

/// The first time deactivates, the second deletes.
fn delete(org: &mut Org, (key, request): (Key, &Request), visit: &Visit) -> Response {
    if org.people.get(key).status == Status::Deprovisioned {
        org.grants.revoke_all_of(key);
        org.people.delete(key, visit.now);
    } else if may_be_later(request) {
        lifecycle::deactivate_later(org, key, visit);
    } else {
        lifecycle::deactivate(org, key, visit);
    }
    empty(StatusCode::NO_CONTENT)
}

fn end_sessions(org: &mut Org, key: Key, query: &Query) -> Result<Response, Refusal> {
    let with_tokens = query.flag("oauthTokens")?.unwrap_or(false);
    query.flag("forgetDevices")?;
    let spares_tokens = org.switches.management.revocation_ends_session_tokens == Switch::Off;
    let sessions = &mut org.people.get_mut(key).sessions;
    sessions.retain(|session| spares_tokens && !session.is_exchanged);
    if with_tokens {
        org.grants.revoke_all_of(key);
    }
    Ok(empty(StatusCode::NO_CONTENT))
}

/// `{}`.
fn nothing() -> Response {
    answer(StatusCode::OK, &json!({}))
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_name_stands_behind_one_slash() {
        let one = Place::at("/api/v1/users/ada@example.com");
        assert!(matches!(one, Some(Place::One(name)) if name == "ada@example.com"));
        assert!(Place::at("/api/v1/users//ada@example.com").is_none());
    }

    #[test]
    fn nothing_is_behind_no_name() {
        for rest in [
            "groups",
            "sessions",
            "lifecycle/unlock",
            "credentials/forgot_password",
        ] {
            let path = format!("/api/v1/users//{rest}");
            assert!(Place::at(&path).is_none(), "{path}");
        }
    }
}
