//! The organisation's rules, by examples and by properties.

mod manager;
mod managers;

use pages::password::{MAX_LENGTH, Person, Policy, Rule, Verdict, judge, rules};
use pages::samples;
use proptest::prelude::*;

fn ada() -> Person {
    Person {
        username: Some("ada.love-lace_byron@example.co.uk".into()),
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
    }
}

pub(crate) fn broken(policy: &Policy, person: &Person, password: &str) -> Vec<&'static str> {
    let verdicts = judge(policy, person, password).into_iter();
    let broken = verdicts.filter(|(_, verdict)| *verdict == Verdict::Broken);
    broken.map(|(rule, _)| rule.name()).collect()
}

fn broken_by(password: &str) -> Vec<&'static str> {
    broken(&samples::policy(), &ada(), password)
}

#[test]
fn every_broken_rule_is_named_at_once() {
    assert_eq!(
        broken_by(""),
        ["min-length", "lower-case", "upper-case", "number", "symbol"]
    );
    assert_eq!(broken_by("Correct-Horse-9"), [] as [&str; 0]);
}

#[test]
fn the_length_counts_characters_and_not_bytes() {
    assert_eq!(broken_by("Ää1!éàé"), ["min-length"]);
    assert_eq!(broken_by("Ää1!éàéà"), [] as [&str; 0]);
    let longest = format!("Aa1!{}", "ü🐢".repeat(34));
    assert_eq!(broken_by(&longest), [] as [&str; 0]);
    assert_eq!(broken_by(&(longest + "x")), ["max-length"]);
}

#[test]
fn a_symbol_is_whatever_is_neither_letter_nor_digit() {
    for symbol in [" ", "-", "€", "\"", "🐢"] {
        assert_eq!(
            broken_by(&format!("Abcdefg1{symbol}")),
            [] as [&str; 0],
            "{symbol}"
        );
    }
    for letter in ["é", "e\u{301}", "字"] {
        assert_eq!(broken_by(&format!("Abcdefg1{letter}")), ["symbol"]);
    }
}

#[test]
fn a_number_is_a_digit_of_any_script() {
    for digit in ["7", "٧", "७", "௭", "７"] {
        assert_eq!(broken_by(&format!("Abcdef-{digit}")), [""; 0], "{digit}");
    }
    for other in ["½", "²", "Ⅶ", "七"] {
        let broken = broken_by(&format!("Abcdef-{other}"));
        assert_eq!(broken, ["number"], "{other}");
    }
}

#[test]
fn a_character_may_stand_in_a_row_as_often_as_the_policy_says() {
    assert_eq!(broken_by("Corrrect-Horse-9"), ["max-consecutive"]);
    assert_eq!(broken_by("Corrrrect--Horse-9"), ["max-consecutive"]);
    for password in ["Correct-Horse-9", "CorRrect-Horse-9", "Cor-rorrect-99"] {
        assert_eq!(broken_by(password), [""; 0], "{password}");
    }
}

#[test]
fn parts_of_the_username_with_four_characters_or_more_are_refused_in_any_case() {
    for part in ["LOVE", "lace", "bYRon", "example"] {
        assert_eq!(broken_by(&format!("x7-X{part}")), ["no-username"], "{part}");
    }
}

#[test]
fn short_parts_of_the_username_and_its_top_level_domain_are_allowed() {
    let policy = Policy {
        exclude_username: true,
        ..Policy::default()
    };
    let person = |username: &str| Person {
        username: Some(username.into()),
        ..Person::default()
    };
    assert!(broken(&policy, &person("bob.a@x.info"), "bob info").is_empty());
    assert!(broken(&policy, &person("someone"), "one").is_empty());
    let parts = ["some,body", "some#body", "john.body"];
    for username in parts {
        assert_eq!(
            broken(&policy, &person(username), "xBODYx"),
            ["no-username"],
            "{username}"
        );
    }
}

