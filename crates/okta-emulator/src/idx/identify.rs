//! Who it is: the beginning, sign-in, and the ways into recovery and unlocking.

use http::StatusCode;
use okta::idx::{Credentials, Identify};

use super::recovery::{Footing, footing, offered_methods};
use super::reply::Reply;
use super::switches::{FirstPage, StateHandleShape};
use super::transaction::{Interaction, Purpose, Stage, Transaction};
use super::{
    Answered, answer, first_pages, handles, refused, reset_not_allowed, said, stand, unknown_user,
};
use crate::authn::{SignIn, days_to_warn_of, sign_in};
use crate::org::Org;
use crate::people::Key;
use crate::policy::Policy;
use crate::switches::Switch;
use crate::visit::Visit;

/// A transaction at its beginning: with a recovery token, the person is known already.
pub(super) fn first(org: &Org, interaction: Interaction, visit: &mut Visit) -> Transaction {
    let one_time = interaction.one_time.as_ref();
    let person = one_time.map(|known| known.person);
    let (purpose, stage) = match one_time {
        Some(known) => (Purpose::Recover, answer::after_token(org, known)),
        None => (Purpose::SignIn, Stage::Identify),
    };
    let switches = &org.switches.idx;
    Transaction {
        handle: handles::make(switches.state_handle, &stage, &mut visit.entropy),
        interaction,
        purpose,
        stage,
        identifier: None,
        person,
        expires_at: visit.after(switches.step_lifetime_seconds),
    }
}

/// Takes who it is.
pub(super) fn identify(
    org: &mut Org,
    mut transaction: Transaction,
    body: Identify,
    visit: &mut Visit,
) -> Answered {
    let identifier = body.identifier.secret().trim().to_owned();
    if identifier.is_empty() {
        return Err(refused(org, &transaction, visit));
    }
    let stage = transaction.stage.clone();
    let key = org.people.by_recovery_name(&identifier);
    if key.is_none() && org.switches.enumeration_prevention == Switch::Off {
        return Err(unknown_user(org, &transaction, &identifier, visit));
    }
    if stage == Stage::IdentifyRecovery {
        transaction.identifier = Some(identifier);
        transaction.person = key;
        return begin_recovery(org, transaction, visit);
    }
    if stage != Stage::Identify {
        return Err(refused(org, &transaction, visit));
    }
    match (body.credentials, org.switches.idx.first_page) {
        (Some(credentials), FirstPage::IdentifierAndPassword) => {
            let who = (identifier, credentials);
            sign_in_at_once(org, &transaction, who, visit)
        }
        (None, FirstPage::IdentifierAndPassword) => Err(refused(org, &transaction, visit)),
        (_, FirstPage::Identifier) => {
            transaction.identifier = Some(identifier);
            transaction.person = key;
            Ok(ask_password(org, transaction, visit))
        }
    }
}

fn sign_in_at_once(
    org: &mut Org,
    transaction: &Transaction,
    (identifier, credentials): (String, Credentials),
    visit: &mut Visit,
) -> Answered {
    let named = Transaction {
        identifier: Some(identifier),
        ..transaction.clone()
    };
    match credentials {
        Credentials::Passcode { passcode, .. } => {
            let asked = (transaction, passcode.secret());
            sign_in_with(org, named, asked, visit)
        }
        Credentials::Question { .. } => Err(refused(org, transaction, visit)),
    }
}

/// Signs in; a wrong password leaves the transaction where it was.
pub(super) fn sign_in_with(
    org: &mut Org,
    named: Transaction,
    (before, password): (&Transaction, &str),
    visit: &mut Visit,
) -> Answered {
    let identifier = named.identifier.clone().unwrap_or_default();
    match sign_in(org, &identifier, password, visit) {
        SignIn::Success(person) => {
            let named = Transaction {
                person: Some(person),
                ..named
            };
            Ok(signed_in(org, named, person, visit))
        }
        SignIn::Expired(person) => Ok(move_on(
            org,
            Transaction {
                person: Some(person),
                stage: Stage::ExpiredPassword,
                ..named
            },
            visit,
        )),
        SignIn::LockedOut | SignIn::Refused => {
            let state = Reply::state(org, before, visit);
            let reply = state.status(StatusCode::UNAUTHORIZED);
            Err(reply.saying(said::wrong_password(org.switches.idx.wrong_password)))
        }
    }
}

