//! Names inside URLs.

use std::fmt;

/// Every byte but letters, digits and `-._~` as `%XX`: good for one segment of a path, and for
/// names and values of a query or form.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push(hex_digit(byte >> 4));
            escaped.push(hex_digit(byte & 0xF));
        }
    }
    escaped
}

fn hex_digit(four_bits: u8) -> char {
    char::from_digit(u32::from(four_bits), 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

/// The longest name, in bytes: Okta's logins have at most 100 characters.
const MAX_LENGTH: usize = 400;

/// Checks and escapes what shall be one segment of a path, and nothing else.
pub(crate) fn segment(name: &str) -> Result<String, PathSegmentError> {
    match name {
        "" => Err(PathSegmentError::Empty),
        "." | ".." => Err(PathSegmentError::Dots),
        _ if name.contains(['/', '\\']) => Err(PathSegmentError::Slash),
        _ if name.len() > MAX_LENGTH => Err(PathSegmentError::TooLong),
        _ => Ok(escape(name)),
    }
}

/// Why a name cannot stand in a path. Says nothing of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathSegmentError {
    /// There is nothing: the path would be another.
    Empty,
    /// `.` or `..`: the path would be another.
    Dots,
    /// A slash, which servers take for one even when it is escaped. A login with a slash can be
    /// reached by its id only.
    Slash,
    /// `me`: Okta takes it for the owner of the credential.
    Me,
    /// More than 400 bytes.
    TooLong,
}

impl fmt::Display for PathSegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty name cannot stand in a path",
            Self::Dots => "dots alone cannot stand in a path",
            Self::Slash => "a name with a slash cannot stand in a path; use the id",
            Self::Me => "`me` in a path is the owner of the credential",
            Self::TooLong => "a name in a path has at most 400 bytes",
        })
    }
}

impl std::error::Error for PathSegmentError {}
