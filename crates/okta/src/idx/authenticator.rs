//! Authenticators, and the enrollments of a person in them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::form::Remediation;
use super::settings::Settings;
use super::words::{AuthenticatorKey, MethodType};
use super::wrapped::list;
use crate::wire::if_readable;

/// An authenticator of the org, or a person's enrollment in one; the answers use one shape for
/// both. Where enumeration prevention hides an enrollment, it has neither id nor profile.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Authenticator {
    /// What the step knows beyond the authenticator.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub contextual_data: Option<ContextualData>,
    /// The masked address, the question.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub profile: Option<EnrollmentProfile>,
    /// The way into the recovery of the password.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub recover: Option<Remediation>,
    /// The way to another code.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub resend: Option<Remediation>,
    /// The way to ask whether the magic link was opened, and how often.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub poll: Option<Remediation>,
    /// `email`, `password`, `phone`, `security_question`, `app`, …
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub r#type: Option<String>,
    /// Which one it is.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub key: Option<AuthenticatorKey>,
    /// `aut…`; of an enrollment `eae…`, `lae…`, `sms…`, `qae…`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub id: Option<String>,
    /// Of an enrollment in older answers: the authenticator's id.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub authenticator_id: Option<String>,
    /// For humans.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub display_name: Option<String>,
    /// How it can be used.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "list")]
    pub methods: Vec<Method>,
    /// What a new password must be like.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub settings: Option<Settings>,
    /// `any`, `sso`, `recovery`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub allowed_for: Option<String>,
}

/// A way to use an authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Which one; older answers call it `methodType`.
    #[serde(alias = "methodType")]
    pub r#type: MethodType,
}

/// `profile` of an enrollment; prints itself without its contents.
#[derive(Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct EnrollmentProfile {
    /// The address, masked like `t***t@idx.com`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub email: Option<String>,
    /// The second address, masked, where the code also goes there.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub secondary_email: Option<String>,
    /// The number, masked like `+1 XXX-XXX-5555`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub phone_number: Option<String>,
    /// The key of the security question.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub question_key: Option<String>,
    /// The security question.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub question: Option<String>,
}

impl fmt::Debug for EnrollmentProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrollmentProfile").finish_non_exhaustive()
    }
}

/// `contextualData`; prints itself without its contents.
#[derive(Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ContextualData {
    /// Whether the mail has a link besides the code; when absent, it has.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub use_email_magic_link: Option<bool>,
    /// The question to answer.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub enrolled_question: Option<EnrolledQuestion>,
    /// The six digits, where a magic link was opened in another browser.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub otp: Option<String>,
}

impl fmt::Debug for ContextualData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContextualData").finish_non_exhaustive()
    }
}

/// `enrolledQuestion`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrolledQuestion {
    /// Which question; `custom` for one's own.
    pub question_key: String,
    /// The question.
    pub question: String,
}
