//! *Create user*.

use okta::Response;
use okta::users::{CredentialsUpdate, ProviderType, SendEmail, UserUpdate};
use serde::Deserialize;

use super::body::{Strictness, check_question, invalid, parse, rejection, updated_profile};
use super::query::Query;
use super::{groups, lifecycle, view};
use crate::org::Org;
use crate::people::{NewPerson, Person, Profile, Provider, Status};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Body of *create user*.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewUser {
    #[serde(flatten)]
    user: UserUpdate,
    #[serde(default)]
    group_ids: Vec<String>,
}

/// Creates a person; without a password they get a mail with an activation link.
pub(super) fn respond(
    org: &mut Org,
    (body, query): (&[u8], &Query),
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let activates = query.flag("activate")?.unwrap_or(true);
    let new: NewUser = parse(body)?;
    let profile = updated_profile(&Profile::default(), &new.user)?;
    let credentials = new.user.credentials.unwrap_or_default();
    let groups = groups::named(org, &new.group_ids)?;
    check_credentials(org, (&profile, &groups), &credentials, visit)?;
    let status = match (activates, credentials.password.is_some()) {
        (false, _) => Status::Staged,
        (true, true) => Status::Active,
        (true, false) => Status::Provisioned,
    };
    let provider = credentials.provider.map(|provider| provider.kind);
    let question = credentials.recovery_question;
    let person = NewPerson {
        profile,
        password: credentials
            .password
            .map(|new| new.value.secret().to_owned()),
        recovery_question: question.map(|new| (new.question, new.answer.secret().to_owned())),
        status: Some(status),
        provider: Some(provider_of(provider.as_ref())),
        groups,
        ..NewPerson::default()
    };
    let created = org.people.create(person, visit.now, &mut visit.entropy);
    let taken = "login: An object with this field already exists in the current organization";
    let key = created.map_err(|_| invalid("login", taken))?;
    if query.get("nextLogin") == Some("changePassword") && status == Status::Active {
        let person = org.people.get_mut(key);
        person.set_status(Status::PasswordExpired, visit.now);
    }
    if status == Status::Provisioned {
        let _mailed = lifecycle::invite(org, key, SendEmail::Yes, visit);
    }
    Ok(view::changed(org, key, visit))
}

fn provider_of(kind: Option<&ProviderType>) -> Provider {
    match kind {
        Some(ProviderType::ActiveDirectory) => Provider::ActiveDirectory,
        Some(ProviderType::Ldap) => Provider::Ldap,
        Some(ProviderType::Federation) => Provider::Federation,
        Some(ProviderType::Social) => Provider::Social,
        Some(ProviderType::Import) => Provider::Import,
        Some(ProviderType::Okta | ProviderType::Any | ProviderType::Unknown(_)) | None => {
            Provider::Okta
        }
    }
}

/// Judged by the policy of whoever this will be.
fn check_credentials(
    org: &Org,
    (profile, groups): (&Profile, &[String]),
    credentials: &CredentialsUpdate,
    visit: &mut Visit,
) -> Result<(), Refusal> {
    let somebody = NewPerson {
        profile: profile.clone(),
        groups: groups.to_vec(),
        provider: Some(Provider::Okta),
        ..NewPerson::default()
    };
    let person = Person::new(somebody, visit.now, &mut visit.entropy);
    let policy = org.policies.of(&person);
    let law = (policy, &org.switches.passwords);
    if let Some(password) = &credentials.password {
        let rejection = rejection(
            (law, &person),
            &password.value,
            Strictness::ComplexityOnly,
            visit.now,
        );
        if let Some(rejection) = rejection {
            return Err(invalid("password", format!("password: {rejection}")));
        }
    }
    match &credentials.recovery_question {
        Some(question) => check_question(policy, question),
        None => Ok(()),
    }
}
