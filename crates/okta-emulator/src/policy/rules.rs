//! The rules of a policy: who may do what by themselves.

use serde::{Deserialize, Serialize};

/// A rule of a password policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Rule {
    /// `actions.passwordChange.access`; without it nobody may reset either.
    pub password_change: Access,
    /// `actions.selfServicePasswordReset.access`.
    pub self_service_password_reset: Access,
    /// `actions.selfServiceUnlock.access`.
    pub self_service_unlock: Access,
    /// `requirement.primary.methods` (Identity Engine).
    pub methods: Vec<Method>,
    /// `requirement.stepUp` (Identity Engine).
    pub step_up: StepUp,
}

/// ALLOW or DENY.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Access {
    /// Everybody to whom the policy applies.
    Allow,
    /// Nobody.
    Deny,
}

/// What a person may begin a recovery with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// A code or link by mail.
    Email,
    /// A code by text message.
    Sms,
    /// A code by call.
    Voice,
}

/// What comes after the first factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepUp {
    /// Nothing (`required: false`).
    None,
    /// The security question, for those who have one.
    SecurityQuestion,
}

impl Rule {
    pub(super) const fn denying() -> Self {
        Self {
            password_change: Access::Deny,
            self_service_password_reset: Access::Deny,
            self_service_unlock: Access::Deny,
            methods: Vec::new(),
            step_up: StepUp::None,
        }
    }

    /// Whether people may reset their own passwords.
    #[must_use]
    pub fn allows_reset(&self) -> bool {
        self.password_change == Access::Allow && self.self_service_password_reset == Access::Allow
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            password_change: Access::Allow,
            self_service_password_reset: Access::Allow,
            self_service_unlock: Access::Allow,
            methods: vec![Method::Email],
            step_up: StepUp::SecurityQuestion,
        }
    }
}
