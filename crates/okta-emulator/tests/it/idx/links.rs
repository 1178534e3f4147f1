//! Magic links, and passwords that end soon.

use http::StatusCode;
use okta::idx::MessageKey;
use okta_emulator::{MagicLink, StateHandleLives, Switch};
use serde_json::Value;

use super::{ADA, Browser, seed};
use crate::stage::{NEW_PASSWORD, ORG, PASSWORD};

fn with(magic_link: MagicLink) -> Browser {
    let mut seed = seed();
    seed.switches.idx.magic_link = magic_link;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    browser
}

/// Opens the link of the mail with this number.
fn open(browser: &mut Browser, mail: usize) -> Value {
    let link = browser.stage.org.outbox()[mail].links[0].clone();
    let path = link
        .strip_prefix(ORG)
        .expect("the link leads to the org")
        .to_owned();
    let reply = browser.stage.get(&path);
    assert_eq!(reply.status, 200);
    reply.json()
}

fn key(told: &Value) -> &str {
    told["messages"]["value"][0]["i18n"]["key"]
        .as_str()
        .expect("something is said")
}

#[test]
fn a_link_opened_in_the_same_browser_takes_the_place_of_the_code() {
    let mut browser = with(MagicLink::SameBrowser);
    let told = open(&mut browser, 0);
    assert_eq!(key(&told), "idx.return.to.original.tab");
    browser.poll();
    assert_eq!(browser.next(), ["reset-authenticator"]);
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
}

#[test]
fn a_link_leads_to_its_transaction_under_whichever_handle() {
    let mut seed = seed();
    seed.switches.idx.magic_link = MagicLink::SameBrowser;
    seed.switches.idx.state_handle_lives = StateHandleLives::Step;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    open(&mut browser, 0);
    browser.poll().answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
}

#[test]
fn links_lead_to_the_fixed_place_of_the_org() {
    let mut seed = seed();
    seed.switches.idx.magic_link = MagicLink::SameBrowser;
    seed.switches.recovery.link_origin = Some("https://id.example.com/".to_owned());
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    let link = &browser.stage.org.outbox()[0].links[0];
    assert!(
        link.starts_with("https://id.example.com/email/verify/"),
        "{link}"
    );
}

#[test]
fn a_link_opened_elsewhere_shows_the_code() {
    let mut browser = with(MagicLink::Elsewhere);
    let told = open(&mut browser, 0);
    assert_eq!(key(&told), "idx.enter.otp.in.original.tab");
    assert!(told.get("stateHandle").is_none());
    let code = told["currentAuthenticator"]["value"]["contextualData"]["otp"].clone();
    assert_eq!(code, browser.code().as_str());
    browser.poll();
    assert_eq!(browser.next()[0], "challenge-authenticator");
    browser.answer(code.as_str().expect("it is digits"));
    assert_eq!(browser.next(), ["reset-authenticator"]);
}

#[test]
fn a_link_of_an_older_mail_is_stale_and_one_too_late_has_expired() {
    let mut browser = with(MagicLink::SameBrowser);
    browser.stage.org.advance(6);
    browser.resend();
    assert_eq!(key(&open(&mut browser, 0)), "idx.return.stale");
    assert_eq!(key(&open(&mut browser, 1)), "idx.return.to.original.tab");
    browser.poll();
    assert_eq!(key(&open(&mut browser, 1)), "idx.return.error");
    browser.stage.org.advance(3600);
    assert_eq!(key(&open(&mut browser, 1)), "idx.return.link.expired");
}

#[test]
fn without_the_switch_mails_have_no_link_and_the_state_says_so() {
    let browser = with(MagicLink::Off);
    assert!(browser.stage.org.outbox()[0].links.is_empty());
    let enrollment = browser
        .state
        .current_authenticator_enrollment
        .as_ref()
        .unwrap();
    let data = enrollment.contextual_data.as_ref().unwrap();
    assert_eq!(data.use_email_magic_link, Some(false));
    let mut seed = seed();
    seed.switches.idx.poll_offered = Switch::Off;
    let mut browser = Browser::with(seed);
    browser.until_code(ADA);
    assert!(browser.state.poll().is_none());
}

/// Everybody's password is 30 days old.
fn warned() -> Browser {
    let mut seed = seed();
    seed.policy.age.max_age_days = 33;
    seed.policy.age.expire_warn_days = 5;
    let mut browser = Browser::with(seed);
    browser.sign_in(ADA, PASSWORD);
    browser
}

#[test]
fn a_password_that_ends_soon_may_be_changed_or_kept() {
    let mut browser = warned();
    assert_eq!(browser.next(), ["reenroll-authenticator-warning", "skip"]);
    browser.is_told(StatusCode::OK, &MessageKey::PasswordExpiring);
    let password = browser.state.current_authenticator.as_ref().unwrap();
    assert_eq!(password.settings.as_ref().unwrap().days_to_expiry, Some(3));
    browser.skip();
    assert!(browser.state.is_complete());
    assert_eq!(browser.stage.sign_in(ADA, PASSWORD).status, 200);

    let mut browser = warned();
    browser.answer(NEW_PASSWORD);
    assert!(browser.state.is_complete());
    assert_eq!(browser.stage.sign_in(ADA, NEW_PASSWORD).status, 200);
}
