//! `lifecycle/…`: an account from status to status.

use http::StatusCode;
use okta::users::{SendEmail, TempPassword, UserActivationToken};
use okta::{ActivationToken, ErrorCode, OneTimeUrl, Password, Response};

use super::query::Query;
use super::{not_found, nothing, reset, view};
use crate::answer::json as answer;
use crate::authn::one_time::{link_origin, one_time_token};
use crate::mail::Letter;
use crate::new_password;
use crate::org::Org;
use crate::people::{Key, Provider, Status};
use crate::refusal::Refusal;
use crate::switches::{DeactivatedTwice, Engine, ExpireAllowedFrom};
use crate::tokens::Kind;
use crate::visit::Visit;

/// Whether there is such an operation.
pub(super) fn knows(operation: &str) -> bool {
    [
        "activate",
        "reactivate",
        "reset_password",
        "expire_password",
        "expire_password_with_temp_password",
        "unlock",
        "suspend",
        "unsuspend",
        "deactivate",
    ]
    .contains(&operation)
}

pub(super) fn respond(
    org: &mut Org,
    (key, operation): (Key, &str),
    query: &Query,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    match operation {
        "activate" => activate(org, key, query.mail(SendEmail::Yes)?, visit),
        "reactivate" => reactivate(org, key, query.mail(SendEmail::No)?, visit),
        "reset_password" => reset::demand(org, key, query, visit),
        "expire_password" => expire(org, key, visit),
        "expire_password_with_temp_password" => expire_with_temp(org, key, query, visit),
        "unlock" => unlock(org, key, visit),
        "suspend" => suspend(org, key, visit),
        "unsuspend" => unsuspend(org, key, visit),
        _ if org.people.get(key).status == Status::Deprovisioned => {
            Err(deactivated_twice(org, key))
        }
        _ => {
            deactivate(org, key, visit);
            Ok(nothing())
        }
    }
}

fn activate(
    org: &mut Org,
    key: Key,
    mail: SendEmail,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let person = org.people.get_mut(key);
    match person.status {
        Status::Staged | Status::Deprovisioned => {}
        // A sign-up that is half finished.
        Status::Provisioned => return Err(ErrorCode::NotAllowedInStatus.into()),
        Status::Active
        | Status::Recovery
        | Status::PasswordExpired
        | Status::LockedOut
        | Status::Suspended => return Err(ErrorCode::UserAlreadyActive.into()),
    }
    let status = match person.password {
        Some(_) => Status::Active,
        None => Status::Provisioned,
    };
    person.transition = Some((status, visit.after(org.switches.activation_seconds)));
    person.arrive(visit.now);
    Ok(invite(org, key, mail, visit))
}

fn reactivate(
    org: &mut Org,
    key: Key,
    mail: SendEmail,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    match org.people.get(key).status {
        Status::Provisioned | Status::Recovery => Ok(invite(org, key, mail, visit)),
        Status::Staged
        | Status::Active
        | Status::PasswordExpired
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => Err(ErrorCode::NotAllowedInStatus.into()),
    }
}

/// Hands out an activation link, by mail or in the answer.
pub(super) fn invite(org: &mut Org, key: Key, mail: SendEmail, visit: &mut Visit) -> Response {
    let made = one_time_token(org, (key, Kind::Activation), None, visit);
    let (origin, token) = (link_origin(org, visit), made.token);
    let link = match org.switches.engine {
        Engine::Classic => format!("{origin}/welcome/{token}"),
        Engine::IdentityEngine => format!("{origin}/tokens/{token}/verify"),
    };
    if mail == SendEmail::Yes {
        let profile = &org.people.get(key).profile;
        let letter = Letter::activation(profile, link, made.lifetime_minutes);
        let message = letter.to(&profile.email, visit.now);
        org.outbox.push(message);
        return nothing();
    }
    let both = UserActivationToken {
        activation_url: Some(OneTimeUrl::new(link)),
        activation_token: Some(ActivationToken::new(token)),
    };
    answer(StatusCode::OK, &both)
}

fn deactivated_twice(org: &Org, key: Key) -> Refusal {
    match org.switches.management.deactivated_twice {
        DeactivatedTwice::E0000007 => not_found(org, &org.people.get(key).id, "User"),
        DeactivatedTwice::E0000038 => ErrorCode::NotAllowedInStatus.into(),
    }
}

