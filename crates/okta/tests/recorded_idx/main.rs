//! Every recorded answer of Identity Engine is read into what it says.
//!
//! `expected.txt` has the answers' names, statuses, and what they say in lines; it was drawn up
//! from the JSON by other means than this crate.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod ends;
mod oauth;
mod printed;
mod refusals;
mod summary;

use std::collections::BTreeSet;
use std::path::PathBuf;

use okta::Response;
use okta::idx::{self, Error, IdxResponse};
use serde_json::Value;
use summary::summary;

/// Name, status, lines.
fn expected() -> Vec<(&'static str, u16, Vec<&'static str>)> {
    let sections = include_str!("expected.txt").split("## ").skip(1);
    let section = |section: &'static str| {
        let mut lines = section.lines();
        let (name, status) = lines.next().unwrap().split_once(' ').unwrap();
        (name, status.parse().unwrap(), lines.collect())
    };
    sections.map(section).collect()
}

/// They are no IDX answers; `oauth.rs` expects them.
pub(crate) const OAUTH: [&str; 5] = [
    "siw-oauth2-error-activation-token-invalid",
    "siw-oauth2-error-recovery-token-invalid",
    "siw-oauth2-interact",
    "siwv3-oauth2-interact-default",
    "siwv3-oauth2-token-default",
];

/// What is not kept when an answer is written again: parts that nobody needs, and shapes that
/// are read leniently.
const NOT_KEPT: &[&str] = &[
    "/step",
    "/authentication",
    "/authenticatorChallenge",
    "/enrollmentAuthenticator",
    "/client",
    "/idp",
    "/credentialId",
    "/excludeFirstName",
    "/excludeLastName",
    "/methods/0/methodType",
    "/profile/name",
    "/remediation/value/0/type",
];

/// What is wrong in the recordings themselves.
const ARTEFACTS: [(&str, &str); 3] = [
    (
        "siw-authenticator-expired-password-no-complexity",
        "/intent",
    ), // in lower case
    (
        "siw-authenticator-reset-password",
        "/authenticatorEnrollments",
    ), // a list of one text
    ("siw-authenticator-reset-password", "/expiresAt"), // the word DATE
];

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/idx")
}

pub(crate) fn recorded(name: &str, status: u16) -> Response {
    let path = directory().join(format!("{name}.json"));
    let body = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    http::Response::builder()
        .status(status)
        .header("content-type", idx::MEDIA_TYPE)
        .header("x-okta-request-id", "reqVy8wsvmBQN27h4soUE3ZEnA")
        .body(body)
        .unwrap()
}

/// The state, whether it is the next step or a refusal.
pub(crate) fn state_of(name: &str, status: u16) -> IdxResponse {
    match idx::challenge_answer_response(&recorded(name, status)) {
        Ok(state) => {
            assert_eq!((status, state.reports_error()), (200, false), "{name}");
            state
        }
        Err(Error::Refused(refused)) => {
            assert_eq!(refused.status, status, "{name}");
            refused.state
        }
        Err(error @ Error::Okta(_)) => panic!("{name}: {error}"),
    }
}

#[test]
fn every_recorded_answer_is_expected_by_a_test() {
    let files: BTreeSet<String> = std::fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let expected = expected().into_iter().map(|(name, ..)| name);
    let expected: BTreeSet<String> = expected.chain(OAUTH).map(str::to_owned).collect();
    assert_eq!(files, expected);
}

#[test]
fn a_recorded_answer_is_read_into_what_it_says() {
    for (name, status, lines) in expected() {
        assert_eq!(summary(&state_of(name, status)), lines, "{name}");
    }
}

#[test]
fn a_recorded_answer_survives_storage() {
    for (name, status, _) in expected() {
        let state = state_of(name, status);
        let stored = serde_json::to_string(&state).unwrap();
        let restored: IdxResponse = serde_json::from_str(&stored).unwrap();
        assert_eq!(restored, state, "{name}");
    }
}

#[test]
fn a_recorded_answer_is_written_as_okta_writes_it() {
    for (name, status, _) in expected() {
        let whole: Value = serde_json::from_slice(recorded(name, status).body()).unwrap();
        let written = serde_json::to_value(state_of(name, status)).unwrap();
        let mut lost = Vec::new();
        differences(&whole, &written, "", &mut lost);
        lost.retain(|path| !NOT_KEPT.iter().any(|end| path.ends_with(end)));
        lost.retain(|path| !ARTEFACTS.contains(&(name, path)));
        assert_eq!(lost, [""; 0], "{name}: {written}");
    }
}

/// The paths at which the second value lacks what the first has, or has something else. What
/// is empty counts as absent.
fn differences(recorded: &Value, written: &Value, path: &str, found: &mut Vec<String>) {
    match (recorded, written) {
        (Value::Object(recorded), Value::Object(written)) => {
            for (name, value) in recorded {
                let written = written.get(name).unwrap_or(&Value::Null);
                differences(value, written, &format!("{path}/{name}"), found);
            }
        }
        (Value::Array(recorded), Value::Array(written)) if recorded.len() == written.len() => {
            for (index, (recorded, written)) in recorded.iter().zip(written).enumerate() {
                differences(recorded, written, &format!("{path}/{index}"), found);
            }
        }
        _ if recorded == written || is_empty(recorded) && written.is_null() => {}
        _ => found.push(path.to_owned()),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.get("value").is_some_and(is_empty),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[test]
fn a_recording_that_is_cut_off_anywhere_is_never_an_answer() {
    let name = "siwv3-identify-password-reset";
    let whole = recorded(name, 200);
    for length in 0..whole.body().trim_ascii_end().len() {
        let cut = whole.clone().map(|body| body[..length].to_vec());
        let read = idx::identify_response(&cut);
        assert!(
            matches!(read, Err(Error::Okta(okta::Error::Unreadable(_)))),
            "{name} at {length}"
        );
    }
}
