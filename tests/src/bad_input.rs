//! Input that no form of ours sends: refused by name, and Okta never asked.

use std::sync::LazyLock;

use ureq::SendBody;

use crate::call::{Call, FORM, JSON};
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta, agent};

/// A request, its status, and the field that is named.
type Row = (Call<'static>, u16, Option<&'static str>);

const LINK: &str = "/reset_password/VBQ0gwBp5LyJJFdbmWCM";
static LONG: LazyLock<String> = LazyLock::new(|| format!("login={}", "a".repeat(255)));
static HUGE: LazyLock<String> = LazyLock::new(|| format!("login={}", "a".repeat(17 * 1024)));

fn bodies() -> Vec<Row> {
    vec![
        (
            Call::post("/forgot_password", FORM, b"login=ada&purpose=steal"),
            422,
            Some("purpose"),
        ),
        // Not offered here.
        (
            Call::post("/forgot_password", FORM, b"login=ada&purpose=unlock"),
            422,
            Some("purpose"),
        ),
        (
            Call::post("/forgot_password", FORM, b""),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, b"login=%20%20"),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, b"email=ada@example.com"),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, LONG.as_bytes()),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, b"login=a%00b"),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, b"login=a%0d%0ab"),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", FORM, b"login=%ff%fe"),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", JSON, br#"{"login":""}"#),
            422,
            Some("login"),
        ),
        (
            Call::post("/forgot_password", JSON, br#"{"login":["a"]}"#),
            400,
            None,
        ),
        (
            Call::post("/forgot_password", JSON, br#"{"login":"#),
            400,
            None,
        ),
        (Call::post("/forgot_password", JSON, b"\xff"), 400, None),
        // It would be another password: 100.0.
        (Call::post(LINK, JSON, br#"{"password":1e2}"#), 400, None),
        (
            Call::post("/forgot_password", "text/plain", b"login=ada"),
            415,
            None,
        ),
        (Call::post("/forgot_password", "", b"login=ada"), 415, None),
        (
            Call::post("/forgot_password", FORM, HUGE.as_bytes()),
            413,
            None,
        ),
        (Call::post(LINK, FORM, b""), 422, Some("password")),
        (Call::post(LINK, FORM, b"password="), 422, Some("password")),
        (
            Call::post(LINK, FORM, b"password=%ff%fe%fd"),
            422,
            Some("password"),
        ),
        (
            Call::post("/reset_password", FORM, b"password=x"),
            410,
            None,
        ),
        (
            Call::post("/reset_password/%00", FORM, b"password=x"),
            410,
            None,
        ),
    ]
}

fn paths_and_methods() -> Vec<Row> {
    vec![
        (Call::get("/reset_password/..%2f..%2fauthn"), 410, None),
        (Call::get("/reset_password"), 410, None),
        (Call::get("/unlock/..%2f..%2fauthn"), 410, None),
        (Call::get("/unlock/a/b"), 404, None),
        (Call::post("/unlock", FORM, b""), 410, None),
        (Call::get("/reset_passwords"), 404, None),
        (Call::get("/"), 404, None),
        (Call::get("/forgot_password/x"), 404, None),
        (Call::get("/forgot_password").method("DELETE"), 405, None),
        (Call::get("/healthz").method("POST"), 405, None),
        (Call::get("/forgot_password").method("PROPFIND"), 405, None),
    ]
}

/// Sends them all, as a browser and as an API client.
pub fn bad_input(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    for (call, status, field) in bodies().into_iter().chain(paths_and_methods()) {
        let name = format!("{} {} {:?}", call.method, call.path, call.body.get(..20));
        let html = call.send(programs);
        assert_eq!(html.status().as_u16(), status, "{name}");
        let (json_status, problem) = call.json(programs);
        assert_eq!(json_status, status, "{name}");
        assert_eq!(problem["status"], status, "{name}: {problem}");
        assert_eq!(
            problem["errors"][0]["field"].as_str(),
            field,
            "{name}: {problem}"
        );
    }
    assert_eq!((&mut okta as &mut dyn Okta).calls(), Vec::<String>::new());
}

/// A body whose head does not say how long it is comes in chunks, which are counted as they come.
pub fn unknown_length(programs: &Programs) {
    let logins = ["nobody@example.com", &HUGE["login=".len()..]];
    for (login, status) in logins.into_iter().zip([200, 413]) {
        let body = format!("login={login}");
        let mut body = body.as_bytes();
        let request = http::Request::post(format!("{}/forgot_password", programs.worker))
            .header("content-type", FORM)
            .body(SendBody::from_reader(&mut body));
        let request = request.expect("a request of a test");
        let answer = agent().run(request).expect("the Worker answers");
        assert_eq!(answer.status(), status, "{} bytes", login.len());
    }
}
