//! `POST /_emulator/users`: Okta's *create user*, with a status of one's own.

use http::StatusCode;
use okta::{ErrorCode, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Complaint;
use crate::answer::json as answer;
use crate::org::Org;
use crate::people::{EmailStatus, NewPerson, Profile, Provider, Status};
use crate::refusal::Refusal;
use crate::users::view;
use crate::visit::Visit;

/// One user, or many at once.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Body {
    Many(Vec<NewUser>),
    One(Box<NewUser>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewUser {
    profile: Profile,
    #[serde(default)]
    credentials: Credentials,
    status: Option<Status>,
    #[serde(default)]
    groups: Vec<String>,
    phone: Option<String>,
    email_status: Option<EmailStatus>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Credentials {
    password: Option<Password>,
    recovery_question: Option<RecoveryQuestion>,
    provider: Option<NamedProvider>,
}

#[derive(Deserialize)]
struct Password {
    value: String,
}

#[derive(Deserialize)]
struct RecoveryQuestion {
    question: String,
    answer: String,
}

#[derive(Deserialize)]
struct NamedProvider {
    #[serde(rename = "type")]
    kind: Provider,
}

impl From<NewUser> for NewPerson {
    fn from(user: NewUser) -> Self {
        let mut profile = user.profile;
        if profile.email.is_empty() {
            profile.email.clone_from(&profile.login);
        }
        let question = user.credentials.recovery_question;
        Self {
            profile,
            password: user.credentials.password.map(|password| password.value),
            recovery_question: question.map(|asked| (asked.question, asked.answer)),
            status: user.status,
            provider: user.credentials.provider.map(|provider| provider.kind),
            groups: user.groups,
            phone: user.phone,
            email_status: user.email_status,
        }
    }
}

/// Creates what the body holds; as at Okta, the answer is 200 and the user.
pub(super) fn users(org: &mut Org, body: Body, visit: &mut Visit) -> Result<Response, Complaint> {
    let many = match body {
        Body::One(user) => return one(org, *user, visit),
        Body::Many(many) => many,
    };
    let mut created = Vec::with_capacity(many.len());
    for user in many {
        let login = user.profile.login.clone();
        let taken =
            || Complaint::bad_request(format!("{login} is taken; those before it are created"));
        created.push(create(org, user, visit).ok_or_else(taken)?);
    }
    Ok(answer(StatusCode::OK, &created))
}

fn one(org: &mut Org, user: NewUser, visit: &mut Visit) -> Result<Response, Complaint> {
    if user.profile.login.is_empty() {
        return Err(Complaint::bad_request("profile.login is missing"));
    }
    Ok(match create(org, user, visit) {
        Some(user) => answer(StatusCode::OK, &user),
        None => Refusal::new(ErrorCode::ApiValidationFailed)
            .about("login")
            .because("login: An object with this field already exists in the current organization")
            .into_response(&mut visit.entropy),
    })
}

fn create(org: &mut Org, user: NewUser, visit: &mut Visit) -> Option<Value> {
    let key = org
        .people
        .create(user.into(), visit.now, &mut visit.entropy)
        .ok()?;
    Some(json!(view::user(org, key, &visit.origin)))
}
