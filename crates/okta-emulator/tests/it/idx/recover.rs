//! A password forgotten, from the first page to the end.

use http::StatusCode;
use okta::RecoveryToken;
use okta::authn::RevokeSessions;
use okta::idx::{
    AuthenticatorKey, Credentials, Intent, MessageKey, MethodType, OneTimeToken, Passcode,
};
use okta_emulator::{Channel, FirstPage};

use super::{ADA, Browser, seed};
use crate::administrator::act;
use crate::stage::{NEW_PASSWORD, PASSWORD};

#[test]
fn a_code_by_mail_leads_to_a_new_password_and_to_an_interaction_code() {
    let mut browser = Browser::new();
    assert_eq!(browser.next(), ["identify", "unlock-account"]);
    browser.recover();
    assert_eq!(browser.next(), ["identify-recovery"]);
    browser.identify(ADA);
    assert_eq!(
        browser.next(),
        [
            "authenticator-verification-data",
            "select-authenticator-authenticate"
        ]
    );
    browser.choose(&AuthenticatorKey::Email, Some(MethodType::Email));
    assert_eq!(
        browser.next(),
        [
            "challenge-authenticator",
            "select-authenticator-authenticate"
        ]
    );
    let mail = &browser.stage.org.outbox()[0];
    assert_eq!((mail.to.as_str(), mail.channel), (ADA, Channel::Email));
    let code = browser.code();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
    browser.answer(&code);
    assert_eq!(browser.next(), ["reset-authenticator"]);
    assert_eq!(
        browser
            .state
            .password_policy()
            .unwrap()
            .complexity
            .min_length,
        8
    );
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
    assert_eq!(browser.state.interaction_code().unwrap().secret().len(), 43);
    is_changed(&mut browser);
}

fn is_changed(browser: &mut Browser) {
    assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 200);
    assert_eq!(browser.stage.sign_in(ADA, PASSWORD).status, 401);
}

#[test]
fn no_mail_is_sent_before_the_person_says_so() {
    let mut browser = Browser::new();
    browser.recover().identify(ADA);
    assert_eq!(browser.stage.org.outbox().len(), 0);
    browser.choose(&AuthenticatorKey::Email, None);
    assert_eq!(browser.next()[0], "authenticator-verification-data");
    assert_eq!(browser.stage.org.outbox().len(), 0);
}

#[test]
fn recovery_can_begin_after_identification_too() {
    let mut seed = seed();
    seed.switches.idx.first_page = FirstPage::Identifier;
    let mut browser = Browser::with(seed);
    assert!(browser.state.recover().is_none());
    browser.identify(ADA);
    assert_eq!(
        browser.next(),
        [
            "challenge-authenticator",
            "select-authenticator-authenticate"
        ]
    );
    browser.recover();
    assert_eq!(browser.next()[0], "authenticator-verification-data");
    let recovered = browser.state.recovery_authenticator.as_ref().unwrap();
    assert_eq!(recovered.key, Some(AuthenticatorKey::Password));
}

#[test]
fn a_password_signs_in_and_a_wrong_one_may_be_followed_by_the_right() {
    let mut browser = Browser::new();
    browser.sign_in(ADA, "wrong");
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::AuthenticationFailed);
    assert_eq!(browser.next()[0], "identify");
    browser.sign_in(ADA, PASSWORD);
    assert!(browser.state.interaction_code().is_some());

    let mut seed = seed();
    seed.switches.idx.first_page = FirstPage::Identifier;
    let mut browser = Browser::with(seed);
    browser.identify(ADA).answer("wrong");
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::AuthenticationFailed);
    browser.answer(PASSWORD);
    assert!(browser.state.interaction_code().is_some());
}

#[test]
fn an_expired_password_is_replaced_at_sign_in() {
    let mut browser = Browser::new();
    browser.sign_in("expired@example.com", PASSWORD);
    assert_eq!(browser.next(), ["reenroll-authenticator"]);
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
    assert_eq!(browser.stage.status_of("expired@example.com"), "ACTIVE");
}

#[test]
fn sessions_live_on_unless_they_are_to_end() {
    let mut browser = Browser::new();
    browser.stage.sign_in(ADA, PASSWORD);
    browser.until_password(ADA).answer(NEW_PASSWORD);
    assert_eq!(browser.stage.org.sessions(ADA), 2);
    browser.stage.org.advance(5);
    let mut browser = browser.again();
    browser.until_password(ADA);
    let password = Passcode::new("Another-Staple-9");
    browser.credentials(Credentials::new_password(
        password,
        Some(RevokeSessions::Yes),
    ));
    assert_eq!(browser.stage.org.sessions(ADA), 1);
}

