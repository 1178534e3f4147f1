//! Okta's codes, by mail, text message and call: told natively, where clock and network obey.

mod handles;
mod once;

use okta_emulator::{Engine, Seed, Switch};
use pages::Channel;
use recovery::Delivery;
use serde_json::json;

use crate::matrix::own_delivery;
use crate::native::Native;
use crate::seen::Seen;
use crate::setting::Setting;

/// A scenario and its name.
pub type Scenario = (String, Box<dyn FnOnce() + Send>);

const ADA: &str = "ada@example.com";
/// Has a phone.
const HEDY: &str = "hedy@example.com";
const PHONE: &str = "+15550100";
const NOBODY: &str = "nobody@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";

const HAND_IN: &str = "/idp/idx/challenge/answer";

/// A way to a code.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    engine: Engine,
    channel: Channel,
    login: &'static str,
    to: &'static str,
    /// Where a code is handed in.
    hand_in: &'static str,
}

const WAYS: &[Way] = &[
    Way {
        name: "mail",
        engine: Engine::IdentityEngine,
        channel: Channel::Email,
        login: ADA,
        to: ADA,
        hand_in: HAND_IN,
    },
    Way {
        name: "sms",
        engine: Engine::IdentityEngine,
        channel: Channel::Sms,
        login: HEDY,
        to: PHONE,
        hand_in: HAND_IN,
    },
    Way {
        name: "call",
        engine: Engine::IdentityEngine,
        channel: Channel::Call,
        login: HEDY,
        to: PHONE,
        hand_in: HAND_IN,
    },
    Way {
        name: "classic_sms",
        engine: Engine::Classic,
        channel: Channel::Sms,
        login: HEDY,
        to: PHONE,
        hand_in: "/api/v1/authn/recovery/factors/SMS/verify",
    },
    Way {
        name: "classic_call",
        engine: Engine::Classic,
        channel: Channel::Call,
        login: HEDY,
        to: PHONE,
        hand_in: "/api/v1/authn/recovery/factors/CALL/verify",
    },
];

/// What is told of a way.
type Told = (&'static str, fn(Way));

/// What is told of every way.
const EVERYWHERE: &[Told] = &[
    ("the_code_leads_to_a_sign_in", to_a_sign_in),
    ("nobody_and_somebody_look_alike", alike),
    ("a_newer_code_replaces_the_older_one", newer_code),
    ("a_code_ends", late_code),
    ("a_second_click_is_forgiven", second_click),
    ("a_right_code_is_not_lost_with_its_answer", lost_code),
    ("a_new_password_is_not_lost_with_its_answer", lost_password),
    ("a_new_password_that_was_not_taken_is_not_done", not_taken),
    ("a_limit_of_oktas_reads_as_a_wrong_code", limited),
    ("a_rejected_password_costs_nothing", rejected),
    ("okta_away_is_waited_out", outage),
    ("a_browser_without_the_code_gets_no_form", no_code),
    ("a_transaction_that_ran_out_asks_for_another_code", ran_out),
    ("our_own_delivery_sends_its_notice", notice),
];

/// Every scenario.
#[must_use]
pub fn scenarios() -> Vec<Scenario> {
    let mut all: Vec<Scenario> = Vec::new();
    for way in WAYS {
        for (name, scenario) in EVERYWHERE {
            let name = format!("okta_code::{}::{name}", way.name);
            all.push((name, Box::new(|| scenario(*way))));
        }
    }
    for (name, scenario) in once::ONCE {
        all.push((format!("okta_code::{name}"), Box::new(scenario)));
    }
    for (name, scenario) in handles::HANDLES {
        let name = format!("okta_code::handles::{name}");
        all.push((name, Box::new(scenario)));
    }
    all
}

/// An org on this engine whose policy lets people recover by phone.
#[must_use]
pub fn seed(engine: Engine) -> Seed {
    let mut seed = Seed::default();
    seed.switches.engine = engine;
    let factors = &mut seed.policy.recovery.factors;
    (factors.okta_sms, factors.okta_call) = (Switch::On, Switch::On);
    seed
}

fn person(way: Way) -> Native {
    Native::with(seed(way.engine), Delivery::Okta)
}

fn ask(person: &mut Native, way: Way, login: &str) -> Seen {
    person.visit("/forgot_password");
    let told = person.ask_by(login, way.channel);
    assert_eq!(told.page, "check-your-email", "{told:?}");
    person.settle();
    told
}

/// The newest code, when so many messages were sent.
fn code(person: &mut Native, to: &str, count: usize) -> String {
    let messages = person.okta().mails_to(to);
    assert_eq!(messages.len(), count, "{messages:?}");
    let newest = messages.last().and_then(|message| message["code"].as_str());
    newest.expect("the message has a code").to_owned()
}

/// Somebody who has a code.
fn sent(way: Way) -> (Native, String) {
    let mut person = person(way);
    ask(&mut person, way, way.login);
    let code = code(&mut person, way.to, 1);
    (person, code)
}

/// Where a new password is handed in.
fn reset_path(engine: Engine) -> &'static str {
    match engine {
        Engine::IdentityEngine => HAND_IN,
        Engine::Classic => "/api/v1/authn/credentials/reset_password",
    }
}

