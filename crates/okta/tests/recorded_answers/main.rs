//! Every recorded answer is read into the value that it stands for.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod errors;
mod parts;
mod sign_in;
mod transactions;

use std::collections::BTreeSet;
use std::path::PathBuf;

use okta::authn::{CancelledTransaction, RelayState};
use okta::{ErrorBody, Response, authn};
use serde_json::Value;

/// The answers that are written differently from how they were recorded: the reading is
/// lenient, the writing is not.
const NORMALISED: &[&str] = &[
    "authjs-locked-out",                     // an empty _embedded
    "authjs-password-warn",                  // excludeUsername and age left out
    "docs-primary-auth-password-expired",    // excludeUsername and age left out
    "docs-recovery-answer",                  // excludeUsername as a string
    "siwunit-ACCOUNT_LOCKED_OUT",            // an empty _embedded
    "siwunit-ERROR_OPERATION_NOT_ALLOWED",   // errorCause instead of errorCauses
    "siwunit-PASSWORD_RESET_withComplexity", // counters of -1
    "siwunit-RECOVERY_CHALLENGE_SMS_UNLOCK", // factorType in lower case
];

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/classic")
}

fn recorded(name: &str, status: u16) -> Response {
    let path = directory().join(format!("{name}.json"));
    let body = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .header("x-okta-request-id", "reqVy8wsvmBQN27h4soUE3ZEnA")
        .body(body)
        .unwrap()
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
    let transactions = transactions::expected().into_iter().map(|(name, _)| name);
    let errors = errors::expected().into_iter().map(|(name, ..)| name);
    let expected: BTreeSet<String> = transactions
        .chain(errors)
        .chain(["authjs-cancel"])
        .map(str::to_owned)
        .collect();
    assert_eq!(files, expected);
}

#[test]
fn a_recorded_transaction_is_read_into_what_it_says() {
    for (name, expected) in transactions::expected() {
        let read = authn::verify_recovery_token_response(&recorded(name, 200));
        assert_eq!(read.as_ref(), Ok(&expected), "{name}");
    }
}

#[test]
fn a_recorded_transaction_survives_storage() {
    for (name, expected) in transactions::expected() {
        let stored = serde_json::to_string(&expected).unwrap();
        let restored = serde_json::from_str(&stored);
        assert_eq!(restored.ok(), Some(expected), "{name}: {stored}");
    }
}

#[test]
fn a_transaction_is_written_as_okta_writes_it() {
    for (name, expected) in transactions::expected() {
        let recorded: Value = serde_json::from_slice(recorded(name, 200).body()).unwrap();
        let written = serde_json::to_value(&expected).unwrap();
        assert_eq!(
            written == recorded,
            !NORMALISED.contains(&name),
            "{name}: {written}"
        );
    }
}

#[test]
fn a_recorded_cancellation_is_read() {
    let read = authn::cancel_transaction_response(&recorded("authjs-cancel", 200));
    let relay_state = Some(RelayState::new(""));
    assert_eq!(read, Ok(CancelledTransaction { relay_state }));
}

#[test]
fn a_recorded_error_is_written_as_okta_writes_it() {
    for (name, status, ..) in errors::expected() {
        let response = recorded(name, status);
        let recorded: Value = serde_json::from_slice(response.body()).unwrap();
        let body: ErrorBody = serde_json::from_slice(response.body()).unwrap();
        let written = serde_json::to_value(&body).unwrap();
        assert_eq!(
            written == recorded,
            !NORMALISED.contains(&name),
            "{name}: {written}"
        );
    }
}

#[test]
fn a_recording_that_is_cut_off_anywhere_is_never_an_answer() {
    for (name, _) in transactions::expected() {
        let whole = recorded(name, 200);
        for length in 0..whole.body().trim_ascii_end().len() {
            let cut = whole.clone().map(|body| body[..length].to_vec());
            let read = authn::reset_password_response(&cut);
            assert!(
                matches!(read, Err(okta::Error::Unreadable(_))),
                "{name} at {length}"
            );
        }
    }
}
