//! The classes of characters, and comparison without regard to case.
//!
//! What is not among the [`alphabets`](super::alphabets) counts as a letter
//! without case. So do combining marks: an é of two code points has no symbol
//! in it either.

use super::alphabets::{CAPITALS, Cased, Range, SMALL, SYMBOLS, VARIANTS, ZEROS};

pub(super) fn is_upper(char: char) -> bool {
    small(CAPITALS, code(char)).is_some()
}

/// Letters that have case and are not capitals.
pub(super) fn is_lower(char: char) -> bool {
    within(SMALL, code(char)) && !is_upper(char)
}

/// Decimal digits, of any script.
pub(super) fn is_number(char: char) -> bool {
    let code = code(char);
    ZEROS.iter().any(|zero| holds((*zero, 9), code))
}

/// Whatever is neither letter nor digit; pictures beyond the tables, too.
pub(super) fn is_symbol(char: char) -> bool {
    let pictured = matches!(char, '\u{1f000}'..='\u{1f12f}' | '\u{1f18a}'..='\u{1fbef}');
    pictured || within(SYMBOLS, code(char))
}

/// Whether `text` holds `part`, in any case.
pub(super) fn contains(text: &str, part: &str) -> bool {
    let mut rest = text.chars();
    loop {
        let mut here = rest.clone();
        if part
            .chars()
            .all(|char| here.next().map(fold) == Some(fold(char)))
        {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

/// One of all letters that are the same where case does not count; any other
/// character as it is.
fn fold(char: char) -> char {
    let code = code(char);
    let folded = small(CAPITALS, code).or_else(|| small(VARIANTS, code));
    let folded = folded.and_then(|code| char::from_u32(code.into()));
    folded.unwrap_or(char)
}

/// The code point, or one in no table.
fn code(char: char) -> u16 {
    u16::try_from(u32::from(char)).unwrap_or(NOWHERE)
}

/// A code point that no character has.
const NOWHERE: u16 = 0xd800;

/// The small letter of one of these.
fn small(table: &[Cased], code: u16) -> Option<u16> {
    let mut letters = table.iter();
    let (range, way) = letters.find(|(range, _)| holds(*range, code))?;
    let is_small = *way == 1 && (code ^ range.0) & 1 == 1;
    (!is_small).then_some(code.wrapping_add_signed(*way))
}

fn within(table: &[Range], code: u16) -> bool {
    table.iter().any(|range| holds(*range, code))
}

fn holds((first, more): Range, code: u16) -> bool {
    code.wrapping_sub(first) <= more
}

#[cfg(test)]
mod tests {
    use unicode_general_category::{GeneralCategory, get_general_category};

    use super::{fold, is_lower, is_number, is_symbol, is_upper};

    /// What people write passwords in: here nothing may be missing.
    fn everyday() -> impl Iterator<Item = char> {
        let ranges = [
            '\0'..='\u{2af}',      // Latin
            '\u{300}'..='\u{344}', // Marks
            '\u{384}'..='\u{3ce}', // Greek
            '\u{400}'..='\u{481}', // Cyrillic
            '\u{483}'..='\u{52f}',
            '\u{531}'..='\u{58f}', // Armenian
            '\u{5c7}'..='\u{6d5}', // Hebrew, Arabic
            '\u{6ee}'..='\u{6fc}',
            '\u{900}'..='\u{96f}',   // Devanagari
            '\u{e01}'..='\u{e4e}',   // Thai
            '\u{10d0}'..='\u{10fa}', // Georgian
            '\u{1c90}'..='\u{1cbf}',
            '\u{1e00}'..='\u{1eff}', // Vietnamese and others
            '\u{2000}'..='\u{206f}', // Punctuation
            '\u{20a0}'..='\u{20f0}', // Currencies
            '\u{2190}'..='\u{249b}', // Arrows, signs, pictures
            '\u{2500}'..='\u{2bff}',
            '\u{3000}'..='\u{3029}', // Kana, Han, Hangul
            '\u{3041}'..='\u{3096}',
            '\u{30a1}'..='\u{30ff}',
            '\u{4e00}'..='\u{9fff}',
            '\u{ac00}'..='\u{d7a3}',
            '\u{fe00}'..='\u{fe0f}',   // Variants of pictures
            '\u{ff01}'..='\u{ffee}',   // Full and half width
            '\u{1f300}'..='\u{1faff}', // Emoji
        ];
        ranges.into_iter().flatten().filter(|it| is_assigned(*it))
    }

    fn is_assigned(char: char) -> bool {
        get_general_category(char) != GeneralCategory::Unassigned
    }

    /// Upper, lower, number, symbol.
    fn ours(char: char) -> [bool; 4] {
        [
            is_upper(char),
            is_lower(char),
            is_number(char),
            is_symbol(char),
        ]
    }

    /// The same by Unicode.
    fn theirs(char: char) -> [bool; 4] {
        let category = get_general_category(char);
        let number = category == GeneralCategory::DecimalNumber;
        let word = category.abbreviation().starts_with(['L', 'M']);
        let numeral = category == GeneralCategory::LetterNumber;
        let symbol = !(word || number || numeral);
        [char.is_uppercase(), char.is_lowercase(), number, symbol]
    }

    #[test]
    fn the_classes_are_those_of_unicode_where_it_matters() {
        let odd: Vec<char> = everyday()
            .filter(|char| ours(*char) != theirs(*char))
            .collect();
        assert_eq!(odd, []);
    }

    #[test]
    fn no_character_is_in_a_class_that_unicode_does_not_put_it_in() {
        for char in ('\0'..=char::MAX).filter(|it| is_assigned(*it)) {
            let classes = ours(char).into_iter().zip(theirs(char));
            let of_another = classes.filter(|(ours, theirs)| *ours && !*theirs).count();
            assert_eq!(of_another, 0, "{char:?} {:x}", u32::from(char));
        }
    }

    #[test]
    fn no_character_is_in_two_classes() {
        for char in '\0'..=char::MAX {
            let count = ours(char).iter().filter(|is| **is).count();
            assert!(count <= 1, "{char:?} {:x}", u32::from(char));
        }
    }

    #[test]
    fn what_differs_only_in_case_folds_into_the_same_letter() {
        for char in everyday() {
            let capital = char.to_uppercase();
            let capital = if capital.len() == 1 {
                capital.collect()
            } else {
                char.to_string()
            };
            let small = capital.chars().flat_map(char::to_lowercase).next();
            assert_eq!(Some(fold(char)), small, "{char:?} {:x}", u32::from(char));
        }
    }
}
