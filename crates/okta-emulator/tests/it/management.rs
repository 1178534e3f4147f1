//! Who is let in to the Users and Policies APIs, what they read and change there, and what they
//! are told when they get it wrong.

use http::{HeaderValue, Method};
use okta::policies;
use okta::users::{self, UserId};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::administrator::{act, call, get, post, somebody};
use crate::service_app::{EC, RSA, Robot, answered, org};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage, request};

const ADA: &str = "/api/v1/users/ada@example.com";

fn ada() -> UserId {
    UserId::new("ada@example.com").expect("a login")
}

fn with(stage: &mut Stage, name: &'static str, value: &str) -> crate::stage::Reply {
    let mut request = request(Method::GET, ADA, Vec::new());
    let value = HeaderValue::try_from(value).expect("letters");
    request.headers_mut().insert(name, value);
    stage.send(&request)
}

#[test]
fn without_a_good_credential_nobody_is_let_in() {
    let mut stage = Stage::new();
    assert_eq!(stage.get(ADA).error(), (403, "E0000005".to_owned()));
    let bad = with(&mut stage, "authorization", "SSWS 00wrong");
    assert_eq!(bad.error(), (401, "E0000011".to_owned()));
    let odd = with(&mut stage, "authorization", "Basic YTpi");
    assert_eq!(odd.error(), (403, "E0000005".to_owned()));
    let unknown = with(&mut stage, "authorization", "Bearer unknown");
    assert_eq!((unknown.status, unknown.text.as_str()), (401, ""));
    let why = unknown.headers["www-authenticate"]
        .to_str()
        .expect("letters");
    assert!(why.contains(r#"error="invalid_token""#), "{why}");
    stage.put(
        "/_emulator/switches",
        &json!({"bad_access_token": "E0000011"}),
    );
    let unknown = with(&mut stage, "authorization", "Bearer unknown");
    assert_eq!(unknown.error(), (401, "E0000011".to_owned()));
}

#[test]
fn a_service_app_reads_and_changes_what_its_scopes_say() {
    for (key, dpop) in [(RSA, "off"), (EC, "off"), (RSA, "on"), (EC, "on")] {
        let mut stage = Stage::new();
        let mut robot = Robot::registered(&mut stage, key, dpop);
        let (token, _) = robot.token(&mut stage);
        assert_eq!(token.needs_proof(), dpop == "on");
        let request = robot.authorized(users::get_user_request(&org(), &ada()), &token);
        let user = users::get_user_response(&answered(&mut stage, &request)).expect("a user");
        assert_eq!(user.profile.login.as_deref(), Some("ada@example.com"));
        let request = robot.authorized(users::suspend_user_request(&org(), &ada()), &token);
        assert_eq!(
            users::suspend_user_response(&answered(&mut stage, &request)),
            Ok(())
        );
        let request = robot.authorized(policies::list_policies_request(&org()), &token);
        let page = policies::list_policies_response(&org(), &answered(&mut stage, &request));
        assert_eq!(page.expect("policies").policies.len(), 1);
    }
}

#[test]
fn a_missing_scope_is_an_empty_answer_that_says_which() {
    let mut stage = Stage::new();
    let mut robot = Robot::with_scopes(&mut stage, (RSA, "off"), &["okta.users.read"]);
    let (token, _) = robot.token(&mut stage);
    let request = robot.authorized(users::unlock_user_request(&org(), &ada()), &token);
    let response = answered(&mut stage, &request);
    assert_eq!(
        (response.status().as_u16(), response.body().len()),
        (403, 0)
    );
    let Err(okta::Error::Oauth(why)) = users::unlock_user_response(&response) else {
        panic!("an error in OAuth's words");
    };
    assert_eq!(why.code, okta::oauth::OauthErrorCode::InsufficientScope);
    assert_eq!(why.scope.as_deref(), Some("okta.users.manage"));
}

#[test]
fn an_app_without_a_role_may_do_nothing() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, RSA, "off");
    let (token, _) = robot.token(&mut stage);
    let mut app = stage.get("/_emulator/apps").json()[1].clone();
    app["role"] = json!("off");
    stage.post("/_emulator/apps", &app);
    let request = robot.authorized(users::get_user_request(&org(), &ada()), &token);
    let code = users::get_user_response(&answered(&mut stage, &request));
    let code = code.expect_err("a refusal").code().cloned();
    assert_eq!(code, Some(okta::ErrorCode::AccessDenied));
}

#[test]
fn a_bound_token_needs_its_own_proof_each_time() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, EC, "on");
    let (token, _) = robot.token(&mut stage);
    let plain = okta::authorize(
        users::get_user_request(&org(), &ada()),
        token.credential(None),
    );
    let response = answered(&mut stage, &plain);
    assert_eq!(response.status(), 400);
    let body: Value = serde_json::from_slice(response.body()).expect("JSON");
    let text = "The resource request must use the DPoP authentication scheme when using a DPoP \
                bound token.";
    assert_eq!(
        body,
        json!({"error": "invalid_request", "error_description": text})
    );
    let good = robot.authorized(users::get_user_request(&org(), &ada()), &token);
    assert_eq!(answered(&mut stage, &good).status(), 200);
    let again = answered(&mut stage, &good);
    assert_eq!(again.status(), 400, "a proof is good once");
    let mut elsewhere = robot.authorized(users::get_user_request(&org(), &ada()), &token);
    *elsewhere.uri_mut() = "https://org.example/api/v1/users/grace@example.com"
        .parse()
        .expect("a URL");
    assert_eq!(
        answered(&mut stage, &elsewhere).status(),
        400,
        "a proof is for one place"
    );
}

