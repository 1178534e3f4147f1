//! The catalogues: what `build.rs` cannot see.

use std::collections::BTreeSet;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use pages::mail::{self, Sheet};
use pages::samples::{pseudo, samples};
use pages::texts::PluralRule;
use pages::{Brand, Language, Node, Page, Place, Texts, WentWrong, html, view};

const BRAND: &str = "Engines";

fn brand() -> Brand {
    Brand {
        name: BRAND.into(),
        support_url: Some("https://help.example.com/".into()),
        logo_url: None,
        sign_in_url: Some("https://app.example.com/".into()),
    }
}

/// All that people read on a page, and hear of it.
fn words(page: &Page, texts: &Texts) -> Vec<String> {
    fn collect(node: &Node, all: &mut Vec<String>) {
        match node {
            Node::Text(text) => all.push(text.clone().into_owned()),
            Node::Element {
                attributes,
                children,
                ..
            } => {
                let read = ["aria-label", "title", "alt", "placeholder", "data-busy"];
                let read = attributes.iter().filter(|(name, _)| read.contains(name));
                all.extend(read.map(|(_, value)| value.clone().into_owned()));
                for child in children {
                    collect(child, all);
                }
            }
        }
    }
    let mut all = Vec::new();
    let place = Place::OwnPage;
    collect(&view(page, texts, &brand(), &place), &mut all);
    all
}

#[test]
fn there_are_thirty_languages_and_four_that_begin_on_the_right() {
    let all: Vec<_> = Language::all().collect();
    assert!(all.len() >= 30, "{all:?}");
    let tags: BTreeSet<_> = all.iter().map(|it| it.tag()).collect();
    assert_eq!(tags.len(), all.len());
    let of_right: BTreeSet<_> = all
        .iter()
        .filter(|it| it.texts().direction == "rtl")
        .map(|it| it.tag())
        .collect();
    assert_eq!(of_right, BTreeSet::from(["ar", "fa", "he", "ur"]));
    for language in all {
        assert!(!language.name().is_empty());
        assert_eq!(language.mail_texts().direction, language.texts().direction);
    }
}

#[test]
fn numbers_take_the_forms_that_cldr_has_for_them() {
    // CLDR 48 has one form for Vietnamese, 49 two; the second would say the same.
    for language in Language::all().filter(|it| it.tag() != "vi") {
        // CLDR's `pt` is Brazilian.
        let tag = match language.tag() {
            "pt" => "pt-PT",
            "pt-BR" => "pt",
            tag => tag,
        };
        let locale: Locale = tag.parse().unwrap();
        let cldr = PluralRules::try_new_cardinal(locale.into()).unwrap();
        let rule = language.texts().code_hint.rule;
        for n in (0..1_200).chain([10_000, 100_000, 100_001, 999_999]) {
            let name = match cldr.category_for(n) {
                PluralCategory::Zero => "zero",
                PluralCategory::One => "one",
                PluralCategory::Two => "two",
                PluralCategory::Few => "few",
                PluralCategory::Many => "many",
                PluralCategory::Other => "other",
            };
            assert_eq!(rule.forms()[rule.form(n)], name, "{language:?} {n}");
        }
    }
}

const PLACE: Place = Place::OwnPage;

/// Whether an element may show it. The Worker's sentences are not downloaded.
fn is_of_elements(page: &Page) -> bool {
    match page {
        Page::NotMe(_) => false,
        Page::SomethingWentWrong(wrong) => matches!(
            wrong.why,
            WentWrong::Unavailable
                | WentWrong::TooManyRequests
                | WentWrong::Forbidden
                | WentWrong::NotAllowed
                | WentWrong::Internal
        ),
        Page::ForgotPassword(_)
        | Page::CheckYourEmail(_)
        | Page::NewPassword(_)
        | Page::LinkExpired(_)
        | Page::LinkUsed(_)
        | Page::LinkClosed(_)
        | Page::LinkInvalid(_)
        | Page::Done(_) => true,
    }
}

