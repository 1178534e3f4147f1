//! *List users*, as far as clients look somebody up by it.

use http::header::LINK;
use http::{HeaderValue, StatusCode};
use okta::{ErrorCode, Response};
use serde_json::{Value, json};

use super::query::Query;
use super::view;
use crate::answer::json as answer;
use crate::org::Org;
use crate::people::{Key, Status};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// So many users are on a page unless told otherwise, and at most.
const PAGE: usize = 200;

/// Everybody who matches, a page at a time. Deactivated people are listed only when they are
/// searched for.
pub(super) fn respond(org: &mut Org, query: &Query, visit: &Visit) -> Result<Response, Refusal> {
    org.settle_all(visit.now);
    let org = &*org;
    let limit = query.number("limit")?.unwrap_or(PAGE).clamp(1, PAGE);
    let wanted = Wanted::of(query)?;
    let matches = |key: &Key| wanted.matches(&json!(view::user(org, *key, &visit.origin)));
    let after = query.get("after").and_then(|after| org.people.by_id(after));
    let mut keys = org.people.keys();
    if let Some(after) = after {
        keys.find(|key| *key == after);
    }
    let is_shown =
        |key: &Key| wanted.is_search() || org.people.get(*key).status != Status::Deprovisioned;
    let mut found = keys.filter(is_shown).filter(matches);
    let page: Vec<Key> = found.by_ref().take(limit).collect();
    let has_more = found.next().is_some();
    let users: Vec<_> = page
        .iter()
        .map(|key| view::listed(org, *key, visit))
        .collect();
    let mut response = answer(StatusCode::OK, &users);
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
    /// `filter` or `search`: one comparison.
    Comparison {
        pointer: String,
        is_whole: bool,
        value: String,
    },
}

impl Wanted {
    fn of(query: &Query) -> Result<Self, Refusal> {
        let expression = query.get("search").or_else(|| query.get("filter"));
        match (expression, query.get("q")) {
            (Some(expression), _) => comparison(expression).ok_or_else(|| {
                let cause = "Invalid search criteria.";
                Refusal::new(ErrorCode::ApiValidationFailed)
                    .about("filter")
                    .because(cause)
            }),
            (None, Some(beginning)) => Ok(Self::Beginning(beginning.to_lowercase())),
            (None, None) => Ok(Self::Everybody),
        }
    }

    fn is_search(&self) -> bool {
        matches!(self, Self::Comparison { .. })
    }

    fn matches(&self, user: &Value) -> bool {
        let text = |pointer: &str| {
            let value = user.pointer(pointer).and_then(Value::as_str);
            value.unwrap_or_default().to_lowercase()
        };
        match self {
            Self::Everybody => true,
            Self::Beginning(beginning) => {
                let names = ["/profile/firstName", "/profile/lastName", "/profile/email"];
                names.iter().any(|name| text(name).starts_with(beginning))
            }
            Self::Comparison {
                pointer,
                is_whole: true,
                value,
            } => text(pointer) == *value,
            Self::Comparison { pointer, value, .. } => text(pointer).starts_with(value),
        }
    }
}

/// `profile.login eq "ada@example.com"`, or `sw` for a beginning.
fn comparison(expression: &str) -> Option<Wanted> {
    let mut words = expression.trim().splitn(3, ' ');
    let (name, operator, value) = (words.next()?, words.next()?, words.next()?);
    let value = value.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_whole = match operator.to_ascii_lowercase().as_str() {
        "eq" => true,
        "sw" => false,
        _ => return None,
    };
    let is_known = name == "id" || name == "status" || name.starts_with("profile.");
    is_known.then(|| Wanted::Comparison {
        pointer: format!("/{}", name.replace('.', "/")),
        is_whole,
        value: value.to_lowercase(),
    })
}
