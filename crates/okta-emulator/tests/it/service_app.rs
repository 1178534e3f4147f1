//! A service app of the test's own: registered, with keys that sign.

use http::{Method, Request};
use jose::{Jwt, PrivateJwk, Unsigned};
use okta::oauth::{CachedToken, ServiceApp, Stamp, TokenAnswer, scope};
use okta::{OrgUrl, Response, Timestamp};
use okta_emulator::Signer;
use serde_json::{Value, json};

use crate::stage::{ORG, START, Stage, request};

/// The keys of RFC 7515, appendices A.2 and A.3.
pub(crate) const RSA: &str = include_str!("../../../jose/tests/keys/rfc7515-a2-rsa.json");
pub(crate) const EC: &str = include_str!("../../../jose/tests/keys/rfc7515-a3-ec.json");

pub(crate) const CLIENT_ID: &str = "0oatest0000000000000";

pub(crate) fn org() -> OrgUrl {
    ORG.parse().expect("the test's org has a URL")
}

/// The app, its key, and a count that makes statements unique.
pub(crate) struct Robot {
    pub(crate) app: ServiceApp,
    pub(crate) key: PrivateJwk,
    pub(crate) now: Timestamp,
    statements: u32,
}

impl Robot {
    /// Registers an app with a key, `dpop` on or off, and makes one that asks for the usual scopes.
    pub(crate) fn registered(stage: &mut Stage, key: &str, dpop: &str) -> Self {
        let scopes = [scope::USERS_READ, scope::USERS_MANAGE, scope::POLICIES_READ];
        Self::with_scopes(stage, (key, dpop), &scopes)
    }

    pub(crate) fn with_scopes(
        stage: &mut Stage,
        (key, dpop): (&str, &str),
        scopes: &[&str],
    ) -> Self {
        let key: PrivateJwk = key.parse().expect("the test's key is one");
        let app = json!({
            "client_id": CLIENT_ID,
            "application_type": "service",
            "scopes": scopes,
            "dpop": dpop,
            "jwks": {"keys": [key.public()]},
        });
        assert_eq!(stage.post("/_emulator/apps", &app).status, 201);
        Self {
            app: ServiceApp::new(org(), CLIENT_ID, key.public().clone(), scopes),
            key,
            now: Timestamp::from_millis(START),
            statements: 0,
        }
    }

    pub(crate) fn fresh(&mut self) -> String {
        self.statements += 1;
        format!("statement {}", self.statements)
    }

    pub(crate) fn sign(&self, unsigned: Unsigned) -> Jwt {
        sign(&self.key, unsigned)
    }

    /// One token request, with whatever the app knows by now.
    pub(crate) fn token_request(&mut self) -> Request<Vec<u8>> {
        let (now, jti) = (self.now, self.fresh());
        let assertion = self.sign(self.app.client_assertion(&Stamp { now, jti: &jti }));
        let proof = self.app.token_proof(&Stamp { now, jti: &jti });
        let proof = proof.map(|proof| self.sign(proof));
        self.app.token_request(&assertion, proof.as_ref())
    }

    /// Asks until there is a token, and counts the requests.
    pub(crate) fn token(&mut self, stage: &mut Stage) -> (CachedToken, u32) {
        for asked in 1..9 {
            let response = answered(stage, &self.token_request());
            let answer = self.app.token_response(&response, self.now);
            if let TokenAnswer::Token(token) = answer.expect("the app is registered") {
                return (token, asked);
            }
        }
        panic!("no token after eight requests");
    }

    /// The request with the token, and the proof that it needs.
    pub(crate) fn authorized(
        &mut self,
        request: Request<Vec<u8>>,
        token: &CachedToken,
    ) -> Request<Vec<u8>> {
        let (now, jti) = (self.now, self.fresh());
        let proof = self.app.proof(&request, token, &Stamp { now, jti: &jti });
        let proof = proof.map(|proof| self.sign(proof));
        let credential = token.credential(proof.as_ref());
        okta::authorize(request, credential.expect("the proof is for the token"))
            .expect("the token is visible ASCII")
    }
}

/// Sends a request and keeps the response whole.
pub(crate) fn answered(stage: &mut Stage, request: &Request<Vec<u8>>) -> Response {
    stage.answer(request).response
}

/// Posts a form to the org's token endpoint.
pub(crate) fn post_form(stage: &mut Stage, fields: &[(&str, &str)]) -> (u16, Value) {
    let encoded: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace('+', "%2B").replace(' ', "+")))
        .collect();
    let mut request = request(
        Method::POST,
        "/oauth2/v1/token",
        encoded.join("&").into_bytes(),
    );
    let form = http::HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert("content-type", form);
    let reply = stage.send(&request);
    (reply.status, reply.json())
}

/// Signs as a Worker would.
pub(crate) fn sign(key: &PrivateJwk, unsigned: Unsigned) -> Jwt {
    let signer = Signer::of(key).expect("the published key is consistent");
    signer.sign(unsigned).expect("the key knows the algorithm")
}
