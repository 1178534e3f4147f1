//! `credentials/…`: what a person signs in and recovers with.

use http::StatusCode;
use okta::authn::RevokeSessions;
use okta::users::{ChangePassword, ChangeRecoveryQuestion, SetNewPassword};
use okta::{ErrorCode, Password, Response};

use super::body::{Strictness, check_question, parse, rejection};
use super::query::Query;
use super::{reset, view};
use crate::answer::json as answer;
use crate::new_password;
use crate::org::Org;
use crate::people::{Key, Person, Provider, RecoveryQuestion, Status};
use crate::refusal::Refusal;
use crate::switches::{Switch, WrongAnswer};
use crate::visit::Visit;

/// Whether there is such an operation.
pub(super) fn knows(operation: &str) -> bool {
    [
        "forgot_password",
        "forgot_password_recovery_question",
        "change_password",
        "change_recovery_question",
    ]
    .contains(&operation)
}

pub(super) fn respond(
    org: &mut Org,
    (key, operation): (Key, &str),
    (body, query): (&[u8], &Query),
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let is_asked = !body.trim_ascii().is_empty();
    match operation {
        "forgot_password" if !is_asked => return reset::forget(org, key, query, visit),
        // The older form of the next one, or a body that says nothing.
        "forgot_password" => match parse::<SetNewPassword>(body) {
            Ok(body) => set_new_password(org, key, &body, visit)?,
            Err(_) => return reset::forget(org, key, query, visit),
        },
        "forgot_password_recovery_question" => {
            set_new_password(org, key, &parse(body)?, visit)?;
        }
        "change_password" => {
            let strictness = query.flag("strict")?.into();
            change_password(org, key, (&parse(body)?, strictness), visit)?;
        }
        _ => change_recovery_question(org, key, &parse(body)?, visit)?,
    }
    let credentials = view::credentials(org.people.get(key));
    Ok(answer(StatusCode::OK, &credentials))
}

/// The answer to the question and a new password, in one step.
fn set_new_password(
    org: &mut Org,
    key: Key,
    body: &SetNewPassword,
    visit: &mut Visit,
) -> Result<(), Refusal> {
    let person = org.people.get_mut(key);
    reset::check_status(&org.switches, person.status)?;
    let Some(question) = &person.recovery_question else {
        let refusal = Refusal::new(ErrorCode::ForgotPasswordNotAllowed);
        return Err(refusal.because("Recovery credential not set."));
    };
    if !question.is_answered_by(body.recovery_question.answer.secret()) {
        if person.answer_wrongly(org.switches.wrong_answers_lock, visit.now) {
            return Err(ErrorCode::UserLocked.into());
        }
        return Err(match org.switches.wrong_answer {
            WrongAnswer::E0000087 => ErrorCode::WrongAnswer.into(),
            WrongAnswer::E0000014 => ErrorCode::UpdateOfCredentialsFailed.into(),
        });
    }
    let status = person.status;
    let law = (org.policies.of(person), &org.switches.passwords);
    let password = &body.password.value;
    if let Some(rejection) = rejection((law, person), password, Strictness::Full, visit.now) {
        return Err(refused(rejection));
    }
    new_password::choose(org, key, (password.secret(), status), visit);
    Ok(())
}

fn refused(cause: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::UpdateOfCredentialsFailed).because(cause)
}

/// Who may change something that the current password guards.
fn check_password(person: &Person, password: &Password) -> Result<(), Refusal> {
    let current = person.password.as_ref();
    current
        .is_some_and(|current| current.is(password.secret()))
        .then_some(())
        .ok_or_else(|| refused("oldPassword: The credentials provided were incorrect."))
}

fn has_own_password(person: &Person) -> bool {
    person.password.is_some() && person.provider == Provider::Okta
}

fn change_password(
    org: &mut Org,
    key: Key,
    (body, strictness): (&ChangePassword, Strictness),
    visit: &mut Visit,
) -> Result<(), Refusal> {
    let person = org.people.get_mut(key);
    let (allowed, next) = match person.status {
        Status::Staged => (true, Status::Staged),
        Status::PasswordExpired if org.switches.change_ends_expiry == Switch::Off => {
            (true, Status::PasswordExpired)
        }
        Status::Active | Status::Recovery | Status::PasswordExpired => (true, Status::Active),
        Status::Provisioned | Status::LockedOut | Status::Suspended | Status::Deprovisioned => {
            (false, person.status)
        }
    };
    if !allowed || !has_own_password(person) {
        return Err(ErrorCode::ChangePasswordNotAllowed.into());
    }
    check_password(person, &body.old_password.value)?;
    let password = &body.new_password.value;
    let law = (org.policies.of(person), &org.switches.passwords);
    if let Some(rejection) = rejection((law, person), password, strictness, visit.now) {
        return Err(refused(rejection));
    }
    new_password::choose(org, key, (password.secret(), next), visit);
    if body.revoke_sessions == RevokeSessions::Yes {
        org.people.get_mut(key).sessions.clear();
    }
    Ok(())
}

fn change_recovery_question(
    org: &mut Org,
    key: Key,
    body: &ChangeRecoveryQuestion,
    visit: &mut Visit,
) -> Result<(), Refusal> {
    let person = org.people.get_mut(key);
    let allowed = match person.status {
        Status::Staged | Status::Active | Status::Recovery => true,
        Status::Provisioned
        | Status::PasswordExpired
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => false,
    };
    if !allowed || !has_own_password(person) {
        return Err(ErrorCode::ChangeRecoveryQuestionNotAllowed.into());
    }
    check_password(person, &body.password.value)?;
    let new = &body.recovery_question;
    check_question(org.policies.of(person), new)?;
    let (question, answer) = (new.question.clone(), new.answer.secret());
    let question = RecoveryQuestion::new(question, answer, &mut visit.entropy);
    person.recovery_question = Some(question);
    person.last_updated = visit.now;
    Ok(())
}
