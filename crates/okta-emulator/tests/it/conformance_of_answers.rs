//! Every management request of `okta`, to somebody in every status, on both engines, with every
//! credential: each answer is held against Okta's OpenAPI document by the stage.

use http::Request;
use okta::policies::{
    Policy, PolicyId, get_policy_request, list_policies_request, list_policy_rules_request,
};
use okta::users::UserId;
use okta::{ApiToken, Credential, authorize};
use okta_emulator::seed::API_TOKEN;
use serde_json::{Value, json};

use crate::conformance::{org, requests};
use crate::stage::{PASSWORD, Reply, Stage};
use crate::transitions::STATUSES;

const ENGINES: [&str; 2] = ["classic", "identity-engine"];
/// Somebody with everything, somebody without a question, somebody without a password.
const CREDENTIALS: [fn() -> Value; 3] = [
    || {
        json!({
            "password": { "value": PASSWORD },
            "recovery_question": { "question": "Which?", "answer": "okra" },
        })
    },
    || json!({ "password": { "value": PASSWORD } }),
    || json!({}),
];

fn stage(engine: &str) -> Stage {
    let mut stage = Stage::new();
    let set = stage.put("/_emulator/switches", &json!({ "engine": engine }));
    assert_eq!(set.status, 200, "{}", set.text);
    stage
}

fn person(stage: &mut Stage, status: &str, credentials: &Value, number: usize) -> UserId {
    let login = format!("{}-{number}@example.com", status.to_lowercase());
    let person = json!({
        "profile": { "login": login, "firstName": "Mary", "lastName": "Somerville" },
        "credentials": credentials,
        "status": status,
    });
    let id = stage.post("/_emulator/users", &person).string("/id");
    UserId::new(&id).expect("it is an id")
}

fn ask(stage: &mut Stage, request: Request<Vec<u8>>) -> Reply {
    let token: ApiToken = API_TOKEN.parse().expect("it is a token");
    let request = authorize(request, Credential::Ssws(&token));
    stage.send(&request.expect("the token is visible ASCII"))
}

#[test]
fn whoever_is_asked_about_is_answered_as_documented() {
    let mut answered = 0;
    for engine in ENGINES {
        let mut stage = stage(engine);
        for status in STATUSES {
            for credentials in CREDENTIALS {
                let nobody = UserId::new("00u0").expect("it is an id");
                for number in 0..requests(&nobody).len() {
                    answered += 1;
                    let user = person(&mut stage, status, &credentials(), answered);
                    let request = requests(&user).swap_remove(number);
                    let asked = format!("{engine} {status} {}", request.uri());
                    let reply = ask(&mut stage, request);
                    assert!(!reply.text.contains("E0000008"), "{asked}: {}", reply.text);
                }
            }
        }
    }
    assert!(answered > 1000, "{answered} answers");
}

#[test]
fn strangers_and_people_nobody_knows_are_refused_as_documented() {
    let mut stage = stage("classic");
    let nobody = UserId::new("nobody@example.com").expect("it is a login");
    for request in requests(&nobody) {
        let reply = ask(&mut stage, request);
        assert_eq!(reply.error(), (404, "E0000007".to_owned()));
    }
    for request in requests(&nobody) {
        assert_eq!(stage.send(&request).error(), (403, "E0000005".to_owned()));
    }
    let token: ApiToken = "00wrong".parse().expect("it looks like a token");
    for request in requests(&nobody) {
        let request = authorize(request, Credential::Ssws(&token));
        let reply = stage.send(&request.expect("the token is visible ASCII"));
        assert_eq!(reply.error(), (401, "E0000011".to_owned()));
    }
}

#[test]
fn policies_are_answered_as_documented() {
    for engine in ENGINES {
        let mut stage = stage(engine);
        let listed = ask(&mut stage, list_policies_request(&org()));
        let id = PolicyId::new(&listed.string("/0/id")).expect("it is an id");
        let one = ask(&mut stage, get_policy_request(&org(), &id));
        let one: Policy = serde_json::from_str(&one.text).expect("it is a policy");
        assert_eq!(one.rules().map(|rules| rules.len()), Ok(1));
        let rules = ask(&mut stage, list_policy_rules_request(&org(), &id));
        assert_eq!(rules.string("/0/type"), "PASSWORD");
    }
}
