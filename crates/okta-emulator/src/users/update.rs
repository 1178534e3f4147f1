//! *Update user* and *replace user*.

use http::Method;
use okta::users::{CredentialsUpdate, UserUpdate};
use okta::{ErrorCode, Request, Response, Timestamp};

use super::body::{Strictness, check_question, invalid, parse, rejection, updated_profile};
use super::query::Query;
use super::view;
use crate::new_password;
use crate::org::Org;
use crate::people::{Key, Person, Profile, Provider, RecoveryQuestion, Status};
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::visit::Visit;

/// Changes what the body names; a PUT empties the rest of the profile.
pub(super) fn respond(
    org: &mut Org,
    key: Key,
    (request, query): (&Request, &Query),
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let strictness = query.flag("strict")?.into();
    let update: UserUpdate = parse(request.body())?;
    let person = org.people.get(key);
    if person.status == Status::Deprovisioned {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    let former = if *request.method() == Method::PUT {
        Profile::default()
    } else {
        person.profile.clone()
    };
    let changes_profile = !update.profile.is_empty() || *request.method() == Method::PUT;
    let profile = changes_profile.then(|| updated_profile(&former, &update));
    let profile = profile.transpose()?;
    if let Some(credentials) = &update.credentials {
        check_credentials(org, key, (credentials, strictness), visit.now)?;
    }
    if let Some(profile) = profile {
        let taken = "login: An object with this field already exists in the current organization";
        let changed = org.people.change_profile(key, profile);
        changed.map_err(|_| invalid("login", taken))?;
    }
    if let Some(credentials) = update.credentials {
        set_credentials(org, key, credentials, visit);
    }
    org.people.get_mut(key).last_updated = visit.now;
    Ok(view::changed(org, key, visit))
}

fn check_credentials(
    org: &Org,
    key: Key,
    (update, strictness): (&CredentialsUpdate, Strictness),
    now: Timestamp,
) -> Result<(), Refusal> {
    let person = org.people.get(key);
    let policy = org.policies.of(person);
    if let Some(password) = &update.password {
        check_not_barred(org, person)?;
        if person.provider != Provider::Okta {
            let cause = "password: The credentials provider does not support a password";
            return Err(invalid("password", cause));
        }
        let law = (policy, &org.switches.passwords);
        if let Some(rejection) = rejection((law, person), &password.value, strictness, now) {
            return Err(invalid("password", format!("password: {rejection}")));
        }
    }
    match &update.recovery_question {
        Some(question) => check_question(policy, question),
        None => Ok(()),
    }
}

/// Whether somebody who can only recover may be given a password.
fn check_not_barred(org: &Org, person: &Person) -> Result<(), Refusal> {
    let is_barred = matches!(person.status, Status::Recovery | Status::LockedOut);
    if is_barred && org.switches.management.password_of_barred == Switch::Off {
        let cause = "password: The password cannot be set in the user's current status";
        return Err(invalid("password", cause));
    }
    Ok(())
}

/// Neither a mail nor a change of status.
fn set_credentials(org: &mut Org, key: Key, update: CredentialsUpdate, visit: &mut Visit) {
    if let Some(password) = update.password {
        let as_before = (password.value.secret(), org.people.get(key).status);
        new_password::set(org, key, as_before, visit);
    }
    if let Some(new) = update.recovery_question {
        let (question, answer) = (new.question, new.answer.secret());
        let question = RecoveryQuestion::new(question, answer, &mut visit.entropy);
        org.people.get_mut(key).recovery_question = Some(question);
    }
}
