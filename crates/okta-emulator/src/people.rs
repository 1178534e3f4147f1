//! The people of the org.

use std::collections::HashMap;

use okta::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::moment::Entropy;
use crate::secret::Hashed;

/// Okta's user status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Created, never activated.
    Staged,
    /// Activated, but without a password yet.
    Provisioned,
    /// The normal case.
    Active,
    /// An administrator demanded a reset.
    Recovery,
    /// Must change the password at the next sign-in.
    PasswordExpired,
    /// Too many wrong passwords.
    LockedOut,
    /// Paused by an administrator.
    Suspended,
    /// Deactivated.
    Deprovisioned,
}

/// Who is the master of a person's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Provider {
    /// Okta itself.
    Okta,
    /// A social identity provider; there is no password.
    Social,
}

/// What Okta knows of a person's name and addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mobile phone.
    pub mobile_phone: Option<String>,
    /// Secondary mail address.
    pub second_email: Option<String>,
    /// What the person signs in with.
    pub login: String,
    /// Primary mail address.
    pub email: String,
}

/// A person about to be created.
#[derive(Debug, Default)]
pub(crate) struct NewPerson {
    pub(crate) profile: Profile,
    pub(crate) password: Option<String>,
    pub(crate) recovery_question: Option<(String, String)>,
    /// Without one, a password makes ACTIVE, none PROVISIONED.
    pub(crate) status: Option<Status>,
    /// Without one, an ACTIVE person without a password is SOCIAL.
    pub(crate) provider: Option<Provider>,
}

impl NewPerson {
    pub(crate) fn named(login: &str, first_name: &str, last_name: &str) -> Self {
        let profile = Profile {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            login: login.to_owned(),
            email: login.to_owned(),
            ..Profile::default()
        };
        Self {
            profile,
            ..Self::default()
        }
    }
}

/// A question and the hash of its answer in lower case.
pub(crate) struct RecoveryQuestion {
    pub(crate) question: String,
    answer: Hashed,
}

impl RecoveryQuestion {
    fn new(question: String, answer: &str, entropy: &mut Entropy) -> Self {
        Self {
            question,
            answer: Hashed::new(&answer.to_lowercase(), entropy),
        }
    }

    /// Answers are compared without regard to case.
    pub(crate) fn is_answered_by(&self, answer: &str) -> bool {
        self.answer.is(&answer.to_lowercase())
    }
}

/// What a successful sign-in or reset leaves behind.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Session {
    pub(crate) session_token: String,
    pub(crate) created_at: Timestamp,
}

/// A person, as the org keeps them.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) status: Status,
    pub(crate) created: Timestamp,
    pub(crate) activated: Option<Timestamp>,
    pub(crate) status_changed: Option<Timestamp>,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) last_updated: Timestamp,
    pub(crate) password_changed: Option<Timestamp>,
    pub(crate) profile: Profile,
    pub(crate) provider: Provider,
    pub(crate) password: Option<Hashed>,
    /// Former passwords, the newest last.
    pub(crate) history: Vec<Hashed>,
    pub(crate) recovery_question: Option<RecoveryQuestion>,
    pub(crate) wrong_passwords: u32,
    pub(crate) wrong_answers: u32,
    pub(crate) sessions: Vec<Session>,
}

impl Person {
    fn new(new: NewPerson, now: Timestamp, entropy: &mut Entropy) -> Self {
        let password = new.password.map(|password| Hashed::new(&password, entropy));
        let created_as = if password.is_some() {
            Status::Active
        } else {
            Status::Provisioned
        };
        let status = new.status.unwrap_or(created_as);
        let social = status == Status::Active && password.is_none();
        let provider = if social {
            Provider::Social
        } else {
            Provider::Okta
        };
        let unused = status == Status::Staged;
        Self {
            id: id_of(&new.profile.login),
            status,
            created: now,
            activated: (!unused).then_some(now),
            status_changed: (!unused).then_some(now),
            last_login: None,
            last_updated: now,
            password_changed: password.is_some().then_some(now),
            profile: new.profile,
            provider: new.provider.unwrap_or(provider),
            password,
            history: Vec::new(),
            recovery_question: new
                .recovery_question
                .map(|(question, answer)| RecoveryQuestion::new(question, &answer, entropy)),
            wrong_passwords: 0,
            wrong_answers: 0,
            sessions: Vec::new(),
        }
    }

