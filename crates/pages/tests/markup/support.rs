//! A strict reader of HTML, of the part that we write. It panics at whatever
//! a browser would have to guess.

use pages::{Assets, Brand, Frame, Page, Texts, html};

/// A start tag, with the text that follows it up to the next tag.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// All text inside of it and of what it holds.
    pub(crate) text: String,
    /// The names of the elements around it.
    pub(crate) inside: Vec<String>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter();
        found
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn is(&self, part: &str) -> bool {
        self.get("data-part") == Some(part)
    }
}

pub(crate) fn document(page: &Page) -> String {
    document_of(page, &brand())
}

pub(crate) fn document_of(page: &Page, brand: &Brand) -> String {
    let frame = Frame {
        texts: &Texts::ENGLISH,
        brand,
        assets: &Assets {
            script: "/assets/rekey.js".into(),
            style: "/assets/rekey.css".into(),
        },
        request_id: "request-1",
        widget: None,
        own_texts: None,
        menu: None,
    };
    html::document(page, &frame)
}

pub(crate) fn brand() -> Brand {
    Brand {
        name: "Example & Sons".into(),
        support_url: Some("https://help.example.com/?a=1&b=2".into()),
        logo_url: Some("https://example.com/logo.svg".into()),
        sign_in_url: Some("https://app.example.com/".into()),
    }
}

/// Reads a document into its elements, in order.
pub(crate) fn read(html: &str) -> Vec<Tag> {
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or(html);
    let mut tags: Vec<Tag> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while let Some(start) = rest.find('<') {
        say(&mut tags, &open, &rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        let inner = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            let closes = open.pop().expect("an end tag closes something");
            assert_eq!(
                tags[closes].name, name,
                "an end tag closes the innermost element"
            );
        } else {
            let inside = open.iter().map(|index| tags[*index].name.clone());
            let tag = start_tag(inner, inside.collect());
            let void = ["meta", "link", "img", "input"].contains(&tag.name.as_str());
            tags.push(tag);
            if !void {
                open.push(tags.len() - 1);
            }
        }
    }
    assert!(open.is_empty(), "every element is closed");
    say(&mut tags, &open, rest);
    tags
}

fn say(tags: &mut [Tag], open: &[usize], raw: &str) {
    assert!(!raw.contains('>'), "stray >: {raw}");
    for index in open {
        tags[*index].text.push_str(&unescape(raw));
    }
}

fn start_tag(inner: &str, inside: Vec<String>) -> Tag {
    let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut tag = Tag {
        name: name.into(),
        inside,
        ..Tag::default()
    };
    while !rest.is_empty() {
        let word = rest.find([' ', '=']).unwrap_or(rest.len());
        let key = &rest[..word];
        assert!(is_plain(key), "an attribute's name: {key}");
        assert!(tag.get(key).is_none(), "{key} stands twice on {name}");
        let value = if let Some(quoted) = rest[word..].strip_prefix("=\"") {
            let (value, after) = quoted.split_once('"').expect("a value ends");
            rest = after;
            value
        } else {
            rest = &rest[word..];
            ""
        };
        tag.attributes.push((key.into(), unescape(value)));
        rest = rest.strip_prefix(' ').unwrap_or(rest);
    }
    assert!(is_plain(name), "an element's name: {name}");
    tag
}

fn is_plain(name: &str) -> bool {
    let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    !name.is_empty() && name.chars().all(plain)
}

fn unescape(raw: &str) -> String {
    let mut pieces = raw.split('&');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (entity, after) = piece.split_once(';').expect("an & begins an entity");
        text.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            _ => panic!("unknown entity {entity}"),
        });
        text.push_str(after);
    }
    text
}
