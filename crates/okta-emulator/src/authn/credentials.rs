//! The new password.

use okta::authn::{ChangePassword, RecoveryTransaction, ResetPassword, RevokeSessions};
use okta::{ErrorCode, Password};

use super::eligible::{may_finish_sign_in, may_go_on};
use super::{fresh, primary, touch_at, view};
use crate::judge::{TOO_YOUNG, is_young, judge};
use crate::new_password;
use crate::org::Org;
use crate::people::{Key, Person, Status};
use crate::policy::Access;
use crate::refusal::Refusal;
use crate::switches::{MinimumAge, PolicyViolation, Switch};
use crate::tokens::{Kind, Stage, State, Transaction};
use crate::visit::Visit;

/// Sets the new password, and spends the recovery token.
///
/// A refused password costs nothing: the same state token may try again.
pub(super) fn reset_password(
    org: &mut Org,
    body: &ResetPassword,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let is_awaited = |stage| stage == Stage::NewPassword;
    let (key, transaction) = touch_at(org, &body.state_token, is_awaited, visit)?;
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let kind = transaction.kind;
    if kind.is_some_and(|kind| !may_go_on(&org.switches, person, kind)) {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    if kind == Some(Kind::SelfService) {
        check_age(org, person, visit)?;
    }
    set(
        org,
        key,
        (&body.new_password, org.switches.policy_violation),
        visit,
    )?;
    end_sessions(org, key, body.revoke_sessions);
    Ok(finish(
        org,
        (key, &transaction),
        body.state_token.secret(),
        visit,
    ))
}

/// Changes a password that has expired, or soon will.
pub(super) fn change_password(
    org: &mut Org,
    body: &ChangePassword,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let is_awaited = |stage| matches!(stage, Stage::PasswordExpired | Stage::PasswordWarn(_));
    let (key, transaction) = touch_at(org, &body.state_token, is_awaited, visit)?;
    if !may_finish_sign_in(org.settled(key, visit.now)) {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    let person = org.people.get(key);
    if org.policies.of(person).rule().password_change == Access::Deny {
        return Err(ErrorCode::ChangePasswordNotAllowed.into());
    }
    let current = person.password.as_ref();
    if !current.is_some_and(|current| current.is(body.old_password.secret())) {
        let cause = "oldPassword: The credentials provided were incorrect.";
        return Err(Refusal::new(ErrorCode::UpdateOfCredentialsFailed).because(cause));
    }
    let code = org.switches.policy_violation_at_change;
    set(org, key, (&body.new_password, code), visit)?;
    end_sessions(org, key, body.revoke_sessions);
    Ok(finish(
        org,
        (key, &transaction),
        body.state_token.secret(),
        visit,
    ))
}

/// A password may have become too young since the recovery began.
fn check_age(org: &Org, person: &Person, visit: &Visit) -> Result<(), Refusal> {
    let is_asked = org.switches.passwords.minimum_age == MinimumAge::AlsoAtSetting;
    if is_asked && is_young(org.policies.of(person), person, visit.now) {
        return Err(refused(org.switches.policy_violation).because(TOO_YOUNG));
    }
    Ok(())
}

fn refused(code: PolicyViolation) -> Refusal {
    Refusal::new(match code {
        PolicyViolation::E0000080 => ErrorCode::PasswordRequirementsNotMet,
        PolicyViolation::E0000014 => ErrorCode::UpdateOfCredentialsFailed,
    })
}

/// Sets a password that the person's policy takes.
fn set(
    org: &mut Org,
    key: Key,
    (password, code): (&Password, PolicyViolation),
    visit: &mut Visit,
) -> Result<(), Refusal> {
    let person = org.people.get(key);
    let password = password.secret();
    let law = (org.policies.of(person), &org.switches.passwords);
    judge(law, person, password).map_err(|rejection| refused(code).because(rejection.cause()))?;
    new_password::choose(org, key, (password, Status::Active), visit);
    let person = org.people.get_mut(key);
    person.activated = person.activated.or(Some(visit.now));
    Ok(())
}

fn end_sessions(org: &mut Org, key: Key, revoke: RevokeSessions) {
    if revoke == RevokeSessions::Yes || org.switches.reset_ends_sessions == Switch::On {
        org.people.get_mut(key).sessions.clear();
    }
}

fn finish(
    org: &mut Org,
    (key, transaction): (Key, &Transaction),
    state_token: &str,
    visit: &mut Visit,
) -> RecoveryTransaction {
    org.tokens.cancel(state_token);
    if let Some(recovery_token) = &transaction.recovery_token {
        org.tokens.spend(recovery_token);
    }
    let done = match org.switches.mfa_after_reset {
        Switch::Off => primary::success(org, key, visit),
        Switch::On => {
            let next = fresh(
                org,
                transaction.kind,
                State::Known(key, Stage::Factor),
                visit,
            );
            let shown = next.clone();
            let token = org.tokens.begin(next, visit.now, &mut visit.entropy);
            view::transaction(org, &shown, token, visit)
        }
    };
    RecoveryTransaction {
        relay_state: transaction.relay_state.clone(),
        ..done
    }
}
