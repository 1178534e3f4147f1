//! The conversation of a service app with the token endpoint.

use jose::{Algorithm, Jwk, Jwt, Parsed, PrivateJwk, PrivateKey, Unsigned, base64url, sha256};
use okta::oauth::{ServiceApp, Stamp, TokenAnswer, scope};
use okta::users::{self, UserId};
use okta::{CredentialError, Defect, Error, Request, Timestamp, authorize};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey,
};
use serde_json::{Value, json};

use crate::{ok, org, response};

/// The key of RFC 7515, appendix A.3.
const KEY: &str = r#"{"kty":"EC","crv":"P-256","kid":"first","use":"sig",
    "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;

/// A public key of RSA: proofs are by another algorithm than assertions.
const OTHER_KEY: &str = r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#;

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_500);

pub(crate) fn app() -> ServiceApp {
    app_for(&[scope::USERS_MANAGE, scope::POLICIES_READ])
}

pub(crate) fn app_for(scopes: &[&str]) -> ServiceApp {
    let key: PrivateJwk = KEY.parse().unwrap();
    ServiceApp::new(org(), "0oa1", key.public().clone(), scopes)
}

fn stamp(jti: &str) -> Stamp<'_> {
    Stamp { now: NOW, jti }
}

fn sign(unsigned: Unsigned) -> Jwt {
    let key: PrivateJwk = KEY.parse().unwrap();
    let PrivateKey::Ec(ec) = key.secret() else {
        panic!("the key is EC");
    };
    let (fixed, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let pair = EcdsaKeyPair::from_private_key_and_public_key(fixed, &ec.d, &point(), &random);
    let input = unsigned.signing_input().as_bytes();
    let signature = pair.unwrap().sign(&random, input).unwrap();
    unsigned.signed_with(signature.as_ref()).unwrap()
}

/// The key's public half, uncompressed.
fn point() -> Vec<u8> {
    let key: PrivateJwk = KEY.parse().unwrap();
    match key.secret() {
        PrivateKey::Ec(ec) => [&[4][..], &ec.x, &ec.y].concat(),
        PrivateKey::Rsa(_) => panic!("the key is EC"),
    }
}

fn claims(jwt: &Jwt) -> Value {
    Value::Object(Parsed::of(jwt.secret()).unwrap().claims)
}

fn proof(app: &ServiceApp, jti: &str) -> Value {
    claims(&sign(app.token_proof(&stamp(jti)).unwrap()))
}

fn token(kind: &str) -> okta::Response {
    let body = format!(r#"{{"token_type":"{kind}","expires_in":3600,"access_token":"secret"}}"#);
    response(200, &[("dpop-nonce", "n2")], &body)
}

fn use_nonce(nonce: &str) -> okta::Response {
    let headers = [("dpop-nonce", nonce)];
    response(400, &headers, r#"{"error":"use_dpop_nonce"}"#)
}

fn got(answer: Result<TokenAnswer, Error>) -> okta::oauth::CachedToken {
    match answer {
        Ok(TokenAnswer::Token(token)) => token,
        other => panic!("{other:?}"),
    }
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[test]
fn an_assertion_says_who_and_for_whom_and_for_how_long() {
    let assertion = sign(app().client_assertion(&stamp("j1")));
    let parsed = Parsed::of(assertion.secret()).unwrap();
    assert_eq!(parsed.algorithm, Some(Algorithm::Es256));
    assert_eq!(parsed.header.kid.as_deref(), Some("first"));
    let expected = json!({
        "iss": "0oa1", "sub": "0oa1", "aud": "https://example.okta.com/oauth2/v1/token",
        "iat": 1_699_999_990, "exp": 1_700_000_290, "jti": "j1",
    });
    assert_eq!(claims(&assertion), expected);
    let verifier = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point());
    let outcome = verifier.verify(parsed.signing_input.as_bytes(), &parsed.signature);
    assert_eq!(outcome, Ok(()));
}

#[test]
fn a_token_is_asked_for_by_a_form() {
    let app = app();
    let assertion = sign(app.client_assertion(&stamp("j1")));
    let request = app.token_request(&assertion, None);
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://example.okta.com/oauth2/v1/token");
    assert_eq!(
        header(&request, "content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "dpop"), None);
    let form = String::from_utf8(request.into_body()).unwrap();
    let expected = format!(
        "grant_type=client_credentials&scope=okta.users.manage%20okta.policies.read\
         &client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
         &client_assertion={}",
        assertion.secret()
    );
    assert_eq!(form, expected);
}

#[test]
fn without_possession_the_token_alone_is_shown() {
    let mut app = app();
    assert_eq!(app.token_proof(&stamp("j1")), None);
    let token = got(app.token_response(&token("Bearer"), NOW));
    let request = users::get_user_request(&org(), &UserId::new("00u1").unwrap());
    assert_eq!(app.proof(&request, &token, &stamp("j2")), None);
    let request = authorize(request, token.credential(None).unwrap()).unwrap();
    assert_eq!(header(&request, "authorization"), Some("Bearer secret"));
    assert!(!format!("{request:?}").contains("secret"));
}

#[test]
fn possession_is_learnt_step_by_step() {
    let mut app = app();
    let missing = r#"{"error":"invalid_dpop_proof","error_description":"The DPoP proof JWT header is missing."}"#;
    let answer = app.token_response(&response(400, &[], missing), NOW);
    assert_eq!(answer, Ok(TokenAnswer::Again));
    let bare = json!({"htm": "POST", "htu": "https://example.okta.com/oauth2/v1/token",
        "iat": 1_699_999_990, "jti": "j1"});
    assert_eq!(proof(&app, "j1"), bare);

    assert_eq!(
        app.token_response(&use_nonce("n1"), NOW),
        Ok(TokenAnswer::Again)
    );
    assert_eq!(proof(&app, "j2")["nonce"], "n1");
    let token = got(app.token_response(&token("DPoP"), NOW));
    assert_eq!(
        proof(&app, "j3")["nonce"],
        "n2",
        "the next request begins with the new nonce"
    );

    let url = "https://example.okta.com/api/v1/users/00u1/sessions";
    let user = UserId::new("00u1").unwrap();
    let (tokens, devices) = (users::OauthTokens::Revoke, users::ForgetDevices::Yes);
    let request = users::revoke_user_sessions_request(&org(), &user, tokens, devices);
    let proof = sign(app.proof(&request, &token, &stamp("j4")).unwrap());
    let ath = base64url(&sha256(b"secret"));
    let bound = json!({"htm": "DELETE", "htu": url, "iat": 1_699_999_990, "jti": "j4", "ath": ath});
    assert_eq!(claims(&proof), bound);
    let request = authorize(request, token.credential(Some(&proof)).unwrap()).unwrap();
    assert_eq!(header(&request, "authorization"), Some("DPoP secret"));
    assert_eq!(header(&request, "dpop"), Some(proof.secret()));
}

#[test]
fn a_proof_shows_the_public_key_and_nothing_else_of_it() {
    let app = app().with_dpop();
    let proof = sign(app.token_proof(&stamp("j1")).unwrap());
    let (header, _) = proof.secret().split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&jose::from_base64url(header).unwrap()).unwrap();
    let public = json!({"kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    assert_eq!(
        header,
        json!({"alg": "ES256", "typ": "dpop+jwt", "jwk": public})
    );
}

#[test]
fn a_proof_can_be_by_a_key_that_the_org_does_not_know() {
    let own: Jwk = serde_json::from_str(OTHER_KEY).unwrap();
    let app = app().proving_with(own.clone());
    let proofs = app.clone().with_dpop().token_proof(&stamp("j1")).unwrap();
    let parsed = format!("{}.", proofs.signing_input());
    assert_eq!(Parsed::of(&parsed).unwrap().header.jwk, Some(own));
    let assertion = format!("{}.", app.client_assertion(&stamp("j2")).signing_input());
    let named = Parsed::of(&assertion).unwrap().header.kid;
    assert_eq!(named.as_deref(), Some("first"), "who the app is stays");
}

#[test]
fn a_nonce_that_did_not_help_is_an_error() {
    let mut app = app().with_dpop();
    assert_eq!(
        app.token_response(&use_nonce("n1"), NOW),
        Ok(TokenAnswer::Again)
    );
    assert!(app.token_response(&use_nonce("n1"), NOW).is_err());
}

#[test]
fn a_server_that_always_wants_another_nonce_is_given_up() {
    let mut app = app().with_dpop();
    let answers: Vec<_> = (0..4)
        .map(|n| app.token_response(&use_nonce(&n.to_string()), NOW).is_ok())
        .collect();
    assert_eq!(answers, [true, true, true, false]);
}

#[test]
fn other_refusals_are_no_reason_to_try_again() {
    let mut app = app();
    for body in [
        r#"{"error":"invalid_client"}"#,
        r#"{"error":"invalid_dpop_proof"}"#,
        "<html>",
    ] {
        assert!(
            app.token_response(&response(400, &[], body), NOW).is_err(),
            "{body}"
        );
    }
    assert!(app.token_response(&ok("{}"), NOW).is_err());
    assert_eq!(app.token_proof(&stamp("j1")), None);
}

#[test]
fn the_type_of_a_token_and_a_proof_go_together() {
    let mut plain = app();
    let bearer = got(plain.token_response(&token("Bearer"), NOW));
    let mut proving = app().with_dpop();
    let proof = sign(proving.token_proof(&stamp("j1")).unwrap());
    let bound = got(proving.token_response(&token("DPoP"), NOW));
    assert_eq!(
        bearer.credential(Some(&proof)).unwrap_err(),
        CredentialError::ProofUnwanted
    );
    assert_eq!(
        bound.credential(None).unwrap_err(),
        CredentialError::ProofMissing
    );
}

#[test]
fn a_token_of_another_type_than_was_asked_for_is_refused() {
    let why = |mut app: ServiceApp, kind| match app.token_response(&token(kind), NOW) {
        Err(Error::Unreadable(why)) => why.why,
        other => panic!("{kind}: {other:?}"),
    };
    let wrong = Defect::WrongTokenType;
    assert_eq!(why(app().with_dpop(), "Bearer"), wrong, "no proof at all");
    assert_eq!(why(app(), "DPoP"), wrong, "bound to a key that is not ours");
    for kind in ["N_A", "mac", ""] {
        assert_eq!(why(app(), kind), wrong, "{kind}");
        assert_eq!(why(app().with_dpop(), kind), wrong, "{kind}");
    }
}

#[test]
fn a_token_says_what_it_is_good_for() {
    let answer = |scope: &str| {
        let body = format!(r#"{{"token_type":"Bearer","access_token":"at"{scope}}}"#);
        got(app().token_response(&ok(&body), NOW))
    };
    let less = answer(r#","scope":"okta.policies.read okta.users.manage.more""#);
    assert!(less.grants(scope::POLICIES_READ));
    assert!(!less.grants(scope::USERS_MANAGE));
    let unsaid = answer("");
    assert!(unsaid.grants(scope::POLICIES_READ) && unsaid.grants(scope::USERS_MANAGE));
    assert!(!unsaid.grants(scope::USERS_READ));
}