/// Somebody whose password ends soon may set another.
fn signed_in(org: &mut Org, named: Transaction, person: Key, visit: &mut Visit) -> Reply {
    let person = org.people.get(person);
    match days_to_warn_of(org.policies.of(person), person, visit) {
        Some(days) => {
            let stage = Stage::PasswordWarning(days);
            move_on(org, Transaction { stage, ..named }, visit)
        }
        None => answer::complete(org, named, visit),
    }
}

fn ask_password(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Reply {
    let stage = Stage::Password;
    move_on(
        org,
        Transaction {
            stage,
            ..transaction
        },
        visit,
    )
}

/// Stands at a step that waits for no code; an encrypted handle becomes a short one.
pub(super) fn move_on(org: &mut Org, mut transaction: Transaction, visit: &mut Visit) -> Reply {
    transaction.expires_at = visit.after(org.switches.idx.step_lifetime_seconds);
    let shape = org.switches.idx.state_handle;
    if shape == StateHandleShape::Encrypted && transaction.handle.starts_with("eyJ") {
        let old = transaction.handle.clone();
        transaction.handle = handles::make(shape, &transaction.stage, &mut visit.entropy);
        org.idx.supersede(&old, &transaction);
    }
    stand(org, &transaction, visit)
}

/// Turns a sign-in into a recovery.
pub(super) fn recover(org: &mut Org, mut transaction: Transaction, visit: &mut Visit) -> Answered {
    let offers_it = match transaction.stage {
        Stage::Identify => org.switches.idx.first_page == FirstPage::IdentifierAndPassword,
        Stage::Password => true,
        Stage::IdentifyRecovery
        | Stage::IdentifyUnlock
        | Stage::Choose
        | Stage::Confirm(_)
        | Stage::Code(_)
        | Stage::ChooseQuestion
        | Stage::Question
        | Stage::NewPassword
        | Stage::ExpiredPassword
        | Stage::PasswordWarning(_)
        | Stage::Complete(_) => false,
    };
    let is_allowed = |policy: &Policy| policy.rule().allows_reset();
    if !org.policies.iter().any(is_allowed) {
        return Err(forbidden(org, &transaction, visit));
    }
    if !offers_it {
        return Err(refused(org, &transaction, visit));
    }
    transaction.purpose = Purpose::Recover;
    if transaction.identifier.is_some() {
        return begin_recovery(org, transaction, visit);
    }
    transaction.stage = Stage::IdentifyRecovery;
    Ok(stand(org, &transaction, visit))
}

/// Offers the authenticators; to somebody who may not recover, too, if the org hides that.
fn begin_recovery(org: &mut Org, mut transaction: Transaction, visit: &mut Visit) -> Answered {
    let hides = org.switches.enumeration_prevention == Switch::On;
    let footing = match transaction.person {
        Some(person) => footing(org, person, visit),
        None => Footing::None,
    };
    let methods = offered_methods(org, transaction.person);
    if methods.is_empty() || (footing == Footing::None && !hides) {
        return Err(forbidden(org, &transaction, visit));
    }
    transaction.purpose = Purpose::Recover;
    transaction.stage = match methods[..] {
        [only] => Stage::Confirm(only),
        _ => Stage::Choose,
    };
    Ok(move_on(org, transaction, visit))
}

fn forbidden(org: &Org, transaction: &Transaction, visit: &Visit) -> Reply {
    let state = Reply::state(org, transaction, visit);
    reset_not_allowed(state.terminal(), &org.switches.idx)
}

/// Asks whose account is to be unlocked.
pub(super) fn unlock_account(
    org: &mut Org,
    mut transaction: Transaction,
    visit: &mut Visit,
) -> Answered {
    if transaction.stage != Stage::Identify {
        return Err(refused(org, &transaction, visit));
    }
    if !first_pages::allows_unlock(org) {
        let state = Reply::state(org, &transaction, visit);
        let reply = state.status(StatusCode::BAD_REQUEST).terminal();
        let message = said::unlock_not_allowed(org.switches.idx.unlock_not_allowed);
        return Err(reply.saying(message));
    }
    transaction.purpose = Purpose::Unlock;
    transaction.stage = Stage::IdentifyUnlock;
    Ok(stand(org, &transaction, visit))
}
