//! Okta is away, wants to be left alone, or is silent: what was asked for is waited out. In the
//! runtime for seconds; for half an hour by the clock of the native setting.

use std::thread;
use std::time::Duration;

use okta::Timestamp;
use okta_emulator::Engine;
use pages::Channel;
use recovery::Delivery;
use serde_json::{Value, json};

use super::Check;
use crate::matrix::own_delivery;
use crate::native::Native;
use crate::okta_code::seed;
use crate::org::Okta;
use crate::programs::{CODES, OWN, WITH_PHONES};
use crate::runtime::{Edge, Storage};
use crate::setting::Setting;
use crate::workerd::Workerd;

const ADA: &str = "ada@example.com";

/// As `worker/src/network.rs` has it, in milliseconds.
const DEADLINE: i64 = 10_000;
/// The first pause after a failure with its spread, and what a busy machine adds, in milliseconds.
const PAUSE: i64 = 2_500 + 5_000;

/// A way to the message, and the first call on it.
struct Way {
    name: &'static str,
    settings: &'static [(&'static str, &'static str)],
    fields: &'static [(&'static str, &'static str)],
    first: &'static str,
}

const WAYS: &[Way] = &[
    Way {
        name: "okta_link",
        settings: &[],
        fields: &[("login", ADA)],
        first: "/api/v1/authn/recovery/password",
    },
    Way {
        name: "own_mail",
        settings: OWN,
        fields: &[("login", ADA)],
        first: "/api/v1/users/ada%40example.com",
    },
    Way {
        name: "mailer",
        settings: OWN,
        fields: &[("login", ADA)],
        first: "/resend/emails",
    },
    Way {
        name: "idx_code",
        settings: CODES,
        fields: &[("login", ADA), ("channel", "email")],
        first: "/oauth2/v1/interact",
    },
];

