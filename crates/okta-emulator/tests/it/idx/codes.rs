//! Codes that are wrong, too many, too old, or asked for again.

use http::StatusCode;
use okta::idx::{AuthenticatorKey, MessageKey, MethodType};
use okta_emulator::{Channel, Seed, StateHandleShape, Switch, TooManyRequestsKey};

use super::{ADA, Browser, NOBODY, seed};

#[test]
fn a_wrong_code_is_told_at_the_field_and_may_be_followed_by_the_right_one() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    let (wrong, code) = (browser.wrong_code(), browser.code());
    browser.answer(wrong);
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    assert!(browser.state.messages.is_empty());
    assert_eq!(browser.next()[0], "challenge-authenticator");
    browser.answer(&code);
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn the_sixth_guess_within_five_minutes_is_one_too_many_in_whatever_transaction() {
    let mut browser = Browser::new();
    for _ in 0..3 {
        browser.until_code(ADA).answer("wrong");
        browser.stage.org.advance(5);
        browser = browser.again();
    }
    browser.until_code(ADA);
    browser.answer("wrong").answer("wrong");
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    let code = browser.code();
    browser.answer(&code);
    browser.is_told(
        StatusCode::TOO_MANY_REQUESTS,
        &MessageKey::OieTooManyRequests,
    );
    assert!(browser.state.remediations.is_empty());
    browser.stage.org.advance(284);
    browser.answer(&code);
    assert_eq!(browser.status, 429);

    browser.stage.org.advance(2);
    let mut browser = browser.again();
    browser.until_code(ADA);
    let code = browser.code();
    browser.answer(&code);
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn guesses_for_an_unknown_name_are_counted_alike() {
    let mut browser = Browser::new();
    browser.until_code(NOBODY);
    for _ in 0..5 {
        browser.answer("123456");
        browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    }
    browser.answer("123456");
    browser.is_told(
        StatusCode::TOO_MANY_REQUESTS,
        &MessageKey::OieTooManyRequests,
    );
}

#[test]
fn the_key_of_too_many_requests_is_as_the_switch_says() {
    let mut seed = seed();
    seed.switches.idx.too_many_requests = TooManyRequestsKey::Plain;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    for _ in 0..6 {
        let handle = browser.handle();
        browser.answer("wrong");
        browser.state.state_handle = Some(handle);
    }
    browser.is_told(StatusCode::TOO_MANY_REQUESTS, &MessageKey::TooManyRequests);
}

#[test]
fn a_code_lives_as_long_as_the_org_says_and_the_state_tells() {
    for minutes in [5, 30] {
        let mut seed = seed();
        seed.switches.idx.email_code_minutes = minutes;
        let mut browser = Browser::with(seed);
        browser.until_code(ADA);
        let sent_at = browser.stage.org.outbox()[0].sent_at.as_millis();
        let until = browser.state.expires_at.unwrap().as_millis();
        assert_eq!(until - sent_at, i64::from(minutes) * 60_000);
        let code = browser.code();
        browser.stage.org.advance(u64::from(minutes) * 60);
        browser.answer(&code);
        browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::SessionExpired);
        assert!(browser.state.state_handle.is_none());
    }
}

#[test]
fn another_code_ends_the_one_before_and_is_not_sent_at_once() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    let old = browser.code();
    browser.resend();
    browser.is_told(StatusCode::TOO_MANY_REQUESTS, &MessageKey::EmailTooSoon);
    assert_eq!(browser.stage.org.outbox().len(), 1);
    browser.stage.org.advance(5);
    browser.resend();
    assert_eq!((browser.status, browser.stage.org.outbox().len()), (200, 2));
    let code = browser.code();
    assert_ne!(code, old);
    browser.answer(&old);
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    browser.answer(&code);
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn messages_are_counted_by_whom_they_go_to_in_whatever_transaction() {
    for identifier in [ADA, NOBODY] {
        let mut browser = Browser::new();
        browser.until_code(identifier);
        let mut browser = browser.again();
        browser.until_code(identifier);
        browser.is_told(StatusCode::TOO_MANY_REQUESTS, &MessageKey::EmailTooSoon);
        let sent = browser.stage.org.outbox().len();
        let mut browser = browser.again();
        browser.until_code("hedy@example.com");
        assert_eq!(browser.status, 200);
        assert_eq!(browser.stage.org.outbox().len(), sent + 1);
        browser.stage.org.advance(5);
        let mut browser = browser.again();
        browser.until_code(identifier);
        assert_eq!(browser.status, 200);
    }
}

