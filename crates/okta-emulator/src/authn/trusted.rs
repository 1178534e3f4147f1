//! Recoveries that an application with an administrator's credential starts. It is told who
//! exists and what is in the way.

use okta::authn::{Embedded, FactorType, Links, RecoveryTransaction, TransactionStatus};
use okta::{ErrorCode, RecoveryToken};

use super::eligible::{Obstacle, obstacle};
use super::one_time::one_time_token;
use super::start::{Ask, whose};
use super::view;
use crate::org::Org;
use crate::people::{Key, Status};
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::tokens::Kind;
use crate::visit::Visit;

/// RECOVERY with the token itself; nothing is sent.
pub(super) fn start(
    org: &mut Org,
    ask: &Ask,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let person = check(org, ask, visit)?;
    let kind = match ask.kind {
        Kind::Unlock => Kind::Unlock,
        Kind::SelfService
        | Kind::Trusted
        | Kind::ForgotPassword
        | Kind::ResetPassword
        | Kind::Activation => Kind::Trusted,
    };
    let changes = org.switches.trusted_recovery_changes_status == Switch::On;
    if changes && kind == Kind::Trusted {
        let person = org.people.get_mut(person);
        person.set_status(Status::Recovery, visit.now);
    }
    let relay_state = ask.relay_state(org);
    let made = one_time_token(org, (person, kind), relay_state.clone(), visit);
    Ok(RecoveryTransaction {
        expires_at: Some(made.expires_at),
        recovery_token: Some(RecoveryToken::new(made.token)),
        recovery_type: Some(kind.recovery_type()),
        relay_state,
        embedded: Embedded {
            user: Some(view::user(org.people.get(person))),
            policy: None,
        },
        links: Links {
            next: Some(view::link(Some("recovery"), "recovery/token", visit)),
            cancel: Some(view::link(None, "cancel", visit)),
            ..Links::default()
        },
        ..RecoveryTransaction::new(TransactionStatus::Recovery)
    })
}

/// Whom a trusted application asks for, if nothing is in the way.
pub(super) fn check(org: &mut Org, ask: &Ask, visit: &Visit) -> Result<Key, Refusal> {
    let key = whose(org, ask);
    let key = key.ok_or(ErrorCode::UnknownUser)?;
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let policy = org.policies.of(person);
    let kind = match ask.kind {
        Kind::SelfService => Kind::Trusted,
        other @ (Kind::Trusted
        | Kind::Unlock
        | Kind::ForgotPassword
        | Kind::ResetPassword
        | Kind::Activation) => other,
    };
    if let Some(obstacle) = obstacle(policy, &org.switches, (person, kind), visit.now) {
        return Err(refusal(obstacle, kind));
    }
    let by_phone = ask.factor_type.as_ref().and_then(FactorType::phone);
    if by_phone.is_some() && person.phone.is_none() {
        return Err(ErrorCode::NoVerifiedPhoneNumber.into());
    }
    Ok(key)
}

fn refusal(obstacle: Obstacle, kind: Kind) -> Refusal {
    let code = if kind == Kind::Unlock {
        ErrorCode::UnlockNotAllowed
    } else {
        ErrorCode::ForgotPasswordNotAllowed
    };
    let refusal = Refusal::new(code);
    match obstacle {
        Obstacle::NotLocked => refusal.because("The user is not locked out."),
        Obstacle::NoQuestion => refusal.because("Recovery credential not set."),
        Obstacle::Locked
        | Obstacle::Status
        | Obstacle::NoPassword
        | Obstacle::Denied
        | Obstacle::TooYoung => refusal,
    }
}
