//! Links to a new password: `lifecycle/reset_password` and `credentials/forgot_password`.

use http::StatusCode;
use okta::users::{ResetPasswordToken, SendEmail};
use okta::{ErrorCode, OneTimeUrl, Response};

use super::nothing;
use super::query::Query;
use crate::answer::json as answer;
use crate::authn::one_time::{link_origin, one_time_token};
use crate::authn::status_allows;
use crate::mail::Letter;
use crate::org::Org;
use crate::people::{Key, Person, Provider, Status};
use crate::refusal::Refusal;
use crate::switches::{
    Engine, LockedForgotPassword, QuestionNeeded, ResetAllowedFrom, ResetRefusal, ResetUrl, Switch,
    Switches,
};
use crate::tokens::Kind;
use crate::visit::Visit;

/// *Reset password*: RECOVERY at once, and the way for people of other providers to a password.
pub(super) fn demand(
    org: &mut Org,
    key: Key,
    query: &Query,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let mail = query.mail(SendEmail::Yes)?;
    let ends_sessions = query.flag("revokeSessions")?.unwrap_or(false);
    let person = org.people.get_mut(key);
    check_demandable(&org.switches, person.status)?;
    if ends_sessions {
        person.sessions.clear();
    }
    if query.get("provider") == Some("FEDERATION") {
        person.provider = Provider::Federation;
        person.password = None;
        person.set_status(Status::Active, visit.now);
        return Ok(nothing());
    }
    person.provider = match person.provider {
        Provider::Federation | Provider::Social => Provider::Okta,
        other
        @ (Provider::Okta | Provider::ActiveDirectory | Provider::Ldap | Provider::Import) => other,
    };
    if person.status == Status::LockedOut {
        person.forgive();
    }
    person.set_status(Status::Recovery, visit.now);
    Ok(link(org, (key, Kind::ResetPassword), mail, visit))
}

fn check_demandable(switches: &Switches, status: Status) -> Result<(), ErrorCode> {
    let allowed = match status {
        Status::Active | Status::Recovery | Status::PasswordExpired => true,
        Status::LockedOut => switches.management.reset_lifts_lock == Switch::On,
        Status::Staged | Status::Provisioned | Status::Suspended => {
            switches.reset_allowed_from == ResetAllowedFrom::AnyButDeprovisioned
        }
        Status::Deprovisioned => false,
    };
    allowed
        .then_some(())
        .ok_or(match switches.management.reset_refusal {
            ResetRefusal::E0000038 => ErrorCode::NotAllowedInStatus,
            ResetRefusal::E0000017 => ErrorCode::PasswordResetFailed,
        })
}

/// *Forgot password*: the account stays as it is.
pub(super) fn forget(
    org: &mut Org,
    key: Key,
    query: &Query,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let mail = query.mail(SendEmail::Yes)?;
    check_not_locked(&org.switches, org.people.get(key).status)?;
    check_recoverable(org, org.people.get(key))?;
    Ok(link(org, (key, Kind::ForgotPassword), mail, visit))
}

fn check_not_locked(switches: &Switches, status: Status) -> Result<(), ErrorCode> {
    if status != Status::LockedOut {
        return Ok(());
    }
    Err(match switches.management.locked_forgot_password {
        LockedForgotPassword::E0000034 => ErrorCode::ForgotPasswordNotAllowed,
        LockedForgotPassword::E0000006 => ErrorCode::AccessDenied,
    })
}

/// Whether a person could recover by themselves.
fn check_recoverable(org: &Org, person: &Person) -> Result<(), Refusal> {
    let not_allowed = || Refusal::new(ErrorCode::ForgotPasswordNotAllowed);
    check_status(&org.switches, person.status)?;
    if person.provider != Provider::Okta {
        let cause = "Forgot password is not supported for the user's login type";
        return Err(Refusal::new(ErrorCode::PasswordResetFailed).because(cause));
    }
    if person.password.is_none() {
        return Err(ErrorCode::AccessDenied.into());
    }
    if !org.policies.of(person).rule().allows_reset() {
        return Err(not_allowed());
    }
    let is_needed = match org.switches.forgot_password_needs_question {
        QuestionNeeded::OnClassic => org.switches.engine == Engine::Classic,
        QuestionNeeded::Never => false,
        QuestionNeeded::Always => true,
    };
    if is_needed && person.recovery_question.is_none() {
        return Err(not_allowed().because("Recovery credential not set."));
    }
    Ok(())
}

pub(super) fn check_status(switches: &Switches, status: Status) -> Result<(), Refusal> {
    status_allows(switches, status)
        .then_some(())
        .ok_or(ErrorCode::ForgotPasswordNotAllowed.into())
}

/// The link, by mail or in the answer.
fn link(org: &mut Org, (key, kind): (Key, Kind), mail: SendEmail, visit: &mut Visit) -> Response {
    let made = one_time_token(org, (key, kind), None, visit);
    let is_demanded = kind == Kind::ResetPassword;
    let path = match org.switches.reset_url {
        ResetUrl::AsRecorded if is_demanded => "reset_password",
        ResetUrl::AsRecorded | ResetUrl::SignIn => "signin/reset-password",
    };
    let link = format!("{}/{path}/{}", link_origin(org, visit), made.token);
    if mail == SendEmail::Yes {
        let profile = &org.people.get(key).profile;
        let letter = Letter::reset(profile, link, made.lifetime_minutes);
        let message = letter.to(&profile.email, visit.now);
        org.outbox.push(message);
        return nothing();
    }
    let token = ResetPasswordToken {
        reset_password_url: Some(OneTimeUrl::new(link)),
    };
    answer(StatusCode::OK, &token)
}
