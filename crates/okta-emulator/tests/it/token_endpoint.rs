//! The token endpoint, as a service app meets it.

use jose::{Algorithm, Header, Parsed, Unsigned};
use okta::oauth::{CLIENT_ASSERTION_TYPE, DpopProof, Stamp, dpop_proof, scope};
use serde_json::{Value, json};

use crate::service_app::{CLIENT_ID, EC, RSA, Robot, answered, post_form, sign};
use crate::stage::{ORG, START, Stage};

const TOKEN_URL: &str = "https://org.example/oauth2/v1/token";

#[test]
fn a_key_of_either_kind_gets_a_token_that_is_a_signed_statement() {
    for key in [RSA, EC] {
        let mut stage = Stage::new();
        let mut robot = Robot::registered(&mut stage, key, "off");
        let (token, asked) = robot.token(&mut stage);
        assert_eq!(asked, 1);
        assert!(!token.needs_proof());
        let parsed = Parsed::of(token.token().secret()).expect("the token is a signed statement");
        let typ = Some("application/okta-internal-at+jwt");
        assert_eq!(parsed.header.typ.as_deref(), typ);
        let claims = &parsed.claims;
        assert_eq!(claims["iss"], ORG);
        assert_eq!(claims["aud"], ORG);
        assert_eq!(claims["cid"], CLIENT_ID);
        let scopes = json!(["okta.users.read", "okta.users.manage", "okta.policies.read"]);
        assert_eq!(claims["scp"], scopes);
        let keys = stage.get("/oauth2/v1/keys").json();
        assert_eq!(keys["keys"][0]["kid"], json!(parsed.header.kid));
    }
}

#[test]
fn possession_takes_three_requests_at_first_and_one_later() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, EC, "on");
    let (token, asked) = robot.token(&mut stage);
    assert!(token.needs_proof());
    assert_eq!(asked, 3, "without proof, without nonce, with nonce");
    assert_eq!(robot.token(&mut stage).1, 1, "the nonce is known by now");
}

#[test]
fn a_nonce_is_asked_for_in_the_recorded_words() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, RSA, "on");
    let missing = answered(&mut stage, &robot.token_request());
    let body: Value = serde_json::from_slice(missing.body()).expect("the body is JSON");
    assert_eq!(missing.status(), 400);
    let text = "The DPoP proof JWT header is missing.";
    assert_eq!(
        body,
        json!({"error": "invalid_dpop_proof", "error_description": text})
    );
    robot.app = robot.app.with_dpop();
    let asked = answered(&mut stage, &robot.token_request());
    let body: Value = serde_json::from_slice(asked.body()).expect("the body is JSON");
    let text = "Authorization server requires nonce in DPoP proof.";
    assert_eq!(
        body,
        json!({"error": "use_dpop_nonce", "error_description": text})
    );
    assert!(asked.headers().contains_key("dpop-nonce"));
}

/// Claims of an assertion that is good, to be spoilt.
fn good() -> Value {
    let now = START / 1000;
    json!({"iss": CLIENT_ID, "sub": CLIENT_ID, "aud": TOKEN_URL, "exp": now + 300})
}

fn ask(stage: &mut Stage, robot: &Robot, claims: &Value) -> (u16, Value) {
    ask_with(stage, robot, (&Header::default(), claims))
}

fn ask_with(stage: &mut Stage, robot: &Robot, (header, claims): (&Header, &Value)) -> (u16, Value) {
    let unsigned = Unsigned::new(robot.key.algorithm(), header, claims);
    let assertion = sign(&robot.key, unsigned);
    post_form(stage, &fields(assertion.secret()))
}

fn fields(assertion: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "client_credentials"),
        ("scope", scope::USERS_READ),
        ("client_assertion_type", CLIENT_ASSERTION_TYPE),
        ("client_assertion", assertion),
    ]
}

fn refused(answer: &(u16, Value)) -> (u16, &str, &str) {
    let word = |name: &str| answer.1[name].as_str().unwrap_or_default();
    (answer.0, word("error"), word("error_description"))
}

