//! The organisation's rules, by examples and by properties.

use pages::password::{
    MAX_LENGTH, Person, Policy, Rule, Verdict, judge, password_rules_attribute, rules,
};
use pages::samples;
use proptest::collection::vec;
use proptest::prelude::*;

fn ada() -> Person {
    Person {
        username: Some("ada.love-lace_byron@example.co.uk".into()),
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
    }
}

fn broken(policy: &Policy, person: &Person, password: &str) -> Vec<&'static str> {
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
    assert_eq!(broken_by("Ää1!ééé"), ["min-length"]);
    assert_eq!(broken_by("Ää1!éééé"), [] as [&str; 0]);
    let longest = format!("Aa1!{}", "ü".repeat(68));
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
fn a_rule_about_a_name_that_is_not_known_is_neither_met_nor_broken() {
    let verdicts = judge(&samples::policy(), &Person::default(), "Correct-Horse-9");
    let unknown = verdicts
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Unknown);
    let unknown: Vec<_> = unknown.map(|(rule, _)| *rule).collect();
    assert_eq!(
        unknown,
        [Rule::NoUsername, Rule::NoFirstName, Rule::NoLastName]
    );
}

#[test]
fn a_policy_that_asks_for_nothing_leaves_only_the_greatest_length() {
    assert_eq!(rules(&Policy::default()), [Rule::MaxLength(72)]);
}

#[test]
fn managers_are_told_the_length_and_the_classes() {
    let attribute = password_rules_attribute(&samples::policy());
    let expected = "minlength: 8; maxlength: 72; required: lower; required: upper; \
                    required: digit; required: special; allowed: ascii-printable;";
    assert_eq!(attribute, expected);
    let attribute = password_rules_attribute(&Policy::default());
    assert_eq!(
        attribute,
        "minlength: 1; maxlength: 72; allowed: ascii-printable;"
    );
}

/// Policies as Okta has them: a class is asked for once or not at all.
fn policies() -> impl Strategy<Value = Policy> {
    (1..=MAX_LENGTH, [0..=1u32, 0..=1, 0..=1, 0..=1]).prop_map(
        |(min_length, [min_lower_case, min_upper_case, min_number, min_symbol])| Policy {
            min_length,
            min_lower_case,
            min_upper_case,
            min_number,
            min_symbol,
            ..Policy::default()
        },
    )
}

/// The characters of a class of the attribute.
fn class(name: &str) -> Vec<char> {
    let special = "-~!@#$%^&*_+=`|(){}[:;\"'<>,.?] ";
    match name {
        "lower" => ('a'..='z').collect(),
        "upper" => ('A'..='Z').collect(),
        "digit" => ('0'..='9').collect(),
        "special" => special.chars().collect(),
        "ascii-printable" => (' '..='~').collect(),
        _ => panic!("unknown class {name}"),
    }
}

/// A manager that reads nothing but the attribute, with dice.
fn generate(attribute: &str, dice: &[usize]) -> String {
    let mut dice = dice.iter().cycle();
    let mut pick = |from: &[char]| from[dice.next().expect("dice without end") % from.len()];
    let told: Vec<_> = attribute
        .split_terminator(';')
        .map(|rule| rule.split_once(": ").expect("a name and a value"))
        .collect();
    let number = |name: &str| {
        let rule = told.iter().find(|(key, _)| key.trim() == name);
        let (_, value) = rule.expect("a rule of this name");
        value.parse::<usize>().expect("a number")
    };
    let (least, most) = (number("minlength"), number("maxlength"));
    let required = told.iter().filter(|(key, _)| key.trim() == "required");
    let mut password: Vec<char> = required.map(|(_, name)| pick(&class(name))).collect();
    let length =
        least.max(password.len()) + dice_length(&mut pick, most - least.max(password.len()));
    while password.len() < length {
        password.push(pick(&class("ascii-printable")));
    }
    password.into_iter().rev().collect()
}

fn dice_length(pick: &mut impl FnMut(&[char]) -> char, room: usize) -> usize {
    let digit = pick(&class("digit")).to_digit(10);
    usize::try_from(digit.expect("a digit")).expect("small") % (room + 1)
}

proptest! {
    #[test]
    fn judging_never_panics(
        password in any::<String>(),
        names in any::<[Option<String>; 3]>(),
        numbers in any::<[u32; 5]>(),
    ) {
        let [username, first_name, last_name] = names;
        let person = Person { username, first_name, last_name };
        let [min_length, min_lower_case, min_upper_case, min_number, min_symbol] = numbers;
        let policy = Policy {
            min_length, min_lower_case, min_upper_case, min_number, min_symbol,
            ..samples::policy()
        };
        let verdicts = judge(&policy, &person, &password);
        prop_assert_eq!(verdicts.len(), rules(&policy).len());
    }

    #[test]
    fn what_a_manager_generates_by_the_attribute_is_accepted(
        policy in policies(),
        dice in vec(any::<usize>(), 1..100),
    ) {
        let password = generate(&password_rules_attribute(&policy), &dice);
        prop_assert_eq!(broken(&policy, &Person::default(), &password), [] as [&str; 0]);
    }

    #[test]
    fn more_characters_never_undo_a_class_or_the_least_length(
        policy in policies(),
        before in any::<String>(),
        more in any::<String>(),
    ) {
        let person = Person::default();
        let after = before.clone() + &more;
        for rule in rules(&policy).into_iter().filter(|rule| *rule != Rule::MaxLength(MAX_LENGTH)) {
            let was = rule.judge(&person, &before);
            prop_assert!(was == Verdict::Broken || rule.judge(&person, &after) == Verdict::Met);
        }
    }
}
