//! What comes of the token endpoint's answers, one by one. Whole conversations, with signatures
//! that somebody verifies, are in `tests/src/authority.rs`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jose::{Jwk, Parsed};
use okta::Timestamp;

use super::*;

/// The key of RFC 7515, appendix A.3, its public half.
const KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

const BEARER: &str = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"at"}"#;
const DPOP: &str = r#"{"token_type":"DPoP","expires_in":3600,"access_token":"at"}"#;
const NO_PROOF: &str =
    r#"{"error":"invalid_dpop_proof","error_description":"The DPoP proof JWT header is missing."}"#;

/// Signs with anything, or not at all.
#[derive(Clone, Copy)]
enum Stub {
    Signs,
    CannotSign,
}

impl Signer for Stub {
    async fn sign(&self, unsigned: Unsigned) -> Result<Jwt, NotSigned> {
        match self {
            Self::Signs => unsigned.signed_with(&[1; 64]).map_err(|_| NotSigned),
            Self::CannotSign => Err(NotSigned),
        }
    }
}

/// Answers laid out; none is left when nobody is there.
struct Network {
    answers: RefCell<VecDeque<Response>>,
    asked: RefCell<Vec<Request>>,
}

impl HttpClient for Network {
    async fn send(&self, request: Request) -> Result<Response, NetworkError> {
        self.asked.borrow_mut().push(request);
        self.answers.borrow_mut().pop_front().ok_or(NetworkError)
    }
}

impl Network {
    fn new(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| answer(*status, body));
        Self {
            answers: RefCell::new(answers.collect()),
            asked: RefCell::default(),
        }
    }

    fn take(&self, access: &mut ServiceAccess, signer: Stub) -> Result<Notice, Failure> {
        let keys = Keys {
            app: signer,
            proofs: signer,
        };
        run(access.take_token(&Errand::new(&keys, self, moment())))
    }

    /// The names of all statements that were sent, assertions and proofs.
    fn statements(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let assertions = asked.iter().map(|request| {
            let form = String::from_utf8_lossy(request.body()).into_owned();
            let (_, assertion) = form.rsplit_once('=').unwrap();
            assertion.to_owned()
        });
        let proofs = asked.iter().filter_map(|request| {
            let proof = request.headers().get("dpop")?;
            Some(proof.to_str().unwrap().to_owned())
        });
        let name = |jwt: String| Parsed::of(&jwt).unwrap().claims["jti"].to_string();
        assertions.chain(proofs).map(name).collect()
    }
}

fn answer(status: u16, body: &str) -> Response {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = status.try_into().unwrap();
    response
        .headers_mut()
        .insert("x-okta-request-id", "req1".parse().unwrap());
    response
}

fn moment() -> Moment {
    Moment {
        now: Timestamp::from_millis(1_750_000_000_000),
        entropy: [7; 32],
    }
}

fn access() -> ServiceAccess {
    let key: Jwk = serde_json::from_str(KEY).unwrap();
    let org = "https://example.okta.com".parse().unwrap();
    ServiceAccess::new(ServiceApp::new(org, "0oa1", key, &SCOPES))
}

fn failure(status: u16, body: &str) -> Failure {
    let network = Network::new(&[(status, body)]);
    let mut access = access();
    let failure = network.take(&mut access, Stub::Signs).unwrap_err();
    assert!(!access.has_token(moment().now));
    failure
}

fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

const LATER: NotAuthorized = NotAuthorized::Unavailable { wait: None };

