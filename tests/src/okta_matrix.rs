//! The other half of the matrix: what becomes of a request in each state of an account when Okta
//! sends the message. Every row is walked by every way; what is not a way leaves all as it was.

use okta_emulator::Engine;
use pages::Channel;
use recovery::Delivery;
use serde_json::Value;

use crate::matrix::{ANSWER, LOGIN, PHONE, Row, Walk, create, rows};
use crate::native::Native;
use crate::okta_code::seed;
use crate::seen::Seen;
use crate::setting::Setting;

const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const NOBODY: &str = "nobody@example.com";

/// Engine and channel, by name.
const WAYS: [(&str, Engine, Channel); 6] = [
    ("classic::mail", Engine::Classic, Channel::Email),
    ("classic::sms", Engine::Classic, Channel::Sms),
    ("classic::call", Engine::Classic, Channel::Call),
    (
        "identity_engine::mail",
        Engine::IdentityEngine,
        Channel::Email,
    ),
    ("identity_engine::sms", Engine::IdentityEngine, Channel::Sms),
    (
        "identity_engine::call",
        Engine::IdentityEngine,
        Channel::Call,
    ),
];

/// What a request ends with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// A link or a code, and a new password.
    NewPassword,
    /// A code, behind which Okta refuses.
    Refused,
    /// Neither: at most a mail that says why.
    Nothing,
}

/// The table: Okta lets people recover who have a password and are active.
fn end(row: &Row, engine: Engine) -> End {
    match (row.name, engine) {
        ("active" | "active_without_question", _) => End::NewPassword,
        ("provisioned", Engine::IdentityEngine) => End::Refused,
        _ => End::Nothing,
    }
}

/// Every walk.
#[must_use]
pub fn walks() -> Vec<Walk> {
    let all = WAYS.into_iter().flat_map(|(name, engine, channel)| {
        rows(engine).map(move |row| -> Walk {
            let name = format!("okta_matrix::{name}::{}", row.name);
            (name, Box::new(move || walk((engine, channel), row)))
        })
    });
    all.collect()
}

fn walk((engine, channel): (Engine, Channel), row: &Row) {
    let mut person = Native::with(seed(engine), Delivery::Okta);
    create(person.okta(), row);
    let before = person.okta().user(LOGIN);
    let told = ask(&mut person, LOGIN, channel);
    assert_eq!(person.okta().user(LOGIN), before, "untouched before proof");
    let proof = proof(&mut person);
    match end(row, engine) {
        End::Nothing => assert_eq!(proof, None),
        End::Refused => {
            let Some(Proof::Code(code)) = proof else {
                panic!("no code: {proof:?}");
            };
            let told = person.enter_code(&code);
            assert_eq!(told.page, "something-went-wrong");
            assert_eq!(person.okta().user(LOGIN), before);
        }
        End::NewPassword => {
            let form = match proof {
                Some(Proof::Link(link)) => person.visit(&link),
                Some(Proof::Code(code)) => person.enter_code(&code),
                None => panic!("nothing was sent"),
            };
            assert_eq!(person.okta().user(LOGIN), before, "looking changes nothing");
            let answer = form.question.as_ref().map(|_| ANSWER);
            assert_eq!(person.save(NEW, answer).page, "done");
            assert!(person.okta().signs_in(LOGIN, NEW), "the new password works");
            assert!(!person.okta().signs_in(LOGIN, OLD), "the old one does not");
        }
    }
    let mut nobody = Native::with(seed(engine), Delivery::Okta);
    assert_eq!(told, ask(&mut nobody, NOBODY, channel), "as nobody is told");
}

/// Asks for a message and waits; what is told, without the name.
fn ask(person: &mut Native, login: &str, channel: Channel) -> Seen {
    person.visit("/forgot_password");
    let mut told = person.ask_by(login, channel);
    assert_eq!(told.page, "check-your-email");
    person.settle();
    told.text = told.text.replace(login, "");
    told
}

#[derive(Debug, PartialEq)]
enum Proof {
    Link(String),
    Code(String),
}

/// What somebody can prove themselves with, of all that was sent.
fn proof(person: &mut Native) -> Option<Proof> {
    let mut sent = person.okta().mails_to(LOGIN);
    sent.extend(person.okta().mails_to(PHONE));
    assert!(sent.len() <= 1, "not more than asked for: {sent:?}");
    let message = sent.pop()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let code = text(&message["code"]).map(Proof::Code);
    code.or_else(|| text(&message["links"][0]).map(Proof::Link))
}
