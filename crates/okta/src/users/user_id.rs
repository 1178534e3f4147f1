//! Which user is meant.

use std::fmt;
use std::str::FromStr;

use crate::org::OrgUrl;
use crate::path::{PathSegmentError, segment};

/// A user's id, login, or unambiguous short login (the part before `@`), fit for a path.
/// `credentials` and `sessions` are documented for ids only.
///
/// Prints itself no more than a secret does, because a login belongs to a person.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UserId {
    segment: String,
}

impl UserId {
    /// Takes an id or login as it is; it is escaped here.
    ///
    /// # Errors
    ///
    /// A login with a slash can be reached by its id only; `me`, which Okta takes for the owner
    /// of the credential, is nobody's name here.
    pub fn new(id_or_login: &str) -> Result<Self, PathSegmentError> {
        if id_or_login.eq_ignore_ascii_case("me") {
            return Err(PathSegmentError::Me);
        }
        let segment = segment(id_or_login)?;
        Ok(Self { segment })
    }

    /// The URL of the user, or of what stands behind it.
    pub(super) fn url(&self, org: &OrgUrl, rest: &str) -> http::Uri {
        org.join_escaped(&self.path(rest))
    }

    /// The same behind the org's origin.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("{}/{}{rest}", super::USERS_PATH, self.segment)
    }
}

impl FromStr for UserId {
    type Err = PathSegmentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserId(redacted)")
    }
}
