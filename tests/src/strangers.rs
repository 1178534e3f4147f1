//! Somebody who knows where a transaction is, and has not its handle: from a log, or from a link that
//! has ended. Told natively.

use okta_emulator::Engine;
use pages::Channel;
use recovery::Delivery;

use crate::matrix::own_delivery;
use crate::native::Native;
use crate::okta_code::seed;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    (
        "a_place_is_no_handle_while_a_mail_of_ours_is_waited_for",
        own_mail,
    ),
    ("a_place_is_no_handle_while_a_code_is_waited_for", okta_code),
    ("a_place_is_no_handle_behind_a_code", behind_a_code),
    ("a_place_is_no_handle_behind_a_link_of_oktas", okta_link),
];

const ADA: &str = "ada@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";

fn person(delivery: Delivery) -> Native {
    let mut person = Native::with(seed(Engine::IdentityEngine), delivery);
    person.visit("/forgot_password");
    person.ask_by(ADA, Channel::Email);
    person.settle();
    person
}

/// Tries every door with a link that says where the transaction is, and holds no secret.
fn nothing_opens(person: &mut Native, code: &str) {
    let before = person.okta().user(ADA);
    let calls = person.okta().calls().len();
    person.take_the_place_for_a_handle();
    assert!(person.asks_as_a_stranger(code).is_none(), "not who asked");
    person.pass(61);
    assert!(person.resends_as_a_stranger().is_none(), "not who asked");
    let seen = [person.look(), person.save(NEW, None)];
    assert!(seen.iter().all(|seen| seen.page == "link-used"), "{seen:?}");
    person.settle();
    assert_eq!(person.okta().calls().len(), calls, "Okta was not asked");
    assert_eq!(person.okta().user(ADA), before);
    assert!(person.okta().signs_in(ADA, OLD));
}

fn own_mail() {
    let mut person = person(own_delivery());
    let code = crate::matrix::code(&person.own_mails(ADA)[0]);
    nothing_opens(&mut person, &code);
}

fn okta_code() {
    let mut person = person(Delivery::Okta);
    let mail = person.okta().mail_for(ADA, 1);
    nothing_opens(&mut person, mail["code"].as_str().expect("a code"));
}

fn behind_a_code() {
    let mut person = person(Delivery::Okta);
    let mail = person.okta().mail_for(ADA, 1);
    let code = mail["code"].as_str().expect("a code");
    assert_eq!(person.enter_code(code).page, "new-password");
    nothing_opens(&mut person, code);
}

fn okta_link() {
    let mut person = Native::new();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "new-password");
    person.hold_the_reset_as_request();
    nothing_opens(&mut person, "000000");
}
