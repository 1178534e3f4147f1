//! Whether the org takes a password.
//!
//! Written apart from the `pages` crate on purpose: two judges that share
//! their code would share their mistakes.

mod common;
mod letters;

use okta::Timestamp;

use common::is_common;
use letters::{contains, is_digit, is_symbol};

use crate::people::{Person, Profile};
use crate::policy::{Attribute, Policy};
use crate::switches::{PasswordSwitches, Switch, UsernameParts};
use crate::visit::later;

/// By what passwords are judged: the person's policy, and what the org's switches say.
pub(crate) type Law<'a> = (&'a Policy, &'a PasswordSwitches);

/// Okta takes no longer password, whatever the policy says.
const MOST_CHARACTERS: usize = 72;

/// Parts of a login that are shorter may occur in a password.
const SHORTEST_PART: usize = 4;

/// Why a password is refused; one reason per answer, as in all recordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// It breaks the policy; the text lists all rules that are on.
    Complexity(String),
    /// It has more than 72 characters.
    TooLong,
    /// It has a character that needs four bytes.
    FourBytes,
    /// It is the current one.
    SameAsCurrent,
    /// It is one of the last ones.
    UsedTooRecently,
    /// It is commonly used.
    Common,
}

impl Rejection {
    /// Okta's text, for `errorCauses`.
    pub(crate) fn cause(self) -> String {
        match self {
            Self::Complexity(requirements) => requirements,
            Self::TooLong => {
                format!("{NOT_MET} maximum {MOST_CHARACTERS} characters.")
            }
            Self::FourBytes => format!("{NOT_MET} no characters of four bytes, such as emoji."),
            Self::SameAsCurrent => "Password cannot be your current password".to_owned(),
            Self::UsedTooRecently => "Password has been used too recently".to_owned(),
            Self::Common => "This password was found in a list of commonly used passwords. \
                             Please try another password."
                .to_owned(),
        }
    }
}

const NOT_MET: &str = "Password requirements were not met. Password requirements:";

/// Judges a new password of a person.
pub(crate) fn judge(law: Law<'_>, person: &Person, password: &str) -> Result<(), Rejection> {
    let (policy, _) = law;
    judge_making(law, person, password)?;
    judge_history(policy, person, password)?;
    judge_rarity(policy, password)
}

/// Judges what a password is made of.
pub(crate) fn judge_making(law: Law<'_>, person: &Person, password: &str) -> Result<(), Rejection> {
    judge_for(law, &person.profile, password)
}

/// Whether a password of somebody with this profile is made as an org wants it: the policy's
/// complexity, and what Okta stores. What only the org knows of the person (former passwords, the
/// age of the current one) is not looked at, nor whether many people use it.
///
/// For tests that compare another judge with this one.
#[must_use]
pub fn is_well_made(
    policy: &Policy,
    switches: &PasswordSwitches,
    profile: &Profile,
    password: &str,
) -> bool {
    judge_for((policy, switches), profile, password).is_ok()
}

fn judge_for(law: Law<'_>, profile: &Profile, password: &str) -> Result<(), Rejection> {
    let (policy, switches) = law;
    if breaks(law, profile, password) {
        return Err(Rejection::Complexity(requirements(policy)));
    }
    if password.chars().count() > MOST_CHARACTERS {
        return Err(Rejection::TooLong);
    }
    let is_wide = |letter: char| letter.len_utf8() > 3;
    if switches.four_byte_characters == Switch::Off && password.contains(is_wide) {
        return Err(Rejection::FourBytes);
    }
    Ok(())
}

/// Judges whether a password is another than the last ones.
pub(crate) fn judge_history(
    policy: &Policy,
    person: &Person,
    password: &str,
) -> Result<(), Rejection> {
    if person
        .password
        .as_ref()
        .is_some_and(|current| current.is(password))
    {
        return Err(Rejection::SameAsCurrent);
    }
    // The current password is one of the last n and was looked at above.
    let former = (policy.age.history_count as usize).saturating_sub(1);
    if person
        .history
        .iter()
        .rev()
        .take(former)
        .any(|former| former.is(password))
    {
        return Err(Rejection::UsedTooRecently);
    }
    Ok(())
}

