//! One-time tokens that the Users API hands out, at the Authentication API.

use http::Request;
use okta::Timestamp;
use serde_json::{Value, json};

use super::one_time::one_time_token;
use crate::moment::Moment;
use crate::org::Org;
use crate::people::Status;
use crate::seed::Seed;
use crate::switches::Engine;
use crate::tokens::Kind;
use crate::visit::Visit;

const NEW_PASSWORD: &str = "Battery-Staple-8";

/// An org, and how many moments it has had.
struct Stage {
    org: Org,
    moments: u8,
}

impl Stage {
    fn new() -> Self {
        let moment = Moment {
            now: Timestamp::from_millis(1_900_000_000_000),
            entropy: [0; 32],
        };
        Self {
            org: Org::seeded(Seed::default(), moment),
            moments: 0,
        }
    }

    fn moment(&mut self) -> Moment {
        self.moments += 1;
        Moment {
            now: Timestamp::from_millis(1_900_000_000_000),
            entropy: [self.moments; 32],
        }
    }

    /// What the Users API would put at the end of a link.
    fn token(&mut self, login: &str, kind: Kind) -> String {
        let request = Request::new(Vec::new());
        let mut visit = Visit::new(&request, self.moment(), self.org.advanced_seconds);
        let person = self.org.people.by_username(login).unwrap();
        one_time_token(&mut self.org, (person, kind), None, &mut visit).token
    }

    fn post(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::post(format!("https://org.example/api/v1/authn{path}"))
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(body.to_string().into_bytes())
            .unwrap();
        let moment = self.moment();
        let response = self.org.respond(&request, moment);
        let body = serde_json::from_slice(response.body()).unwrap();
        (response.status().as_u16(), body)
    }

    fn exchange(&mut self, token: &str) -> (u16, Value) {
        self.post("/recovery/token", &json!({ "recoveryToken": token }))
    }

    fn reset(&mut self, open: &Value) -> (u16, Value) {
        let body = json!({ "stateToken": open["stateToken"], "newPassword": NEW_PASSWORD });
        self.post("/credentials/reset_password", &body)
    }

    fn sign_in(&mut self, login: &str) -> (u16, Value) {
        let body = json!({ "username": login, "password": NEW_PASSWORD });
        self.post("", &body)
    }

    fn status(&self, login: &str) -> Value {
        self.org.user(login).unwrap()["status"].clone()
    }

    fn set_status(&mut self, login: &str, status: Status) {
        let person = self.org.people.by_username(login).unwrap();
        self.org.people.get_mut(person).status = status;
    }
}

#[test]
fn an_activation_token_leads_to_the_first_password() {
    for path in ["", "/recovery/token"] {
        let mut stage = Stage::new();
        let token = stage.token("provisioned", Kind::Activation);
        let field = if path.is_empty() {
            "token"
        } else {
            "recoveryToken"
        };
        let (status, open) = stage.post(path, &json!({ field: token }));
        assert_eq!((status, &open["status"]), (200, &json!("PASSWORD_RESET")));
        assert_eq!(open["recoveryType"], "ACCOUNT_ACTIVATION");
        assert_eq!(open["_links"]["next"]["name"], "resetPassword");
        assert_eq!(stage.status("provisioned"), "PROVISIONED");
        let (status, done) = stage.reset(&open);
        assert_eq!((status, &done["status"]), (200, &json!("SUCCESS")));
        assert_eq!(stage.status("provisioned"), "ACTIVE");
        assert_eq!(stage.sign_in("provisioned").0, 200);
    }
}

#[test]
fn an_activation_token_that_is_wrong_used_or_old_is_a_failed_sign_in() {
    let mut stage = Stage::new();
    let failed = |(status, body): (u16, Value)| {
        assert_eq!((status, &body["errorCode"]), (401, &json!("E0000004")));
    };
    failed(stage.post("", &json!({ "token": "o7AFoTGE9xjQiHQK6dAa" })));
    let recovery = stage.token("ada", Kind::SelfService);
    failed(stage.post("", &json!({ "token": recovery })));
    let token = stage.token("provisioned", Kind::Activation);
    let (_, open) = stage.post("", &json!({ "token": token }));
    stage.reset(&open);
    failed(stage.post("", &json!({ "token": token })));
    stage.set_status("staged", Status::Provisioned);
    let token = stage.token("staged", Kind::Activation);
    stage.org.advance(10_080 * 60);
    failed(stage.post("", &json!({ "token": token })));
}

#[test]
fn an_activation_token_of_somebody_with_a_password_signs_in() {
    let mut stage = Stage::new();
    let token = stage.token("ada", Kind::Activation);
    let (_, done) = stage.post("", &json!({ "token": token }));
    assert_eq!(done["status"], "SUCCESS");
    assert_eq!(done["sessionToken"].as_str().map(str::len), Some(42));
    let (status, _) = stage.post("", &json!({ "token": token }));
    assert_eq!(status, 401);
}

#[test]
fn a_token_of_an_administrators_reset_brings_back_from_recovery() {
    let mut stage = Stage::new();
    let token = stage.token("recovery", Kind::ResetPassword);
    assert!(token.starts_with("drp"));
    let (_, open) = stage.exchange(&token);
    assert_eq!(open["recoveryType"], "PASSWORD");
    assert_eq!(stage.reset(&open).0, 200);
    assert_eq!(stage.status("recovery"), "ACTIVE");
    assert_eq!(stage.exchange(&token).0, 403);
}

#[test]
fn a_token_of_forgot_password_asks_the_question_first() {
    let mut stage = Stage::new();
    let token = stage.token("grace", Kind::ForgotPassword);
    assert!(token.starts_with("dfp"));
    assert_eq!(stage.exchange(&token).1["status"], "RECOVERY");
    stage.org.policy_mut().recovery.factors.recovery_question = crate::Switch::Off;
    assert_eq!(stage.exchange(&token).1["status"], "PASSWORD_RESET");
}

#[test]
fn an_administrators_link_asks_no_question_on_identity_engine() {
    for (engine, status) in [
        (Engine::Classic, "RECOVERY"),
        (Engine::IdentityEngine, "PASSWORD_RESET"),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().engine = engine;
        let token = stage.token("grace", Kind::ResetPassword);
        assert_eq!(stage.exchange(&token).1["status"], status);
    }
}

#[test]
fn a_token_of_somebody_paused_or_deactivated_meanwhile_is_dead() {
    for kind in [
        Kind::ForgotPassword,
        Kind::ResetPassword,
        Kind::Activation,
        Kind::Trusted,
    ] {
        for status in [Status::Suspended, Status::Deprovisioned, Status::LockedOut] {
            let mut stage = Stage::new();
            let token = stage.token("ada", kind);
            let (_, open) = stage.exchange(&token);
            stage.set_status("ada", status);
            let (refused, error) = stage.exchange(&token);
            assert_eq!((refused, &error["errorCode"]), (403, &json!("E0000105")));
            let (refused, error) = stage.reset(&open);
            assert_eq!((refused, &error["errorCode"]), (403, &json!("E0000038")));
        }
    }
}
