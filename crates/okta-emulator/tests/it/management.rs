//! What administrators read and change in the Users and Policies APIs, and what they are told
//! when they get it wrong.

use http::{HeaderValue, Method};
use okta::policies::{self, Decision};
use serde_json::{Value, json};

use crate::administrator::{act, call, get, post, somebody};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage, request};

const ADA: &str = "/api/v1/users/ada@example.com";

#[test]
fn a_user_can_be_created_found_and_changed() {
    let mut stage = Stage::new();
    let profile = json!({"login": "new@example.com", "email": "new@example.com",
        "firstName": "New", "lastName": "Comer", "nickName": "N"});
    let made = post(&mut stage, "/api/v1/users", &json!({ "profile": profile }));
    assert_eq!(made.string("/status"), "PROVISIONED");
    assert_eq!(stage.org.outbox().len(), 1, "the invitation");
    let twin = post(&mut stage, "/api/v1/users", &json!({ "profile": profile }));
    assert_eq!(twin.error(), (400, "E0000001".to_owned()));
    assert_eq!(twin.string("/errorSummary"), "Api validation failed: login");
    let id = made.string("/id");
    let path = format!("/api/v1/users/{id}");
    let changed = post(
        &mut stage,
        &path,
        &json!({"profile": {"nickName": null, "title": "Dr"}}),
    );
    assert_eq!(changed.string("/profile/title"), "Dr");
    assert_eq!(changed.json()["profile"]["nickName"], Value::Null);
    assert_eq!(changed.string("/profile/lastName"), "Comer");
    let search = "/api/v1/users?search=profile.login%20eq%20%22new@example.com%22";
    let found = get(&mut stage, search).json();
    assert_eq!(found[0]["id"], json!(id));
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let staged = json!({"profile": {"login": "s@example.com", "email": "s@example.com"}});
    let staged = post(&mut stage, "/api/v1/users?activate=false", &staged);
    assert_eq!(staged.string("/status"), "STAGED");
    let first = get(&mut stage, "/api/v1/users?limit=2");
    let next = first.headers["link"].to_str().expect("letters").to_owned();
    assert!(next.ends_with(r#"limit=2>; rel="next""#), "{next}");
    assert_eq!(first.json().as_array().map(Vec::len), Some(2));
}

#[test]
fn a_password_that_the_policy_refuses_is_named_in_this_apis_words() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let path = format!("/api/v1/users/{id}");
    let set = |value: &str| json!({"credentials": {"password": {"value": value}}});
    let weak = post(&mut stage, &path, &set("weak"));
    assert_eq!(weak.error(), (400, "E0000001".to_owned()));
    assert_eq!(
        weak.string("/errorSummary"),
        "Api validation failed: password"
    );
    assert!(
        weak.cause()
            .starts_with("password: Password requirements were not met.")
    );
    assert_eq!(
        post(&mut stage, &path, &set(PASSWORD)).status,
        200,
        "history is not asked"
    );
    let used = post(&mut stage, &format!("{path}?strict=true"), &set(PASSWORD));
    assert_eq!(
        used.cause(),
        "password: Password has been used too recently"
    );
    let change = format!("{path}/credentials/change_password");
    let body = |old: &str, new: &str| json!({"oldPassword": {"value": old}, "newPassword": {"value": new}});
    let wrong = post(&mut stage, &change, &body("wrong", NEW_PASSWORD));
    assert_eq!(wrong.error(), (403, "E0000014".to_owned()));
    assert_eq!(
        wrong.cause(),
        "oldPassword: The credentials provided were incorrect."
    );
    let weak = post(&mut stage, &change, &body(PASSWORD, "weak"));
    assert_eq!(weak.error(), (403, "E0000014".to_owned()));
    let plain = post(
        &mut stage,
        &change,
        &json!({"oldPassword": PASSWORD, "newPassword": "x"}),
    );
    assert_eq!(plain.error(), (400, "E0000003".to_owned()));
}

#[test]
fn an_answer_that_is_wrong_has_the_code_that_the_switch_says() {
    for (switch, code) in [("E0000087", "E0000087"), ("E0000014", "E0000014")] {
        let mut stage = Stage::new();
        stage.put("/_emulator/switches", &json!({ "wrong_answer": switch }));
        let id = somebody(&mut stage, "ACTIVE");
        let path = format!("/api/v1/users/{id}/credentials/forgot_password_recovery_question");
        let body =
            json!({"password": {"value": NEW_PASSWORD}, "recovery_question": {"answer": "no"}});
        assert_eq!(
            post(&mut stage, &path, &body).error(),
            (403, code.to_owned())
        );
        assert_eq!(stage.sign_in("mary@example.com", PASSWORD).status, 200);
    }
}

#[test]
fn sessions_end_for_one_person_and_tokens_only_if_asked() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    stage.sign_in("mary@example.com", PASSWORD);
    stage.sign_in("ada@example.com", PASSWORD);
    let path = format!("/api/v1/users/{id}/sessions");
    let ended = call(&mut stage, Method::DELETE, &path, &Value::Null);
    assert_eq!((ended.status, ended.text.as_str()), (204, ""));
    assert_eq!(stage.org.sessions("mary@example.com"), 0);
    assert_eq!(stage.org.sessions("ada@example.com"), 1);
    let by_login = call(
        &mut stage,
        Method::DELETE,
        "/api/v1/users/mary@example.com/sessions",
        &Value::Null,
    );
    assert_eq!(by_login.error().0, 404, "documented for ids only");
}

