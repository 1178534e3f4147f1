//! Primary authentication.

use okta::authn::{
    CancelTransaction, Embedded, PrimaryAuthentication, RecoveryTransaction, TransactionStatus,
};
use okta::{ErrorCode, SessionToken, StateToken};
use serde::Deserialize;

use super::{touch, view};
use crate::org::{Org, settle};
use crate::people::{Key, Person, Status};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::tokens::{Stage, Transaction};
use crate::visit::{Visit, later};

/// Seconds that a session token lives.
const SESSION_TOKEN_LIFETIME: u32 = 300;

/// `{"stateToken"}` asks for the current state, the other form signs in.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Body {
    Current(CancelTransaction),
    SignIn(PrimaryAuthentication),
}

/// What came of a sign-in.
pub(crate) enum SignIn {
    /// The password is right.
    Success(Key),
    /// The password is right, and has expired.
    Expired(Key),
    /// The account is locked, and the policy says so openly.
    LockedOut,
    /// No; the org does not say why.
    Refused,
}

pub(super) fn authenticate(
    org: &mut Org,
    body: Body,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    match body {
        Body::Current(body) => current(org, &body.state_token, visit),
        Body::SignIn(body) => {
            match sign_in(org, body.username.secret(), body.password.secret(), visit) {
                SignIn::Success(person) => Ok(success(org, person, visit)),
                SignIn::Expired(person) => Ok(expired(org, person, visit)),
                SignIn::LockedOut => Ok(view::locked_out(visit)),
                SignIn::Refused => Err(ErrorCode::AuthenticationFailed.into()),
            }
        }
    }
}

fn current(
    org: &mut Org,
    token: &StateToken,
    visit: &Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let transaction = touch(org, token, visit)?;
    Ok(view::transaction(
        org,
        &transaction,
        token.secret().to_owned(),
        visit,
    ))
}

/// Checks a password and keeps count of the wrong ones.
pub(crate) fn sign_in(org: &mut Org, username: &str, password: &str, visit: &Visit) -> SignIn {
    let Some(key) = org.people.by_username(username) else {
        return SignIn::Refused;
    };
    let person = org.people.get_mut(key);
    let policy = org.policies.of(person);
    settle(policy, person, visit.now);
    match person.status {
        Status::Active | Status::PasswordExpired => {}
        Status::LockedOut => return locked(policy),
        Status::Staged
        | Status::Provisioned
        | Status::Recovery
        | Status::Suspended
        | Status::Deprovisioned => return SignIn::Refused,
    }
    if !person
        .password
        .as_ref()
        .is_some_and(|right| right.is(password))
    {
        return wrong_password(policy, person, visit);
    }
    person.wrong_passwords = 0;
    if has_expired(policy, person, visit) {
        person.set_status(Status::PasswordExpired, visit.now);
        return SignIn::Expired(key);
    }
    person.last_login = Some(visit.now);
    SignIn::Success(key)
}

fn wrong_password(policy: &Policy, person: &mut Person, visit: &Visit) -> SignIn {
    person.wrong_passwords += 1;
    let most = policy.lockout.max_attempts;
    if most == 0 || person.wrong_passwords < most {
        return SignIn::Refused;
    }
    person.set_status(Status::LockedOut, visit.now);
    locked(policy)
}

fn locked(policy: &Policy) -> SignIn {
    if policy.lockout.show_lockout_failures {
        SignIn::LockedOut
    } else {
        SignIn::Refused
    }
}

/// Expiry is noticed at sign-in only.
fn has_expired(policy: &Policy, person: &Person, visit: &Visit) -> bool {
    let days = u64::from(policy.age.max_age_days);
    let changed = person.password_changed.filter(|_| days > 0);
    person.status == Status::PasswordExpired
        || changed.is_some_and(|changed| later(changed, days * 86_400) <= visit.now)
}

/// SUCCESS with a session token.
pub(super) fn success(org: &mut Org, key: Key, visit: &mut Visit) -> RecoveryTransaction {
    let person = org.people.get_mut(key);
    let session_token = person.begin_session(visit.now, &mut visit.entropy);
    RecoveryTransaction {
        expires_at: Some(visit.after(SESSION_TOKEN_LIFETIME)),
        session_token: Some(SessionToken::new(session_token)),
        embedded: Embedded {
            user: Some(view::user(person)),
            policy: None,
        },
        ..RecoveryTransaction::new(TransactionStatus::Success)
    }
}

fn expired(org: &mut Org, person: Key, visit: &mut Visit) -> RecoveryTransaction {
    let transaction = Transaction {
        person,
        stage: Stage::PasswordExpired,
        recovery_token: None,
        relay_state: None,
        expires_at: visit.after(org.switches.state_token_lifetime_seconds),
    };
    let token = org.tokens.begin(transaction.clone(), &mut visit.entropy);
    view::transaction(org, &transaction, token, visit)
}
