//! Who may recover what, and by which factor.

use okta::Timestamp;
use okta::authn::FactorType;

use crate::judge::is_young;
use crate::org::Org;
use crate::people::{Person, Provider, Status};
use crate::policy::{Access, Policy};
use crate::switches::{Engine, Switch, Switches};
use crate::tokens::Kind;

/// Why a recovery does not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The account is locked; it must be unlocked first.
    Locked,
    /// The account is to be unlocked and is not locked.
    NotLocked,
    /// The status does not allow it.
    Status,
    /// There is no password here: it is kept elsewhere, or nowhere.
    NoPassword,
    /// The org demands a recovery question.
    NoQuestion,
    /// The rule of the person's policy says no.
    Denied,
    /// The password is too young to be changed.
    TooYoung,
}

/// What stands in the way of a recovery that a person starts.
pub(super) fn obstacle(
    policy: &Policy,
    switches: &Switches,
    (person, kind): (&Person, Kind),
    now: Timestamp,
) -> Option<Obstacle> {
    if kind == Kind::Unlock {
        return obstacle_to_unlock(policy, person);
    }
    if person.status == Status::LockedOut {
        return Some(Obstacle::Locked);
    }
    if !status_allows(switches, person.status) {
        return Some(Obstacle::Status);
    }
    if person.password.is_none() || person.provider != Provider::Okta {
        return Some(Obstacle::NoPassword);
    }
    if person.recovery_question.is_none() && switches.question_required == Switch::On {
        return Some(Obstacle::NoQuestion);
    }
    if !policy.rule().allows_reset() {
        return Some(Obstacle::Denied);
    }
    // An administrator's right goes before the age of a password.
    let is_bound = kind != Kind::Trusted && is_young(policy, person, now);
    is_bound.then_some(Obstacle::TooYoung)
}

fn obstacle_to_unlock(policy: &Policy, person: &Person) -> Option<Obstacle> {
    if person.status != Status::LockedOut {
        return Some(Obstacle::NotLocked);
    }
    if person.provider != Provider::Okta {
        return Some(Obstacle::NoPassword);
    }
    let denied = policy.rule().self_service_unlock == Access::Deny;
    denied.then_some(Obstacle::Denied)
}

/// Whether somebody in this status may forget the password.
pub(crate) fn status_allows(switches: &Switches, status: Status) -> bool {
    match status {
        Status::Active => true,
        Status::PasswordExpired => switches.expired_may_recover == Switch::On,
        Status::Staged
        | Status::Provisioned
        | Status::Recovery
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => false,
    }
}

/// Whether a recovery that has started may go on: much can happen to a person while a mail is
/// on its way.
pub(crate) fn may_go_on(switches: &Switches, person: &Person, kind: Kind) -> bool {
    let was_reset = matches!(person.status, Status::Recovery | Status::PasswordExpired);
    match kind {
        Kind::SelfService => {
            let has_question =
                person.recovery_question.is_some() || switches.question_required == Switch::Off;
            let has_password = person.password.is_some() && person.provider == Provider::Okta;
            status_allows(switches, person.status) && has_question && has_password
        }
        Kind::Trusted | Kind::ForgotPassword | Kind::ResetPassword => {
            was_reset || person.status == Status::Active
        }
        Kind::Activation => {
            was_reset || matches!(person.status, Status::Active | Status::Provisioned)
        }
        Kind::Unlock => person.status == Status::LockedOut,
    }
}

/// Whether somebody who has signed in may finish that. Nobody else can sign in, but much can
/// happen between a sign-in and its last step.
pub(crate) fn may_finish_sign_in(person: &Person) -> bool {
    match person.status {
        Status::Active | Status::PasswordExpired => true,
        Status::Staged
        | Status::Provisioned
        | Status::Recovery
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => false,
    }
}

/// Whether the recovery question comes before the new password.
pub(super) fn must_answer(org: &Org, person: &Person, kind: Kind) -> bool {
    let asked = match kind {
        Kind::SelfService | Kind::Trusted | Kind::Unlock | Kind::ForgotPassword => true,
        // On Identity Engine an administrator's link needs no further factor.
        Kind::ResetPassword => org.switches.engine == Engine::Classic,
        Kind::Activation => false,
    };
    let factors = &org.policies.of(person).recovery.factors;
    asked && factors.recovery_question == Switch::On && person.recovery_question.is_some()
}

/// Whether any policy of the org recovers this way. If none does, everybody may be told so; if
/// one does, nobody is told whether it is theirs.
pub(super) fn is_offered(org: &Org, factor: &FactorType, kind: Kind) -> bool {
    let mut policies = org.policies.iter();
    policies.any(|policy| {
        let by_rule = match kind {
            Kind::Unlock => policy.rule().self_service_unlock == Access::Allow,
            Kind::SelfService
            | Kind::Trusted
            | Kind::ForgotPassword
            | Kind::ResetPassword
            | Kind::Activation => policy.rule().allows_reset(),
        };
        by_rule && has_factor(policy, factor)
    })
}

/// Whether a policy recovers by a factor.
pub(super) fn has_factor(policy: &Policy, factor: &FactorType) -> bool {
    let factors = &policy.recovery.factors;
    match factor {
        FactorType::Email => factors.okta_email == Switch::On,
        FactorType::Sms => factors.okta_sms == Switch::On,
        FactorType::Call => factors.okta_call == Switch::On,
        FactorType::Unknown(_) => false,
    }
}
