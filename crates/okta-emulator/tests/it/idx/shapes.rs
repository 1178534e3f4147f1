//! The org's answers have the shape of those that were recorded.

use std::collections::BTreeSet;

use http::StatusCode;
use okta::idx::{AuthenticatorKey, Intent, MessageKey, MethodType, OneTimeToken};
use okta_emulator::{AfterReset, Seed, StepUp, Switch};
use serde_json::Value;

use super::recover::token_by;
use super::{ADA, Browser, seed};
use crate::recorded::shape;
use crate::stage::NEW_PASSWORD;

macro_rules! recorded {
    ($name:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!(
            "../../../../okta/tests/fixtures/idx/",
            $name,
            ".json"
        )))
        .expect("the recording is JSON")
    };
}

/// Compares properties and their kinds, but for some that are named with the reason.
#[track_caller]
fn is_like(browser: &Browser, recorded: &Value, but: &[&str]) {
    let ours = serde_json::to_value(&browser.state).expect("a state is JSON");
    let paths = |value: &Value| -> BTreeSet<String> {
        let shape = shape(value).into_iter();
        let described = shape.map(|(path, kind)| format!("{path}: {kind}"));
        described
            .filter(|line| !but.iter().any(|but| line.contains(but)))
            .collect()
    };
    let (ours, theirs) = (paths(&ours), paths(recorded));
    let missing: Vec<_> = theirs.difference(&ours).collect();
    let extra: Vec<_> = ours.difference(&theirs).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing {missing:#?}, extra {extra:#?}"
    );
}

/// The recorded orgs offer registration, and some show what the recording left in.
const REGISTRATION: &str = "select-enroll-profile";

#[test]
fn the_first_page() {
    let browser = Browser::new();
    is_like(
        &browser,
        &recorded!("siwv3-introspect-default"),
        &[REGISTRATION],
    );
}

#[test]
fn whose_password_is_forgotten() {
    let mut browser = Browser::new();
    browser.recover();
    is_like(&browser, &recorded!("siwv3-recover-default"), &[]);
}

#[test]
fn shall_a_code_be_sent() {
    let mut browser = Browser::new();
    browser.recover().identify(ADA);
    is_like(&browser, &recorded!("siwv3-identify-password-reset"), &[]);
}

#[test]
fn the_code_of_somebody_who_is_hidden() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    // The recorded org offers a telephone, too, and does not mention magic links.
    let but = [
        "/form/value/*/type",
        "/form/value/*/options",
        "/contextualData",
    ];
    is_like(
        &browser,
        &recorded!("siwv3-challenge-password-reset-email-challenge"),
        &but,
    );
}

fn open() -> Seed {
    let mut seed = seed();
    seed.switches.enumeration_prevention = Switch::Off;
    seed
}

#[test]
fn the_code_of_somebody_who_is_shown() {
    let mut browser = Browser::with(open());
    browser.until_code(ADA);
    // Recorded at sign-in, not at recovery.
    let but = ["/recoveryAuthenticator"];
    let recorded = recorded!("siwv3-challenge-authenticator-verification-email-magic-link-false");
    is_like(&browser, &recorded, &but);
}

#[test]
fn a_wrong_code() {
    let mut browser = Browser::with(open());
    browser.until_code(ADA).answer("wrong");
    // Recorded at sign-in of an older org, with a telephone.
    let but = [
        "/recoveryAuthenticator",
        "/authenticators",
        "/contextualData",
        "/user/value/profile",
        "/form/value/*/type",
        "/form/value/*/options",
        "/i18n/params",
        "phoneNumber",
    ];
    is_like(
        &browser,
        &recorded!("siwv3-challenge-error-401-invalid-otp-passcode"),
        &but,
    );
}