#[test]
fn an_assertion_is_looked_at_closely() {
    let mut stage = Stage::new();
    let robot = Robot::registered(&mut stage, RSA, "off");
    assert_eq!(ask(&mut stage, &robot, &good()).0, 200);
    let now = START / 1000;
    let spoilt = [
        (
            "iss",
            json!("0oaother"),
            "The issuer claim for client_assertion must be the client_id.",
        ),
        (
            "sub",
            json!("0oaother"),
            "Invalid value for 'client_id' parameter.",
        ),
        (
            "aud",
            json!(ORG),
            "The audience claim for client_assertion must be the endpoint invoked for the request.",
        ),
        ("exp", json!(now), "The client_assertion token is expired."),
        ("exp", Value::Null, "The client_assertion token is expired."),
        (
            "exp",
            json!(now + 7200),
            "The client_assertion token has an expiration too far into the future.",
        ),
    ];
    for (name, value, text) in spoilt {
        let mut claims = good();
        claims[name] = value;
        let answer = ask(&mut stage, &robot, &claims);
        assert_eq!(refused(&answer), (401, "invalid_client", text), "{name}");
    }
    let header = Header {
        kid: Some("other".to_owned()),
        ..Header::default()
    };
    let answer = ask_with(&mut stage, &robot, (&header, &good()));
    let text = "The client_assertion JWT kid is invalid.";
    assert_eq!(refused(&answer), (401, "invalid_client", text));
}

#[test]
fn a_signature_of_another_key_or_of_none_is_invalid() {
    let mut stage = Stage::new();
    Robot::registered(&mut stage, RSA, "off");
    let other = EC.parse().expect("the key is one");
    let by_other = sign(
        &other,
        Unsigned::new(Algorithm::Es256, &Header::default(), &good()),
    );
    let unsigned = Unsigned::new(Algorithm::Rs256, &Header::default(), &good());
    let empty = format!("{}.", unsigned.signing_input());
    for assertion in [by_other.secret(), &empty] {
        let answer = post_form(&mut stage, &fields(assertion));
        let text = "The client_assertion signature is invalid.";
        assert_eq!(refused(&answer), (401, "invalid_client", text));
    }
    let none = "eyJhbGciOiJub25lIn0.e30.";
    let answer = post_form(&mut stage, &fields(none));
    assert_eq!(answer.0, 401);
}

#[test]
fn an_assertion_with_a_name_is_good_once() {
    let mut stage = Stage::new();
    let robot = Robot::registered(&mut stage, EC, "off");
    let mut claims = good();
    claims["jti"] = json!("once");
    assert_eq!(ask(&mut stage, &robot, &claims).0, 200);
    let answer = ask(&mut stage, &robot, &claims);
    let text = "The client_assertion token has already been used.";
    assert_eq!(refused(&answer), (401, "invalid_client", text));
}

/// A field spoilt, and what is said of it.
#[rustfmt::skip]
const SPOILT: &[(&str, &str, (u16, &str, &str))] = &[
    (
        "grant_type",
        "",
        (
            400,
            "invalid_request",
            "The request is missing required parameter 'grant_type'.",
        ),
    ),
    (
        "grant_type",
        "password",
        (
            400,
            "unsupported_grant_type",
            "The grant type in the request isn't supported.",
        ),
    ),
    (
        "grant_type",
        "interaction_code",
        (
            400,
            "unauthorized_client",
            "The client is not authorized to use the provided grant type.",
        ),
    ),
    (
        "scope",
        "",
        (400, "invalid_scope", "No scopes were requested."),
    ),
    (
        "scope",
        "okta.users.read okta.nonsense.read",
        (400, "invalid_scope", UNCONFIGURED),
    ),
    (
        "scope",
        scope::POLICIES_READ,
        (
            400,
            "consent_required",
            "You are not allowed any of the requested scopes.",
        ),
    ),
    (
        "client_assertion_type",
        "jwt",
        (
            400,
            "invalid_request",
            "The client_assertion_type is invalid.",
        ),
    ),
    (
        "client_assertion",
        "a.b",
        (
            401,
            "invalid_client",
            "The client_assertion token is malformed.",
        ),
    ),
    (
        "client_assertion",
        "",
        (401, "invalid_client", "No client credentials found."),
    ),
];

const UNCONFIGURED: &str =
    "One or more scopes are not configured for the authorization server resource.";

#[test]
fn what_is_wrong_with_a_form_is_said_in_oauths_words() {
    let mut stage = Stage::new();
    let mut robot = Robot::with_scopes(&mut stage, (RSA, "off"), &[scope::USERS_READ]);
    let assertion = |robot: &mut Robot| {
        let jti = robot.fresh();
        let now = robot.now;
        robot.sign(robot.app.client_assertion(&Stamp { now, jti: &jti }))
    };
    let service = "Client Credentials requests to the Org Authorization Server must use the \
                   private_key_jwt token_endpoint_auth_method.";
    for (name, value, expected) in SPOILT {
        let assertion = assertion(&mut robot);
        let mut form = fields(assertion.secret());
        for field in &mut form {
            if field.0 == *name {
                field.1 = value;
            }
        }
        assert_eq!(
            refused(&post_form(&mut stage, &form)),
            *expected,
            "{name}={value}"
        );
    }
    let by_name = [
        ("grant_type", "client_credentials"),
        ("client_id", CLIENT_ID),
    ];
    assert_eq!(
        refused(&post_form(&mut stage, &by_name)),
        (401, "invalid_client", service)
    );
    let (first, second) = (assertion(&mut robot), "secret");
    let mut twice = fields(first.secret()).to_vec();
    twice.push(("client_secret", second));
    let answer = post_form(&mut stage, &twice);
    assert_eq!(
        (answer.0, &answer.1["error"]),
        (400, &json!("invalid_request"))
    );
}

