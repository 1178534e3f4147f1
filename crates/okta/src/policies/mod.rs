//! The [Policies API], as far as passwords go: which policy holds for a person, and what it says.
//! Every call needs a [`Credential`](crate::Credential) with the scope `okta.policies.read`.
//!
//! Which policy applies to a user cannot be asked for: [`PolicyList::applying_to`] chooses, as
//! Okta documents it, from groups and authentication provider; [`password_reset`] says what the
//! policy's rules allow. Both choose, so both are strict: what decides is read as it stands or not
//! at all, and where Okta alone can tell, the answer says so.
//!
//! [Policies API]: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/

mod decision;
mod list;
mod operations;
mod policy;
mod rule;
mod settings;

pub use decision::{ApplyingRule, Decision, applying_rule, password_reset};
pub use list::{PolicyList, UnclearPolicy};
pub use operations::{
    PolicyPage, get_policy_request, get_policy_response, list_policies_request,
    list_policies_response, list_policy_rules_request, list_policy_rules_response,
    next_page_request,
};
pub use policy::{
    AuthProviderCondition, Conditions, Groups, LifecycleStatus, PeopleCondition, Policy, PolicyId,
    PolicyType,
};
pub use rule::{
    Access, AccessControl, Actions, Methods, NetworkCondition, NetworkConnection, Requirement,
    ResetAction, Rule, RuleAction, RuleConditions, StepUp,
};
pub use settings::{
    BreachedProtection, Delegation, DelegationOptions, EmailFactor, Factor, Lockout,
    PasswordSettings, QuestionFactor, RecoveryFactors, RecoverySettings, Settings,
};

/// Where policies live.
pub const POLICIES_PATH: &str = "/api/v1/policies";
