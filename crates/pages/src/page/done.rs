//! The ends of the journey.

use serde::{Deserialize, Serialize};

use crate::Purpose;

/// The password is set, or the account unlocked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// What the person was here for.
    pub purpose: Purpose,
    /// Where an account was only unlocked: who may want a new password all the same, if known.
    pub login: Option<String>,
    /// Where the person came from, if they go back there.
    pub return_to: Option<ReturnTo>,
    /// The address at Okta that signs them in on the way back, if they are to be: once, and for
    /// a few minutes. Whoever opens it is signed in.
    pub sign_in: Option<String>,
}

/// An application to go back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnTo {
    /// Its address. Whoever makes the page has found it on the list of
    /// allowed ones; here it is not looked at any more.
    pub url: String,
    /// Its name, as people know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The way from the notice mail for somebody who did not change the password.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotMe {
    /// How far they have come.
    pub state: NotMeState,
}

/// How far somebody has come who did not change the password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotMeState {
    /// Nothing has happened: mail scanners open links, too.
    #[default]
    Confirm,
    /// Sessions are ended, the reset is stopped, the operator is told.
    Done,
    /// The link came too late.
    Expired,
}