#[test]
fn a_proof_is_for_one_token() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, EC, "on");
    let (first, _) = robot.token(&mut stage);
    let (second, _) = robot.token(&mut stage);
    let proven = robot.authorized(users::get_user_request(&org(), &ada()), &first);
    let proof = proven.headers()["dpop"].clone();
    let mut mixed = robot.authorized(users::get_user_request(&org(), &ada()), &second);
    mixed.headers_mut().insert("dpop", proof);
    let response = answered(&mut stage, &mixed);
    assert_eq!(response.status(), 400);
    let body: Value = serde_json::from_slice(response.body()).expect("JSON");
    let text = "The DPoP proof JWT 'ath' claim is invalid.";
    assert_eq!(body["error_description"], text);
}

#[test]
fn a_revoked_token_opens_nothing_and_is_told_to_be_inactive() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, RSA, "off");
    let (token, _) = robot.token(&mut stage);
    let tokens = stage.get("/_emulator/tokens").json();
    assert_eq!(tokens[0]["token"], token.token().secret());
    assert_eq!(tokens[0]["kind"], "access_token");
    let is_active = |stage: &mut Stage, robot: &mut Robot| {
        let response = ask_about(stage, robot, ("introspect", token.token().secret()));
        let body: Value = serde_json::from_slice(response.body()).expect("JSON");
        body["active"].clone()
    };
    assert_eq!(is_active(&mut stage, &mut robot), true);
    let revoked = ask_about(&mut stage, &mut robot, ("revoke", token.token().secret()));
    assert_eq!((revoked.status().as_u16(), revoked.body().len()), (200, 0));
    let unknown = ask_about(&mut stage, &mut robot, ("revoke", "nobody's"));
    assert_eq!(unknown.status(), 200);
    assert_eq!(is_active(&mut stage, &mut robot), false);
    let request = robot.authorized(users::get_user_request(&org(), &ada()), &token);
    assert_eq!(answered(&mut stage, &request).status(), 401);
    assert_eq!(stage.get("/_emulator/tokens").json(), json!([]));
}

/// Sends a token to another endpoint of the same server, with an assertion made for it.
fn ask_about(
    stage: &mut Stage,
    robot: &mut Robot,
    (endpoint, token): (&str, &str),
) -> okta::Response {
    let url = format!("{}/oauth2/v1/{endpoint}", crate::stage::ORG);
    let claims = json!({"iss": crate::service_app::CLIENT_ID, "aud": url,
        "sub": crate::service_app::CLIENT_ID, "exp": crate::stage::START / 1000 + 60});
    let header = jose::Header::default();
    let assertion = jose::Unsigned::new(robot.key.algorithm(), &header, &claims);
    let assertion = robot.sign(assertion);
    let kind = okta::oauth::CLIENT_ASSERTION_TYPE;
    let form = format!(
        "token={token}&client_assertion_type={kind}&client_assertion={}",
        assertion.secret()
    );
    let path = format!("/oauth2/v1/{endpoint}");
    let mut request = request(Method::POST, &path, form.into_bytes());
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert("content-type", form);
    answered(stage, &request)
}

#[test]
fn an_access_token_ends_after_an_hour() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, RSA, "off");
    let (token, _) = robot.token(&mut stage);
    let request = robot.authorized(users::get_user_request(&org(), &ada()), &token);
    stage.org.advance(3599);
    assert_eq!(answered(&mut stage, &request).status(), 200);
    stage.org.advance(1);
    assert_eq!(answered(&mut stage, &request).status(), 401);
}

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
    assert!(policy.system && policy.rules()[0].actions.allow_password_reset());
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

/// Words of these paths, bodies and queries, in any order.
fn any_request() -> impl Strategy<Value = (Method, String, Vec<u8>, Option<String>)> {
    let method = prop::sample::select(vec![
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
    ]);
    let path = r"/(api/v1/(users|policies|sessions)|oauth2(/default)?/v1|\.well-known)(/(ada@example\.com|me|lifecycle|credentials|sessions|rules|activate|reset_password|change_password|token|revoke|interact|keys|okta-organization|%2F|%FF|\.\.|[a-z]{0,3})){0,4}(\?[a-z=&%\[\]]{0,20}|\?(sendEmail|type|limit|after|search)=[a-zA-Z0-9%]{0,8})?";
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        r#"\{"(profile|credentials|oldPassword|password|sessionToken)":(\{"(login|value|password)":("x"|1|null|\{\})\}|null|1|"x"|\[\])\}"#
            .prop_map(String::into_bytes),
        "(grant_type|scope|client_assertion|client_assertion_type|client_id|token)=[a-z_.%&=]{0,30}"
            .prop_map(String::into_bytes),
    ];
    let credential = prop::option::of(prop_oneof![
        Just(format!("SSWS {}", okta_emulator::seed::API_TOKEN)),
        "(SSWS|Bearer|DPoP|Basic) ?[A-Za-z0-9.=]{0,20}",
    ]);
    (method, path, body, credential)
}

proptest! {
    #[test]
    fn nothing_that_is_asked_breaks_the_org((method, path, body, credential) in any_request(), form: bool) {
        let Ok(uri) = format!("{}{path}", crate::stage::ORG).parse::<http::Uri>() else {
            return Ok(());
        };
        let mut request = request(method, "/", body);
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        if let Some(credential) = credential {
            let value = HeaderValue::try_from(credential).expect("letters");
            headers.insert("authorization", value);
        }
        if form {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert("content-type", form);
        }
        let response = Stage::new().answer(&request).response;
        prop_assert!(response.status().as_u16() < 500, "{} {:?}", response.status(), request);
    }
}
