//! The same on workerd and in Chromium: what goes over the wire, and what the form says.

use std::time::Duration;

use serde_json::{Value, json};

use super::STOLEN;
use crate::beat::now;
use crate::call::{Call, JSON};
use crate::org::Okta;
use crate::programs::Programs;
use crate::setting::Setting;
use crate::stories::Story;
use crate::workerd::Workerd;

/// The settings: a stolen password is warned of, and one that nobody tells about is not taken.
pub const WARN: &[(&str, &str)] = &[("BREACH_CHECK", "warn"), ("BREACH_CHECK_DOWN", "refuse")];

/// The story, for whoever has or has no JavaScript.
pub const BREACH_STORIES: &[Story] = &[("a_stolen_password_is_kept_by_who_was_warned", kept)];

/// A check on workerd and its name.
pub type Check = (&'static str, fn(&Programs));

/// What only workerd can show.
pub const CHECKS: &[Check] = &[
    ("the_api_is_warned_likewise_and_a_list_kept", by_api),
    ("nobody_waits_long_for_a_list", slow),
];

const ADA: &str = "ada@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const STOLEN_TOO: &str = "Starwars-1977";

fn kept(person: &mut dyn Setting) {
    let link = mailed(person);
    assert_eq!(person.visit(&link).page, "new-password");
    let before = person.okta().user(ADA);
    let again = person.save(STOLEN, None);
    assert_eq!(again.page, "new-password");
    assert_eq!(again.errors.len(), 1, "{again:?}");
    assert!(again.errors[0].contains("stolen"), "{again:?}");
    assert!(!again.text.contains(STOLEN), "{again:?}");
    assert_eq!(person.okta().user(ADA), before, "nothing has changed yet");
    assert_eq!(person.save(STOLEN, None).page, "done");
    assert!(person.okta().signs_in(ADA, STOLEN));
    assert!(!person.okta().signs_in(ADA, OLD));
    for call in ranges(person.okta()) {
        is_discreet(&call);
    }
}

fn by_api(programs: &Programs) {
    for (round, asked) in [("first", 1), ("second", 0)] {
        let mut person = Workerd::new(programs);
        let link = mailed(&mut person);
        let path = link.strip_prefix(&programs.worker).expect("it is ours");
        let body = json!({ "password": STOLEN_TOO }).to_string();
        let save = || Call::post(path, JSON, body.as_bytes()).json(programs);
        let (status, problem) = save();
        assert_eq!(status, 422, "{problem}");
        assert_eq!(problem["errors"][0]["field"], "password");
        assert_eq!(problem["errors"][0]["code"], "breach-warning");
        let (status, page) = save();
        assert_eq!((status, &page["page"]), (200, &json!("done")), "{page}");
        let asked_for = ranges(person.okta());
        assert_eq!(asked_for.len(), asked, "{round}: {asked_for:?}");
        asked_for.iter().for_each(is_discreet);
    }
}

fn slow(programs: &Programs) {
    let mut person = Workerd::new(programs);
    let link = mailed(&mut person);
    person.visit(&link);
    person.okta().fault(json!({
        "path": "/pwned/*", "delay_ms": 6_000, "count": 1,
    }));
    let start = now();
    let again = person.save(NEW, None);
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(3), "{taken:?}");
    assert_eq!((&*again.page, again.errors.len()), ("new-password", 1));
    assert!(again.errors[0].contains("try again"), "{again:?}");
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed yet");
    // What is no list is no reason to say yes, now or later.
    person.okta().fault(json!({
        "path": "/pwned/*", "status": 200, "count": 1,
    }));
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert_eq!(ranges(person.okta()).len(), 3, "none of it was kept");
}

fn mailed(person: &mut dyn Setting) -> String {
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.okta().link_for(ADA, 1)
}

/// The questions about stolen passwords, whole.
fn ranges(okta: &mut dyn Okta) -> Vec<Value> {
    let (_, calls) = okta.request("GET", "/_emulator/calls", None);
    let Value::Array(mut calls) = calls else {
        panic!("calls are a list: {calls}");
    };
    let of_ranges = |call: &Value| {
        let path = call["path"].as_str();
        path.is_some_and(|path| path.starts_with("/pwned"))
    };
    calls.retain(of_ranges);
    calls
}

/// Five digits and nothing else of a password go out, and what comes back is padded.
fn is_discreet(call: &Value) {
    let path = call["path"].as_str().expect("a call has a path");
    let prefix = path.strip_prefix("/pwned/range/").expect("a range");
    assert_eq!(prefix.len(), 5, "{call}");
    assert!(prefix.bytes().all(|digit| digit.is_ascii_hexdigit()));
    assert_eq!(
        (&call["method"], &call["query"]),
        (&json!("GET"), &Value::Null)
    );
    assert_eq!(call["body"], Value::Null);
    let headers = call["headers"].as_object().expect("headers are an object");
    assert_eq!(headers["add-padding"], "true");
    let agent = headers["user-agent"].as_str().unwrap_or_default();
    assert!(agent.starts_with("rekey/"), "{agent}");
    for name in [
        "cookie",
        "referer",
        "origin",
        "cf-connecting-ip",
        "x-forwarded-for",
    ] {
        assert!(!headers.contains_key(name), "{call}");
    }
}
