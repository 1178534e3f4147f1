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

/// Who is unlocked: whoever is locked out, and has the account here.
fn is_unlocked(row: &Row) -> bool {
    matches!(row.name, "locked" | "locked_without_question")
}

/// What Okta is asked before proof.
fn calls_to_unlock(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Classic => &["/api/v1/authn/recovery/unlock"],
        Engine::IdentityEngine => &[
            "/oauth2/v1/interact",
            "/idp/idx/introspect",
            "/idp/idx/unlock-account",
            "/idp/idx/challenge",
        ],
    }
}

/// Every walk.
#[must_use]
pub fn walks() -> Vec<Walk> {
    let mut walks = to_a_new_password();
    walks.extend(to_an_unlocked_account());
    walks
}

fn to_an_unlocked_account() -> Vec<Walk> {
    let all = WAYS.into_iter().flat_map(|(name, engine, channel)| {
        rows(engine).map(move |row| -> Walk {
            let name = format!("okta_matrix::{name}::unlock::{}", row.name);
            (name, Box::new(move || unlock((engine, channel), row)))
        })
    });
    all.collect()
}

fn unlock((engine, channel): (Engine, Channel), row: &Row) {
    let mut person = Native::with(seed(engine), Delivery::Okta);
    create(person.okta(), row);
    let before = person.okta().user(LOGIN);
    let told = ask_to_unlock(&mut person, LOGIN, channel);
    assert_eq!(person.okta().user(LOGIN), before, "untouched before proof");
    assert_eq!(person.okta().calls(), calls_to_unlock(engine));
    match (proof(&mut person), is_unlocked(row)) {
        (None, false) => {}
        (Some(proof), true) => {
            let mut page = match &proof {
                Proof::Link(link) => {
                    person.visit(link);
                    assert_eq!(person.okta().user(LOGIN), before, "looking changes nothing");
                    person.unlock(None)
                }
                Proof::Code(code) => person.enter_code(code),
            };
            if page.question.is_some() {
                assert_eq!(person.okta().user(LOGIN), before, "the answer is missing");
                page = person.unlock(Some(ANSWER));
            }
            assert_eq!((&*page.page, &*page.login), ("done", LOGIN), "{page:?}");
            assert!(
                person.okta().signs_in(LOGIN, OLD),
                "the password is the old one"
            );
            on_to_a_new_password(&mut person);
        }
        (proof, is_unlocked) => panic!("unlocked: {is_unlocked}, by {proof:?}"),
    }
    let mut nobody = Native::with(seed(engine), Delivery::Okta);
    let nobody_told = ask_to_unlock(&mut nobody, NOBODY, channel);
    assert_eq!(told, nobody_told, "as nobody is told");
    assert_eq!(nobody.okta().calls(), calls_to_unlock(engine));
}

/// The button on the last page: by mail, as everybody may.
fn on_to_a_new_password(person: &mut Native) {
    person.pass(61);
    let sent = person.okta().mails_to(LOGIN).len();
    assert_eq!(person.ask_for_mail(LOGIN).page, "check-your-email");
    person.settle();
    let mails = person.okta().mails_to(LOGIN);
    assert_eq!(mails.len(), sent + 1);
    let newest = &mails[sent];
    let form = match (newest["code"].as_str(), newest["links"][0].as_str()) {
        (Some(code), _) => person.enter_code(code),
        (None, Some(link)) => person.visit(link),
        (None, None) => panic!("neither link nor code: {newest}"),
    };
    let answer = form.question.as_ref().map(|_| ANSWER);
    assert_eq!(person.save(NEW, answer).page, "done");
    assert!(person.okta().signs_in(LOGIN, NEW), "the new password works");
    assert!(!person.okta().signs_in(LOGIN, OLD), "the old one does not");
}

fn ask_to_unlock(person: &mut Native, login: &str, channel: Channel) -> Seen {
    person.visit("/forgot_password");
    let mut told = person.ask_to_unlock(login, channel);
    assert_eq!(told.page, "check-your-email");
    person.settle();
    told.text = told.text.replace(login, "");
    told
}

fn to_a_new_password() -> Vec<Walk> {
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
