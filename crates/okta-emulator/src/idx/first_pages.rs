//! The pages that ask who it is, and the end.

use okta::idx::{
    Authenticator, Field, FieldValue, IdxResponse, Operation, Remediation, RemediationName,
};

use super::challenges::choices;
use super::form::{ACCEPTS_FORM, bare, credentials, flag, required, secret, text};
use super::offers::Offer;
use super::recovery::offered_methods;
use super::switches::FirstPage;
use super::view::Scene;
use crate::org::Org;
use crate::policy::Access;

/// Who it is, and mostly the password.
pub(super) fn identify(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let asks_password = scene.org.switches.idx.first_page == FirstPage::IdentifierAndPassword;
    let mut fields = vec![required(text("identifier", "Username"))];
    if asks_password {
        fields.push(credentials(vec![secret(text("passcode", "Password"))]));
    }
    fields.push(flag("rememberMe", "Remember this device"));
    let mut remediations = vec![scene.form(RemediationName::Identify, Operation::Identify, fields)];
    if allows_unlock(scene.org) {
        let unlock = RemediationName::UnlockAccount;
        remediations.push(scene.form(unlock, Operation::UnlockAccount, Vec::new()));
    }
    IdxResponse {
        remediations,
        current_authenticator: asks_password.then(|| Authenticator {
            recover: recover(scene),
            ..Offer::password().authenticator()
        }),
        ..state
    }
}

/// Whether anybody may unlock their account: nobody has said who they are yet.
pub(super) fn allows_unlock(org: &Org) -> bool {
    let mut policies = org.policies.iter();
    policies.any(|policy| policy.rule().self_service_unlock == Access::Allow)
}

/// The way into recovery, where anybody may go there.
pub(super) fn recover(scene: &Scene<'_>) -> Option<Remediation> {
    let mut policies = scene.org.policies.iter();
    let is_allowed = policies.any(|policy| policy.rule().allows_reset());
    let form = || scene.form(RemediationName::Recover, Operation::Recover, Vec::new());
    is_allowed.then(form)
}

/// Whose password is forgotten.
pub(super) fn identify_recovery(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let fields = vec![required(text("identifier", "Username"))];
    let name = RemediationName::IdentifyRecovery;
    IdxResponse {
        remediations: vec![scene.form(name, Operation::Identify, fields)],
        ..state
    }
}

/// Whose account is locked, and by what to prove it.
pub(super) fn identify_unlock(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let offers = Offer::all(&offered_methods(scene.org, None));
    let fields = vec![
        required(text("identifier", "Username")),
        choices(&offers, None),
    ];
    let name = RemediationName::SelectAuthenticatorUnlockAccount;
    let bare = |offer: &Offer| Authenticator {
        display_name: None,
        ..offer.hidden()
    };
    IdxResponse {
        remediations: vec![scene.form(name, Operation::Challenge, fields)],
        authenticators: offers.iter().map(Offer::authenticator).collect(),
        authenticator_enrollments: offers.iter().map(bare).collect(),
        ..state
    }
}

/// The form to redeem the interaction code with.
pub(super) fn issue(scene: &Scene<'_>, code: &str) -> Remediation {
    let interaction = &scene.transaction.interaction;
    let given = |name: &str, value: &str| Field {
        value: Some(FieldValue::Text(value.to_owned())),
        ..required(bare(name))
    };
    let href = format!("{}/v1/token", interaction.server.base(&scene.visit.origin));
    Remediation {
        rel: vec!["create-form".to_owned()],
        name: RemediationName::Issue,
        relates_to: Vec::new(),
        href: Some(href),
        method: Some("POST".to_owned()),
        produces: None,
        refresh: None,
        fields: vec![
            given("grant_type", "interaction_code"),
            given("interaction_code", code),
            given("client_id", &interaction.client_id),
            required(bare("code_verifier")),
        ],
        accepts: Some(ACCEPTS_FORM.to_owned()),
    }
}
