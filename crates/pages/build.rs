//! Makes the catalogues of `languages/` into Rust: a sentence that is missing, that has no place for
//! its value, or whose plural lacks a form does not compile.

#[path = "src/texts/places.rs"]
mod places;
#[path = "src/texts/plural.rs"]
#[expect(
    unreachable_pub,
    reason = "a module of the crate, of which little is used here"
)]
mod plural;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use places::{is_one, places};
use plural::PluralRule;
use serde_json::{Map, Value};

/// How each language counts.
const RULES: &[(PluralRule, &str)] = &[
    (PluralRule::None, "id ja ko th vi zh-Hans zh-Hant"),
    (
        PluralRule::One,
        "bg ca da de el en es fi hu it nb nl pt sv tr ur",
    ),
    (PluralRule::UpToOne, "fa fr hi pt-BR"),
    (PluralRule::OneTwo, "he"),
    (PluralRule::OneToFour, "cs sk"),
    (PluralRule::Romanian, "ro"),
    (PluralRule::Polish, "pl"),
    (PluralRule::Russian, "ru uk"),
    (PluralRule::Croatian, "hr"),
    (PluralRule::Slovenian, "sl"),
    (PluralRule::Arabic, "ar"),
];

/// The forms for exactly one number, which need not name it.
const EXACT: [&str; 3] = ["zero", "one", "two"];

/// The two structs that the sentences of a catalogue make.
const ROOMS: [(&str, &str); 2] = [("pages", "Texts"), ("mails", "MailTexts")];

/// The types of the groups of sentences, by their keys.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Notice", &["text", "title"]),
    (
        "ChannelTexts",
        &["again", "choice", "intro", "resend", "title"],
    ),
    ("Opening", &["preview", "subject", "title"]),
    ("Lifetime", &["hours", "minutes"]),
];

/// Sentences that no element shows: pages that only the Worker has, what stands around its pages, and
/// mistakes that no form of ours makes.
const OF_THE_WORKER: [&str; 13] = [
    "bad_request",
    "help",
    "language_change",
    "language_label",
    "method_not_allowed",
    "misconfigured",
    "not_found",
    "not_me",
    "not_me_done",
    "not_me_expired",
    "not_me_submit",
    "too_large",
    "wrong_type",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=languages");
    println!("cargo::rerun-if-changed=src/texts/places.rs");
    println!("cargo::rerun-if-changed=src/texts/plural.rs");
    let folder = Path::new("languages");
    let mut tags: Vec<String> = fs::read_dir(folder)
        .expect("the catalogues are there")
        .filter_map(|file| {
            let name = file.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".json").map(str::to_owned)
        })
        .collect();
    // The default first.
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    let catalogues: Vec<_> = tags.iter().map(|tag| read(folder, tag)).collect();
    let english = catalogues.first().expect("English is there");

    let mut out = String::new();
    let mut all = String::new();
    for (tag, catalogue) in tags.iter().zip(&catalogues) {
        let rule = rule(tag);
        let direction = text(catalogue, "direction");
        assert!(matches!(direction, "ltr" | "rtl"), "{tag}: {direction}");
        let upper = tag.to_uppercase().replace('-', "_");
        for (room, kind) in ROOMS {
            let place = format!("{tag}/{room}");
            let (english, sentences) = (&english[room], &catalogue[room]);
            compare_members(&place, english, sentences, rule);
            let fields = fields(english, sentences, rule);
            let _ = writeln!(
                out,
                "pub(super) const {upper}_{}: {kind} = {kind} {{ language: {tag:?}, direction: {direction:?}, {fields} }};",
                room.to_uppercase(),
            );
        }
        let name = text(catalogue, "name");
        let _ = write!(
            all,
            "Catalogue {{ tag: {tag:?}, name: {name:?}, texts: {upper}_PAGES, mail_texts: {upper}_MAILS }},"
        );
    }
    let count = tags.len();
    let _ = writeln!(
        out,
        "pub(crate) static ALL: [Catalogue; {count}] = [{all}];"
    );
    let mut by_name: Vec<_> = (0..count).collect();
    by_name.sort_by_key(|at| text(&catalogues[*at], "name").to_lowercase());
    let _ = writeln!(
        out,
        "pub(crate) static BY_NAME: [u8; {count}] = {by_name:?};"
    );
    for (room, kind) in ROOMS {
        out.push_str(&visitor(kind, &english[room]));
    }
    let _ = writeln!(
        out,
        "pub(super) static NOTHING: Texts = Texts {{ language: \"\", direction: \"\", {} }};",
        fields(
            &english["pages"],
            &nothing(&english["pages"]),
            PluralRule::One
        )
    );
    let _ = writeln!(
        out,
        "pub(super) const ENGLISH: &str = {:?};",
        packed(english)
    );
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("languages.rs"), out).expect("the folder can be written");
}

