//! A mail of somebody else's in the outbox: where its links lead, and the code in it.

use okta::Timestamp;

use super::letter::Letter;
use crate::mail::{Channel, Message, Shown};

/// The mail to one of its addresses.
pub(super) fn message(letter: &Letter, to: &str, sent_at: Timestamp) -> Message {
    let mut links = links_of_text(&letter.text);
    for link in links_of_html(&letter.html) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    Message {
        to: to.to_owned(),
        channel: Channel::Email,
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        html: letter.html.clone(),
        links,
        code: code(&letter.text),
        sent_at,
        shown: Shown::Framed {
            from: letter.from.clone(),
        },
    }
}

/// Where a sentence may go on after an address.
const PUNCTUATION: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', ']', '\''];

fn is_link(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn links_of_text(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || "<>\"(".contains(letter));
    let links = words.filter(|word| is_link(word));
    links
        .map(|word| word.trim_end_matches(PUNCTUATION).to_owned())
        .collect()
}

/// The values of `href`, which stand in quotes.
fn links_of_html(html: &str) -> impl Iterator<Item = String> + '_ {
    let values = html.split("href=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|first| "\"'".contains(*first))?;
        rest[1..].split(quote).next()
    });
    values.map(unescaped).filter(|value| is_link(value))
}

fn unescaped(text: &str) -> String {
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let text = plain.iter().fold(text.to_owned(), |text, (name, letter)| {
        text.replace(name, letter)
    });
    text.replace("&amp;", "&")
}

/// The code: six digits that stand alone, perhaps in two groups on a line of their own. Where
/// there are two codes, there is none.
fn code(text: &str) -> Option<String> {
    let lines = text.lines().map(|line| line.replace(' ', ""));
    let words = text.split_whitespace();
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let mut found: Vec<_> = lines
        .chain(words.map(str::to_owned))
        .filter(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    found.sort();
    found.dedup();
    match found.as_slice() {
        [code] => Some(code.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{code, links_of_html, links_of_text};

    #[test]
    fn the_code_stands_alone() {
        for text in [
            "Your code:\n\n123456\n\nIt works for 10 minutes.",
            "Your code is 123456.",
            "Your code:\n\n    123 456\n",
            "123456 is your code; once more: 123456",
        ] {
            assert_eq!(code(text).as_deref(), Some("123456"), "{text}");
        }
    }

    #[test]
    fn digits_of_a_link_or_a_longer_number_are_no_code() {
        for text in [
            "",
            "Open https://example.com/reset_password/a-123456-b",
            "https://example.com/123456",
            "Call +49 1234567 or 12345.",
            "Ref 123456789012",
            "111111 or 222222",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn links_are_found_in_text_and_in_html() {
        let text = "Open <https://a.test/x_-1>, or\nhttps://a.test/y?b=1&c=2.\nmailto:help@a.test";
        let found = ["https://a.test/x_-1", "https://a.test/y?b=1&c=2"];
        assert_eq!(links_of_text(text), found);
        let html = r#"<a href="https://a.test/?b=1&amp;c=2">x</a><a href='http://a.test/z'>y</a>
            <a href="mailto:help@a.test">help</a><a href=bare>z</a>"#;
        let found: Vec<_> = links_of_html(html).collect();
        assert_eq!(found, ["https://a.test/?b=1&c=2", "http://a.test/z"]);
    }
}
