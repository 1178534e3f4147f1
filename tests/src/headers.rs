//! Every header of every answer: all routes, methods, encodings and askers, and the assets; who may
//! post; and where people may be led to.

use std::collections::BTreeMap;

use crate::call::{Call, FORM, JSON};
use crate::edge::Check;
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};

/// Every check.
pub const CHECKS: &[Check] = &[
    ("every_answer_has_its_headers_and_no_others", every_answer),
    ("assets_have_theirs", assets),
    ("no_other_site_posts_anything", other_sites),
];

/// An origin that may embed the elements, and one that may not.
const EMBEDDER: &str = "https://app.example.com";
const STRANGER: &str = "https://evil.example";

/// What every answer of the Worker carries.
pub(crate) const ALWAYS: [(&str, &str); 10] = [
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), \
         payment=(), publickey-credentials-get=(), usb=()",
    ),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age=31536000"),
    ("vary", "Accept, Accept-Language, Cookie, Origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// What an answer to an embedder carries besides.
const SHARED: [(&str, &str); 5] = [
    ("access-control-allow-headers", "accept, content-type"),
    ("access-control-allow-methods", "GET, POST"),
    ("access-control-allow-origin", EMBEDDER),
    ("access-control-expose-headers", "retry-after, x-request-id"),
    ("access-control-max-age", "600"),
];

const FORMS: &str = "GET, HEAD, POST, OPTIONS";
const PAGES: &str = "GET, HEAD, OPTIONS";

/// Headers of the connection, and those that the local runtime sets itself.
const OF_THE_RUNTIME: [&str; 7] = [
    "cf-cache-status",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "transfer-encoding",
];

/// What comes of one method on one path, from a browser that was never here.
#[derive(Clone, Copy)]
struct Row {
    method: &'static str,
    path: &'static str,
    /// The content type and the body.
    sent: (&'static str, &'static str),
    status: u16,
    holds: Holds,
    /// The methods of the route, where they are told.
    allow: Option<&'static str>,
    /// The cookie that is set for people; for an API client it is a field.
    cookie: Option<&'static str>,
    /// Who reads it, if it depends on that.
    only: Option<&'static str>,
    /// Whether it says how long it took: not where a transaction was told.
    timed: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Holds {
    /// A page, or its JSON.
    Page,
    /// JSON for everybody.
    Json,
    /// Text for everybody.
    Text,
    /// Nothing, and the way on.
    Way(&'static str),
    Nothing,
}

/// One row of a route that says no more than its page.
const fn row(method: &'static str, path: &'static str, status: u16) -> Row {
    Row {
        method,
        path,
        sent: ("", ""),
        status,
        holds: Holds::Page,
        allow: None,
        cookie: None,
        only: None,
        timed: true,
    }
}

const fn posting(path: &'static str, sent: (&'static str, &'static str), status: u16) -> Row {
    Row {
        sent,
        ..row("POST", path, status)
    }
}

const fn leading(path: &'static str, status: u16, way: &'static str) -> Row {
    Row {
        holds: Holds::Way(way),
        ..row("GET", path, status)
    }
}

const fn told(row: Row) -> Row {
    Row {
        timed: false,
        ..row
    }
}

const fn with_cookie(cookie: &'static str, row: Row) -> Row {
    Row {
        cookie: Some(cookie),
        ..row
    }
}

const REQUEST: &str = "__Host-rekey-request";
const RESET: &str = "__Host-rekey-reset";
const FORGOT: &str = "/forgot_password";
const RESEND: &str = "/forgot_password/resend";
const CODE: &str = "/forgot_password/code";
const NEW: &str = "/reset_password";
const OKTAS: &str = "/reset_password/VBQ0gwBp5LyJJFdbmWCM";
const OURS: &str =
    "/reset_password/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const GARBAGE: &str = "/reset_password/..%2Fauthn";
const NOT_ME: &str = "/not_me/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const NOTHING_OF_OURS: &str = "/not_me/nothing-of-ours";
const SIGNED_IN: &str = "/signed_in";
const CHANGE: &str = "/.well-known/change-password";
const HEALTH: &str = "/healthz";
const OPENAPI: &str = "/openapi.json";
const TEXTS: &str = "/texts";

/// Each route with its methods; the rest of the methods are [`refused`].
const ROUTES: [(&str, &str); 15] = [
    (FORGOT, FORMS),
    (RESEND, FORMS),
    (CODE, FORMS),
    (NEW, FORMS),
    (OKTAS, FORMS),
    (OURS, FORMS),
    (GARBAGE, FORMS),
    (NOT_ME, FORMS),
    (NOTHING_OF_OURS, FORMS),
    (SIGNED_IN, PAGES),
    (CHANGE, PAGES),
    (HEALTH, PAGES),
    ("/healthz?deep", PAGES),
    (OPENAPI, PAGES),
    (TEXTS, PAGES),
];

/// What is sent to each form, and what comes of it.
fn rows() -> Vec<Row> {
    let mut rows = vec![
        with_cookie(REQUEST, row("GET", FORGOT, 200)),
        posting(FORGOT, (FORM, ""), 422),
        posting(FORGOT, (JSON, "{}"), 422),
        told(with_cookie(
            REQUEST,
            posting(FORGOT, (FORM, "login=nobody@example.com"), 200),
        )),
        leading(RESEND, 303, FORGOT),
        leading(CODE, 303, FORGOT),
        leading(SIGNED_IN, 303, "http://127.0.0.1/sign-in"),
        leading(CHANGE, 302, FORGOT),
    ];
    rows.extend([HEALTH, "/healthz?deep", OPENAPI].map(|path| Row {
        holds: Holds::Json,
        ..row("GET", path, 200)
    }));
    rows.push(Row {
        holds: Holds::Text,
        ..row("GET", TEXTS, 200)
    });
    rows.extend(of_links());
    for path in [
        "/",
        "/nowhere",
        "/assets/rekey-000000000000.js",
        "/reset_password/a/b",
    ] {
        rows.extend(["GET", "POST", "DELETE"].map(|method| row(method, path, 404)));
    }
    rows.extend(
        ROUTES
            .iter()
            .flat_map(|(path, methods)| refused(path, methods)),
    );
    // Whoever looks at the head sees that of the answer.
    let heads: Vec<_> = rows
        .iter()
        .filter(|row| row.method == "GET")
        .copied()
        .collect();
    rows.extend(heads.into_iter().map(|row| Row {
        method: "HEAD",
        ..row
    }));
    rows
}

/// What comes of links that are none, and of forms behind none. A browser gets a link of Okta's out
/// of its address, whatever it is worth; an API client hears at once.
fn of_links() -> Vec<Row> {
    let for_reader = |only, row| Row {
        only: Some(only),
        ..row
    };
    let form = (FORM, "password=Battery-Staple-8");
    let mut rows = vec![
        row("GET", NEW, 410),
        posting(NEW, form, 410),
        row("GET", GARBAGE, 410),
        posting(GARBAGE, form, 410),
        row("GET", NOTHING_OF_OURS, 410),
        posting(NOTHING_OF_OURS, (FORM, ""), 410),
        told(row("GET", NOT_ME, 410)),
        told(posting(NOT_ME, (FORM, ""), 410)),
        Row {
            holds: Holds::Way(FORGOT),
            ..posting(RESEND, (FORM, ""), 303)
        },
        Row {
            holds: Holds::Way(FORGOT),
            ..posting(CODE, (FORM, "code=123456"), 303)
        },
    ];
    for path in [OKTAS, OURS] {
        let opened = with_cookie(RESET, leading(path, 303, NEW));
        // Where the transaction of a link of ours is stands in the link.
        let opened = if path == OURS { opened } else { told(opened) };
        rows.push(for_reader("text/html", opened));
        rows.push(for_reader(JSON, told(row("GET", path, 410))));
        rows.push(told(posting(path, form, 410)));
        rows.push(told(posting(path, (FORM, ""), 422)));
    }
    rows
}

/// What no route takes, and what a browser asks before it asks.
fn refused(path: &'static str, methods: &'static str) -> Vec<Row> {
    let mut rows = vec![Row {
        holds: Holds::Nothing,
        allow: Some(methods),
        ..row("OPTIONS", path, 204)
    }];
    let others = ["POST", "PUT", "PATCH", "DELETE"];
    let others = others.into_iter().filter(|it| !methods.contains(it));
    rows.extend(others.map(|method| Row {
        allow: Some(methods),
        ..row(method, path, 405)
    }));
    if methods.contains("POST") {
        rows.push(posting(path, ("", LONG), 413));
        rows.push(posting(path, ("text/plain", "x"), 415));
        rows.push(posting(path, (JSON, "{"), 400));
    }
    // Where nothing is filled in, nothing is read.
    if [GARBAGE, NOT_ME, NOTHING_OF_OURS].contains(&path) {
        rows.retain(|row| !matches!(row.status, 400 | 415));
    }
    rows
}

/// More than any form needs.
const LONG: &str = "(long)";

fn every_answer(programs: &Programs) {
    let _okta = RemoteOkta::fresh(&programs.okta);
    let mut wrong = Vec::new();
    for row in rows() {
        let readers = ["text/html", JSON].into_iter();
        for accept in readers.filter(|it| row.only.is_none_or(|only| only == *it)) {
            for origin in [None, Some(EMBEDDER), Some(STRANGER)] {
                wrong.extend(differs(programs, row, (accept, origin)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What of an answer is not as it must be, if anything.
fn differs(
    programs: &Programs,
    row: Row,
    (accept, origin): (&str, Option<&str>),
) -> Option<String> {
    let (content_type, body) = row.sent;
    let mut headers = vec![("accept", accept)];
    headers.extend(origin.map(|origin| ("origin", origin)));
    let long = vec![b'x'; 17_000];
    let call = Call {
        method: row.method,
        path: row.path,
        content_type,
        body: match body {
            LONG => &long,
            _ => body.as_bytes(),
        },
        headers: &headers,
    };
    let answer = call.send(programs);
    let told = headers_of(&answer);
    let expected = expected(row, accept, origin);
    let name = format!(
        "{} {} {:?} for {accept} from {origin:?}",
        row.method, row.path, row.sent
    );
    (told != expected).then(|| {
        let odd = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
            let odd = a
                .iter()
                .filter(|(name, value)| b.get(*name) != Some(*value));
            odd.map(|(name, value)| format!("{name}: {value}"))
                .collect()
        };
        let (more, less) = (odd(&told, &expected), odd(&expected, &told));
        format!(
            "{}: has {more:?} instead of {less:?}",
            name.chars().take(150).collect::<String>()
        )
    })
}

/// The headers that an answer must have, and no others.
fn expected(row: Row, accept: &str, origin: Option<&str>) -> BTreeMap<String, String> {
    let posts_from_elsewhere = row.method == "POST" && origin.is_some();
    let is_embedder = origin == Some(EMBEDDER);
    let (content_type, _) = row.sent;
    let is_known = ROUTES.iter().any(|(path, _)| *path == row.path);
    // Judged in this order: the body, the route, the method, and then who posts.
    let is_forbidden = posts_from_elsewhere
        && is_known
        && !matches!(row.status, 405 | 413)
        && !(is_embedder && content_type == JSON);
    let row = if is_forbidden {
        Row {
            status: 403,
            holds: Holds::Page,
            cookie: None,
            timed: true,
            ..row
        }
    } else {
        row
    };
    let mut all: Vec<(&str, String)> = ALWAYS.map(|(name, value)| (name, value.to_owned())).into();
    all.push(("status", row.status.to_string()));
    all.push(("x-request-id", "ID".to_owned()));
    if is_embedder {
        all.extend(SHARED.map(|(name, value)| (name, value.to_owned())));
    }
    if row.timed {
        all.push(("server-timing", "total;dur=N".to_owned()));
    }
    all.extend(row.allow.map(|methods| ("allow", methods.to_owned())));
    if let Some(cookie) = row.cookie {
        let cookie = format!("{cookie}=HANDLE; Path=/; Secure; HttpOnly; SameSite=Lax");
        all.push(("set-cookie", cookie));
    }
    let media_type = match (row.holds, accept) {
        (Holds::Page, "text/html") => Some("text/html; charset=utf-8"),
        (Holds::Page, JSON) if row.status >= 400 => Some("application/problem+json"),
        (Holds::Page | Holds::Json, _) => Some("application/json"),
        (Holds::Text, _) => Some("text/plain; charset=utf-8"),
        (Holds::Way(_) | Holds::Nothing, _) => None,
    };
    all.extend(media_type.map(|it| ("content-type", it.to_owned())));
    if row.holds == Holds::Page {
        all.push(("content-language", "en".to_owned()));
    }
    if let Holds::Way(way) = row.holds {
        all.push(("location", way.to_owned()));
    }
    all.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The headers of an answer and its status, without what is different each time.
fn headers_of(answer: &http::Response<String>) -> BTreeMap<String, String> {
    let headers = answer.headers().iter();
    let headers = headers.filter(|(name, _)| !OF_THE_RUNTIME.contains(&name.as_str()));
    let mut all: BTreeMap<_, _> = headers
        .map(|(name, value)| {
            let value = value.to_str().unwrap_or("(no text)");
            (name.as_str().to_owned(), constant(name.as_str(), value))
        })
        .collect();
    assert_eq!(
        all.len(),
        answer
            .headers()
            .keys()
            .filter(|it| !OF_THE_RUNTIME.contains(&it.as_str()))
            .count()
    );
    all.insert("status".to_owned(), answer.status().as_u16().to_string());
    all
}

/// A value in which a name, a number or a handle stands for itself.
fn constant(name: &str, value: &str) -> String {
    match name {
        "x-request-id" if (12..=32).contains(&value.len()) => "ID".to_owned(),
        "server-timing" => {
            let number = value.strip_prefix("total;dur=");
            match number.map(str::parse::<u32>) {
                Some(Ok(_)) => "total;dur=N".to_owned(),
                Some(Err(_)) | None => value.to_owned(),
            }
        }
        "set-cookie" => match value
            .split_once(';')
            .map(|(pair, rest)| (pair.split_once('='), rest))
        {
            Some((Some((name, handle)), rest)) if matches!(handle.len(), 43 | 64) => {
                format!("{name}=HANDLE;{rest}")
            }
            _ => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

fn assets(programs: &Programs) {
    let page = Call::get(FORGOT).send(programs);
    let named = |end: &str| {
        let names = page
            .body()
            .split('"')
            .filter(|it| it.starts_with("/assets/"));
        let mut names = names.filter(|it| it.ends_with(end));
        names.next().expect("the page names it").to_owned()
    };
    let (script, style) = (named(".js"), named(".css"));
    let text = Call::get(&script).send(programs).into_body();
    let wasm = text
        .split(['"', '/', '`', '\''])
        .find(|it| it.strip_suffix(".wasm").is_some());
    let wasm = format!("/assets/{}", wasm.expect("the script names it"));
    let year = "public, max-age=31536000, immutable";
    for (path, media_type, kept) in [
        (&*script, "text/javascript; charset=utf-8", year),
        (&style, "text/css; charset=utf-8", year),
        (&wasm, "application/wasm", year),
        (
            "/assets/rekey.js",
            "text/javascript; charset=utf-8",
            "public, max-age=300",
        ),
    ] {
        for origin in [None, Some(EMBEDDER), Some(STRANGER)] {
            let origin: Vec<_> = origin.map(|it| ("origin", it)).into_iter().collect();
            let mut told = headers_of(&Call::get(path).with(&origin).send(programs));
            assert!(told.remove("etag").is_some(), "{path}");
            let expected = [
                ("status", "200"),
                ("access-control-allow-origin", "*"),
                ("cache-control", kept),
                ("content-type", media_type),
                ("cross-origin-resource-policy", "cross-origin"),
                ("referrer-policy", "no-referrer"),
                ("strict-transport-security", "max-age=31536000"),
                ("x-content-type-options", "nosniff"),
            ];
            let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(told, BTreeMap::from(expected), "{path} {origin:?}");
        }
    }
}

/// What browsers say of a post that is not our own page's, and whether JSON may be posted like that.
const FROM_ELSEWHERE: [(&[(&str, &str)], bool); 8] = [
    (
        &[("sec-fetch-site", "cross-site"), ("origin", STRANGER)],
        false,
    ),
    (
        &[("sec-fetch-site", "same-site"), ("origin", STRANGER)],
        false,
    ),
    (
        &[("sec-fetch-site", "cross-site"), ("origin", "null")],
        false,
    ),
    (&[("sec-fetch-site", "same-site")], false),
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("origin", STRANGER)], false),
    (&[("origin", "https://app.example.com.evil.example")], false),
    (
        &[("sec-fetch-site", "cross-site"), ("origin", EMBEDDER)],
        true,
    ),
];

fn other_sites(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    for (path, _) in ROUTES
        .iter()
        .filter(|(_, methods)| methods.contains("POST"))
    {
        for (headers, json) in FROM_ELSEWHERE {
            for (content_type, is_open) in [(FORM, false), ("text/plain", false), (JSON, json)] {
                let body = match content_type {
                    JSON => r#"{"login":""}"#,
                    _ => "login=ada@example.com&password=Battery-Staple-8",
                };
                let call = Call::post(path, content_type, body.as_bytes()).with(headers);
                let answer = call.send(programs);
                let name = format!("{path} {content_type} {headers:?}");
                assert_eq!(
                    answer.status() != 403,
                    is_open,
                    "{name}: {}",
                    answer.status()
                );
                let reader = answer.headers().get("access-control-allow-origin");
                let is_embedder = headers.contains(&("origin", EMBEDDER));
                assert_eq!(reader.is_some(), is_embedder, "{name}");
            }
        }
    }
    let calls = (&mut okta as &mut dyn Okta).calls();
    let changing = calls
        .iter()
        .filter(|path| !path.ends_with("/recovery/token"));
    assert_eq!(changing.count(), 0, "{calls:?}");
}
