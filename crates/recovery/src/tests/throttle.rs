//! How often Okta is asked.

use okta::Timestamp;

use super::stage::{MINUTE, NOW};
use crate::throttle::{Call, CallEnd, Passage, Throttle, Urgency};

const PER_MINUTE: u32 = 120;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW + millis)
}

fn call(network: &str, urgency: Urgency) -> Call {
    let network = network.to_owned();
    Call { network, urgency }
}

fn is_granted(throttle: &mut Throttle, call: &Call, now: i64) -> bool {
    matches!(
        throttle.pass(call, PER_MINUTE, at(now)),
        Passage::Granted { .. }
    )
}

/// How many of so many calls per millisecond pass, of those that `calls` makes for each.
fn granted(throttle: &mut Throttle, millis: std::ops::Range<i64>, calls: &[Call]) -> u32 {
    let mut granted = 0;
    for now in millis {
        for call in calls {
            granted += u32::from(is_granted(throttle, call, now));
        }
    }
    granted
}

#[test]
fn no_minute_has_more_calls_than_are_allowed() {
    for per_minute in [1, 2, 3, 10, 119, 600] {
        let mut throttle = Throttle::new(per_minute, at(0));
        let begun = call("n", Urgency::Begun);
        let mut times = Vec::new();
        for now in (0..5 * MINUTE).step_by(7) {
            if let Passage::Granted { .. } = throttle.pass(&begun, per_minute, at(now)) {
                times.push(now);
            }
        }
        let within = |from: i64| {
            let minute = from..from + MINUTE;
            times.iter().filter(|time| minute.contains(time)).count()
        };
        let allowed = usize::try_from(per_minute).expect("it fits");
        for from in times.iter().copied() {
            assert!(within(from) <= allowed, "{per_minute}: {}", within(from));
        }
        let last = within(4 * MINUTE);
        assert!(last * 4 + 4 >= allowed * 3, "{per_minute}: only {last}");
    }
}

#[test]
fn whoever_is_held_passes_after_the_wait() {
    for urgency in [Urgency::Deferrable, Urgency::Waiting, Urgency::Begun] {
        let mut throttle = Throttle::new(PER_MINUTE, at(0));
        let call = call("n", urgency);
        let wait = loop {
            match throttle.pass(&call, PER_MINUTE, at(0)) {
                Passage::Granted { .. } => {}
                Passage::Held { wait } => break wait,
            }
        };
        assert!(is_granted(&mut throttle, &call, wait), "{urgency:?}");
    }
}

#[test]
fn a_flood_from_some_networks_waits_for_itself() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    let flood: Vec<_> = (0..20)
        .map(|n| call(&format!("flood-{n}"), Urgency::Deferrable))
        .collect();
    let passed = granted(&mut throttle, 0..20_000, &flood);
    assert!(passed > 20, "some of the flood passes: {passed}");
    let bystander = call("bystander", Urgency::Deferrable);
    assert!(is_granted(&mut throttle, &bystander, 20_000));
    let again = call("flood-1", Urgency::Deferrable);
    let held = throttle.pass(&again, PER_MINUTE, at(20_000));
    let Passage::Held { wait } = held else {
        panic!("the flood waits");
    };
    assert!((4_000..=64_000).contains(&wait), "{wait}");
    let person = call("flood-1", Urgency::Waiting);
    assert!(
        is_granted(&mut throttle, &person, 20_000),
        "people have their own"
    );
}

#[test]
fn people_who_wait_come_before_a_flood_that_does_not() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    // As many networks as calls.
    let mut fresh = 0;
    loop {
        fresh += 1;
        let call = call(&fresh.to_string(), Urgency::Deferrable);
        if !is_granted(&mut throttle, &call, 0) {
            break;
        }
    }
    let person = call("bystander", Urgency::Waiting);
    for _ in 0..5 {
        assert!(is_granted(&mut throttle, &person, 0));
    }
}

#[test]
fn people_of_a_busy_network_leave_something_for_others() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    let busy = call("office", Urgency::Waiting);
    while is_granted(&mut throttle, &busy, 0) {}
    assert!(is_granted(
        &mut throttle,
        &call("home", Urgency::Waiting),
        0
    ));
}

#[test]
fn what_a_network_asked_is_forgotten() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    let network = call("n", Urgency::Deferrable);
    while is_granted(&mut throttle, &network, 0) {}
    for minute in 1..10 {
        throttle.pass(
            &call("other", Urgency::Begun),
            PER_MINUTE,
            at(minute * MINUTE),
        );
    }
    let again = granted(&mut throttle, 600_000..600_001, &vec![network; 50]);
    let mut fresh = Throttle::new(PER_MINUTE, at(0));
    let first = granted(&mut fresh, 0..1, &vec![call("n", Urgency::Deferrable); 50]);
    assert_eq!(again, first);
}

#[test]
fn okta_is_left_alone_while_it_is_down() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    let person = call("n", Urgency::Waiting);
    for _ in 0..7 {
        throttle.note(CallEnd::Failed, at(0));
        assert!(is_granted(&mut throttle, &person, 0));
    }
    throttle.note(CallEnd::Failed, at(0));
    let held = throttle.pass(&person, PER_MINUTE, at(0));
    assert_eq!(held, Passage::Held { wait: 2_000 });
    // One finds out; the others wait for what it finds.
    let probe = throttle.pass(&person, PER_MINUTE, at(2_000));
    assert_eq!(probe, Passage::Granted { tell: true });
    assert!(!is_granted(&mut throttle, &person, 2_001));
    throttle.note(CallEnd::Failed, at(2_500));
    let held = throttle.pass(&person, PER_MINUTE, at(2_500));
    assert_eq!(held, Passage::Held { wait: 4_000 });
    assert!(is_granted(&mut throttle, &person, 6_500));
    throttle.note(CallEnd::Answered, at(6_600));
    let free = throttle.pass(&person, PER_MINUTE, at(6_601));
    assert_eq!(free, Passage::Granted { tell: false });
}

#[test]
fn a_probe_that_is_never_heard_of_is_followed_by_another() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    for _ in 0..20 {
        throttle.note(CallEnd::Failed, at(0));
    }
    let person = call("n", Urgency::Waiting);
    assert!(is_granted(&mut throttle, &person, 30_000));
    assert!(!is_granted(&mut throttle, &person, 59_999));
    assert!(is_granted(&mut throttle, &person, 60_000));
}

#[test]
fn who_can_wait_obeys_oktas_own_limit() {
    let mut throttle = Throttle::new(PER_MINUTE, at(0));
    throttle.note(CallEnd::Limited { wait: Some(20_000) }, at(0));
    let later = call("n", Urgency::Deferrable);
    let held = throttle.pass(&later, PER_MINUTE, at(0));
    assert_eq!(held, Passage::Held { wait: 20_000 });
    assert!(is_granted(&mut throttle, &call("n", Urgency::Waiting), 0));
    assert!(is_granted(&mut throttle, &later, 20_000));
    let long = Some(i64::MAX);
    throttle.note(CallEnd::Limited { wait: long }, at(20_000));
    assert!(
        is_granted(&mut throttle, &later, 80_000),
        "a minute is the longest"
    );
}
