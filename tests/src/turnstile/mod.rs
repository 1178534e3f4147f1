//! Turnstile: who is let in to ask for a message, on workerd and in Chromium.

mod table;
pub mod waiting;

use std::time::Duration;

use serde_json::{Value, json};

use crate::beat::now;
use crate::call::{Call, FORM, JSON};
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};

use self::table::{TOKENS, token};

/// The settings: who has not solved it is not let in, whatever the reason.
pub const STRICT: &[(&str, &str)] = &[("TURNSTILE", "always"), ("TURNSTILE_DOWN", "refuse")];

const LENIENT: &[(&str, &str)] = &[("TURNSTILE", "always"), ("TURNSTILE_DOWN", "accept")];
const BUSY: &[(&str, &str)] = &[("TURNSTILE", "under-pressure"), ("TURNSTILE_FROM", "3")];

/// A check and its name.
pub type Check = (&'static str, fn(&Programs));

/// What is so with [`STRICT`] settings.
pub const CHECKS: &[Check] = &[
    ("a_good_token_is_taken_and_no_other", tokens),
    ("it_says_nothing_of_accounts", equal),
    ("a_lost_answer_does_not_spend_the_token", retried),
    ("whoever_cannot_be_asked_about_is_not_let_in", down),
    ("only_the_form_may_load_the_widget", headers),
    (
        "without_javascript_people_wait",
        waiting::without_javascript,
    ),
    ("patience_is_of_one_network_and_soon_spent", waiting::budget),
];

const MAIL: &str = "/api/v1/authn/recovery/password";

fn tokens(programs: &Programs) {
    for (name, given, status) in TOKENS {
        let mut okta = RemoteOkta::fresh(&programs.okta);
        let token = given();
        let (answered, page) = ask(programs, "ada@example.com", &token);
        assert_eq!(answered, *status, "{name}: {page}");
        if answered == 422 {
            assert_eq!(page["errors"][0]["code"], "challenge", "{name}: {page}");
            assert_eq!(page["page"]["login"], "ada@example.com", "{name}");
        }
        let okta: &mut dyn Okta = &mut okta;
        if answered == 200 {
            okta.wait_until_asked(1);
            // Once more, it is spent.
            assert_eq!(ask(programs, "ada@example.com", &token).0, 422, "{name}");
            assert_eq!(okta.asked_for_mail(), 1, "{name}");
        } else {
            assert!(!okta.calls().iter().any(|path| path == MAIL), "{name}");
        }
    }
    let asked = asked(&mut RemoteOkta::at(&programs.okta));
    assert_eq!(
        asked,
        Vec::<Value>::new(),
        "too long a token is not handed on"
    );
}

fn retried(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    (&mut okta as &mut dyn Okta).fault(json!({
        "path": "/turnstile/v0/siteverify", "status": 502, "when": "after", "count": 1,
    }));
    let token = token("127.0.0.1", "forgot_password");
    assert_eq!(ask(programs, "ada@example.com", &token).0, 200);
    let asked = asked(&mut okta);
    assert_eq!(asked.len(), 2, "{asked:?}");
    let body = &asked[0]["body"];
    assert_eq!(body["idempotency_key"], asked[1]["body"]["idempotency_key"]);
    let key = body["idempotency_key"].as_str().expect("a key is text");
    let parts: Vec<_> = key.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{key}");
    assert_eq!(body["response"], *token);
    assert_eq!(body["remoteip"], "192.0.2.1");
    (&mut okta as &mut dyn Okta).wait_until_asked(1);
}

fn down(programs: &Programs) {
    for silence in [
        json!({"status": 500}),
        json!({"drop": true}),
        json!({"garbage": "json"}),
        json!({"garbage": "html"}),
        json!({"garbage": "empty"}),
        json!({"delay_ms": 8_000}),
    ] {
        let mut okta = RemoteOkta::fresh(&programs.okta);
        fail(&mut okta, &silence);
        let start = now();
        let good = token("127.0.0.1", "forgot_password");
        let (status, page) = ask(programs, "ada@example.com", &good);
        assert_eq!(status, 422, "{silence}: {page}");
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(5), "{silence}: {taken:?}");
        assert_eq!(asked(&mut okta).len(), 2, "{silence}");
        let calls = (&mut okta as &mut dyn Okta).calls();
        assert!(!calls.iter().any(|path| path == MAIL), "{silence}");
    }
}

/// With other settings: whoever cannot be asked about is let in, but nobody without a token.
pub fn lenient() {
    let programs = Programs::with("https://app.example.com", LENIENT);
    let mut okta = RemoteOkta::fresh(&programs.okta);
    fail(&mut okta, &json!({"status": 500}));
    let good = token("127.0.0.1", "forgot_password");
    assert_eq!(ask(&programs, "ada@example.com", &good).0, 200);
    assert_eq!(ask(&programs, "ada@example.com", "").0, 422);
    assert_eq!(ask(&programs, "ada@example.com", "x").0, 422);
    (&mut okta as &mut dyn Okta).wait_until_asked(1);
}

