//! What the rules of a policy say about somebody's reset.

use super::policy::LifecycleStatus;
use super::rule::{Access, AccessControl, Actions, NetworkConnection, ResetAction, Rule};
use crate::wire::says_something;

/// The first rule that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyingRule<'a> {
    /// This one, for everybody to whom the policy applies.
    Rule(&'a Rule),
    /// This one, for some: its conditions, a network zone for example, are Okta's to judge.
    DecidedElsewhere(&'a Rule),
    /// None: nothing is allowed.
    None,
}

/// Whether somebody may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// They may.
    Allowed,
    /// They may not.
    Denied,
    /// It cannot be told from here: by a network zone, another condition of the rule, or the Okta
    /// account management policy (`accessControl: AUTH_POLICY`).
    DecidedElsewhere,
}

/// The rule that holds: the first active one, by priority, Okta's own last.
///
/// Source: [policies and rules](https://developer.okta.com/docs/concepts/policies/).
#[must_use]
pub fn applying_rule(rules: &[Rule]) -> ApplyingRule<'_> {
    let used = rules
        .iter()
        .filter(|rule| rule.status != LifecycleStatus::Inactive);
    match used.min_by_key(|rule| rule.rank()) {
        Some(rule) if holds_everywhere(rule) => ApplyingRule::Rule(rule),
        Some(rule) => ApplyingRule::DecidedElsewhere(rule),
        None => ApplyingRule::None,
    }
}

/// Whether people may reset a forgotten password, by the rules of their policy. Ask
/// [`Policy::rules`](super::Policy::rules), or
/// [`list_policy_rules`](super::list_policy_rules_request), for them.
#[must_use]
pub fn password_reset(rules: &[Rule]) -> Decision {
    match applying_rule(rules) {
        ApplyingRule::Rule(rule) => rule.actions.password_reset(),
        ApplyingRule::DecidedElsewhere(_) => Decision::DecidedElsewhere,
        ApplyingRule::None => Decision::Denied,
    }
}

impl Actions {
    /// Whether these let people reset a forgotten password: that takes the right to change it,
    /// too.
    #[must_use]
    pub fn password_reset(&self) -> Decision {
        let reset = self.self_service_password_reset.as_ref();
        if reset.is_some_and(is_decided_elsewhere) {
            return Decision::DecidedElsewhere;
        }
        let may_change = self.password_change.as_ref();
        let may_change = may_change.is_some_and(|action| action.access == Access::Allow);
        if may_change && reset.is_some_and(|action| action.access == Access::Allow) {
            Decision::Allowed
        } else {
            Decision::Denied
        }
    }
}

fn is_decided_elsewhere(reset: &ResetAction) -> bool {
    let requirement = reset.requirement.as_ref();
    match requirement.and_then(|requirement| requirement.access_control.as_ref()) {
        Some(AccessControl::AuthPolicy | AccessControl::Unknown(_)) => true,
        Some(AccessControl::Legacy) | None => false,
    }
}

/// A word newer than this crate is no promise.
fn holds_everywhere(rule: &Rule) -> bool {
    let network = rule.conditions.network.as_ref();
    rule.status == LifecycleStatus::Active
        && network.is_none_or(|network| network.connection == NetworkConnection::Anywhere)
        && !rule.conditions.others.values().any(says_something)
}
