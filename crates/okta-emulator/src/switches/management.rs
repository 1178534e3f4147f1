//! What is uncertain about the management APIs.

use serde::{Deserialize, Serialize};

use super::Switch;

/// Switches of the Users API, and of who may call it. Each type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ManagementSwitches {
    /// Whether `lifecycle/reset_password` lifts a lock: `LOCKED_OUT` becomes RECOVERY. On; off, it
    /// is refused.
    pub reset_lifts_lock: Switch,
    /// The code of a refused `lifecycle/reset_password`.
    pub reset_refusal: ResetRefusal,
    /// Whether an administrator may set the password of somebody in RECOVERY or `LOCKED_OUT`; the
    /// status stays. On; off, it is refused by 400 E0000001.
    pub password_of_barred: Switch,
    /// From where a password can be expired.
    pub expire_allowed_from: ExpireAllowedFrom,
    /// What `lifecycle/deactivate` says of somebody DEPROVISIONED.
    pub deactivated_twice: DeactivatedTwice,
    /// What `credentials/forgot_password` says of somebody `LOCKED_OUT`.
    pub locked_forgot_password: LockedForgotPassword,
    /// What a service app is told that has the scope and no role.
    pub app_without_role: AppWithoutRole,
    /// Whether `DELETE /users/{id}/sessions` also ends session tokens that nobody has used yet. On.
    pub revocation_ends_session_tokens: Switch,
}

/// From which statuses an administrator may demand a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResetAllowedFrom {
    /// ACTIVE, RECOVERY, `PASSWORD_EXPIRED` and `LOCKED_OUT`.
    Activated,
    /// Any but DEPROVISIONED.
    AnyButDeprovisioned,
}

/// The code of a refused *reset password*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetRefusal {
    /// By its name: not allowed in this status.
    E0000038,
    /// By its name: a password reset has failed.
    E0000017,
}

/// From which statuses a password can be expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpireAllowedFrom {
    /// ACTIVE, and `PASSWORD_EXPIRED`, whose links offer it.
    Active,
    /// Any but DEPROVISIONED, if there is a password.
    AnyWithPassword,
}

/// What is said of the deactivation of somebody who is deactivated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeactivatedTwice {
    /// 404, as in one mock.
    E0000007,
    /// 403, as of other operations that a status does not allow.
    E0000038,
}

/// What is said of *forgot password* for somebody who is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockedForgotPassword {
    /// By its name.
    E0000034,
    /// As of people without a password.
    E0000006,
}

/// What is said to a service app without a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppWithoutRole {
    /// 403, in an error object.
    #[serde(rename = "E0000006")]
    E0000006,
    /// 403 without a body, as for a missing scope.
    Empty,
}

impl Default for ManagementSwitches {
    fn default() -> Self {
        Self {
            reset_lifts_lock: Switch::On,
            reset_refusal: ResetRefusal::E0000038,
            password_of_barred: Switch::On,
            expire_allowed_from: ExpireAllowedFrom::Active,
            deactivated_twice: DeactivatedTwice::E0000007,
            locked_forgot_password: LockedForgotPassword::E0000034,
            revocation_ends_session_tokens: Switch::On,
            app_without_role: AppWithoutRole::E0000006,
        }
    }
}
