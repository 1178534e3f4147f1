//! The user object.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::links::UserLinks;
use crate::timestamp::Timestamp;
use crate::wire::{if_readable, null_as_default, words};

/// A user. Only `id` and `status` are always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The id, 20 characters beginning with `00u`.
    pub id: String,
    /// Where in its lifecycle the account is.
    pub status: UserStatus,
    /// Where a running step of the lifecycle leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transitioning_to_status: Option<UserStatus>,
    /// When it was created.
    #[serde(default, deserialize_with = "if_readable")]
    pub created: Option<Timestamp>,
    /// When it was activated.
    #[serde(default, deserialize_with = "if_readable")]
    pub activated: Option<Timestamp>,
    /// When the status last changed.
    #[serde(default, deserialize_with = "if_readable")]
    pub status_changed: Option<Timestamp>,
    /// When the person last signed in.
    #[serde(default, deserialize_with = "if_readable")]
    pub last_login: Option<Timestamp>,
    /// When anything last changed.
    #[serde(default, deserialize_with = "if_readable")]
    pub last_updated: Option<Timestamp>,
    /// When the password last changed.
    #[serde(default, deserialize_with = "if_readable")]
    pub password_changed: Option<Timestamp>,
    /// Which schema the profile follows.
    #[serde(
        default,
        rename = "type",
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub user_type: Option<UserType>,
    /// The realm, in orgs that have some.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub realm_id: Option<String>,
    /// Names and addresses.
    #[serde(default, deserialize_with = "null_as_default")]
    pub profile: Profile,
    /// What there is to sign in and to recover with.
    #[serde(default, deserialize_with = "null_as_default")]
    pub credentials: Credentials,
    /// What was asked for by `expand`.
    #[serde(
        default,
        rename = "_embedded",
        skip_serializing_if = "Map::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub embedded: Map<String, Value>,
    /// What can be done with the user.
    #[serde(
        default,
        rename = "_links",
        skip_serializing_if = "UserLinks::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub links: UserLinks,
}

words! {
    /// `status` of a user. Source: [user status].
    ///
    /// [user status]: https://developer.okta.com/docs/concepts/user-status/
    UserStatus {
        /// Created, never activated
        Staged = "STAGED",
        /// Activated, but without a password
        Provisioned = "PROVISIONED",
        /// The normal case
        Active = "ACTIVE",
        /// An administrator demands a new password
        Recovery = "RECOVERY",
        /// A new password is due at the next sign-in
        PasswordExpired = "PASSWORD_EXPIRED",
        /// Too many wrong passwords
        LockedOut = "LOCKED_OUT",
        /// Paused by an administrator
        Suspended = "SUSPENDED",
        /// Deactivated
        Deprovisioned = "DEPROVISIONED",
    }
}

/// `type` of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserType {
    /// The id of the user type.
    pub id: String,
}

/// `profile`; prints itself without its contents. What the org has added is kept in `others`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Profile {
    /// What the person signs in with.
    #[serde(deserialize_with = "if_readable")]
    pub login: Option<String>,
    /// The primary mail address.
    #[serde(deserialize_with = "if_readable")]
    pub email: Option<String>,
    /// The secondary mail address.
    #[serde(deserialize_with = "if_readable")]
    pub second_email: Option<String>,
    /// First name.
    #[serde(deserialize_with = "if_readable")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(deserialize_with = "if_readable")]
    pub last_name: Option<String>,
    /// Mobile phone.
    #[serde(deserialize_with = "if_readable")]
    pub mobile_phone: Option<String>,
    /// Every other attribute, by its name.
    #[serde(flatten)]
    pub others: BTreeMap<String, Value>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").finish_non_exhaustive()
    }
}

/// `credentials`, as far as Okta shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Credentials {
    /// Whether there is a password: Okta shows an empty object in its place.
    #[serde(
        rename = "password",
        skip_serializing_if = "std::ops::Not::not",
        serialize_with = "empty_object",
        deserialize_with = "is_there"
    )]
    pub has_password: bool,
    /// The mail addresses, in some orgs.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "null_as_default"
    )]
    pub emails: Vec<EmailAddress>,
    /// The recovery question, without its answer.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub recovery_question: Option<RecoveryQuestion>,
    /// Who keeps the credentials.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub provider: Option<AuthenticationProvider>,
}

/// One of `emails`; prints itself without the address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress {
    /// The address.
    pub value: String,
    /// Whether it is known to be the person's.
    pub status: EmailStatus,
    /// Which one it is.
    #[serde(rename = "type")]
    pub kind: EmailType,
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailAddress")
            .field("status", &self.status)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

words! {
    /// `status` of a mail address.
    EmailStatus {
        /// Known to be the person's
        Verified = "VERIFIED",
        /// Not yet
        Unverified = "UNVERIFIED",
    }
}

words! {
    /// `type` of a mail address.
    EmailType {
        /// The first one
        Primary = "PRIMARY",
        /// The second one
        Secondary = "SECONDARY",
    }
}

/// `recovery_question`; prints itself without its contents.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryQuestion {
    /// The question, as the person or the org wrote it.
    pub question: String,
}

impl fmt::Debug for RecoveryQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryQuestion").finish_non_exhaustive()
    }
}

/// `provider`: who keeps the credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticationProvider {
    /// What kind it is.
    #[serde(rename = "type")]
    pub kind: ProviderType,
    /// The name of the directory or provider.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
}

words! {
    /// `type` of an authentication provider.
    ProviderType {
        /// Okta itself
        Okta = "OKTA",
        /// A directory
        ActiveDirectory = "ACTIVE_DIRECTORY",
        /// A directory
        Ldap = "LDAP",
        /// A trusted identity provider; no password here
        Federation = "FEDERATION",
        /// A social identity provider; no password here
        Social = "SOCIAL",
        /// A password that was imported as a hash
        Import = "IMPORT",
        /// In conditions of policies: whoever
        Any = "ANY",
    }
}

fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(!Value::deserialize(deserializer)?.is_null())
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn empty_object<S: Serializer>(_is_there: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    Map::new().serialize(serializer)
}
