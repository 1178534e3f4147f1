//! What is a digit and what a symbol, and when two letters are the same but for their case.
//!
//! UNCERTAIN beyond ASCII: Okta says nothing of it. Here combining marks belong to their letters, and
//! case is compared as a Java server would (Okta's set the cookie of one): letter by letter, each by
//! its capital's small letter.

use unicode_general_category::{GeneralCategory, get_general_category};

/// A decimal digit, of any script.
pub(super) fn is_digit(letter: char) -> bool {
    get_general_category(letter) == GeneralCategory::DecimalNumber
}

/// Neither a letter (with its marks, and with numerals made of letters) nor a digit.
pub(super) fn is_symbol(letter: char) -> bool {
    let category = get_general_category(letter).abbreviation();
    !matches!(category.get(..1), Some("L" | "M")) && !matches!(category, "Nd" | "Nl")
}

/// Whether `part` stands in `text`, whatever the case.
pub(super) fn contains(text: &str, part: &str) -> bool {
    folded(text).contains(&folded(part))
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// One character stays one: `ß` has no capital here.
fn fold(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    let capital = match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    };
    capital.to_lowercase().next().unwrap_or(capital)
}

#[cfg(test)]
mod tests {
    use super::{contains, is_digit, is_symbol};

    #[test]
    fn letters_are_compared_one_by_one_whatever_stands_around_them() {
        for (text, part) in [
            ("xΟΔΟΣx", "οδος"),
            ("οδος1", "ΟΔΟΣ"),
            ("STRAẞE", "straße"),
            ("ılık", "ILIK"),
            ("İzmir", "izmir"),
            ("ǆ", "ǅ"),
        ] {
            assert!(contains(text, part), "{text} {part}");
        }
        assert!(!contains("strasse", "straße"));
        assert!(!contains("e\u{301}te", "éte"), "nothing is normalised");
    }

    #[test]
    fn digits_are_those_one_counts_with_and_marks_are_no_symbols() {
        for digit in ['0', '٣', '৯', '\u{ff15}'] {
            assert!(is_digit(digit) && !is_symbol(digit), "{digit}");
        }
        for symbol in ['²', '½', ' ', '\u{200d}', '€', '🐢'] {
            assert!(is_symbol(symbol) && !is_digit(symbol), "{symbol}");
        }
        for neither in ['é', '\u{301}', '字', 'Ⅷ'] {
            assert!(!is_symbol(neither) && !is_digit(neither), "{neither}");
        }
    }
}
