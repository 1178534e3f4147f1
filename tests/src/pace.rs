//! How often Okta is asked: told natively, where the clock obeys.

use serde_json::json;

use crate::flood::busiest_minute;
use crate::matrix::link;
use crate::native::Native;
use crate::own_mail::{Scenario, person};
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("a_flood_waits_for_itself_and_loses_nothing", flood),
    ("okta_is_left_alone_while_it_is_down", outage),
    ("whoever_waits_is_told_to_come_again", told_to_wait),
];

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const NEW: &str = "Battery-Staple-8";
const PER_MINUTE: usize = 200;

fn asked_from(person: &mut Native, address: &str, login: &str) {
    person.address = Some(address.to_owned());
    person.forget();
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(login).page, "check-your-email");
}

fn flood() {
    let mut person = person();
    person.calls_per_minute(200);
    for number in 0..300 {
        let address = format!("10.{}.0.1", number % 4);
        asked_from(
            &mut person,
            &address,
            &format!("nobody-{number}@example.com"),
        );
    }
    // Held or not: the clock stands still.
    person.wake();
    asked_from(&mut person, "198.51.100.7", ADA);
    person.wake();
    assert_eq!(person.own_mails(ADA).len(), 1, "not behind the flood");
    assert!(asked(&mut person) < PER_MINUTE / 4 + 1, "the flood is");
    let (mail, address) = (&person.own_mails(ADA)[0], "198.51.100.7");
    person.address = Some(address.to_owned());
    person.visit(&link(mail));
    assert_eq!(person.save(NEW, None).page, "done", "all of it at once");

    let mut minutes = 0;
    while person.world.is_waiting() {
        person.wake();
        minutes += 1;
        assert!(minutes < 10_000, "the transactions come to rest");
    }
    let calls = arrivals(&mut person);
    let looked_up = calls.len();
    assert!(looked_up >= 301, "nothing is lost: {looked_up}");
    let busiest = busiest_minute(&calls);
    assert!(busiest <= PER_MINUTE, "{busiest}");
}

fn outage() {
    let mut person = person();
    person.calls_per_minute(300);
    person
        .okta()
        .fault(json!({ "path": "/api/v1/users/*", "status": 503 }));
    for number in 0..30 {
        let address = format!("10.{number}.0.1");
        asked_from(
            &mut person,
            &address,
            &format!("nobody-{number}@example.com"),
        );
    }
    asked_from(&mut person, "198.51.100.7", ADA);
    let start = person.world.now().as_millis();
    while person.world.now().as_millis() < start + 600_000 {
        person.wake();
    }
    let calls = asked(&mut person);
    // Eight find out, then one at a time: each twice as late as the one before, up to half a minute.
    assert!((8..=8 + 4 + 20).contains(&calls), "{calls}");
    person.okta().request("DELETE", "/_emulator/faults", None);
    person.pass(30);
    for _ in 0..200 {
        person.wake();
    }
    assert_eq!(person.own_mails(ADA).len(), 1);
}

fn told_to_wait() {
    let mut person = person();
    asked_from(&mut person, "198.51.100.7", GRACE);
    person.settle();
    let link = link(&person.own_mails(GRACE)[0]);
    person.calls_per_minute(20);
    person.spend_calls();
    let before = asked(&mut person);
    person.visit(&link);
    let told = person.save(NEW, Some("okra"));
    assert_eq!(told.page, "something-went-wrong");
    assert_eq!(asked(&mut person), before, "Okta was not asked");
    person.pass(60);
    person.visit(&link);
    assert_eq!(person.save(NEW, Some("okra")).page, "done");
    assert!(person.okta().signs_in(GRACE, NEW));
}

/// How often Okta was asked so far; what the mail service was asked does not count.
fn asked(person: &mut Native) -> usize {
    arrivals(person).len()
}

fn arrivals(person: &mut Native) -> Vec<i64> {
    let (_, calls) = person.okta().request("GET", "/_emulator/calls", None);
    crate::flood::arrivals(&calls)
}
