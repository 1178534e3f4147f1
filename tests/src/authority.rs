//! The credential for the management API, against the emulated org: whole conversations, with
//! signatures that are verified.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use okta::oauth::ServiceApp;
use okta::policies::{list_policies_request, list_policies_response};
use okta::users::{UserId, get_user_request, get_user_response};
use okta::{ApiToken, Timestamp};
use okta_emulator::seed::API_TOKEN;
use okta_emulator::{Delivery, Org, Seed};
use recovery::{
    Authority, Errand, Freshness, HttpClient, Keys, Moment, NetworkError, NotAuthorized, Operation,
    Refusal, SCOPES, ServiceAccess, Standing, refusal, standing, with_api_token,
};
use serde_json::{Value, json};

use crate::signer::{EC, RSA, RingKey};
use crate::world::run;

/// A check and its name.
pub type Check = (&'static str, fn());

/// Every check.
pub const CHECKS: &[Check] = &[
    (
        "a_token_is_taken_once_and_used_until_shortly_before_its_end",
        reuse,
    ),
    (
        "either_key_with_and_without_proofs_reads_a_user",
        every_kind,
    ),
    ("the_nonce_is_asked_for_once", nonce),
    ("a_token_that_okta_refuses_is_replaced", replaced),
    ("a_key_that_the_org_does_not_know_is_refused", wrong_key),
    ("okta_is_given_the_time_that_it_asks_for", faults),
    ("a_credential_is_checked_without_reading_anybody", checked),
    ("policies_are_an_option_that_no_token_is_lost_for", less),
];

const ORIGIN: &str = "http://127.0.0.1:8788";
const TOKEN: &str = "/oauth2/v1/token";
const CLIENT_ID: &str = "0oarekeytests0000000";

/// The org behind a network without wires, and its clock.
struct Stage {
    org: RefCell<Org>,
    now: Cell<i64>,
    draws: Cell<u64>,
}

impl Stage {
    fn new() -> Self {
        let now = 1_750_000_000_000;
        let start = okta_emulator::Moment {
            now: Timestamp::from_millis(now),
            entropy: [1; 32],
        };
        Self {
            org: RefCell::new(Org::seeded(Seed::default(), start)),
            now: Cell::new(now),
            draws: Cell::new(0),
        }
    }

    /// Registers the app with the public half of a key.
    fn register(&self, key: &str, changes: &Value) {
        let mut app = json!({
            "client_id": CLIENT_ID,
            "scopes": SCOPES,
            "jwks": {"keys": [RingKey::of(key).0.public()]},
        });
        for (name, value) in changes.as_object().into_iter().flatten() {
            app[name] = value.clone();
        }
        assert_eq!(self.post("/_emulator/apps", &app), 201);
    }

    fn post(&self, path: &str, body: &Value) -> u16 {
        let request = http::Request::post(format!("{ORIGIN}{path}"))
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(body.to_string().into_bytes());
        let answer = run(self.send(request.expect("the path is one of ours")));
        answer.expect("nothing here is dropped").status().as_u16()
    }

    fn moment(&self) -> Moment {
        self.draws.set(self.draws.get() + 1);
        let mut entropy = [0x5a; 32];
        entropy[..8].copy_from_slice(&self.draws.get().to_le_bytes());
        Moment {
            now: Timestamp::from_millis(self.now.get()),
            entropy,
        }
    }

    fn pass(&self, seconds: i64) {
        self.now.set(self.now.get() + seconds * 1000);
    }

    /// How often the org was asked for a token.
    fn asked_for_token(&self) -> usize {
        let org = self.org.borrow();
        org.calls().filter(|call| call.path == TOKEN).count()
    }
}

impl HttpClient for Stage {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let Moment { now, entropy } = self.moment();
        let moment = okta_emulator::Moment { now, entropy };
        let answer = self.org.borrow_mut().answer(&request, moment);
        match answer.delivery {
            Delivery::Whole => Ok(answer.response),
            Delivery::Dropped => Err(NetworkError),
        }
    }
}

