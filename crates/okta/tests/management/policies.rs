//! Policies: their requests and answers, and which one holds.

use okta::policies::{
    self, Access, AccessControl, Decision, Delegation, DelegationOptions, EmailFactor, Factor,
    LifecycleStatus, Lockout, NetworkConnection, Policy, PolicyId, PolicyList, PolicyType,
    QuestionFactor,
};
use okta::users::ProviderType;
use okta::{Defect, Error, PathSegmentError};
use serde_json::{Value, json};

use crate::{ok, org, response};

/// `list-password-policy-with-breached-protection-response` of the OpenAPI document, with its
/// null counter and its odd place for the question's minimum.
pub(crate) fn example() -> Value {
    json!({
        "type": "PASSWORD", "id": "policyId", "status": "ACTIVE", "name": "Policy name",
        "description": "Policy description", "priority": 1, "system": true,
        "created": "createdDate", "lastUpdated": "lastUpdated",
        "conditions": {
            "people": {"groups": {"include": ["groupId"]}},
            "authProvider": {"provider": "provider"},
        },
        "settings": {
            "password": {
                "complexity": {
                    "minLength": 8, "minLowerCase": 1, "minUpperCase": 1, "minNumber": null,
                    "minSymbol": 0, "excludeUsername": true,
                    "dictionary": {"common": {"exclude": false}}, "excludeAttributes": [],
                },
                "age": {"maxAgeDays": 0, "expireWarnDays": 0, "minAgeMinutes": 0, "historyCount": 4},
                "lockout": {
                    "maxAttempts": 0, "autoUnlockMinutes": 0,
                    "userLockoutNotificationChannels": [], "showLockoutFailures": false,
                },
                "breachedProtection": {
                    "expireAfterDays": 1, "logoutEnabled": true, "delegatedWorkflowId": "workflowId",
                },
            },
            "recovery": {"factors": {
                "recovery_question": {"status": "ACTIVE", "properties": {"complexity": {"complexity": 4}}},
                "okta_email": {
                    "status": "ACTIVE",
                    "properties": {"recoveryToken": {"tokenLifetimeMinutes": 10080}},
                },
                "okta_sms": {"status": "INACTIVE"},
                "okta_call": {"status": "INACTIVE"},
            }},
            "delegation": {"options": {"skipUnlock": false}},
        },
        "_links": {"self": {"href": "https://example.okta.com/api/v1/policies/policyId",
            "hints": {"allow": ["GET", "PUT"]}}},
    })
}

pub(crate) fn policy(value: Value) -> Policy {
    serde_json::from_value(value).unwrap()
}

#[test]
fn policies_are_asked_for_with_their_rules() {
    let request = policies::list_policies_request(&org());
    assert_eq!(request.method(), "GET");
    let url = "https://example.okta.com/api/v1/policies?type=PASSWORD&expand=rules";
    assert_eq!(request.uri().to_string(), url);
    let id = PolicyId::new("00p1/x").unwrap_err();
    assert_eq!(id, PathSegmentError::Slash);
    let request = policies::list_policy_rules_request(&org(), &PolicyId::new("00p 1").unwrap());
    let url = "https://example.okta.com/api/v1/policies/00p%201/rules";
    assert_eq!(request.uri().to_string(), url);
}