type Told = (&'static str, fn(&Way));

const EVERYWHERE: &[Told] = &[
    ("an_outage_with_a_crash_in_it_is_waited_out", outage),
    ("a_spent_limit_is_waited_out", limited),
    ("a_silent_service_is_given_up_and_asked_again", silent),
];

pub(super) fn checks() -> Vec<Check> {
    let mut all: Vec<Check> = Vec::new();
    for way in WAYS {
        for (name, told) in EVERYWHERE {
            let name = format!("upstream::{}::{name}", way.name);
            all.push((name, Box::new(|| told(way))));
        }
    }
    for (name, engine, delivery) in [
        ("okta_link", Engine::Classic, Delivery::Okta),
        ("own_mail", Engine::Classic, own_delivery()),
        ("idx_code", Engine::IdentityEngine, Delivery::Okta),
    ] {
        let name = format!("upstream::{name}::half_an_hour_is_waited_out");
        all.push((name, Box::new(move || half_an_hour(engine, delivery))));
    }
    all
}

fn asked(way: &Way, fault: Value) -> (Edge, Workerd) {
    let edge = Edge::start(way.settings, WITH_PHONES, Storage::Disk);
    let mut person = Workerd::beside(&edge.programs);
    person.okta().fault(fault);
    person.visit("/forgot_password");
    let seen = person.try_to_submit(way.fields).expect("it answers");
    assert_eq!(seen.page, "check-your-email");
    (edge, person)
}

fn outage(way: &Way) {
    let (mut edge, mut person) = asked(way, json!({ "path": way.first, "status": 503 }));
    let third = |person: &mut Workerd| times(person.okta(), way.first).len() >= 3;
    until(&mut person, "a third call", third);
    edge.runtime.kill();
    edge.runtime.start_again();
    let fourth = |person: &mut Workerd| times(person.okta(), way.first).len() >= 4;
    until(&mut person, "a fourth call", fourth);
    let calls = times(person.okta(), way.first);
    let pauses: Vec<_> = calls.windows(2).map(|two| two[1] - two[0]).collect();
    // From waking to waking; a call comes a little after that.
    let grow = pauses.iter().zip([1_800, 3_800, 7_800]);
    assert!(
        grow.into_iter().all(|(pause, least)| *pause >= least),
        "{pauses:?}"
    );
    person.okta().request("DELETE", "/_emulator/faults", None);
    assert_one_mail(&mut person);
}

fn limited(way: &Way) {
    let limit = json!({ "reset_in_seconds": 12 });
    let (_edge, mut person) = asked(
        way,
        json!({ "path": way.first, "rate_limit": limit, "count": 1 }),
    );
    assert_one_mail(&mut person);
    let calls = times(person.okta(), way.first);
    assert_eq!(calls.len(), 2, "one in vain");
    let pause = calls[1] - calls[0];
    // The headers are in whole seconds.
    let range = 11_000..12_000 + PAUSE;
    assert!(range.contains(&pause), "{pause} ms");
}

fn silent(way: &Way) {
    let (_edge, mut person) = asked(
        way,
        json!({ "path": way.first, "drop": true, "delay_ms": 600_000, "count": 1 }),
    );
    assert_one_mail(&mut person);
    let calls = times(person.okta(), way.first);
    assert_eq!(calls.len(), 2, "one in vain");
    let pause = calls[1] - calls[0];
    // The first call comes a little after its waking, and two clocks tell when.
    let range = DEADLINE - 200..DEADLINE + PAUSE;
    assert!(range.contains(&pause), "{pause} ms");
}

/// An hour is what a request lives: after half of it, the mail still comes, and comes once.
fn half_an_hour(engine: Engine, delivery: Delivery) {
    let mut person = Native::with(seed(engine), delivery);
    person.okta().fault(json!({ "path": "*", "status": 503 }));
    person.visit("/forgot_password");
    person.ask_by(ADA, Channel::Email);
    let start = clock(person.okta());
    let mut wakings = 0;
    while clock(person.okta()) - start < 30 * 60_000 {
        person.wake();
        wakings += 1;
        assert!(wakings < 30, "Okta is left alone");
    }
    assert!(person.okta().mails_to(ADA).is_empty());
    person.okta().request("DELETE", "/_emulator/faults", None);
    person.wake();
    assert_eq!(
        person.okta().mails_to(ADA).len(),
        1,
        "after {wakings} calls"
    );
    person.settle();
    assert_eq!(person.okta().mails_to(ADA).len(), 1);
    let late = clock(person.okta()) - start;
    assert!(late < 40 * 60_000, "{late} ms");
}

fn assert_one_mail(person: &mut Workerd) {
    let mailed = |person: &mut Workerd| !person.okta().mails_to(ADA).is_empty();
    until(person, "the mail", mailed);
    thread::sleep(Duration::from_secs(1));
    assert_eq!(person.okta().mails_to(ADA).len(), 1, "one mail");
}

fn until(person: &mut Workerd, what: &str, is_there: impl Fn(&mut Workerd) -> bool) {
    for _ in 0..500 {
        if is_there(person) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    let calls = person.okta().calls();
    panic!("{what} did not come: {calls:#?}");
}

/// When a path was called, by the org's clock, in milliseconds.
fn times(okta: &mut dyn Okta, path: &str) -> Vec<i64> {
    let (_, calls) = okta.request("GET", "/_emulator/calls", None);
    let calls = calls.as_array().into_iter().flatten();
    let times = calls
        .filter(|call| call["path"] == path)
        .filter_map(|call| call["at"].as_str()?.parse::<Timestamp>().ok());
    times.map(Timestamp::as_millis).collect()
}

fn clock(okta: &mut dyn Okta) -> i64 {
    let (_, clock) = okta.request("GET", "/_emulator/clock", None);
    let now = clock["now"].as_str().and_then(|now| now.parse().ok());
    let now: Timestamp = now.expect("the org has a clock");
    now.as_millis()
}
