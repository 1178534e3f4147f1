//! Where the settings come from: the Worker's environment, by name.

use worker::Env;
use worker::js_sys::{JSON, Object, Reflect};
use worker::wasm_bindgen::{JsCast, JsValue};

use super::ConfigError;

/// The variables, secrets and bindings of the Worker.
pub(super) struct Variables<'a>(&'a dyn Fn(&str) -> Variable);

/// What stands under a name.
pub(super) enum Variable {
    /// Nothing.
    Missing,
    /// A variable in quotes, or a secret.
    Text(String),
    /// A table, as JSON.
    Table(String),
    /// A number, or a binding.
    Other,
}

impl<'a> Variables<'a> {
    /// Those that `look_up` finds.
    pub(super) fn new(look_up: &'a dyn Fn(&str) -> Variable) -> Self {
        Self(look_up)
    }

    /// What `parse` makes of a setting; nothing where it is missing. An empty one counts as
    /// missing. `why` says what it must be.
    pub(super) fn optional<T>(
        &self,
        setting: &'static str,
        why: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let error = ConfigError { setting, why };
        let parsed = |text| parse(text).ok_or(error);
        self.text(setting)?.as_deref().map(parsed).transpose()
    }

    /// The same for a setting that has no default.
    pub(super) fn required<T>(
        &self,
        setting: &'static str,
        why: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let missing = ConfigError {
            setting,
            why: "is missing",
        };
        self.optional(setting, why, parse)?.ok_or(missing)
    }

    /// Whether there is a binding of this name.
    pub(super) fn has_binding(&self, name: &str) -> bool {
        matches!((self.0)(name), Variable::Other)
    }

    /// A binding that must be there.
    pub(super) fn bound(
        &self,
        setting: &'static str,
        why: &'static str,
    ) -> Result<(), ConfigError> {
        if self.has_binding(setting) {
            return Ok(());
        }
        Err(ConfigError { setting, why })
    }

    /// A setting that may be any text.
    pub(super) fn text(&self, setting: &'static str) -> Result<Option<String>, ConfigError> {
        let why = "must be text, in quotes";
        match (self.0)(setting) {
            Variable::Missing => Ok(None),
            Variable::Text(text) => {
                let text = text.trim();
                Ok((!text.is_empty()).then(|| text.to_owned()))
            }
            Variable::Table(_) | Variable::Other => Err(ConfigError { setting, why }),
        }
    }

    /// A setting that is a table, or JSON in quotes.
    pub(super) fn table(&self, setting: &'static str) -> Result<Option<String>, ConfigError> {
        match (self.0)(setting) {
            Variable::Table(json) => Ok(Some(json)),
            Variable::Missing | Variable::Text(_) | Variable::Other => self.text(setting),
        }
    }
}

/// What stands under `name` in the environment that the runtime hands in.
pub(super) fn look_up(env: &Env, name: &str) -> Variable {
    let value = Reflect::get(env.as_ref(), &name.into()).unwrap_or_default();
    match value.as_string() {
        Some(text) => Variable::Text(text),
        None if value.is_undefined() => Variable::Missing,
        None => table(&value).map_or(Variable::Other, Variable::Table),
    }
}

/// A table as JSON; nothing for a binding, which is an object of a class of its own.
fn table(value: &JsValue) -> Option<String> {
    let object = value.dyn_ref::<Object>()?;
    let is_plain = object.constructor().name() == "Object";
    let json = is_plain.then(|| JSON::stringify(value).ok())??;
    json.as_string()
}
