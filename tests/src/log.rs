//! What the operator reads: every line of journeys that are walked, compared with a file; and the
//! table of them.
//!
//! To accept other lines: `REKEY_BLESS=1 cargo test -p recovery-tests --test native -- log::`, and
//! look at the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use okta_emulator::{Engine, Seed};
use pages::Channel;
use recovery::{Delivery, NotMailed, Occasion};
use serde_json::{Value, json};

use crate::matrix::own_delivery;
use crate::native::Native;
use crate::okta_code;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every check.
pub const CHECKS: &[Scenario] = &[
    ("every_line_is_as_it_was", every_line_is_as_it_was),
    ("the_table_names_every_event", the_table_names_every_event),
    ("no_login_without_a_key", no_login_without_a_key),
    ("no_line_names_anybody", no_line_names_anybody),
];

const KEY: &str = "0123456789abcdef0123456789abcdef";
const NEW: &str = "Battery-Staple-8";

/// A walk, by the name under which its lines stand in the file.
type Walk = (&'static str, fn() -> Native);

const WALKS: &[Walk] = &[
    ("Okta's mail, a question, and a slow Okta", by_okta),
    ("Okta's mail, and five wrong answers", closed),
    ("our mail, and not me", by_us),
    ("our mail, by its code", by_code),
    ("our mail, for nobody and for whom there is none", to_nobody),
    ("our mail, a quota, and a refusing mailer", not_sent),
    ("a request that nobody follows", forgotten),
    ("a text message", by_text_message),
];

fn every_line_is_as_it_was() {
    let mut told = String::new();
    for (name, walk) in WALKS {
        told.extend(["# ", name, "\n"]);
        for line in walk().log() {
            told.push_str(&line);
            told.push('\n');
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("log.jsonl");
    if std::env::var_os("REKEY_BLESS").is_some() {
        fs::write(&file, &told).expect("the file can be written");
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    for (told, known) in told.lines().zip(known.lines()) {
        assert_eq!(told, known, "tests/log.jsonl");
    }
    assert_eq!(told, known, "tests/log.jsonl is longer or shorter");
    let seen: BTreeSet<_> = lines(&told).iter().filter_map(event).collect();
    // What stands for trouble of ours is shown by what makes it.
    let all = Occasion::ALL.map(|it| it.name().to_owned());
    let missing: Vec<_> = all.iter().filter(|it| !seen.contains(*it)).collect();
    assert_eq!(missing, ["note"], "every other event is walked");
}

/// The first column of the README's table, and the fields that each row has, as they are walked.
fn the_table_names_every_event() {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let (_, table) = readme
        .split_once("| event | when | fields |")
        .expect("the table is there");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let names: Vec<_> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(names, Occasion::ALL.map(Occasion::name));

    let known = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("log.jsonl"));
    for line in lines(&known.expect("the lines are there")) {
        let name = event(&line).expect("every line has an event");
        let row = rows.iter().find(|row| row[0] == format!("`{name}`"));
        let said = row.expect("it stands in the table")[2];
        let fields = line.as_object().expect("an object").keys();
        for field in fields.filter(|it| !COMMON.contains(&it.as_str())) {
            assert!(said.contains(&format!("`{field}`")), "{name}: {field}");
        }
    }
}

/// What every line has; `login` where it is known.
const COMMON: [&str; 5] = ["event", "request", "transaction", "login", "step_ms"];

fn no_login_without_a_key() {
    let mut person = Native::with(Seed::default(), own_delivery());
    ask(&mut person, "ada@example.com");
    let log = person.log().concat();
    assert!(log.contains("\"event\":\"sent\""), "{log}");
    assert!(!log.contains("\"login\""), "{log}");
}

fn no_line_names_anybody() {
    for (name, walk) in WALKS {
        let mut person = walk();
        let log = person.log().concat();
        let users = person.okta().request("GET", "/_emulator/users", None).1;
        for user in users.as_array().expect("the people of the seed") {
            for who in [&user["id"], &user["profile"]["login"]] {
                let who = who.as_str().expect("people have ids and logins");
                assert!(!log.contains(who), "{name}: {who}");
            }
        }
    }
}

fn by_okta() -> Native {
    let mut person = begin(Seed::default(), Delivery::Okta);
    person.slow_okta_down(120);
    person.okta().fault(json!({
        "path": "/api/v1/authn/recovery/password", "status": 429, "count": 1,
    }));
    person.visit("/forgot_password");
    person.ask_for_mail("grace@example.com");
    let link = person.okta().link_for("grace@example.com", 2);
    person.visit(&link);
    person.save(NEW, Some("spinach"));
    person.save("grace", Some("okra"));
    person.slow_okta_down(2_500);
    person.save("Correct-Horse-7", Some("okra"));
    person.save(NEW, Some("okra"));
    person
}

fn closed() -> Native {
    let mut person = begin(Seed::default(), Delivery::Okta);
    person.visit("/forgot_password");
    person.ask_for_mail("grace@example.com");
    let link = person.okta().link_for("grace@example.com", 1);
    person.visit(&link);
    for _ in 0..5 {
        person.save(NEW, Some("spinach"));
    }
    person
}

fn by_us() -> Native {
    let mut person = begin(Seed::default(), own_delivery());
    person.slow_okta_down(80);
    ask(&mut person, "Ada@Example.com");
    let link = link(&person, "ada@example.com", "/reset_password/");
    person.visit(&link);
    person.save("ada", None);
    person.save(NEW, None);
    person.settle();
    let notice = self::link(&person, "ada@example.com", "/not_me/");
    person.show_not_me(&notice);
    person.say_not_me(&notice);
    person.settle();
    person
}

fn by_code() -> Native {
    let mut person = begin(Seed::default(), own_delivery());
    ask(&mut person, "ada@example.com");
    let mails = person.own_mails("ada@example.com");
    let text = &mails.last().expect("a mail was sent").letter.text;
    let mut words = text.split(|it: char| !it.is_ascii_digit());
    let code = words.find(|word| word.len() == 6).expect("it has a code");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    person.enter_code(wrong);
    person.enter_code(code);
    person.save(NEW, None);
    person
}

fn to_nobody() -> Native {
    let mut person = begin(Seed::default(), own_delivery());
    for login in [
        "nobody@example.com",
        "suspended@example.com",
        "staged@example.com",
    ] {
        person.forget();
        ask(&mut person, login);
    }
    person
}

fn not_sent() -> Native {
    let mut person = begin(Seed::default(), own_delivery());
    person.fail_mails(&[NotMailed::Unavailable { wait: None }, NotMailed::Refused]);
    ask(&mut person, "ada@example.com");
    for _ in 0..5 {
        person.forget();
        ask(&mut person, "ada@example.com");
    }
    person
}

fn forgotten() -> Native {
    let mut person = begin(Seed::default(), Delivery::Okta);
    person.visit("/forgot_password");
    person.ask_for_mail("ada@example.com");
    person.wake();
    person.pass(3_601);
    person.visit("/forgot_password");
    person
}

fn by_text_message() -> Native {
    let mut person = begin(okta_code::seed(Engine::IdentityEngine), Delivery::Okta);
    person.visit("/forgot_password");
    person.ask_by("hedy@example.com", Channel::Sms);
    person.settle();
    let told = person.okta().request("GET", "/_emulator/outbox", None).1;
    let code = told[0]["code"]
        .as_str()
        .expect("a code was sent")
        .to_owned();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    person.enter_code(wrong);
    person.enter_code(&code);
    person.save(NEW, None);
    person
}

fn begin(seed: Seed, delivery: Delivery) -> Native {
    let person = Native::with(seed, delivery);
    person.log_logins_with(KEY);
    person
}

fn ask(person: &mut Native, login: &str) {
    person.visit("/forgot_password");
    person.ask_for_mail(login);
    person.settle();
}

/// The link of the newest mail.
fn link(person: &Native, address: &str, path: &str) -> String {
    let mails = person.own_mails(address);
    let text = &mails.last().expect("a mail was sent").letter.text;
    let link = text.split_whitespace().find(|word| word.contains(path));
    link.expect("the mail has the link").to_owned()
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

fn event(line: &Value) -> Option<String> {
    line["event"].as_str().map(str::to_owned)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
