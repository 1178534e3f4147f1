//! The code that people type: six digits, however they come.

use std::fmt;

use super::{CODE, Fields};
use crate::page::CodeError;

/// How many digits a code has.
const DIGITS: usize = 6;

/// The form of the page *check your e-mail*.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeForm {
    /// Six ASCII digits.
    pub code: String,
}

impl CodeForm {
    /// Reads the form. Codes are pasted with spaces and dashes, and typed on
    /// keyboards with digits of their own: all of that is the same code.
    ///
    /// # Errors
    /// When nothing is left, or when it is not six digits.
    pub fn parse(fields: &Fields) -> Result<Self, CodeError> {
        let typed = fields.get(CODE).unwrap_or_default();
        let mut code = String::with_capacity(DIGITS);
        for char in typed.chars().filter(|char| !is_decoration(*char)) {
            let digit = digit(char).filter(|_| code.len() < DIGITS);
            code.push(digit.ok_or(CodeError::NotACode)?);
        }
        match code.len() {
            0 => Err(CodeError::Missing),
            DIGITS => Ok(Self { code }),
            _ => Err(CodeError::NotACode),
        }
    }
}

impl fmt::Debug for CodeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeForm(…)")
    }
}

/// What a mail program, a keyboard or a person puts around digits.
fn is_decoration(char: char) -> bool {
    char.is_whitespace() || is_dash(char) || is_invisible(char)
}

fn is_dash(char: char) -> bool {
    matches!(
        char,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Soft hyphens, joiners, and marks of the writing direction.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(char, '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The ASCII digit of a decimal digit in any script.
fn digit(char: char) -> Option<char> {
    let next = ZEROS.partition_point(|zero| *zero <= char as u32);
    let zero = ZEROS.get(next.checked_sub(1)?)?;
    char::from_digit(char as u32 - zero, 10)
}

/// The zeros of all scripts. Unicode promises that the other nine digits follow each
/// ([stability policy](https://www.unicode.org/policies/stability_policy.html)); these are of
/// [Unicode 16](https://www.unicode.org/Public/16.0.0/ucd/extracted/DerivedGeneralCategory.txt),
/// category `Nd`.
const ZEROS: [u32; 76] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];