/// A Worker's memory: one app, and what it has.
struct Robot<'a> {
    stage: &'a Stage,
    keys: Keys<RingKey>,
    access: RefCell<ServiceAccess>,
}

impl<'a> Robot<'a> {
    fn new(stage: &'a Stage, key: &str) -> Self {
        let keys = Keys {
            app: RingKey::of(key),
            // Never the app's own.
            proofs: RingKey::of(if key == EC { RSA } else { EC }),
        };
        let org = ORIGIN.parse().expect("the origin is one");
        let app = ServiceApp::new(org, CLIENT_ID, keys.app.0.public().clone(), &SCOPES);
        let app = app.proving_with(keys.proofs.0.public().clone());
        Self {
            stage,
            keys,
            access: RefCell::new(ServiceAccess::new(app)),
        }
    }

    /// Reads a user; what Okta says to that.
    fn reads(&self, freshness: Freshness) -> Result<u16, NotAuthorized> {
        let org = ORIGIN.parse().expect("the origin is one");
        let ada = UserId::new("ada@example.com").expect("a login can stand in a path");
        let request = run(self.authorize(get_user_request(&org, &ada), freshness))?;
        let response = run(self.stage.send(request)).expect("nothing here is dropped");
        if response.status() == 200 {
            assert!(get_user_response(&response).is_ok());
        }
        Ok(response.status().as_u16())
    }

    fn standing(&self) -> Standing {
        let org = ORIGIN.parse().expect("the origin is one");
        run(standing(self.stage, self, &org)).0
    }
}

impl Authority for Robot<'_> {
    async fn authorize(
        &self,
        request: okta::Request,
        freshness: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        let mut access = self.access.borrow().clone();
        let errand = Errand::new(&self.keys, self.stage, self.stage.moment());
        if freshness == Freshness::New || !access.has_token(self.stage.moment().now) {
            let taken = access.take_token(&errand).await;
            self.access.replace(access.clone());
            taken.map_err(|failure| failure.why)?;
        }
        access.authorize(request, &errand).await
    }
}

fn reuse() {
    for dpop in ["off", "on"] {
        let stage = Stage::new();
        stage.register(EC, &json!({ "dpop": dpop }));
        let robot = Robot::new(&stage, EC);
        assert_eq!(robot.reads(Freshness::Any), Ok(200));
        let first = stage.asked_for_token();
        stage.pass(3539);
        assert_eq!(robot.reads(Freshness::Any), Ok(200));
        assert_eq!(stage.asked_for_token(), first, "{dpop}");
        stage.pass(1);
        assert_eq!(robot.reads(Freshness::Any), Ok(200));
        assert_eq!(stage.asked_for_token(), first + 1, "{dpop}");
    }
}

fn every_kind() {
    for key in [RSA, EC] {
        for dpop in ["off", "on"] {
            let stage = Stage::new();
            stage.register(key, &json!({ "dpop": dpop }));
            let robot = Robot::new(&stage, key);
            assert_eq!(robot.reads(Freshness::Any), Ok(200), "{dpop}");
            assert_eq!(robot.standing(), Standing::Good, "{dpop}");
        }
    }
}

fn nonce() {
    let stage = Stage::new();
    stage.register(RSA, &json!({"dpop": "on"}));
    let robot = Robot::new(&stage, RSA);
    assert_eq!(robot.reads(Freshness::Any), Ok(200));
    assert_eq!(
        stage.asked_for_token(),
        3,
        "without proof, without nonce, with nonce"
    );
    assert_eq!(robot.reads(Freshness::New), Ok(200));
    assert_eq!(stage.asked_for_token(), 4, "the nonce is known by now");
}

fn replaced() {
    let stage = Stage::new();
    stage.register(RSA, &Value::Null);
    let robot = Robot::new(&stage, RSA);
    assert_eq!(robot.reads(Freshness::Any), Ok(200));
    // The org forgets its tokens, and wants proofs from now on.
    stage.post("/_emulator/reset", &Value::Null);
    stage.register(RSA, &json!({"dpop": "on"}));
    assert_eq!(robot.reads(Freshness::Any), Ok(401));
    assert_eq!(robot.standing(), Standing::Good);
    assert_eq!(robot.reads(Freshness::Any), Ok(200));
    assert_eq!(stage.asked_for_token(), 3);
}