fn other(code: &str) -> String {
    let digits: u32 = code.parse().expect("a code is a number");
    format!("{:06}", (digits + 1) % 1_000_000)
}

fn finish(person: &mut Native, form: &Seen, login: &str) {
    assert_eq!(form.page, "new-password", "{form:?}");
    let done = person.save(NEW, None);
    assert_eq!(done.page, "done", "{done:?}");
    assert!(person.okta().signs_in(login, NEW), "the new one works");
    assert!(!person.okta().signs_in(login, OLD), "the old one does not");
}

fn to_a_sign_in(way: Way) {
    let mut person = person(way);
    let before = person.okta().user(way.login);
    ask(&mut person, way, way.login);
    assert_eq!(person.okta().user(way.login), before, "untouched");
    let code = code(&mut person, way.to, 1);
    let form = person.enter_code(&code);
    assert_eq!(person.okta().user(way.login), before, "still untouched");
    assert!(form.rules >= 4, "the org's rules are listed: {form:?}");
    finish(&mut person, &form, way.login);
    assert_eq!(person.okta().mails_to(way.to).len(), 1);
}

/// Word for word, and Okta is asked as often.
fn alike(way: Way) {
    for prevention in [Switch::On, Switch::Off] {
        let mut walks = Vec::new();
        for login in [way.login, NOBODY] {
            let mut seed = seed(way.engine);
            seed.switches.enumeration_prevention = prevention;
            let mut person = Native::with(seed, Delivery::Okta);
            let mut told = vec![ask(&mut person, way, login)];
            let sent = person.okta().mails_to(way.to);
            let right = sent[..].first().and_then(|sent| sent["code"].as_str());
            let wrong = right.map_or("000000".to_owned(), other);
            let handed_in = |person: &mut Native| {
                let calls = person.okta().calls();
                calls.iter().filter(|path| *path == way.hand_in).count()
            };
            for attempt in 1..=6 {
                told.push(person.enter_code(&wrong));
                assert_eq!(handed_in(&mut person), attempt.min(5), "{login}");
            }
            if let Some(right) = right {
                let right = person.enter_code(right);
                assert_eq!(right, told[6], "five are enough");
            }
            for page in &mut told {
                page.text = page.text.replace(login, "");
            }
            walks.push(told);
        }
        assert_eq!(walks[0], walks[1], "{prevention:?}");
    }
}

fn newer_code(way: Way) {
    let mut person = person(way);
    ask(&mut person, way, way.login);
    let older = code(&mut person, way.to, 1);
    for _ in 0..5 {
        person.enter_code(&other(&older));
    }
    let told = person.resend();
    assert_eq!(told.errors, ["You can ask for another one in 5 minutes."]);
    person.settle();
    assert_eq!(person.okta().mails_to(way.to).len(), 1);

    person.pass(61);
    person.resend();
    person.settle();
    assert_eq!(
        person.okta().mails_to(way.to).len(),
        1,
        "Okta takes no code of somebody who guesses, so another one would be in vain"
    );
    person.pass(241);
    person.resend();
    person.settle();
    let newer = code(&mut person, way.to, 2);
    assert_ne!(older, newer);
    if way.engine == Engine::IdentityEngine {
        // On Classic an older code of the same transaction stays good, says Okta.
        assert_eq!(person.enter_code(&older).page, "check-your-email");
    }
    let form = person.enter_code(&newer);
    finish(&mut person, &form, way.login);
}

fn late_code(way: Way) {
    let mut person = person(way);
    ask(&mut person, way, way.login);
    let late = code(&mut person, way.to, 1);
    person.pass(601);
    let told = person.enter_code(&late);
    assert_eq!(told.page, "check-your-email");
    assert_eq!(told.errors.len(), 1, "{told:?}");
    person.resend();
    person.settle();
    let code = code(&mut person, way.to, 2);
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
}

fn second_click(way: Way) {
    let (mut person, code) = sent(way);
    person.enter_code(&code);
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
}

