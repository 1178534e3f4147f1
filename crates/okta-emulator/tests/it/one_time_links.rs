//! Links that the Users API hands out, and what they lead to.

use okta::OneTimeUrl;
use okta::users::one_time_token;
use serde_json::{Value, json};

use crate::administrator::{act, get, post, somebody, somebody_bare};
use crate::stage::{NEW_PASSWORD, ORG, PASSWORD, Stage};

fn token(link: &str) -> String {
    let token = one_time_token(&OneTimeUrl::new(link)).expect("the link has a token");
    token.secret().to_owned()
}

#[test]
fn a_demanded_reset_locks_out_at_once_and_its_link_lets_in_again() {
    let mut stage = Stage::new();
    let id = somebody_with_session(&mut stage);
    let answer = act(&mut stage, &id, "lifecycle/reset_password?sendEmail=false");
    let link = answer.string("/resetPasswordUrl");
    assert!(
        link.starts_with(&format!("{ORG}/reset_password/drp")),
        "{link}"
    );
    assert_eq!(token(&link).len(), 20);
    assert_eq!(stage.sign_in("mary@example.com", PASSWORD).status, 401);
    assert_eq!(
        stage.org.sessions("mary@example.com"),
        1,
        "sessions live on unless asked"
    );
    let asked = stage.exchange(&token(&link)).json();
    let state_token = asked["stateToken"]
        .as_str()
        .expect("there is a state token");
    let body = json!({"stateToken": state_token, "answer": "okra"});
    let open = stage.authn("/recovery/answer", &body);
    let done = stage.reset(&open.string("/stateToken"), NEW_PASSWORD);
    assert_eq!(done.string("/status"), "SUCCESS");
    assert_eq!(stage.status_of("mary@example.com"), "ACTIVE");
}

fn somebody_with_session(stage: &mut Stage) -> String {
    let id = somebody(stage, "ACTIVE");
    assert_eq!(
        stage
            .sign_in("mary@example.com", PASSWORD)
            .string("/status"),
        "SUCCESS"
    );
    id
}

#[test]
fn a_demanded_reset_ends_sessions_when_it_is_asked_to() {
    let mut stage = Stage::new();
    let id = somebody_with_session(&mut stage);
    let operation = "lifecycle/reset_password?sendEmail=false&revokeSessions=true";
    assert_eq!(act(&mut stage, &id, operation).status, 200);
    assert_eq!(stage.org.sessions("mary@example.com"), 0);
}

#[test]
fn a_forgotten_password_leaves_everything_as_it_was() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let before = get(&mut stage, &format!("/api/v1/users/{id}")).json();
    let answer = act(
        &mut stage,
        &id,
        "credentials/forgot_password?sendEmail=false",
    );
    let link = answer.string("/resetPasswordUrl");
    assert!(
        link.starts_with(&format!("{ORG}/signin/reset-password/dfp")),
        "{link}"
    );
    assert_eq!(
        get(&mut stage, &format!("/api/v1/users/{id}")).json(),
        before
    );
    assert_eq!(stage.exchange(&token(&link)).string("/status"), "RECOVERY");
}

#[test]
fn links_have_one_shape_where_the_switch_says_so() {
    let mut stage = Stage::new();
    stage.put("/_emulator/switches", &json!({"reset_url": "sign-in"}));
    let id = somebody(&mut stage, "ACTIVE");
    let answer = act(&mut stage, &id, "lifecycle/reset_password?sendEmail=false");
    let link = answer.string("/resetPasswordUrl");
    assert!(
        link.starts_with(&format!("{ORG}/signin/reset-password/drp")),
        "{link}"
    );
}

#[test]
fn an_activation_link_has_the_shape_of_its_engine_and_leads_in() {
    for (engine, shape) in [
        ("classic", "welcome/{}"),
        ("identity-engine", "tokens/{}/verify"),
    ] {
        let mut stage = Stage::new();
        stage.put("/_emulator/switches", &json!({ "engine": engine }));
        let id = somebody_bare(&mut stage, "STAGED");
        let answer = act(&mut stage, &id, "lifecycle/activate?sendEmail=false");
        let (link, spelled) = (
            answer.string("/activationUrl"),
            answer.string("/activationToken"),
        );
        assert_eq!(token(&link), spelled, "{engine}");
        assert_eq!(link, format!("{ORG}/{}", shape.replace("{}", &spelled)));
        assert_eq!(stage.status_of("mary@example.com"), "PROVISIONED");
        let open = stage.exchange(&spelled);
        let done = stage.reset(&open.string("/stateToken"), NEW_PASSWORD);
        assert_eq!(done.string("/status"), "SUCCESS", "{engine}");
        assert_eq!(stage.status_of("mary@example.com"), "ACTIVE");
    }
}