#[test]
fn names_are_refused_in_any_case_and_however_short() {
    assert_eq!(broken_by("9-xxADAxx"), ["no-first-name"]);
    let broken_of = |first: &str, last: &str, password: &str| {
        let person = Person {
            first_name: Some(first.into()),
            last_name: Some(last.into()),
            username: None,
        };
        broken(&samples::policy(), &person, password)
    };
    assert_eq!(broken_of("Al", " ÖZGÜR ", "Normal-1"), ["no-first-name"]);
    assert_eq!(broken_of("Al", " ÖZGÜR ", "X1-özgür-"), ["no-last-name"]);
    assert_eq!(broken_of("", "  ", "Normal  1"), [""; 0]);
}

#[test]
fn letters_that_are_the_same_but_for_their_case_are_the_same() {
    let policy = Policy {
        exclude_last_name: true,
        ..Policy::default()
    };
    let same = [
        ("Οδος", "1ΟΔΟΣ"),
        ("οδοσ", "ΟΔΟς1"),
        ("Weiß", "WEIẞ"),
        ("Ilık", "ıLIK"),
        ("İzmir", "izmir"),
        ("ǅuro", "ǄURO"),
        ("Kelvin", "\u{212a}elvin"),
        ("Ɛkɔ", "ɛkƆ"),
    ];
    for (last_name, password) in same {
        let last_name = Some(last_name.to_owned());
        let person = Person {
            last_name,
            ..Person::default()
        };
        let broken = broken(&policy, &person, password);
        assert_eq!(broken, ["no-last-name"], "{password}");
    }
}

#[test]
fn a_rule_about_what_is_not_known_here_is_neither_met_nor_broken() {
    let verdicts = judge(&samples::policy(), &Person::default(), "Correct-Horse-9");
    let unknown = verdicts
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Unknown);
    let unknown: Vec<_> = unknown.map(|(rule, _)| *rule).collect();
    assert_eq!(
        unknown,
        [
            Rule::NoUsername,
            Rule::NoFirstName,
            Rule::NoLastName,
            Rule::NotCommon
        ]
    );
}

#[test]
fn a_policy_that_asks_for_nothing_leaves_only_the_greatest_length() {
    assert_eq!(rules(&Policy::default()), [Rule::MaxLength(72)]);
}

/// Policies as Okta has them: a class is asked for once or not at all.
pub(crate) fn policies() -> impl Strategy<Value = Policy> {
    let classes = [0..=1u32, 0..=1, 0..=1, 0..=1];
    (1..=MAX_LENGTH, 0..=MAX_LENGTH, classes).prop_map(|(min_length, max_consecutive, classes)| {
        let [min_lower_case, min_upper_case, min_number, min_symbol] = classes;
        Policy {
            min_length,
            min_lower_case,
            min_upper_case,
            min_number,
            min_symbol,
            max_consecutive,
            ..Policy::default()
        }
    })
}

proptest! {
    #[test]
    fn judging_never_panics(
        password in any::<String>(),
        names in any::<[Option<String>; 3]>(),
        numbers in any::<[u32; 6]>(),
    ) {
        let [username, first_name, last_name] = names;
        let person = Person { username, first_name, last_name };
        let [min_length, min_lower_case, min_upper_case, min_number, min_symbol, max_consecutive] =
            numbers;
        let policy = Policy {
            min_length, min_lower_case, min_upper_case, min_number, min_symbol, max_consecutive,
            ..samples::policy()
        };
        let verdicts = judge(&policy, &person, &password);
        prop_assert_eq!(verdicts.len(), rules(&policy).len());
    }

    #[test]
    fn more_characters_never_undo_a_class_or_the_least_length(
        policy in policies(),
        before in any::<String>(),
        more in any::<String>(),
    ) {
        let person = Person::default();
        let after = before.clone() + &more;
        let caps = |rule: &Rule| matches!(rule, Rule::MaxLength(_) | Rule::MaxConsecutive(_));
        for rule in rules(&policy).into_iter().filter(|rule| !caps(rule)) {
            let was = rule.judge(&person, &before);
            prop_assert!(was == Verdict::Broken || rule.judge(&person, &after) == Verdict::Met);
        }
    }
}
