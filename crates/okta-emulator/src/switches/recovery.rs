//! What is uncertain about how a recovery begins.

use serde::{Deserialize, Serialize};

use super::Switch;

/// Switches about the start of a recovery. Each type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecoverySwitches {
    /// Whether the Authentication API finds people by a mail address that is not the login. On.
    pub by_address: Switch,
    /// What a public application is told of an unknown name, where enumeration prevention is off
    /// and the factor is EMAIL.
    pub unknown_person: UnknownPerson,
    /// Scheme and host of the one-time URLs that the org makes up; nothing: those under which it
    /// was called.
    pub link_origin: Option<String>,
}

/// What is said of an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownPerson {
    /// The same 200 as of a known one.
    Alike,
    /// 403, as to a trusted application.
    #[serde(rename = "E0000095")]
    E0000095,
}

impl Default for RecoverySwitches {
    fn default() -> Self {
        Self {
            by_address: Switch::On,
            unknown_person: UnknownPerson::Alike,
            link_origin: None,
        }
    }
}
