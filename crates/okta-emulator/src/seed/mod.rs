//! The org that every run begins with.

mod people;

use std::collections::BTreeMap;

use okta::Timestamp;
use serde::Deserialize;

use crate::apps::{self, App};
use crate::moment::Entropy;
use crate::people::People;
use crate::policy::{Policies, Policy};
use crate::switches::Switches;

pub use people::{ANSWER, PASSWORD, QUESTION, SeededPerson};

/// Where the links of recovery mails lead unless told otherwise.
pub const RESET_LINK: &str = "http://127.0.0.1:8787/reset_password/{token}";

/// Where the links of mails lead that unlock an account, unless told otherwise.
pub const UNLOCK_LINK: &str = "http://127.0.0.1:8787/unlock/{token}";

/// The API token of the seeded org. It opens nothing but emulators.
pub const API_TOKEN: &str = "00emulated-org-administrators-token-0rekey";

/// The API key of Resend, the mail service beside the seeded org. It opens nothing but emulators.
pub const RESEND_API_KEY: &str = "re_emulated_mail_account_0rekey";

/// The secret key of Turnstile, beside the seeded org. It opens nothing but emulators.
pub const TURNSTILE_SECRET: &str = "0x4emulated-turnstile-secret-0rekey";

/// Stolen passwords that keep the usual rules, and one that is padding.
const STOLEN: [(&str, u64); 3] = [
    ("Liverpool1892", 2_481),
    ("Starwars-1977", 1),
    ("Nobodys-Loss-0", 0),
];

/// What an org is made from, and made from again by `/_emulator/reset`.
///
/// Read from JSON by [`Seed::from_json`]: what a file leaves out is as in
/// [`Seed::default`].
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seed {
    /// The policy for everybody to whom no other applies.
    pub policy: Policy,
    /// Policies for some groups, the highest priority first.
    pub policies: Vec<Policy>,
    /// The switches.
    pub switches: Switches,
    /// The link of recovery mails, with `{token}` where the token goes.
    pub reset_link: String,
    /// The link of mails that unlock an account, with `{token}` where the token goes.
    pub unlock_link: String,
    /// The API tokens (`Authorization: SSWS`) that the org knows.
    pub api_tokens: Vec<String>,
    /// The API keys (`Authorization: Bearer`) that Resend knows.
    pub resend_api_keys: Vec<String>,
    /// The passwords that Pwned Passwords lists, and how often each was stolen. One that was stolen
    /// 0 times stands in padding only.
    pub stolen_passwords: BTreeMap<String, u64>,
    /// The secret keys that Turnstile knows.
    pub turnstile_secrets: Vec<String>,
    /// The applications.
    pub apps: Vec<App>,
    /// Who is in the org.
    pub people: Vec<SeededPerson>,
}

impl Default for Seed {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            policies: Vec::new(),
            switches: Switches::default(),
            reset_link: RESET_LINK.to_owned(),
            unlock_link: UNLOCK_LINK.to_owned(),
            api_tokens: vec![API_TOKEN.to_owned()],
            resend_api_keys: vec![RESEND_API_KEY.to_owned()],
            stolen_passwords: STOLEN.map(|(it, count)| (it.to_owned(), count)).into(),
            turnstile_secrets: vec![TURNSTILE_SECRET.to_owned()],
            apps: apps::usual(),
            people: people::usual(),
        }
    }
}

/// Days before the start at which everybody was created.
const AGE_IN_DAYS: i64 = 30;

impl Seed {
    /// Reads a seed from JSON.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong, and where: a field that no seed
    /// has, a value of the wrong kind, a login that two people share, a link
    /// without `{token}`, an app without a name or key.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let seed: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if !seed.reset_link.contains("{token}") {
            return Err("reset_link needs {token} where the token goes".to_owned());
        }
        if !seed.unlock_link.contains("{token}") {
            return Err("unlock_link needs {token} where the token goes".to_owned());
        }
        if let Some(complaint) = seed.apps.iter().find_map(App::complaint) {
            return Err(complaint.to_owned());
        }
        let mut logins = std::collections::HashSet::new();
        for person in &seed.people {
            if person.login.is_empty() {
                return Err("a person has no login".to_owned());
            }
            if !logins.insert(person.login.to_lowercase()) {
                return Err(format!("two people have the login {}", person.login));
            }
        }
        Ok(seed)
    }

    /// The people, created some weeks before `now`, so that no password is
    /// too young to be changed.
    pub(crate) fn people(&self, now: Timestamp, entropy: &mut Entropy) -> People {
        let created = Timestamp::from_millis(now.as_millis() - AGE_IN_DAYS * 86_400_000);
        let mut people = People::default();
        for person in &self.people {
            people
                .create(person.into(), created, entropy)
                .expect("`from_json` refuses twins, and the usual people have none");
        }
        people
    }

    pub(crate) fn policies(&self) -> Policies {
        Policies::new(self.policies.clone(), self.policy.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn what_a_file_leaves_out_is_as_in_the_usual_seed() {
        let seed = Seed::from_json(r#"{"switches": {"engine": "identity-engine"}}"#).unwrap();
        assert_eq!(seed.people.len(), Seed::default().people.len());
        assert_eq!(seed.policy, Seed::default().policy);
    }

    #[test]
    fn the_example_of_the_readme_is_a_seed() {
        let readme = include_str!("../../README.md");
        let example = readme.split("```json").nth(1).unwrap();
        let example = example.split("```").next().unwrap();
        let seed = Seed::from_json(example).unwrap();
        assert_eq!(seed.people[0].groups, seed.policies[0].groups);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        for (text, said) in [
            (r#"{"poeple": []}"#, "poeple"),
            (
                r#"{"people": [{"login": "a@b.c", "status": "SLEEPING"}]}"#,
                "SLEEPING",
            ),
            (
                r#"{"people": [{"login": "a@b.c"}, {"login": "A@b.c"}]}"#,
                "A@b.c",
            ),
            (r#"{"people": [{"login": ""}]}"#, "no login"),
            (r#"{"reset_link": "http://127.0.0.1/"}"#, "{token}"),
            (r#"{"unlock_link": "http://127.0.0.1/"}"#, "unlock_link"),
        ] {
            let complaint = Seed::from_json(text).unwrap_err();
            assert!(complaint.contains(said), "{text}: {complaint}");
        }
    }
}
