//! Unlocking by Okta's own message, where network and clock obey: what is lost, late, wrong, refused,
//! or not what it was taken for.

use okta_emulator::{Access, Engine, Seed, StepUp, Switch};
use pages::Channel;
use recovery::Delivery;
use serde_json::{Value, json};

use crate::matrix::{ANSWER, LOGIN, PHONE};
use crate::native::Native;
use crate::okta_code::seed;
use crate::own_mail::Scenario;
use crate::seen::Seen;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("a_scanner_unlocks_nobody", scanner),
    ("a_lost_answer_to_the_button_reads_as_unlocked", lost_button),
    (
        "a_button_that_did_not_reach_okta_is_pressed_again",
        button_not_heard,
    ),
    ("a_lost_answer_to_the_answer_reads_as_unlocked", lost_answer),
    ("a_lost_answer_to_the_code_reads_as_unlocked", lost_code),
    (
        "a_late_link_is_not_taken_for_an_unlocked_account",
        late_link,
    ),
    (
        "a_replaced_link_is_not_taken_for_an_unlocked_account",
        replaced_link,
    ),
    ("five_wrong_answers_close_the_link", wrong_answers),
    ("an_outage_is_waited_out", outage),
    ("a_lost_challenge_sends_no_second_mail", lost_challenge),
    ("wrong_codes_look_alike_for_everybody", alike),
    ("an_org_that_forbids_it_looks_the_same", forbidden),
    ("identity_engine_may_ask_the_question", question_on_idx),
    ("a_link_for_a_password_leads_to_one", other_link),
    (
        "a_template_that_leads_elsewhere_still_unlocks",
        other_template,
    ),
    (
        "a_password_is_not_taken_where_none_is_asked_for",
        no_password,
    ),
    ("a_wish_is_another_request", another_request),
];

const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const NOBODY: &str = "nobody@example.com";
const TOKEN: &str = "/api/v1/authn/recovery/token";
const ANSWER_PATH: &str = "/api/v1/authn/recovery/answer";
const VERIFY: &str = "/api/v1/authn/recovery/factors/SMS/verify";
const HAND_IN: &str = "/idp/idx/challenge/answer";

/// Somebody who is locked out, with or without a recovery question.
fn locked_in(seed: Seed, question: Switch) -> Native {
    let mut person = Native::with(seed, Delivery::Okta);
    let mut credentials = json!({ "password": { "value": OLD } });
    if question == Switch::On {
        credentials["recovery_question"] = json!({ "question": "Which food?", "answer": ANSWER });
    }
    let body = json!({
        "profile": { "login": LOGIN }, "phone": PHONE, "status": "LOCKED_OUT",
        "credentials": credentials,
    });
    let (status, made) = person
        .okta()
        .request("POST", "/_emulator/users", Some(body));
    assert_eq!(status, 200, "{made}");
    person
}

fn locked(engine: Engine, question: Switch) -> Native {
    locked_in(seed(engine), question)
}

fn ask(person: &mut Native, login: &str, channel: Channel) -> Seen {
    person.visit("/forgot_password");
    let told = person.ask_to_unlock(login, channel);
    assert_eq!(told.page, "check-your-email", "{told:?}");
    person.settle();
    told
}

