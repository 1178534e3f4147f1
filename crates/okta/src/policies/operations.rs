//! Reading policies and rules, page by page.

use http::Uri;

use super::POLICIES_PATH;
use super::policy::{Policy, PolicyId};
use super::rule::Rule;
use crate::error::{Defect, Error};
use crate::org::OrgUrl;
use crate::paging::{is_paged, next};
use crate::request::{Request, get};
use crate::response::{Response, read, read_list, unreadable};

/// Some of the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyPage {
    /// The policies, each with its rules.
    pub policies: Vec<Policy>,
    /// Where there are more.
    pub next: Option<Uri>,
}

/// What is asked for on every page.
const QUERY: &str = "type=PASSWORD&expand=rules";

/// *List policies*: all password policies with their rules.
///
/// Source: [listPolicies](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/#tag/Policy/operation/listPolicies).
#[must_use]
pub fn list_policies_request(org: &OrgUrl) -> Request {
    get(org.join_escaped(&format!("{POLICIES_PATH}?{QUERY}")))
}

/// The first page; ask with [`next_page_request`] for the others. A link to another of the org's
/// domains is followed on `org`: requests carry credentials.
///
/// # Errors
///
/// [`AccessDenied`](crate::ErrorCode::AccessDenied), or
/// [`Error::Oauth`] when the token lacks the scope;
/// [`Defect::NextPage`] when there are more, but not at a place that is understood: a choice among
/// some of the policies would be another one.
pub fn list_policies_response(org: &OrgUrl, response: &Response) -> Result<PolicyPage, Error> {
    let policies = read_list(response)?;
    let next = next(org, (POLICIES_PATH, QUERY), response)?;
    Ok(PolicyPage { policies, next })
}

/// The page that stands behind another; read it with [`list_policies_response`].
#[must_use]
pub fn next_page_request(page: &PolicyPage) -> Option<Request> {
    page.next.clone().map(get)
}

/// *Get policy*, with its rules.
///
/// Source: [getPolicy](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/#tag/Policy/operation/getPolicy).
#[must_use]
pub fn get_policy_request(org: &OrgUrl, policy: &PolicyId) -> Request {
    let segment = policy.segment();
    get(org.join_escaped(&format!("{POLICIES_PATH}/{segment}?expand=rules")))
}

/// The policy.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no such policy.
pub fn get_policy_response(response: &Response) -> Result<Policy, Error> {
    read(response)
}

/// *List policy rules*.
///
/// Source: [listPolicyRules](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/#tag/Policy/operation/listPolicyRules).
#[must_use]
pub fn list_policy_rules_request(org: &OrgUrl, policy: &PolicyId) -> Request {
    get(org.join_escaped(&format!("{POLICIES_PATH}/{}/rules", policy.segment())))
}

/// The rules, in the order in which Okta looks at them. All of them: rules come unpaged.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no such policy;
/// [`Defect::NextPage`] should they come in pages nevertheless.
pub fn list_policy_rules_response(response: &Response) -> Result<Vec<Rule>, Error> {
    let mut rules: Vec<Rule> = read_list(response)?;
    if is_paged(response) {
        return Err(unreadable(response, Defect::NextPage));
    }
    rules.sort_by_key(Rule::rank);
    Ok(rules)
}
