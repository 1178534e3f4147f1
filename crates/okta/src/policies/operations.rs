//! Reading policies and rules, page by page.

use http::Uri;
use http::header::LINK;

use super::POLICIES_PATH;
use super::policy::{Policy, PolicyId};
use super::rule::Rule;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{Request, get};
use crate::response::{Response, read_list};

/// Some of the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyPage {
    /// The policies, each with its rules.
    pub policies: Vec<Policy>,
    /// Where there are more.
    pub next: Option<Uri>,
}

/// *List policies*: all password policies with their rules.
///
/// Source: [listPolicies](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/#tag/Policy/operation/listPolicies).
#[must_use]
pub fn list_policies_request(org: &OrgUrl) -> Request {
    get(org.join_escaped(&format!("{POLICIES_PATH}?type=PASSWORD&expand=rules")))
}

/// The first page; ask with [`next_page_request`] for the others.
///
/// # Errors
///
/// [`AccessDenied`](crate::ErrorCode::AccessDenied), or
/// [`Error::Oauth`] when the token lacks the scope.
pub fn list_policies_response(org: &OrgUrl, response: &Response) -> Result<PolicyPage, Error> {
    let policies = read_list(response)?;
    let next = next(org, response);
    Ok(PolicyPage { policies, next })
}

/// The page that stands behind another; read it with [`list_policies_response`].
#[must_use]
pub fn next_page_request(page: &PolicyPage) -> Option<Request> {
    page.next.clone().map(get)
}

/// *List policy rules*.
///
/// Source: [listPolicyRules](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/#tag/Policy/operation/listPolicyRules).
#[must_use]
pub fn list_policy_rules_request(org: &OrgUrl, policy: &PolicyId) -> Request {
    get(org.join_escaped(&format!("{POLICIES_PATH}/{}/rules", policy.segment())))
}

/// The rules, in the order in which Okta looks at them.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no such policy.
pub fn list_policy_rules_response(response: &Response) -> Result<Vec<Rule>, Error> {
    let mut rules: Vec<Rule> = read_list(response)?;
    rules.sort_by_key(|rule| (rule.system, rule.priority.unwrap_or(u32::MAX)));
    Ok(rules)
}

/// `Link: <…>; rel="next"`, if it stays on the org's own origin: requests carry credentials.
fn next(org: &OrgUrl, response: &Response) -> Option<Uri> {
    let headers = response.headers().get_all(LINK).into_iter();
    let links = headers.filter_map(|header| header.to_str().ok());
    let mut links = links.flat_map(|header| header.split('<').skip(1));
    links.find_map(|link| {
        let (href, parameters) = link.split_once('>')?;
        let mut parameters = parameters.split([';', ',']).map(str::trim);
        let is_next = parameters.any(|parameter| parameter.eq_ignore_ascii_case(r#"rel="next""#));
        is_next.then(|| org.own(href))?
    })
}
