//! Passwords to judge, each with a policy and a person: many, odd ones more
//! often than people type them, and the same in every build. Whoever judges
//! passwords is compared with these: the browser, the server, the emulator.

mod dice;
mod people;

use dice::Dice;
use people::person;

use crate::password::{MAX_LENGTH, Person, Policy, Rule, Verdict, rules};

/// How many cases judges are compared with.
pub const CASES: usize = 100_000;

/// How many cases make one [digest](digests).
pub const CHUNK: usize = 1_000;

/// A password, whose it is, and by what it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// By what.
    pub policy: Policy,
    /// Whose; everything is known.
    pub person: Person,
    /// What is judged.
    pub password: String,
}

/// The cases, without end.
pub fn cases() -> impl Iterator<Item = Case> {
    let mut dice = Dice::new(0x5eed);
    std::iter::repeat_with(move || {
        let policy = policy(&mut dice);
        let person = person(&mut dice);
        let password = password(&mut dice, &policy, &person);
        Case {
            policy,
            person,
            password,
        }
    })
}

/// What this build says of the first [`CASES`], rule by rule, in one number for
/// each [`CHUNK`] of them. Rules are read from their names, as the browser
/// reads them from the markup.
#[must_use]
pub fn digests() -> Vec<u64> {
    let mut digests = Vec::new();
    let mut cases = cases().take(CASES).peekable();
    while cases.peek().is_some() {
        let chunk = cases.by_ref().take(CHUNK);
        digests.push(chunk.fold(FNV_BASIS, |digest, case| mixed(digest, &case)));
    }
    digests
}

/// Fowler, Noll and Vo's hash (FNV-1a).
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

fn mixed(digest: u64, case: &Case) -> u64 {
    let mut bytes = case.password.as_bytes().to_vec();
    for rule in rules(&case.policy) {
        let read = Rule::from_parts(rule.name(), rule.count());
        let verdict = read.map(|rule| rule.judge(&case.person, &case.password));
        bytes.extend(rule.name().bytes());
        bytes.push(match verdict {
            None => b'-',
            Some(Verdict::Met) => b'm',
            Some(Verdict::Broken) => b'b',
            Some(Verdict::Unknown) => b'u',
        });
    }
    let mix = |digest: u64, byte: u8| (digest ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
    bytes.into_iter().fold(digest, mix)
}

fn policy(dice: &mut Dice) -> Policy {
    const CLASS: &[u32] = &[0, 0, 0, 0, 1, 1, 1, 2];
    Policy {
        min_length: dice.one_of(&[0, 1, 4, 8, 8, 10, 14, 20, 71, 72, 73]),
        min_lower_case: dice.one_of(CLASS),
        min_upper_case: dice.one_of(CLASS),
        min_number: dice.one_of(CLASS),
        min_symbol: dice.one_of(CLASS),
        max_consecutive: dice.one_of(&[0, 0, 0, 1, 2, 2, 3, 72]),
        exclude_username: dice.heads(),
        exclude_first_name: dice.heads(),
        exclude_last_name: dice.heads(),
        exclude_common: dice.heads(),
        history_count: 0,
    }
}

/// What passwords are written in.
const ALPHABETS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789",
    " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t\0",
    "äöüßẞéèñçøåæœþðÄÖÜÉÑÇØÅÆŒÞªºµſ",
    "iIıİşŞğĞəƏơƠđĐɓƁɛƐłŁ",
    "ǄǅǆǇǈǉǊǋǌǱǲǳ",
    "αβγσςΣΆώΪΐΰϋ",
    "абґєїђјАБЂЇӀӏҐ",
    "աբգԱԲև",
    "აბᲐᲑ",
    "٣۴७৯௭๓７᭖",
    "אبकกひカ字한𠮷",
    "\u{301}\u{308}\u{327}\u{94d}\u{e31}\u{fe0f}",
    "€£§²½①«»…–’、・：\u{a0}\u{200b}\u{200d}\u{2028}",
    "🐢🎉👍🏽❤🇩👩",
];

fn password(dice: &mut Dice, policy: &Policy, person: &Person) -> String {
    let mut password = String::new();
    for _ in 0..dice.below(5) {
        piece(dice, person, &mut password);
    }
    if dice.below(4) > 0 {
        fill_up(dice, policy, &mut password);
    }
    if dice.below(8) == 0 {
        let most = dice.one_of(&[71, 72, 73]);
        stretch(dice, most, &mut password);
        password = password.chars().take(most as usize).collect();
    }
    password
}

