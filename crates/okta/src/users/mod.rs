//! The [Users API]: a person as an administrator sees them, their groups, lifecycle, credentials
//! and sessions. Every call needs a [`Credential`](crate::Credential): scope `okta.users.read` for
//! [`get_user`](get_user_request) and [`list_user_groups`](list_user_groups_request),
//! `okta.users.manage` for everything else.
//!
//! ```text
//! STAGED ─activate─► PROVISIONED ··link··► ACTIVE ─suspend─► SUSPENDED ─unsuspend─► ACTIVE
//! ACTIVE ─reset_password─► RECOVERY ··link··► ACTIVE       LOCKED_OUT ─unlock─► ACTIVE
//! ACTIVE ─expire_password─► PASSWORD_EXPIRED               any ─deactivate─► DEPROVISIONED
//! ACTIVE ─forgot_password─► ACTIVE, with a one-time link
//! ```
//!
//! These calls are the caller's own, by its own credential: they say nothing of a browser, neither
//! its `User-Agent` nor its address. Okta asks that of trusted applications at the Authentication
//! API only, where a person acts; see [`authn`](crate::authn).
//!
//! **Out of scope:** `expand=blocks` at *get user*, because `status` says who is locked out, and
//! who is held up as an unknown device only can recover; `If-Match` at *update user*, because a
//! partial update has nothing to overwrite by mistake; `Prefer: respond-async` at *deactivate*,
//! because whoever deactivates in order to activate anew has to know that it is done; creating,
//! listing and deleting users.
//!
//! [Users API]: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/

mod body;
mod credentials;
mod groups;
mod lifecycle;
mod links;
mod one_time;
mod operations;
mod user;
mod user_id;

pub use body::{
    ChangePassword, ChangeRecoveryQuestion, CredentialsUpdate, ForgetDevices, NewRecoveryQuestion,
    OauthTokens, PasswordValue, ProviderUpdate, RecoveryAnswer, SendEmail, SetNewPassword, Strict,
    UserUpdate,
};
pub use credentials::{
    change_password_request, change_password_response, change_recovery_question_request,
    change_recovery_question_response, forgot_password_request, forgot_password_response,
    forgot_password_set_new_password_request, forgot_password_set_new_password_response,
    revoke_user_sessions_request, revoke_user_sessions_response,
};
pub use groups::{
    GroupPage, list_user_groups_request, list_user_groups_response, next_groups_request,
};
pub use lifecycle::{
    activate_user_request, activate_user_response, deactivate_user_request,
    deactivate_user_response, expire_password_request, expire_password_response,
    expire_password_with_temp_password_request, expire_password_with_temp_password_response,
    reactivate_user_request, reactivate_user_response, reset_password_request,
    reset_password_response, suspend_user_request, suspend_user_response, unlock_user_request,
    unlock_user_response, unsuspend_user_request, unsuspend_user_response,
};
pub use links::{UserLink, UserLinks, UserOperation};
pub use one_time::{
    OneTimeLinkError, ResetPasswordToken, TempPassword, UserActivationToken, one_time_token,
};
pub use operations::{
    get_user_request, get_user_response, update_user_request, update_user_response,
};
pub use user::{
    AuthenticationProvider, Credentials, EmailAddress, EmailStatus, EmailType, Profile,
    ProviderType, RecoveryQuestion, User, UserStatus, UserType,
};
pub use user_id::UserId;

/// Where users live.
pub const USERS_PATH: &str = "/api/v1/users";
