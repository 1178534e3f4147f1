//! What a transaction looks like from outside.

use okta::authn::{
    Embedded, Link, Links, Profile, RecoveryQuestion, RecoveryTransaction, RecoveryType,
    TransactionStatus, User,
};
use okta::{Age, Complexity, ExcludedAttribute, PasswordPolicy, StateToken};

use crate::org::Org;
use crate::people::Person;
use crate::policy::{Attribute, Policy};
use crate::switches::LinkAfterAnswer;
use crate::tokens::{Stage, Transaction};
use crate::visit::Visit;

/// A transaction in Okta's wire form.
pub(super) fn transaction(
    org: &Org,
    transaction: &Transaction,
    state_token: String,
    visit: &Visit,
) -> RecoveryTransaction {
    let mut embedded = Embedded {
        user: Some(user(org.people.get(transaction.person))),
        policy: None,
    };
    let (status, next) = match transaction.stage {
        Stage::Question => (
            TransactionStatus::Recovery,
            Some(("answer", "recovery/answer")),
        ),
        Stage::NewPassword => {
            let name = match org.switches.link_after_answer {
                LinkAfterAnswer::ResetPassword => "resetPassword",
                LinkAfterAnswer::Password => "password",
            };
            (
                TransactionStatus::PasswordReset,
                Some((name, "credentials/reset_password")),
            )
        }
        Stage::PasswordExpired => {
            let next = ("changePassword", "credentials/change_password");
            (TransactionStatus::PasswordExpired, Some(next))
        }
        Stage::Factor => (TransactionStatus::MfaRequired, None),
    };
    match transaction.stage {
        Stage::Question => ask(&mut embedded, org.people.get(transaction.person)),
        Stage::NewPassword | Stage::PasswordExpired => {
            embedded.policy = Some(policy(org.policies.of(org.people.get(transaction.person))));
        }
        Stage::Factor => {}
    }
    RecoveryTransaction {
        state_token: Some(StateToken::new(state_token)),
        expires_at: Some(transaction.expires_at),
        recovery_type: recovery_type(transaction.stage),
        relay_state: transaction.relay_state.clone(),
        embedded,
        links: Links {
            next: next.map(|(name, path)| link(Some(name), path, visit)),
            cancel: Some(link(None, "cancel", visit)),
            ..Links::default()
        },
        ..RecoveryTransaction::new(status)
    }
}

fn recovery_type(stage: Stage) -> Option<RecoveryType> {
    match stage {
        Stage::Question | Stage::NewPassword => Some(RecoveryType::Password),
        Stage::PasswordExpired | Stage::Factor => None,
    }
}

/// The answer to a locked person where the policy tells them.
pub(super) fn locked_out(visit: &Visit) -> RecoveryTransaction {
    RecoveryTransaction {
        links: Links {
            next: Some(link(Some("unlock"), "recovery/unlock", visit)),
            cancel: Some(link(None, "cancel", visit)),
            ..Links::default()
        },
        ..RecoveryTransaction::new(TransactionStatus::LockedOut)
    }
}

/// The person, as every transaction shows them.
pub(super) fn user(person: &Person) -> User {
    User {
        id: Some(person.id.clone()),
        password_changed: person.password_changed,
        profile: Profile {
            login: Some(person.profile.login.clone()),
            first_name: Some(person.profile.first_name.clone()),
            last_name: Some(person.profile.last_name.clone()),
            locale: Some("en_US".to_owned()),
            time_zone: Some("America/Los_Angeles".to_owned()),
        },
        recovery_question: None,
    }
}

fn ask(embedded: &mut Embedded, person: &Person) {
    let question = person.recovery_question.as_ref();
    if let (Some(user), Some(question)) = (&mut embedded.user, question) {
        user.recovery_question = Some(RecoveryQuestion {
            question: question.question.clone(),
        });
    }
}

fn policy(policy: &Policy) -> PasswordPolicy {
    let rules = &policy.complexity;
    let excluded = rules
        .exclude_attributes
        .iter()
        .map(|attribute| match attribute {
            Attribute::FirstName => ExcludedAttribute::FirstName,
            Attribute::LastName => ExcludedAttribute::LastName,
        });
    PasswordPolicy {
        complexity: Complexity {
            min_length: rules.min_length,
            min_lower_case: rules.min_lower_case,
            min_upper_case: rules.min_upper_case,
            min_number: rules.min_number,
            min_symbol: rules.min_symbol,
            exclude_username: rules.exclude_username,
            exclude_attributes: excluded.collect(),
            ..Complexity::default()
        },
        age: Age {
            min_age_minutes: policy.age.min_age_minutes,
            history_count: policy.age.history_count,
            ..Age::default()
        },
        expiration: None,
    }
}

fn link(name: Option<&str>, path: &str, visit: &Visit) -> Link {
    Link::post(name, format!("{}/api/v1/authn/{path}", visit.origin))
}
