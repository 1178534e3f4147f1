//! The organisation's password rules, judged alike in the browser and on the
//! server.
//!
//! They are Okta's rules ([password policy](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/)):
//! the length counts code points; a symbol is whatever is neither letter nor
//! digit, a space too; of the username, parts of four or more characters
//! between any of `, . - _ # @` count, without the top-level domain. Okta does
//! not say from which length on a first or last name counts; here names of
//! fewer than three characters don't, since nearly every password would hold
//! them. Where letters outside ASCII are concerned, in doubt the password is
//! let through: Okta has the last word.

mod attribute;
mod characters;

pub use attribute::password_rules_attribute;
use serde::{Deserialize, Serialize};

use characters::{contains, is_lower, is_number, is_symbol, is_upper};

/// The most characters Okta stores, whatever the policy says.
pub const MAX_LENGTH: u32 = 72;
const USERNAME_PART: u32 = 4;
const NAME: u32 = 3;

/// What the organisation asks of a password. Zero and `false` mean: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    /// No part of the username.
    pub exclude_username: bool,
    /// Not the first name.
    pub exclude_first_name: bool,
    /// Not the last name.
    pub exclude_last_name: bool,
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

/// One rule that a password meets or breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// At least so many characters.
    MinLength(u32),
    /// At least so many lower-case letters.
    LowerCase(u32),
    /// At least so many upper-case letters.
    UpperCase(u32),
    /// At least so many digits.
    Number(u32),
    /// At least so many symbols.
    Symbol(u32),
    /// No part of the username.
    NoUsername,
    /// Not the first name.
    NoFirstName,
    /// Not the last name.
    NoLastName,
    /// At most so many characters.
    MaxLength(u32),
}

/// How a password stands to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password meets the rule.
    Met,
    /// The password breaks the rule.
    Broken,
    /// The rule is about a name that is not known here (the browser never
    /// learns the person's names). Nothing to complain about: Okta decides.
    Unknown,
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
    ];
    let named = [
        (policy.exclude_username, Rule::NoUsername),
        (policy.exclude_first_name, Rule::NoFirstName),
        (policy.exclude_last_name, Rule::NoLastName),
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

impl Rule {
    /// The rule's name, as in `data-rule` and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MinLength(_) => "min-length",
            Self::LowerCase(_) => "lower-case",
            Self::UpperCase(_) => "upper-case",
            Self::Number(_) => "number",
            Self::Symbol(_) => "symbol",
            Self::NoUsername => "no-username",
            Self::NoFirstName => "no-first-name",
            Self::NoLastName => "no-last-name",
            Self::MaxLength(_) => "max-length",
        }
    }

    /// The number in the rule, as in `data-count`.
    #[must_use]
    pub fn count(self) -> Option<u32> {
        match self {
            Self::MinLength(count)
            | Self::LowerCase(count)
            | Self::UpperCase(count)
            | Self::Number(count)
            | Self::Symbol(count)
            | Self::MaxLength(count) => Some(count),
            Self::NoUsername | Self::NoFirstName | Self::NoLastName => None,
        }
    }

    /// Reads a rule from its [`name`](Self::name) and [`count`](Self::count),
    /// as they stand in the markup.
    #[must_use]
    pub fn from_parts(name: &str, count: Option<u32>) -> Option<Self> {
        let rule = match (name, count) {
            ("min-length", Some(count)) => Self::MinLength(count),
            ("lower-case", Some(count)) => Self::LowerCase(count),
            ("upper-case", Some(count)) => Self::UpperCase(count),
            ("number", Some(count)) => Self::Number(count),
            ("symbol", Some(count)) => Self::Symbol(count),
            ("max-length", Some(count)) => Self::MaxLength(count),
            ("no-username", None) => Self::NoUsername,
            ("no-first-name", None) => Self::NoFirstName,
            ("no-last-name", None) => Self::NoLastName,
            _ => return None,
        };
        Some(rule)
    }

    /// Judges a password by this rule.
    #[must_use]
    pub fn judge(self, person: &Person, password: &str) -> Verdict {
        match self {
            Self::MinLength(least) => at_least(least, password, |_| true),
            Self::LowerCase(least) => at_least(least, password, is_lower),
            Self::UpperCase(least) => at_least(least, password, is_upper),
            Self::Number(least) => at_least(least, password, is_number),
            Self::Symbol(least) => at_least(least, password, is_symbol),
            Self::NoUsername => without(person.username.as_deref(), username_parts, password),
            Self::NoFirstName => without(person.first_name.as_deref(), name, password),
            Self::NoLastName => without(person.last_name.as_deref(), name, password),
            Self::MaxLength(most) => met(count(password, |_| true) <= most),
        }
    }
}

fn met(holds: bool) -> Verdict {
    if holds { Verdict::Met } else { Verdict::Broken }
}

fn count(password: &str, class: fn(char) -> bool) -> u32 {
    password
        .chars()
        .fold(0, |n, char| n + u32::from(class(char)))
}

fn at_least(least: u32, password: &str, class: fn(char) -> bool) -> Verdict {
    met(count(password, class) >= least)
}

fn without(about: Option<&str>, parts: fn(&str) -> Vec<&str>, password: &str) -> Verdict {
    match about {
        None => Verdict::Unknown,
        Some(about) => met(!parts(about).iter().any(|part| contains(password, part))),
    }
}

/// The parts of a username that a password may not hold.
fn username_parts(username: &str) -> Vec<&str> {
    let counted = match (username.find(['@']), username.rfind(['.'])) {
        (Some(at), Some(dot)) if dot > at => username.get(..dot),
        _ => None,
    };
    let separates = |char| matches!(char, ',' | '.' | '-' | '_' | '#' | '@');
    let mut parts = Vec::new();
    for part in counted.unwrap_or(username).split(separates) {
        if count(part, |_| true) >= USERNAME_PART {
            parts.push(part);
        }
    }
    parts
}

fn name(name: &str) -> Vec<&str> {
    let name = name.trim_matches([' ']);
    if count(name, |_| true) < NAME {
        return Vec::new();
    }
    vec![name]
}
