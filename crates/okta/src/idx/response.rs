//! The answer of every IDX call.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::authenticator::Authenticator;
use super::form::Remediation;
use super::message::Message;
use super::secret::StateHandle;
use super::words::Intent;
use super::wrapped::{array, object, whole_array};
use crate::authn::Profile;
use crate::secret::Username;
use crate::timestamp::Timestamp;
use crate::wire::if_readable;

/// The state of a transaction, in Okta's wire form. Only the version is always there.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdxResponse {
    /// `1.0.0`.
    pub version: String,
    /// What names the transaction in the next step; missing in some terminal answers.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub state_handle: Option<StateHandle>,
    /// When this step ends: with a mail challenge, when the code does.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub expires_at: Option<Timestamp>,
    /// What the transaction is for.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub intent: Option<Intent>,
    /// What can be done next. An answer with one that is not understood is not understood.
    #[serde(
        rename = "remediation",
        default,
        skip_serializing_if = "Vec::is_empty",
        with = "whole_array"
    )]
    pub remediations: Vec<Remediation>,
    /// What Okta says of the step. Fields can have more:
    /// [`all_messages`](Self::all_messages). An answer with one that is not understood is not
    /// understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "whole_array")]
    pub messages: Vec<Message>,
    /// The authenticator that the step is about: the password, with its policy.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "object")]
    pub current_authenticator: Option<Authenticator>,
    /// The enrollment that the step is about: the mail that a code was sent to.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "object")]
    pub current_authenticator_enrollment: Option<Authenticator>,
    /// The authenticators that can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "array")]
    pub authenticators: Vec<Authenticator>,
    /// The person's enrollments.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "array")]
    pub authenticator_enrollments: Vec<Authenticator>,
    /// What is being recovered: there from `recover` on.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "object")]
    pub recovery_authenticator: Option<Authenticator>,
    /// The person: only the identifier until they are authenticated.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "object")]
    pub user: Option<IdxUser>,
    /// The way to begin anew.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub cancel: Option<Remediation>,
    /// For which app.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "object")]
    pub app: Option<App>,
    /// The end of an OIDC transaction: the form to redeem the interaction code with.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub success_with_interaction_code: Option<Remediation>,
    /// The end of any other transaction: where to go.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub success: Option<Remediation>,
}

impl IdxResponse {
    /// The only version there is.
    pub const VERSION: &str = "1.0.0";
}

/// An answer of which nothing but the version is known.
impl Default for IdxResponse {
    fn default() -> Self {
        Self {
            version: Self::VERSION.to_owned(),
            state_handle: None,
            expires_at: None,
            intent: None,
            remediations: Vec::new(),
            messages: Vec::new(),
            current_authenticator: None,
            current_authenticator_enrollment: None,
            authenticators: Vec::new(),
            authenticator_enrollments: Vec::new(),
            recovery_authenticator: None,
            user: None,
            cancel: None,
            app: None,
            success_with_interaction_code: None,
            success: None,
        }
    }
}

/// `user`; prints itself without its contents.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdxUser {
    /// `00u…`, once the person is authenticated.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub id: Option<String>,
    /// What the person typed.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub identifier: Option<Username>,
    /// The names, once the person is authenticated.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub profile: Option<Profile>,
}

impl fmt::Debug for IdxUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdxUser").finish_non_exhaustive()
    }
}

/// `app`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct App {
    /// `oidc_client`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub name: Option<String>,
    /// For humans.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub label: Option<String>,
    /// The client id.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub id: Option<String>,
}
