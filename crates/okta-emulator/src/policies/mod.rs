//! The Policies API, as far as password policies are read: list, one, its rules.

mod page;
mod wire;

use http::{Method, StatusCode};
use okta::{ErrorCode, Request, Response};

use crate::answer::json;
use crate::callers::check_administrator;
use crate::media::check_json;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;
use page::Query;
use wire::Placed;

const SCOPE: &str = "okta.policies.read";

/// What a path stands for.
enum Place<'a> {
    All,
    One(&'a str),
    Rules(&'a str),
}

impl<'a> Place<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix("/api/v1/policies")?;
        let mut segments = rest.split('/').skip(1);
        match (segments.next(), segments.next(), segments.next()) {
            (None, None, None) => Some(Self::All),
            (Some(id), None, None) if !id.is_empty() => Some(Self::One(id)),
            (Some(id), Some("rules"), None) if !id.is_empty() => Some(Self::Rules(id)),
            _ => None,
        }
    }
}

/// Answers a request to these paths.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let place = Place::of(request.uri().path()).ok_or(ErrorCode::PathNotFound)?;
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    check_json(request)?;
    check_administrator(org, request, SCOPE, visit)?;
    let query = Query::of(request);
    match place {
        Place::All => page::list(org, &query, visit),
        Place::One(id) => {
            let policy = wire::policy(&found(org, id)?, &query, &visit.origin);
            Ok(json(StatusCode::OK, &policy))
        }
        Place::Rules(id) => {
            let rules = wire::rules(&found(org, id)?, &visit.origin);
            Ok(json(StatusCode::OK, &rules))
        }
    }
}

/// A policy by its id.
fn found<'a>(org: &'a Org, id: &str) -> Result<Placed<'a>, Refusal> {
    let mut policies = placed(org);
    let policy = policies.find(|placed| placed.policy.id() == id);
    policy.ok_or_else(|| {
        let about = format!("Resource not found: {id} (Policy)");
        Refusal::new(ErrorCode::ResourceNotFound).about(about)
    })
}

/// All policies in their places.
fn placed(org: &Org) -> impl Iterator<Item = Placed<'_>> {
    (1..)
        .zip(org.policies.iter())
        .map(|(priority, policy)| Placed {
            policy,
            priority,
            is_system: org.policies.is_system(policy),
        })
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn the_rules_of_no_policy_are_nowhere() {
        let rules = Place::of("/api/v1/policies/00p1/rules");
        assert!(matches!(rules, Some(Place::Rules("00p1"))));
        assert!(Place::of("/api/v1/policies//rules").is_none());
    }
}
