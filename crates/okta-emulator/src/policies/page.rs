//! *List policies*: by type and status, page by page.

use std::collections::BTreeMap;

use http::header::LINK;
use http::{HeaderValue, StatusCode};
use okta::{ErrorCode, Request, Response};

use super::{placed, wire};
use crate::answer::json;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Policies on a page, unless the request says otherwise. UNCERTAIN: Okta publishes no number.
const USUAL_LIMIT: usize = 20;

/// Okta's other types of policies; this org has none of them.
const OTHER_TYPES: [&str; 11] = [
    "ACCESS_POLICY",
    "CLIENT_UPDATE",
    "DEVICE_SIGNAL_COLLECTION",
    "ENTITY_RISK",
    "IDENTITY_CLAIM_SOURCING",
    "IDP_DISCOVERY",
    "MFA_ENROLL",
    "OKTA_SIGN_ON",
    "POST_AUTH_SESSION",
    "PROFILE_ENROLLMENT",
    "SESSION_VIOLATION_DETECTION",
];

/// The parameters behind the question mark.
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    pub(super) fn of(request: &Request) -> Self {
        let text = request.uri().query().unwrap_or_default();
        Self(
            form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// A parameter that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    fn limit(&self) -> Result<usize, Refusal> {
        let Some(limit) = self.get("limit") else {
            return Ok(USUAL_LIMIT);
        };
        let limit = limit.parse().ok().filter(|limit| *limit > 0);
        limit.ok_or_else(|| Refusal::new(ErrorCode::ApiValidationFailed).about("limit"))
    }
}

/// The policies that the query asks for.
pub(super) fn list(org: &Org, query: &Query, visit: &Visit) -> Result<Response, Refusal> {
    let kind = query.get("type").ok_or(ErrorCode::MissingParameter)?;
    if OTHER_TYPES.contains(&kind) {
        return Ok(json(StatusCode::OK, &[(); 0]));
    }
    if kind != "PASSWORD" {
        return Err(Refusal::new(ErrorCode::ApiValidationFailed)
            .about("type")
            .because(format!("type: {kind} is not a type of policies")));
    }
    let has_status = query.get("status").is_none_or(|status| status == "ACTIVE");
    let mut policies = placed(org)
        .filter(|_| has_status)
        .skip_while(|placed| {
            query
                .get("after")
                .is_some_and(|after| placed.policy.id() != after)
        })
        .skip(usize::from(query.get("after").is_some()));
    let page: Vec<_> = policies.by_ref().take(query.limit()?).collect();
    let last = page.last().filter(|_| policies.next().is_some());
    let next = last.map(|placed| next_link(query, &placed.policy.id(), visit));
    let page: Vec<_> = page
        .iter()
        .map(|placed| wire::policy(placed, query, &visit.origin))
        .collect();
    let mut response = json(StatusCode::OK, &page);
    if let Some(next) = next {
        response.headers_mut().append(LINK, next);
    }
    Ok(response)
}

fn next_link(query: &Query, after: &str, visit: &Visit) -> HeaderValue {
    let mut link = format!("<{}/api/v1/policies?type=PASSWORD", visit.origin);
    for name in ["status", "expand", "limit"] {
        // Words and numbers: they were compared or parsed, and need no escape.
        let value = query.get(name);
        let plain = value.filter(|value| value.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if let Some(value) = plain {
            link.extend(["&", name, "=", value]);
        }
    }
    link.extend(["&after=", after, ">; rel=\"next\""]);
    HeaderValue::try_from(link).expect("an origin, words and an id are ASCII")
}
