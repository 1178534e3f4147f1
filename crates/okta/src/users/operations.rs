//! Reading and changing a user.

use super::body::{Strict, UserUpdate};
use super::user::User;
use super::user_id::UserId;
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, get, post_json};
use crate::response::{Response, read};

/// *Get user*: status, profile, which credentials there are, and what can be done.
///
/// Source: [getUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/getUser).
#[must_use]
pub fn get_user_request(org: &OrgUrl, user: &UserId) -> Request {
    get(user.url(org, ""))
}

/// The user.
///
/// # Errors
///
/// [`ResourceNotFound`](crate::ErrorCode::ResourceNotFound) when there is none.
pub fn get_user_response(response: &Response) -> Result<User, Error> {
    read(response)
}

/// *Update user*, partially: changes what `update` says and nothing else.
///
/// Source: [updateUser](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/updateUser).
#[must_use]
pub fn update_user_request(
    org: &OrgUrl,
    user: &UserId,
    update: &UserUpdate,
    strict: Strict,
) -> Request {
    let url = user.url(org, &format!("?strict={}", strict.as_str()));
    post_json(url, &ClientContext::default(), update)
}

/// The user, changed.
///
/// # Errors
///
/// [`ApiValidationFailed`](crate::ErrorCode::ApiValidationFailed), for a rejected password too:
/// see [`password_rejections`](crate::password_rejections).
pub fn update_user_response(response: &Response) -> Result<User, Error> {
    read(response)
}
