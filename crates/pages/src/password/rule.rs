//! The rules, one by one: their names in the markup, and the judgement.

use serde::{Deserialize, Serialize};

use super::Person;
use super::characters::{contains, is_lower, is_number, is_symbol, is_upper};

/// Shorter parts of the username may occur in a password.
const USERNAME_PART: u32 = 4;

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
    /// No character more than so many times in a row.
    MaxConsecutive(u32),
    /// No part of the username.
    NoUsername,
    /// Not the first name.
    NoFirstName,
    /// Not the last name.
    NoLastName,
    /// Not one that many people use.
    NotCommon,
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
    /// What the rule is about is not known here: a name that the browser never
    /// learns, or what only Okta knows. Nothing to complain about: Okta decides.
    Unknown,
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
            Self::MaxConsecutive(_) => "max-consecutive",
            Self::NoUsername => "no-username",
            Self::NoFirstName => "no-first-name",
            Self::NoLastName => "no-last-name",
            Self::NotCommon => "not-common",
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
            | Self::MaxConsecutive(count)
            | Self::MaxLength(count) => Some(count),
            Self::NoUsername | Self::NoFirstName | Self::NoLastName | Self::NotCommon => None,
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
            ("max-consecutive", Some(count)) => Self::MaxConsecutive(count),
            ("max-length", Some(count)) => Self::MaxLength(count),
            ("no-username", None) => Self::NoUsername,
            ("no-first-name", None) => Self::NoFirstName,
            ("no-last-name", None) => Self::NoLastName,
            ("not-common", None) => Self::NotCommon,
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
            Self::MaxConsecutive(most) => met(longest_run(password) <= most),
            Self::NoUsername => without(person.username.as_deref(), username_parts, password),
            Self::NoFirstName => without(person.first_name.as_deref(), name, password),
            Self::NoLastName => without(person.last_name.as_deref(), name, password),
            Self::NotCommon => Verdict::Unknown,
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

/// How many equal characters stand side by side at most.
fn longest_run(password: &str) -> u32 {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for char in password.chars() {
        run = if last == Some(char) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(char);
    }
    longest
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

/// A name of nothing but spaces is none.
fn name(name: &str) -> Vec<&str> {
    let name = name.trim_matches([' ']);
    if name.is_empty() {
        Vec::new()
    } else {
        vec![name]
    }
}