/// The only message to an address.
fn message(person: &mut Native, to: &str) -> Value {
    let mut all = person.okta().mails_to(to);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn link(person: &mut Native) -> String {
    ask(person, LOGIN, Channel::Email);
    let message = message(person, LOGIN);
    let link = message["links"][0].as_str().expect("the mail has a link");
    link.to_owned()
}

fn code(person: &mut Native, channel: Channel) -> String {
    ask(person, LOGIN, channel);
    let to = if channel == Channel::Email {
        LOGIN
    } else {
        PHONE
    };
    let message = message(person, to);
    let code = message["code"].as_str().expect("the message has a code");
    code.to_owned()
}

fn is_locked(person: &mut Native) -> bool {
    person.okta().user(LOGIN)["status"] == "LOCKED_OUT"
}

fn is_unlocked(person: &mut Native, done: &Seen) {
    assert_eq!(done.page, "done", "{done:?}");
    assert!(done.text.contains("Your account is unlocked"), "{done:?}");
    assert!(person.okta().signs_in(LOGIN, OLD), "by the old password");
}

/// What Okta does, and nobody hears.
fn lose(person: &mut Native, (path, when): (&str, &str)) {
    person
        .okta()
        .fault(json!({ "path": path, "drop": true, "when": when, "count": 1 }));
}

fn tries_again(seen: &Seen) {
    assert_eq!(
        (&*seen.page, seen.errors.len()),
        ("new-password", 1),
        "{seen:?}"
    );
    assert!(seen.errors[0].contains("try again"), "{seen:?}");
}

fn scanner() {
    for question in [Switch::Off, Switch::On] {
        let mut person = locked(Engine::Classic, question);
        let link = link(&mut person);
        let asked = person.okta().calls();
        for _ in 0..3 {
            assert_eq!(person.visit(&link).page, "new-password");
            // As if the link were one for a password; whoever has said better is believed.
            let other = link.replace("/unlock/", "/reset_password/");
            assert_eq!(person.visit(&other).page, "new-password");
        }
        assert_eq!(person.okta().calls(), asked, "nobody is asked");
        assert!(is_locked(&mut person));
        let done = person.unlock(Some(ANSWER));
        is_unlocked(&mut person, &done);
    }
}

fn lost_button() {
    let mut person = locked(Engine::Classic, Switch::Off);
    let link = link(&mut person);
    person.visit(&link);
    lose(&mut person, (TOKEN, "after"));
    tries_again(&person.unlock(None));
    assert!(!is_locked(&mut person), "Okta has done it");
    let done = person.unlock(None);
    is_unlocked(&mut person, &done);
}

fn button_not_heard() {
    let mut person = locked(Engine::Classic, Switch::Off);
    let link = link(&mut person);
    person.visit(&link);
    lose(&mut person, (TOKEN, "before"));
    tries_again(&person.unlock(None));
    let limit = json!({ "path": TOKEN, "rate_limit": { "reset_in_seconds": 5 }, "count": 1 });
    person.okta().fault(limit);
    tries_again(&person.unlock(None));
    assert!(is_locked(&mut person));
    let done = person.unlock(None);
    is_unlocked(&mut person, &done);
}

fn lost_answer() {
    for channel in [Channel::Email, Channel::Sms] {
        let mut person = locked(Engine::Classic, Switch::On);
        if channel == Channel::Email {
            let link = link(&mut person);
            person.visit(&link);
            assert!(person.unlock(None).question.is_some());
        } else {
            let code = code(&mut person, channel);
            assert!(person.enter_code(&code).question.is_some());
        }
        lose(&mut person, (ANSWER_PATH, "after"));
        tries_again(&person.unlock(Some(ANSWER)));
        assert!(!is_locked(&mut person), "Okta has done it");
        let done = person.unlock(Some(ANSWER));
        is_unlocked(&mut person, &done);
    }
}

fn lost_code() {
    for (engine, channel, path) in [
        (Engine::Classic, Channel::Sms, VERIFY),
        (Engine::IdentityEngine, Channel::Sms, HAND_IN),
        (Engine::IdentityEngine, Channel::Email, HAND_IN),
    ] {
        for when in ["before", "after"] {
            let mut person = locked(engine, Switch::Off);
            let code = code(&mut person, channel);
            lose(&mut person, (path, when));
            let told = person.enter_code(&code);
            assert_eq!((&*told.page, told.errors.len()), ("check-your-email", 1));
            assert_eq!(is_locked(&mut person), when == "before");
            if when == "before" {
                let wrong = if code == "000000" { "000001" } else { "000000" };
                assert_eq!(person.enter_code(wrong).page, "check-your-email");
            }
            let done = person.enter_code(&code);
            is_unlocked(&mut person, &done);
        }
    }
}

fn late_link() {
    let mut person = locked(Engine::Classic, Switch::Off);
    let link = link(&mut person);
    person.okta().advance(3_601);
    person.visit(&link);
    assert_eq!(person.unlock(None).page, "link-expired");
    assert!(is_locked(&mut person));
}

fn replaced_link() {
    let mut person = locked(Engine::Classic, Switch::Off);
    let link = link(&mut person);
    person.forget();
    person.pass(61);
    ask(&mut person, LOGIN, Channel::Email);
    person.visit(&link);
    assert_eq!(person.unlock(None).page, "link-expired");
    assert!(is_locked(&mut person));
    let newer = person.okta().mails_to(LOGIN)[1]["links"][0].clone();
    person.visit(newer.as_str().expect("a link"));
    let done = person.unlock(None);
    is_unlocked(&mut person, &done);
}

fn wrong_answers() {
    let mut person = locked(Engine::Classic, Switch::On);
    let link = link(&mut person);
    person.visit(&link);
    person.unlock(None);
    for _ in 0..4 {
        let again = person.unlock(Some("cabbage"));
        assert_eq!((&*again.page, again.errors.len()), ("new-password", 1));
    }
    assert_eq!(person.unlock(Some("cabbage")).page, "link-closed");
    assert_eq!(person.visit(&link).page, "link-closed");
    assert_eq!(person.unlock(Some(ANSWER)).page, "link-closed");
    assert!(is_locked(&mut person));
}

fn outage() {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        for channel in [Channel::Email, Channel::Sms] {
            let mut person = locked(engine, Switch::Off);
            let away = json!({ "path": "*", "status": 503, "count": 3 });
            person.okta().fault(away);
            person.visit("/forgot_password");
            person.ask_to_unlock(LOGIN, channel);
            for _ in 0..4 {
                person.settle();
                person.pass(60);
            }
            let to = if channel == Channel::Email {
                LOGIN
            } else {
                PHONE
            };
            let message = message(&mut person, to);
            let done = match (message["code"].as_str(), message["links"][0].as_str()) {
                (Some(code), _) => person.enter_code(code),
                (None, Some(link)) => {
                    person.visit(link);
                    person.unlock(None)
                }
                (None, None) => panic!("neither link nor code: {message}"),
            };
            is_unlocked(&mut person, &done);
        }
    }
}

