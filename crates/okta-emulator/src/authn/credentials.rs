//! The new password.

use okta::ErrorCode;
use okta::authn::{RecoveryTransaction, ResetPassword, RevokeSessions};

use super::{primary, recovery, touch_at, view};
use crate::judge::judge;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::{PolicyViolation, Switch};
use crate::tokens::{Stage, Transaction};
use crate::visit::Visit;

/// Sets the new password, and spends the recovery token.
///
/// A refused password costs nothing: the same state token may try again.
pub(super) fn reset_password(
    org: &mut Org,
    body: &ResetPassword,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let transaction = touch_at(org, &body.state_token, Stage::NewPassword, visit)?;
    let person = org.people.get_mut(transaction.person);
    if !recovery::may_recover(&org.switches, person) {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    let password = body.new_password.secret();
    judge(org.policies.of(person), person, password).map_err(|rejection| {
        Refusal::new(match org.switches.policy_violation {
            PolicyViolation::E0000080 => ErrorCode::PasswordRequirementsNotMet,
            PolicyViolation::E0000014 => ErrorCode::UpdateOfCredentialsFailed,
        })
        .because(rejection.cause())
    })?;
    person.set_password(password, visit.now, &mut visit.entropy);
    let revoke = body.revoke_sessions == RevokeSessions::Yes;
    if revoke || org.switches.reset_ends_sessions == Switch::On {
        person.sessions.clear();
    }
    Ok(finish(org, &transaction, body.state_token.secret(), visit))
}

fn finish(
    org: &mut Org,
    transaction: &Transaction,
    state_token: &str,
    visit: &mut Visit,
) -> RecoveryTransaction {
    org.tokens.cancel(state_token);
    if let Some(recovery_token) = &transaction.recovery_token {
        org.tokens.spend(recovery_token);
    }
    match org.switches.mfa_after_reset {
        Switch::Off => primary::success(org, transaction.person, visit),
        Switch::On => {
            let next = Transaction {
                stage: Stage::Factor,
                recovery_token: None,
                ..transaction.clone()
            };
            let token = org.tokens.begin(next.clone(), &mut visit.entropy);
            view::transaction(org, &next, token, visit)
        }
    }
}
