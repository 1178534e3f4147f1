//! What a journey asks an answer for.

use super::authenticator::Authenticator;
use super::form::{Choice, ChoiceValue, Field, Form, Remediation};
use super::message::{Message, MessageKey};
use super::response::IdxResponse;
use super::words::{AuthenticatorKey, MethodType, RemediationName};
use crate::password_policy::PasswordPolicy;
use crate::password_rejection::{PasswordRejection, rejection};

impl IdxResponse {
    /// The remediation of this name, if the step offers it.
    #[must_use]
    pub fn remediation(&self, name: &RemediationName) -> Option<&Remediation> {
        let mut all = self.remediations.iter();
        all.find(|remediation| remediation.name == *name)
    }

    /// The way into the recovery of the password, wherever the step offers it.
    #[must_use]
    pub fn recover(&self) -> Option<&Remediation> {
        self.current().find_map(|part| part.recover.as_ref())
    }

    /// The way to another code.
    #[must_use]
    pub fn resend(&self) -> Option<&Remediation> {
        self.current().find_map(|part| part.resend.as_ref())
    }

    /// The way to ask whether the magic link was opened.
    #[must_use]
    pub fn poll(&self) -> Option<&Remediation> {
        self.current().find_map(|part| part.poll.as_ref())
    }

    fn current(&self) -> impl Iterator<Item = &Authenticator> {
        let enrollment = self.current_authenticator_enrollment.iter();
        enrollment.chain(&self.current_authenticator)
    }

    /// What the new password must be like, where the password authenticator tells it.
    #[must_use]
    pub fn password_policy(&self) -> Option<&PasswordPolicy> {
        let recovered = self.recovery_authenticator.iter();
        let all = self.current().chain(recovered);
        let mut passwords = all.filter(|part| part.key == Some(AuthenticatorKey::Password));
        passwords.find_map(|part| part.settings.as_ref()?.policy.as_ref())
    }

    /// The authenticators that a remediation lets choose, in Okta's order.
    #[must_use]
    pub fn options(&self, name: &RemediationName) -> Vec<AuthenticatorOption<'_>> {
        let remediation = self.remediation(name);
        let mut fields = remediation.iter().flat_map(|form| &form.fields);
        let Some(field) = fields.find(|field| field.name == "authenticator") else {
            return Vec::new();
        };
        let path = remediation.and_then(|form| form.relates_to.first());
        let path = field.relates_to.as_ref().or(path).map(String::as_str);
        let single = field.form.iter();
        let single = single.map(|form| self.option(label(field), form, path));
        let choices = field.options.iter();
        let choices = choices.filter_map(|choice| self.choice(choice));
        single.chain(choices).collect()
    }

    fn choice<'a>(&'a self, choice: &'a Choice) -> Option<AuthenticatorOption<'a>> {
        match &choice.value {
            ChoiceValue::Word(_) => None,
            ChoiceValue::Fields { form } => {
                Some(self.option(&choice.label, form, choice.relates_to.as_deref()))
            }
        }
    }

    fn option<'a>(
        &'a self,
        label: &'a str,
        form: &'a Form,
        path: Option<&str>,
    ) -> AuthenticatorOption<'a> {
        let text = |name| form.fields.iter().find(|field| field.name == name)?.text();
        let id = text("id").unwrap_or_default();
        let related = path.and_then(|path| self.at(path));
        let related = related.or_else(|| self.by_id(id));
        AuthenticatorOption {
            label,
            id,
            method_types: method_types(form),
            enrollment_id: text("enrollmentId"),
            key: related.and_then(|authenticator| authenticator.key.as_ref()),
            authenticator: related,
        }
    }

    /// The authenticator that a JSON path of `relatesTo` leads to.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Authenticator> {
        let path = path.strip_prefix("$.").unwrap_or(path);
        match path {
            "currentAuthenticator" => return self.current_authenticator.as_ref(),
            "currentAuthenticatorEnrollment" => {
                return self.current_authenticator_enrollment.as_ref();
            }
            "recoveryAuthenticator" => return self.recovery_authenticator.as_ref(),
            _ => {}
        }
        let (list, index) = path.strip_suffix(']')?.split_once(".value[")?;
        let index: usize = index.parse().ok()?;
        match list {
            "authenticatorEnrollments" => self.authenticator_enrollments.get(index),
            "authenticators" => self.authenticators.get(index),
            _ => None,
        }
    }

    fn by_id(&self, id: &str) -> Option<&Authenticator> {
        let id = Some(id);
        let mut all = self
            .authenticators
            .iter()
            .chain(&self.authenticator_enrollments);
        all.find(|one| one.id.as_deref() == id || one.authenticator_id.as_deref() == id)
    }

    /// The messages of the step and of its fields, in this order.
    #[must_use]
    pub fn all_messages(&self) -> Vec<&Message> {
        let fields = self.remediations.iter().flat_map(|form| &form.fields);
        let at_fields = fields.flat_map(Field::all_messages);
        self.messages.iter().chain(at_fields).collect()
    }

    /// Whether any message, of the step or of a field, is about this.
    #[must_use]
    pub fn says(&self, key: &MessageKey) -> bool {
        let messages = self.all_messages();
        messages.iter().any(|message| message.key() == Some(key))
    }

    /// The reasons for which the new password was rejected, in Okta's order; none when the
    /// answer is about something else.
    #[must_use]
    pub fn password_rejections(&self) -> Vec<PasswordRejection> {
        let messages = self.all_messages().into_iter();
        messages.filter_map(password_rejection).collect()
    }
}

/// What the texts are about is decided by their key; the text only tells reasons apart.
fn password_rejection(message: &Message) -> Option<PasswordRejection> {
    let key = message.key()?;
    if *key == MessageKey::LdapPasswordResetFailed {
        return Some(PasswordRejection::Unknown(message.text.clone()));
    }
    if *key == MessageKey::PasswordCommon {
        return Some(PasswordRejection::Common);
    }
    let reason = rejection(&message.text);
    if *key == MessageKey::PasswordRequirementsNotMet {
        let is_unknown = matches!(reason, PasswordRejection::Unknown(_));
        let complexity = PasswordRejection::Complexity;
        return Some(if is_unknown { complexity } else { reason });
    }
    key.as_str().starts_with("password.").then_some(reason)
}

fn label(field: &Field) -> &str {
    field.label.as_deref().unwrap_or_default()
}

/// The one that is fixed, or those that can be chosen.
fn method_types(form: &Form) -> Vec<MethodType> {
    let mut fields = form.fields.iter();
    let Some(field) = fields.find(|field| field.name == "methodType") else {
        return Vec::new();
    };
    let choices = field
        .options
        .iter()
        .filter_map(|choice| match &choice.value {
            ChoiceValue::Word(word) => Some(word.as_str()),
            ChoiceValue::Fields { .. } => None,
        });
    let words = field.text().into_iter().chain(choices);
    words.map(MethodType::from).collect()
}

/// One of the authenticators to choose from.
#[derive(Debug, PartialEq, Eq)]
pub struct AuthenticatorOption<'a> {
    /// For humans.
    pub label: &'a str,
    /// What to send as `authenticator.id`.
    pub id: &'a str,
    /// The ways to use it; none said means that Okta chooses.
    pub method_types: Vec<MethodType>,
    /// What to send as `authenticator.enrollmentId`, where asked for.
    pub enrollment_id: Option<&'a str>,
    /// Which one it is.
    pub key: Option<&'a AuthenticatorKey>,
    /// The authenticator or enrollment that it relates to.
    pub authenticator: Option<&'a Authenticator>,
}