/// Whoever granted what users take, and not what policies take, is not worse off for it.
fn less() {
    for (granted, status) in [(&SCOPES[..2], 403), (&SCOPES[..], 200)] {
        let stage = Stage::new();
        stage.register(EC, &json!({ "scopes": granted }));
        let robot = Robot::new(&stage, EC);
        assert_eq!(robot.reads(Freshness::Any), Ok(200), "{granted:?}");
        assert_eq!(robot.standing(), Standing::Good, "{granted:?}");
        let org = ORIGIN.parse().expect("the origin is one");
        let request = run(robot.authorize(list_policies_request(&org), Freshness::Any));
        let answer = run(stage.send(request.expect("there is a token")));
        let answer = answer.expect("nothing here is dropped");
        assert_eq!(answer.status(), status, "{granted:?}");
        let read = list_policies_response(&org, &answer);
        let refused = read
            .err()
            .map(|error| refusal(Operation::ListPolicies, &error));
        let expected = (status == 403).then_some(Refusal::NotAllowed);
        assert_eq!(refused, expected, "{granted:?}");
        assert_eq!(stage.asked_for_token(), 1, "{granted:?}");
    }
}

fn wrong_key() {
    let stage = Stage::new();
    stage.register(EC, &Value::Null);
    let robot = Robot::new(&stage, RSA);
    assert_eq!(robot.reads(Freshness::Any), Err(NotAuthorized::Refused));
    assert_eq!(robot.standing(), Standing::Refused);
}

fn faults() {
    let later = |wait| Err(NotAuthorized::Unavailable { wait });
    let wait = Some(Duration::from_secs(20));
    for (fault, refusal) in [
        (json!({"rate_limit": {"reset_in_seconds": 20}}), later(wait)),
        (json!({"status": 503}), later(None)),
        (json!({"garbage": "html"}), later(None)),
        (json!({"garbage": "empty", "when": "after"}), later(None)),
        (json!({"drop": true}), later(None)),
    ] {
        let stage = Stage::new();
        stage.register(EC, &Value::Null);
        let mut once = fault.clone();
        once["path"] = json!(TOKEN);
        once["count"] = json!(1);
        assert_eq!(stage.post("/_emulator/faults", &once), 201, "{fault}");
        let robot = Robot::new(&stage, EC);
        assert_eq!(robot.reads(Freshness::Any), refusal, "{fault}");
        assert_eq!(robot.reads(Freshness::Any), Ok(200), "{fault}");
    }
}

/// An API token, good or not.
struct Administrator<'a>(&'a str);

impl Authority for Administrator<'_> {
    async fn authorize(
        &self,
        request: okta::Request,
        token: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        let known: ApiToken = self.0.parse().map_err(|_| NotAuthorized::Refused)?;
        with_api_token(request, (&known, None), token).map_err(|failure| failure.why)
    }
}

fn checked() {
    let org = ORIGIN.parse().expect("the origin is one");
    let stage = Stage::new();
    let ask = |authority: &Administrator<'_>| run(standing(&stage, authority, &org)).0;
    assert_eq!(ask(&Administrator(API_TOKEN)), Standing::Good);
    assert_eq!(ask(&Administrator("00revoked")), Standing::Refused);
    stage.register(EC, &json!({"role": "off"}));
    let without_role = Robot::new(&stage, EC);
    assert_eq!(without_role.standing(), Standing::Refused);
    let (verdict, notice) = run(standing(&stage, &without_role, &org));
    assert_eq!(verdict, Standing::Refused);
    let place = notice.and_then(|notice| notice.look_at).unwrap_or_default();
    assert!(place.contains("admin role"), "{place}");
    stage.register(EC, &json!({"scopes": ["okta.users.read"]}));
    assert_eq!(Robot::new(&stage, EC).standing(), Standing::Refused);
    let org = stage.org.borrow();
    assert!(!org.calls().any(|call| call.path.contains('@')));
}
