//! Who may recover, and by what.

use super::offers::Offer;
use crate::judge::is_young;
use crate::org::Org;
use crate::people::{EmailStatus, Key, Person, Provider, Status};
use crate::policy::{Method, Policy};
use crate::switches::Switch;
use crate::visit::Visit;
use okta::idx::{AuthenticatorKey, MethodType};

/// How a person stands who wants to recover the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footing {
    /// They may.
    Good,
    /// They get a code, and after it an error: the account is not activated.
    Activating,
    /// The password is too young: they are told so by mail.
    TooYoung,
    /// They get nothing.
    None,
}

/// How a person stands.
pub(super) fn footing(org: &mut Org, key: Key, visit: &Visit) -> Footing {
    org.settle(key, visit.now);
    let person = org.people.get(key);
    let policy = org.policies.of(person);
    if !policy.rule().allows_reset() {
        return Footing::None;
    }
    match person.status {
        Status::Active => {}
        Status::PasswordExpired if org.switches.expired_may_recover == Switch::On => {}
        Status::Provisioned => return Footing::Activating,
        Status::PasswordExpired
        | Status::Staged
        | Status::Recovery
        | Status::LockedOut
        | Status::Suspended
        | Status::Deprovisioned => return Footing::None,
    }
    if person.password.is_none() || person.provider != Provider::Okta {
        return Footing::None;
    }
    if is_young(policy, person, visit.now) {
        return Footing::TooYoung;
    }
    Footing::Good
}

/// By what a person can prove who they are, as the org shows it: where it hides who is known,
/// everything that the policy knows; else what they have enrolled.
pub(super) fn offered_methods(org: &Org, person: Option<Key>) -> Vec<Method> {
    let hides = org.switches.enumeration_prevention == Switch::On;
    let person = person.map(|key| org.people.get(key));
    let policy = match person {
        Some(person) if !hides => org.policies.of(person),
        Some(_) | None => org.policies.system(),
    };
    let all = allowed_methods(policy).into_iter();
    all.filter(|method| hides || person.is_none_or(|person| has(person, *method)))
        .collect()
}

/// The methods of the rule, and those that are active as recovery factors.
fn allowed_methods(policy: &Policy) -> Vec<Method> {
    let (rule, factors) = (policy.rule(), &policy.recovery.factors);
    let listed = |method| rule.methods.contains(&method);
    [
        (
            Method::Email,
            listed(Method::Email) && factors.okta_email == Switch::On,
        ),
        (
            Method::Sms,
            listed(Method::Sms) || factors.okta_sms == Switch::On,
        ),
        (
            Method::Voice,
            listed(Method::Voice) || factors.okta_call == Switch::On,
        ),
    ]
    .into_iter()
    .filter_map(|(method, is_allowed)| is_allowed.then_some(method))
    .collect()
}

/// Whether a code reaches this person that way, by the policy that is theirs.
pub(super) fn reaches(org: &Org, person: &Person, method: Method) -> bool {
    has(person, method) && allowed_methods(org.policies.of(person)).contains(&method)
}

/// Whether a person has enrolled it. A mail address counts once it is proved.
fn has(person: &Person, method: Method) -> bool {
    match method {
        Method::Email => person.email_status == EmailStatus::Verified,
        Method::Sms | Method::Voice => person.phone.is_some(),
    }
}

/// Everything that a person has enrolled.
pub(super) fn enrolled_offers(person: &Person) -> Vec<Offer> {
    let mut offers = Vec::new();
    if has(person, Method::Email) {
        offers.push(Offer::of(AuthenticatorKey::Email, vec![MethodType::Email]));
    }
    if person.password.is_some() {
        offers.push(Offer::password());
    }
    if person.phone.is_some() {
        let methods = vec![MethodType::Sms, MethodType::Voice];
        offers.push(Offer::of(AuthenticatorKey::Phone, methods));
    }
    if person.recovery_question.is_some() {
        offers.push(Offer::question());
    }
    offers
}
