//! The organisation's password rules, judged alike in the browser and on the
//! server.
//!
//! They are Okta's rules ([password policy](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/)):
//! the length counts code points, as they were typed; a symbol is whatever is
//! neither letter nor digit, a space too; of the username, parts of four or
//! more characters between any of `, . - _ # @` count, without the top-level
//! domain; a name counts whole, however short; capitals and small letters are
//! the same in usernames and names, and not in a row of equal characters.
//!
//! Where Okta leaves a doubt, the stricter reading counts: a rule that is
//! named can be met, but a refusal of Okta's names none. What Okta alone can
//! know (former passwords, common ones, the age of the current one) is told as
//! far as the policy tells it, and not judged.

mod alphabets;
mod attribute;
mod characters;
mod rule;

pub use attribute::password_rules_attribute;
pub use rule::{Rule, Verdict};
use serde::{Deserialize, Serialize};

/// The most characters Okta stores, whatever the policy says.
pub const MAX_LENGTH: u32 = 72;

/// What the organisation asks of a password. Zero and `false` mean: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "Okta's flags")]
pub struct Policy {
    /// The fewest characters.
    pub min_length: u32,
    /// The fewest lower-case letters.
    pub min_lower_case: u32,
    /// The fewest upper-case letters.
    pub min_upper_case: u32,
    /// The fewest digits.
    pub min_number: u32,
    /// The fewest symbols.
    pub min_symbol: u32,
    /// The most times that a character may stand in a row.
    pub max_consecutive: u32,
    /// No part of the username.
    pub exclude_username: bool,
    /// Not the first name.
    pub exclude_first_name: bool,
    /// Not the last name.
    pub exclude_last_name: bool,
    /// No commonly used password. Only Okta can judge it.
    pub exclude_common: bool,
    /// How many of the last passwords are refused. Only Okta can judge it.
    pub history_count: u32,
}

/// Whose password it is, as far as known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The login.
    pub username: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
}

/// The rules of a policy, in the order in which people read them.
#[must_use]
pub fn rules(policy: &Policy) -> Vec<Rule> {
    let counted = [
        Rule::MinLength(policy.min_length),
        Rule::LowerCase(policy.min_lower_case),
        Rule::UpperCase(policy.min_upper_case),
        Rule::Number(policy.min_number),
        Rule::Symbol(policy.min_symbol),
        Rule::MaxConsecutive(policy.max_consecutive),
    ];
    let named = [
        (policy.exclude_username, Rule::NoUsername),
        (policy.exclude_first_name, Rule::NoFirstName),
        (policy.exclude_last_name, Rule::NoLastName),
        (policy.exclude_common, Rule::NotCommon),
    ];
    let mut rules = Vec::new();
    for rule in counted {
        if rule.count() != Some(0) {
            rules.push(rule);
        }
    }
    for (asked, rule) in named {
        if asked {
            rules.push(rule);
        }
    }
    rules.push(Rule::MaxLength(MAX_LENGTH));
    rules
}

/// Judges a password by every rule of a policy.
#[must_use]
pub fn judge(policy: &Policy, person: &Person, password: &str) -> Vec<(Rule, Verdict)> {
    let rules = rules(policy).into_iter();
    rules
        .map(|rule| (rule, rule.judge(person, password)))
        .collect()
}
