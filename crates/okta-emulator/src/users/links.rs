//! `_links`: what status, credentials and policy allow.

use okta::users::{UserLink, UserLinks, UserOperation};

use super::view::USER_TYPE;
use crate::org::Org;
use crate::people::{Person, Provider, Status};
use crate::policy::Access;

/// Where an operation is, behind the user.
fn path(operation: &UserOperation) -> &'static str {
    match operation {
        UserOperation::Activate => "lifecycle/activate",
        UserOperation::Reactivate => "lifecycle/reactivate",
        UserOperation::ResetPassword => "lifecycle/reset_password",
        UserOperation::ForgotPassword => "credentials/forgot_password",
        UserOperation::ExpirePassword => "lifecycle/expire_password",
        UserOperation::ChangePassword => "credentials/change_password",
        UserOperation::ChangeRecoveryQuestion => "credentials/change_recovery_question",
        UserOperation::ResetFactors => "lifecycle/reset_factors",
        UserOperation::Suspend => "lifecycle/suspend",
        UserOperation::Unsuspend => "lifecycle/unsuspend",
        UserOperation::Unlock => "lifecycle/unlock",
        UserOperation::Deactivate => "lifecycle/deactivate",
        UserOperation::Unknown(_) => "",
    }
}

/// The operations that a status allows. ACTIVE, `PASSWORD_EXPIRED`, SUSPENDED and STAGED are as
/// recorded, the others follow from the transitions of the reference.
fn operations(status: Status) -> &'static [UserOperation] {
    use UserOperation as O;
    match status {
        Status::Active | Status::PasswordExpired => &[
            O::Suspend,
            O::ResetPassword,
            O::ForgotPassword,
            O::ExpirePassword,
            O::ChangeRecoveryQuestion,
            O::ChangePassword,
            O::ResetFactors,
            O::Deactivate,
        ],
        Status::Staged => &[O::Activate, O::ResetFactors],
        Status::Provisioned => &[O::Reactivate, O::ResetFactors, O::Deactivate],
        Status::Recovery => &[
            O::Reactivate,
            O::ResetPassword,
            O::ResetFactors,
            O::Deactivate,
        ],
        Status::LockedOut => &[O::Unlock, O::ResetPassword, O::ResetFactors, O::Deactivate],
        Status::Suspended => &[O::Unsuspend, O::ResetFactors, O::Deactivate],
        Status::Deprovisioned => &[O::Activate],
    }
}

/// Whether more than the status stands against an operation.
fn is_offered(org: &Org, person: &Person, operation: &UserOperation) -> bool {
    let has_password = person.password.is_some();
    let is_ours = person.provider == Provider::Okta;
    let rule = || org.policies.of(person).rule();
    let may_reset = || rule().allows_reset();
    match operation {
        UserOperation::ForgotPassword => has_password && is_ours && may_reset(),
        UserOperation::ExpirePassword
        | UserOperation::ChangePassword
        | UserOperation::ChangeRecoveryQuestion => has_password && is_ours,
        UserOperation::ResetPassword => may_reset(),
        UserOperation::Unlock => is_ours && rule().self_service_unlock == Access::Allow,
        UserOperation::Activate
        | UserOperation::Reactivate
        | UserOperation::ResetFactors
        | UserOperation::Suspend
        | UserOperation::Unsuspend
        | UserOperation::Deactivate
        | UserOperation::Unknown(_) => true,
    }
}

pub(super) fn links(org: &Org, person: &Person, origin: &str) -> UserLinks {
    let user = format!("{origin}/api/v1/users/{}", person.id);
    let offered = operations(person.status).iter();
    let offered = offered.filter(|operation| is_offered(org, person, operation));
    let operations = offered.map(|operation| {
        let link = UserLink {
            href: format!("{user}/{}", path(operation)),
            method: Some("POST".to_owned()),
        };
        (operation.as_str().to_owned(), link)
    });
    let meta = format!("{origin}/api/v1/meta");
    let places = [
        ("type", format!("{meta}/types/user/{USER_TYPE}")),
        (
            "schema",
            format!("{meta}/schemas/user/osc1emulated0rekey00"),
        ),
        ("self", user.clone()),
    ];
    let places = places.map(|(name, href)| (name.to_owned(), UserLink { href, method: None }));
    operations.chain(places).collect()
}