/// With other settings: people are asked from the fourth request of a minute on.
pub fn under_pressure() {
    let programs = Programs::with("https://app.example.com", BUSY);
    let form = || Call::get("/forgot_password").send(&programs).into_body();
    assert!(!form().contains("cf-turnstile"));
    let asked = (0..6).map(|number| ask(&programs, &format!("p{number}@example.com"), "").0);
    let taken = asked.take_while(|status| *status == 200).count();
    // Two of them may have been of the minute before.
    assert!((3..=5).contains(&taken), "{taken}");
    assert!(form().contains("cf-turnstile"));
    let good = token("127.0.0.1", "forgot_password");
    assert_eq!(ask(&programs, "ada@example.com", &good).0, 200);
}

fn equal(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    for token in [String::new, || token("127.0.0.1", "forgot_password")] {
        let shape = |login: &str| {
            let body = body(login, &token());
            let answer = Call::post("/forgot_password", FORM, body.as_bytes()).send(programs);
            let names: Vec<_> = answer.headers().keys().map(ToString::to_string).collect();
            let id = answer.headers()["x-request-id"]
                .to_str()
                .unwrap_or_default();
            let text = answer.body().replace(login, "LOGIN").replace(id, "ID");
            (answer.status(), names, without_stamp(&text))
        };
        let nobody = shape("nobody@example.com");
        for login in ["ada", "locked", "suspended", "staged", "social"] {
            assert_eq!(shape(&format!("{login}@example.com")), nobody, "{login}");
        }
    }
    (&mut okta as &mut dyn Okta).wait_until_asked(6);
}

fn headers(programs: &Programs) {
    let policy = |path: &str| {
        let answer = Call::get(path).send(programs);
        let policy = answer.headers()["content-security-policy"].to_str();
        (policy.unwrap_or_default().to_owned(), answer.into_body())
    };
    let (form, document) = policy("/forgot_password");
    let okta = &programs.okta;
    let script = format!("script-src 'self' 'wasm-unsafe-eval' {okta};");
    assert!(form.contains(&script), "{form}");
    assert!(form.contains(&format!("frame-src {okta}")), "{form}");
    assert!(form.contains("connect-src 'self';"), "{form}");
    assert!(!form.contains("unsafe-inline"), "{form}");
    let widget = r#"class="cf-turnstile" data-action="forgot_password" data-sitekey="1x0000"#;
    assert!(document.contains(widget), "{document}");
    assert!(document.contains(&format!("{okta}/turnstile/v0/api.js")));
    for path in ["/reset_password", "/reset_password/unknown", "/nowhere"] {
        let (policy, document) = policy(path);
        assert!(
            !policy.contains(okta) && !policy.contains("frame-src"),
            "{policy}"
        );
        assert!(
            policy.contains("require-trusted-types-for 'script'"),
            "{policy}"
        );
        assert!(!document.contains("turnstile"), "{path}");
    }
}

/// A page of a Worker that asks nobody has no trace of it.
pub fn off(programs: &Programs) {
    let answer = Call::get("/forgot_password").send(programs);
    let policy = answer.headers()["content-security-policy"].to_str();
    let policy = policy.unwrap_or_default();
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
        "{policy}"
    );
    assert!(
        policy.contains("require-trusted-types-for 'script'"),
        "{policy}"
    );
    assert!(!policy.contains("frame-src"), "{policy}");
    let document = answer.into_body();
    assert!(
        !document.contains("turnstile") && !document.contains("stamp"),
        "{document}"
    );
}

/// Asks for a message, with a token or with an empty one, as an API client from one network.
fn ask(programs: &Programs, login: &str, token: &str) -> (u16, Value) {
    let body = json!({ "login": login, "cf-turnstile-response": token }).to_string();
    let from = [("cf-connecting-ip", "192.0.2.1")];
    let call = Call::post("/forgot_password", JSON, body.as_bytes());
    call.with(&from).json(programs)
}

fn body(login: &str, token: &str) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("login", login)
        .append_pair("cf-turnstile-response", token)
        .finish()
}

/// What differs in each form.
fn without_stamp(document: &str) -> String {
    let Some((before, after)) = document.split_once(r#"name="stamp" value=""#) else {
        return document.to_owned();
    };
    let (_, after) = after.split_once('"').expect("a value ends");
    format!("{before}{after}")
}

/// Has the next two questions about a token come to nothing.
fn fail(okta: &mut RemoteOkta, how: &Value) {
    let mut fault = how.clone();
    fault["path"] = json!("/turnstile/v0/siteverify");
    fault["count"] = json!(2);
    (okta as &mut dyn Okta).fault(fault);
}

/// The questions about tokens, whole.
fn asked(okta: &mut RemoteOkta) -> Vec<Value> {
    let (_, calls) = okta.request("GET", "/_emulator/calls", None);
    let calls = calls.as_array().cloned().unwrap_or_default().into_iter();
    let of_tokens = |call: &Value| call["path"] == "/turnstile/v0/siteverify";
    calls.filter(of_tokens).collect()
}
