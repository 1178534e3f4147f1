//! The org's answers have the shape of those that were recorded.

use http::StatusCode;
use okta::idx::{AuthenticatorKey, Intent, MessageKey, MethodType, OneTimeToken};
use okta_emulator::{AfterReset, Seed, StepUp, Switch};

use super::recover::token_by;
use super::{ADA, Browser, seed};
use crate::recorded::{Recording, recording};
use crate::stage::{NEW_PASSWORD, PASSWORD};

/// Compares properties and their kinds, but for some that are named with the reason.
#[track_caller]
fn is_like(browser: &Browser, recorded: &Recording, but: &[&str]) {
    let ours = serde_json::to_value(&browser.state).expect("a state is JSON");
    recorded.is_like(&browser.asked, &ours, but);
}

/// The recorded orgs offer registration, and some show what the recording left in.
const REGISTRATION: &str = "select-enroll-profile";

#[test]
pub(crate) fn the_first_page() {
    let browser = Browser::new();
    is_like(
        &browser,
        recording!("idx", "siwv3-introspect-default"),
        &[REGISTRATION],
    );
}

#[test]
pub(crate) fn whose_password_is_forgotten() {
    let mut browser = Browser::new();
    browser.recover();
    is_like(&browser, recording!("idx", "siwv3-recover-default"), &[]);
}

#[test]
pub(crate) fn shall_a_code_be_sent() {
    let mut browser = Browser::new();
    browser.recover().identify(ADA);
    is_like(
        &browser,
        recording!("idx", "siwv3-identify-password-reset"),
        &[],
    );
}

#[test]
pub(crate) fn the_code_of_somebody_who_is_hidden() {
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
        recording!("idx", "siwv3-challenge-password-reset-email-challenge"),
        &but,
    );
}

fn open() -> Seed {
    let mut seed = seed();
    seed.switches.enumeration_prevention = Switch::Off;
    seed
}

#[test]
pub(crate) fn the_code_of_somebody_who_is_shown() {
    let mut browser = Browser::with(open());
    browser.until_code(ADA);
    // Recorded at sign-in, not at recovery.
    let but = ["/recoveryAuthenticator"];
    let recorded = recording!(
        "idx",
        "siwv3-challenge-authenticator-verification-email-magic-link-false"
    );
    is_like(&browser, recorded, &but);
}

#[test]
pub(crate) fn a_wrong_code() {
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
        recording!("idx", "siwv3-challenge-error-401-invalid-otp-passcode"),
        &but,
    );
}

#[test]
pub(crate) fn a_telephone() {
    let mut seed = open();
    seed.policy.recovery.factors.okta_sms = Switch::On;
    let mut browser = Browser::with(seed);
    browser.recover().identify("hedy@example.com");
    browser.choose(&AuthenticatorKey::Phone, None);
    // Recorded at sign-in.
    is_like(
        &browser,
        recording!("idx", "siwv3-challenge-sms-method"),
        &["/recoveryAuthenticator"],
    );
    browser.choose(&AuthenticatorKey::Phone, Some(MethodType::Sms));
    assert!(browser.state.resend().is_some());
}

#[test]
pub(crate) fn the_security_question() {
    let mut seed = seed();
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    let mut browser = Browser::with(seed);
    browser.until_password("grace@example.com");
    browser.choose(&AuthenticatorKey::SecurityQuestion, None);
    // Recorded at sign-in.
    let but = ["/recoveryAuthenticator"];
    is_like(
        &browser,
        recording!("idx", "siwv3-identify-securityquestion-custom-verify"),
        &but,
    );
}

#[test]
pub(crate) fn the_new_password() {
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
        recording!("idx", "siwv3-authenticator-password-reset-revoke-sessions"),
        &but,
    );
}

#[test]
pub(crate) fn the_end() {
    let mut browser = Browser::new();
    browser.until_password(ADA).answer(NEW_PASSWORD);
    is_like(
        &browser,
        recording!("idx", "siwv3-challenge-answer-default"),
        &[],
    );
}

#[test]
pub(crate) fn the_end_without_a_sign_in() {
    let mut seed = seed();
    seed.switches.idx.after_reset = AfterReset::RecoveryCompleted;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA).answer(NEW_PASSWORD);
    // Older recordings have no names of the person.
    let but = ["/user/value/profile"];
    is_like(
        &browser,
        recording!("idx", "siw-terminal-reset-password-success"),
        &but,
    );
}

#[test]
pub(crate) fn an_account_to_be_unlocked() {
    let mut seed = seed();
    seed.policy.recovery.factors.okta_call = Switch::On;
    let mut browser = Browser::with(seed);
    browser.unlock_account();
    is_like(&browser, recording!("idx", "siw-user-unlock-account"), &[]);
}

#[test]
pub(crate) fn an_unknown_name() {
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
        recording!("idx", "siwv3-identify-error-invalid-username"),
        &but,
    );
}

#[test]
pub(crate) fn a_wrong_password() {
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
        recording!("idx", "siwv3-identify-error-wrong-password"),
        &but,
    );
}

#[test]
pub(crate) fn a_one_time_token_that_dies_before_the_first_page() {
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
        recording!("idx", "siw-terminal-invalid-forgot-password-token"),
        &[],
    );
}

#[test]
pub(crate) fn waiting_for_the_link_in_the_mail() {
    let mut browser = Browser::with(open());
    browser.until_code(ADA).poll();
    // An older org, recorded at sign-in by mail alone.
    let but = [
        "/produces",
        "/authenticators",
        "/authenticatorEnrollments/value/*/profile",
        "/contextualData",
        "/resend",
        "/recoveryAuthenticator",
        "/user/value/profile",
    ];
    is_like(
        &browser,
        recording!("idx", "siw-authenticator-verification-email-polling"),
        &but,
    );
}

#[test]
pub(crate) fn begun_anew() {
    let mut browser = Browser::new();
    browser.recover().cancel();
    // The recorded org offers registration and Okta Verify.
    let but = [REGISTRATION, "/authenticatorChallenge", "/relatesTo"];
    is_like(&browser, recording!("idx", "siwv3-cancel-default"), &but);
}

/// `interact` and `token` answer in OAuth's words.
#[test]
pub(crate) fn the_oauth_ends() {
    let mut browser = Browser::new();
    let (asked, begun) = browser.begun();
    recording!("idx", "siwv3-oauth2-interact-default").is_like(&asked, &begun, &[]);
    browser.sign_in(ADA, PASSWORD);
    let (asked, tokens) = browser.redeemed();
    recording!("idx", "siwv3-oauth2-token-default").is_like(&asked, &tokens, &[]);
}
