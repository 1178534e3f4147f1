//! The OAuth ends of a transaction.

use http::Method;
use okta::idx::{self, AuthorizationServer, CodeVerifier, Redemption};
use okta::oauth::{OauthErrorCode, TokenResponse};
use okta::{Error, OrgUrl};
use okta_emulator::{IdxSwitches, Switch};
use serde_json::Value;

use super::{ADA, Browser, CLIENT_ID, REDIRECT_URI, seed};
use crate::stage::{ORG, PASSWORD, Reply, Stage, request};

fn redeem(browser: &mut Browser, verifier: &CodeVerifier) -> Result<TokenResponse, Error> {
    let code = browser
        .state
        .interaction_code()
        .expect("the transaction is complete");
    let redemption = Redemption {
        client_id: CLIENT_ID,
        interaction_code: &code,
        code_verifier: verifier,
        client_secret: None,
    };
    let org: OrgUrl = ORG.parse().expect("the org is an origin");
    let server = "default".parse().map(AuthorizationServer::Custom);
    let server = server.expect("it is an id");
    let request = idx::token_request(&org, &server, &redemption);
    idx::token_response(&browser.stage.answer(&request).response)
}

fn refused(answer: Result<TokenResponse, Error>) -> (OauthErrorCode, String) {
    match answer {
        Err(Error::Oauth(error)) => (error.code, error.description.unwrap_or_default()),
        other => panic!("{other:?}"),
    }
}

fn signed_in() -> (Browser, CodeVerifier) {
    with(|_| {})
}

/// The same in an org with other switches.
fn with(change: fn(&mut IdxSwitches)) -> (Browser, CodeVerifier) {
    let mut seed = seed();
    change(&mut seed.switches.idx);
    let mut browser = Browser::with(seed);
    browser.sign_in(ADA, PASSWORD);
    let verifier = CodeVerifier::new(browser.verifier.secret());
    (browser, verifier)
}

/// What a token says.
fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).expect("a token has three parts");
    let bytes = jose::from_base64url(middle).expect("it is base64url");
    serde_json::from_slice(&bytes).expect("it is JSON")
}

#[test]
fn a_code_is_good_for_tokens_of_the_person_who_signed_in() {
    let (mut browser, verifier) = signed_in();
    let tokens = redeem(&mut browser, &verifier).unwrap();
    assert_eq!(
        (tokens.expires_in, tokens.scope.as_deref()),
        (3600, Some("openid profile"))
    );
    let id_token = claims(tokens.id_token.unwrap().secret());
    assert_eq!(id_token["sub"], browser.stage.org.user(ADA).unwrap()["id"]);
    assert_eq!(id_token["nonce"], "once");
    assert_eq!(id_token["aud"], CLIENT_ID);
    assert_eq!(id_token["iss"], format!("{ORG}/oauth2/default"));
    assert_eq!(claims(tokens.access_token.secret())["sub"], ADA);
}

#[test]
fn a_code_is_good_once() {
    let (mut browser, verifier) = signed_in();
    assert!(redeem(&mut browser, &verifier).is_ok());
    let said = "The interaction code is invalid or has expired.".to_owned();
    let again = refused(redeem(&mut browser, &verifier));
    assert_eq!(again, (OauthErrorCode::InvalidGrant, said));
}

#[test]
fn a_code_is_good_for_a_minute() {
    let (mut browser, verifier) = signed_in();
    browser.stage.org.advance(60);
    let late = refused(redeem(&mut browser, &verifier));
    assert_eq!(late.0, OauthErrorCode::InvalidGrant);
}

#[test]
fn a_code_is_good_for_as_long_as_the_switch_says() {
    let (mut browser, verifier) = with(|idx| idx.interaction_code_seconds = 300);
    browser.stage.org.advance(299);
    assert!(redeem(&mut browser, &verifier).is_ok());
    let (mut browser, verifier) = with(|idx| idx.interaction_code_seconds = 300);
    browser.stage.org.advance(300);
    let late = refused(redeem(&mut browser, &verifier));
    assert_eq!(late.0, OauthErrorCode::InvalidGrant);
}

#[test]
fn the_wrong_verifier_spends_a_code_where_the_switch_says_so() {
    let (mut browser, verifier) = with(|idx| idx.wrong_verifier_spends_code = Switch::On);
    let other = CodeVerifier::from_entropy([8; 32]);
    let said = refused(redeem(&mut browser, &other)).1;
    assert_eq!(said, "PKCE verification failed.");
    let said = refused(redeem(&mut browser, &verifier)).1;
    assert_eq!(said, "The interaction code is invalid or has expired.");
}

#[test]
fn a_code_is_good_for_who_began_only() {
    let (mut browser, verifier) = signed_in();
    let other = CodeVerifier::from_entropy([8; 32]);
    let said = "PKCE verification failed.".to_owned();
    assert_eq!(
        refused(redeem(&mut browser, &other)),
        (OauthErrorCode::InvalidGrant, said)
    );
    assert!(redeem(&mut browser, &verifier).is_ok());
}

type Fields<'a> = [(&'a str, &'a str)];

const WHOLE: [(&str, &str); 6] = [
    ("client_id", CLIENT_ID),
    ("scope", "openid"),
    ("redirect_uri", REDIRECT_URI),
    ("state", "1"),
    (
        "code_challenge",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    ),
    ("code_challenge_method", "S256"),
];

fn interact(fields: &Fields<'_>) -> Reply {
    let form: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let path = "/oauth2/default/v1/interact";
    let mut request = request(Method::POST, path, form.join("&").into_bytes());
    let kind = "application/x-www-form-urlencoded"
        .parse()
        .expect("it is a header");
    request.headers_mut().insert("content-type", kind);
    Stage::with(seed()).send(&request)
}

#[test]
fn what_is_missing_at_the_beginning_is_told() {
    assert_eq!(interact(&WHOLE).status, 200);
    for (missing, _) in WHOLE {
        let rest: Vec<_> = WHOLE
            .iter()
            .copied()
            .filter(|(name, _)| *name != missing)
            .collect();
        let error = if missing == "client_id" {
            "invalid_client"
        } else {
            "invalid_request"
        };
        assert_eq!(interact(&rest).string("/error"), error, "{missing}");
    }
}

#[test]
fn nobody_is_sent_back_to_a_place_that_the_application_does_not_know() {
    let mut elsewhere = WHOLE;
    elsewhere[2].1 = "https://elsewhere.example/";
    assert_eq!(interact(&elsewhere).string("/error"), "invalid_request");
}
