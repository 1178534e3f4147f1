//! The Policies API, as far as password policies are read: list, one, its rules.

mod page;
mod wire;

use http::{Method, StatusCode};
use okta::{ErrorCode, Request, Response};

use crate::answer::json;
use crate::callers::check_administrator;
use crate::media::check_json;
use crate::org::Org;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::visit::Visit;
use page::Query;

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
            (Some(id), Some("rules"), None) => Some(Self::Rules(id)),
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
            let (priority, policy) = found(org, id)?;
            let policy = wire::policy(policy, priority, &query, &visit.origin);
            Ok(json(StatusCode::OK, &policy))
        }
        Place::Rules(id) => {
            let (_, policy) = found(org, id)?;
            Ok(json(StatusCode::OK, &wire::rules(policy, &visit.origin)))
        }
    }
}

/// A policy by its id, with its priority.
fn found<'a>(org: &'a Org, id: &str) -> Result<(u32, &'a Policy), Refusal> {
    let mut policies = numbered(org);
    let policy = policies.find(|(_, policy)| policy.id() == id);
    policy.ok_or_else(|| {
        let about = format!("Resource not found: {id} (Policy)");
        Refusal::new(ErrorCode::ResourceNotFound).about(about)
    })
}

/// All policies with their priorities, 1 being the first that is looked at.
fn numbered(org: &Org) -> impl Iterator<Item = (u32, &Policy)> {
    (1..).zip(org.policies.iter())
}
