//! Ion forms: what a step asks for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::words::RemediationName;
use super::wrapped::{array, list};
use crate::wire::if_readable;

/// A form: one of the `remediation`s, or `cancel`, `recover`, `resend`, `poll`, `issue`. Prints
/// its URL without the query, which can carry a state token.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Remediation {
    /// `["create-form"]` where it is a form; SDKs send nothing else.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "list"
    )]
    pub rel: Vec<String>,
    /// What it is.
    pub name: RemediationName,
    /// JSON paths to the parts of the answer that it is about.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "list"
    )]
    pub relates_to: Vec<String>,
    /// Where to send it: an absolute URL.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub href: Option<String>,
    /// How to send it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub method: Option<String>,
    /// The media type of the answer.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub produces: Option<String>,
    /// Only at `poll`: how long to wait before, in milliseconds.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub refresh: Option<u32>,
    /// The fields.
    #[serde(
        rename = "value",
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "list"
    )]
    pub fields: Vec<Field>,
    /// The media type of the request.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub accepts: Option<String>,
}

impl Remediation {
    /// The field of this name, also inside the form of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        find(&self.fields, name)
    }
}

impl fmt::Debug for Remediation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |href: &str| href.split(['?', '#']).next().map(str::to_owned);
        f.debug_struct("Remediation")
            .field("name", &self.name)
            .field("relates_to", &self.relates_to)
            .field("href", &self.href.as_deref().and_then(place))
            .field("method", &self.method)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

fn find<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    let here = fields.iter().find(|field| field.name == name);
    here.or_else(|| {
        let mut forms = fields.iter().filter_map(|field| field.form.as_ref());
        forms.find_map(|form| find(&form.fields, name))
    })
}

/// One field. Prints itself without its value: every form carries the state handle.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Field {
    /// Its name in the request.
    pub name: String,
    /// `string`, `boolean`, `object`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub r#type: Option<String>,
    /// For humans.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub label: Option<String>,
    /// The fields of the object that it is.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub form: Option<Form>,
    /// Whether it must be sent.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub required: Option<bool>,
    /// What it may be.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "list")]
    pub options: Vec<Choice>,
    /// What it is.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub value: Option<FieldValue>,
    /// Whether to show it; yes when absent.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub visible: Option<bool>,
    /// Whether it may be changed; yes when absent.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub mutable: Option<bool>,
    /// Whether to hide what is typed.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub secret: Option<bool>,
    /// JSON path to the authenticator or enrollment that it is about, in older answers.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub relates_to: Option<String>,
    /// What was wrong with it in the request before.
    #[serde(skip_serializing_if = "Vec::is_empty", with = "array")]
    pub messages: Vec<Message>,
}

impl Field {
    /// Its value, when that is a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self.value.as_ref()? {
            FieldValue::Text(text) => Some(text),
            FieldValue::Flag(_) => None,
        }
    }

    /// Every message at it and at the fields that it consists of.
    pub(crate) fn all_messages(&self) -> Vec<&Message> {
        let inner = self.form.iter().flat_map(|form| &form.fields);
        let inner = inner.flat_map(Self::all_messages);
        self.messages.iter().chain(inner).collect()
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("name", &self.name)
            .field("form", &self.form)
            .field("options", &self.options)
            .field("messages", &self.messages)
            .finish_non_exhaustive()
    }
}

/// `form` of a field.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The fields.
    #[serde(rename = "value", deserialize_with = "list")]
    pub fields: Vec<Field>,
}

/// `value` of a field.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

/// One of the `options` of a field.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// For humans.
    #[serde(default, deserialize_with = "label")]
    pub label: String,
    /// What to send.
    pub value: ChoiceValue,
    /// JSON path to the authenticator or enrollment that it is about.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub relates_to: Option<String>,
}

fn label<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    if_readable(deserializer).map(Option::unwrap_or_default)
}

/// `value` of a choice.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChoiceValue {
    /// A word.
    Word(String),
    /// A form of its own.
    Fields {
        /// The form.
        form: Form,
    },
}