#[test]
fn only_what_was_granted_is_given() {
    let mut stage = Stage::new();
    let mut robot = Robot::with_scopes(&mut stage, (EC, "off"), &[scope::USERS_READ]);
    let jti = robot.fresh();
    let stamp = Stamp {
        now: robot.now,
        jti: &jti,
    };
    let assertion = robot.sign(robot.app.client_assertion(&stamp));
    let mut form = fields(assertion.secret());
    form[1].1 = "okta.users.read okta.policies.read";
    let (status, body) = post_form(&mut stage, &form);
    assert_eq!((status, &body["scope"]), (200, &json!("okta.users.read")));
    assert_eq!(
        (&body["token_type"], &body["expires_in"]),
        (&json!("Bearer"), &json!(3600))
    );
}

/// Claims of a proof that is good, to be spoilt.
fn proof(robot: &mut Robot) -> DpopProof {
    let (now, jti) = (robot.now, robot.fresh());
    let request = http::Request::post(TOKEN_URL).body(Vec::new());
    let request = request.expect("the request is well-formed");
    DpopProof::of(&request, &Stamp { now, jti: &jti })
}

#[test]
fn a_proof_is_looked_at_closely() {
    let mut stage = Stage::new();
    let mut robot = Robot::registered(&mut stage, EC, "on");
    let mut refusal = |robot: &mut Robot, claims: &DpopProof| {
        let proof = robot.sign(dpop_proof(robot.key.public(), claims));
        let jti = robot.fresh();
        let stamp = Stamp {
            now: robot.now,
            jti: &jti,
        };
        let assertion = robot.sign(robot.app.client_assertion(&stamp));
        let response = answered(
            &mut stage,
            &robot.app.token_request(&assertion, Some(&proof)),
        );
        let body: Value = serde_json::from_slice(response.body()).expect("the body is JSON");
        body["error"].as_str().unwrap_or_default().to_owned()
    };
    let good = proof(&mut robot);
    assert_eq!(refusal(&mut robot, &good), "use_dpop_nonce");
    assert_eq!(
        refusal(&mut robot, &good),
        "invalid_dpop_proof",
        "seen before"
    );
    let spoil: [fn(&mut DpopProof); 6] = [
        |proof| proof.htm = "GET".to_owned(),
        |proof| proof.htu = format!("{TOKEN_URL}?a=b"),
        |proof| proof.htu = ORG.to_owned(),
        |proof| proof.iat -= 301,
        |proof| proof.iat += 71,
        |proof| proof.jti = String::new(),
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut claims = proof(&mut robot);
        spoil(&mut claims);
        assert_eq!(
            refusal(&mut robot, &claims),
            "invalid_dpop_proof",
            "{number}"
        );
    }
    let mut claims = proof(&mut robot);
    claims.nonce = Some("yesteryear".to_owned());
    assert_eq!(refusal(&mut robot, &claims), "use_dpop_nonce");
}

#[test]
fn an_org_says_what_it_is() {
    let mut stage = Stage::new();
    let organization = stage.get("/.well-known/okta-organization").json();
    assert_eq!(organization["pipeline"], "v1");
    stage.put("/_emulator/switches", &json!({"engine": "identity-engine"}));
    let organization = stage.get("/.well-known/okta-organization").json();
    assert_eq!(organization["pipeline"], "idx");
    for (path, issuer) in [
        ("/.well-known/openid-configuration", ORG.to_owned()),
        (
            "/oauth2/default/.well-known/openid-configuration",
            format!("{ORG}/oauth2/default"),
        ),
        (
            "/oauth2/aus1/.well-known/oauth-authorization-server",
            format!("{ORG}/oauth2/aus1"),
        ),
    ] {
        let metadata = stage.get(path).json();
        assert_eq!(metadata["issuer"], json!(issuer), "{path}");
        let keys = metadata["jwks_uri"]
            .as_str()
            .and_then(|url| url.strip_prefix(ORG));
        assert_eq!(
            stage.get(keys.expect("keys have a URL")).status,
            200,
            "{path}"
        );
    }
    assert_eq!(stage.get("/oauth2/nobody/v1/keys").error().0, 404);
    assert_eq!(
        stage.get("/oauth2/v1/token").error(),
        (405, "E0000022".to_owned())
    );
}
