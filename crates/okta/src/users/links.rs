//! `_links` of a user: what can be done with it now.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::{if_readable, words};

/// `_links` of a user by their names. Only those of a single user say what is possible; in lists
/// they are incomplete.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Value>")]
pub struct UserLinks(BTreeMap<String, UserLink>);

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLink {
    /// An absolute URL.
    pub href: String,
    /// How to call it; operations are POSTs.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub method: Option<String>,
}

words! {
    /// An operation that status and policy may allow, by the name of its link.
    UserOperation {
        /// Activate
        Activate = "activate",
        /// Send the activation anew
        Reactivate = "reactivate",
        /// Demand a new password
        ResetPassword = "resetPassword",
        /// Begin a recovery; left out where policy forbids it
        ForgotPassword = "forgotPassword",
        /// Expire the password
        ExpirePassword = "expirePassword",
        /// Change the password
        ChangePassword = "changePassword",
        /// Change the recovery question
        ChangeRecoveryQuestion = "changeRecoveryQuestion",
        /// Forget all factors
        ResetFactors = "resetFactors",
        /// Pause
        Suspend = "suspend",
        /// End the pause
        Unsuspend = "unsuspend",
        /// Open a lock
        Unlock = "unlock",
        /// Deactivate
        Deactivate = "deactivate",
    }
}

impl UserLinks {
    /// Whether an operation is possible now, as far as status and policy go.
    #[must_use]
    pub fn offers(&self, operation: &UserOperation) -> bool {
        self.0.contains_key(operation.as_str())
    }

    /// One link by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&UserLink> {
        self.0.get(name)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, UserLink)> for UserLinks {
    fn from_iter<I: IntoIterator<Item = (String, UserLink)>>(links: I) -> Self {
        Self(links.into_iter().collect())
    }
}

/// A link that is not understood is none.
impl From<BTreeMap<String, Value>> for UserLinks {
    fn from(wire: BTreeMap<String, Value>) -> Self {
        let readable = |(name, value): (_, Value)| {
            let is_link = value.is_object();
            let link = is_link.then(|| serde_json::from_value(value).ok())?;
            Some((name, link?))
        };
        wire.into_iter().filter_map(readable).collect()
    }
}
