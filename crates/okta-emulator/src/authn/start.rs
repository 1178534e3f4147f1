//! Forgot password and unlock account: how a recovery starts.

use okta::authn::{
    FactorResult, FactorType, ForgotPassword, RecoveryTransaction, RelayState, TransactionStatus,
    UnlockAccount,
};
use okta::{ErrorCode, Username};
use serde::{Deserialize, Deserializer};

use super::eligible::{Obstacle, has_factor, is_offered, obstacle};
use super::one_time::one_time_token;
use super::{challenge, trusted, view};
use crate::callers::Caller;
use crate::mail::{Denial, Letter};
use crate::org::Org;
use crate::people::{Key, Profile, Status};
use crate::refusal::Refusal;
use crate::switches::{Engine, MissingFactorType, Switch, UnknownPerson};
use crate::tokens::Kind;
use crate::visit::Visit;

/// What the typed bodies do not keep: the case of the factor type.
#[derive(Deserialize)]
pub(super) struct FactorWord {
    #[serde(rename = "factorType", default, deserialize_with = "null_as_empty")]
    word: String,
}

fn null_as_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What somebody asks for, and for whom.
pub(super) struct Ask {
    pub(super) username: Username,
    pub(super) factor_type: Option<FactorType>,
    /// The factor type in the letters of the request; empty without one.
    pub(super) factor_word: String,
    pub(super) relay_state: Option<RelayState>,
    pub(super) kind: Kind,
}

impl Ask {
    pub(super) fn password(body: ForgotPassword, factor: FactorWord) -> Self {
        Self {
            username: body.username,
            factor_type: body.factor_type,
            factor_word: factor.word,
            relay_state: body.relay_state,
            kind: Kind::SelfService,
        }
    }

    pub(super) fn unlock(body: UnlockAccount, factor: FactorWord) -> Self {
        Self {
            username: body.username,
            factor_type: body.factor_type,
            factor_word: factor.word,
            relay_state: body.relay_state,
            kind: Kind::Unlock,
        }
    }

    /// Identity Engine takes no relay state.
    pub(super) fn relay_state(&self, org: &Org) -> Option<RelayState> {
        let is_classic = org.switches.engine == Engine::Classic;
        self.relay_state.clone().filter(|_| is_classic)
    }
}

/// Starts a recovery. The public are answered alike, whoever asks for whom.
pub(super) fn start(
    org: &mut Org,
    ask: &Ask,
    caller: &Caller,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let is_trusted = matches!(caller, Caller::Administrator);
    if ask.username.secret().is_empty() {
        return Err(blank("username"));
    }
    let factor_type = match &ask.factor_type {
        Some(factor_type) => factor_type,
        None if is_trusted => return trusted::start(org, ask, visit),
        None => return Err(missing_factor_type(org)),
    };
    check(org, factor_type, ask.kind)?;
    if is_trusted {
        trusted::check(org, ask, visit)?;
    }
    if let Some(factor) = factor_type.phone() {
        return challenge::start(org, ask, factor, visit);
    }
    match whose(org, ask) {
        Some(person) => write_to(org, person, ask, visit),
        None if tells_who_is_unknown(org) => return Err(ErrorCode::UnknownUser.into()),
        None => {}
    }
    Ok(RecoveryTransaction {
        factor_type: Some(view::factor_type(org, &ask.factor_word)),
        factor_result: Some(FactorResult::Waiting),
        recovery_type: Some(ask.kind.recovery_type()),
        relay_state: ask.relay_state(org),
        ..RecoveryTransaction::new(TransactionStatus::RecoveryChallenge)
    })
}

/// Whose recovery it is.
pub(super) fn whose(org: &Org, ask: &Ask) -> Option<Key> {
    let name = ask.username.secret();
    let is_there = |key: &Key| org.people.get(*key).status != Status::Deprovisioned;
    match org.switches.recovery.by_address {
        Switch::On => org.people.by_recovery_name(name),
        Switch::Off => org.people.by_username(name).filter(is_there),
    }
}

fn tells_who_is_unknown(org: &Org) -> bool {
    let switches = &org.switches;
    switches.enumeration_prevention == Switch::Off
        && switches.recovery.unknown_person == UnknownPerson::E0000095
}

/// Whether there is such a factor, and the org recovers by it.
fn check(org: &Org, factor_type: &FactorType, kind: Kind) -> Result<(), Refusal> {
    if let FactorType::Unknown(_) = factor_type {
        let cause = "factorType: The field has an invalid value";
        return Err(Refusal::new(ErrorCode::ApiValidationFailed)
            .about("factorType")
            .because(cause));
    }
    if is_offered(org, factor_type, kind) {
        Ok(())
    } else {
        Err(ErrorCode::AccessDenied.into())
    }
}

fn missing_factor_type(org: &Org) -> Refusal {
    match org.switches.missing_factor_type {
        MissingFactorType::E0000001 => blank("factorType"),
        MissingFactorType::E0000006 => ErrorCode::AccessDenied.into(),
    }
}

fn blank(field: &'static str) -> Refusal {
    let cause = format!("{field}: The field cannot be left blank");
    Refusal::new(ErrorCode::ApiValidationFailed)
        .about(field)
        .because(cause)
}

/// Sends a known person what they are due: a link, a «denied» mail, or nothing.
fn write_to(org: &mut Org, key: Key, ask: &Ask, visit: &mut Visit) {
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let policy = org.policies.of(person);
    if !has_factor(policy, &FactorType::Email) {
        return;
    }
    let found = obstacle(policy, &org.switches, (person, ask.kind), visit.now);
    let denial = match found {
        None => None,
        Some(Obstacle::Locked) => Some(Denial::Locked),
        Some(Obstacle::TooYoung) => Some(Denial::TooYoung),
        Some(
            Obstacle::NotLocked
            | Obstacle::Status
            | Obstacle::NoPassword
            | Obstacle::NoQuestion
            | Obstacle::Denied,
        ) => return,
    };
    let letter = match denial {
        Some(denial) => Letter::denied(&org.people.get(key).profile, denial),
        None => letter_with_link(org, key, ask, visit),
    };
    let profile = &org.people.get(key).profile;
    let letters = addresses(profile).map(|address| letter.to(address, visit.now));
    org.outbox.extend(letters);
}

fn letter_with_link(org: &mut Org, key: Key, ask: &Ask, visit: &mut Visit) -> Letter {
    let relay_state = ask.relay_state(org);
    let made = one_time_token(org, (key, ask.kind), relay_state, visit);
    let profile = &org.people.get(key).profile;
    if ask.kind == Kind::Unlock {
        let link = org.seed.unlock_link.replace("{token}", &made.token);
        return Letter::unlock(profile, link, made.lifetime_minutes);
    }
    let link = org.seed.reset_link.replace("{token}", &made.token);
    Letter::reset(profile, link, made.lifetime_minutes)
}

/// The primary and the secondary address.
fn addresses(profile: &Profile) -> impl Iterator<Item = &str> {
    let second = profile.second_email.as_deref();
    let second = second.filter(|second| *second != profile.email);
    [Some(&*profile.email), second].into_iter().flatten()
}
