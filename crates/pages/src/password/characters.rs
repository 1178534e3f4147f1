//! The classes of characters, and comparison without regard to case.

pub(super) fn is_lower(char: char) -> bool {
    char.is_lowercase()
}

pub(super) fn is_upper(char: char) -> bool {
    char.is_uppercase()
}

pub(super) fn is_number(char: char) -> bool {
    char.is_numeric()
}

pub(super) fn is_symbol(char: char) -> bool {
    !char.is_alphanumeric()
}

/// Whether `text` holds `part`, in any case.
pub(super) fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}