#[test]
fn what_is_mailed_is_not_in_the_answer() {
    let operations = [
        ("ACTIVE", "lifecycle/reset_password?sendEmail=true"),
        ("ACTIVE", "credentials/forgot_password"),
        ("STAGED", "lifecycle/activate"),
        ("RECOVERY", "lifecycle/reactivate?sendEmail=true"),
    ];
    for (status, operation) in operations {
        let mut stage = Stage::new();
        let id = somebody(&mut stage, status);
        let answer = act(&mut stage, &id, operation);
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (200, "{}"),
            "{operation}"
        );
        let [mail] = stage.org.outbox() else {
            panic!("{operation}: one mail, not {}", stage.org.outbox().len());
        };
        assert_eq!(mail.to, "mary@example.com");
        let link = mail.links.first().expect("the mail has a link").clone();
        assert_eq!(stage.exchange(&token(&link)).status, 200, "{operation}");
    }
}

#[test]
fn who_signs_in_elsewhere_has_nothing_to_forget_but_can_be_given_a_password() {
    let mut stage = Stage::new();
    let social = get(&mut stage, "/api/v1/users/social@example.com").string("/id");
    let refused = act(
        &mut stage,
        &social,
        "credentials/forgot_password?sendEmail=false",
    );
    assert_eq!(refused.error(), (403, "E0000017".to_owned()));
    let cause = "Forgot password is not supported for the user's login type";
    assert_eq!(refused.cause(), cause);
    let answer = act(
        &mut stage,
        &social,
        "lifecycle/reset_password?sendEmail=false",
    );
    assert!(answer.json()["resetPasswordUrl"].is_string());
    let user = get(&mut stage, "/api/v1/users/social@example.com").json();
    assert_eq!(user["status"], "RECOVERY");
    assert_eq!(user["credentials"]["provider"]["type"], "OKTA");
}

#[test]
fn on_classic_a_question_is_needed_to_forget_a_password() {
    let mut stage = Stage::new();
    let ada = get(&mut stage, "/api/v1/users/ada@example.com").string("/id");
    let forget = "credentials/forgot_password?sendEmail=false";
    let refused = act(&mut stage, &ada, forget);
    assert_eq!(refused.error(), (403, "E0000034".to_owned()));
    assert_eq!(refused.cause(), "Recovery credential not set.");
    stage.put("/_emulator/switches", &json!({"engine": "identity-engine"}));
    assert_eq!(act(&mut stage, &ada, forget).status, 200);
    stage.put(
        "/_emulator/switches",
        &json!({"forgot_password_needs_question": "always"}),
    );
    assert_eq!(act(&mut stage, &ada, forget).status, 403);
}

#[test]
fn the_answer_of_an_expiry_still_has_the_old_time() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let path = format!("/api/v1/users/{id}");
    let before = get(&mut stage, &path).json();
    stage.org.advance(60);
    let answer = act(&mut stage, &id, "lifecycle/expire_password").json();
    assert_eq!(answer["status"], "PASSWORD_EXPIRED");
    assert_eq!(answer["statusChanged"], before["statusChanged"]);
    let after = get(&mut stage, &path).json();
    assert_ne!(after["statusChanged"], before["statusChanged"]);
}

#[test]
fn a_temporary_password_must_be_changed_and_the_old_one_is_gone() {
    let mut stage = Stage::new();
    let id = somebody(&mut stage, "ACTIVE");
    let answer = act(
        &mut stage,
        &id,
        "lifecycle/expire_password_with_temp_password",
    );
    let temporary = answer.string("/tempPassword");
    assert_eq!(temporary.len(), 12);
    assert_eq!(stage.sign_in("mary@example.com", PASSWORD).status, 401);
    let signed_in = stage.sign_in("mary@example.com", &temporary);
    assert_eq!(signed_in.string("/status"), "PASSWORD_EXPIRED");
    let path = format!("/api/v1/users/{id}/credentials/change_password");
    let body = json!({"oldPassword": {"value": temporary}, "newPassword": {"value": NEW_PASSWORD}});
    assert_eq!(post(&mut stage, &path, &body).status, 200);
    assert_eq!(stage.status_of("mary@example.com"), Value::from("ACTIVE"));
}
