//! Tokens stay put: whatever a run of journeys has written is searched for every secret that occurred
//! in it.
//!
//! Collected: what lies in the org's outbox and log of calls before they are cleared, its sessions and
//! tokens; cookies and passwords of the browsers; the operator's own secrets. Searched: what the Worker
//! and the runtime print, with each address that was asked for; the folder of the Durable Objects;
//! every page that a browser without JavaScript got.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde_json::Value;

use crate::call::Call;
use crate::org::Okta;
use crate::programs::Programs;
use crate::setting::Setting;
use crate::workerd::Workerd;

/// A kind of secret, and so where it may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The token of a link in a mail of ours: nowhere but in the mail.
    Link,
    /// What a cookie holds.
    Handle,
    /// A token or a handle of Okta's; that of a link of Okta's, too.
    Okta,
    /// What signs somebody in.
    Pass,
    /// Six digits.
    Code,
    /// A password.
    Password,
    /// Who somebody is.
    Login,
    /// What the operator has set.
    Setting,
}

impl Kind {
    /// Whether a transaction that is under way may have it in its own storage.
    fn is_kept_under_way(self) -> bool {
        match self {
            // Okta is asked with them as long as the transaction lives.
            Self::Okta | Self::Login => true,
            Self::Link
            | Self::Handle
            | Self::Pass
            | Self::Code
            | Self::Password
            | Self::Setting => false,
        }
    }

