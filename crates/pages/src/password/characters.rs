//! The classes of characters, and comparison without regard to case.
//!
//! Written as ranges, because the standard library's tables for all of
//! Unicode would be a seventh of what a browser downloads. The ranges cover
//! Latin, Greek, Cyrillic and Armenian letters, the digits in common use, and
//! the blocks of symbols. What lies outside counts as a letter without case.

pub(super) fn is_upper(char: char) -> bool {
    fold(char) != char
}

/// Letters that have case and are not capitals.
pub(super) fn is_lower(char: char) -> bool {
    let cased = matches!(char,
        'a'..='z'
        | 'ª' | 'µ' | 'º' | 'ß'..='ö' | 'ø'..='\u{2af}'
        | '\u{371}'..='\u{373}' | '\u{377}' | '\u{37b}'..='\u{37d}' | '\u{390}'..='\u{3ff}'
        | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}'
        | '\u{560}'..='\u{588}'
        | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1fff}');
    cased && !is_upper(char)
}

pub(super) fn is_number(char: char) -> bool {
    matches!(char,
        '0'..='9'
        | '٠'..='٩' | '۰'..='۹' | '०'..='९' | '০'..='৯' | '๐'..='๙'
        | '\u{ff10}'..='\u{ff19}')
}

/// Whatever is neither letter nor digit.
pub(super) fn is_symbol(char: char) -> bool {
    match char {
        'ª' | 'µ' | 'º' => false,
        '\0'..='\u{7f}' => !char.is_ascii_alphanumeric(),
        _ => matches!(char,
            '\u{80}'..='¿' | '×' | '÷'
            | '\u{2c2}'..='\u{2c5}' | '\u{300}'..='\u{36f}' | '\u{387}'
            | '\u{591}'..='\u{5c7}' | '\u{5f3}' | '\u{5f4}'
            | '\u{600}'..='\u{61f}' | '\u{64b}'..='\u{65f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{e3f}'
            | '\u{2000}'..='\u{2070}' | '\u{207a}'..='\u{207e}' | '\u{20a0}'..='\u{2101}'
            | '\u{2116}'..='\u{2118}' | '\u{2120}'..='\u{2123}' | '\u{2190}'..='\u{245f}'
            | '\u{2500}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fd3e}' | '\u{fd3f}' | '\u{fe00}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
            | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}'
            | '\u{1f000}'..='\u{1f0ff}' | '\u{1f300}'..='\u{1fbef}'),
    }
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

/// The small letter of a capital; any other character as it is.
fn fold(char: char) -> char {
    let code = u32::from(char);
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code + 0x20
        }
        0x400..=0x40f => code + 0x50,
        0x531..=0x556 => code + 0x30,
        // Pairs of an even capital and the small letter after it.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x1a0..=0x1a5
        | 0x1de..=0x1ef
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x3d8..=0x3ef
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        // Pairs of an odd capital and the small letter after it.
        0x139..=0x148 | 0x179..=0x17e | 0x1af..=0x1b0 | 0x1cd..=0x1dc | 0x4c1..=0x4ce => {
            (code + 1) & !1
        }
        0x4c0 => 0x4cf,
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        _ => code,
    };
    char::from_u32(small).unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::{fold, is_lower, is_number, is_symbol, is_upper};

    /// What most people write passwords in.
    fn common() -> impl Iterator<Item = char> {
        let ranges = [
            '\0'..='\u{17f}',      // Latin
            '\u{386}'..='\u{38a}', // Greek
            '\u{38e}'..='\u{3a1}',
            '\u{3a3}'..='\u{3ce}',
            '\u{400}'..='\u{481}', // Cyrillic
            '\u{48a}'..='\u{52f}',
            '\u{531}'..='\u{556}', // Armenian
            '\u{5d0}'..='\u{5ea}', // Hebrew
            '\u{620}'..='\u{64a}', // Arabic
            '\u{660}'..='\u{669}',
            '\u{6f0}'..='\u{6f9}',
            '\u{905}'..='\u{939}',     // Devanagari
            '\u{e01}'..='\u{e30}',     // Thai
            '\u{1e00}'..='\u{1eff}',   // Vietnamese and others
            '\u{2010}'..='\u{2027}',   // Punctuation
            '\u{20a0}'..='\u{20bf}',   // Currencies
            '\u{3041}'..='\u{3096}',   // Kana
            '\u{4e00}'..='\u{9fff}',   // Han
            '\u{ac00}'..='\u{d7a3}',   // Hangul
            '\u{1f300}'..='\u{1f6c5}', // Emoji
        ];
        ranges.into_iter().flatten()
    }

    /// `İ` becomes two characters, `ẞ` lies outside the pairs; the fractions and
    /// raised digits `²³¹¼½¾` are digits to Unicode, but not to Okta's engine.
    const ODD: &str = "İẞ²³¹¼½¾";

    #[test]
    fn the_classes_are_those_of_unicode_where_it_matters() {
        let number = |char: char| char.is_numeric() && !('一'..='鿿').contains(&char);
        let ours = |char| {
            [
                is_upper(char),
                is_lower(char),
                is_number(char),
                is_symbol(char),
            ]
        };
        let theirs = |char: char| {
            let symbol = !char.is_alphanumeric();
            [
                char.is_uppercase(),
                char.is_lowercase(),
                number(char),
                symbol,
            ]
        };
        let differ = |char: &char| !ODD.contains(*char) && ours(*char) != theirs(*char);
        let odd: Vec<char> = common().filter(differ).collect();
        assert_eq!(odd, []);
    }

    #[test]
    fn capitals_fold_into_their_small_letters() {
        for char in common().filter(|char| !ODD.contains(*char)) {
            let small: String = char.to_lowercase().collect();
            assert_eq!(fold(char).to_string(), small, "{:x}", u32::from(char));
        }
    }

    #[test]
    fn no_character_is_in_two_classes() {
        for char in '\0'..=char::MAX {
            let classes = [
                is_upper(char),
                is_lower(char),
                is_number(char),
                is_symbol(char),
            ];
            let count = classes.iter().filter(|is| **is).count();
            assert!(count <= 1, "{char:?} {:x}: {classes:?}", u32::from(char));
        }
    }
}
