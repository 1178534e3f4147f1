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
    broken_by(policy, &person, password)
}

/// The same for a known policy. Where a directory judges, Okta's rules are for display.
pub(crate) fn broken_by(
    policy: &PasswordPolicy,
    person: &Person,
    password: &str,
) -> Vec<PasswordError> {
    if policy.complexity.use_ad_complexity_requirements {
        return Vec::new();
    }
    password::judge(&for_people(policy), person, password)
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::Broken)
        .map(|(rule, _)| PasswordError::Broken(rule))
        .collect()
}

#[cfg(test)]
mod tests {
    use pages::password::Rule;

    use super::*;

    fn policy(complexity: &str) -> PasswordPolicy {
        let json = format!(r#"{{"complexity":{complexity},"age":{{"historyCount":4}}}}"#);
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn people_are_told_every_rule_that_okta_tells() {
        let told = for_people(&policy(
            r#"{"minLength":12,"minLowerCase":1,"minUpperCase":1,"minNumber":1,"minSymbol":1,
                "maxConsecutiveCharacters":3,"excludeUsername":true,
                "excludeAttributes":["firstName","lastName"],
                "dictionary":{"common":{"exclude":true}}}"#,
        ));
        let expected = Policy {
            min_length: 12,
            min_lower_case: 1,
            min_upper_case: 1,
            min_number: 1,
            min_symbol: 1,
            max_consecutive: 3,
            exclude_username: true,
            exclude_first_name: true,
            exclude_last_name: true,
            exclude_common: true,
            history_count: 4,
        };
        assert_eq!(told, expected);
        assert_eq!(for_people(&PasswordPolicy::default()), Policy::default());
    }

    #[test]
    fn what_a_directory_judges_is_not_judged_here() {
        let person = Person::default();
        let broken = broken_by(&policy(r#"{"minLength":12}"#), &person, "short");
        assert_eq!(broken, [PasswordError::Broken(Rule::MinLength(12))]);
        let directory = policy(r#"{"minLength":12,"useADComplexityRequirements":true}"#);
        assert_eq!(broken_by(&directory, &person, "short"), []);
    }
}
