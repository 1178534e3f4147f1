//! The people of the org, and the ways to find them.

mod person;

use std::collections::{HashMap, HashSet};

use okta::Timestamp;

use crate::moment::Entropy;
use crate::switches::Engine;

pub use person::{EmailStatus, Profile, Provider, Status};
pub(crate) use person::{NewPerson, Person, RecoveryQuestion, derived_id};

/// The group of everybody.
pub(crate) const EVERYONE: &str = "Everyone";

/// Where a person stands in the org's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(usize);

/// Everybody, in order of creation. A deleted person keeps the place, but is
/// found by nobody.
#[derive(Default)]
pub(crate) struct People {
    all: Vec<Person>,
    deleted: HashSet<Key>,
    by_id: HashMap<String, Key>,
    by_login: HashMap<String, Key>,
    by_short_login: HashMap<String, Vec<Key>>,
    by_email: HashMap<String, Vec<Key>>,
    by_second_email: HashMap<String, Vec<Key>>,
    /// Whose session an id has been; the session itself may be over.
    by_session: HashMap<String, Key>,
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
        if self
            .by_login
            .contains_key(&new.profile.login.to_lowercase())
        {
            return Err(LoginTaken);
        }
        let key = Key(self.all.len());
        let mut person = Person::new(new, now, entropy);
        if self.by_id.contains_key(&person.id) {
            // Somebody else was created under this login, and renamed or deleted since.
            person.id = format!("00u{}", entropy.alphanumeric(17));
        }
        self.by_id.insert(person.id.clone(), key);
        self.all.push(person);
        self.list(key);
        Ok(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.keys().map(|key| self.get(key))
    }

    /// As [`People::iter`], for everything but the profile; whoever was deleted is among them.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Person> {
        self.all.iter_mut()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.keys_after(None)
    }

    /// Everybody who was created after somebody.
    pub(crate) fn keys_after(&self, last: Option<Key>) -> impl Iterator<Item = Key> {
        let first = last.map_or(0, |last| last.0 + 1);
        let keys = (first..self.all.len()).map(Key);
        keys.filter(|key| !self.deleted.contains(key))
    }

    pub(crate) fn get(&self, key: Key) -> &Person {
        &self.all[key.0]
    }

    /// For everything but the profile: see [`People::change_profile`].
    pub(crate) fn get_mut(&mut self, key: Key) -> &mut Person {
        &mut self.all[key.0]
    }

    /// Gives a person another profile.
    pub(crate) fn change_profile(&mut self, key: Key, profile: Profile) -> Result<(), LoginTaken> {
        let holder = self.by_login.get(&profile.login.to_lowercase());
        if holder.is_some_and(|holder| *holder != key) {
            return Err(LoginTaken);
        }
        self.unlist(key);
        self.all[key.0].profile = profile;
        self.list(key);
        Ok(())
    }

    /// Makes a person unfindable. Whatever still holds the key finds them
    /// DEPROVISIONED.
    pub(crate) fn delete(&mut self, key: Key, now: Timestamp) {
        self.unlist(key);
        let person = self.get_mut(key);
        person.set_status(Status::Deprovisioned, now);
        let id = person.id.clone();
        self.by_id.remove(&id);
        self.deleted.insert(key);
    }

    /// Who has the id.
    pub(crate) fn by_id(&self, id: &str) -> Option<Key> {
        self.by_id.get(id).copied()
    }

    /// Who has the whole login.
    pub(crate) fn by_login(&self, login: &str) -> Option<Key> {
        self.by_login.get(&login.to_lowercase()).copied()
    }

    /// Who has the primary address, in order of creation.
    pub(crate) fn by_email(&self, email: &str) -> Vec<Key> {
        let keys = self.by_email.get(&email.to_lowercase());
        let mut keys = keys.cloned().unwrap_or_default();
        keys.sort_unstable();
        keys
    }

    /// Begins a session; gives its token.
    pub(crate) fn begin_session(
        &mut self,
        (key, engine): (Key, Engine),
        now: Timestamp,
        entropy: &mut Entropy,
    ) -> String {
        let person = self.get_mut(key);
        let token = person.begin_session(engine, now, entropy);
        self.by_session.insert(session_id(&token), key);
        token
    }

    /// Whose session has the id, if it is not over.
    pub(crate) fn by_session(&self, id: &str) -> Option<Key> {
        self.by_session.get(id).copied()
    }

    /// Who signs in as `username`: a login, or the part before its `@` where
    /// nobody else has the same.
    pub(crate) fn by_username(&self, username: &str) -> Option<Key> {
        let username = username.to_lowercase();
        let login = self.by_login.get(&username).copied();
        login.or_else(|| match self.by_short_login.get(&username)?[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    /// Whom a recovery is for: sign-in names first, then primary addresses,
    /// then secondary ones. Deactivated people are not considered.
    pub(crate) fn by_recovery_name(&self, name: &str) -> Option<Key> {
        let address = name.to_lowercase();
        let is_there = |key: &Key| self.get(*key).status != Status::Deprovisioned;
        let first = |index: &HashMap<String, Vec<Key>>| {
            let mut keys = index.get(&address)?.iter();
            keys.find(|key| is_there(key)).copied()
        };
        self.by_username(name)
            .filter(is_there)
            .or_else(|| first(&self.by_email))
            .or_else(|| first(&self.by_second_email))
    }

    fn list(&mut self, key: Key) {
        let names = Names::of(&self.all[key.0].profile);
        self.by_login.insert(names.login, key);
        self.by_short_login
            .entry(names.short)
            .or_default()
            .push(key);
        self.by_email.entry(names.email).or_default().push(key);
        if let Some(second) = names.second_email {
            self.by_second_email.entry(second).or_default().push(key);
        }
    }

    fn unlist(&mut self, key: Key) {
        let names = Names::of(&self.all[key.0].profile);
        self.by_login.remove(&names.login);
        strike(&mut self.by_short_login, &names.short, key);
        strike(&mut self.by_email, &names.email, key);
        if let Some(second) = &names.second_email {
            strike(&mut self.by_second_email, second, key);
        }
    }
}

/// The id of the session that a token becomes.
pub(crate) fn session_id(token: &str) -> String {
    derived_id("102", token)
}

fn strike(index: &mut HashMap<String, Vec<Key>>, name: &str, key: Key) {
    let Some(keys) = index.get_mut(name) else {
        return;
    };
    keys.retain(|listed| *listed != key);
    if keys.is_empty() {
        index.remove(name);
    }
}

/// Under which names a person is found.
struct Names {
    login: String,
    short: String,
    email: String,
    second_email: Option<String>,
}

impl Names {
    fn of(profile: &Profile) -> Self {
        let login = profile.login.to_lowercase();
        let short = login.split_once('@').map_or(&*login, |(short, _)| short);
        Self {
            short: short.to_owned(),
            email: profile.email.to_lowercase(),
            second_email: profile
                .second_email
                .as_ref()
                .map(|second| second.to_lowercase()),
            login,
        }
    }
}
