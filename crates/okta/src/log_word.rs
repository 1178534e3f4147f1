//! What may stand in a log of what others have sent.

use std::fmt;

/// The longest word. Okta's request ids have 27 to 36 characters, its codes 8, OAuth's up to 30.
const LONGEST: usize = 64;

/// Stands where there was something else than a word.
pub(crate) const NOT_A_WORD: &str = "(not a word)";

/// The text, if it is one word of `A-Z a-z 0-9 . _ -`, as codes, keys and request ids are.
/// Anything else may have been typed by a person, break a line, or be without end.
#[must_use]
pub fn log_word(text: &str) -> Option<&str> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let is_word = (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_letter);
    is_word.then_some(text)
}

/// The same for places where something must stand.
pub(crate) fn log_word_or_placeholder(text: &str) -> &str {
    log_word(text).unwrap_or(NOT_A_WORD)
}

/// What `Debug` shows in place of a text for humans.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::{log_word, log_word_or_placeholder};

    #[test]
    fn codes_keys_and_request_ids_are_for_the_log() {
        let longest = "x".repeat(64);
        for word in [
            "E0000095",
            "brand_new",
            "idx.session.expired",
            "Xk-4",
            &longest,
        ] {
            assert_eq!(log_word(word), Some(word));
        }
    }

    #[test]
    fn anything_else_stays_out_of_the_log() {
        let too_long = "x".repeat(65);
        for text in [
            "",
            "a b",
            "a\nb",
            "ada@example.com",
            "caf\u{e9}",
            "\u{1b}[31m",
            &too_long,
        ] {
            assert_eq!(log_word(text), None, "{text:?}");
            assert_eq!(log_word_or_placeholder(text), "(not a word)");
        }
    }
}