fn lost_challenge() {
    let mut person = locked(Engine::IdentityEngine, Switch::Off);
    lose(&mut person, ("/idp/idx/challenge", "after"));
    let code = code(&mut person, Channel::Email);
    let done = person.enter_code(&code);
    is_unlocked(&mut person, &done);
}

/// Who is locked, who is not, and who is not there: word for word, and Okta is asked as often.
fn alike() {
    for (engine, channel) in [
        (Engine::Classic, Channel::Sms),
        (Engine::IdentityEngine, Channel::Sms),
        (Engine::IdentityEngine, Channel::Email),
    ] {
        let mut walks = Vec::new();
        for login in [LOGIN, "hedy@example.com", NOBODY] {
            let mut person = locked(engine, Switch::Off);
            let mut told = vec![ask(&mut person, login, channel)];
            for _ in 0..6 {
                told.push(person.enter_code("000000"));
            }
            told.push(person.resend());
            for page in &mut told {
                page.text = page.text.replace(login, "");
            }
            assert!(is_locked(&mut person));
            walks.push((told, person.okta().calls()));
        }
        assert_eq!(walks[0], walks[1], "who is not locked");
        assert_eq!(walks[0], walks[2], "who is not there");
    }
}

fn forbidden() {
    for (engine, channel) in [
        (Engine::Classic, Channel::Email),
        (Engine::Classic, Channel::Sms),
        (Engine::IdentityEngine, Channel::Email),
    ] {
        let mut seed = seed(engine);
        seed.policy.rules[0].self_service_unlock = Access::Deny;
        let mut forbidden = locked_in(seed, Switch::Off);
        let mut usual = locked(engine, Switch::Off);
        let told = ask(&mut forbidden, LOGIN, channel);
        assert_eq!(told, ask(&mut usual, LOGIN, channel));
        if (engine, channel) != (Engine::Classic, Channel::Email) {
            assert_eq!(forbidden.enter_code("000000"), usual.enter_code("000000"));
        }
        assert!(is_locked(&mut forbidden));
        assert!(forbidden.okta().mails_to(LOGIN).is_empty());
        assert!(forbidden.okta().mails_to(PHONE).is_empty());
    }
}

