//! A mail before it is written in its two encodings.

use crate::node::{Node, Words};
use crate::texts::{MailTexts, fill, fill_with};

/// All that a mail says, in order.
pub(super) struct Draft<'a> {
    pub(super) texts: &'a MailTexts,
    /// The operator's name, one short line.
    pub(super) brand: String,
    /// A picture that mail programs can show.
    pub(super) logo: Option<String>,
    pub(super) subject: String,
    pub(super) preview: &'static str,
    pub(super) title: &'static str,
    pub(super) blocks: Vec<Block>,
    /// The operator's help, unless a block leads there.
    pub(super) help: Option<Address>,
}

/// A piece of a mail.
pub(super) enum Block {
    /// A paragraph.
    Words(Said),
    /// A paragraph whose value stands out.
    Fact(Said),
    /// A sentence whose value is a code, to be read off and copied, and what
    /// there is to know about it.
    Code(Said, Vec<Said>),
    /// What to do: a button, with its address below.
    Action(Action),
}

/// A button.
pub(super) struct Action {
    pub(super) label: &'static str,
    pub(super) address: Address,
    /// What there is to know about it.
    pub(super) note: Option<Said>,
}

/// A sentence, and the values in its places.
pub(super) struct Said {
    sentence: Words,
    values: Vec<(&'static str, String)>,
}

impl Said {
    /// A sentence without a place.
    pub(super) fn plainly(sentence: impl Into<Words>) -> Self {
        Self {
            sentence: sentence.into(),
            values: Vec::new(),
        }
    }

    /// A sentence with one value.
    pub(super) fn with(sentence: &'static str, place: &'static str, value: String) -> Self {
        Self {
            sentence: sentence.into(),
            values: vec![(place, value)],
        }
    }

    /// As text. Within what is written from the right, a value keeps its own direction: else the parts
    /// of `2026-08-03, 14:05 UTC` change places. Not a code, which mail programs look for.
    pub(super) fn text(&self, direction: &str) -> String {
        let values = self.values.iter().map(|(place, value)| {
            let shown = match (direction, *place) {
                ("rtl", "login" | "name" | "when") => format!("\u{2068}{value}\u{2069}"),
                _ => value.clone(),
            };
            (*place, shown)
        });
        let values: Vec<_> = values.collect();
        let values: Vec<_> = values
            .iter()
            .map(|(place, shown)| (*place, &**shown))
            .collect();
        fill(&self.sentence, &values)
    }

    /// As markup inside `parent`, each value inside a `frame` of its own.
    pub(super) fn markup(&self, parent: Node, frame: fn() -> Node) -> Node {
        fill_with(parent, &self.sentence, &|place| {
            let (_, value) = self.values.iter().find(|(name, _)| *name == place)?;
            Some(frame().saying(value.clone().into()))
        })
    }
}

/// Where a link leads, and how that is shown.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) href: String,
    pub(super) shown: String,
}

/// The most characters of an address; a mail shows it several times.
const LONGEST_ADDRESS: usize = 600;

impl Address {
    /// A web address.
    pub(super) fn web(url: &str) -> Option<Self> {
        let is_web = ["https://", "http://"].iter().any(|s| url.starts_with(s));
        (is_web && is_whole(url)).then(|| Self {
            href: url.into(),
            shown: url.into(),
        })
    }

    /// A web or mail address; of the latter only the mailbox is shown.
    pub(super) fn web_or_mail(url: &str) -> Option<Self> {
        let Some(mailbox) = url.strip_prefix("mailto:") else {
            return Self::web(url);
        };
        let mailbox = mailbox.split('?').next().unwrap_or_default();
        is_whole(url).then(|| Self {
            href: url.into(),
            shown: mailbox.into(),
        })
    }

    /// Whether a browser opens it.
    pub(super) fn is_web(&self) -> bool {
        self.href == self.shown
    }
}

/// Whether mail programs see where an address ends. Parsed addresses are all
/// ASCII, and escape these.
fn is_whole(url: &str) -> bool {
    let fits = |char: char| char.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(char);
    url.len() <= LONGEST_ADDRESS && url.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_or_a_mail_program_opens() {
        let shown = |url: &str| Address::web_or_mail(url).map(|address| address.shown);
        let web = "https://help.example.com/?a=1&b=%20";
        assert_eq!(shown(web).as_deref(), Some(web));
        let mail = "mailto:help@example.com?subject=Password";
        assert_eq!(shown(mail).as_deref(), Some("help@example.com"));
        assert!(Address::web(mail).is_none());
        let long = format!("https://example.com/{}", "a".repeat(600));
        let hostile = [
            "javascript:alert(1)",
            "data:text/html,hello",
            "//example.com",
            "https://example.com/\nBcc: eve@example.com",
            "https://example.com/ and more",
            "https://example.com/\"onclick=",
            "mailto:a\r\nb",
            &long,
            "",
        ];
        for url in hostile {
            assert_eq!(shown(url), None, "{url}");
        }
    }
}
