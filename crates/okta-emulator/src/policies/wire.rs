//! Policies and rules as Okta writes them.

use okta::policies::{
    Access, Actions, AuthProviderCondition, Conditions, Delegation, EmailFactor, Factor, Groups,
    LifecycleStatus, Lockout, Methods, NetworkCondition, NetworkConnection, PasswordSettings,
    PeopleCondition, Policy, PolicyType, QuestionFactor, RecoveryFactors, RecoverySettings,
    Requirement, ResetAction, Rule, RuleAction, RuleConditions, Settings, StepUp,
};
use okta::{Age, Complexity, ExcludedAttribute, PasswordPolicy};
use serde_json::{Map, Value, json};

use super::page::Query;
use crate::people::{EVERYONE, derived_id};
use crate::policy;
use crate::switches::Switch;
use crate::users::view;

/// What the system's own policy says of itself in every recording.
const SYSTEM: &str = "The default policy applies in all situations if no other policy applies.";

/// A policy and its place among the others.
pub(super) struct Placed<'a> {
    pub(super) policy: &'a policy::Policy,
    /// 1 is looked at first.
    pub(super) priority: u32,
    /// Whether it is the system's own.
    pub(super) is_system: bool,
}

/// A policy of the org, with its rules if `expand=rules` asks for them.
pub(super) fn policy(placed: &Placed, query: &Query, origin: &str) -> Policy {
    let Placed {
        policy,
        priority,
        is_system,
    } = *placed;
    let mut embedded = Map::new();
    if query.get("expand") == Some("rules") {
        embedded.insert("rules".to_owned(), rules(placed, origin).into());
    }
    Policy {
        id: policy.id(),
        kind: PolicyType::Password,
        name: policy.name.clone(),
        description: Some(if is_system { SYSTEM } else { "" }.to_owned()),
        status: LifecycleStatus::Active,
        priority: Some(priority),
        system: is_system,
        conditions: conditions(policy),
        created: None,
        last_updated: None,
        settings: settings(policy),
        embedded,
        links: links(policy, origin),
    }
}

/// The rules of a policy, in the order in which they are looked at.
pub(super) fn rules(placed: &Placed, origin: &str) -> Vec<Value> {
    let numbered = (1..).zip(&placed.policy.rules);
    numbered
        .map(|(priority, rule)| with_link(&written(placed, rule, priority), placed.policy, origin))
        .collect()
}

fn conditions(policy: &policy::Policy) -> Conditions {
    let names = policy.groups.iter().map(String::as_str);
    // Without groups it is for everybody, or for everybody who is left.
    let everyone = policy.groups.is_empty().then_some(EVERYONE);
    let include = names.chain(everyone).map(|name| derived_id("00g", name));
    Conditions {
        people: Some(PeopleCondition {
            groups: Some(Groups {
                include: include.collect(),
                ..Groups::default()
            }),
            ..PeopleCondition::default()
        }),
        auth_provider: Some(AuthProviderCondition {
            provider: view::provider(policy::asked_for(policy.provider)),
            include: Vec::new(),
        }),
        ..Conditions::default()
    }
}

fn settings(policy: &policy::Policy) -> Settings {
    let lockout = &policy.lockout;
    Settings {
        password: PasswordSettings {
            policy: PasswordPolicy {
                complexity: complexity(&policy.complexity),
                age: age(&policy.age),
                expiration: None,
            },
            lockout: Lockout {
                max_attempts: lockout.max_attempts,
                auto_unlock_minutes: lockout.auto_unlock_minutes,
                user_lockout_notification_channels: Vec::new(),
                show_lockout_failures: lockout.show_lockout_failures,
            },
            breached_protection: None,
        },
        recovery: RecoverySettings {
            factors: factors(policy),
        },
        delegation: Some(Delegation::default()),
    }
}

fn complexity(complexity: &policy::Complexity) -> Complexity {
    let excluded = complexity.exclude_attributes.iter();
    let excluded = excluded.map(|attribute| match attribute {
        policy::Attribute::FirstName => ExcludedAttribute::FirstName,
        policy::Attribute::LastName => ExcludedAttribute::LastName,
    });
    Complexity {
        min_length: complexity.min_length,
        min_lower_case: complexity.min_lower_case,
        min_upper_case: complexity.min_upper_case,
        min_number: complexity.min_number,
        min_symbol: complexity.min_symbol,
        exclude_username: complexity.exclude_username,
        exclude_attributes: excluded.collect(),
        exclude_common: Some(complexity.exclude_common),
        max_consecutive_characters: complexity.max_consecutive_characters,
        oel_statement: None,
        use_ad_complexity_requirements: false,
    }
}

