//! What a transaction looks like from outside.

use okta::Username;
use okta::authn::Profile;
use okta::idx::{
    App, Authenticator, IdxResponse, IdxUser, Intent, Operation, Remediation, RemediationName,
    StateHandle,
};

use super::form::form;
use super::transaction::{Purpose, Stage, Transaction};
use super::{challenges, first_pages, offers, passwords};
use crate::org::Org;
use crate::people::Person;
use crate::switches::Switch;
use crate::visit::Visit;

/// What views are drawn from.
pub(super) struct Scene<'a> {
    pub(super) org: &'a Org,
    pub(super) transaction: &'a Transaction,
    pub(super) visit: &'a Visit,
}

impl Scene<'_> {
    /// A form to send to an operation.
    pub(super) fn form(
        &self,
        name: RemediationName,
        operation: Operation,
        fields: Vec<okta::idx::Field>,
    ) -> Remediation {
        let place = (self.visit.origin.as_str(), self.transaction.handle.as_str());
        form(place, name, operation, fields)
    }

    /// What people call the application.
    pub(super) fn app_label(&self) -> &str {
        &self.transaction.interaction.label
    }

    /// The person, whoever may see them.
    pub(super) fn person(&self) -> Option<&Person> {
        self.transaction.person.map(|key| self.org.people.get(key))
    }

    /// The person, unless the org hides who is known.
    pub(super) fn visible(&self) -> Option<&Person> {
        let hides = self.org.switches.enumeration_prevention == Switch::On;
        let shows = self.transaction.is_authenticated() || !hides;
        self.person().filter(|_| shows)
    }

    /// What is being recovered, in the course of that.
    pub(super) fn recovered(&self) -> Option<Authenticator> {
        let recovers = self.transaction.purpose == Purpose::Recover;
        recovers.then(|| offers::Offer::password().authenticator())
    }
}

/// The transaction in Okta's wire form.
pub(super) fn state(org: &Org, transaction: &Transaction, visit: &Visit) -> IdxResponse {
    let scene = Scene {
        org,
        transaction,
        visit,
    };
    let state = envelope(&scene);
    match &transaction.stage {
        Stage::Identify => first_pages::identify(&scene, state),
        Stage::IdentifyRecovery => first_pages::identify_recovery(&scene, state),
        Stage::IdentifyUnlock => first_pages::identify_unlock(&scene, state),
        Stage::Password => passwords::challenge(&scene, state),
        Stage::Choose => challenges::choose(&scene, state),
        Stage::Confirm(method) => challenges::confirm(&scene, state, *method),
        Stage::Code(sent) => challenges::code(&scene, state, sent),
        Stage::ChooseQuestion => challenges::choose_question(&scene, state),
        Stage::Question => challenges::question(&scene, state),
        Stage::NewPassword => passwords::new(&scene, state, RemediationName::ResetAuthenticator),
        Stage::ExpiredPassword => {
            passwords::new(&scene, state, RemediationName::ReenrollAuthenticator)
        }
        Stage::PasswordWarning(days) => passwords::warn(&scene, state, *days),
        Stage::Complete(code) => IdxResponse {
            success_with_interaction_code: Some(first_pages::issue(&scene, code)),
            ..state
        },
    }
}

fn envelope(scene: &Scene<'_>) -> IdxResponse {
    let transaction = scene.transaction;
    let cancel = scene.form(RemediationName::Cancel, Operation::Cancel, Vec::new());
    IdxResponse {
        state_handle: Some(StateHandle::new(transaction.handle.clone())),
        expires_at: Some(transaction.expires_at),
        intent: Some(Intent::Login),
        user: user(scene),
        cancel: Some(cancel),
        app: Some(app(transaction)),
        ..IdxResponse::default()
    }
}

/// Who it is: what they typed, and once they are authenticated, who they are.
fn user(scene: &Scene<'_>) -> Option<IdxUser> {
    let person = scene.visible();
    let typed = scene.transaction.identifier.clone();
    let login = person.map(|person| person.profile.login.clone());
    let identifier = typed.or(login)?;
    Some(IdxUser {
        id: person.map(|person| person.id.clone()),
        identifier: Some(Username::new(identifier)),
        profile: person.map(profile),
    })
}

fn profile(person: &Person) -> Profile {
    Profile {
        login: None,
        first_name: Some(person.profile.first_name.clone()),
        last_name: Some(person.profile.last_name.clone()),
        locale: Some("en_US".to_owned()),
        time_zone: Some("America/Los_Angeles".to_owned()),
    }
}

fn app(transaction: &Transaction) -> App {
    App {
        name: Some("oidc_client".to_owned()),
        label: Some(transaction.interaction.label.clone()),
        id: Some(transaction.interaction.client_id.clone()),
    }
}