/// Who may have a password expired. The links of `PASSWORD_EXPIRED` offer it, too.
fn check_expirable(org: &Org, key: Key) -> Result<(), Refusal> {
    let person = org.people.get(key);
    let by_status = match person.status {
        Status::Active | Status::PasswordExpired => true,
        Status::Staged
        | Status::Provisioned
        | Status::Recovery
        | Status::LockedOut
        | Status::Suspended => {
            let from = org.switches.management.expire_allowed_from;
            from == ExpireAllowedFrom::AnyWithPassword
        }
        Status::Deprovisioned => false,
    };
    let has_password = person.password.is_some() && person.provider == Provider::Okta;
    (by_status && has_password)
        .then_some(())
        .ok_or(ErrorCode::NotAllowedInStatus.into())
}

/// The answer still has the old `statusChanged`, as recorded.
fn expire(org: &mut Org, key: Key, visit: &Visit) -> Result<Response, Refusal> {
    check_expirable(org, key)?;
    let former = org.people.get(key).status_changed;
    org.people
        .get_mut(key)
        .set_status(Status::PasswordExpired, visit.now);
    let mut user = view::user(org, key, &visit.origin);
    user.status_changed = former;
    Ok(answer(StatusCode::OK, &user))
}

fn expire_with_temp(
    org: &mut Org,
    key: Key,
    query: &Query,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let ends_sessions = query.flag("revokeSessions")?.unwrap_or(false);
    check_expirable(org, key)?;
    // Letters of every class, whatever chance brings.
    let password = format!("Aa1{}", visit.entropy.alphanumeric(9));
    let expired = (password.as_str(), Status::PasswordExpired);
    new_password::set(org, key, expired, visit);
    if ends_sessions {
        org.people.get_mut(key).sessions.clear();
    }
    let body = TempPassword {
        temp_password: Password::new(password),
    };
    Ok(answer(StatusCode::OK, &body))
}

fn unlock(org: &mut Org, key: Key, visit: &Visit) -> Result<Response, Refusal> {
    let person = org.people.get_mut(key);
    if person.status != Status::LockedOut {
        let refusal = Refusal::new(ErrorCode::UnlockNotAllowed);
        return Err(refusal.because("The user is not locked out."));
    }
    if person.provider != Provider::Okta {
        return Err(ErrorCode::UnlockNotAllowed.into());
    }
    person.unlock(visit.now);
    Ok(nothing())
}

fn suspend(org: &mut Org, key: Key, visit: &Visit) -> Result<Response, Refusal> {
    let cause = "Cannot suspend a user that is not active";
    pause(org, key, (Status::Active, Status::Suspended, cause), visit)
}

fn unsuspend(org: &mut Org, key: Key, visit: &Visit) -> Result<Response, Refusal> {
    let cause = "Cannot unsuspend a user that is not suspended";
    pause(org, key, (Status::Suspended, Status::Active, cause), visit)
}

/// Both directions name the same operation in their errors, as recorded.
fn pause(
    org: &mut Org,
    key: Key,
    (from, to, cause): (Status, Status, &'static str),
    visit: &Visit,
) -> Result<Response, Refusal> {
    let person = org.people.get_mut(key);
    if person.status != from {
        let refusal = Refusal::new(ErrorCode::ApiValidationFailed);
        return Err(refusal.about("suspendUser").because(cause));
    }
    person.set_status(to, visit.now);
    Ok(nothing())
}

/// A person who is on the way to another status stays as they are.
pub(super) fn check_arrived(org: &Org, key: Key) -> Result<(), Refusal> {
    match org.people.get(key).transition {
        Some(_) => Err(ErrorCode::StillActivating.into()),
        None => Ok(()),
    }
}

/// As [`deactivate`], when the time has come; the tokens of apps end at once.
pub(super) fn deactivate_later(org: &mut Org, key: Key, visit: &Visit) {
    let person = org.people.get_mut(key);
    let end = visit.after(org.switches.activation_seconds);
    person.transition = Some((Status::Deprovisioned, end));
    person.arrive(visit.now);
    org.grants.revoke_all_of(key);
}

/// Whoever is deactivated is signed out everywhere.
pub(super) fn deactivate(org: &mut Org, key: Key, visit: &Visit) {
    let person = org.people.get_mut(key);
    person.sessions.clear();
    person.set_status(Status::Deprovisioned, visit.now);
    org.grants.revoke_all_of(key);
}
