//! `settings.recovery` of a policy.

use serde::{Deserialize, Serialize};

use crate::switches::Switch;

/// What recovery asks for, and over which factors it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Recovery {
    /// Which factors are ACTIVE.
    pub factors: Factors,
    /// Fewest characters of an answer.
    pub answer_min_length: u32,
}

/// `settings.recovery.factors`: on is Okta's ACTIVE, off is INACTIVE.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Factors {
    /// `recovery_question`: a person who has one must answer it.
    pub recovery_question: Switch,
    /// `okta_email`.
    pub okta_email: Switch,
    /// `okta_sms`.
    pub okta_sms: Switch,
    /// `okta_call`.
    pub okta_call: Switch,
}

impl Default for Recovery {
    fn default() -> Self {
        Self {
            factors: Factors::default(),
            answer_min_length: 4,
        }
    }
}

impl Default for Factors {
    fn default() -> Self {
        Self {
            recovery_question: Switch::On,
            okta_email: Switch::On,
            okta_sms: Switch::Off,
            okta_call: Switch::Off,
        }
    }
}
