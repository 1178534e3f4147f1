//! What a person answers: the code, the question, the new password.

use http::StatusCode;
use okta::authn::RevokeSessions;
use okta::idx::{ChallengeAnswer, Credentials, Intent};

use super::dead_ends::{check_password_is_due, dead_end, not_allowed};
use super::identify::{move_on, sign_in_with};
use super::recovery::{Footing, footing};
use super::reply::Reply;
use super::store::Redeemable;
use super::switches::{AfterReset, RejectedPasswordStatus, TooManyGuesses};
use super::transaction::{OneTime, Purpose, Sent, Stage, Transaction};
use super::{Answered, refused, said, too_many_requests};
use crate::authn::may_finish_sign_in;
use crate::judge::{Rejection, judge};
use crate::new_password;
use crate::org::Org;
use crate::people::{Key, Status};
use crate::policy::StepUp;
use crate::switches::Switch;
use crate::tokens::Kind;
use crate::visit::Visit;

/// Takes an answer to what the step asks for.
pub(super) fn answer(
    org: &mut Org,
    transaction: Transaction,
    body: ChallengeAnswer,
    visit: &mut Visit,
) -> Answered {
    match (transaction.stage.clone(), body.credentials) {
        (Stage::Code(sent), Credentials::Passcode { passcode, .. }) => {
            code(org, transaction, (&sent, passcode.secret()), visit)
        }
        (Stage::Question, Credentials::Question { answer, .. }) => {
            question(org, transaction, answer.secret(), visit)
        }
        (Stage::Password, Credentials::Passcode { passcode, .. }) => {
            let before = transaction.clone();
            sign_in_with(org, transaction, (&before, passcode.secret()), visit)
        }
        (
            Stage::NewPassword | Stage::ExpiredPassword | Stage::PasswordWarning(_),
            Credentials::Passcode {
                passcode,
                revoke_sessions,
            },
        ) => {
            let revoke = revoke_sessions.unwrap_or_default();
            new_password(org, transaction, (passcode.secret(), revoke), visit)
        }
        (_, Credentials::Passcode { .. } | Credentials::Question { .. }) => {
            Err(refused(org, &transaction, visit))
        }
    }
}

fn code(
    org: &mut Org,
    transaction: Transaction,
    (sent, given): (&Sent, &str),
    visit: &mut Visit,
) -> Answered {
    let who = transaction.whose();
    check_guesses(org, &transaction, visit)?;
    if sent.code.as_deref() != Some(given.trim()) {
        org.idx.guessed(who, visit.now);
        let state = Reply::state(org, &transaction, visit);
        let reply = state.status(StatusCode::UNAUTHORIZED);
        return Err(reply.saying_at("passcode", said::wrong_code()));
    }
    proof_given(org, transaction, visit)
}

/// Refuses whoever has guessed too often, whatever they say now.
fn check_guesses(org: &Org, transaction: &Transaction, visit: &Visit) -> Result<(), Reply> {
    let switches = &org.switches.idx;
    let most = switches.wrong_codes_allowed;
    if most == 0 || org.idx.guesses(&transaction.whose(), visit.now) < most as usize {
        return Ok(());
    }
    Err(match switches.too_many_guesses {
        TooManyGuesses::TooManyRequests => too_many_requests(org, transaction, visit),
        TooManyGuesses::SuspendedFactor => {
            let state = Reply::state(org, transaction, visit);
            let reply = state.status(StatusCode::FORBIDDEN);
            reply.saying(said::suspended_factor())
        }
    })
}