/// What Okta does, and nobody hears.
fn lose(person: &mut Native, path: &str) {
    person.okta().fault(json!({
        "path": path, "drop": true, "when": "after", "count": 1,
    }));
}

fn lost_code(way: Way) {
    let (mut person, code) = sent(way);
    lose(&mut person, way.hand_in);
    let told = person.enter_code(&code);
    assert_eq!((&*told.page, told.errors.len()), ("check-your-email", 1));
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
}

fn lost_password(way: Way) {
    let (mut person, code) = sent(way);
    person.enter_code(&code);
    let path = reset_path(way.engine);
    lose(&mut person, path);
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done", "it was taken");
    assert!(person.okta().signs_in(way.login, NEW));
}

fn not_taken(way: Way) {
    let (mut person, code) = sent(way);
    person.enter_code(&code);
    let path = reset_path(way.engine);
    person.okta().fault(json!({
        "path": path, "drop": true, "when": "before", "count": 1,
    }));
    let form = person.save(NEW, None);
    finish(&mut person, &form, way.login);
}

/// That Okta counts for a person, only those have who are one.
fn limited(way: Way) {
    let (mut person, code) = sent(way);
    let wrong = person.enter_code(&other(&code));
    person.okta().fault(json!({
        "path": way.hand_in, "rate_limit": { "reset_in_seconds": 5 }, "count": 1,
    }));
    let told = person.enter_code(&other(&code));
    let fewer = wrong.text.replace("4 more times", "3 more times");
    assert_eq!(told.text, fewer);
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
}

fn rejected(way: Way) {
    let (mut person, code) = sent(way);
    person.enter_code(&code);
    let form = person.save("short", None);
    assert_eq!(form.page, "new-password");
    assert!(form.missing.len() >= 2, "all are named: {form:?}");
    let form = person.save(OLD, None);
    assert_eq!(form.errors.len(), 1, "Okta has its own reasons: {form:?}");
    finish(&mut person, &form, way.login);
}

fn outage(way: Way) {
    let mut person = person(way);
    person
        .okta()
        .fault(json!({ "path": "*", "status": 503, "count": 3 }));
    person.visit("/forgot_password");
    person.ask_by(way.login, way.channel);
    for _ in 0..4 {
        person.settle();
        person.pass(60);
    }
    let code = code(&mut person, way.to, 1);
    person
        .okta()
        .fault(json!({ "path": way.hand_in, "status": 503, "count": 1 }));
    let told = person.enter_code(&code);
    assert_eq!((&*told.page, told.errors.len()), ("check-your-email", 1));
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
}

fn no_code(way: Way) {
    let mut person = person(way);
    ask(&mut person, way, way.login);
    person.hold_the_request_as_reset();
    assert_eq!(person.look().page, "check-your-email");
    assert_eq!(person.save(NEW, None).page, "check-your-email");
    assert!(person.okta().signs_in(way.login, OLD));
    let code = code(&mut person, way.to, 1);
    person.enter_code(&other(&code));
    assert_eq!(person.look().page, "check-your-email");
}

fn ran_out(way: Way) {
    let mut seed = seed(way.engine);
    seed.switches.idx.step_lifetime_seconds = 300;
    let mut person = Native::with(seed, Delivery::Okta);
    ask(&mut person, way, way.login);
    let first = code(&mut person, way.to, 1);
    assert_eq!(person.enter_code(&first).page, "new-password");
    // Okta has forgotten, and the code would still be good.
    person.pass(400);
    let told = person.save(NEW, None);
    assert_eq!(told.page, "check-your-email", "{told:?}");
    assert_eq!(told.errors.len(), 1);
    let again = person.enter_code(&first);
    assert_eq!(again.errors, told.errors, "it is late, and not wrong");
    person.resend();
    person.settle();
    let second = code(&mut person, way.to, 2);
    let form = person.enter_code(&second);
    finish(&mut person, &form, way.login);
}

/// Who asked by phone has a mailbox, too.
fn notice(way: Way) {
    if way.channel == Channel::Email {
        return;
    }
    let mut person = Native::with(seed(way.engine), own_delivery());
    ask(&mut person, way, way.login);
    let code = code(&mut person, way.to, 1);
    let form = person.enter_code(&code);
    finish(&mut person, &form, way.login);
    person.settle();
    let mails = person.own_mails(way.login);
    assert_eq!(mails.len(), 1, "a notice");
    assert!(mails[0].letter.text.contains("/not_me/"));
    let calls = person.okta().calls();
    assert!(calls.iter().any(|path| path.ends_with("/sessions")));
}