    /// Whether `page` may show it.
    fn is_shown_on(self, page: &str) -> bool {
        match self {
            // People read for whom they are about to do something.
            Self::Login => true,
            // Exception: with AFTER_RESET=sign-in the last page leads to Okta, which signs in.
            Self::Pass => page.contains(r#"data-page="done""#),
            Self::Link
            | Self::Handle
            | Self::Okta
            | Self::Code
            | Self::Password
            | Self::Setting => false,
        }
    }
}

/// All that occurred in this process.
static SECRETS: Mutex<BTreeMap<String, Kind>> = Mutex::new(BTreeMap::new());

/// What was found where it must not be.
static FOUND: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The pages that browsers got.
static PAGES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The fewest characters of what can be told from a word.
const SHORTEST: usize = 10;

/// Takes down a secret that has occurred.
pub fn occurred(kind: Kind, secret: &str) {
    let is_one = secret.len() >= SHORTEST || (kind == Kind::Code && secret.len() == 6);
    if is_one {
        lock(&SECRETS).entry(secret.to_owned()).or_insert(kind);
    }
}

/// Takes down a page, as a browser without JavaScript got it.
pub fn shown(page: &str) {
    lock(&PAGES).push(page.to_owned());
}

/// Takes down what the org knows, before it forgets it.
pub fn ask(okta: &mut dyn Okta) {
    let mut list = |tool: &str| match okta.request("GET", &format!("/_emulator/{tool}"), None) {
        (200, Value::Array(items)) => items,
        (status, other) => panic!("{tool}: {status} {other}"),
    };
    for message in list("outbox") {
        message["code"]
            .as_str()
            .into_iter()
            .for_each(|it| occurred(Kind::Code, it));
        for link in message["links"].as_array().into_iter().flatten() {
            let token = link.as_str().and_then(|it| it.rsplit('/').next());
            let token = token.unwrap_or_default();
            // Okta's own have 20 characters.
            let kind = if token.len() == 64 {
                Kind::Link
            } else {
                Kind::Okta
            };
            occurred(kind, token);
        }
    }
    for call in list("calls") {
        in_body(&call["body"]);
    }
    for (tool, field, kind) in [
        ("sessions", "session_token", Kind::Pass),
        ("tokens", "token", Kind::Okta),
    ] {
        for item in list(tool) {
            item[field]
                .as_str()
                .into_iter()
                .for_each(|it| occurred(kind, it));
        }
    }
    for user in list("users") {
        let login = &user["profile"]["login"];
        login
            .as_str()
            .into_iter()
            .for_each(|it| occurred(Kind::Login, it));
    }
}

/// What is secret in the body of a call to Okta.
fn in_body(body: &Value) {
    match body {
        Value::Object(members) => {
            for (name, value) in members {
                let kind = match name.as_str() {
                    "passCode" | "passcode" => Kind::Code,
                    "stateToken" | "recoveryToken" | "stateHandle" | "interactionHandle" => {
                        Kind::Okta
                    }
                    "username" | "identifier" => Kind::Login,
                    _ => {
                        in_body(value);
                        continue;
                    }
                };
                value.as_str().into_iter().for_each(|it| occurred(kind, it));
            }
        }
        Value::Array(items) => items.iter().for_each(in_body),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What storage holds of a link of Okta's: its token in one object while it is under way; nothing when
/// it is forgotten.
///
/// In between, when a password was set, the object knows the token no more (`recovery`'s own tests read
/// the whole step), but `SQLite` overwrites nothing: pages that are free keep what stood there, in that
/// object's file and nowhere else, until the object is forgotten and its file with it.
pub fn nothing_is_left() {
    const GARBAGE: &str = "00nothing-that-Okta-has-made";
    let programs = Programs::start("https://app.example.com");
    let mut person = Workerd::new(&programs);
    person.visit("/forgot_password");
    person.ask_for_mail("grace@example.com");
    let link = person.okta().link_for("grace@example.com", 1);
    let (_, token) = link.rsplit_once('/').expect("a link has segments");
    assert_eq!(person.visit(&link).page, "new-password");
    let files_with = |text: &str| -> BTreeSet<PathBuf> {
        let all = files(&programs.storage().join("v3")).into_iter();
        let mut all: BTreeSet<_> = all.filter(|file| has(file, text)).collect();
        // What `SQLite` has not yet moved from its log into the file is the same object's.
        all = all.iter().map(|file| file.with_extension("")).collect();
        all
    };
    let open = files_with(token);
    assert_eq!(open.len(), 1, "in its own object: {open:?}");
    let name = open
        .first()
        .map(|it| it.display().to_string())
        .unwrap_or_default();
    assert!(name.contains("Transaction"), "{name}");
    assert_eq!(person.save("Battery-Staple-8", Some("okra")).page, "done");
    assert!(files_with(token).is_subset(&open), "and in no other");
    for secret in ["Battery-Staple-8", "okra"] {
        assert_eq!(files_with(secret), BTreeSet::new(), "{secret}");
    }

    let answer = Call::get(&format!("/reset_password/{GARBAGE}")).send(&programs);
    let cookie = answer.headers()["set-cookie"].to_str().expect("it is text");
    let cookie = [("cookie", cookie.split(';').next().unwrap_or_default())];
    assert_eq!(files_with(GARBAGE).len(), 1, "a browser has just opened it");
    let form = Call::get("/reset_password").with(&cookie).send(&programs);
    assert_eq!(form.status(), 410);
    assert_eq!(files_with(GARBAGE), BTreeSet::new(), "it is forgotten");
}

fn has(file: &Path, text: &str) -> bool {
    let bytes = fs::read(file).unwrap_or_default();
    let sought = Sought::of(vec![(text.to_owned(), Kind::Okta)]);
    !sought.held(&bytes, &|_| true).is_empty()
}

/// Searches what one pair of programs has printed, and the folder that it leaves.
pub fn search(output: &[String], storage: &Path) {
    let sought = Sought::by_now();
    for line in output {
        let asked = asked_for(line);
        for (secret, kind) in sought.held(line.as_bytes(), &|_| true) {
            // Exception: whoever opens a link asks for its address, since that is what a link is.
            // What prints it here is the local runtime; what would on Cloudflare is off, see
            // `[observability]` in wrangler.toml.
            let is_opened = asked.is_some_and(|path| {
                let links = ["/reset_password/", "/unlock/", "/not_me/"];
                let mut links = links.iter();
                links.any(|link| path.strip_prefix(link) == Some(secret))
            });
            if !is_opened {
                found(format!("{kind:?} in the output: {}", short(line)));
            }
        }
    }
    for file in files(storage) {
        let name = file
            .strip_prefix(storage)
            .unwrap_or(&file)
            .display()
            .to_string();
        // What this very run was started with.
        if matches!(&*name, "seed.json" | "wrangler.toml") {
            continue;
        }
        let is_transaction = name.contains("Transaction");
        let is_out_of_place = |kind: Kind| !(is_transaction && kind.is_kept_under_way());
        let bytes = fs::read(&file).unwrap_or_default();
        for (_, kind) in sought.held(&bytes, &is_out_of_place) {
            found(format!("{kind:?} in storage: {name}"));
        }
    }
}

/// Whether anything was found out of place, and how much was looked for.
///
/// # Panics
/// When something was.
pub fn verdict() {
    let sought = Sought::by_now();
    for page in &*lock(&PAGES) {
        for (_, kind) in sought.held(page.as_bytes(), &|kind: Kind| !kind.is_shown_on(page)) {
            found(format!("{kind:?} on a page: {}", short(page)));
        }
    }
    let found = lock(&FOUND);
    let mut counts = BTreeMap::new();
    for kind in lock(&SECRETS).values() {
        *counts.entry(*kind).or_insert(0) += 1;
    }
    assert!(found.is_empty(), "{found:#?}");
    println!(
        "secrets: none out of place of {counts:?}, on {} pages",
        lock(&PAGES).len()
    );
}

/// All that has occurred so far, to be searched for in one pass. Nobody waits meanwhile who takes down
/// another: a search takes seconds, and a browser that is kept from reading an answer is not answered.
struct Sought {
    secrets: Vec<(String, Kind)>,
    automaton: AhoCorasick,
}

impl Sought {
    fn by_now() -> Self {
        let secrets = lock(&SECRETS).clone();
        Self::of(secrets.into_iter().collect())
    }

    fn of(secrets: Vec<(String, Kind)>) -> Self {
        let patterns = secrets.iter().map(|(secret, _)| secret);
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns);
        Self {
            automaton: automaton.expect("so few secrets fit"),
            secrets,
        }
    }

    /// The secrets of these kinds that `text` holds.
    fn held(&self, text: &[u8], is_sought: &dyn Fn(Kind) -> bool) -> BTreeSet<(&str, Kind)> {
        let places = self.automaton.find_overlapping_iter(text);
        let held = places.filter_map(|place| {
            let (secret, kind) = self.secrets.get(place.pattern().as_usize())?;
            // Six digits in a row are in many longer names.
            let is_here = *kind != Kind::Code || stands_alone(text, place.range());
            (is_here && is_sought(*kind)).then_some((secret.as_str(), *kind))
        });
        held.collect()
    }
}

fn stands_alone(text: &[u8], place: Range<usize>) -> bool {
    let before = place.start.checked_sub(1).and_then(|it| text.get(it));
    let after = text.get(place.end);
    let mut beside = [before, after].into_iter().flatten();
    beside.all(|byte| !is_of_a_word(*byte))
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.:#".contains(&byte)
}

/// The path of a line in which the local runtime says what it was asked for.
fn asked_for(line: &str) -> Option<&str> {
    let (_, asked) = line.split_once("[wrangler:info] ")?;
    asked.split_whitespace().nth(1)
}

fn found(what: String) {
    lock(&FOUND).insert(what);
}

fn short(text: &str) -> String {
    text.chars().take(400).collect()
}

/// All files of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let all = entries.flat_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    all.collect()
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_where_it_stands_alone() {
        for (text, is_there) in [
            ("code 123456", true),
            ("\"123456\"", true),
            ("1123456", false),
            ("a123456f", false),
            ("12345", false),
        ] {
            let codes = Sought::of(vec![("123456".to_owned(), Kind::Code)]);
            let is_held = !codes.held(text.as_bytes(), &|_| true).is_empty();
            assert_eq!(is_held, is_there, "{text}");
        }
    }

    #[test]
    fn a_token_is_found_within_a_word_and_beside_others() {
        let tokens = ["00token12345", "token1234567", "00token12345y"];
        let tokens = tokens.map(|token| (token.to_owned(), Kind::Okta));
        let tokens = Sought::of(tokens.to_vec());
        let held = tokens.held(b"x00token12345yz", &|_| true);
        let held: Vec<_> = held.into_iter().map(|(token, _)| token).collect();
        assert_eq!(held, ["00token12345", "00token12345y"]);
        assert!(tokens.held(b"x00token12345y", &|_| false).is_empty());
    }

    #[test]
    fn a_line_of_the_runtime_names_what_was_asked_for() {
        let line = "[wrangler:info] GET /reset_password/abc 303 See Other (5ms)";
        assert_eq!(asked_for(line), Some("/reset_password/abc"));
        assert_eq!(asked_for("{\"event\":\"asked\"}"), None);
    }
}