#[test]
fn a_session_token_becomes_a_session_once() {
    let mut stage = Stage::new();
    let token = stage
        .sign_in("ada@example.com", PASSWORD)
        .string("/sessionToken");
    let session = stage.post("/api/v1/sessions", &json!({ "sessionToken": token }));
    assert_eq!(session.string("/login"), "ada@example.com");
    let id = session.string("/id");
    assert!(id.starts_with("102"));
    let again = stage.post("/api/v1/sessions", &json!({ "sessionToken": token }));
    assert_eq!(again.error(), (401, "E0000004".to_owned()));
    let path = format!("/api/v1/sessions/{id}");
    assert_eq!(get(&mut stage, &path).string("/id"), id);
    assert_eq!(
        call(&mut stage, Method::DELETE, &path, &Value::Null).status,
        204
    );
    assert_eq!(stage.org.sessions("ada@example.com"), 0);
    assert_eq!(get(&mut stage, &path).error().0, 404);
}

#[test]
fn policies_are_shown_as_they_are_enforced() {
    let mut stage = Stage::new();
    stage.put(
        "/_emulator/policy",
        &json!({"complexity": {"minLength": 15, "excludeCommon": true}}),
    );
    let page = get(&mut stage, "/api/v1/policies?type=PASSWORD&expand=rules");
    let policies: Vec<policies::Policy> = serde_json::from_str(&page.text).expect("policies");
    let [policy] = policies.as_slice() else {
        panic!("one policy, not {}", policies.len());
    };
    assert_eq!(policy.password_policy().complexity.min_length, 15);
    assert_eq!(
        policy.password_policy().complexity.exclude_common,
        Some(true)
    );
    assert!(policy.system);
    let rules = policy.rules().expect("they came along");
    assert_eq!(policies::password_reset(&rules), Decision::Allowed);
    let path = format!("/api/v1/policies/{}", policy.id);
    assert_eq!(get(&mut stage, &path).string("/name"), "Default Policy");
    let rules = get(&mut stage, &format!("{path}/rules")).json();
    assert_eq!(rules[0]["actions"]["selfServiceUnlock"]["access"], "ALLOW");
    let missing = get(&mut stage, "/api/v1/policies");
    assert_eq!(missing.error(), (400, "E0000028".to_owned()));
    let unknown = get(&mut stage, "/api/v1/policies/00pnobody00000000000");
    assert_eq!(unknown.error(), (404, "E0000007".to_owned()));
}

#[test]
fn links_offer_only_what_is_possible() {
    let mut stage = Stage::new();
    let offered = |stage: &mut Stage, login: &str| {
        let user = get(stage, &format!("/api/v1/users/{login}")).json();
        let links = user["_links"].as_object().expect("links").clone();
        let operations = links.iter().filter(|(_, link)| link["method"] == "POST");
        operations.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let all = [
        "changePassword",
        "changeRecoveryQuestion",
        "deactivate",
        "expirePassword",
        "forgotPassword",
        "resetFactors",
        "resetPassword",
        "suspend",
    ];
    assert_eq!(offered(&mut stage, "ada@example.com"), all);
    assert_eq!(offered(&mut stage, "expired@example.com"), all);
    assert_eq!(
        offered(&mut stage, "staged@example.com"),
        ["activate", "resetFactors"]
    );
    let suspended = ["deactivate", "resetFactors", "unsuspend"];
    assert_eq!(offered(&mut stage, "suspended@example.com"), suspended);
    let social = ["deactivate", "resetFactors", "resetPassword", "suspend"];
    assert_eq!(offered(&mut stage, "social@example.com"), social);
    let denied = json!({"rules": [{"selfServicePasswordReset": "DENY"}]});
    stage.put("/_emulator/policy", &denied);
    assert!(!offered(&mut stage, "ada@example.com").contains(&"forgotPassword".to_owned()));
}

#[test]
fn parts_of_an_answer_can_be_left_out() {
    let mut stage = Stage::new();
    let wish = "application/json; okta-response=omitCredentials,omitCredentialsLinks";
    let credential = format!("SSWS {}", okta_emulator::seed::API_TOKEN);
    let mut request = request(Method::GET, ADA, Vec::new());
    for (name, value) in [("content-type", wish), ("authorization", &credential)] {
        let value = HeaderValue::try_from(value).expect("letters");
        request.headers_mut().insert(name, value);
    }
    let user = stage.send(&request).json();
    assert_eq!(user.get("credentials"), None);
    assert_eq!(user["_links"].get("suspend"), None);
    let blocks = get(&mut stage, &format!("{ADA}?expand=blocks")).json();
    assert_eq!(blocks["_embedded"]["blocks"], json!([]));
}

#[test]
fn a_wrong_method_path_or_parameter_is_said() {
    let mut stage = Stage::new();
    let mut error = |method, path: &str, body: &Value| call(&mut stage, method, path, body).error();
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let none = &Value::Null;
    let path = "/api/v1/users/ada@example.com/lifecycle/unlock";
    assert_eq!(error(get.clone(), path, none), (405, "E0000022".to_owned()));
    let path = "/api/v1/users/ada@example.com/lifecycle/nonsense";
    assert_eq!(
        error(post.clone(), path, none),
        (404, "E0000008".to_owned())
    );
    let path = "/api/v1/users/ada@example.com/lifecycle/activate?sendEmail=perhaps";
    assert_eq!(
        error(post.clone(), path, none),
        (400, "E0000037".to_owned())
    );
    assert_eq!(error(post, ADA, &json!([1])), (400, "E0000003".to_owned()));
    let path = "/api/v1/users?search=nonsense";
    assert_eq!(error(get, path, none), (400, "E0000001".to_owned()));
    assert_eq!(
        error(put, "/api/v1/policies", none),
        (405, "E0000022".to_owned())
    );
    let reply = act(&mut stage, "nobody@example.com", "lifecycle/unlock");
    let summary = "Not found: Resource not found: nobody@example.com (User)";
    assert_eq!(reply.string("/errorSummary"), summary);
}