#[test]
fn a_refusal_names_oauths_word_and_where_to_look() {
    for (status, word, place) in [
        (401, "invalid_client", "OKTA_CLIENT_ID and OKTA_PRIVATE_KEY"),
        (400, "invalid_scope", "the app's Okta API scopes"),
        (400, "consent_required", "the app's Okta API scopes"),
        (403, "access_denied", "the app's network zones"),
        (400, "unauthorized_client", "OKTA_CLIENT_ID"),
        (400, "invalid_dpop_proof", "the app's DPoP setting"),
        (400, "brand_new", "OKTA_CLIENT_ID"),
    ] {
        let body = format!(r#"{{"error":"{word}","error_description":"Some words."}}"#);
        let failure = failure(status, &body);
        assert_eq!(failure.why, NotAuthorized::Refused, "{word}");
        let Notice { report, look_at } = failure.notice;
        assert_eq!(
            (report.operation, report.outcome, report.status),
            ("token", "refused", Some(status)),
            "{word}"
        );
        assert_eq!(report.code.as_deref(), Some(word));
        assert_eq!(report.okta_request_id.as_deref(), Some("req1"));
        assert!(look_at.unwrap().starts_with(place), "{word}: {look_at:?}");
    }
}

#[test]
fn a_word_that_is_none_stays_out_of_the_log() {
    let failure = failure(
        401,
        r#"{"error":"ada@example.com","error_description":"ada"}"#,
    );
    assert_eq!(failure.why, NotAuthorized::Refused);
    let line = serde_json::to_string(&failure.notice).unwrap();
    assert!(!line.contains("ada"), "{line}");
}

#[test]
fn an_address_without_an_org_is_the_operators_to_mend() {
    let failure = failure(404, r#"{"status":404,"message":"Not found"}"#);
    assert_eq!(failure.why, NotAuthorized::Refused);
    assert!(failure.notice.look_at.unwrap().starts_with("OKTA_ORG_URL"));
}

#[test]
fn what_passes_by_itself_is_waited_out() {
    for (status, body) in [
        (500, r#"{"errorCode":"E0000009"}"#),
        (503, r#"{"error":"temporarily_unavailable"}"#),
        (500, r#"{"error":"server_error"}"#),
        (403, "<html>"),
        (200, r#"{"token_type":"Bearer","#),
        (200, "{}"),
        (200, ""),
        (200, DPOP),
    ] {
        let failure = failure(status, body);
        assert_eq!(failure.why, LATER, "{status} {body}");
        assert_eq!(failure.notice.look_at, None, "{status} {body}");
    }
    let silence = Network::new(&[]);
    let failure = silence.take(&mut access(), Stub::Signs).unwrap_err();
    assert_eq!(failure, Failure::unreachable());
}

#[test]
fn a_rate_limit_says_how_long() {
    let mut limited = answer(429, r#"{"errorCode":"E0000047"}"#);
    for (name, value) in [
        ("x-rate-limit-reset", "1750000030"),
        ("date", "Sun, 15 Jun 2025 15:06:40 GMT"),
    ] {
        limited.headers_mut().insert(name, value.parse().unwrap());
    }
    let network = Network::new(&[]);
    network.answers.borrow_mut().push_back(limited);
    let failure = network.take(&mut access(), Stub::Signs).unwrap_err();
    let wait = Some(Duration::from_secs(30));
    assert_eq!(failure.why, NotAuthorized::Unavailable { wait });
    assert_eq!(failure.notice.report.code.as_deref(), Some("E0000047"));
}

#[test]
fn a_key_that_cannot_sign_is_named_and_nobody_asked() {
    let network = Network::new(&[(200, BEARER)]);
    let failure = network.take(&mut access(), Stub::CannotSign).unwrap_err();
    assert_eq!(failure.why, NotAuthorized::Refused);
    let place = failure.notice.look_at.unwrap();
    assert!(place.starts_with("OKTA_PRIVATE_KEY"), "{place}");
    assert!(network.asked.borrow().is_empty());
}

#[test]
fn a_token_without_the_scope_is_not_kept() {
    let body = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"at","scope":"okta.users.read"}"#;
    let failure = failure(200, body);
    assert_eq!(failure.why, NotAuthorized::Refused);
    assert_eq!(failure.notice.report.outcome, "scope_missing");
    assert!(
        failure
            .notice
            .look_at
            .unwrap()
            .contains("okta.users.manage")
    );
}

#[test]
fn a_token_that_ends_at_once_is_not_used() {
    let network = Network::new(&[(200, r#"{"token_type":"Bearer","access_token":"at"}"#)]);
    let mut access = access();
    assert!(network.take(&mut access, Stub::Signs).is_ok());
    let keys = Keys {
        app: Stub::Signs,
        proofs: Stub::Signs,
    };
    let errand = Errand::new(&keys, &network, moment());
    let authorized = run(access.authorize(Request::default(), &errand));
    assert_eq!(authorized.unwrap_err(), LATER);
}

#[test]
fn no_two_statements_of_an_errand_have_the_same_name() {
    let nonce = |nonce: &str| {
        let mut asked = answer(400, r#"{"error":"use_dpop_nonce"}"#);
        let nonce = nonce.parse().unwrap();
        asked.headers_mut().insert("dpop-nonce", nonce);
        asked
    };
    let network = Network::new(&[(400, NO_PROOF)]);
    let rest = [nonce("n1"), nonce("n2"), answer(200, DPOP)];
    network.answers.borrow_mut().extend(rest);
    assert!(network.take(&mut access(), Stub::Signs).is_ok());
    let mut names = network.statements();
    assert_eq!(names.len(), 7, "four assertions and three proofs");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 7);
}

#[test]
fn an_org_that_no_longer_wants_proofs_is_learnt_anew() {
    let network = Network::new(&[(400, NO_PROOF), (200, DPOP), (200, BEARER), (200, BEARER)]);
    let mut access = access();
    assert!(network.take(&mut access, Stub::Signs).is_ok());
    let confused = network.take(&mut access, Stub::Signs).unwrap_err();
    assert_eq!(confused.why, LATER);
    assert!(network.take(&mut access, Stub::Signs).is_ok());
    assert!(access.has_token(moment().now));
}

#[test]
fn there_is_no_newer_api_token_than_the_one_that_was_refused() {
    let token = "00secret".parse().unwrap();
    let request = || Request::default();
    let shown = with_api_token(request(), (&token, None), Freshness::Any).unwrap();
    assert_eq!(shown.headers()["authorization"], "SSWS 00secret");
    let failure = with_api_token(request(), (&token, None), Freshness::New).unwrap_err();
    assert_eq!(failure.why, NotAuthorized::Refused);
    let line = serde_json::to_string(&failure.notice).unwrap();
    assert!(line.contains("OKTA_API_TOKEN"), "{line}");
    assert!(!line.contains("00secret"), "{line}");
}
