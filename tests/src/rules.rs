//! The rules for a new password where the way changes the account: told before the first try and
//! judged by before anything is changed.

use okta_emulator::{Engine, Seed};
use recovery::{Freshness, Occasion};
use serde_json::{Value, json};

use crate::matrix::{link, own_delivery, rules_read, started};
use crate::native::Native;
use crate::own_mail::Scenario;
use crate::seen::Seen;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("they_are_listed_before_the_first_try", listed),
    ("a_password_that_breaks_them_changes_nothing", broken),
    ("the_policy_of_the_persons_group_counts", by_group),
    ("lists_are_read_to_their_end", long_lists),
    ("okta_judges_where_they_may_not_be_read", refused),
    ("okta_judges_where_they_cannot_be_read", unavailable),
    ("a_form_for_another_changes_nothing", for_another),
    ("they_stand_beside_the_question", beside_the_question),
];

const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const LONG: &str = "Battery-Staple-8-Battery";
const LOGIN: &str = "mary@example.com";

/// The states whose way changes the account, with the password that they begin with.
const STATES: [(&str, Option<&str>); 6] = [
    ("RECOVERY", Some(OLD)),
    ("PASSWORD_EXPIRED", Some(OLD)),
    ("LOCKED_OUT", Some(OLD)),
    ("STAGED", None),
    ("PROVISIONED", None),
    ("ACTIVE", None),
];

/// Tells a scenario of everybody in these states, on both engines. Staff need 20 characters.
fn everybody(groups: &[String], scenario: impl Fn(Native, &str)) {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        for (status, password) in STATES {
            let mut person = json!({
                "login": LOGIN, "first_name": "Mary", "last_name": "Ellis",
                "status": status, "groups": groups,
            });
            if let Some(password) = password {
                person["password"] = json!(password);
            }
            scenario(stage(engine, &person), status);
        }
    }
}

fn stage(engine: Engine, person: &Value) -> Native {
    let others = (0..25).map(|number| {
        json!({"name": format!("Others {number}"), "groups": ["Others"],
               "complexity": {"minLength": 30}})
    });
    let mut policies: Vec<_> = others.collect();
    policies.push(json!({"name": "Staff", "groups": ["zz Staff"],
        "complexity": {"minLength": 20, "excludeAttributes": ["lastName"]}}));
    let seed = json!({ "policies": policies, "people": [person] });
    let mut seed = Seed::from_json(&seed.to_string()).expect("the seed is in order");
    seed.switches.engine = engine;
    Native::with(seed, own_delivery())
}

/// Follows the link of a mail that was asked for.
fn looked(person: &mut Native) -> Seen {
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(LOGIN).page, "check-your-email");
    person.settle();
    let mails = person.own_mails(LOGIN);
    let form = person.visit(&link(mails.last().expect("there is a mail")));
    assert_eq!(form.page, "new-password", "{form:?}");
    form
}

fn done(person: &mut Native, password: &str) {
    let done = person.save(password, None);
    assert_eq!(done.page, "done", "{done:?}");
    assert!(person.okta().signs_in(LOGIN, password));
}

/// What the last walk reported besides successes: the operation and its outcome.
fn reported(person: &Native) -> Vec<(&'static str, &'static str)> {
    let reports = person.reports().into_iter();
    let reports = reports.filter(|it| matches!(it.event, Occasion::Okta | Occasion::Note));
    let reports = reports.map(|report| (report.operation, report.outcome));
    reports.filter(|(_, outcome)| *outcome != "ok").collect()
}

fn listed() {
    everybody(&[], |mut person, status| {
        let before = person.okta().user(LOGIN);
        let form = looked(&mut person);
        // At least 8 characters, of three kinds, no parts of the login, none of the last four.
        assert_eq!(form.rules, 6, "{status}: {form:?}");
        assert!(form.text.contains("8 characters"), "{status}: {form:?}");
        assert_eq!(form.missing, [""; 0], "{status}");
        assert_eq!(reported(&person), [], "{status}");
        assert_eq!(person.okta().user(LOGIN), before, "{status}");
        done(&mut person, NEW);
    });
}

fn broken() {
    everybody(&[], |mut person, status| {
        let before = person.okta().user(LOGIN);
        looked(&mut person);
        let again = person.save("mary", None);
        assert_eq!(again.page, "new-password", "{status}");
        let every = ["min-length", "upper-case", "number", "no-username"];
        assert_eq!(again.missing, every, "{status}: {again:?}");
        assert_eq!(again.rules, 6, "{status}");
        assert_eq!(person.okta().user(LOGIN), before, "{status}");
        assert_eq!(started(person.okta()), [""; 0], "{status}");
        done(&mut person, NEW);
    });
}

