//! `filter` and `search`: one comparison.

use std::borrow::Cow;

use serde_json::Value;

use super::view;
use crate::people::{Key, People, Person};

/// `profile.login eq "ada@example.com"`, or `sw` for a beginning.
pub(super) struct Comparison {
    pub(super) name: String,
    operator: Operator,
    /// As it was written, and in lower case.
    written: String,
    value: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Is,
    Begins,
}

impl Comparison {
    pub(super) fn of(expression: &str) -> Option<Self> {
        let mut words = expression.trim().splitn(3, ' ');
        let (name, operator, value) = (words.next()?, words.next()?, words.next()?);
        let value = value.trim().strip_prefix('"')?.strip_suffix('"')?;
        let operator = match operator.to_ascii_lowercase().as_str() {
            "eq" => Operator::Is,
            "sw" => Operator::Begins,
            _ => return None,
        };
        let is_known = name == "id" || name == "status" || name.starts_with("profile.");
        is_known.then(|| Self {
            name: name.to_owned(),
            operator,
            written: value.to_owned(),
            value: value.to_lowercase(),
        })
    }

    /// Who it is, in order of creation, where an index knows.
    pub(super) fn indexed(&self, people: &People) -> Option<Vec<Key>> {
        if self.operator != Operator::Is {
            return None;
        }
        match self.name.as_str() {
            // Ids are compared as they are written.
            "id" => Some(people.by_id(&self.written).into_iter().collect()),
            "profile.login" => Some(people.by_login(&self.value).into_iter().collect()),
            "profile.email" => Some(people.by_email(&self.value)),
            _ => None,
        }
    }

    pub(super) fn holds(&self, person: &Person) -> bool {
        let text = said(person, &self.name).to_lowercase();
        match self.operator {
            Operator::Is => text == self.value,
            Operator::Begins => text.starts_with(&self.value),
        }
    }
}

/// What a user object says under a name, without writing the whole of it.
fn said<'a>(person: &'a Person, name: &str) -> Cow<'a, str> {
    let profile = &person.profile;
    let text = match name {
        "id" => person.id.as_str(),
        "status" => return Cow::Owned(view::status(person.status).to_string()),
        "profile.login" => &profile.login,
        "profile.email" => &profile.email,
        "profile.firstName" => &profile.first_name,
        "profile.lastName" => &profile.last_name,
        "profile.secondEmail" => profile.second_email.as_deref().unwrap_or_default(),
        "profile.mobilePhone" => profile.mobile_phone.as_deref().unwrap_or_default(),
        _ => other(person, name.strip_prefix("profile.").unwrap_or_default()),
    };
    Cow::Borrowed(text)
}

/// What the org's own schema has.
fn other<'a>(person: &'a Person, name: &str) -> &'a str {
    let mut steps = name.split('.');
    let first = steps
        .next()
        .and_then(|name| person.profile.others.get(name));
    let value = steps.fold(first, |value, step| value?.get(step));
    value.and_then(Value::as_str).unwrap_or_default()
}