#[test]
fn a_telephone() {
    let mut seed = open();
    seed.policy.recovery.factors.okta_sms = Switch::On;
    let mut browser = Browser::with(seed);
    browser.recover().identify("hedy@example.com");
    browser.choose(&AuthenticatorKey::Phone, None);
    // Recorded at sign-in.
    is_like(
        &browser,
        &recorded!("siwv3-challenge-sms-method"),
        &["/recoveryAuthenticator"],
    );
    browser.choose(&AuthenticatorKey::Phone, Some(MethodType::Sms));
    assert!(browser.state.resend().is_some());
}

#[test]
fn the_security_question() {
    let mut seed = seed();
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    let mut browser = Browser::with(seed);
    browser.until_password("grace@example.com");
    browser.choose(&AuthenticatorKey::SecurityQuestion, None);
    // Recorded at sign-in.
    let but = ["/recoveryAuthenticator"];
    is_like(
        &browser,
        &recorded!("siwv3-identify-securityquestion-custom-verify"),
        &but,
    );
}

#[test]
fn the_new_password() {
    let mut browser = Browser::new();
    browser.until_password(ADA);
    // Newer orgs tell of the OAuth request, and for what an authenticator is allowed; the
    // person there has a security key, too; and the policy excludes names.
    let but = [
        "/authentication:",
        "/authentication/",
        "/allowedFor",
        "/credentialId",
        "/excludeAttributes/*",
    ];
    is_like(
        &browser,
        &recorded!("siwv3-authenticator-password-reset-revoke-sessions"),
        &but,
    );
}

#[test]
fn the_end() {
    let mut browser = Browser::new();
    browser.until_password(ADA).answer(NEW_PASSWORD);
    is_like(&browser, &recorded!("siwv3-challenge-answer-default"), &[]);
}

#[test]
fn the_end_without_a_sign_in() {
    let mut seed = seed();
    seed.switches.idx.after_reset = AfterReset::RecoveryCompleted;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA).answer(NEW_PASSWORD);
    // Older recordings have no names of the person.
    let but = ["/user/value/profile"];
    is_like(
        &browser,
        &recorded!("siw-terminal-reset-password-success"),
        &but,
    );
}

#[test]
fn an_account_to_be_unlocked() {
    let mut seed = seed();
    seed.policy.recovery.factors.okta_call = Switch::On;
    let mut browser = Browser::with(seed);
    browser.unlock_account();
    is_like(&browser, &recorded!("siw-user-unlock-account"), &[]);
}

#[test]
fn an_unknown_name() {
    let mut browser = Browser::with(open());
    browser.sign_in("nobody@example.com", "whatever");
    // The recorded org offers registration and Okta Verify, and repeats the OAuth request.
    let but = [
        "/authenticatorChallenge",
        "/authentication:",
        "/authentication/",
        "/relatesTo",
        "/user",
        "/i18n/params",
    ];
    is_like(
        &browser,
        &recorded!("siwv3-identify-error-invalid-username"),
        &but,
    );
}

#[test]
fn a_wrong_password() {
    let mut browser = Browser::new();
    browser.sign_in(ADA, "wrong");
    let but = [
        "/authenticatorChallenge",
        "/relatesTo",
        "/user",
        "/i18n/params",
    ];
    is_like(
        &browser,
        &recorded!("siwv3-identify-error-wrong-password"),
        &but,
    );
}

#[test]
fn a_one_time_token_that_dies_before_the_first_page() {
    let mut browser = Browser::new();
    let operation = "credentials/forgot_password?sendEmail=false";
    let token = token_by(&mut browser, operation);
    let handle = browser.interact(Some(OneTimeToken::Recovery(&token)));
    token_by(&mut browser, operation);
    browser.introspect(&handle.expect("the token was good"));
    browser.is_told(StatusCode::OK, &MessageKey::InvalidForgotPasswordToken);
    assert_eq!(browser.state.intent, Some(Intent::Consent));
    is_like(
        &browser,
        &recorded!("siw-terminal-invalid-forgot-password-token"),
        &[],
    );
}
