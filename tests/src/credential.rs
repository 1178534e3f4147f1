//! The credential on workerd, where `WebCrypto` signs: one Worker for each way to be let in.

use okta_emulator::seed::API_TOKEN;
use recovery::SCOPES;
use serde_json::{Value, json};

use crate::call::Call;
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};
use crate::setting::Setting;
use crate::signer::{EC, RSA, RingKey};
use crate::workerd::Workerd;

/// A check and its name.
pub type Check = (&'static str, fn());

/// Every check.
pub const CHECKS: &[Check] = &[
    ("an_rsa_key_is_let_in", rsa),
    ("a_p256_key_is_let_in_where_proofs_are_wanted", proofs),
    ("a_key_that_the_org_does_not_know_is_refused", stranger),
    ("an_api_token_is_looked_at_once_in_ten_seconds", api_token),
    ("an_api_token_is_replaced_while_resets_go_on", replaced),
];

const CLIENT_ID: &str = "0oarekeytests0000000";
const TOKEN: &str = "/oauth2/v1/token";

fn rsa() {
    let stage = Stage::with_key(RSA);
    stage.register(RSA, "off");
    assert_eq!(stage.health(), (200, json!("ok")));
    assert_eq!(stage.asked(TOKEN), 1);
}

fn proofs() {
    let stage = Stage::with_key(EC);
    stage.register(EC, "on");
    assert_eq!(stage.health(), (200, json!("ok")));
    assert_eq!(
        stage.asked(TOKEN),
        3,
        "without proof, without nonce, with nonce"
    );
    let shown = stage.call("/api/v1/users/");
    assert!(shown["headers"]["dpop"].is_string(), "{shown}");
}

fn stranger() {
    let stage = Stage::with_key(RSA);
    stage.register(EC, "off");
    assert_eq!(stage.health(), (503, json!("refused")));
    assert_eq!(stage.asked("/api/v1/users/"), 0);
}

fn api_token() {
    let stage = Stage::new(&[("OKTA_API_TOKEN", API_TOKEN)]);
    for _ in 0..3 {
        assert_eq!(stage.health(), (200, json!("ok")));
    }
    assert_eq!(stage.asked("/api/v1/users/"), 1);
}

/// The old token is revoked while its successor is set beside it, and the other way round: the new one
/// is not good yet. No reset notices.
fn replaced() {
    const OTHER: &str = "00anotherTokenThatTheOrgDoesNotTake";
    for (first, next) in [(OTHER, API_TOKEN), (API_TOKEN, OTHER)] {
        let tokens = [("OKTA_API_TOKEN", first), ("OKTA_API_TOKEN_NEXT", next)];
        let stage = Stage::new(&[&[("DELIVERY", "own")], &tokens[..]].concat());
        let mut person = Workerd::new(&stage.0);
        person.visit("/forgot_password");
        person.ask_for_mail("ada@example.com");
        let mail = person.okta().mail_for("ada@example.com", 1);
        let link = mail["links"][0].as_str().expect("the mail has a link");
        assert_eq!(person.visit(link).page, "new-password", "{first}");
        assert_eq!(person.save("Battery-Staple-8", None).page, "done");
        let okta = person.okta();
        assert!(okta.signs_in("ada@example.com", "Battery-Staple-8"));
        okta.mail_for("ada@example.com", 2);
        let was_refused = stage.refused("/api/v1/users/") > 0;
        assert_eq!(was_refused, first == OTHER, "{first}");
    }
}

/// A Worker and its org.
struct Stage(Programs);

impl Stage {
    fn new(settings: &[(&str, &str)]) -> Self {
        Self(Programs::with("https://app.example.com", settings))
    }

    fn with_key(key: &str) -> Self {
        Self::new(&[("OKTA_CLIENT_ID", CLIENT_ID), ("OKTA_PRIVATE_KEY", key)])
    }

    /// Registers the app with the public half of a key.
    fn register(&self, key: &str, dpop: &str) {
        let app = json!({
            "client_id": CLIENT_ID,
            "scopes": SCOPES,
            "dpop": dpop,
            "jwks": {"keys": [RingKey::of(key).0.public()]},
        });
        let (status, answer) = self.okta().request("POST", "/_emulator/apps", Some(app));
        assert_eq!(status, 201, "{answer}");
    }

    /// The status of the deep look, and what it says of the credential.
    fn health(&self) -> (u16, Value) {
        let (status, mut health) = Call::get("/healthz?deep").json(&self.0);
        assert_eq!(health["okta"], "reachable", "{health}");
        (status, health["credential"].take())
    }

    /// How often the org was asked for paths that begin so.
    fn asked(&self, path: &str) -> usize {
        let calls = (&mut self.okta() as &mut dyn Okta).calls();
        calls.iter().filter(|call| call.starts_with(path)).count()
    }

    /// How many calls of paths that begin so were refused for want of a good credential.
    fn refused(&self, path: &str) -> usize {
        let (_, calls) = self.okta().request("GET", "/_emulator/calls", None);
        let calls = calls.as_array().into_iter().flatten();
        let calls = calls.filter(|it| it["path"].as_str().is_some_and(|p| p.starts_with(path)));
        calls.filter(|it| it["status"] == 401).count()
    }

    /// The last call of a path that begins so, whole.
    fn call(&self, path: &str) -> Value {
        let (_, mut calls) = self.okta().request("GET", "/_emulator/calls", None);
        let calls = calls.as_array_mut().map(std::mem::take).unwrap_or_default();
        let is_it = |call: &Value| call["path"].as_str().is_some_and(|p| p.starts_with(path));
        calls.into_iter().rfind(is_it).unwrap_or_default()
    }

    fn okta(&self) -> RemoteOkta {
        RemoteOkta::at(&self.0.okta)
    }
}