/// The catalogue of a language.
fn read(folder: &Path, tag: &str) -> Value {
    let text = fs::read_to_string(folder.join(format!("{tag}.json"))).expect("it is listed");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{tag}.json: {error}"))
}

fn rule(tag: &str) -> PluralRule {
    let rule = RULES
        .iter()
        .find(|(_, tags)| tags.split(' ').any(|it| it == tag));
    let (rule, _) = rule.unwrap_or_else(|| panic!("{tag}: how does it count? See RULES."));
    *rule
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is a text"))
}

fn members<'a>(of: &'a Value, place: &str) -> &'a Map<String, Value> {
    of.as_object()
        .unwrap_or_else(|| panic!("{place}: not a group of sentences"))
}

/// What an entry of the English catalogue is, in Rust.
enum Entry<'a> {
    Sentence(&'a str),
    Plural,
    Group(&'static str),
}

fn entry(of: &Value) -> Entry<'_> {
    if let Some(sentence) = of.as_str() {
        return Entry::Sentence(sentence);
    }
    let mut keys: Vec<_> = members(of, "an entry").keys().map(String::as_str).collect();
    keys.sort_unstable();
    let group = GROUPS.iter().find(|(_, group)| *group == keys);
    group.map_or(Entry::Plural, |(name, _)| Entry::Group(name))
}

/// Panics where a translation is none of this English.
fn compare(place: &str, english: &Value, translated: &Value, rule: PluralRule) {
    match entry(english) {
        Entry::Sentence(english) => {
            let sentence = translated
                .as_str()
                .unwrap_or_else(|| panic!("{place}: no sentence"));
            assert_eq!(places(sentence), places(english), "{place}: {sentence}");
            check(place, sentence);
        }
        Entry::Plural => {
            let forms = members(translated, place);
            let names: BTreeSet<_> = forms.keys().map(String::as_str).collect();
            let all: BTreeSet<_> = rule.forms().iter().copied().collect();
            assert_eq!(names, all, "{place}: the forms of its numbers");
            for (at, name) in rule.forms().iter().enumerate() {
                let sentence = text(translated, name);
                check(place, sentence);
                let numbers = (0..200).filter(|n| rule.form(*n) == at);
                let may_be_silent = EXACT.contains(name) && numbers.count() == 1;
                let says_number = places(sentence).into_iter().eq(["n"]);
                let is_silent = places(sentence).is_empty();
                assert!(
                    says_number || (is_silent && may_be_silent),
                    "{place}: {sentence}"
                );
            }
        }
        Entry::Group(_) => compare_members(place, english, translated, rule),
    }
}

/// The same of a whole group.
fn compare_members(place: &str, english: &Value, translated: &Value, rule: PluralRule) {
    let (english, translated) = (members(english, place), members(translated, place));
    let keys = |of: &Map<String, Value>| of.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(translated), keys(english), "{place}: its keys");
    for (key, english) in english {
        compare(&format!("{place}/{key}"), english, &translated[key], rule);
    }
}

fn check(place: &str, sentence: &str) {
    assert!(is_one(sentence), "{place}: {sentence}");
    assert!(!places(sentence).contains(&"{"), "{place}: a place ends");
}

/// The fields of a struct, of its English and its own sentences.
fn fields(english: &Value, sentences: &Value, rule: PluralRule) -> String {
    let mut fields = String::new();
    for (key, english) in members(english, "a room") {
        let value = literal(english, &sentences[key], rule);
        let _ = write!(fields, "{key}: {value}, ");
    }
    fields
}

