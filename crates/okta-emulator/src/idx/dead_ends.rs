//! Where a transaction ends without what it was for.

use http::StatusCode;
use okta::idx::Intent;

use super::recovery::{Footing, footing};
use super::reply::Reply;
use super::transaction::{OneTime, Stage, Transaction};
use super::{reset_not_allowed, said};
use crate::authn::{may_finish_sign_in, may_go_on};
use crate::org::Org;
use crate::people::Key;
use crate::switches::MinimumAge;
use crate::tokens::Kind;
use crate::visit::Visit;

/// The transaction is over; what to say about it is the caller's.
pub(super) fn dead_end(org: &mut Org, transaction: &Transaction, visit: &Visit) -> Reply {
    org.idx.end(&transaction.handle);
    let state = Reply::state(org, transaction, visit);
    state.status(StatusCode::FORBIDDEN).terminal().hushed()
}

/// The same, because the person may not recover.
pub(super) fn not_allowed(org: &mut Org, transaction: &Transaction, visit: &Visit) -> Reply {
    let reply = dead_end(org, transaction, visit);
    reset_not_allowed(reply, &org.switches.idx)
}

/// Much can happen to a person between two steps: whether they may still set a password.
pub(super) fn check_password_is_due(
    org: &mut Org,
    transaction: &Transaction,
    key: Key,
    visit: &Visit,
) -> Result<(), Reply> {
    let is_signed_in = matches!(
        transaction.stage,
        Stage::ExpiredPassword | Stage::PasswordWarning(_)
    );
    let may = if is_signed_in {
        may_finish_sign_in(org.settled(key, visit.now))
    } else if let Some(known) = &transaction.interaction.one_time {
        check_token_is_good(org, transaction, known, visit).map_err(|reply| {
            org.idx.end(&transaction.handle);
            reply.status(StatusCode::FORBIDDEN)
        })?;
        org.settle(key, visit.now);
        may_go_on(&org.switches, org.people.get(key), known.kind)
    } else {
        let at_start = org.switches.passwords.minimum_age == MinimumAge::AtStart;
        match footing(org, key, visit) {
            Footing::Good => true,
            Footing::TooYoung => at_start,
            Footing::Activating | Footing::None => false,
        }
    };
    let refuse = || not_allowed(org, transaction, visit);
    may.then_some(()).ok_or_else(refuse)
}

/// Much can happen to a one-time token, too: another transaction uses it, a newer one replaces
/// it, or it expires.
pub(super) fn check_token_is_good(
    org: &Org,
    transaction: &Transaction,
    known: &OneTime,
    visit: &Visit,
) -> Result<(), Reply> {
    if org.tokens.recovering(&known.token, visit.now).is_ok() {
        return Ok(());
    }
    let message = match known.kind {
        Kind::SelfService | Kind::Trusted | Kind::Unlock | Kind::ForgotPassword => {
            said::dead_token_of_own()
        }
        Kind::ResetPassword | Kind::Activation => said::dead_token_of_administrator(),
    };
    let state = Reply::state(org, transaction, visit).final_word().hushed();
    let reply = state.nobodys().intent(Intent::Consent);
    Err(reply.saying(message))
}
