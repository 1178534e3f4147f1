//! The groups of a user.

use http::Uri;
use serde::Deserialize;

use super::user_id::UserId;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::paging::next;
use crate::request::{Request, get};
use crate::response::{Response, read_list};

/// Some of the groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupPage {
    /// The groups' ids, 20 characters beginning with `00g`.
    pub ids: Vec<String>,
    /// Where there are more.
    pub next: Option<Uri>,
}

/// A group, as far as it is read: what it is called and who manages it decides nothing here.
#[derive(Deserialize)]
struct Group {
    id: String,
}

/// *List all groups* of a user, `Everyone` among them; the credential may see fewer than there
/// are.
///
/// Source: [listUserGroups](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserResources/#tag/UserResources/operation/listUserGroups).
#[must_use]
pub fn list_user_groups_request(org: &OrgUrl, user: &UserId) -> Request {
    get(org.join_escaped(&path(user)))
}

/// The first page; ask with [`next_groups_request`] for the others. A link to another of the org's
/// domains is followed on `org`: requests carry credentials.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is no such user;
/// [`AccessDenied`](crate::ErrorCode::AccessDenied), or [`Error::Oauth`] when the token lacks the
/// scope; [`Defect::NextPage`](crate::Defect::NextPage) when there are more, but not at a place
/// that is understood: some of the groups may lead to another policy than all.
pub fn list_user_groups_response(
    org: &OrgUrl,
    user: &UserId,
    response: &Response,
) -> Result<GroupPage, Error> {
    let groups: Vec<Group> = read_list(response)?;
    let next = next(org, (&path(user), ""), response)?;
    let ids = groups.into_iter().map(|group| group.id).collect();
    Ok(GroupPage { ids, next })
}

/// The page that stands behind another; read it with [`list_user_groups_response`].
#[must_use]
pub fn next_groups_request(page: &GroupPage) -> Option<Request> {
    page.next.clone().map(get)
}

fn path(user: &UserId) -> String {
    user.path("/groups")
}
