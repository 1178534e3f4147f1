//! One-time tokens, whoever hands them out.

use okta::Timestamp;
use okta::authn::RelayState;

use crate::org::Org;
use crate::people::Key;
use crate::tokens::{Kind, Recovery};
use crate::visit::{Visit, later};

/// A token that a link ends with, or a trusted caller gets.
pub(crate) struct OneTime {
    pub(crate) token: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) lifetime_minutes: u32,
}

/// Where the links lead that the org makes up.
pub(crate) fn link_origin<'a>(org: &'a Org, visit: &'a Visit) -> &'a str {
    let fixed = org.switches.recovery.link_origin.as_deref();
    fixed.map_or(&visit.origin, |origin| origin.trim_end_matches('/'))
}

/// Makes a one-time token for a person. It lives as long as the person's policy says, an
/// activation token as long as the org says; the older ones of the same person end.
pub(crate) fn one_time_token(
    org: &mut Org,
    (person, kind): (Key, Kind),
    relay_state: Option<RelayState>,
    visit: &mut Visit,
) -> OneTime {
    let lifetime_minutes = match kind {
        Kind::Activation => org.switches.activation_token_lifetime_minutes,
        Kind::SelfService
        | Kind::Trusted
        | Kind::Unlock
        | Kind::ForgotPassword
        | Kind::ResetPassword => {
            let policy = org.policies.of(org.people.get(person));
            policy.token_lifetime_minutes
        }
    };
    let expires_at = later(visit.now, u64::from(lifetime_minutes) * 60);
    let recovery = Recovery {
        person,
        kind,
        expires_at,
        relay_state,
    };
    let ends_older = org.switches.newer_token_ends_older;
    let token = org.tokens.recover(recovery, ends_older, &mut visit.entropy);
    OneTime {
        token,
        expires_at,
        lifetime_minutes,
    }
}
