//! An org with a clock and entropy in the test's hands.

use http::{HeaderMap, Method, Request, Response};
use okta::Timestamp;
use okta_emulator::{Answer, Moment, Org, Seed};
use serde_json::{Value, json};

use crate::openapi;
use crate::recorded::Recording;
use crate::table;

pub(crate) const ORG: &str = "https://org.example";
pub(crate) const START: i64 = 1_900_000_000_000;
/// Where Okta's endpoints are, and not the emulator's tools and pages.
const API: [&str; 6] = [
    "/api/",
    "/oauth2/",
    "/idp/",
    "/.well-known/",
    "/login/token/",
    "/email/verify/",
];
pub(crate) const PASSWORD: &str = "Correct-Horse-7";
pub(crate) const NEW_PASSWORD: &str = "Battery-Staple-8";

/// A response, taken apart.
pub(crate) struct Reply {
    /// `POST /path`.
    pub(crate) asked: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("the body is JSON")
    }

    /// A string of the body, by JSON pointer.
    pub(crate) fn string(&self, pointer: &str) -> String {
        let value = self.json();
        let found = value.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("no {pointer} in {value}"))
            .to_owned()
    }

    /// Compares with a recording of the same endpoint.
    #[track_caller]
    pub(crate) fn is_like(&self, recording: &Recording) {
        recording.is_like(&self.asked, &self.json(), &[]);
    }

    /// Status and error code.
    pub(crate) fn error(&self) -> (u16, String) {
        (self.status, self.string("/errorCode"))
    }

    /// The first cause of an error.
    pub(crate) fn cause(&self) -> String {
        self.string("/errorCauses/0/errorSummary")
    }
}

/// The org, and how many requests it has had.
pub(crate) struct Stage {
    pub(crate) org: Org,
    requests: u64,
    /// Faults are planted to make answers that no document knows.
    has_faults: bool,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(Seed::default())
    }

    /// The usual org, with other switches.
    pub(crate) fn switched(switches: &Value) -> Self {
        let mut stage = Self::new();
        let set = stage.put("/_emulator/switches", switches);
        assert_eq!(set.status, 200, "{switches}: {}", set.text);
        stage
    }

    pub(crate) fn with(seed: Seed) -> Self {
        Self {
            org: Org::seeded(seed, moment(0)),
            requests: 0,
            has_faults: false,
        }
    }

    pub(crate) fn answer(&mut self, request: &Request<Vec<u8>>) -> Answer {
        self.requests += 1;
        let answer = self.org.answer(request, moment(self.requests));
        self.judge(request, &answer.response);
        answer
    }

    /// The answer as `okta` reads it.
    pub(crate) fn respond(&mut self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.requests += 1;
        let response = self.org.respond(request, moment(self.requests));
        self.judge(request, &response);
        response
    }

    pub(crate) fn send(&mut self, request: &Request<Vec<u8>>) -> Reply {
        let (head, body) = self.respond(request).into_parts();
        let text = String::from_utf8(body).expect("all bodies are text");
        Reply {
            asked: asked(request),
            status: head.status.as_u16(),
            headers: head.headers,
            text,
        }
    }

    /// Every endpoint that answers has a row in the README's table, and every answer that a test
    /// sees is held against Okta's OpenAPI document.
    fn judge(&mut self, request: &Request<Vec<u8>>, response: &Response<Vec<u8>>) {
        let path = request.uri().path();
        if path == "/_emulator/faults" {
            self.has_faults = true;
        }
        if self.has_faults {
            return;
        }
        let is_good = response.status().is_success() || response.status().is_redirection();
        if is_good && API.iter().any(|root| path.starts_with(root)) {
            let row = table::row(request.method().as_str(), path);
            assert!(row.is_some(), "{} has no row in the README", asked(request));
        }
        if !openapi::judges(path) {
            return;
        }
        let complaints = openapi::answer_complaints(request.method(), path, response);
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    pub(crate) fn get(&mut self, path: &str) -> Reply {
        self.send(&request(Method::GET, path, Vec::new()))
    }

    pub(crate) fn delete(&mut self, path: &str) -> Reply {
        self.send(&request(Method::DELETE, path, Vec::new()))
    }

    pub(crate) fn put(&mut self, path: &str, body: &Value) -> Reply {
        self.send(&request(Method::PUT, path, body.to_string().into_bytes()))
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.send(&request(Method::POST, path, body.to_string().into_bytes()))
    }

    /// Posts to a path of the Authentication API.
    pub(crate) fn authn(&mut self, path: &str, body: &Value) -> Reply {
        self.post(&format!("/api/v1/authn{path}"), body)
    }

    pub(crate) fn sign_in(&mut self, login: &str, password: &str) -> Reply {
        self.authn("", &json!({ "username": login, "password": password }))
    }

    pub(crate) fn forget(&mut self, login: &str) -> Reply {
        self.authn(
            "/recovery/password",
            &json!({ "username": login, "factorType": "EMAIL" }),
        )
    }

    pub(crate) fn exchange(&mut self, recovery_token: &str) -> Reply {
        self.authn(
            "/recovery/token",
            &json!({ "recoveryToken": recovery_token }),
        )
    }

    pub(crate) fn reset(&mut self, state_token: &str, password: &str) -> Reply {
        let body = json!({ "stateToken": state_token, "newPassword": password });
        self.authn("/credentials/reset_password", &body)
    }

    /// Forgets a password and takes the recovery token out of the mail.
    pub(crate) fn recovery_token(&mut self, login: &str) -> String {
        self.forget(login);
        let mail = self.org.outbox().last().expect("a mail was sent");
        let link = mail.links.first().expect("the mail has a link");
        link.rsplit('/')
            .next()
            .expect("the link has segments")
            .to_owned()
    }

    /// A state token that awaits the new password of somebody without a question.
    pub(crate) fn state_token(&mut self, login: &str) -> String {
        let recovery_token = self.recovery_token(login);
        self.exchange(&recovery_token).string("/stateToken")
    }

    pub(crate) fn status_of(&self, login: &str) -> Value {
        self.org.user(login).expect("the person exists")["status"].clone()
    }
}

/// `POST /path`.
pub(crate) fn asked(request: &Request<Vec<u8>>) -> String {
    format!("{} {}", request.method(), request.uri().path())
}

/// A request as a public application sends it.
pub(crate) fn request(method: Method, path: &str, body: Vec<u8>) -> Request<Vec<u8>> {
    Request::builder()
        .method(method)
        .uri(format!("{ORG}{path}"))
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body)
        .expect("the request is well-formed")
}

fn moment(count: u64) -> Moment {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&count.to_be_bytes());
    Moment {
        now: Timestamp::from_millis(START),
        entropy,
    }
}
