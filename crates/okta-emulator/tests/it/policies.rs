//! The Policies API.

use http::{Method, Request};
use okta::OrgUrl;
use okta::policies::{list_policies_response, next_page_request};
use okta_emulator::Seed;
use okta_emulator::seed::API_TOKEN;
use serde_json::json;

use crate::stage::{ORG, Reply, Stage, request};

/// An org with a policy of the engineers' own.
fn engineers() -> Stage {
    let seed = r#"{"policies": [{"name": "Engineers", "groups": ["Engineers"]}]}"#;
    Stage::with(Seed::from_json(seed).expect("the seed is in order"))
}

fn asked(path: &str) -> Request<Vec<u8>> {
    let mut request = request(Method::GET, path, Vec::new());
    let token = format!("SSWS {API_TOKEN}").parse().expect("it is ASCII");
    request.headers_mut().insert("authorization", token);
    request
}

fn get(stage: &mut Stage, path: &str) -> Reply {
    stage.send(&asked(path))
}

fn id(stage: &mut Stage) -> String {
    get(stage, "/api/v1/policies?type=PASSWORD").string("/0/id")
}

#[test]
fn the_policies_that_hold_are_listed_in_their_order() {
    let mut stage = engineers();
    let listed = get(&mut stage, "/api/v1/policies?type=PASSWORD").json();
    let names: Vec<_> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|policy| (policy["name"].clone(), policy["priority"].clone()))
        .collect();
    assert_eq!(
        names,
        [
            (json!("Engineers"), json!(1)),
            (json!("Default Policy"), json!(2))
        ]
    );
}

#[test]
fn a_policy_says_what_the_org_enforces() {
    let mut stage = Stage::new();
    stage.put(
        "/_emulator/policy",
        &json!({ "complexity": { "minLength": 15 } }),
    );
    let id = id(&mut stage);
    let policy = get(&mut stage, &format!("/api/v1/policies/{id}")).json();
    assert_eq!(
        policy["settings"]["password"]["complexity"]["minLength"],
        15
    );
    let lifetime = &policy["settings"]["recovery"]["factors"]["okta_email"]["properties"];
    assert_eq!(lifetime["recoveryToken"]["tokenLifetimeMinutes"], 60);
}

#[test]
fn rules_come_alone_or_with_their_policy() {
    let mut stage = Stage::new();
    let id = id(&mut stage);
    let rules = get(&mut stage, &format!("/api/v1/policies/{id}/rules")).json();
    assert_eq!(
        rules[0]["actions"]["selfServicePasswordReset"]["access"],
        "ALLOW"
    );
    let expanded = get(&mut stage, "/api/v1/policies?type=PASSWORD&expand=rules").json();
    assert_eq!(expanded[0]["_embedded"]["rules"], rules);
    let plain = get(&mut stage, "/api/v1/policies?type=PASSWORD").json();
    assert!(plain[0].get("_embedded").is_none());
}

#[test]
fn pages_lead_to_the_next_until_the_last() {
    let mut stage = engineers();
    let org: OrgUrl = ORG.parse().expect("the org has a URL");
    let mut request = asked("/api/v1/policies?type=PASSWORD&limit=1");
    let mut names = Vec::new();
    loop {
        let answer = stage.respond(&request);
        let page = list_policies_response(&org, &answer).expect("policies");
        names.extend(page.policies.iter().map(|policy| policy.name.clone()));
        let Some(next) = next_page_request(&page) else {
            break;
        };
        *request.uri_mut() = next.uri().clone();
    }
    assert_eq!(names, ["Engineers", "Default Policy"]);
}

#[test]
fn what_is_not_there_or_not_said_is_refused() {
    let mut stage = Stage::new();
    for (path, status, code) in [
        ("/api/v1/policies", 400, "E0000028"),
        ("/api/v1/policies?type=PIZZA", 400, "E0000001"),
        ("/api/v1/policies?type=PASSWORD&limit=none", 400, "E0000001"),
        ("/api/v1/policies/00p0", 404, "E0000007"),
        ("/api/v1/policies/00p0/rules", 404, "E0000007"),
        ("/api/v1/policies/00p0/mappings", 404, "E0000008"),
    ] {
        assert_eq!(
            get(&mut stage, path).error(),
            (status, code.to_owned()),
            "{path}"
        );
    }
    let others = get(&mut stage, "/api/v1/policies?type=OKTA_SIGN_ON");
    assert_eq!(others.json(), json!([]));
    let deleted = stage.delete("/api/v1/policies/00p0");
    assert_eq!(deleted.error(), (405, "E0000022".to_owned()));
}
