//! The applications that the org knows.

use jose::JwkSet;
use serde::{Deserialize, Serialize};

use crate::switches::Switch;

/// The usual application that people sign in to: public, with PKCE and an interaction code.
pub const OIDC_APP: &str = "0oaemulated0rekeyapp";

/// Where [`OIDC_APP`] wants people back.
pub const REDIRECT_URI: &str = "http://127.0.0.1:8787/login/callback";

/// An application, in the words of Okta's dynamic client registration; `scopes`, `role` and
/// `dpop` are what an administrator sets besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct App {
    /// By what it names itself.
    pub client_id: String,
    /// What kind of application it is.
    pub application_type: ApplicationType,
    /// What people call it.
    pub label: String,
    /// The scopes of Okta's APIs that an administrator has granted.
    pub scopes: Vec<String>,
    /// The public keys by which it proves itself (`private_key_jwt`).
    pub jwks: JwkSet,
    /// By what it proves itself instead, if it is confidential and has no keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// Whether token requests need a `DPoP` proof.
    pub dpop: Switch,
    /// Whether it has an administrator's role; without one its scopes are no use.
    pub role: Switch,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The grants it may use; none said means those usual for its type.
    pub grant_types: Vec<String>,
}

/// `application_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApplicationType {
    /// Runs without a person (*API Services*).
    Service,
    /// Runs on a server.
    Web,
    /// Runs in a browser; keeps no secret.
    Browser,
    /// Runs on a device; keeps no secret.
    Native,
}

impl App {
    /// Whether it may use a grant.
    pub(crate) fn may_use(&self, grant_type: &str) -> bool {
        if self.grant_types.is_empty() {
            return self.usual_grants().contains(&grant_type);
        }
        self.grant_types.iter().any(|grant| grant == grant_type)
    }

    fn usual_grants(&self) -> &'static [&'static str] {
        match self.application_type {
            ApplicationType::Service => &["client_credentials"],
            ApplicationType::Web | ApplicationType::Browser | ApplicationType::Native => {
                &["authorization_code", "interaction_code", "refresh_token"]
            }
        }
    }

    /// Whether it has nothing to prove itself by.
    pub(crate) fn is_public(&self) -> bool {
        self.client_secret.is_none()
            && self.jwks.keys.is_empty()
            && self.application_type != ApplicationType::Service
    }

    /// What is wrong with a registration.
    pub(crate) fn complaint(&self) -> Option<&'static str> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if self.client_id.is_empty() || !self.client_id.bytes().all(is_plain) {
            return Some("an app needs a client_id of letters, digits and -._~");
        }
        let is_service = self.application_type == ApplicationType::Service;
        if is_service && self.jwks.keys.is_empty() && self.client_secret.is_none() {
            return Some("a service app needs jwks with its public keys");
        }
        None
    }
}

impl Default for App {
    fn default() -> Self {
        Self {
            client_id: String::new(),
            application_type: ApplicationType::Service,
            label: String::new(),
            scopes: Vec::new(),
            jwks: JwkSet::default(),
            client_secret: None,
            dpop: Switch::Off,
            role: Switch::On,
            redirect_uris: Vec::new(),
            grant_types: Vec::new(),
        }
    }
}

/// The usual applications.
pub(crate) fn usual() -> Vec<App> {
    vec![App {
        client_id: OIDC_APP.to_owned(),
        application_type: ApplicationType::Browser,
        label: "Rekey".to_owned(),
        redirect_uris: vec![REDIRECT_URI.to_owned()],
        ..App::default()
    }]
}

/// All applications, in order of registration.
#[derive(Default)]
pub(crate) struct Apps(Vec<App>);

impl Apps {
    pub(crate) fn new(apps: Vec<App>) -> Self {
        Self(apps)
    }

    pub(crate) fn all(&self) -> &[App] {
        &self.0
    }

    pub(crate) fn get(&self, client_id: &str) -> Option<&App> {
        self.0.iter().find(|app| app.client_id == client_id)
    }

    /// Adds an application, in place of one with the same name.
    pub(crate) fn register(&mut self, app: App) {
        match self.0.iter_mut().find(|old| old.client_id == app.client_id) {
            Some(old) => *old = app,
            None => self.0.push(app),
        }
    }
}