#[test]
fn a_packed_catalogue_is_read_as_it_was() {
    for language in Language::all() {
        let texts = language.texts();
        let packed: &'static str = texts.pack().leak();
        let read = Texts::unpack(packed).expect("it was packed just now");
        assert_eq!(read.pack(), packed);
        for (name, page) in samples().iter().filter(|(_, page)| is_of_elements(page)) {
            let [shown, whole] = [&read, texts].map(|texts| view(page, texts, &brand(), &PLACE));
            assert_eq!(html::serialise(&shown), html::serialise(&whole), "{name}");
        }
        for spoilt in [
            format!("{packed}\nmore"),
            packed.rsplit_once('\n').unwrap().0.to_owned(),
            packed.replacen('\n', "\nx\n", 1),
            String::new(),
            "<!doctype html>".to_owned(),
        ] {
            assert!(Texts::unpack(spoilt.leak()).is_none());
        }
    }
    assert_eq!(Texts::ENGLISH.pack(), Texts::PACKED_ENGLISH);
    let rules: BTreeSet<_> = Language::all()
        .map(|it| format!("{:?}", it.texts().code_hint.rule))
        .collect();
    assert_eq!(rules.len(), PluralRule::ALL.len(), "each rule is in use");
}

#[test]
fn sentences_are_what_their_places_want() {
    for language in Language::all() {
        let (texts, mails) = (language.texts(), language.mail_texts());
        let name = language.tag();
        // WCAG 2.5.3: who says what is on the button means the button.
        let label = texts.show_password.to_lowercase();
        assert!(label.contains(&texts.show.to_lowercase()), "{name}");
        let is_apart = texts.error_prefix.ends_with([' ', '：', ':', '\u{3000}']);
        assert!(is_apart, "{name}");
        for opening in [
            mails.reset,
            mails.unlock,
            mails.activation,
            mails.changed,
            mails.managed,
            mails.no_account,
            mails.blocked,
        ] {
            let length = opening.subject.replace("{brand}", "").chars().count();
            assert!(length <= 43, "{name}: {}", opening.subject);
        }
        for sentence in format!("{texts:?}{mails:?}").split(r#"", "#) {
            assert!(
                !sentence.contains(['\u{200e}', '\u{200f}', '<', '>']),
                "{name}: {sentence}"
            );
            assert!(!sentence.contains("..."), "{name}: {sentence}");
            assert!(!sentence.contains(r#"\""#), "{name}: {sentence}");
        }
    }
}

/// Everything that is shown comes from a catalogue, or is a value.
#[test]
fn no_words_are_written_into_the_program() {
    let texts = pseudo::texts();
    let values = [
        BRAND,
        "ada@example.com",
        "OKTA_ORG_URL",
        "8f2c1d7e5a",
        "Payroll",
        "app.example.com",
    ];
    let mut read = 0;
    for (name, page) in samples() {
        let mut question = None;
        if let Page::NewPassword(page) = &page {
            question.clone_from(&page.question);
        }
        for words in words(&page, &texts) {
            read += 1;
            let mut rest = words.clone();
            for value in values.into_iter().chain(question.as_deref()) {
                rest = rest.replace(value, "");
            }
            let is_marked = !rest.contains(|char: char| char.is_ascii_alphabetic());
            assert!(is_marked, "{name}: {words}");
        }
    }
    assert!(read > 500, "{read}");
}

#[test]
fn no_words_of_a_mail_are_written_into_the_program() {
    let texts = pseudo::mail_texts();
    for (name, message) in mail::samples() {
        let sheet = Sheet {
            texts: &texts,
            brand: &brand(),
            person: Some("Ada"),
            login: "ada@example.com",
        };
        let letter = mail::write(&message, &sheet);
        for line in [&letter.subject, &letter.text]
            .into_iter()
            .flat_map(|it| it.lines())
        {
            let mut rest = line.to_owned();
            for value in [BRAND, "Ada", "ada@example.com", "2026-08-03 14:05 UTC"] {
                rest = rest.replace(value, "");
            }
            let is_marked = rest.contains("https://")
                || !rest.contains(|char: char| char.is_ascii_alphabetic());
            assert!(is_marked, "{name}: {line}");
        }
        assert!(letter.html.contains(r#"lang="en-x-pseudo""#));
    }
}
