//! Signing in after the reset, and the way back: told natively. A sign-in is a session at the org,
//! made by the address that the last page leads to, and by nothing else.

use okta_emulator::{AfterReset, Engine, Seed, Switch};
use pages::{Channel, Page};
use recovery::Delivery;
use serde_json::{Value, json};

use crate::matrix::{code, own_delivery};
use crate::native::Native;
use crate::okta_code;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("oktas_link_ends_signed_in_at_the_app", by_link),
    ("our_own_code_ends_signed_in_at_the_app", by_own_code),
    ("a_session_that_okta_revokes_is_only_not_there", revoked),
    ("oktas_code_ends_signed_in", by_okta_code),
    ("who_has_more_to_prove_is_not_signed_in", more_to_prove),
    ("nobody_is_signed_in_unless_it_is_wanted", not_wanted),
    ("a_lost_answer_signs_nobody_in", lost),
    ("sessions_that_do_not_end_let_nobody_in", sessions_stay),
];

const ADA: &str = "ada@example.com";
const NEW: &str = "Battery-Staple-8";
const APP: &str = "https://app.example.com/payroll?month=5";
const HOME: &str = "https://home.example.com/";

fn classic(change: impl FnOnce(&mut Seed)) -> Native {
    let mut seed = Seed::default();
    change(&mut seed);
    let mut person = Native::with(seed, Delivery::Okta);
    person.sign_in_afterwards(HOME);
    person.comes_from(APP);
    person
}

fn own(ends_tokens: Switch) -> Native {
    let mut seed = Seed::default();
    let management = &mut seed.switches.management;
    management.revocation_ends_session_tokens = ends_tokens;
    let mut person = Native::with(seed, own_delivery());
    person.sign_in_afterwards(HOME);
    person.comes_from(APP);
    person
}

/// The last page's address, after a new password.
fn done(person: &mut Native) -> (Option<String>, Option<String>) {
    let page = person.save_for_page(NEW);
    let Page::Done(done) = page else {
        panic!("not done: {page:?}");
    };
    (done.sign_in, done.return_to.map(|back| back.url))
}

/// Opens the address as a browser would: the cookie, if there is one, and where it is sent.
fn open(person: &mut Native, url: &str) -> (Option<String>, String) {
    let path = url.strip_prefix("http://127.0.0.1:8788");
    let headers = person.get_at_okta(path.expect("the org is asked"));
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let location = text("location").expect("somebody is sent on");
    (text("set-cookie").map(str::to_owned), location.to_owned())
}

fn link(person: &mut Native) {
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    let link = person.okta().link_for(ADA, 1);
    person.visit(&link);
}

fn by_link() {
    let mut person = classic(|_| {});
    link(&mut person);
    let (sign_in, back) = done(&mut person);
    assert_eq!(back.as_deref(), Some(APP));
    let url = sign_in.expect("Okta signs in");
    let (cookie, target) = open(&mut person, &url);
    assert!(cookie.is_some_and(|cookie| cookie.starts_with("sid=")));
    assert_eq!(target, APP);
    let (cookie, _) = open(&mut person, &url);
    assert_eq!(cookie, None, "once");
}

fn mailed(person: &mut Native) {
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.settle();
    let code = code(&person.own_mails(ADA)[0]);
    person.enter_code(&code);
}

fn by_own_code() {
    let mut person = own(Switch::Off);
    mailed(&mut person);
    let (sign_in, _) = done(&mut person);
    person.settle();
    let (cookie, target) = open(&mut person, &sign_in.expect("Okta signs in"));
    assert!(cookie.is_some_and(|cookie| cookie.starts_with("sid=")));
    assert_eq!(target, APP);
    let calls = person.okta().calls();
    let ended = calls.iter().filter(|path| path.ends_with("/sessions"));
    assert_eq!(ended.count(), 1, "before, and not again");
}

fn revoked() {
    let mut person = own(Switch::On);
    mailed(&mut person);
    let (sign_in, _) = done(&mut person);
    let (cookie, target) = open(&mut person, &sign_in.expect("Okta may sign in"));
    assert_eq!((cookie, &*target), (None, APP));
    assert!(person.okta().signs_in(ADA, NEW));
}

fn coded(change: impl FnOnce(&mut Seed)) -> Native {
    let mut seed = okta_code::seed(Engine::IdentityEngine);
    change(&mut seed);
    let mut person = Native::with(seed, Delivery::Okta);
    person.sign_in_afterwards(HOME);
    person.visit("/forgot_password");
    person.ask_by(ADA, Channel::Email);
    person.settle();
    let mail = person.okta().mail_for(ADA, 1);
    person.enter_code(mail["code"].as_str().expect("a code"));
    person
}

fn by_okta_code() {
    let mut person = coded(|_| {});
    let (sign_in, _) = done(&mut person);
    let (cookie, target) = open(&mut person, &sign_in.expect("Okta signs in"));
    assert!(cookie.is_some_and(|cookie| cookie.starts_with("idx=")));
    assert!(target.starts_with(okta_emulator::REDIRECT_URI), "{target}");
}

fn more_to_prove() {
    let mut person = classic(|seed| seed.switches.mfa_after_reset = Switch::On);
    link(&mut person);
    assert_eq!(done(&mut person).0, None, "a second factor is asked for");
    for end in [AfterReset::RecoveryCompleted, AfterReset::SignInFailed] {
        let mut person = coded(|seed| seed.switches.idx.after_reset = end);
        assert_eq!(done(&mut person).0, None, "{end:?}");
    }
}

fn not_wanted() {
    let mut person = Native::new();
    person.comes_from(APP);
    link(&mut person);
    assert_eq!(done(&mut person), (None, Some(APP.to_owned())));
    assert_eq!(sessions(&mut person), json!([]), "nobody is anywhere");
}

fn lost() {
    let mut person = classic(|_| {});
    link(&mut person);
    person.okta().fault(json!({
        "path": "/api/v1/authn/credentials/reset_password",
        "drop": true, "when": "after", "count": 1,
    }));
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(done(&mut person).0, None);
}

fn sessions_stay() {
    let mut person = own(Switch::Off);
    mailed(&mut person);
    let user = person.okta().user(ADA);
    let path = format!(
        "/api/v1/users/{}/sessions",
        user["id"].as_str().unwrap_or("")
    );
    person
        .okta()
        .fault(json!({ "path": path, "status": 503, "count": 1 }));
    assert_eq!(done(&mut person).0, None, "it would end with the others");
    person.settle();
    let calls = person.okta().calls();
    assert_eq!(calls.iter().filter(|call| **call == path).count(), 2);
}

/// Sessions that a browser has.
fn sessions(person: &mut Native) -> Value {
    let (_, all) = person.okta().request("GET", "/_emulator/sessions", None);
    let used = all.as_array().into_iter().flatten();
    used.filter(|session| session["is_exchanged"] == true)
        .cloned()
        .collect()
}
