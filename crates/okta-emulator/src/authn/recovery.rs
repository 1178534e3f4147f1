//! Forgot password, the recovery token, the recovery question.

use okta::authn::{
    AnswerRecoveryQuestion, FactorResult, FactorType, ForgotPassword, RecoveryTransaction,
    RecoveryType, TransactionStatus, VerifyRecoveryToken,
};
use okta::{ErrorCode, Timestamp};

use super::{touch_at, view};
use crate::mail::{Denial, Letter};
use crate::org::{Org, settle};
use crate::people::{Key, Person, Provider, Status};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::switches::{DeadRecoveryToken, FactorTypeCase, Switch, Switches, WithoutQuestion};
use crate::tokens::{NoGood, Stage, Transaction};
use crate::visit::{Visit, later};

/// Always the same answer, whoever asks for whom.
pub(super) fn forgot_password(
    org: &mut Org,
    body: &ForgotPassword,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let factor_type = body
        .factor_type
        .as_ref()
        .ok_or_else(|| blank("factorType"))?;
    if body.username.secret().is_empty() {
        return Err(blank("username"));
    }
    match factor_type {
        FactorType::Email => {}
        // The policy of the recorded new org has both switched off.
        FactorType::Sms | FactorType::Call => return Err(ErrorCode::AccessDenied.into()),
        FactorType::Unknown(_) => {
            let cause = "factorType: The field has an invalid value";
            return Err(Refusal::new(ErrorCode::ApiValidationFailed)
                .about("factorType")
                .because(cause));
        }
    }
    if let Some(person) = org.people.by_recovery_name(body.username.secret()) {
        write_to(org, person, visit);
    }
    Ok(RecoveryTransaction {
        factor_type: Some(match org.switches.factor_type_case {
            FactorTypeCase::Upper => FactorType::Email,
            FactorTypeCase::Lower => FactorType::Unknown("email".to_owned()),
        }),
        factor_result: Some(FactorResult::Waiting),
        recovery_type: Some(RecoveryType::Password),
        ..RecoveryTransaction::new(TransactionStatus::RecoveryChallenge)
    })
}

fn blank(field: &'static str) -> Refusal {
    let cause = format!("{field}: The field cannot be left blank");
    Refusal::new(ErrorCode::ApiValidationFailed)
        .about(field)
        .because(cause)
}

/// Sends a known person what they are due: a link, a «denied» mail, or nothing.
fn write_to(org: &mut Org, key: Key, visit: &mut Visit) {
    let person = org.people.get_mut(key);
    let policy = org.policies.of(person);
    settle(policy, person, visit.now);
    let letter = match due(policy, &org.switches, person, visit.now) {
        Due::Nothing => return,
        Due::Denial(denial) => Letter::denied(&person.profile, denial),
        Due::Link => {
            let minutes = policy.token_lifetime_minutes;
            let expires_at = later(visit.now, u64::from(minutes) * 60);
            let ends_older = org.switches.newer_token_ends_older;
            let token = org
                .tokens
                .recover(key, expires_at, ends_older, &mut visit.entropy);
            Letter::reset(
                &person.profile,
                org.seed.reset_link.replace("{token}", &token),
                minutes,
            )
        }
    };
    let profile = &person.profile;
    let second = profile
        .second_email
        .as_ref()
        .filter(|second| **second != profile.email);
    let addresses = [Some(&profile.email), second].into_iter().flatten();
    org.outbox
        .extend(addresses.map(|address| letter.to(address, visit.now)));
}

/// What a person gets who asks for a recovery.
enum Due {
    Link,
    Denial(Denial),
    Nothing,
}

fn due(policy: &Policy, switches: &Switches, person: &Person, now: Timestamp) -> Due {
    if person.status == Status::LockedOut {
        return Due::Denial(Denial::Locked);
    }
    if !may_recover(switches, person) {
        return Due::Nothing;
    }
    let least_age = u64::from(policy.age.min_age_minutes) * 60;
    let changed = person.password_changed;
    if changed.is_some_and(|changed| now < later(changed, least_age)) {
        return Due::Denial(Denial::TooYoung);
    }
    Due::Link
}

/// Whether status and credentials allow a recovery.
pub(super) fn may_recover(switches: &Switches, person: &Person) -> bool {
    let by_status = match person.status {
        Status::Active => true,
        Status::PasswordExpired => switches.expired_may_recover == Switch::On,
        Status::Staged
        | Status::Provisioned
        | Status::Recovery
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => false,
    };
    let has_question =
        person.recovery_question.is_some() || switches.question_required == Switch::Off;
    by_status && has_question && person.password.is_some() && person.provider == Provider::Okta
}

/// Exchanges a recovery token for a state token, as often as wanted.
pub(super) fn verify_token(
    org: &mut Org,
    body: VerifyRecoveryToken,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let token = body.recovery_token.secret();
    let owner = org.tokens.recovering(token, visit.now);
    let still = owner.and_then(|owner| {
        let may = may_recover(&org.switches, org.people.get(owner));
        may.then_some(owner).ok_or(NoGood::Dead)
    });
    let person = still.map_err(|no_good| dead(&org.switches, no_good))?;
    let has_question = org.people.get(person).recovery_question.is_some();
    let transaction = Transaction {
        person,
        stage: if has_question {
            Stage::Question
        } else {
            Stage::NewPassword
        },
        recovery_token: Some(token.to_owned()),
        relay_state: body.relay_state,
        expires_at: visit.after(org.switches.state_token_lifetime_seconds),
    };
    let state_token = org.tokens.begin(transaction.clone(), &mut visit.entropy);
    let mut shown = view::transaction(org, &transaction, state_token, visit);
    let without_links = org.switches.without_question == WithoutQuestion::RecoveryWithoutLinks;
    if without_links && !has_question {
        shown.status = TransactionStatus::Recovery;
        shown.embedded.policy = None;
        shown.links = okta::authn::Links::default();
    }
    Ok(shown)
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

/// Takes the answer to the recovery question.
pub(super) fn answer_question(
    org: &mut Org,
    body: &AnswerRecoveryQuestion,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let mut transaction = touch_at(org, &body.state_token, Stage::Question, visit)?;
    let person = org.people.get_mut(transaction.person);
    let question = person.recovery_question.as_ref();
    if !question.is_some_and(|question| question.is_answered_by(body.answer.secret())) {
        return Err(wrong_answer(&org.switches, person, visit).into());
    }
    person.wrong_answers = 0;
    transaction.stage = Stage::NewPassword;
    let state_token = body.state_token.secret();
    org.tokens.replace(state_token, transaction.clone());
    Ok(view::transaction(
        org,
        &transaction,
        state_token.to_owned(),
        visit,
    ))
}

fn wrong_answer(switches: &Switches, person: &mut Person, visit: &Visit) -> ErrorCode {
    person.wrong_answers += 1;
    let most = switches.wrong_answers_lock;
    if most == 0 || person.wrong_answers < most {
        return ErrorCode::WrongAnswer;
    }
    person.set_status(Status::LockedOut, visit.now);
    ErrorCode::UserLocked
}