fn by_group() {
    everybody(&["zz Staff".to_owned()], |mut person, status| {
        let before = person.okta().user(LOGIN);
        let form = looked(&mut person);
        assert!(form.text.contains("20 characters"), "{status}: {form:?}");
        assert_eq!(form.rules, 7, "{status}");
        let again = person.save("Ellis-Staple-8", None);
        assert_eq!(again.missing, ["min-length", "no-last-name"], "{status}");
        assert_eq!(person.okta().user(LOGIN), before, "{status}");
        done(&mut person, LONG);
    });
}

/// The policies and the groups come in two pages each; what counts stands on the second.
fn long_lists() {
    let mut groups: Vec<_> = (0..205).map(|number| format!("Group {number}")).collect();
    groups.push("zz Staff".to_owned());
    everybody(&groups, |mut person, status| {
        let form = looked(&mut person);
        assert!(form.text.contains("20 characters"), "{status}: {form:?}");
        let read = rules_read(person.okta());
        assert_eq!(read, (2, 2), "{status}: policies, groups");
        let again = person.save(NEW, None);
        assert_eq!(again.missing, ["min-length"], "{status}");
        done(&mut person, LONG);
    });
}

/// The path of one of the two lists.
fn list(person: &mut Native, which: &str) -> String {
    let user = person.okta().user(LOGIN);
    let id = user["id"].as_str().expect("an id");
    match which {
        "list_policies" => "/api/v1/policies".to_owned(),
        _ => format!("/api/v1/users/{id}/groups"),
    }
}

fn refused() {
    for which in ["list_policies", "list_user_groups"] {
        everybody(&[], |mut person, status| {
            let path = list(&mut person, which);
            person.okta().fault(json!({ "path": path, "status": 403 }));
            let before = person.okta().user(LOGIN);
            let form = looked(&mut person);
            assert_eq!(form.rules, 0, "{status}");
            assert_eq!(reported(&person), [(which, "not_allowed")], "{status}");
            assert_eq!(person.okta().user(LOGIN), before, "{status}");
            let again = person.save("mary", None);
            assert_eq!(again.page, "new-password", "{status}");
            assert!(again.missing.contains(&"min-length".to_owned()), "{status}");
            done(&mut person, NEW);
            let renewed = person.credentials_asked_for().contains(&Freshness::New);
            assert!(!renewed, "no other token would be better");
        });
    }
}

fn unavailable() {
    for which in ["list_policies", "list_user_groups"] {
        for fault in [
            json!({ "status": 503 }),
            json!({ "rate_limit": { "reset_in_seconds": 30 } }),
            json!({ "garbage": "html" }),
            json!({ "garbage": "json" }),
            json!({ "drop": true }),
        ] {
            everybody(&[], |mut person, status| {
                let mut fault = fault.clone();
                fault["path"] = json!(list(&mut person, which));
                person.okta().fault(fault.clone());
                let form = looked(&mut person);
                assert_eq!(form.rules, 0, "{status} {fault}");
                assert_eq!(reported(&person).len(), 1, "{status} {fault}");
                done(&mut person, NEW);
            });
        }
    }
}

fn for_another() {
    everybody(&[], |mut person, status| {
        let before = person.okta().user(LOGIN);
        looked(&mut person);
        for password in [NEW, "short"] {
            let form = person.save_for("ada@example.com", password);
            assert_eq!(form.page, "new-password", "{status}");
            assert_eq!((form.rules, form.missing.len()), (6, 0), "{status}");
            assert_eq!(person.okta().user(LOGIN), before, "{status}");
        }
        let done = person.save_for("MARY@example.com", NEW);
        assert_eq!(done.page, "done", "{status}: {done:?}");
    });
}

/// Okta's own transaction tells its rules behind the answer only.
fn beside_the_question() {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        for status in ["PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"] {
            let person = json!({
                "login": LOGIN, "first_name": "Mary", "last_name": "Ellis", "status": status,
                "password": OLD,
                "recovery_question": { "question": "Which food?", "answer": "okra" },
                "groups": ["zz Staff"],
            });
            let mut person = stage(engine, &person);
            looked(&mut person);
            let form = person.save(LONG, None);
            if engine == Engine::IdentityEngine && status != "LOCKED_OUT" {
                // There Okta asks nothing behind an administrator's token.
                assert_eq!(form.page, "done", "{status}: {form:?}");
                continue;
            }
            assert!(form.question.is_some(), "{status}: {form:?}");
            assert!(form.text.contains("20 characters"), "{status}: {form:?}");
            assert_eq!(form.rules, 7, "{status}");
            assert_eq!(
                person.look().rules,
                7,
                "{status}: and when it is looked at again"
            );
            assert_eq!(person.save(NEW, Some("spinach")).rules, 7, "{status}");
            assert_eq!(person.save(LONG, Some("okra")).page, "done", "{status}");
        }
    }
}