/// Whether the password that a person has is too young to be changed.
pub(crate) fn is_young(policy: &Policy, person: &Person, now: Timestamp) -> bool {
    let least_age = u64::from(policy.age.min_age_minutes) * 60;
    let changed = person.password_changed;
    changed.is_some_and(|changed| now < later(changed, least_age))
}

/// What is said of a password that is so young that it has to stay. UNCERTAIN: nobody has
/// recorded Okta's text.
pub(crate) const TOO_YOUNG: &str =
    "Password cannot be changed before it has reached its minimum age";

/// Judges whether a password is one that many people use.
pub(crate) fn judge_rarity(policy: &Policy, password: &str) -> Result<(), Rejection> {
    if policy.complexity.exclude_common && is_common(password) {
        return Err(Rejection::Common);
    }
    Ok(())
}

fn breaks((policy, switches): Law<'_>, profile: &Profile, password: &str) -> bool {
    let rules = &policy.complexity;
    let fewer = |least: u32, is: fn(char) -> bool| {
        password.chars().filter(|letter| is(*letter)).count() < least as usize
    };
    let has = |part: &str| !part.is_empty() && contains(password, part);
    fewer(rules.min_length, |_| true)
        || fewer(rules.min_lower_case, char::is_lowercase)
        || fewer(rules.min_upper_case, char::is_uppercase)
        || fewer(rules.min_number, is_digit)
        || rules
            .max_consecutive_characters
            .is_some_and(|most| longest_run(password) > most as usize)
        || fewer(rules.min_symbol, is_symbol)
        || (rules.exclude_username && parts(&profile.login, switches.username_parts).any(has))
        || rules
            .exclude_attributes
            .iter()
            .any(|attribute| match attribute {
                Attribute::FirstName => has(profile.first_name.trim()),
                Attribute::LastName => has(profile.last_name.trim()),
            })
}

/// How many equal characters stand side by side at most.
fn longest_run(password: &str) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for letter in password.chars() {
        run = if last == Some(letter) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(letter);
    }
    longest
}

/// The parts of a login that a password must not contain: between
/// `, . - _ # @`, mostly without the top-level domain, of four letters or more.
fn parts(login: &str, which: UsernameParts) -> impl Iterator<Item = &str> {
    let looked_at = match (login.split_once('@'), which) {
        (Some((_, domain)), UsernameParts::WithoutTopLevelDomain) => {
            let top_level = domain
                .rsplit_once('.')
                .map_or(0, |(_, top_level)| top_level.len());
            &login[..login.len() - top_level]
        }
        (None, _) | (_, UsernameParts::Whole) => login,
    };
    let parts = looked_at.split([',', '.', '-', '_', '#', '@']);
    parts.filter(|part| part.chars().count() >= SHORTEST_PART)
}

/// Okta's sentence with the rules that are on.
fn requirements(policy: &Policy) -> String {
    let rules = &policy.complexity;
    let excludes = |attribute| rules.exclude_attributes.contains(&attribute);
    let listed = [
        (
            rules.min_length > 0,
            format!("at least {} characters", rules.min_length),
        ),
        (rules.min_lower_case > 0, "a lowercase letter".to_owned()),
        (rules.min_upper_case > 0, "an uppercase letter".to_owned()),
        (rules.min_number > 0, "a number".to_owned()),
        (rules.min_symbol > 0, "a symbol".to_owned()),
        (
            rules.exclude_username,
            "no parts of your username".to_owned(),
        ),
        (
            excludes(Attribute::FirstName),
            "does not include your first name".to_owned(),
        ),
        (
            excludes(Attribute::LastName),
            "does not include your last name".to_owned(),
        ),
    ];
    let on: Vec<String> = listed
        .into_iter()
        .filter_map(|(on, rule)| on.then_some(rule))
        .collect();
    let history = match policy.age.history_count {
        0 => String::new(),
        count => format!(" Your password cannot be any of your last {count} passwords."),
    };
    format!("{NOT_MET} {}.{history}", on.join(", "))
}