#[test]
fn a_cancelled_transaction_begins_anew_under_another_handle() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    let (old, code) = (browser.handle(), browser.code());
    browser.cancel();
    assert_eq!(browser.next(), ["identify", "unlock-account"]);
    assert_ne!(browser.handle().secret(), old.secret());
    browser.state.state_handle = Some(old);
    browser.answer(&code);
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::SessionExpired);
}

#[test]
fn a_recovery_token_stands_for_the_code() {
    let mut browser = Browser::new();
    browser.stage.org.switches_mut().engine = okta_emulator::Engine::Classic;
    let token = RecoveryToken::new(browser.stage.recovery_token(ADA));
    browser.stage.org.switches_mut().engine = okta_emulator::Engine::IdentityEngine;
    let begin = |browser: &mut Browser| browser.interact(Some(OneTimeToken::Recovery(&token)));
    let handle = begin(&mut browser).unwrap();
    browser.introspect(&handle);
    assert_eq!(browser.next(), ["reset-authenticator"]);
    assert_eq!(browser.stage.org.outbox().len(), 1);
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
    let Err(okta::Error::Oauth(error)) = begin(&mut browser) else {
        panic!("the token is used up");
    };
    assert_eq!(error.status, 400);
    assert_eq!(
        error.description.as_deref(),
        Some("The recovery token is invalid")
    );
}

/// A token of the Users API, by the operation that makes it.
pub(crate) fn token_by(browser: &mut Browser, operation: &str) -> RecoveryToken {
    token_of(browser, ADA, operation)
}

/// The same of somebody else.
pub(crate) fn token_of(browser: &mut Browser, login: &str, operation: &str) -> RecoveryToken {
    let id = browser.stage.org.user(login).expect("they exist")["id"].clone();
    let id = id.as_str().expect("an id is a word");
    let made = act(&mut browser.stage, id, operation).string("/resetPasswordUrl");
    RecoveryToken::new(made.rsplit('/').next().expect("a link has segments"))
}

/// Begins with a one-time token.
fn begin(browser: &mut Browser, token: &RecoveryToken) {
    let handle = browser.interact(Some(OneTimeToken::Recovery(token)));
    browser.introspect(&handle.expect("the token is good"));
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

const OPERATIONS: [(&str, MessageKey); 2] = [
    (
        "credentials/forgot_password?sendEmail=false",
        MessageKey::InvalidForgotPasswordToken,
    ),
    (
        "lifecycle/reset_password?sendEmail=false",
        MessageKey::InvalidResetPasswordToken,
    ),
];

#[test]
fn two_transactions_of_one_recovery_token_set_one_password() {
    for (operation, key) in OPERATIONS {
        let mut browser = Browser::new();
        let token = token_by(&mut browser, operation);
        begin(&mut browser, &token);
        let first = browser.handle();
        begin(&mut browser, &token);
        browser.answer("Another-Staple-9");
        assert!(browser.state.is_complete());
        browser.state.state_handle = Some(first);
        browser.answer(NEW_PASSWORD);
        browser.is_told(StatusCode::FORBIDDEN, &key);
        assert_eq!(browser.state.intent, Some(Intent::Consent));
        assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 401);
    }
}

#[test]
fn a_token_that_was_spent_replaced_or_outlived_ends_what_it_began() {
    type Meanwhile = fn(&mut Browser, &RecoveryToken);
    let spent: Meanwhile = |browser, token| {
        let open = browser.stage.exchange(token.secret()).string("/stateToken");
        assert_eq!(browser.stage.reset(&open, "Another-Staple-9").status, 200);
    };
    let replaced: Meanwhile = |browser, _| drop(token_by(browser, OPERATIONS[0].0));
    let outlived: Meanwhile = |browser, _| browser.stage.org.advance(3600);
    for meanwhile in [spent, replaced, outlived] {
        let mut browser = Browser::new();
        browser.stage.org.switches_mut().idx.step_lifetime_seconds = 100_000;
        let (operation, key) = &OPERATIONS[0];
        let token = token_by(&mut browser, operation);
        begin(&mut browser, &token);
        meanwhile(&mut browser, &token);
        browser.answer(NEW_PASSWORD);
        browser.is_told(StatusCode::FORBIDDEN, key);
        assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 401);
    }
}

#[test]
fn an_activation_token_that_nobody_made_is_refused_at_once() {
    let mut browser = Browser::new();
    let token = okta::ActivationToken::new("AAAAAAAAAAAAAAAAAAAA");
    let begun = browser.interact(Some(OneTimeToken::Activation(&token)));
    let Err(okta::Error::Oauth(error)) = begun else {
        panic!("there is no such token");
    };
    assert_eq!(
        error.description.as_deref(),
        Some("The activation token is invalid")
    );
}
