//! *List users*, as far as clients look somebody up by it.

use http::header::LINK;
use http::{HeaderValue, StatusCode};
use okta::{ErrorCode, Response};

use super::comparison::Comparison;
use super::query::Query;
use super::view;
use crate::answer::json as answer;
use crate::org::Org;
use crate::people::{Key, People, Person, Status};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// So many users are on a page unless told otherwise, and at most.
const PAGE: usize = 200;

/// Everybody who matches, a page at a time. Deactivated people are listed only when they are
/// searched for.
pub(super) fn respond(org: &mut Org, query: &Query, visit: &Visit) -> Result<Response, Refusal> {
    let limit = query.number("limit")?.unwrap_or(PAGE).clamp(1, PAGE);
    let wanted = Wanted::of(query, &org.people)?;
    if wanted.is_by_status() {
        org.settle_all(visit.now);
    }
    let after = query.get("after").and_then(|after| org.people.by_id(after));
    let mut found = wanted.among(&org.people, after);
    let page: Vec<Key> = found.by_ref().take(limit).collect();
    let has_more = found.next().is_some();
    drop(found);
    for key in &page {
        org.settle(*key, visit.now);
    }
    let users = page.iter().map(|key| view::listed(org, *key, visit));
    let mut response = answer(StatusCode::OK, &users.collect::<Vec<_>>());
    if let (true, Some(last)) = (has_more, page.last()) {
        let (origin, id) = (&visit.origin, &org.people.get(*last).id);
        let asked = query.written_without(&["after", "limit"]);
        let next = format!("<{origin}/api/v1/users?after={id}&{asked}limit={limit}>; rel=\"next\"");
        let next = HeaderValue::try_from(next).map_err(|_| ErrorCode::BadRequest)?;
        response.headers_mut().append(LINK, next);
    }
    Ok(response)
}

/// What is looked for.
enum Wanted {
    Everybody,
    /// `q`: the beginning of a name or address.
    Beginning(String),
    /// One comparison that an index has answered, in order of creation.
    Found(Vec<Key>),
    /// `filter` or `search`: one comparison.
    Comparison(Comparison),
}

impl Wanted {
    fn of(query: &Query, people: &People) -> Result<Self, Refusal> {
        let expression = query.get("search").or_else(|| query.get("filter"));
        match (expression, query.get("q")) {
            (Some(expression), _) => {
                let comparison = Comparison::of(expression).ok_or_else(|| {
                    let cause = "Invalid search criteria.";
                    Refusal::new(ErrorCode::ApiValidationFailed)
                        .about("filter")
                        .because(cause)
                })?;
                let found = comparison.indexed(people);
                Ok(found.map_or(Self::Comparison(comparison), Self::Found))
            }
            (None, Some(beginning)) => Ok(Self::Beginning(beginning.to_lowercase())),
            (None, None) => Ok(Self::Everybody),
        }
    }

    /// Whether a lock that is over would make a difference.
    fn is_by_status(&self) -> bool {
        matches!(self, Self::Comparison(comparison) if comparison.name == "status")
    }

    /// Who it is, after somebody.
    fn among<'a>(
        &'a self,
        people: &'a People,
        after: Option<Key>,
    ) -> Box<dyn Iterator<Item = Key> + 'a> {
        let keys = people.keys_after(after);
        let is_listed = |key: &Key| people.get(*key).status != Status::Deprovisioned;
        match self {
            Self::Everybody => Box::new(keys.filter(is_listed)),
            Self::Beginning(beginning) => {
                let begins = |key: &Key| begins(people.get(*key), beginning);
                Box::new(keys.filter(is_listed).filter(begins))
            }
            Self::Found(found) => {
                let found = found.iter().copied();
                Box::new(found.filter(move |key| after.is_none_or(|after| after < *key)))
            }
            Self::Comparison(comparison) => {
                Box::new(keys.filter(|key| comparison.holds(people.get(*key))))
            }
        }
    }
}

fn begins(person: &Person, beginning: &str) -> bool {
    let profile = &person.profile;
    [&profile.first_name, &profile.last_name, &profile.email]
        .iter()
        .any(|name| name.to_lowercase().starts_with(beginning))
}
