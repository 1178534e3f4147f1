//! Choosing an authenticator, and the code that it sends.

use http::StatusCode;
use okta::authn::PhoneFactor;
use okta::idx::{AuthenticatorKey, Challenge, Chosen, Message, MessageKey, MethodType};

use super::identify::move_on;
use super::offers::{Offer, key_of, method_type};
use super::recovery::{Footing, footing, offered_methods, reaches};
use super::reply::Reply;
use super::switches::MagicLink;
use super::transaction::{Opened, Purpose, Sent, Stage, Transaction};
use super::{Answered, answer, links, refused, said, stand, unknown_user};
use crate::mail::{Denial, Letter};
use crate::org::Org;
use crate::people::{Key, Status};
use crate::phone;
use crate::policy::{Access, Method};
use crate::switches::Switch;
use crate::visit::Visit;

/// Digits of a code.
const DIGITS: usize = 6;

/// Minutes that a code by telephone lives.
const PHONE_MINUTES: u32 = 5;

/// Takes the choice of an authenticator. With a method the code is sent; without one Okta asks
/// whether to.
pub(super) fn challenge(
    org: &mut Org,
    mut transaction: Transaction,
    body: &Challenge,
    visit: &mut Visit,
) -> Answered {
    match transaction.stage {
        Stage::Choose | Stage::Confirm(_) | Stage::Code(_) => {}
        Stage::IdentifyUnlock => name_who(org, &mut transaction, body, visit)?,
        Stage::ChooseQuestion | Stage::Question => {
            return question(org, transaction, &body.authenticator, visit);
        }
        Stage::Password if body.authenticator.id == Offer::password().id() => {
            return Ok(stand(org, &transaction, visit));
        }
        Stage::Identify
        | Stage::IdentifyRecovery
        | Stage::Password
        | Stage::NewPassword
        | Stage::ExpiredPassword
        | Stage::PasswordWarning(_)
        | Stage::Complete(_) => return Err(refused(org, &transaction, visit)),
    }
    let unlocks = transaction.stage == Stage::IdentifyUnlock;
    match choice(org, &transaction, &body.authenticator) {
        Choice::Method(method) => send(org, transaction, method, visit),
        Choice::Authenticator(method) if unlocks => send(org, transaction, method, visit),
        Choice::Authenticator(method) => {
            transaction.stage = Stage::Confirm(method);
            Ok(move_on(org, transaction, visit))
        }
        Choice::Nothing => Err(refused(org, &transaction, visit)),
    }
}

/// Takes whose account is to be unlocked.
fn name_who(
    org: &Org,
    transaction: &mut Transaction,
    body: &Challenge,
    visit: &Visit,
) -> Result<(), Reply> {
    let identifier = body.identifier.as_ref().map(|name| name.secret().trim());
    let identifier = identifier.filter(|name| !name.is_empty());
    let identifier = identifier.ok_or_else(|| refused(org, transaction, visit))?;
    let person = org.people.by_recovery_name(identifier);
    if person.is_none() && shows_who_is_known(org) {
        return Err(unknown_user(org, transaction, identifier, visit));
    }
    transaction.person = person;
    transaction.identifier = Some(identifier.to_owned());
    Ok(())
}

fn shows_who_is_known(org: &Org) -> bool {
    org.switches.enumeration_prevention == Switch::Off
}

/// What a request has chosen.
enum Choice {
    Method(Method),
    /// An authenticator, but no way to use it; this is the first there is.
    Authenticator(Method),
    Nothing,
}

fn choice(org: &Org, transaction: &Transaction, chosen: &Chosen) -> Choice {
    let mut methods = offered_methods(org, transaction.person).into_iter();
    let confirming = transaction.stage.method().map(key_of);
    let is_meant = |method: &Method| {
        names(org, transaction, chosen, &key_of(*method))
        // okta-auth-js sends no id where the enrollment's is hidden.
        || chosen.id.is_empty() && confirming == Some(key_of(*method))
    };
    let Some(wanted) = &chosen.method_type else {
        let first = methods.find(is_meant);
        return first.map_or(Choice::Nothing, Choice::Authenticator);
    };
    let found = methods.find(|method| is_meant(method) && method_type(*method) == *wanted);
    found.map_or(Choice::Nothing, Choice::Method)
}

/// Whether a request means this authenticator: by its id, or by that of the enrollment.
fn names(org: &Org, transaction: &Transaction, chosen: &Chosen, key: &AuthenticatorKey) -> bool {
    let offer = Offer::of(key.clone(), Vec::<MethodType>::new());
    let person = transaction.person.map(|key| org.people.get(key));
    let enrollment = person.map(|person| offer.enrollment_id(person));
    chosen.id == offer.id() || Some(&chosen.id) == enrollment.as_ref()
}

