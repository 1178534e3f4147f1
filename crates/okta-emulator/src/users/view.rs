//! What the API shows of a person.

use http::StatusCode;
use http::header::CONTENT_TYPE;
use okta::users::{
    AuthenticationProvider, Credentials, EmailAddress, EmailType, Profile, ProviderType,
    RecoveryQuestion, User, UserStatus, UserType,
};
use okta::{Request, Response};
use serde_json::{Map, Value, json};

use super::links::links;
use super::query::Query;
use crate::answer::json as answer;
use crate::org::Org;
use crate::people::{EmailStatus, Key, Person, Provider, Status};
use crate::visit::Visit;

/// The id of the org's only user type.
pub(super) const USER_TYPE: &str = "oty1emulated0rekey00";

/// The whole user object; `origin` is where the org answers.
pub(crate) fn user(org: &Org, key: Key, origin: &str) -> User {
    of(org, org.people.get(key), origin)
}

/// The same of a person.
pub(crate) fn of(org: &Org, person: &Person, origin: &str) -> User {
    User {
        id: person.id.clone(),
        status: status(person.status),
        transitioning_to_status: person.transition.map(|(to, _)| status(to)),
        created: Some(person.created),
        activated: person.activated,
        status_changed: person.status_changed,
        last_login: person.last_login,
        last_updated: Some(person.last_updated),
        password_changed: person.password_changed,
        user_type: Some(UserType {
            id: USER_TYPE.to_owned(),
        }),
        realm_id: None,
        profile: profile(person),
        credentials: credentials(person),
        embedded: Map::new(),
        links: links(org, person, origin),
    }
}

/// `GET /api/v1/users/{id}`, as much of it as the caller wants.
pub(super) fn shown(org: &Org, key: Key, request: &Request, visit: &Visit) -> Response {
    let mut user = user(org, key, &visit.origin);
    if Query::of(request).get("expand") == Some("blocks") {
        user.embedded.insert("blocks".to_owned(), json!([]));
    }
    let mut shown = json!(user);
    let wishes = request.headers().get(CONTENT_TYPE);
    let wishes = wishes.and_then(|wishes| wishes.to_str().ok());
    let omit = |wish: &str| wishes.is_some_and(|wishes| wishes.contains(wish));
    // `omitCredentials` is the beginning of `omitCredentialsLinks`.
    let credentials = wishes.is_some_and(|wishes| {
        let mut words = wishes.split([',', ';', '=', ' ']);
        words.any(|word| word == "omitCredentials")
    });
    if credentials && let Some(members) = shown.as_object_mut() {
        members.remove("credentials");
    }
    if omit("omitCredentialsLinks")
        && let Some(links) = shown["_links"].as_object_mut()
    {
        links.retain(|name, _| matches!(name.as_str(), "self" | "type" | "schema"));
    }
    answer(StatusCode::OK, &shown)
}

/// A user that an operation has changed.
pub(super) fn changed(org: &Org, key: Key, visit: &Visit) -> Response {
    answer(StatusCode::OK, &user(org, key, &visit.origin))
}

/// In lists only `self` is linked.
pub(super) fn listed(org: &Org, key: Key, visit: &Visit) -> Value {
    let mut listed = json!(user(org, key, &visit.origin));
    if let Some(links) = listed["_links"].as_object_mut() {
        links.retain(|name, _| name == "self");
    }
    listed
}

pub(super) fn status(status: Status) -> UserStatus {
    match status {
        Status::Staged => UserStatus::Staged,
        Status::Provisioned => UserStatus::Provisioned,
        Status::Active => UserStatus::Active,
        Status::Recovery => UserStatus::Recovery,
        Status::PasswordExpired => UserStatus::PasswordExpired,
        Status::LockedOut => UserStatus::LockedOut,
        Status::Suspended => UserStatus::Suspended,
        Status::Deprovisioned => UserStatus::Deprovisioned,
    }
}

fn profile(person: &Person) -> Profile {
    let profile = &person.profile;
    let name = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
    Profile {
        login: Some(profile.login.clone()),
        email: Some(profile.email.clone()),
        second_email: profile.second_email.clone(),
        first_name: name(&profile.first_name),
        last_name: name(&profile.last_name),
        mobile_phone: profile.mobile_phone.clone(),
        others: profile.others.clone(),
    }
}

/// What a person has to sign in and to recover with.
pub(super) fn credentials(person: &Person) -> Credentials {
    let question = person.recovery_question.as_ref();
    let kind = provider(person.provider);
    Credentials {
        has_password: person.password.is_some(),
        emails: emails(person),
        recovery_question: question.map(|asked| RecoveryQuestion {
            question: asked.question.clone(),
        }),
        provider: Some(AuthenticationProvider {
            name: kind.as_str().to_owned(),
            kind,
        }),
    }
}

pub(crate) fn provider(provider: Provider) -> ProviderType {
    match provider {
        Provider::Okta => ProviderType::Okta,
        Provider::ActiveDirectory => ProviderType::ActiveDirectory,
        Provider::Ldap => ProviderType::Ldap,
        Provider::Federation => ProviderType::Federation,
        Provider::Social => ProviderType::Social,
        Provider::Import => ProviderType::Import,
    }
}

fn emails(person: &Person) -> Vec<EmailAddress> {
    let status = match person.email_status {
        EmailStatus::Verified => okta::users::EmailStatus::Verified,
        EmailStatus::Unverified => okta::users::EmailStatus::Unverified,
    };
    let primary = EmailAddress {
        value: person.profile.email.clone(),
        status,
        kind: EmailType::Primary,
    };
    let second = person.profile.second_email.as_ref();
    let second = second.map(|value| EmailAddress {
        value: value.clone(),
        status: okta::users::EmailStatus::Verified,
        kind: EmailType::Secondary,
    });
    [primary].into_iter().chain(second).collect()
}
