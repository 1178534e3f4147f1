//! What the routes do with input that no form of ours sends.

use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::bad_input::{bad_input, unknown_length};
use crate::call::{Call, FORM, JSON};
use crate::org::Okta;
use crate::passwords;
use crate::programs::{Programs, RemoteOkta};

/// A check and its name.
pub type Check = (&'static str, fn(&Programs));

/// Every check.
pub const CHECKS: &[Check] = &[
    (
        "bad_input_is_refused_by_name_and_okta_never_asked",
        bad_input,
    ),
    (
        "a_body_of_unknown_length_is_read_up_to_the_bound",
        unknown_length,
    ),
    ("a_scanner_may_open_the_link_any_number_of_times", scanners),
    ("json_and_html_say_the_same", two_encodings),
    ("the_one_call_api_sets_a_password", one_call),
    ("known_and_unknown_logins_get_equal_answers", equal_answers),
    ("other_sites_cannot_post", other_sites),
    (
        "a_double_click_without_javascript_sends_one_mail",
        double_click,
    ),
    ("a_form_of_one_link_does_not_act_on_another", two_tabs),
    ("well_known_and_health_answer", well_known),
    (
        "passwords_are_judged_as_we_do",
        passwords::the_worker_judges_as_we_do,
    ),
];

fn scanners(programs: &Programs) {
    let link = mail(programs, "ada@example.com");
    let mut okta = RemoteOkta::at(&programs.okta);
    let path = link
        .strip_prefix(&programs.worker)
        .expect("the link is ours");
    for method in ["GET", "HEAD", "GET", "GET"] {
        let answer = Call::get(path).method(method).send(programs);
        assert_eq!(answer.status(), 303, "{method}");
        assert_eq!(answer.headers()["location"], "/reset_password");
        assert_eq!(answer.headers()["referrer-policy"], "no-referrer");
    }
    let okta: &mut dyn Okta = &mut okta;
    assert!(
        !okta
            .calls()
            .iter()
            .any(|path| path.contains("recovery/token"))
    );
    assert!(okta.signs_in("ada@example.com", "Correct-Horse-7"));
    assert_eq!(
        Call::get(path).json(programs).0,
        200,
        "the link is still good"
    );
}

fn two_encodings(programs: &Programs) {
    let _okta = RemoteOkta::fresh(&programs.okta);
    let (status, page) = Call::get("/forgot_password").json(programs);
    assert_eq!(
        (status, &page["page"]),
        (200, &Value::from("forgot-password"))
    );
    let html = Call::get("/forgot_password").send(programs);
    assert!(html.body().contains(r#"data-page="forgot-password""#));
    let (status, problem) = Call::get("/reset_password/unknown").json(programs);
    assert_eq!(
        (status, &problem["page"]["page"]),
        (410, &Value::from("link-invalid"))
    );
}

fn one_call(programs: &Programs) {
    let link = mail(programs, "grace@example.com");
    let path = link
        .strip_prefix(&programs.worker)
        .expect("the link is ours");
    let (status, page) = Call::get(path).json(programs);
    assert_eq!((status, &page["page"]), (200, &Value::from("new-password")));
    assert!(page["question"].is_string(), "{page}");

    let body = br#"{"password":"Battery-Staple-8","answer":"okra"}"#;
    for _ in 0..2 {
        let (status, page) = Call::post(path, JSON, body).json(programs);
        assert_eq!(
            (status, &page["page"]),
            (200, &Value::from("done")),
            "{page}"
        );
    }
    let other = br#"{"password":"Battery-Staple-9","answer":"okra"}"#;
    let (status, problem) = Call::post(path, JSON, other).json(programs);
    assert_eq!(
        (status, &problem["page"]["page"]),
        (410, &Value::from("link-used"))
    );

    let mut okta = RemoteOkta::at(&programs.okta);
    let okta: &mut dyn Okta = &mut okta;
    assert!(okta.signs_in("grace@example.com", "Battery-Staple-8"));
    assert!(!okta.signs_in("grace@example.com", "Battery-Staple-9"));
}

fn equal_answers(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let shape = |login: &str| {
        let body = format!("login={login}");
        let answer = Call::post("/forgot_password", FORM, body.as_bytes()).send(programs);
        let cookie = answer.headers()["set-cookie"]
            .to_str()
            .unwrap_or_default()
            .to_owned();
        let names: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
        let id = answer.headers()["x-request-id"]
            .to_str()
            .unwrap_or_default()
            .to_owned();
        let text = answer.body().replace(login, "LOGIN").replace(&id, "ID");
        (answer.status(), names, cookie.len(), text)
    };
    let nobody = shape("nobody@example.com");
    for login in [
        "ada",
        "locked",
        "suspended",
        "staged",
        "social",
        "deprovisioned",
    ] {
        assert_eq!(shape(&format!("{login}@example.com")), nobody, "{login}");
    }
    // Their alarms ring later; the next check must not hear them.
    (&mut okta as &mut dyn Okta).wait_until_asked(7);
}

fn double_click(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let form = Call::get("/forgot_password").send(programs);
    let cookie = [("cookie", pair(&form))];
    let submit = Call::post("/forgot_password", FORM, b"login=ada@example.com").with(&cookie);
    assert_eq!(submit.send(programs).status(), 200);
    assert_eq!(submit.send(programs).status(), 200);
    let okta: &mut dyn Okta = &mut okta;
    okta.wait_until_asked(1);
    // A second alarm would have rung by now: this answer took its turn behind it.
    assert_eq!(submit.send(programs).status(), 200);
    sleep(Duration::from_millis(300));
    assert_eq!(okta.asked_for_mail(), 1);
}

fn two_tabs(programs: &Programs) {
    let link = mail(programs, "ada@example.com");
    let path = link
        .strip_prefix(&programs.worker)
        .expect("the link is ours");
    let opened = Call::get(path).send(programs);
    let cookie = [("cookie", pair(&opened))];
    let body = b"username=grace@example.com&password=Battery-Staple-8";
    let answer = Call::post("/reset_password", FORM, body)
        .with(&cookie)
        .send(programs);
    assert!(
        answer.body().contains("ada@example.com"),
        "whose link it is stands there"
    );
    let mut okta = RemoteOkta::at(&programs.okta);
    assert!((&mut okta as &mut dyn Okta).signs_in("ada@example.com", "Correct-Horse-7"));
}

/// The cookie that an answer sets, as a browser sends it back.
fn pair(answer: &http::Response<String>) -> &str {
    let cookie = answer.headers()["set-cookie"].to_str().unwrap_or_default();
    cookie.split(';').next().unwrap_or_default()
}

fn other_sites(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let form = b"login=ada@example.com";
    for headers in [
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ][..],
        &[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
        ],
        &[("origin", "https://evil.example")],
        &[
            ("origin", "https://app.example.com"),
            ("sec-fetch-site", "cross-site"),
        ],
    ] {
        let call = Call::post("/forgot_password", FORM, form).with(headers);
        assert_eq!(call.send(programs).status(), 403, "{headers:?}");
    }
    assert_eq!((&mut okta as &mut dyn Okta).calls(), Vec::<String>::new());

    let embedder = [
        ("origin", "https://app.example.com"),
        ("sec-fetch-site", "cross-site"),
    ];
    let body = br#"{"login":"ada@example.com"}"#;
    let answer = Call::post("/forgot_password", JSON, body)
        .with(&embedder)
        .send(programs);
    assert_eq!(answer.status(), 200);
    assert_eq!(
        answer.headers()["access-control-allow-origin"],
        "https://app.example.com"
    );
    assert!(
        !answer
            .headers()
            .contains_key("access-control-allow-credentials")
    );

    let preflight = Call::get("/forgot_password")
        .method("OPTIONS")
        .with(&embedder);
    let answer = preflight.send(programs);
    assert_eq!(
        answer.headers()["access-control-allow-origin"],
        "https://app.example.com"
    );
    let stranger = [("origin", "https://evil.example")];
    let answer = Call::get("/forgot_password")
        .method("OPTIONS")
        .with(&stranger)
        .send(programs);
    assert!(!answer.headers().contains_key("access-control-allow-origin"));
    (&mut okta as &mut dyn Okta).wait_until_asked(1);
}

fn well_known(programs: &Programs) {
    let _okta = RemoteOkta::fresh(&programs.okta);
    let answer = Call::get("/.well-known/change-password").send(programs);
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], "/forgot_password");
    let other = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";
    assert_eq!(Call::get(other).send(programs).status(), 404);
    assert_eq!(Call::get("/healthz").json(programs).0, 200);
    let (status, health) = Call::get("/healthz?deep").json(programs);
    assert_eq!((status, &health["okta"]), (200, &Value::from("reachable")));
}

/// Resets the org, asks for a mail, and gives back its link.
fn mail(programs: &Programs, login: &str) -> String {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let body = format!("login={login}");
    let answer = Call::post("/forgot_password", FORM, body.as_bytes()).send(programs);
    assert_eq!(answer.status(), 200);
    (&mut okta as &mut dyn Okta).link_for(login, 1)
}