fn question(
    org: &mut Org,
    mut transaction: Transaction,
    chosen: &Chosen,
    visit: &mut Visit,
) -> Answered {
    if !names(
        org,
        &transaction,
        chosen,
        &AuthenticatorKey::SecurityQuestion,
    ) {
        return Err(refused(org, &transaction, visit));
    }
    transaction.stage = Stage::Question;
    Ok(move_on(org, transaction, visit))
}

/// Another code; the one before is dead then.
pub(super) fn resend(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Answered {
    match transaction.stage.method() {
        Some(method) => send(org, transaction, method, visit),
        None => Err(refused(org, &transaction, visit)),
    }
}

/// Where the transaction stands, or the next step if the link in the mail was opened.
pub(super) fn poll(org: &mut Org, transaction: Transaction, visit: &mut Visit) -> Answered {
    let is_opened = matches!(&transaction.stage, Stage::Code(sent) if sent.opened == Opened::Yes);
    if is_opened {
        return answer::proof_given(org, transaction, visit);
    }
    Ok(Reply::state(org, &transaction, visit))
}

/// Sends a code to whoever is due one, and waits for it.
fn send(
    org: &mut Org,
    mut transaction: Transaction,
    method: Method,
    visit: &mut Visit,
) -> Answered {
    if let Err(too_soon) = pace(org, &transaction, method, visit) {
        let state = Reply::state(org, &transaction, visit);
        let reply = state.status(StatusCode::TOO_MANY_REQUESTS);
        return Err(reply.saying(too_soon));
    }
    let code = visit.entropy.digits(DIGITS);
    let minutes = match method {
        Method::Email => org.switches.idx.email_code_minutes,
        Method::Sms | Method::Voice => PHONE_MINUTES,
    };
    let person = transaction.person;
    let has_link = method == Method::Email && org.switches.idx.magic_link != MagicLink::Off;
    let link = has_link.then(|| visit.entropy.url_safe(20));
    let is_sent = person.is_some_and(|person| {
        let purpose = transaction.purpose;
        let sent = (code.as_str(), minutes, link.as_deref());
        deliver(org, (person, purpose, method), sent, visit)
    });
    transaction.stage = Stage::Code(Sent {
        method,
        code: is_sent.then_some(code),
        link: link.clone(),
        opened: Opened::NotYet,
    });
    if let Some(token) = link {
        org.idx.link(token, &transaction);
    }
    transaction.expires_at = visit.after(minutes.saturating_mul(60));
    Ok(stand(org, &transaction, visit))
}

/// One mail per 5 seconds, one message or call per 30, whether somebody gets it or not.
fn pace(
    org: &mut Org,
    transaction: &Transaction,
    method: Method,
    visit: &Visit,
) -> Result<(), Message> {
    let name = transaction.identifier.as_deref().unwrap_or_default();
    let person = transaction.person.map(|key| org.people.get(key));
    let who = person.map_or_else(|| name.to_lowercase(), |person| person.id.clone());
    let is_start = !matches!(transaction.stage, Stage::Code(_));
    let key = match method {
        Method::Email => MessageKey::EmailTooSoon,
        Method::Sms => MessageKey::SmsTooSoon,
        Method::Voice => MessageKey::CallTooSoon,
    };
    match org.paces.send(&who, method, visit.now) {
        Err(code) if !is_start || org.switches.code_limit_at_start == Switch::On => {
            Err(said::error(key, code.summary()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Whether a code went out.
fn deliver(
    org: &mut Org,
    (key, purpose, method): (Key, Purpose, Method),
    (code, minutes, link): (&str, u32, Option<&str>),
    visit: &mut Visit,
) -> bool {
    let is_due = match purpose {
        Purpose::Unlock => may_unlock(org, key, visit),
        Purpose::SignIn => org.settled(key, visit.now).status == Status::Active,
        Purpose::Recover => match footing(org, key, visit) {
            Footing::Good | Footing::Activating => true,
            Footing::TooYoung => {
                let profile = &org.people.get(key).profile;
                let letter = Letter::denied(profile, Denial::TooYoung);
                let mail = letter.to(&profile.email, visit.now);
                org.outbox.push(mail);
                false
            }
            Footing::None => false,
        },
    };
    let person = org.people.get(key);
    let is_sent = is_due && reaches(org, person, method);
    let number = person.phone.clone().unwrap_or_default();
    let message = match method {
        Method::Email => {
            let link = link.map(|token| links::link(org, visit, token));
            let letter = Letter::code(&person.profile, code, minutes, link);
            letter.to(&person.profile.email, visit.now)
        }
        Method::Sms => phone::message(PhoneFactor::Sms, &number, code, visit.now),
        Method::Voice => phone::message(PhoneFactor::Call, &number, code, visit.now),
    };
    org.outbox.extend(is_sent.then_some(message));
    is_sent
}

/// Whether a person is locked and may change that.
fn may_unlock(org: &mut Org, key: Key, visit: &Visit) -> bool {
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let rule = org.policies.of(person).rule();
    person.status == Status::LockedOut && rule.self_service_unlock == Access::Allow
}
