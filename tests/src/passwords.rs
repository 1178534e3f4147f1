//! Everybody judges passwords alike: our native build, the org, and the Worker. The browser is
//! compared with the native build in the element's own tests.

#[path = "../../crates/pages/tests/password/manager.rs"]
mod manager;

use okta_emulator::{Attribute, Complexity, PasswordSwitches, Profile, is_well_made};
use pages::PasswordError;
use pages::password::{Person, Policy, Rule, Verdict, judge, password_rules_attribute};
use pages::samples::passwords::{CASES, Case, cases};
use serde_json::{from_value, json};

use crate::call::{Call, JSON};
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};

/// How many passwords are tried on workerd: what judges there is the same code for the same
/// machine, wasm32, that the browser runs with all of the cases, in the same engine.
const ON_WORKERD: usize = 400;

/// Our judgement is the emulator's, which was written apart from it, in every generated case.
pub fn the_org_judges_as_we_do() {
    let switches = PasswordSwitches::default();
    for (number, case) in cases().take(CASES).enumerate() {
        let policy = okta_emulator::Policy {
            complexity: complexity(&case.policy),
            ..okta_emulator::Policy::default()
        };
        let is_good = broken(&case).is_empty();
        let is_taken = is_well_made(&policy, &switches, &profile(&case), &case.password);
        assert_eq!(is_good, is_taken, "case {number}: {case:#?}");
    }
}

/// What a password manager makes of the attribute alone, everybody takes: by every policy that Okta
/// can have, which asks for one character of a class, or none.
pub fn what_managers_generate_is_taken() {
    const GENERATED: usize = 1_000;
    let switches = PasswordSwitches::default();
    for (number, case) in cases().take(GENERATED).enumerate() {
        let dice: Vec<usize> = (1..98)
            .map(|roll| (number + 1) * roll * 7_919 % 104_729)
            .collect();
        let policy = Policy {
            min_length: case.policy.min_length.clamp(4, 72),
            min_lower_case: case.policy.min_lower_case.min(1),
            min_upper_case: case.policy.min_upper_case.min(1),
            min_number: case.policy.min_number.min(1),
            min_symbol: case.policy.min_symbol.min(1),
            ..case.policy
        };
        let attribute = password_rules_attribute(&policy);
        let case = Case {
            policy,
            // No manager avoids a name of one letter.
            person: Person {
                username: Some("grace.hopper".to_owned()),
                first_name: Some("Grace".to_owned()),
                last_name: Some("Hopper".to_owned()),
            },
            password: manager::generate(&attribute, &dice),
        };
        let policy = okta_emulator::Policy {
            complexity: complexity(&case.policy),
            ..okta_emulator::Policy::default()
        };
        assert_eq!(broken(&case), [], "{case:#?}");
        let is_taken = is_well_made(&policy, &switches, &profile(&case), &case.password);
        assert!(is_taken, "{case:#?}");
    }
}

/// The Worker on workerd names the rules that are broken natively, and no others.
pub fn the_worker_judges_as_we_do(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let link = link(&mut okta, programs);
    let path = link
        .strip_prefix(&programs.worker)
        .expect("the link is ours");
    let (_, page) = Call::get(path).json(programs);
    let policy: Policy = from_value(page["policy"].clone()).expect("the page tells the policy");
    let mut refused = 0;
    for case in cases().take(ON_WORKERD) {
        let case = Case {
            policy: policy.clone(),
            person: person(),
            ..case
        };
        let broken = broken(&case);
        if broken.is_empty() || case.password.is_empty() {
            continue;
        }
        let body = json!({ "password": case.password }).to_string();
        let (_, problem) = Call::post(path, JSON, body.as_bytes()).json(programs);
        let errors = problem["page"]["errors"]["password"].clone();
        let errors: Vec<PasswordError> = from_value(errors).expect("errors of the password");
        let ours: Vec<_> = broken.into_iter().map(PasswordError::Broken).collect();
        assert_eq!(errors, ours, "{case:#?}");
        refused += 1;
    }
    assert!(refused > ON_WORKERD / 2, "{refused} were refused");
}

/// Whose passwords the Worker judges: names that the generated passwords are made of.
fn person() -> Person {
    Person {
        username: Some("weiß.ilık_straßer@abcd.info".to_owned()),
        first_name: Some("İnci".to_owned()),
        last_name: Some("Οδος".to_owned()),
    }
}

/// Lets the org be strict and know that person, and has a link sent to it.
fn link(okta: &mut dyn Okta, programs: &Programs) -> String {
    let person = person();
    let complexity = json!({ "minSymbol": 1, "excludeAttributes": ["firstName", "lastName"] });
    let policy = json!({ "complexity": complexity });
    let user = json!({
        "profile": {
            "login": person.username,
            "firstName": person.first_name,
            "lastName": person.last_name,
        },
        "credentials": { "password": { "value": "Correct-Horse-7" } },
    });
    let changes = [
        ("PUT", "/_emulator/policy", policy),
        ("POST", "/_emulator/users", user),
    ];
    for (method, path, body) in changes {
        assert_eq!(okta.request(method, path, Some(body)).0, 200, "{path}");
    }
    let login = person.username.unwrap_or_default();
    let body = json!({ "login": login }).to_string();
    let (status, _) = Call::post("/forgot_password", JSON, body.as_bytes()).json(programs);
    assert_eq!(status, 200);
    okta.link_for(&login, 1)
}

/// The rules that our judge calls broken.
fn broken(case: &Case) -> Vec<Rule> {
    let verdicts = judge(&case.policy, &case.person, &case.password);
    let broken = verdicts
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::Broken);
    broken.map(|(rule, _)| rule).collect()
}

/// The policy as the org has it. Commonly used passwords are the org's alone to know.
fn complexity(policy: &Policy) -> Complexity {
    let excluded = [
        (policy.exclude_first_name, Attribute::FirstName),
        (policy.exclude_last_name, Attribute::LastName),
    ];
    let excluded = excluded.into_iter().filter(|(is_excluded, _)| *is_excluded);
    Complexity {
        min_length: policy.min_length,
        min_lower_case: policy.min_lower_case,
        min_upper_case: policy.min_upper_case,
        min_number: policy.min_number,
        min_symbol: policy.min_symbol,
        exclude_username: policy.exclude_username,
        exclude_attributes: excluded.map(|(_, attribute)| attribute).collect(),
        exclude_common: false,
        max_consecutive_characters: Some(policy.max_consecutive).filter(|most| *most > 0),
    }
}

fn profile(case: &Case) -> Profile {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Profile {
        login: text(&case.person.username),
        first_name: text(&case.person.first_name),
        last_name: text(&case.person.last_name),
        ..Profile::default()
    }
}
