//! Okta's password policy in the words of `pages`, and the judgement by it.

use okta::{ExcludedAttribute, PasswordPolicy};
use pages::PasswordError;
use pages::password::{self, Person, Policy, Verdict};

use crate::step::PasswordReset;

/// The policy as people see it.
pub(crate) fn for_people(policy: &PasswordPolicy) -> Policy {
    let rules = &policy.complexity;
    let excludes = |attribute| rules.exclude_attributes.contains(&attribute);
    Policy {
        min_length: rules.min_length,
        min_lower_case: rules.min_lower_case,
        min_upper_case: rules.min_upper_case,
        min_number: rules.min_number,
        min_symbol: rules.min_symbol,
        max_consecutive: rules.max_consecutive_characters.unwrap_or_default(),
        exclude_username: rules.exclude_username,
        exclude_first_name: excludes(ExcludedAttribute::FirstName),
        exclude_last_name: excludes(ExcludedAttribute::LastName),
        exclude_common: rules.exclude_common.unwrap_or_default(),
        history_count: policy.age.history_count,
    }
}

/// Every rule of the policy that `password` breaks. Without a known policy Okta alone judges.
pub(crate) fn broken(ready: &PasswordReset, password: &str) -> Vec<PasswordError> {
    let Some(policy) = &ready.policy else {
        return Vec::new();
    };
    let profile = ready.user.as_ref().map(|user| &user.profile);
    let person = Person {
        username: profile.and_then(|profile| profile.login.clone()),
        first_name: profile.and_then(|profile| profile.first_name.clone()),
        last_name: profile.and_then(|profile| profile.last_name.clone()),
    };
    password::judge(&for_people(policy), &person, password)
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::Broken)
        .map(|(rule, _)| PasswordError::Broken(rule))
        .collect()
}
