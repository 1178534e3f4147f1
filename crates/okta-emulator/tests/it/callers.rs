//! Who is let in to the Users and Policies APIs, and by what.

use http::{HeaderValue, Method};
use okta::Credential;
use okta::policies;
use okta::users::{self, UserId};
use serde_json::{Value, json};

use crate::service_app::{EC, RSA, Robot, answered, org};
use crate::stage::{Stage, request};

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
        Credential::Bearer(token.token()),
    );
    let plain = plain.expect("the token is visible ASCII");
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