/// Adds something that may meet a rule or break one.
fn piece(dice: &mut Dice, person: &Person, password: &mut String) {
    match dice.below(8) {
        0 => {
            let name = dice.one_of(&[&person.first_name, &person.last_name]);
            disguise(dice, name.as_deref().unwrap_or_default(), password);
        }
        1 => {
            let username = person.username.as_deref().unwrap_or_default();
            let parts: Vec<&str> = username.split(['.', ',', '-', '_', '#', '@']).collect();
            let part = dice.one_of(&parts);
            disguise(dice, part, password);
        }
        2 => {
            let alphabet = dice.one_of(ALPHABETS);
            let letter = dice.letter_of(alphabet);
            for _ in 0..dice.below(5) {
                password.push(letter);
            }
        }
        3..=5 => {
            let alphabet = dice.one_of(ALPHABETS.split_at(4).0);
            for _ in 0..dice.below(6) {
                password.push(dice.letter_of(alphabet));
            }
        }
        _ => {
            let alphabet = dice.one_of(ALPHABETS);
            for _ in 0..dice.below(4) {
                password.push(dice.letter_of(alphabet));
            }
        }
    }
}

/// Adds a word in other letters of its own, mostly; sometimes one is lost.
fn disguise(dice: &mut Dice, word: &str, password: &mut String) {
    const TWINS: &[&str] = &[
        "sſS",
        "kK\u{212a}",
        "σςΣ",
        "iıİI",
        "ßẞ",
        "ǆǅǄ",
        "åÅ\u{212b}",
    ];
    for letter in word.chars() {
        match dice.below(12) {
            0 => {}
            1..=3 => password.extend(letter.to_uppercase()),
            4..=6 => password.extend(letter.to_lowercase()),
            7 => {
                let twins = TWINS.iter().find(|twins| twins.contains(letter));
                password.push(twins.map_or(letter, |twins| dice.letter_of(twins)));
            }
            _ => password.push(letter),
        }
    }
}

/// Makes a password good, or nearly so.
fn fill_up(dice: &mut Dice, policy: &Policy, password: &mut String) {
    let classes = [
        (policy.min_lower_case, "qwzßσжა"),
        (policy.min_upper_case, "QWZẞΣЖᲐ"),
        (policy.min_number, "2467٣७"),
        (policy.min_symbol, "?+ €²🐢"),
    ];
    for (least, alphabet) in classes {
        for _ in 0..least {
            if dice.below(16) > 0 {
                password.push(dice.letter_of(alphabet));
            }
        }
    }
    let least = policy.min_length.min(MAX_LENGTH);
    let nearly = dice.one_of(&[least, least, least + 1, least.saturating_sub(1)]);
    stretch(dice, nearly, password);
}

/// Adds letters until there are so many characters.
fn stretch(dice: &mut Dice, length: u32, password: &mut String) {
    let length = length as usize;
    let alphabet = dice.one_of(&["qwz", "qwz", "QWZ", "字漢", "🐢🎉"]);
    for letter in alphabet.chars().cycle() {
        if password.chars().count() >= length {
            break;
        }
        password.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{CASES, cases};
    use crate::password::{Rule, Verdict, judge, rules};
    use crate::samples;

    #[test]
    fn every_rule_decides_alone_many_times_and_many_passwords_are_good() {
        let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
        for case in cases().take(CASES) {
            let verdicts = judge(&case.policy, &case.person, &case.password);
            let mut broken = verdicts
                .iter()
                .filter(|(_, verdict)| *verdict == Verdict::Broken);
            let name = match (broken.next(), broken.next()) {
                (None, _) => "good",
                (Some((rule, _)), None) => rule.name(),
                (Some(_), Some(_)) => "bad",
            };
            *alone.entry(name).or_default() += 1;
        }
        let judged = rules(&samples::policy());
        let judged = judged.into_iter().filter(|rule| *rule != Rule::NotCommon);
        for name in judged.map(Rule::name).chain(["good", "bad"]) {
            let times = alone.get(name).copied().unwrap_or_default();
            assert!(times >= CASES / 200, "{name}: {alone:?}");
        }
    }
}