#[test]
fn the_authentication_api_counts_the_same_messages() {
    let login = "hedy@example.com";
    for (factor, method, key) in [
        ("SMS", MethodType::Sms, MessageKey::SmsTooSoon),
        ("CALL", MethodType::Voice, MessageKey::CallTooSoon),
    ] {
        let mut browser = Browser::with(with_phones());
        let body = serde_json::json!({ "username": login, "factorType": factor });
        browser.stage.authn("/recovery/password", &body);
        browser.recover().identify(login);
        browser.choose(&AuthenticatorKey::Phone, Some(method.clone()));
        browser.is_told(StatusCode::TOO_MANY_REQUESTS, &key);
        browser.stage.org.advance(30);
        browser.choose(&AuthenticatorKey::Phone, Some(method));
        assert_eq!(browser.status, 200);
    }
}

#[test]
fn a_switch_counts_messages_within_one_transaction_only() {
    let mut seed = seed();
    seed.switches.code_limit_at_start = Switch::Off;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    let mut browser = browser.again();
    browser.until_code(ADA);
    assert_eq!(browser.status, 200);
    browser.resend();
    browser.is_told(StatusCode::TOO_MANY_REQUESTS, &MessageKey::EmailTooSoon);
}

#[test]
fn polling_changes_nothing_while_nothing_happens() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    assert_eq!(browser.state.poll().unwrap().refresh, Some(4000));
    let before = serde_json::to_value(&browser.state).unwrap();
    browser.poll();
    assert_eq!(serde_json::to_value(&browser.state).unwrap(), before);
    assert_eq!(browser.stage.org.outbox().len(), 1);
}

fn with_phones() -> Seed {
    let mut seed = seed();
    seed.policy.recovery.factors.okta_sms = Switch::On;
    seed.policy.recovery.factors.okta_call = Switch::On;
    seed
}

#[test]
fn a_code_comes_by_telephone_where_the_policy_allows_it() {
    let hedy = "hedy@example.com";
    for (method, channel) in [
        (MethodType::Sms, Channel::Sms),
        (MethodType::Voice, Channel::Call),
    ] {
        let mut browser = Browser::with(with_phones());
        browser.recover().identify(hedy);
        assert_eq!(browser.next(), ["select-authenticator-authenticate"]);
        let labels: Vec<_> = browser
            .offered()
            .iter()
            .map(|option| option.label)
            .collect();
        assert_eq!(labels, ["Email", "Phone"]);
        browser.choose(&AuthenticatorKey::Phone, None);
        assert_eq!(browser.next()[0], "authenticator-verification-data");
        browser.choose(&AuthenticatorKey::Phone, Some(method));
        let message = &browser.stage.org.outbox()[0];
        assert_eq!(
            (message.to.as_str(), message.channel),
            ("+15550100", channel)
        );
        assert!(browser.state.poll().is_none());
        browser.stage.org.advance(29);
        browser.resend();
        assert_eq!(browser.status, 429);
        let code = browser.code();
        browser.answer(&code);
        assert_eq!(browser.next(), ["reset-authenticator"]);
    }
}

#[test]
fn requests_in_a_burst_are_refused_where_the_org_says_so() {
    let mut seed = seed();
    seed.switches.idx.burst_limits = Switch::On;
    seed.switches.idx.state_handle = StateHandleShape::Short;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    for _ in 0..7 {
        browser.poll();
        assert_eq!(browser.status, 200);
    }
    browser.poll();
    browser.is_told(
        StatusCode::TOO_MANY_REQUESTS,
        &MessageKey::OieTooManyRequests,
    );
}