const fn age(age: &policy::Age) -> Age {
    Age {
        min_age_minutes: age.min_age_minutes,
        history_count: age.history_count,
        max_age_days: Some(age.max_age_days),
        expire_warn_days: Some(age.expire_warn_days),
    }
}

fn factors(policy: &policy::Policy) -> RecoveryFactors {
    let factors = &policy.recovery.factors;
    let factor = |switch| {
        Some(Factor {
            status: status(switch),
        })
    };
    RecoveryFactors {
        recovery_question: Some(QuestionFactor {
            status: status(factors.recovery_question),
            min_length: Some(policy.recovery.answer_min_length),
        }),
        okta_email: Some(EmailFactor {
            status: status(factors.okta_email),
            token_lifetime_minutes: Some(policy.token_lifetime_minutes),
        }),
        okta_sms: factor(factors.okta_sms),
        okta_call: factor(factors.okta_call),
    }
}

const fn status(switch: Switch) -> LifecycleStatus {
    match switch {
        Switch::On => LifecycleStatus::Active,
        Switch::Off => LifecycleStatus::Inactive,
    }
}

fn written(placed: &Placed, rule: &policy::Rule, priority: u32) -> Rule {
    let action = |access| {
        Some(RuleAction {
            access: allowed(access),
        })
    };
    Rule {
        id: derived_id("0pr", &format!("{} {priority}", placed.policy.name)),
        kind: Some("PASSWORD".to_owned()),
        name: "Default Rule".to_owned(),
        status: LifecycleStatus::Active,
        priority: Some(priority),
        system: placed.is_system,
        created: None,
        last_updated: None,
        conditions: RuleConditions {
            network: Some(NetworkCondition {
                connection: NetworkConnection::Anywhere,
            }),
            others: Map::new(),
        },
        actions: Actions {
            password_change: action(rule.password_change),
            self_service_password_reset: Some(reset(rule)),
            self_service_unlock: action(rule.self_service_unlock),
        },
    }
}

fn reset(rule: &policy::Rule) -> ResetAction {
    let methods = rule.methods.iter().map(|method| match method {
        policy::Method::Email => "email",
        policy::Method::Sms => "sms",
        policy::Method::Voice => "voice",
    });
    let step_up = match rule.step_up {
        policy::StepUp::None => StepUp::default(),
        policy::StepUp::SecurityQuestion => StepUp {
            required: true,
            methods: vec!["security_question".to_owned()],
        },
    };
    ResetAction {
        access: allowed(rule.self_service_password_reset),
        kind: None,
        requirement: Some(Requirement {
            access_control: None,
            primary: Methods {
                methods: methods.map(str::to_owned).collect(),
                method_constraints: Vec::new(),
            },
            step_up,
        }),
    }
}

const fn allowed(access: policy::Access) -> Access {
    match access {
        policy::Access::Allow => Access::Allow,
        policy::Access::Deny => Access::Deny,
    }
}

fn links(policy: &policy::Policy, origin: &str) -> Map<String, Value> {
    let own = format!("{origin}/api/v1/policies/{}", policy.id());
    let link = |href: String, allow: [&str; 2]| json!({"href": href, "hints": {"allow": allow}});
    let rules = link(format!("{own}/rules"), ["GET", "POST"]);
    let links = [("self", link(own, ["GET", "PUT"])), ("rules", rules)];
    links
        .into_iter()
        .map(|(name, link)| (name.to_owned(), link))
        .collect()
}

fn with_link(rule: &Rule, policy: &policy::Policy, origin: &str) -> Value {
    let own = format!("{origin}/api/v1/policies/{}/rules/{}", policy.id(), rule.id);
    let mut rule = serde_json::to_value(rule).expect("words and numbers are JSON");
    rule["_links"] = json!({"self": {"href": own, "hints": {"allow": ["GET", "PUT"]}}});
    rule
}
