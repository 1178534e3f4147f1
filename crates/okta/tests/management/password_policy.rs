//! One type for what three APIs say.

use okta::{Age, Complexity, ExcludedAttribute, Expiration, PasswordPolicy};

fn read(text: &str) -> PasswordPolicy {
    serde_json::from_str(text).unwrap()
}

/// As recorded: siw-authenticator-reset-password and …-expiry-warning-password-with-ad-req.
#[test]
fn identity_engine_says_it_by_flags() {
    let policy = read(
        r#"{"complexity":{"minLength":8,"minLowerCase":1,"minUpperCase":1,"minNumber":1,"minSymbol":1,
        "excludeUsername":true,"excludeFirstName":true,"excludeLastName":true},
        "age":{"minAgeMinutes":10,"historyCount":4}}"#,
    );
    let excluded = vec![ExcludedAttribute::FirstName, ExcludedAttribute::LastName];
    let complexity = Complexity {
        min_length: 8,
        min_lower_case: 1,
        min_upper_case: 1,
        min_number: 1,
        min_symbol: 1,
        exclude_username: true,
        exclude_attributes: excluded.clone(),
        ..Complexity::default()
    };
    let age = Age {
        min_age_minutes: 10,
        history_count: 4,
        ..Age::default()
    };
    let expiration = None;
    assert_eq!(
        policy,
        PasswordPolicy {
            complexity,
            age,
            expiration
        }
    );

    let policy = read(
        r#"{"complexity":{"excludeAttributes":["lastName"],"excludeLastName":true,
        "useADComplexityRequirements":true},"expiration":{"passwordExpireDays":4}}"#,
    );
    assert_eq!(policy.complexity.exclude_attributes, excluded[1..]);
    assert!(policy.complexity.use_ad_complexity_requirements);
    let in_four_days = Expiration {
        password_expire_days: 4,
    };
    assert_eq!(policy.expiration, Some(in_four_days));
}

#[test]
fn a_policy_says_more_than_a_transaction() {
    let policy = read(
        r#"{"complexity":{"minLength":8,"minNumber":null,"dictionary":{"common":{"exclude":true}},
        "maxConsecutiveCharacters":3,"oelStatement":"password.value.contains('Word1')"},
        "age":{"maxAgeDays":90,"expireWarnDays":-1,"minAgeMinutes":0,"historyCount":4}}"#,
    );
    let complexity = Complexity {
        min_length: 8,
        exclude_common: Some(true),
        max_consecutive_characters: Some(3),
        oel_statement: Some("password.value.contains('Word1')".to_owned()),
        ..Complexity::default()
    };
    let age = Age {
        history_count: 4,
        max_age_days: Some(90),
        expire_warn_days: Some(0),
        ..Age::default()
    };
    let expiration = None;
    assert_eq!(
        policy,
        PasswordPolicy {
            complexity,
            age,
            expiration
        }
    );
}

#[test]
fn what_nobody_said_is_not_written() {
    let written = serde_json::to_value(PasswordPolicy::default()).unwrap();
    let silent = [
        "dictionary",
        "maxConsecutiveCharacters",
        "oelStatement",
        "useADComplexityRequirements",
        "excludeAttributes",
    ];
    for name in silent {
        assert!(written["complexity"].get(name).is_none(), "{name}");
    }
    assert_eq!(
        written["age"],
        serde_json::json!({"minAgeMinutes": 0, "historyCount": 0})
    );
    assert!(written.get("expiration").is_none());
}

#[test]
fn what_was_said_survives_storage() {
    let policy = read(
        r#"{"complexity":{"excludeFirstName":true,"dictionary":{"common":{"exclude":false}},
        "maxConsecutiveCharacters":72,"oelStatement":"x","useADComplexityRequirements":true},
        "age":{"maxAgeDays":0},"expiration":{"passwordExpireDays":4}}"#,
    );
    assert_eq!(policy.complexity.exclude_common, Some(false));
    let stored = serde_json::to_string(&policy).unwrap();
    assert_eq!(read(&stored), policy);
}