/// The same catalogue without a word.
fn nothing(of: &Value) -> Value {
    match of {
        Value::Object(members) => {
            let members = members.iter();
            Value::Object(
                members
                    .map(|(key, of)| (key.clone(), nothing(of)))
                    .collect(),
            )
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Value::from("")
        }
    }
}

/// What elements show of the English, in one piece: see `packed.rs`.
fn packed(english: &Value) -> String {
    let rule = rule("en");
    let number = PluralRule::ALL.iter().position(|it| *it == rule);
    let number = number.expect("all are there").to_string();
    let mut lines = vec!["en".to_owned(), "ltr".to_owned(), number];
    let all = sentences(members(&english["pages"], "pages")).into_iter();
    for (path, _) in all.filter(|(path, _)| is_of_elements(path)) {
        let of = path.split('.').fold(&english["pages"], |of, key| &of[key]);
        lines.push(match of.as_str() {
            Some(sentence) => sentence.to_owned(),
            None => forms(of, rule),
        });
    }
    lines.join("\n")
}

/// The value of an entry.
fn literal(english: &Value, translated: &Value, rule: PluralRule) -> String {
    match entry(english) {
        Entry::Sentence(_) => format!("{:?}", translated.as_str().unwrap_or_default()),
        Entry::Plural => {
            let forms = forms(translated, rule);
            format!("Plural {{ rule: PluralRule::{rule:?}, forms: {forms:?} }}")
        }
        Entry::Group(name) => format!("{name} {{ {} }}", fields(english, translated, rule)),
    }
}

/// The forms of a sentence in one piece.
fn forms(of: &Value, rule: PluralRule) -> String {
    let forms = rule.forms().iter().map(|name| of[name].as_str());
    let forms: Option<Vec<_>> = forms.collect();
    forms.unwrap_or_default().join("|")
}

/// What goes through all sentences of a struct in their order, and the names of these. Those that
/// elements show come first.
fn visitor(kind: &str, english: &Value) -> String {
    let all = sentences(members(english, kind));
    let names: Vec<_> = all.iter().map(|(path, _)| path).collect();
    let steps = |are_of_elements: bool| -> String {
        let some = all.iter();
        let some = some.filter(|(path, _)| is_of_elements(path) == are_of_elements);
        some.map(|(path, is_plural)| {
            if *is_plural {
                format!("visit(&mut self.{path}.forms, Some(&mut self.{path}.rule)); ")
            } else {
                format!("visit(&mut self.{path}, None); ")
            }
        })
        .collect()
    };
    let count = names.len();
    format!(
        "impl {kind} {{
    /// The names of all sentences, in their order.
    pub const NAMES: [&str; {count}] = {names:?};

    /// Goes through all sentences in their order; those that depend on a number come with the rule.
    pub(crate) fn visit(&mut self, visit: &mut Visitor<'_>) {{
        self.visit_of_elements(visit);
        {}
    }}

    /// The same of what elements show.
    pub(crate) fn visit_of_elements(&mut self, visit: &mut Visitor<'_>) {{
        {}
    }}
}}
",
        steps(false),
        steps(true),
    )
}

fn is_of_elements(path: &str) -> bool {
    let key = path.split('.').next().unwrap_or_default();
    !OF_THE_WORKER.contains(&key)
}

/// The paths of all sentences of a room, and whether they depend on a number.
fn sentences(room: &Map<String, Value>) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    group("", room, &mut all);
    all.sort_by_key(|(path, _)| !is_of_elements(path));
    all
}

fn visit(path: &str, english: &Value, places: &mut Vec<(String, bool)>) {
    match entry(english) {
        Entry::Sentence(_) => places.push((path.to_owned(), false)),
        Entry::Plural => places.push((path.to_owned(), true)),
        Entry::Group(name) => group(&format!("{path}."), members(english, name), places),
    }
}

fn group(path: &str, english: &Map<String, Value>, places: &mut Vec<(String, bool)>) {
    for (key, english) in english {
        visit(&format!("{path}{key}"), english, places);
    }
}
