//! Groups: the org keeps them by name, the API by id.

use std::collections::BTreeSet;

use http::header::LINK;
use http::{HeaderValue, StatusCode};
use okta::{ErrorCode, Response};
use serde_json::{Value, json};

use super::not_found;
use super::query::Query;
use crate::answer::json as answer;
use crate::org::Org;
use crate::people::{EVERYONE, Person, derived_id};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// So many groups are on a page unless told otherwise, and at most. UNCERTAIN: Okta documents
/// neither a number nor the parameters of this list, and pages by them nevertheless.
const PAGE: usize = 200;

/// *List all groups* of a person, a page at a time: everybody's group, then the others by name.
pub(super) fn respond(person: &Person, query: &Query, visit: &Visit) -> Result<Response, Refusal> {
    let limit = query.number("limit")?.unwrap_or(PAGE).clamp(1, PAGE);
    let others: BTreeSet<&str> = person.groups.iter().map(String::as_str).collect();
    let others = others.into_iter().filter(|name| *name != EVERYONE);
    let groups = [EVERYONE].into_iter().chain(others);
    let mut groups = groups.map(|name| (id(name), name)).peekable();
    if let Some(after) = query.get("after") {
        groups.by_ref().find(|(id, _)| id == after);
    }
    let page: Vec<_> = groups.by_ref().take(limit).collect();
    let shown: Vec<_> = page.iter().map(|(id, name)| shown(id, name)).collect();
    let mut response = answer(StatusCode::OK, &shown);
    if let (Some(_), Some((last, _))) = (groups.peek(), page.last()) {
        let list = format!("{}/api/v1/users/{}/groups", visit.origin, person.id);
        let next = format!("<{list}?after={last}&limit={limit}>; rel=\"next\"");
        let next = HeaderValue::try_from(next).map_err(|_| ErrorCode::BadRequest)?;
        response.headers_mut().append(LINK, next);
    }
    Ok(response)
}

fn shown(id: &str, name: &str) -> Value {
    let (kind, description) = match name {
        EVERYONE => ("BUILT_IN", "All users in your organization"),
        _ => ("OKTA_GROUP", ""),
    };
    json!({
        "id": id,
        "objectClass": ["okta:user_group"],
        "type": kind,
        "profile": {"name": name, "description": description},
    })
}

fn id(name: &str) -> String {
    derived_id("00g", name)
}

/// The names of the groups that have these ids: of those that a policy or a person names, and
/// everybody's.
///
/// UNCERTAIN: how Okta refuses the others; by 404 E0000007 as everything that is not there.
pub(super) fn named(org: &Org, ids: &[String]) -> Result<Vec<String>, Refusal> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of_policies = org.policies.iter().flat_map(|policy| &policy.groups);
    let of_people = org.people.iter().flat_map(|person| &person.groups);
    let names = of_policies.chain(of_people).map(String::as_str);
    let known: BTreeSet<&str> = names.chain([EVERYONE]).collect();
    let name = |id: &String| {
        let mut known = known.iter();
        let name = known.find(|name| self::id(name) == *id);
        name.map(|name| (*name).to_owned())
            .ok_or_else(|| not_found(org, id, "UserGroup"))
    };
    ids.iter().map(name).collect()
}
