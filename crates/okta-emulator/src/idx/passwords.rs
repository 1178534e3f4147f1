//! The pages that ask for a password, current or new.

use okta::idx::{Authenticator, IdxResponse, Operation, RemediationName, Settings};

use super::challenges::{enrolled, select};
use super::first_pages::recover;
use super::form::{about, credentials, flag, secret, text};
use super::offers::Offer;
use super::recovery::enrolled_offers;
use super::said;
use super::view::Scene;
use crate::authn::password_policy;
use crate::people::Person;
use crate::switches::Switch;

/// The password of a person who has said who they are; here recovery can begin.
pub(super) fn challenge(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let offers = [Offer::password()];
    let fields = vec![credentials(vec![secret(text("passcode", "Password"))])];
    let name = RemediationName::ChallengeAuthenticator;
    let ask = scene.form(name, Operation::ChallengeAnswer, fields);
    let ask = about(ask, "$.currentAuthenticatorEnrollment");
    let enrollment = || enrolled(&offers[0], scene.visible());
    IdxResponse {
        remediations: vec![ask, select(scene, &offers)],
        current_authenticator_enrollment: Some(Authenticator {
            recover: recover(scene),
            ..enrollment()
        }),
        authenticators: vec![offers[0].authenticator()],
        authenticator_enrollments: vec![enrollment()],
        ..state
    }
}

/// The new password, with what it must be like.
pub(super) fn new(scene: &Scene<'_>, state: IdxResponse, name: RemediationName) -> IdxResponse {
    let mut fields = vec![secret(text("passcode", "New password"))];
    if scene.org.switches.idx.revoke_sessions_field == Switch::On {
        fields.push(flag("revokeSessions", "Sign me out of all other devices"));
    }
    let form = scene.form(name, Operation::ChallengeAnswer, vec![credentials(fields)]);
    let person = scene.person();
    let with_settings = |authenticator: Authenticator| Authenticator {
        settings: person.map(|person| settings(scene, person)),
        ..authenticator
    };
    let password = Offer::password().authenticator();
    let enrollments = person.map(|person| {
        let offers = enrolled_offers(person).into_iter();
        let all = offers.map(|offer| enrolled_without_profile(&offer, person));
        all.collect()
    });
    IdxResponse {
        remediations: vec![about(form, "$.currentAuthenticator")],
        current_authenticator: Some(with_settings(Offer::password().authenticator())),
        authenticators: vec![password],
        authenticator_enrollments: enrollments.unwrap_or_default(),
        recovery_authenticator: scene.recovered().map(with_settings),
        ..state
    }
}

/// A new password before the old one ends, or not.
pub(super) fn warn(scene: &Scene<'_>, state: IdxResponse, days: u32) -> IdxResponse {
    let name = RemediationName::ReenrollAuthenticatorWarning;
    let mut state = new(scene, state, name);
    let skip = scene.form(RemediationName::Skip, Operation::Skip, Vec::new());
    state.remediations.push(skip);
    let current = state.current_authenticator.as_mut();
    if let Some(settings) = current.and_then(|current| current.settings.as_mut()) {
        settings.days_to_expiry = Some(days);
    }
    let warning = said::password_expiring(scene.app_label());
    state.messages.push(warning);
    state
}

/// At this step enrollments are listed without their profiles, as recorded.
fn enrolled_without_profile(offer: &Offer, person: &Person) -> Authenticator {
    Authenticator {
        profile: None,
        ..offer.enrolled(person)
    }
}

fn settings(scene: &Scene<'_>, person: &Person) -> Settings {
    Settings {
        policy: Some(password_policy(scene.org.policies.of(person))),
        days_to_expiry: None,
    }
}
