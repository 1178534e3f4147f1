//! Primary authentication.

use okta::authn::{
    Activation, Embedded, Links, Options, PrimaryAuthentication, RecoveryTransaction,
    TransactionState, TransactionStatus,
};
use okta::{ErrorCode, SessionToken};
use serde::Deserialize;

use super::{fresh, recovery, state, view};
use crate::org::Org;
use crate::people::{Key, Person, Status};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::switches::{Engine, Switch};
use crate::tokens::{Kind, Stage, State};
use crate::visit::{Visit, later};

/// Seconds that a session token lives.
const SESSION_TOKEN_LIFETIME: u32 = 300;

const DAY: u64 = 86_400;

/// `{"stateToken"}` asks for the current state, `{"token"}` activates, the third form signs in.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Body {
    Current(TransactionState),
    Activation(Activation),
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
        Body::Current(body) => state::current(org, &body, visit),
        Body::Activation(body) => activate(org, &body, visit),
        Body::SignIn(body) => sign_in_and_tell(org, &body, visit),
    }
}

fn sign_in_and_tell(
    org: &mut Org,
    body: &PrimaryAuthentication,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let username = body.username.secret();
    let most = org.switches.username_limit_per_second;
    let name = username.to_lowercase();
    if org.paces.sign_ins.count(&name, visit.now) > most && most > 0 {
        return Err(ErrorCode::TooManyRequests.into());
    }
    match sign_in(org, username, body.password.secret(), visit) {
        SignIn::Success(person) => Ok(signed_in(org, person, body.options, visit)),
        SignIn::Expired(person) => Ok(stop_at(org, person, Stage::PasswordExpired, visit)),
        SignIn::LockedOut => Ok(view::locked_out(visit)),
        SignIn::Refused => Err(ErrorCode::AuthenticationFailed.into()),
    }
}

/// SUCCESS, or what stands in front of it.
fn signed_in(
    org: &mut Org,
    key: Key,
    options: Option<Options>,
    visit: &mut Visit,
) -> RecoveryTransaction {
    if org.switches.mfa_at_sign_in == Switch::On {
        return stop_at(org, key, Stage::Factor, visit);
    }
    let person = org.people.get(key);
    let wants_warning = options.is_some_and(|options| options.warn_before_password_expired);
    match days_to_warn_of(org.policies.of(person), person, visit) {
        Some(days) if wants_warning => stop_at(org, key, Stage::PasswordWarn(days), visit),
        Some(_) | None => success(org, key, visit),
    }
}

/// Whole days until the password ends, if it is time to warn.
pub(crate) fn days_to_warn_of(policy: &Policy, person: &Person, visit: &Visit) -> Option<u32> {
    let (most, warn) = (policy.age.max_age_days, policy.age.expire_warn_days);
    let changed = person.password_changed.filter(|_| most > 0)?;
    let end = later(changed, u64::from(most) * DAY);
    let left = end.as_millis().saturating_sub(visit.now.as_millis());
    let days = u32::try_from(left / 86_400_000).ok()?;
    (days < warn).then_some(days)
}

fn stop_at(org: &mut Org, person: Key, stage: Stage, visit: &mut Visit) -> RecoveryTransaction {
    let transaction = fresh(org, None, State::Known(person, stage), visit);
    let shown = transaction.clone();
    let token = org.tokens.begin(transaction, visit.now, &mut visit.entropy);
    view::transaction(org, &shown, token, visit)
}

/// Primary authentication with an activation token: SUCCESS for whom has a password already,
/// `PASSWORD_RESET` for all others.
fn activate(
    org: &mut Org,
    body: &Activation,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let token = body.token.secret();
    let recovery = recovery::good(org, token, visit).ok();
    let recovery = recovery.filter(|recovery| recovery.kind == Kind::Activation);
    let key = recovery.ok_or(ErrorCode::AuthenticationFailed)?.person;
    let person = org.people.get_mut(key);
    if person.password.is_some() {
        person.set_status(Status::Active, visit.now);
        org.tokens.spend(token);
        return Ok(signed_in(org, key, None, visit));
    }
    let state = State::Known(key, Stage::NewPassword);
    let mut transaction = fresh(org, Some(Kind::Activation), state, visit);
    transaction.recovery_token = Some(token.to_owned());
    Ok(recovery::proceed(
        org,
        (key, Kind::Activation),
        (transaction, None),
        visit,
    ))
}

/// Checks a password and keeps count of the wrong ones.
pub(crate) fn sign_in(org: &mut Org, username: &str, password: &str, visit: &Visit) -> SignIn {
    let Some(key) = org.people.by_username(username) else {
        return SignIn::Refused;
    };
    org.settle(key, visit.now);
    let person = org.people.get_mut(key);
    let policy = org.policies.of(person);
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
        || changed.is_some_and(|changed| later(changed, days * DAY) <= visit.now)
}

/// SUCCESS with a session token.
pub(super) fn success(org: &mut Org, key: Key, visit: &mut Visit) -> RecoveryTransaction {
    let session_token = org.begin_session(key, visit);
    RecoveryTransaction {
        session_token: Some(SessionToken::new(session_token)),
        ..success_without_session(org, key, visit)
    }
}

/// SUCCESS alone. On Identity Engine it was recorded with a link.
pub(super) fn success_without_session(org: &Org, key: Key, visit: &Visit) -> RecoveryTransaction {
    let cancel = match org.switches.engine {
        Engine::Classic => None,
        Engine::IdentityEngine => Some(view::link(None, "cancel", visit)),
    };
    RecoveryTransaction {
        expires_at: Some(visit.after(SESSION_TOKEN_LIFETIME)),
        embedded: Embedded {
            user: Some(view::user(org.people.get(key))),
            policy: None,
        },
        links: Links {
            cancel,
            ..Links::default()
        },
        ..RecoveryTransaction::new(TransactionStatus::Success)
    }
}