fn with_question_on_idx() -> Native {
    let mut seed = seed(Engine::IdentityEngine);
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    seed.switches.idx.unlock_needs_question = Switch::On;
    locked_in(seed, Switch::On)
}

fn question_on_idx() {
    for lost in [None, Some("after"), Some("before")] {
        let mut person = with_question_on_idx();
        let code = code(&mut person, Channel::Email);
        let form = person.enter_code(&code);
        assert_eq!((form.question.is_some(), form.rules), (true, 0), "{form:?}");
        let again = person.unlock(Some("cabbage"));
        assert_eq!((&*again.page, again.errors.len()), ("new-password", 1));
        assert!(is_locked(&mut person));
        if let Some(when) = lost {
            lose(&mut person, (HAND_IN, when));
            tries_again(&person.unlock(Some(ANSWER)));
        }
        let done = person.unlock(Some(ANSWER));
        is_unlocked(&mut person, &done);
    }
}

/// The templates of the two mails were mixed up: each link still does what Okta made it for.
fn other_link() {
    let mut person = Native::new();
    person.visit("/forgot_password");
    person.ask_for_mail("ada@example.com");
    let link = person.okta().link_for("ada@example.com", 1);
    person.visit(&link.replace("/reset_password/", "/unlock/"));
    let form = person.unlock(None);
    assert!(form.rules >= 4, "{form:?}");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in("ada@example.com", NEW));
}

fn other_template() {
    for question in [Switch::Off, Switch::On] {
        let mut person = locked(Engine::Classic, question);
        let link = link(&mut person);
        let mut seen = person.visit(&link.replace("/unlock/", "/reset_password/"));
        if question == Switch::On {
            assert_eq!((seen.question.is_some(), seen.rules), (true, 0), "{seen:?}");
            seen = person.unlock(Some(ANSWER));
        }
        is_unlocked(&mut person, &seen);
    }
}

fn no_password() {
    let mut person = locked(Engine::Classic, Switch::On);
    let link = link(&mut person);
    person.visit(&link);
    assert_eq!(person.save(NEW, Some(ANSWER)).page, "new-password");
    person.unlock(None);
    assert_eq!(person.save(NEW, Some(ANSWER)).page, "new-password");
    assert_eq!(person.save("", None).page, "new-password");
    assert!(is_locked(&mut person));
    let done = person.unlock(Some(ANSWER));
    is_unlocked(&mut person, &done);
}

/// A new password and an unlocked account are two wishes of one person.
fn another_request() {
    let mut person = locked(Engine::Classic, Switch::Off);
    person.visit("/forgot_password");
    person.ask_for_mail(LOGIN);
    person.settle();
    assert!(
        !person
            .okta()
            .calls()
            .iter()
            .any(|path| path.ends_with("/unlock"))
    );
    person.ask_to_unlock(LOGIN, Channel::Email);
    person.settle();
    assert!(
        person
            .okta()
            .calls()
            .iter()
            .any(|path| path.ends_with("/unlock"))
    );
}