#[test]
fn a_policy_is_read_whole() {
    let body = json!([example()]).to_string();
    let page = policies::list_policies_response(&org(), &ok(&body)).unwrap();
    assert_eq!(page.next, None);
    let [policy] = page.policies.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(
        (policy.id.as_str(), policy.name.as_str()),
        ("policyId", "Policy name")
    );
    assert_eq!(
        (&policy.kind, &policy.status),
        (&PolicyType::Password, &LifecycleStatus::Active)
    );
    assert_eq!((policy.priority, policy.system), (Some(1), true));
    assert_eq!(
        (policy.created, policy.last_updated),
        (None, None),
        "these are no times"
    );
    let people = policy.conditions.people.as_ref().unwrap();
    assert_eq!(people.groups.as_ref().unwrap().include, ["groupId"]);
    let rules = policy.password_policy();
    assert_eq!(
        (rules.complexity.min_length, rules.complexity.min_number),
        (8, 0)
    );
    assert_eq!(rules.complexity.exclude_common, Some(false));
    assert_eq!(
        (rules.age.history_count, rules.age.max_age_days),
        (4, Some(0))
    );
    let password = &policy.settings.password;
    assert_eq!(password.lockout, Lockout::default());
    let breached = password.breached_protection.as_ref().unwrap();
    assert_eq!(
        (breached.expire_after_days, breached.logout_enabled),
        (Some(1), true)
    );
    let (active, inactive) = (LifecycleStatus::Active, LifecycleStatus::Inactive);
    let factors = &policy.settings.recovery.factors;
    let question = QuestionFactor {
        status: active.clone(),
        min_length: Some(4),
    };
    assert_eq!(factors.recovery_question, Some(question));
    let email = EmailFactor {
        status: active,
        token_lifetime_minutes: Some(10_080),
    };
    assert_eq!(factors.okta_email, Some(email));
    assert_eq!(
        factors.okta_sms,
        Some(Factor {
            status: inactive.clone()
        })
    );
    assert_eq!(factors.okta_call, Some(Factor { status: inactive }));
    let options = DelegationOptions { skip_unlock: false };
    assert_eq!(policy.settings.delegation, Some(Delegation { options }));
}

#[test]
fn a_policy_is_written_as_the_schema_has_it() {
    let written = serde_json::to_value(policy(example())).unwrap();
    let mut expected = example();
    for time in ["created", "lastUpdated"] {
        expected.as_object_mut().unwrap().remove(time);
    }
    expected["settings"]["password"]["complexity"]["minNumber"] = json!(0);
    let complexity = &mut expected["settings"]["password"]["complexity"];
    complexity
        .as_object_mut()
        .unwrap()
        .remove("excludeAttributes");
    expected["settings"]["recovery"]["factors"]["recovery_question"]["properties"] =
        json!({"complexity": {"minLength": 4}});
    assert_eq!(written, expected);
    assert_eq!(policy(written.clone()), policy(written));
}

