//! What a transaction looks like from outside.

use okta::authn::{
    Embedded, FactorType, Link, Links, PhoneFactor, Profile, RecoveryQuestion, RecoveryTransaction,
    TransactionStatus, User,
};
use okta::{Age, Complexity, ExcludedAttribute, Expiration, PasswordPolicy, StateToken};

use crate::org::Org;
use crate::people::Person;
use crate::policy::{Attribute, Policy};
use crate::switches::{FactorTypeCase, LinkAfterAnswer};
use crate::tokens::{Challenge, Kind, Stage, State, Transaction};
use crate::visit::Visit;

/// A transaction in Okta's wire form.
pub(super) fn transaction(
    org: &Org,
    transaction: &Transaction,
    state_token: String,
    visit: &Visit,
) -> RecoveryTransaction {
    let shown = match &transaction.state {
        State::Challenge(challenge) => challenged(org, challenge, visit),
        State::Known(person, stage) => known(org, org.people.get(*person), *stage, visit),
    };
    RecoveryTransaction {
        state_token: Some(StateToken::new(state_token)),
        expires_at: Some(transaction.expires_at),
        recovery_type: transaction.kind.map(Kind::recovery_type),
        relay_state: transaction.relay_state.clone(),
        links: Links {
            cancel: Some(link(None, "cancel", visit)),
            ..shown.links
        },
        ..shown
    }
}

/// A message or call is on its way, or so it is said.
fn challenged(org: &Org, challenge: &Challenge, visit: &Visit) -> RecoveryTransaction {
    let (word, resend) = match challenge.factor {
        PhoneFactor::Sms => ("SMS", "sms"),
        PhoneFactor::Call => ("CALL", "call"),
    };
    let path = |step| format!("recovery/factors/{word}/{step}");
    RecoveryTransaction {
        factor_type: Some(factor_type(org, &challenge.factor_word)),
        links: Links {
            next: Some(link(Some("verify"), &path("verify"), visit)),
            resend: Some(link(Some(resend), &path("resend"), visit)),
            ..Links::default()
        },
        ..RecoveryTransaction::new(TransactionStatus::RecoveryChallenge)
    }
}

/// A factor type as the org writes it, when a request has written `sent`.
pub(super) fn factor_type(org: &Org, sent: &str) -> FactorType {
    FactorType::Unknown(match org.switches.factor_type_case {
        FactorTypeCase::Upper => sent.to_uppercase(),
        FactorTypeCase::Lower => sent.to_lowercase(),
        FactorTypeCase::AsSent => sent.to_owned(),
    })
}

fn known(org: &Org, person: &Person, stage: Stage, visit: &Visit) -> RecoveryTransaction {
    let mut embedded = Embedded {
        user: Some(user(person)),
        policy: None,
    };
    match stage {
        Stage::Question => ask(&mut embedded, person),
        Stage::NewPassword | Stage::PasswordExpired | Stage::PasswordWarn(_) => {
            let mut shown = policy(org.policies.of(person));
            shown.expiration = expiration(stage);
            embedded.policy = Some(shown);
        }
        Stage::Factor => {}
    }
    let (status, next) = status_and_next(org, stage);
    let skip = matches!(stage, Stage::PasswordWarn(_));
    RecoveryTransaction {
        embedded,
        links: Links {
            next: next.map(|(name, path)| link(Some(name), path, visit)),
            skip: skip.then(|| link(Some("skip"), "skip", visit)),
            ..Links::default()
        },
        ..RecoveryTransaction::new(status)
    }
}

/// The state's name, and the link to what it waits for.
fn status_and_next(org: &Org, stage: Stage) -> (TransactionStatus, Option<Next>) {
    match stage {
        Stage::Question => {
            let next = ("answer", "recovery/answer");
            (TransactionStatus::Recovery, Some(next))
        }
        Stage::NewPassword => {
            let name = match org.switches.link_after_answer {
                LinkAfterAnswer::ResetPassword => "resetPassword",
                LinkAfterAnswer::Password => "password",
            };
            let next = (name, "credentials/reset_password");
            (TransactionStatus::PasswordReset, Some(next))
        }
        Stage::PasswordExpired => (TransactionStatus::PasswordExpired, Some(CHANGE)),
        Stage::PasswordWarn(_) => (TransactionStatus::PasswordWarn, Some(CHANGE)),
        Stage::Factor => (TransactionStatus::MfaRequired, None),
    }
}

/// A link's name and where it leads.
type Next = (&'static str, &'static str);

const CHANGE: Next = ("changePassword", "credentials/change_password");

fn expiration(stage: Stage) -> Option<Expiration> {
    match stage {
        Stage::PasswordWarn(days) => Some(Expiration {
            password_expire_days: days,
        }),
        Stage::Question | Stage::NewPassword | Stage::PasswordExpired | Stage::Factor => None,
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

/// What a policy tells people who are about to set a password.
pub(crate) fn policy(policy: &Policy) -> PasswordPolicy {
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

pub(super) fn link(name: Option<&str>, path: &str, visit: &Visit) -> Link {
    Link::post(name, format!("{}/api/v1/authn/{path}", visit.origin))
}
