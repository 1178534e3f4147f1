//! Which policy holds for a person.

use std::fmt;

use super::policy::{AuthProviderCondition, Conditions, LifecycleStatus, Policy};
use crate::users::ProviderType;
use crate::wire::says_something;

/// The password policies of an org, in the order in which Okta looks at them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyList(Vec<Policy>);

/// Whether a policy is somebody's. In this order, the strongest objection counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Yes,
    Unclear,
    No,
}

impl PolicyList {
    /// All of them, sorted by priority, Okta's own last.
    #[must_use]
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &Policy> {
        self.0.iter()
    }

    /// The policy that holds for a member of `groups` whose credentials `provider` keeps: the
    /// first active one that includes one of the groups and the provider. Okta's own policies
    /// ask for the provider only, and the one for Okta's own users catches whoever is left.
    /// Policies know Okta and directories: whoever is kept elsewhere counts as Okta's.
    ///
    /// Source: [password policies].
    ///
    /// # Errors
    ///
    /// [`UnclearPolicy`] when a policy stands in front of the one that holds of which it cannot
    /// be told whether it is this person's.
    ///
    /// [password policies]: https://developer.okta.com/docs/concepts/policies/
    pub fn applying_to(
        &self,
        groups: &[&str],
        provider: &ProviderType,
    ) -> Result<Option<&Policy>, UnclearPolicy> {
        let whoever_is_left = ProviderType::Okta;
        for policy in &self.0 {
            match matches(policy, groups, provider) {
                Match::Yes => return Ok(Some(policy)),
                Match::Unclear => return Err(UnclearPolicy(policy.id.clone())),
                Match::No => {}
            }
        }
        let mut defaults = self.0.iter().filter(|policy| policy.system);
        Ok(defaults.find(|policy| matches(policy, groups, &whoever_is_left) == Match::Yes))
    }
}

/// A policy of which it cannot be told whether it is somebody's: by a condition or a word newer
/// than this crate, or because it is for some directories of a kind only, and users do not say
/// which one is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclearPolicy(String);

impl UnclearPolicy {
    /// The policy's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }
}

/// Names no policy: ids come from outside.
impl fmt::Display for UnclearPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is unclear to whom a password policy applies")
    }
}

impl std::error::Error for UnclearPolicy {}

fn matches(policy: &Policy, groups: &[&str], provider: &ProviderType) -> Match {
    let status = match policy.status {
        LifecycleStatus::Active => Match::Yes,
        LifecycleStatus::Inactive => Match::No,
        LifecycleStatus::Unknown(_) => Match::Unclear,
    };
    let conditions = &policy.conditions;
    let by_provider = match &conditions.auth_provider {
        Some(condition) => by_provider(condition, provider),
        None => Match::Yes,
    };
    let by_group = if policy.system {
        Match::Yes
    } else {
        by_group(conditions, groups)
    };
    status.max(by_provider).max(by_group)
}

fn by_provider(condition: &AuthProviderCondition, provider: &ProviderType) -> Match {
    let wanted = &condition.provider;
    let meant = if matches!(wanted, ProviderType::Unknown(_)) {
        Match::Unclear
    } else if *wanted == ProviderType::Any
        || known_to_policies(wanted) == known_to_policies(provider)
    {
        Match::Yes
    } else {
        Match::No
    };
    let some_only = if condition.include.is_empty() {
        Match::Yes
    } else {
        Match::Unclear
    };
    meant.max(some_only)
}

/// Conditions tell directories from Okta, and nothing else.
const fn known_to_policies(provider: &ProviderType) -> &ProviderType {
    match provider {
        ProviderType::ActiveDirectory | ProviderType::Ldap => provider,
        ProviderType::Okta
        | ProviderType::Federation
        | ProviderType::Social
        | ProviderType::Import
        | ProviderType::Any
        | ProviderType::Unknown(_) => &ProviderType::Okta,
    }
}

fn by_group(conditions: &Conditions, groups: &[&str]) -> Match {
    let people = conditions.people.as_ref();
    let included = people.and_then(|people| people.groups.as_ref());
    let is_member = included.is_none_or(|included| {
        let mut ids = included.include.iter();
        ids.any(|id| groups.contains(&id.as_str()))
    });
    if !is_member {
        return Match::No;
    }
    let newer = conditions.others.values();
    let newer = newer.chain(people.iter().flat_map(|people| people.others.values()));
    let mut newer = newer.chain(included.iter().flat_map(|groups| groups.others.values()));
    if newer.any(says_something) {
        Match::Unclear
    } else {
        Match::Yes
    }
}

impl FromIterator<Policy> for PolicyList {
    fn from_iter<I: IntoIterator<Item = Policy>>(policies: I) -> Self {
        let mut policies: Vec<_> = policies.into_iter().collect();
        policies.sort_by_key(|policy| (policy.system, policy.priority.unwrap_or(u32::MAX)));
        Self(policies)
    }
}
