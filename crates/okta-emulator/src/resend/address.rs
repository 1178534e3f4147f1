//! `email@example.com` or `Name <email@example.com>`.

/// The bare address of either form.
pub(super) fn bare(text: &str) -> Option<&str> {
    let text = text.trim();
    let address = match text.strip_suffix('>') {
        Some(named) => named.rsplit_once('<')?.1,
        None => text,
    };
    is_address(address).then_some(address)
}

/// What follows the `@`, in lower case.
pub(super) fn domain(address: &str) -> String {
    let domain = address.rsplit('@').next().unwrap_or_default();
    domain.to_lowercase()
}

fn is_address(text: &str) -> bool {
    let is_odd = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>,;:\"()".contains(letter)
    };
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let labels: Vec<_> = domain.split('.').collect();
    !name.is_empty()
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && !domain.contains('@')
        && !text.contains(is_odd)
}

#[cfg(test)]
mod tests {
    use super::{bare, domain};

    #[test]
    fn an_address_stands_alone_or_in_brackets_after_a_name() {
        for text in [
            "ada@example.com",
            " ada@example.com ",
            "Ada <ada@example.com>",
            "\"Lovelace, Ada\" <ada@example.com>",
            "<ada@example.com>",
        ] {
            assert_eq!(bare(text), Some("ada@example.com"), "{text}");
        }
        assert_eq!(domain("ada@Example.COM"), "example.com");
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@localhost",
            "ada@example..com",
            "ada@b@example.com",
            "ada lovelace@example.com",
            "ada@example.com, alan@example.com",
            "ada@example.com>",
            "Ada <ada@example.com",
            "ada@exam\nple.com",
        ] {
            assert_eq!(bare(text), None, "{text:?}");
        }
    }
}