/// The code was right, or the link opened.
pub(super) fn proof_given(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Answered {
    let Some(person) = transaction.person else {
        return Err(refused(org, &transaction, visit));
    };
    match transaction.purpose {
        Purpose::SignIn => go_in(org, transaction, visit),
        Purpose::Unlock => Ok(unlock_or_ask(org, transaction, person, visit)),
        Purpose::Recover => proved(org, transaction, person, visit),
    }
}

/// The person has proved who they are, and wants a new password.
fn proved(org: &mut Org, transaction: Transaction, person: Key, visit: &mut Visit) -> Answered {
    match footing(org, person, visit) {
        Footing::Good | Footing::TooYoung => {
            let stage = after_code(org, person);
            Ok(move_on(
                org,
                Transaction {
                    stage,
                    ..transaction
                },
                visit,
            ))
        }
        Footing::Activating => {
            Err(dead_end(org, &transaction, visit).saying(said::activating_user()))
        }
        Footing::None => Err(not_allowed(org, &transaction, visit)),
    }
}

/// What comes after the code: the question, if the rule demands it of those who have one.
pub(super) fn after_code(org: &Org, person: Key) -> Stage {
    let person = org.people.get(person);
    match org.policies.of(person).rule().step_up {
        StepUp::SecurityQuestion if person.recovery_question.is_some() => Stage::ChooseQuestion,
        StepUp::SecurityQuestion | StepUp::None => Stage::NewPassword,
    }
}

/// What comes after a one-time token: nothing has been asked of the person yet.
pub(super) fn after_token(org: &Org, known: &OneTime) -> Stage {
    let switches = &org.switches.idx;
    let needs_question = match known.kind {
        Kind::SelfService | Kind::Trusted | Kind::Unlock | Kind::ForgotPassword => {
            switches.own_token_needs_question
        }
        Kind::ResetPassword => switches.administrators_token_needs_question,
        Kind::Activation => Switch::Off,
    };
    match needs_question {
        Switch::On => after_code(org, known.person),
        Switch::Off => Stage::NewPassword,
    }
}

fn question(
    org: &mut Org,
    mut transaction: Transaction,
    given: &str,
    visit: &mut Visit,
) -> Answered {
    let who = transaction.whose();
    check_guesses(org, &transaction, visit)?;
    let person = transaction.person.map(|key| org.people.get(key));
    let asked = person.and_then(|person| person.recovery_question.as_ref());
    if !asked.is_some_and(|question| question.is_answered_by(given)) {
        org.idx.guessed(who, visit.now);
        let state = Reply::state(org, &transaction, visit);
        let reply = state.status(StatusCode::UNAUTHORIZED);
        let message = said::wrong_answer(org.switches.idx.wrong_answer);
        return Err(reply.saying_at("answer", message));
    }
    if let (Purpose::Unlock, Some(person)) = (transaction.purpose, transaction.person) {
        return Ok(unlock(org, &transaction, person, visit));
    }
    transaction.stage = Stage::NewPassword;
    Ok(move_on(org, transaction, visit))
}

fn new_password(
    org: &mut Org,
    transaction: Transaction,
    (password, revoke): (&str, RevokeSessions),
    visit: &mut Visit,
) -> Answered {
    let Some(key) = transaction.person else {
        return Err(refused(org, &transaction, visit));
    };
    check_password_is_due(org, &transaction, key, visit)?;
    let person = org.people.get(key);
    let law = (org.policies.of(person), &org.switches.passwords);
    if let Err(rejection) = judge(law, person, password) {
        return Err(rejected(org, &transaction, rejection, visit));
    }
    let ends_sessions =
        revoke == RevokeSessions::Yes || org.switches.reset_ends_sessions == Switch::On;
    new_password::choose(org, key, (password, Status::Active), visit);
    if ends_sessions {
        org.people.get_mut(key).sessions.clear();
    }
    if let Some(known) = &transaction.interaction.one_time {
        org.tokens.spend(&known.token);
    }
    Ok(done(org, transaction, visit))
}

fn rejected(org: &Org, transaction: &Transaction, rejection: Rejection, visit: &Visit) -> Reply {
    let status = match org.switches.idx.rejected_password_status {
        RejectedPasswordStatus::BadRequest => StatusCode::BAD_REQUEST,
        RejectedPasswordStatus::Forbidden => StatusCode::FORBIDDEN,
    };
    let is_common = rejection == Rejection::Common;
    let text = rejection.cause();
    let message = if is_common {
        said::common_password(text)
    } else {
        said::requirements_not_met(text)
    };
    let state = Reply::state(org, transaction, visit);
    state.status(status).saying_at("passcode", message)
}

/// The password is changed.
fn done(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Reply {
    match org.switches.idx.after_reset {
        AfterReset::InteractionCode => complete(org, transaction, visit),
        AfterReset::RecoveryCompleted => {
            org.idx.end(&transaction.handle);
            let state = Reply::state(org, &transaction, visit);
            state.final_word().saying(said::recovery_completed())
        }
        AfterReset::SignInFailed => {
            org.idx.end(&transaction.handle);
            let state = Reply::state(org, &transaction, visit).terminal();
            let reply = state.status(StatusCode::FORBIDDEN);
            let reply = reply.intent(Intent::CredentialRecovery);
            reply.saying(said::sign_in_failed())
        }
    }
}

/// Goes on with the password that ends soon; nothing else can be skipped.
pub(super) fn skip(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Answered {
    if !matches!(transaction.stage, Stage::PasswordWarning(_)) {
        return Err(refused(org, &transaction, visit));
    }
    go_in(org, transaction, visit)
}

/// Ends a sign-in that stood still for a step.
fn go_in(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Answered {
    let person = transaction.person.map(|key| org.settled(key, visit.now));
    if person.is_some_and(may_finish_sign_in) {
        return Ok(complete(org, transaction, visit));
    }
    Err(dead_end(org, &transaction, visit).saying(said::authentication_failed()))
}

/// Signs the person in, and promises tokens for a code.
pub(super) fn complete(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Reply {
    let code = visit.entropy.url_safe(43);
    if let Some(person) = transaction.person {
        let redeemable = Redeemable {
            interaction: transaction.interaction.clone(),
            person,
            expires_at: visit.after(org.switches.idx.interaction_code_seconds),
        };
        org.idx.promise(code.clone(), redeemable);
        org.begin_session(person, visit);
        org.people.get_mut(person).last_login = Some(visit.now);
    }
    let stage = Stage::Complete(code);
    move_on(
        org,
        Transaction {
            stage,
            ..transaction
        },
        visit,
    )
}

/// The rule's question comes first where the org wants that, and the person has one.
fn unlock_or_ask(org: &mut Org, transaction: Transaction, person: Key, visit: &mut Visit) -> Reply {
    let is_asked = org.switches.idx.unlock_needs_question == Switch::On;
    let stage = after_code(org, person);
    if is_asked && stage == Stage::ChooseQuestion {
        let asked = Transaction {
            stage,
            ..transaction
        };
        return move_on(org, asked, visit);
    }
    unlock(org, &transaction, person, visit)
}

fn unlock(org: &mut Org, transaction: &Transaction, person: Key, visit: &Visit) -> Reply {
    if org.settled(person, visit.now).status == Status::LockedOut {
        org.people.get_mut(person).unlock(visit.now);
    }
    org.idx.end(&transaction.handle);
    let state = Reply::state(org, transaction, visit);
    state.terminal().saying(said::unlocked())
}
