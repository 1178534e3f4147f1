//! The ends of a transaction: `interact` and `token`.

use okta::idx::{
    self, AuthorizationServer, AuthorizationServerId, ClientSecret, CodeVerifier, Interact,
    InteractionCode, OneTimeToken, Redemption,
};
use okta::oauth::{OauthErrorCode, TokenType};
use okta::{ClientContext, Error, OrgUrl, PathSegmentError, RecoveryToken, Request};

use crate::{OAUTH, recorded};

/// The verifier and challenge of RFC 7636, appendix B.
const ENTROPY: [u8; 32] = [
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77,
    105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
];
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn org() -> OrgUrl {
    "https://example.okta.com".parse().unwrap()
}

fn form(request: &Request) -> Vec<&str> {
    let body = std::str::from_utf8(request.body()).unwrap();
    body.split('&').collect()
}

#[test]
fn a_verifier_and_its_challenge_are_those_of_the_rfc() {
    let verifier = CodeVerifier::from_entropy(ENTROPY);
    assert_eq!(verifier.secret(), VERIFIER);
    assert_eq!(verifier.challenge(), CHALLENGE);
}

#[test]
fn a_transaction_begins_with_a_form() {
    let (verifier, token) = (CodeVerifier::new(VERIFIER), RecoveryToken::new("VBQ0"));
    let interact = Interact {
        client_id: "0oa1",
        scope: "openid profile",
        redirect_uri: "https://app.example/callback",
        state: "of the art",
        code_verifier: &verifier,
        nonce: Some("once"),
        client_secret: None,
        token: Some(OneTimeToken::Recovery(&token)),
    };
    let server = AuthorizationServer::Custom("default".parse().unwrap());
    let context = ClientContext {
        user_agent: Some("a browser".to_owned()),
        ..ClientContext::default()
    };
    let request = idx::interact_request(&org(), &context, &server, &interact);
    assert_eq!(
        request.uri(),
        "https://example.okta.com/oauth2/default/v1/interact"
    );
    let headers = request.headers();
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(headers["user-agent"], "a browser");
    let challenge = format!("code_challenge={CHALLENGE}");
    assert_eq!(
        form(&request),
        [
            "client_id=0oa1",
            "scope=openid%20profile",
            "redirect_uri=https%3A%2F%2Fapp.example%2Fcallback",
            "state=of%20the%20art",
            &challenge,
            "code_challenge_method=S256",
            "nonce=once",
            "recovery_token=VBQ0",
        ]
    );
}

#[test]
fn a_server_is_one_segment_of_a_path() {
    let long = "a".repeat(70_000);
    for (id, why) in [
        ("", PathSegmentError::Empty),
        (".", PathSegmentError::Dots),
        ("..", PathSegmentError::Dots),
        ("default/v1/x", PathSegmentError::Slash),
        (long.as_str(), PathSegmentError::TooLong),
    ] {
        assert_eq!(id.parse::<AuthorizationServerId>(), Err(why));
    }
    let odd = AuthorizationServerId::new("a b?").unwrap();
    assert_eq!(AuthorizationServer::Custom(odd).path(), "/oauth2/a%20b%3F");
}

#[test]
fn a_code_is_redeemed_with_the_verifier() {
    let (verifier, code) = (CodeVerifier::new(VERIFIER), InteractionCode::new("oNJq"));
    let secret = ClientSecret::new("hush");
    let redemption = Redemption {
        client_id: "0oa1",
        interaction_code: &code,
        code_verifier: &verifier,
        client_secret: Some(&secret),
    };
    let request = idx::token_request(&org(), &AuthorizationServer::Org, &redemption);
    assert_eq!(request.uri(), "https://example.okta.com/oauth2/v1/token");
    let verifier = format!("code_verifier={VERIFIER}");
    assert_eq!(
        form(&request),
        [
            "grant_type=interaction_code",
            "interaction_code=oNJq",
            "client_id=0oa1",
            &verifier,
            "client_secret=hush",
        ]
    );
}

#[test]
fn the_ends_of_a_transaction_are_read_into_what_they_say() {
    for name in OAUTH {
        match name {
            "siw-oauth2-interact" => assert_eq!(handle(name), "fake_interaction_handle"),
            "siwv3-oauth2-interact-default" => {
                assert_eq!(handle(name), "XW54hgROw9SbFCGdREsFBU5ytY6-imGdwtywkY-eJ14");
            }
            "siw-oauth2-error-recovery-token-invalid" => {
                assert_eq!(refusal(name), "The recovery token is invalid");
            }
            "siw-oauth2-error-activation-token-invalid" => {
                assert_eq!(refusal(name), "The activation token is invalid");
            }
            "siwv3-oauth2-token-default" => tokens(name),
            other => panic!("{other} is not expected"),
        }
    }
}

fn handle(name: &str) -> String {
    let read = idx::interact_response(&recorded(name, 200)).unwrap();
    read.interaction_handle.secret().to_owned()
}

fn refusal(name: &str) -> String {
    let Err(Error::Oauth(error)) = idx::interact_response(&recorded(name, 400)) else {
        panic!("{name} is refused in the words of OAuth");
    };
    assert_eq!(error.code, OauthErrorCode::InvalidRequest);
    error.description.unwrap()
}

fn tokens(name: &str) {
    let tokens = idx::token_response(&recorded(name, 200)).unwrap();
    assert_eq!(tokens.token_type, TokenType::Bearer);
    assert_eq!(tokens.expires_in, 3600);
    assert_eq!(tokens.access_token.secret(), "header.payload.signature");
    assert_eq!(
        tokens.id_token.unwrap().secret(),
        "header.payload.signature"
    );
    assert_eq!(tokens.scope.as_deref(), Some("openid email profile"));
}
