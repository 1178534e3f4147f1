//! Which password policy applies to whom.

use okta_emulator::Seed;
use serde_json::{Value, json};

use crate::administrator::get;
use crate::stage::{NEW_PASSWORD, Stage};

/// Staff need 20 characters and minutes instead of an hour; Staff who are also Admins need 30.
const SEED: &str = r#"{
    "policies": [
        {"name": "Admins", "groups": ["Admins"], "complexity": {"minLength": 30}},
        {"name": "Staff", "groups": ["Staff"], "complexity": {"minLength": 20}, "tokenLifetimeMinutes": 5},
        {"name": "Directory", "groups": ["Staff", "Guests"], "provider": "ACTIVE_DIRECTORY",
         "complexity": {"minLength": 40}}
    ],
    "people": [
        {"login": "both@example.com", "password": "Correct-Horse-7", "groups": ["Staff", "Admins"]},
        {"login": "staff@example.com", "password": "Correct-Horse-7", "groups": ["Staff"]},
        {"login": "guest@example.com", "password": "Correct-Horse-7", "groups": ["Guests"]},
        {"login": "nobody@example.com", "password": "Correct-Horse-7"}
    ]
}"#;

fn stage() -> Stage {
    Stage::with(Seed::from_json(SEED).expect("the seed is in order"))
}

fn refusal(stage: &mut Stage, login: &str) -> Option<String> {
    let state_token = stage.state_token(login);
    let reply = stage.reset(&state_token, NEW_PASSWORD);
    (reply.status != 200).then(|| reply.cause())
}

#[test]
fn the_policy_of_the_highest_priority_counts() {
    let mut stage = stage();
    for (login, least) in [("both@example.com", "30"), ("staff@example.com", "20")] {
        let cause = refusal(&mut stage, login).expect("the password is too short");
        assert!(
            cause.contains(&format!("at least {least} characters")),
            "{cause}"
        );
    }
}

#[test]
fn whoever_is_left_has_the_systems_own_policy() {
    let mut stage = stage();
    assert_eq!(refusal(&mut stage, "nobody@example.com"), None);
}

#[test]
fn a_directorys_policy_is_not_for_oktas_own_people() {
    let mut stage = stage();
    assert_eq!(refusal(&mut stage, "guest@example.com"), None);
}

#[test]
fn links_live_as_long_as_the_policy_says() {
    let mut stage = stage();
    let staff = stage.recovery_token("staff@example.com");
    let nobody = stage.recovery_token("nobody@example.com");
    stage.org.advance(5 * 60);
    assert_eq!(stage.exchange(&staff).status, 403);
    assert_eq!(stage.exchange(&nobody).status, 200);
}

/// Robots may nothing; only those with a telephone plan recover by text message.
const RIGHTS: &str = r#"{
    "policies": [
        {"name": "Robots", "groups": ["Robots"], "rules": [
            {"selfServicePasswordReset": "DENY", "selfServiceUnlock": "DENY"}
        ]},
        {"name": "Phones", "groups": ["Phones"], "recovery": {"factors": {
            "oktaEmail": "off", "oktaSms": "on"
        }}}
    ],
    "people": [
        {"login": "robot@example.com", "password": "Correct-Horse-7", "groups": ["Robots"]},
        {"login": "bolt@example.com", "password": "Correct-Horse-7", "groups": ["Robots"],
         "status": "LOCKED_OUT", "phone": "+15550101"},
        {"login": "phone@example.com", "password": "Correct-Horse-7", "groups": ["Phones"],
         "phone": "+15550102"},
        {"login": "mail@example.com", "password": "Correct-Horse-7", "phone": "+15550103"},
        {"login": "locked@example.com", "password": "Correct-Horse-7", "status": "LOCKED_OUT"}
    ]
}"#;

#[test]
fn whom_a_policy_denies_is_answered_like_everybody_and_gets_nothing() {
    for (path, factor, login, due) in [
        ("password", "EMAIL", "robot@example.com", 0),
        ("password", "EMAIL", "phone@example.com", 0),
        ("password", "EMAIL", "mail@example.com", 1),
        ("password", "SMS", "robot@example.com", 0),
        ("password", "SMS", "mail@example.com", 0),
        ("password", "SMS", "phone@example.com", 1),
        ("unlock", "EMAIL", "bolt@example.com", 0),
        ("unlock", "SMS", "bolt@example.com", 0),
    ] {
        let mut stage = Stage::with(Seed::from_json(RIGHTS).expect("the seed is in order"));
        let body = json!({ "username": login, "factorType": factor });
        let reply = stage.authn(&format!("/recovery/{path}"), &body);
        assert_eq!(
            reply.string("/status"),
            "RECOVERY_CHALLENGE",
            "{path} {factor} {login}"
        );
        assert_eq!(stage.org.outbox().len(), due, "{path} {factor} {login}");
    }
}

#[test]
fn a_policy_for_everybody_of_a_directory_is_not_for_oktas_own_people() {
    let seed = r#"{
        "policies": [
            {"name": "Directory", "provider": "ACTIVE_DIRECTORY", "complexity": {"minLength": 40}},
            {"name": "Okta", "complexity": {"minLength": 20}}
        ],
        "people": [{"login": "ada@example.com", "password": "Correct-Horse-7"}]
    }"#;
    let mut stage = Stage::with(Seed::from_json(seed).expect("the seed is in order"));
    let cause = refusal(&mut stage, "ada@example.com").expect("the password is too short");
    assert!(cause.contains("at least 20 characters"), "{cause}");
    let listed = get(&mut stage, "/api/v1/policies?type=PASSWORD&expand=rules").json();
    let is_system = |policy: &Value| {
        (
            policy["system"].clone(),
            policy["_embedded"]["rules"][0]["system"].clone(),
        )
    };
    let own: Vec<_> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(is_system)
        .collect();
    let (yes, no) = (json!(true), json!(false));
    assert_eq!(
        own,
        [
            (no.clone(), no.clone()),
            (no.clone(), no),
            (yes.clone(), yes)
        ]
    );
    assert_eq!(listed[0]["description"], "");
}

#[test]
fn okta_keeps_the_credentials_of_who_comes_from_elsewhere() {
    for provider in ["IMPORT", "FEDERATION", "SOCIAL", "OKTA"] {
        let seed = format!(
            r#"{{
            "policies": [{{"name": "Staff", "groups": ["Staff"],
                "rules": [{{"selfServicePasswordReset": "DENY"}}]}}],
            "people": [{{"login": "ada@example.com", "password": "Correct-Horse-7",
                "groups": ["Staff"], "provider": "{provider}"}}]
        }}"#
        );
        let stage = Stage::with(Seed::from_json(&seed).expect("the seed is in order"));
        let user = stage
            .org
            .user("ada@example.com")
            .expect("the person exists");
        assert_eq!(user["_links"].get("resetPassword"), None, "{provider}");
    }
}

#[test]
fn links_to_what_a_rule_denies_are_left_out() {
    let stage = Stage::with(Seed::from_json(RIGHTS).expect("the seed is in order"));
    let offers = |login: &str, link: &str| {
        let user = stage.org.user(login).expect("the person exists");
        user["_links"].get(link).is_some()
    };
    for link in ["resetPassword", "forgotPassword"] {
        assert!(!offers("robot@example.com", link), "{link}");
        assert!(offers("mail@example.com", link), "{link}");
    }
    assert!(!offers("bolt@example.com", "unlock"));
    assert!(!offers("bolt@example.com", "resetPassword"));
    assert!(offers("locked@example.com", "unlock"));
}