    pub(crate) fn set_status(&mut self, status: Status, now: Timestamp) {
        if self.status != status {
            self.status = status;
            self.status_changed = Some(now);
            self.last_updated = now;
        }
    }

    /// Makes `password` the current one, and forgets what counted against the
    /// old one.
    pub(crate) fn set_password(&mut self, password: &str, now: Timestamp, entropy: &mut Entropy) {
        let former = self.password.replace(Hashed::new(password, entropy));
        self.history.extend(former);
        self.password_changed = Some(now);
        self.last_updated = now;
        self.wrong_passwords = 0;
        self.wrong_answers = 0;
        self.set_status(Status::Active, now);
    }

    pub(crate) fn begin_session(&mut self, now: Timestamp, entropy: &mut Entropy) -> String {
        let session_token = format!("00{}", entropy.url_safe(40));
        self.sessions.push(Session {
            session_token: session_token.clone(),
            created_at: now,
        });
        session_token
    }
}

/// The same person has the same id in every run: it is made from the login.
fn id_of(login: &str) -> String {
    let key = Sha256::digest(login.to_lowercase()).into();
    format!("00u{}", Entropy::new(key).alphanumeric(17))
}

/// Where a person stands in the org's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(usize);

/// Everybody, in order of creation.
#[derive(Default)]
pub(crate) struct People {
    all: Vec<Person>,
    by_login: HashMap<String, Key>,
}

/// Another person has the login already.
#[derive(Debug)]
pub(crate) struct LoginTaken;

impl People {
    pub(crate) fn create(
        &mut self,
        new: NewPerson,
        now: Timestamp,
        entropy: &mut Entropy,
    ) -> Result<Key, LoginTaken> {
        let login = new.profile.login.to_lowercase();
        if self.by_login.contains_key(&login) {
            return Err(LoginTaken);
        }
        let key = Key(self.all.len());
        self.all.push(Person::new(new, now, entropy));
        self.by_login.insert(login, key);
        Ok(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.all.iter()
    }

    pub(crate) fn get(&self, key: Key) -> &Person {
        &self.all[key.0]
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> &mut Person {
        &mut self.all[key.0]
    }

    /// Who signs in as `username`: a login, or the part before its `@` where
    /// nobody else has the same.
    pub(crate) fn by_username(&self, username: &str) -> Option<Key> {
        let login = self.by_login.get(&username.to_lowercase()).copied();
        login.or_else(|| self.only(|profile| short(&profile.login).eq_ignore_ascii_case(username)))
    }

    /// Whom a recovery is for: sign-in names first, then primary addresses,
    /// then secondary ones. Deactivated people are not considered.
    pub(crate) fn by_recovery_name(&self, name: &str) -> Option<Key> {
        let is = |address: &str| address.eq_ignore_ascii_case(name);
        self.by_username(name)
            .or_else(|| self.first(|profile| is(&profile.email)))
            .or_else(|| self.first(|profile| profile.second_email.as_deref().is_some_and(is)))
            .filter(|key| self.get(*key).status != Status::Deprovisioned)
    }

    fn keys(&self, mut test: impl FnMut(&Profile) -> bool) -> impl Iterator<Item = Key> {
        let indexed = self.all.iter().enumerate();
        indexed
            .filter(move |(_, person)| test(&person.profile))
            .map(|(index, _)| Key(index))
    }

    fn only(&self, test: impl FnMut(&Profile) -> bool) -> Option<Key> {
        let mut found = self.keys(test);
        found.next().filter(|_| found.next().is_none())
    }

    fn first(&self, mut test: impl FnMut(&Profile) -> bool) -> Option<Key> {
        let mut found = self.keys(move |profile| test(profile));
        found.find(|key| self.get(*key).status != Status::Deprovisioned)
    }
}

fn short(login: &str) -> &str {
    login.split_once('@').map_or(login, |(short, _)| short)
}
