//! Codes by text message and voice call.

use okta::ErrorCode;
use okta::authn::{
    PhoneFactor, RecoveryTransaction, ResendRecoveryChallenge, VerifyRecoveryFactor,
};

use super::eligible::{has_factor, may_go_on, obstacle};
use super::start::{Ask, whose};
use super::{fresh, recovery, touch, view, wrong_state};
use crate::org::Org;
use crate::people::{Key, Status};
use crate::phone;
use crate::policy::Method;
use crate::refusal::Refusal;
use crate::switches::{Engine, Switch};
use crate::tokens::{Challenge, Code, Kind, State, Transaction};
use crate::visit::Visit;

/// How long a code is.
const CODE_DIGITS: usize = 6;

/// Seconds that a code is good for.
const CODE_LIFETIME: u32 = 300;

/// Sends a code to whom it is due, and answers alike for everybody.
pub(super) fn start(
    org: &mut Org,
    ask: &Ask,
    factor: PhoneFactor,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let name = ask.username.secret();
    let key = whose(org, ask);
    let who = key.map_or_else(|| name.to_lowercase(), |key| org.people.get(key).id.clone());
    let too_soon = pace(org, &who, factor, visit);
    if org.switches.code_limit_at_start == Switch::On {
        too_soon?;
    }
    let mut challenge = Challenge {
        person: key.filter(|key| is_due(org, *key, (ask.kind, factor), visit)),
        who,
        factor,
        factor_word: ask.factor_word.clone(),
        codes: Vec::new(),
        wrong_codes: 0,
    };
    send(org, &mut challenge, visit);
    let mut transaction = fresh(org, Some(ask.kind), State::Challenge(challenge), visit);
    transaction.relay_state = ask.relay_state(org);
    let shown = transaction.clone();
    let token = org.tokens.begin(transaction, visit.now, &mut visit.entropy);
    Ok(view::transaction(org, &shown, token, visit))
}

/// Whether a person gets a code. Whoever does not is not told.
fn is_due(org: &mut Org, key: Key, (kind, factor): (Kind, PhoneFactor), visit: &Visit) -> bool {
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let policy = org.policies.of(person);
    let obstacle = obstacle(policy, &org.switches, (person, kind), visit.now);
    obstacle.is_none() && person.phone.is_some() && has_factor(policy, &factor.into())
}

/// One message in half a minute, whether somebody gets it or not.
fn pace(org: &mut Org, who: &str, factor: PhoneFactor, visit: &Visit) -> Result<(), ErrorCode> {
    let method = match factor {
        PhoneFactor::Sms => Method::Sms,
        PhoneFactor::Call => Method::Voice,
    };
    org.paces.send(who, method, visit.now)
}

fn send(org: &mut Org, challenge: &mut Challenge, visit: &mut Visit) {
    let person = challenge.person.map(|key| org.people.get(key));
    let Some(phone) = person.and_then(|person| person.phone.as_ref()) else {
        return;
    };
    let digits = visit.entropy.digits(CODE_DIGITS);
    let message = phone::message(challenge.factor, phone, &digits, visit.now);
    org.outbox.push(message);
    match org.switches.engine {
        Engine::Classic => challenge.codes.retain(|code| visit.now < code.good_until),
        Engine::IdentityEngine => challenge.codes.clear(),
    }
    challenge.codes.push(Code {
        digits,
        good_until: visit.after(CODE_LIFETIME),
    });
}

/// Sends another code.
pub(super) fn resend(
    org: &mut Org,
    factor: PhoneFactor,
    body: &ResendRecoveryChallenge,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let mut transaction = touch(org, &body.state_token, visit)?;
    let challenge = challenge_of(&mut transaction, factor)?;
    pace(org, &challenge.who, factor, visit)?;
    send(org, challenge, visit);
    let token = body.state_token.secret();
    org.tokens.replace(token, transaction.clone());
    Ok(view::transaction(
        org,
        &transaction,
        token.to_owned(),
        visit,
    ))
}

fn challenge_of(
    transaction: &mut Transaction,
    factor: PhoneFactor,
) -> Result<&mut Challenge, Refusal> {
    match &mut transaction.state {
        State::Challenge(challenge) if challenge.factor == factor => Ok(challenge),
        State::Challenge(_) | State::Known(..) => Err(wrong_state()),
    }
}

/// Takes the code.
pub(super) fn verify(
    org: &mut Org,
    factor: PhoneFactor,
    body: &VerifyRecoveryFactor,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let mut transaction = touch(org, &body.state_token, visit)?;
    let challenge = challenge_of(&mut transaction, factor)?;
    let given = body.pass_code.secret();
    let code = challenge.codes.iter().find(|code| code.digits == given);
    let token = body.state_token.secret();
    let (Some(code), Some(person)) = (code, challenge.person) else {
        challenge.wrong_codes += 1;
        return Err(wrong_code(org, transaction, token, visit));
    };
    if code.good_until <= visit.now {
        return Err(ErrorCode::PassCodeTooLate.into());
    }
    let kind = transaction.kind.unwrap_or(Kind::SelfService);
    org.settle(person, visit.now);
    if !may_go_on(&org.switches, org.people.get(person), kind) {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    Ok(recovery::proceed(
        org,
        (person, kind),
        (transaction, Some(token)),
        visit,
    ))
}

fn wrong_code(org: &mut Org, transaction: Transaction, token: &str, visit: &Visit) -> Refusal {
    let State::Challenge(challenge) = &transaction.state else {
        return wrong_state();
    };
    let most = org.switches.wrong_codes_lock;
    if most == 0 || challenge.wrong_codes < most {
        org.tokens.replace(token, transaction);
        return Refusal::new(ErrorCode::InvalidPassCode)
            .because("Your token doesn't match our records. Please try again.");
    }
    if let Some(person) = challenge.person {
        let person = org.people.get_mut(person);
        person.set_status(Status::LockedOut, visit.now);
    }
    org.tokens.cancel(token);
    ErrorCode::UserLocked.into()
}
