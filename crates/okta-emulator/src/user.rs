//! The user object, as `GET /api/v1/users/{id}` shows it.

use serde_json::{Map, Value, json};

use crate::people::{Person, Status};

/// The whole user object; `origin` is where the org answers.
pub(crate) fn user_object(person: &Person, origin: &str) -> Value {
    json!({
        "id": person.id,
        "status": person.status,
        "created": person.created,
        "activated": person.activated,
        "statusChanged": person.status_changed,
        "lastLogin": person.last_login,
        "lastUpdated": person.last_updated,
        "passwordChanged": person.password_changed,
        "type": { "id": USER_TYPE },
        "profile": person.profile,
        "credentials": credentials(person),
        "_links": links(person, origin),
    })
}

/// The id of the org's only user type.
const USER_TYPE: &str = "oty1emulated0rekey00";

fn credentials(person: &Person) -> Value {
    let mut credentials = Map::new();
    if person.password.is_some() {
        credentials.insert("password".to_owned(), json!({}));
    }
    credentials.insert("emails".to_owned(), emails(person));
    if let Some(question) = &person.recovery_question {
        let question = json!({ "question": question.question });
        credentials.insert("recovery_question".to_owned(), question);
    }
    let provider = json!({ "type": person.provider, "name": person.provider });
    credentials.insert("provider".to_owned(), provider);
    credentials.into()
}

fn emails(person: &Person) -> Value {
    let primary =
        json!({ "value": person.profile.email, "status": person.email_status, "type": "PRIMARY" });
    let second = person.profile.second_email.as_ref();
    let second =
        second.map(|value| json!({ "value": value, "status": "VERIFIED", "type": "SECONDARY" }));
    [primary].into_iter().chain(second).collect()
}

/// The operations that the status allows. ACTIVE, `PASSWORD_EXPIRED`,
/// SUSPENDED and STAGED are as recorded, the others follow from the
/// transitions of the reference.
fn operations(status: Status) -> &'static [(&'static str, &'static str)] {
    match status {
        Status::Active | Status::PasswordExpired => &[
            ("suspend", "lifecycle/suspend"),
            ("resetPassword", "lifecycle/reset_password"),
            ("forgotPassword", "credentials/forgot_password"),
            ("expirePassword", "lifecycle/expire_password"),
            (
                "changeRecoveryQuestion",
                "credentials/change_recovery_question",
            ),
            ("changePassword", "credentials/change_password"),
            ("resetFactors", "lifecycle/reset_factors"),
            ("deactivate", "lifecycle/deactivate"),
        ],
        Status::Staged => &[
            ("activate", "lifecycle/activate"),
            ("resetFactors", "lifecycle/reset_factors"),
        ],
        Status::Provisioned => &[
            ("reactivate", "lifecycle/reactivate"),
            ("resetFactors", "lifecycle/reset_factors"),
            ("deactivate", "lifecycle/deactivate"),
        ],
        Status::Recovery => &[
            ("reactivate", "lifecycle/reactivate"),
            ("resetPassword", "lifecycle/reset_password"),
            ("resetFactors", "lifecycle/reset_factors"),
            ("deactivate", "lifecycle/deactivate"),
        ],
        Status::LockedOut => &[
            ("unlock", "lifecycle/unlock"),
            ("resetPassword", "lifecycle/reset_password"),
            ("resetFactors", "lifecycle/reset_factors"),
            ("deactivate", "lifecycle/deactivate"),
        ],
        Status::Suspended => &[
            ("unsuspend", "lifecycle/unsuspend"),
            ("resetFactors", "lifecycle/reset_factors"),
            ("deactivate", "lifecycle/deactivate"),
        ],
        Status::Deprovisioned => &[("activate", "lifecycle/activate")],
    }
}

/// What needs a password to begin with.
const OF_PASSWORDS: [&str; 3] = ["forgotPassword", "expirePassword", "changePassword"];

fn links(person: &Person, origin: &str) -> Value {
    let user = format!("{origin}/api/v1/users/{}", person.id);
    let allowed = operations(person.status).iter();
    let allowed =
        allowed.filter(|(name, _)| person.password.is_some() || !OF_PASSWORDS.contains(name));
    let mut links: Map<String, Value> = allowed
        .map(|(name, path)| {
            (
                (*name).to_owned(),
                json!({ "href": format!("{user}/{path}"), "method": "POST" }),
            )
        })
        .collect();
    let types = format!("{origin}/api/v1/meta/types/user/{USER_TYPE}");
    let schema = format!("{origin}/api/v1/meta/schemas/user/osc1emulated0rekey00");
    links.insert("self".to_owned(), json!({ "href": user }));
    links.insert("type".to_owned(), json!({ "href": types }));
    links.insert("schema".to_owned(), json!({ "href": schema }));
    links.into()
}
