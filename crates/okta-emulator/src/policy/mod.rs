//! The password policies of the org: several, by priority, each for its groups.

mod recovery;
mod rules;

use serde::{Deserialize, Serialize};

pub use recovery::{Factors, Recovery};
pub use rules::{Access, Method, Rule, StepUp};

use crate::people::{EVERYONE, Person, Provider, derived_id};

/// A password policy with its rules, in the terms of Okta's policy object.
///
/// [`Policy::default`] is what a new Okta org was recorded to have: at least
/// 8 characters with a lower-case letter, an upper-case letter and a number,
/// no parts of the username, the last 4 passwords refused, locked after 10
/// wrong passwords, links good for 60 minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Policy {
    /// `name`.
    pub name: String,
    /// The names of the groups it is for; none: everybody.
    pub groups: Vec<String>,
    /// Whose passwords it is for (`conditions.authProvider.provider`); the system's own is for
    /// whoever is left, whatever it says here.
    pub provider: Provider,
    /// What a password must be made of.
    pub complexity: Complexity,
    /// How old a password must and may be.
    pub age: Age,
    /// What wrong passwords lead to.
    pub lockout: Lockout,
    /// By what a password is recovered.
    pub recovery: Recovery,
    /// Minutes that the link of a recovery mail lives
    /// (`okta_email.properties.recoveryToken.tokenLifetimeMinutes`).
    pub token_lifetime_minutes: u32,
    /// Who may change, reset and unlock, the first one first.
    pub rules: Vec<Rule>,
}

/// `settings.password.complexity` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Complexity {
    /// Fewest characters.
    pub min_length: u32,
    /// Fewest lower-case letters, 0 or 1.
    pub min_lower_case: u32,
    /// Fewest upper-case letters, 0 or 1.
    pub min_upper_case: u32,
    /// Fewest digits, 0 or 1.
    pub min_number: u32,
    /// Fewest symbols, 0 or 1.
    pub min_symbol: u32,
    /// Whether parts of the login are refused.
    pub exclude_username: bool,
    /// Which names of the profile are refused.
    pub exclude_attributes: Vec<Attribute>,
    /// Whether commonly used passwords are refused (`dictionary.common.exclude`).
    pub exclude_common: bool,
    /// Most equal characters in a row, 1 to 72; nothing: any (Identity Engine).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_consecutive_characters: Option<u32>,
}

/// An attribute of the profile that a password must not contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Attribute {
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
}

/// `settings.password.age` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Age {
    /// Days until a password expires; 0: never.
    pub max_age_days: u32,
    /// Days before the end at which people are warned; 0: never.
    pub expire_warn_days: u32,
    /// Minutes until a password may be changed again; 0: at once.
    pub min_age_minutes: u32,
    /// How many of the last passwords, the current one included, are refused.
    pub history_count: u32,
}

/// `settings.password.lockout` of Okta's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Lockout {
    /// Wrong passwords in a row that lock the person; 0: never.
    pub max_attempts: u32,
    /// Minutes after which a lock opens by itself; 0: never.
    pub auto_unlock_minutes: u32,
    /// Whether a locked person is told so at sign-in.
    pub show_lockout_failures: bool,
}

impl Policy {
    /// Okta's id: 20 characters, the same in every run.
    #[must_use]
    pub fn id(&self) -> String {
        derived_id("00p", &self.name)
    }

    /// The rule that decides: without zones, the first one.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        static NONE: Rule = Rule::denying();
        self.rules.first().unwrap_or(&NONE)
    }

    fn applies_to(&self, person: &Person) -> bool {
        let is_member = |group: &String| group == EVERYONE || person.groups.contains(group);
        let by_group = self.groups.is_empty() || self.groups.iter().any(is_member);
        by_group && asked_for(self.provider) == asked_for(person.provider)
    }
}

/// Policies know Okta and directories; the passwords of whoever comes from elsewhere are Okta's.
pub(crate) const fn asked_for(provider: Provider) -> Provider {
    match provider {
        Provider::ActiveDirectory | Provider::Ldap => provider,
        Provider::Okta | Provider::Federation | Provider::Social | Provider::Import => {
            Provider::Okta
        }
    }
}

/// All policies in order of priority; the last one is the system's own and
/// applies to whoever is left.
#[derive(Clone, Debug)]
pub(crate) struct Policies {
    special: Vec<Policy>,
    system: Policy,
}

impl Policies {
    pub(crate) fn new(special: Vec<Policy>, system: Policy) -> Self {
        Self { special, system }
    }

    /// The policy of a person: the first that applies.
    pub(crate) fn of(&self, person: &Person) -> &Policy {
        let mut special = self.special.iter();
        special
            .find(|policy| policy.applies_to(person))
            .unwrap_or(&self.system)
    }

    /// Every policy, the highest priority first, the system's own last.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Policy> {
        self.special.iter().chain([&self.system])
    }

    /// Whether a policy of these is the system's own: by where it stands, since others may be for
    /// everybody, too.
    pub(crate) fn is_system(&self, policy: &Policy) -> bool {
        std::ptr::eq(policy, &raw const self.system)
    }

    pub(crate) fn system(&self) -> &Policy {
        &self.system
    }

    pub(crate) fn system_mut(&mut self) -> &mut Policy {
        &mut self.system
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            name: "Default Policy".to_owned(),
            groups: Vec::new(),
            provider: Provider::Okta,
            complexity: Complexity::default(),
            age: Age::default(),
            lockout: Lockout::default(),
            recovery: Recovery::default(),
            token_lifetime_minutes: 60,
            rules: vec![Rule::default()],
        }
    }
}

impl Default for Complexity {
    fn default() -> Self {
        Self {
            min_length: 8,
            min_lower_case: 1,
            min_upper_case: 1,
            min_number: 1,
            min_symbol: 0,
            exclude_username: true,
            exclude_attributes: Vec::new(),
            exclude_common: false,
            max_consecutive_characters: None,
        }
    }
}

impl Default for Age {
    fn default() -> Self {
        Self {
            max_age_days: 0,
            expire_warn_days: 0,
            min_age_minutes: 0,
            history_count: 4,
        }
    }
}

impl Default for Lockout {
    fn default() -> Self {
        Self {
            max_attempts: 10,
            auto_unlock_minutes: 0,
            show_lockout_failures: false,
        }
    }
}