#[test]
fn the_next_page_is_where_okta_says_if_that_is_okta() {
    let next = |link: &str| {
        let page =
            policies::list_policies_response(&org(), &response(200, &[("link", link)], "[]"));
        let request = policies::next_page_request(&page.unwrap())?;
        Some(request.uri().to_string())
    };
    let own = "https://example.okta.com/api/v1/policies?after=a,b&limit=2";
    let link =
        format!(r#"<https://example.okta.com/api/v1/policies>; rel="self", <{own}>; rel="next""#);
    assert_eq!(next(&link).as_deref(), Some(own));
    assert_eq!(next(r#"<https://example.okta.com/x>; rel="self""#), None);
    assert_eq!(next("garbage"), None);
}

#[test]
fn what_is_no_list_of_policies_is_refused() {
    let defects = [
        ("{}", Defect::WrongShape),
        (r#"[["id","PASSWORD"]]"#, Defect::WrongShape),
        (r#"[{"id":"a"}]"#, Defect::WrongShape),
        ("", Defect::EmptyBody),
        ("[", Defect::CutOff),
        ("<html>", Defect::Html),
    ];
    for (body, defect) in defects {
        let Err(Error::Unreadable(why)) = policies::list_policies_response(&org(), &ok(body))
        else {
            panic!("{body}");
        };
        assert_eq!(why.why, defect, "{body}");
    }
}

/// As recorded for Identity Engine, with the requirement of the documentation.
#[test]
fn rules_say_who_may_reset_by_what() {
    let body = json!([
        {"id": "0pr2", "status": "ACTIVE", "name": "Default Rule", "priority": 1, "system": true,
         "type": "PASSWORD", "actions": {"passwordChange": {"access": "DENY"},
         "selfServicePasswordReset": {"access": "ALLOW"}}},
        {"id": "0pr1", "status": "ACTIVE", "name": "Ours", "priority": 1, "system": false,
         "conditions": {"people": {"users": {"exclude": []}}, "network": {"connection": "ANYWHERE"}},
         "actions": {"passwordChange": {"access": "ALLOW"}, "selfServiceUnlock": {"access": "DENY"},
         "selfServicePasswordReset": {"access": "ALLOW", "type": "selfServicePasswordReset",
            "requirement": {"accessControl": "LEGACY", "primary": {"methods": ["email", "sms"]},
            "stepUp": {"required": true, "methods": ["security_question"]}}}}},
    ]);
    let rules = policies::list_policy_rules_response(&ok(&body.to_string())).unwrap();
    let [ours, default] = rules.as_slice() else {
        panic!("{rules:?}");
    };
    assert_eq!(
        (ours.id.as_str(), default.id.as_str()),
        ("0pr1", "0pr2"),
        "Okta's own comes last"
    );
    assert_eq!(ours.actions.password_reset(), Decision::Allowed);
    assert_eq!(
        default.actions.password_reset(),
        Decision::Denied,
        "who may not change may not reset"
    );
    assert_eq!(
        ours.actions.self_service_unlock.as_ref().unwrap().access,
        Access::Deny
    );
    let connection = &ours.conditions.network.as_ref().unwrap().connection;
    assert_eq!(*connection, NetworkConnection::Anywhere);
    let reset = ours.actions.self_service_password_reset.as_ref().unwrap();
    let requirement = reset.requirement.as_ref().unwrap();
    assert_eq!(requirement.access_control, Some(AccessControl::Legacy));
    assert_eq!(requirement.primary.methods, ["email", "sms"]);
    assert!(requirement.step_up.required);
    assert_eq!(requirement.step_up.methods, ["security_question"]);
    let mut whole = example();
    whole["_embedded"] = json!({ "rules": body });
    assert_eq!(policy(whole).rules(), Ok(rules));
}

pub(crate) fn named(id: &str, priority: u32, group: &str, provider: &str) -> Policy {
    let mut value = example();
    value["id"] = json!(id);
    value["system"] = json!(false);
    value["priority"] = json!(priority);
    value["conditions"]["people"]["groups"]["include"] = json!([group]);
    value["conditions"]["authProvider"]["provider"] = json!(provider);
    policy(value)
}

#[test]
fn the_first_that_matches_by_priority_holds() {
    let mut off = named("off", 1, "staff", "OKTA");
    off.status = LifecycleStatus::Inactive;
    let mut default = named("default", 5, "everyone", "OKTA");
    default.system = true;
    let mut directory = named("directory", 6, "everyone", "ACTIVE_DIRECTORY");
    directory.system = true;
    let list: PolicyList = [
        default,
        directory,
        named("any", 4, "guests", "ANY"),
        named("later", 3, "staff", "OKTA"),
        named("first", 2, "staff", "OKTA"),
        named("ad", 1, "staff", "ACTIVE_DIRECTORY"),
        off,
    ]
    .into_iter()
    .collect();
    let holds = |groups: &[&str], provider| {
        list.applying_to(groups, &provider)
            .unwrap()
            .map(|policy| policy.id.as_str())
    };
    let (okta, ad) = (ProviderType::Okta, ProviderType::ActiveDirectory);
    assert_eq!(holds(&["everyone", "staff"], okta.clone()), Some("first"));
    assert_eq!(holds(&["everyone", "staff"], ad.clone()), Some("ad"));
    assert_eq!(
        holds(&["everyone", "guests"], ProviderType::Ldap),
        Some("any")
    );
    assert_eq!(holds(&["everyone"], okta.clone()), Some("default"));
    assert_eq!(
        holds(&[], okta),
        Some("default"),
        "whoever is in no group is not without a policy"
    );
    assert_eq!(holds(&["everyone"], ad), Some("directory"));
    assert_eq!(holds(&["everyone"], ProviderType::Social), Some("default"));
    assert_eq!(
        PolicyList::default().applying_to(&[], &ProviderType::Okta),
        Ok(None)
    );
    let order: Vec<_> = list.policies().map(|policy| policy.id.as_str()).collect();
    assert_eq!(
        order,
        ["ad", "off", "first", "later", "any", "default", "directory"]
    );
}
