//! A locked account, unlocked by its owner.

use http::StatusCode;
use okta::idx::{AuthenticatorKey, Challenge, MessageKey, MethodType};
use okta_emulator::{Access, Switch};

use super::{ADA, Browser, NOBODY, seed};
use crate::stage::PASSWORD;

const LOCKED: &str = "locked@example.com";

fn choose(browser: &mut Browser, identifier: &str) {
    browser.unlock_account();
    assert_eq!(browser.next(), ["select-authenticator-unlock-account"]);
    let chosen = browser.chosen(&AuthenticatorKey::Email, Some(MethodType::Email));
    let body = Challenge::new(&browser.handle(), chosen).to_unlock(identifier);
    browser.challenge(&body);
}

#[test]
fn a_code_unlocks_and_leaves_the_password_as_it_was() {
    let mut browser = Browser::new();
    assert_eq!(browser.stage.sign_in(LOCKED, PASSWORD).status, 401);
    choose(&mut browser, LOCKED);
    assert_eq!(browser.next()[0], "challenge-authenticator");
    let code = browser.code();
    browser.answer(&code);
    browser.is_told(StatusCode::OK, &MessageKey::Unlocked);
    assert!(browser.state.is_terminal());
    assert_eq!(browser.stage.sign_in(LOCKED, PASSWORD).status, 200);
}

#[test]
fn who_is_unknown_or_not_locked_gets_no_code_and_looks_the_same() {
    for identifier in [NOBODY, ADA] {
        let mut browser = Browser::new();
        choose(&mut browser, identifier);
        assert_eq!(browser.next()[0], "challenge-authenticator");
        assert_eq!(browser.stage.org.outbox().len(), 0);
        browser.answer("123456");
        browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::PasscodeInvalid);
    }
}

#[test]
fn an_unknown_name_is_told_where_the_org_does_not_hide_it() {
    let mut seed = seed();
    seed.switches.enumeration_prevention = Switch::Off;
    let mut browser = Browser::with(seed);
    choose(&mut browser, NOBODY);
    browser.is_told(StatusCode::OK, &MessageKey::UnknownUser);
}

#[test]
fn an_org_that_forbids_it_does_not_offer_it() {
    let mut seed = seed();
    seed.policy.rules[0].self_service_unlock = Access::Deny;
    let mut browser = Browser::with(seed);
    assert_eq!(browser.next(), ["identify"]);
    browser.unlock_account();
    browser.is_told(StatusCode::BAD_REQUEST, &MessageKey::UnlockNotAllowed);
}
