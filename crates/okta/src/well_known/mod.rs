//! What an org says of itself to everybody: `/.well-known/okta-organization`.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{Request, get};
use crate::response::{Response, read};
use crate::wire::{if_readable, null_as_default, words};

/// Where the description lives.
pub const ORGANIZATION_PATH: &str = "/.well-known/okta-organization";

/// An org's description. Source: [org well-known metadata].
///
/// [org well-known metadata]: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The org's id, 20 characters beginning with `00o`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which engine the org runs.
    pub pipeline: Engine,
    /// Settings of Okta's own apps.
    #[serde(default, deserialize_with = "null_as_default")]
    pub settings: OrganizationSettings,
    /// Where the org lives.
    #[serde(rename = "_links", default, deserialize_with = "null_as_default")]
    pub links: OrganizationLinks,
}

words! {
    /// `pipeline`: the engine of an org.
    Engine {
        /// Classic
        Classic = "v1",
        /// Identity Engine
        IdentityEngine = "idx",
    }
}

/// `settings` of an org's description.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrganizationSettings {
    /// Whether analytics are collected.
    #[serde(deserialize_with = "null_as_default")]
    pub analytics_collection_enabled: bool,
    /// Whether bugs can be reported.
    #[serde(deserialize_with = "null_as_default")]
    pub bug_reporting_enabled: bool,
    /// Whether the org is one that was made for Okta Verify only.
    #[serde(deserialize_with = "null_as_default")]
    pub om_enabled: bool,
}

/// `_links` of an org's description.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationLinks {
    /// Okta's own domain.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub organization: Option<OrganizationLink>,
    /// The org's custom domain, if it has one.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub alternate: Option<OrganizationLink>,
}

/// One of the org's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationLink {
    /// The address.
    pub href: String,
}

/// Asks the org what it is. Needs no credential.
#[must_use]
pub fn organization_request(org: &OrgUrl) -> Request {
    get(org.join(ORGANIZATION_PATH))
}

/// The org's description.
///
/// # Errors
///
/// [`NoSuchOrg`](crate::Defect::NoSuchOrg) when the host is none.
pub fn organization_response(response: &Response) -> Result<Organization, Error> {
    read(response)
}
