//! Rust panics in the middle of each journey: while a request is answered, in a Durable Object, and
//! in an alarm. What was under way ends with a page of ours, the same runtime goes on, and so does
//! the reset.
//!
//! The Worker is the one that is deployed. Whatever it does begins with entropy, which the runtime
//! gives; `trap.js` stands before it and makes one draw a trap, which is how every panic ends there.

use std::thread;

use serde_json::{Value, json};

use super::Check;
use super::act::{ACTS, Act};
use super::journeys::{Journey, OKTA_LINK, OWN_LINK};
use super::walk::{Instant, Walk};
use crate::beat::now;
use crate::call::{Call, JSON};
use crate::headers;
use crate::programs::Programs;
use crate::runtime::Front;
use crate::setting::Setting;

/// What stands before the Worker.
const TRAP: Front = &[
    ("trap.js", include_bytes!("trap.js")),
    // (module (func (export "trap") unreachable))
    (
        "trap.wasm",
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x07\x08\x01\x04trap\0\0\x0a\x05\x01\x03\0\0\x0b",
    ),
];

/// One journey by Okta's mail, one by ours.
const WALKED: [&Journey; 2] = [&OKTA_LINK, &OWN_LINK];
/// Where Okta takes a new password.
const SAVE: &str = "/api/v1/authn/credentials/reset_password";
/// The page of whatever was under way.
const ENDED: &str = "something-went-wrong";

/// Every journey × each time that it draws entropy, and what is answered to whoever waits then.
pub(super) fn checks() -> Vec<Check> {
    let waits: Check = (
        "panic::whoever_waits_meanwhile_is_answered".to_owned(),
        Box::new(whoever_waits),
    );
    let mut checks = vec![waits];
    for journey in WALKED {
        for (after, within) in draws(journey).into_iter().enumerate() {
            let name = format!("panic::{}::{after}_{within}", journey.name);
            checks.push((name, Box::new(move || goes_on(journey, after))));
        }
    }
    checks
}

/// What was going on at each draw when nothing happens.
fn draws(journey: &Journey) -> Vec<String> {
    let mut walk = Walk::behind(journey, TRAP);
    let before = trapped(&walk.edge.programs, "").draws.len();
    for act in ACTS {
        let input = walk.input(act);
        walk.must(act, &input);
    }
    walk.assert_end(Act::Ask, &Instant::Answered);
    let draws = trapped(&walk.edge.programs, "").draws.split_off(before);
    for place in ["fetch", "Transaction.fetch", "Transaction.alarm"] {
        assert!(draws.iter().any(|within| within == place), "{draws:?}");
    }
    draws
}

/// Rust panics at one draw; whoever is told so does the same again.
fn goes_on(journey: &Journey, after: usize) {
    let mut walk = Walk::behind(journey, TRAP);
    let before = walk.person.okta().user(journey.login);
    trapped(&walk.edge.programs, &format!("?after={after}"));
    for act in ACTS {
        let asked = now();
        once_more(&mut walk, act);
        if act == Act::Ask {
            walk.until("a message", |walk| !walk.messages().is_empty());
            if trapped(&walk.edge.programs, "").struck && !journey.is_of_ours() {
                // Who is sent another message takes the newest.
                walk.await_another(asked);
            }
        }
        if act != Act::Save {
            let after = walk.person.okta().user(journey.login);
            assert_eq!(after, before, "nothing changes before the password is sent");
        }
    }
    walk.assert_end(Act::Ask, &Instant::Answered);
    walk.until("the panic", |walk| trapped(&walk.edge.programs, "").struck);
}

/// Does it, and does it again where it came to nothing.
fn once_more(walk: &mut Walk<'_>, act: Act) {
    let input = walk.input(act);
    let person = walk.person.clone();
    let seen = input.send(&mut walk.person).expect("the Worker answers");
    if seen.page == ENDED {
        let struck = trapped(&walk.edge.programs, "").struck;
        assert!(struck, "without a panic: {seen:?}");
        walk.person = person;
        walk.must(act, &input);
    } else {
        act.assert_page(&seen);
    }
}

/// A password is being saved, in the same runtime, when Rust panics for somebody else.
fn whoever_waits() {
    let mut walk = Walk::behind(&OKTA_LINK, TRAP);
    for act in [Act::Ask, Act::Prove] {
        let input = walk.input(act);
        walk.must(act, &input);
    }
    let save = walk.input(Act::Save);
    let slow = json!({ "path": SAVE, "delay_ms": 5_000, "count": 1 });
    walk.person.okta().fault(slow);
    let mut person = walk.person.clone();
    let seen = thread::scope(|scope| {
        let saving = scope.spawn(|| save.send(&mut person));
        walk.until("the call", |walk| walk.faults() == 0);
        for (accept, media_type) in [
            ("text/html", "text/html"),
            (JSON, "application/problem+json"),
        ] {
            trapped(&walk.edge.programs, "?after=0");
            assert_ours(&walk.edge.programs, (accept, media_type));
        }
        saving.join().expect("a browser does not panic")
    });
    // Okta has it, which the Worker has not heard: the form is sent again.
    assert_eq!(seen.expect("whoever waits is answered").page, ENDED);
    walk.must(Act::Save, &save);
    walk.assert_end(Act::Ask, &Instant::Answered);
}

/// Whoever has caused it reads a page of ours, with all that protects one.
fn assert_ours(programs: &Programs, (accept, media_type): (&str, &str)) {
    let accept = [("accept", accept)];
    let answer = Call::get("/forgot_password").with(&accept).send(programs);
    assert!(trapped(programs, "").struck);
    assert_eq!(answer.status(), 503, "{answer:?}");
    let header = |name: &str| answer.headers().get(name)?.to_str().ok();
    assert!(header("content-type").is_some_and(|value| value.starts_with(media_type)));
    assert!(header("x-request-id").is_some());
    for (name, value) in headers::ALWAYS {
        assert_eq!(header(name), Some(value), "{name}");
    }
    let next = Call::get("/forgot_password").with(&accept).send(programs);
    assert_eq!(next.status(), 200, "{next:?}");
}

/// What `trap.js` has seen.
struct Trapped {
    /// What was going on at each draw.
    draws: Vec<String>,
    struck: bool,
}

/// Asks `trap.js`, or sets it.
fn trapped(programs: &Programs, query: &str) -> Trapped {
    let (_, told) = Call::get(&format!("/_trap{query}")).json(programs);
    let draws = told["draws"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or("nothing").to_owned();
    Trapped {
        draws: draws.map(text).collect(),
        struck: told["struck"] == true,
    }
}
