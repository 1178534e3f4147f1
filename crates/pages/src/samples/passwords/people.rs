//! People with odd names.

use super::dice::Dice;
use crate::password::Person;

/// Short names, and letters whose case is odd.
const NAMES: &[&str] = &[
    "J",
    "Ş",
    "李",
    "Al",
    "Ng",
    "Øy",
    "İl",
    "Ada",
    "Eve",
    "Ｊｏ",
    " Bo ",
    "  ",
    "",
    "Weiß",
    "Ιωσήφ",
    "Οδος",
    "Ilık",
    "İnci",
    "Ǆuro",
    "Ǉuba",
    "Ɛkɔ",
    "Ђорђе",
    "Անի",
    "ნინო",
    "Kelvin",
    "Straßer",
    "José",
    "Jose\u{301}",
    "Nguyễn",
    "Þór",
    "Anne Marie",
    "O'Neil",
    "Łukasz",
    "Σίσυφος",
];

/// What stands in usernames beside names.
const WORDS: &[&str] = &[
    "example", "co", "uk", "com", "info", "dev1", "x", "abc", "abcd", "42", "",
];

/// Somebody whose username is made of names, mostly.
pub(super) fn person(dice: &mut Dice) -> Person {
    let names = [dice.one_of(NAMES), dice.one_of(NAMES)];
    let mut username = String::new();
    for _ in 0..=dice.below(2) {
        let word = dice.one_of(WORDS);
        username.push_str(dice.one_of(&[names[0], names[1], word]));
        username.push(dice.letter_of(".,-_#"));
    }
    username.push_str(dice.one_of(NAMES));
    if dice.below(4) > 0 {
        username.push('@');
        for _ in 0..dice.below(3) {
            username.push_str(dice.one_of(WORDS));
            username.push(dice.letter_of("..-"));
        }
        username.push_str(dice.one_of(WORDS));
    }
    Person {
        username: Some(username),
        first_name: Some(names[0].into()),
        last_name: Some(names[1].into()),
    }
}
