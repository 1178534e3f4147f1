//! The recovery token and the recovery question.

use okta::ErrorCode;
use okta::authn::{
    AnswerRecoveryQuestion, Links, RecoveryTransaction, TransactionStatus, VerifyRecoveryToken,
};

use super::eligible::{may_go_on, must_answer};
use super::{fresh, primary, touch_at, view};
use crate::org::Org;
use crate::people::{Key, Person};
use crate::refusal::Refusal;
use crate::switches::{DeadRecoveryToken, Engine, Switch, Switches, WithoutQuestion};
use crate::tokens::{Kind, NoGood, Recovery, Stage, State, Transaction};
use crate::visit::Visit;

/// Exchanges a one-time token for a state token, as often as wanted.
pub(super) fn verify_token(
    org: &mut Org,
    body: VerifyRecoveryToken,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let token = body.recovery_token.secret();
    let recovery = good(org, token, visit);
    let Recovery {
        person,
        kind,
        relay_state,
        ..
    } = recovery.map_err(|no_good| dead(&org.switches, no_good))?;
    let state = State::Known(person, Stage::NewPassword);
    let mut transaction = fresh(org, Some(kind), state, visit);
    transaction.recovery_token = Some(token.to_owned());
    let given = body.relay_state;
    let given = given.filter(|_| org.switches.engine == Engine::Classic);
    transaction.relay_state = given.or(relay_state);
    let mut shown = proceed(org, (person, kind), (transaction, None), visit);
    let is_bare = org.switches.without_question == WithoutQuestion::RecoveryWithoutLinks;
    if is_bare && shown.status == TransactionStatus::PasswordReset {
        shown.status = TransactionStatus::Recovery;
        shown.embedded.policy = None;
        shown.links = Links::default();
    }
    Ok(shown)
}

/// What a one-time token stands for, if its person may still use it.
pub(super) fn good(org: &mut Org, token: &str, visit: &Visit) -> Result<Recovery, NoGood> {
    let recovery = org.tokens.recovering(token, visit.now)?.clone();
    org.settle(recovery.person, visit.now);
    let person = org.people.get(recovery.person);
    let may = may_go_on(&org.switches, person, recovery.kind);
    may.then_some(recovery).ok_or(NoGood::Dead)
}

fn dead(switches: &Switches, no_good: NoGood) -> ErrorCode {
    match (switches.dead_recovery_token, no_good) {
        (DeadRecoveryToken::Split, NoGood::Dead) | (DeadRecoveryToken::LinkDead, _) => {
            ErrorCode::RecoveryLinkDead
        }
        (DeadRecoveryToken::Split, NoGood::Garbage) | (DeadRecoveryToken::InvalidToken, _) => {
            ErrorCode::InvalidToken
        }
    }
}

/// On to the question, the new password, or the unlocked account, for a person who has shown
/// one factor.
pub(super) fn proceed(
    org: &mut Org,
    (person, kind): (Key, Kind),
    (mut transaction, state_token): (Transaction, Option<&str>),
    visit: &mut Visit,
) -> RecoveryTransaction {
    let stage = if must_answer(org, org.people.get(person), kind) {
        Stage::Question
    } else if kind == Kind::Unlock {
        return unlock(org, person, (&transaction, state_token), visit);
    } else {
        Stage::NewPassword
    };
    transaction.state = State::Known(person, stage);
    let shown = transaction.clone();
    let state_token = match state_token {
        Some(token) => {
            org.tokens.replace(token, transaction);
            token.to_owned()
        }
        None => org.tokens.begin(transaction, visit.now, &mut visit.entropy),
    };
    view::transaction(org, &shown, state_token, visit)
}

/// Takes the answer to the recovery question.
pub(super) fn answer_question(
    org: &mut Org,
    body: &AnswerRecoveryQuestion,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let is_asked = |stage| stage == Stage::Question;
    let (key, mut transaction) = touch_at(org, &body.state_token, is_asked, visit)?;
    org.settle(key, visit.now);
    let person = org.people.get_mut(key);
    let question = person.recovery_question.as_ref();
    if !question.is_some_and(|question| question.is_answered_by(body.answer.secret())) {
        return Err(wrong_answer(&org.switches, person, visit).into());
    }
    person.wrong_answers = 0;
    let state_token = body.state_token.secret();
    if transaction.kind == Some(Kind::Unlock) {
        if !may_go_on(&org.switches, person, Kind::Unlock) {
            return Err(ErrorCode::NotAllowedInStatus.into());
        }
        return Ok(unlock(org, key, (&transaction, Some(state_token)), visit));
    }
    transaction.state = State::Known(key, Stage::NewPassword);
    org.tokens.replace(state_token, transaction.clone());
    Ok(view::transaction(
        org,
        &transaction,
        state_token.to_owned(),
        visit,
    ))
}

fn wrong_answer(switches: &Switches, person: &mut Person, visit: &Visit) -> ErrorCode {
    if person.answer_wrongly(switches.wrong_answers_lock, visit.now) {
        ErrorCode::UserLocked
    } else {
        ErrorCode::WrongAnswer
    }
}

/// Opens the lock; the password stays as it is.
fn unlock(
    org: &mut Org,
    key: Key,
    (transaction, state_token): (&Transaction, Option<&str>),
    visit: &mut Visit,
) -> RecoveryTransaction {
    let person = org.people.get_mut(key);
    person.unlock(visit.now);
    if let Some(token) = state_token {
        org.tokens.cancel(token);
    }
    if let Some(token) = &transaction.recovery_token {
        org.tokens.spend(token);
    }
    let done = match org.switches.unlock_gives_session {
        Switch::On => primary::success(org, key, visit),
        Switch::Off => primary::success_without_session(org, key, visit),
    };
    RecoveryTransaction {
        recovery_type: Some(Kind::Unlock.recovery_type()),
        relay_state: transaction.relay_state.clone(),
        ..done
    }
}
