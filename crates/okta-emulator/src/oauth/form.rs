//! Urlencoded forms.

use std::collections::BTreeMap;

use super::refusal::OauthRefusal;
use super::server::Server;
use crate::apps::App;

/// A form that was sent to an authorization server by an application that has proved itself.
#[derive(Debug)]
pub(crate) struct TokenForm {
    /// The server.
    pub(crate) server: Server,
    /// The application.
    pub(crate) app: App,
    /// The thumbprint of the key whose possession it has proved, if it has.
    pub(crate) proved_key: Option<String>,
    fields: Fields,
}

/// The fields of a form; of a field that comes twice, the last.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl TokenForm {
    pub(super) fn new(server: Server, app: App, fields: Fields) -> Self {
        Self {
            server,
            app,
            proved_key: None,
            fields,
        }
    }

    /// A field that is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    /// A field that must be there.
    ///
    /// # Errors
    ///
    /// `invalid_request` that names the field.
    pub(crate) fn required(&self, name: &str) -> Result<&str, OauthRefusal> {
        let missing = || {
            OauthRefusal::invalid_request(format!(
                "The request is missing required parameter '{name}'."
            ))
        };
        self.get(name).ok_or_else(missing)
    }
}

impl Fields {
    /// Reads a body; what is no form has no fields.
    pub(super) fn of(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }
}
