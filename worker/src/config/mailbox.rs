//! Who a mail is from, as its header says it: [RFC 5322, section 3.4].
//!
//! [RFC 5322, section 3.4]: https://www.rfc-editor.org/rfc/rfc5322#section-3.4

use std::fmt;

/// The longest local part and the longest domain, RFC 5321 section 4.5.3.1.
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_DOMAIN: usize = 253;

/// Letters of a name that must stand in quotes.
const SPECIALS: &str = "()<>[]:;@\\,.\"";

/// One address, perhaps with a name. Neither has a line break or another control character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mailbox {
    /// What people are shown, without quotes.
    pub(crate) name: Option<String>,
    /// The address alone.
    pub(crate) address: String,
}

impl Mailbox {
    /// Reads `a@example.com`, `Name <a@example.com>` or `"Name" <a@example.com>`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, address) = match text.strip_suffix('>') {
            Some(named) => {
                let (name, address) = named.rsplit_once('<')?;
                (display_name(name.trim())?, address)
            }
            None => (String::new(), text),
        };
        is_address(address).then(|| Self {
            name: (!name.is_empty()).then_some(name),
            address: address.to_owned(),
        })
    }
}

/// As the header says it. Letters beyond ASCII are the mail service's to encode.
impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = &self.address;
        match &self.name {
            None => f.write_str(address),
            Some(name) if name.contains(|letter| SPECIALS.contains(letter)) => {
                let name = name.replace('\\', "\\\\").replace('"', "\\\"");
                write!(f, "\"{name}\" <{address}>")
            }
            Some(name) => write!(f, "{name} <{address}>"),
        }
    }
}

/// The name without its quotes. A dot needs none, as everybody writes it.
fn display_name(text: &str) -> Option<String> {
    if text.contains(char::is_control) {
        return None;
    }
    let Some(quoted) = text.strip_prefix('"') else {
        let is_special = |letter| letter != '.' && SPECIALS.contains(letter);
        return (!text.contains(is_special)).then(|| text.to_owned());
    };
    let mut name = String::new();
    let mut letters = quoted.strip_suffix('"')?.chars();
    while let Some(letter) = letters.next() {
        name.push(match letter {
            '\\' => letters.next()?,
            '"' => return None,
            other => other,
        });
    }
    Some(name)
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local_part, domain)| {
        local_part.len() <= LONGEST_LOCAL_PART
            && local_part.split('.').all(is_atom)
            && domain.len() <= LONGEST_DOMAIN
            && domain.contains('.')
            && domain.split('.').all(is_label)
    })
}

fn is_atom(text: &str) -> bool {
    let is_letter =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_letter)
}

fn is_label(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::Mailbox;

    #[test]
    fn an_address_stands_alone_or_after_a_name() {
        for (text, name, shown) in [
            ("a.b+c@example.com", None, "a.b+c@example.com"),
            ("<a@example.com>", None, "a@example.com"),
            (
                "Example Inc <a@example.com>",
                Some("Example Inc"),
                "Example Inc <a@example.com>",
            ),
            (
                "Example Inc. <a@example.com>",
                Some("Example Inc."),
                "\"Example Inc.\" <a@example.com>",
            ),
            (
                "\"Example, \\\"the\\\" Inc\" <a@example.com>",
                Some("Example, \"the\" Inc"),
                "\"Example, \\\"the\\\" Inc\" <a@example.com>",
            ),
            (
                "Bücher <a@xn--bcher-kva.example>",
                Some("Bücher"),
                "Bücher <a@xn--bcher-kva.example>",
            ),
        ] {
            let mailbox = Mailbox::parse(text).expect(text);
            assert_eq!(mailbox.name.as_deref(), name, "{text}");
            assert_eq!(mailbox.to_string(), shown);
            assert_eq!(Mailbox::parse(shown), Some(mailbox));
        }
    }

    #[test]
    fn anything_else_is_no_mailbox() {
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "a",
            "a@",
            "@example.com",
            "a@localhost",
            "a@example..com",
            ".a@example.com",
            "a@b@example.com",
            "a b@example.com",
            "a@exämple.com",
            "a@example.com, b@example.com",
            "A, B <a@example.com>",
            "A <a@example.com> B",
            "A <a@example.com",
            "\"A <a@example.com>",
            "\"A\" B\" <a@example.com>",
            "A\r\nBcc: b@example.com <a@example.com>",
            "\"A\nB\" <a@example.com>",
            "a@example.com\nBcc: b@example.com",
            &long,
        ] {
            assert_eq!(Mailbox::parse(text), None, "{text:?}");
        }
    }
}
