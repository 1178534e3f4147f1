//! Which policy holds for a person.

use super::policy::{LifecycleStatus, Policy};
use crate::users::ProviderType;

/// The password policies of an org, in the order in which Okta looks at them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyList(Vec<Policy>);

impl PolicyList {
    /// All of them, sorted by priority, Okta's own last.
    #[must_use]
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &Policy> {
        self.0.iter()
    }

    /// The policy that holds for a member of `groups` whose credentials `provider` keeps: the
    /// first active one that includes one of the groups and the provider. Okta's own policies
    /// ask for the provider only, and the one for Okta's own users catches whoever is left.
    ///
    /// Source: [password policies].
    ///
    /// [password policies]: https://developer.okta.com/docs/concepts/policies/
    #[must_use]
    pub fn applying_to(&self, groups: &[&str], provider: &ProviderType) -> Option<&Policy> {
        let active = |policy: &&Policy| policy.status == LifecycleStatus::Active;
        let mut active_ones = self.0.iter().filter(active);
        let matching = active_ones.clone().find(|policy| {
            includes_provider(policy, provider) && (policy.system || includes_group(policy, groups))
        });
        let default = active_ones
            .clone()
            .find(|policy| policy.system && includes_provider(policy, &ProviderType::Okta));
        matching
            .or(default)
            .or_else(|| active_ones.rfind(|policy| policy.system))
    }
}

fn includes_provider(policy: &Policy, provider: &ProviderType) -> bool {
    match &policy.conditions.auth_provider {
        Some(condition) => {
            condition.provider == ProviderType::Any || condition.provider == *provider
        }
        None => true,
    }
}

fn includes_group(policy: &Policy, groups: &[&str]) -> bool {
    let people = policy.conditions.people.as_ref();
    match people.and_then(|people| people.groups.as_ref()) {
        Some(included) => included
            .include
            .iter()
            .any(|id| groups.contains(&id.as_str())),
        None => true,
    }
}

impl FromIterator<Policy> for PolicyList {
    fn from_iter<I: IntoIterator<Item = Policy>>(policies: I) -> Self {
        let mut policies: Vec<_> = policies.into_iter().collect();
        policies.sort_by_key(|policy| (policy.system, policy.priority.unwrap_or(u32::MAX)));
        Self(policies)
    }
}
