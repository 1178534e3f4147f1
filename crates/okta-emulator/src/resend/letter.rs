//! The body of `POST /emails`.

use okta::Timestamp;
use serde_json::{Map, Value};

use super::address;
use super::message;
use super::refusal::Refusal;
use super::switches::ResendSwitches;
use crate::mail::Message;

/// Addresses in one field.
const MOST_ADDRESSES: usize = 50;

/// Fields that Resend has and that are not played.
const NOT_PLAYED: [&str; 4] = ["attachments", "scheduled_at", "template", "topic_id"];

const ADDRESS_FORMAT: &str = "The email address needs to follow the `email@example.com` or \
                              `Name <email@example.com>` format.";

/// A mail as it was handed over.
pub(super) struct Letter {
    pub(super) from: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    /// Bare addresses: `to`, `cc` and `bcc`.
    recipients: Vec<String>,
    payload: Vec<u8>,
}

impl Letter {
    /// Reads a body as Resend would.
    pub(super) fn read(body: &[u8], switches: &ResendSwitches) -> Result<Self, Refusal> {
        let fields = serde_json::from_slice(body).map_err(|_| Refusal::no_json())?;
        let fields = Fields { fields, switches };
        fields.check_what_is_played()?;
        let from = fields.text("from")?;
        let from = from.ok_or_else(|| Refusal::missing_field("from"))?;
        fields.check_sender(&from)?;
        let mut recipients = fields.addresses("to")?;
        if recipients.is_empty() {
            return Err(Refusal::missing_field("to"));
        }
        recipients.extend(fields.addresses("cc")?);
        recipients.extend(fields.addresses("bcc")?);
        fields.addresses("reply_to")?;
        let subject = fields.subject()?;
        let (text, html) = (fields.text("text")?, fields.text("html")?);
        if text.is_none() && html.is_none() {
            return Err(fields.refusal("Missing `html` or `text` field."));
        }
        Ok(Self {
            from,
            subject,
            text: text.unwrap_or_default(),
            html: html.unwrap_or_default(),
            recipients,
            payload: fields.payload(),
        })
    }

    /// To how many addresses it goes.
    pub(super) fn recipients(&self) -> usize {
        self.recipients.len()
    }

    /// What makes it the same mail: the body without regard to the order of its fields.
    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// One message per address.
    pub(super) fn messages(&self, sent_at: Timestamp) -> impl Iterator<Item = Message> + '_ {
        let to_one = move |to: &String| message::message(self, to, sent_at);
        self.recipients.iter().map(to_one)
    }
}

/// The fields of a body, and how a bad one is refused.
struct Fields<'a> {
    fields: Map<String, Value>,
    switches: &'a ResendSwitches,
}

impl Fields<'_> {
    fn refusal(&self, message: impl Into<String>) -> Refusal {
        Refusal::field(message.into(), self.switches)
    }

    fn payload(&self) -> Vec<u8> {
        serde_json::to_vec(&self.fields).expect("what was JSON is JSON")
    }

    fn check_what_is_played(&self) -> Result<(), Refusal> {
        match NOT_PLAYED
            .iter()
            .find(|name| self.fields.contains_key(**name))
        {
            Some(name) => Err(self.refusal(format!("The emulator does not play `{name}`."))),
            None => Ok(()),
        }
    }

    /// The value of a field that says something.
    fn value(&self, name: &str) -> Option<&Value> {
        self.fields
            .get(name)
            .filter(|value| !value.is_null() && *value != "")
    }

    fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.refusal(format!("The `{name}` field must be a `string`."))),
        }
    }

    fn subject(&self) -> Result<String, Refusal> {
        let subject = self.text("subject")?;
        let subject = subject.ok_or_else(|| Refusal::missing_field("subject"))?;
        if subject.contains(['\n', '\r']) {
            return Err(self.refusal("The `\\n` is not allowed in the `subject` field."));
        }
        Ok(subject)
    }

    fn check_sender(&self, from: &str) -> Result<(), Refusal> {
        let address = address::bare(from)
            .ok_or_else(|| self.refusal(format!("Invalid `from` field. {ADDRESS_FORMAT}")))?;
        let domain = address::domain(address);
        let verified = self.switches.verified_domain.as_deref();
        if verified.is_some_and(|verified| verified != domain) {
            return Err(Refusal::unverified(&domain));
        }
        Ok(())
    }

    /// The bare addresses of a field that has one or a list of them.
    fn addresses(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let invalid = || self.refusal(format!("Invalid `{name}` field. {ADDRESS_FORMAT}"));
        let given = match self.value(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        if given.len() > MOST_ADDRESSES {
            return Err(self.refusal(format!("The `{name}` field has more than 50 addresses.")));
        }
        let bare = |one: &Value| address::bare(one.as_str()?).map(str::to_owned);
        given
            .iter()
            .map(|one| bare(one).ok_or_else(invalid))
            .collect()
    }
}
