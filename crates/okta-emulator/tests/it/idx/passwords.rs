//! The new password, and what a reset ends with.

use http::StatusCode;
use okta::PasswordRejection;
use okta::idx::{Intent, MessageKey, Outcome};
use okta_emulator::{AfterReset, RejectedPasswordStatus, Switch};

use super::{ADA, Browser, seed};
use crate::administrator::bar;
use crate::stage::{NEW_PASSWORD, PASSWORD};

#[test]
fn a_refused_password_is_told_at_the_field_and_may_be_followed_by_a_good_one() {
    let mut browser = Browser::new();
    browser.until_password(ADA).answer("weak");
    browser.is_told(
        StatusCode::BAD_REQUEST,
        &MessageKey::PasswordRequirementsNotMet,
    );
    assert!(browser.state.messages.is_empty());
    assert_eq!(
        browser.state.password_rejections(),
        [PasswordRejection::Complexity]
    );
    let messages = browser.state.all_messages();
    let params = &messages[0].i18n.as_ref().unwrap().params;
    let rules = "Password requirements: at least 8 characters, a lowercase letter, an uppercase \
                 letter, a number, no parts of your username. Your password cannot be any of your \
                 last 4 passwords.";
    assert_eq!(params, &[rules]);
    assert_eq!(
        messages[0].text,
        format!("Password requirements were not met. {rules}")
    );
    assert_eq!(browser.next(), ["reset-authenticator"]);
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
}

#[test]
fn every_reason_is_told_apart() {
    let mut seed = seed();
    seed.policy.complexity.exclude_common = true;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA);
    let long = format!("Aa1{}", "x".repeat(70));
    for (password, reason) in [
        (PASSWORD, PasswordRejection::SameAsCurrent),
        (long.as_str(), PasswordRejection::TooLong),
        ("Password123", PasswordRejection::Common),
    ] {
        browser.answer(password);
        assert_eq!(browser.state.password_rejections(), [reason], "{password}");
    }
    assert!(browser.state.says(&MessageKey::PasswordCommon));
}

#[test]
fn the_status_of_a_refused_password_is_as_the_switch_says() {
    let mut seed = seed();
    seed.switches.idx.rejected_password_status = RejectedPasswordStatus::Forbidden;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA).answer("weak");
    browser.is_told(
        StatusCode::FORBIDDEN,
        &MessageKey::PasswordRequirementsNotMet,
    );
}

#[test]
fn a_reset_may_end_without_a_sign_in() {
    let mut seed = seed();
    seed.switches.idx.after_reset = AfterReset::RecoveryCompleted;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA).answer(NEW_PASSWORD);
    browser.is_told(StatusCode::OK, &MessageKey::RecoveryCompleted);
    assert_eq!(browser.state.outcome(), Outcome::PasswordChanged);
    assert!(browser.state.user.as_ref().unwrap().id.is_some());
    assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 200);
}

#[test]
fn the_password_can_be_changed_although_the_sign_in_failed() {
    let mut seed = seed();
    seed.switches.idx.after_reset = AfterReset::SignInFailed;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA).answer(NEW_PASSWORD);
    browser.is_told(
        StatusCode::FORBIDDEN,
        &MessageKey::PostPasswordUpdateAuthFailure,
    );
    assert_eq!(browser.state.intent, Some(Intent::CredentialRecovery));
    assert_eq!(browser.state.outcome(), Outcome::PasswordChanged);
    assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 200);
}

#[test]
fn the_form_asks_about_sessions_only_where_the_org_does() {
    let mut seed = seed();
    let mut browser = Browser::with(seed.clone());
    browser.until_password(ADA);
    assert!(
        browser.state.remediations[0]
            .field("revokeSessions")
            .is_some()
    );
    seed.switches.idx.revoke_sessions_field = Switch::Off;
    let mut browser = Browser::with(seed);
    browser.until_password(ADA);
    assert!(
        browser.state.remediations[0]
            .field("revokeSessions")
            .is_none()
    );
}

#[test]
fn who_was_barred_after_the_sign_in_gets_no_further() {
    let expired = "expired@example.com";
    for status in ["SUSPENDED", "LOCKED_OUT", "DEPROVISIONED"] {
        let mut browser = Browser::new();
        browser.sign_in(expired, PASSWORD);
        assert_eq!(browser.next(), ["reenroll-authenticator"]);
        bar(&mut browser.stage, expired, status);
        browser.answer(NEW_PASSWORD);
        browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
        assert_eq!(browser.stage.status_of(expired), status);

        for skips in [true, false] {
            let mut seed = seed();
            (
                seed.policy.age.max_age_days,
                seed.policy.age.expire_warn_days,
            ) = (31, 5);
            let mut browser = Browser::with(seed);
            browser.sign_in(ADA, PASSWORD);
            assert_eq!(browser.next()[0], "reenroll-authenticator-warning");
            bar(&mut browser.stage, ADA, status);
            if skips {
                browser.skip();
                browser.is_told(StatusCode::FORBIDDEN, &MessageKey::AuthenticationFailed);
            } else {
                browser.answer(NEW_PASSWORD);
                browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
            }
            assert_eq!(browser.stage.status_of(ADA), status);
            assert_eq!(browser.stage.org.sessions(ADA), 0, "{status}");
        }
    }
}

#[test]
fn a_person_who_was_locked_meanwhile_gets_no_new_password() {
    let mut browser = Browser::new();
    browser.until_password(ADA);
    for _ in 0..10 {
        browser.stage.sign_in(ADA, "wrong");
    }
    assert_eq!(browser.stage.status_of(ADA), "LOCKED_OUT");
    browser.answer(NEW_PASSWORD);
    browser.is_told(StatusCode::FORBIDDEN, &MessageKey::ResetNotAllowed);
    assert_eq!(browser.stage.status_of(ADA), "LOCKED_OUT");
}
