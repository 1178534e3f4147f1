//! Whatever strangers, people and operators put into a mail stays what it is.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::letter;
use crate::support::{Tag, read};
use pages::Brand;
use pages::mail::{Directory, Letter, MailTexts, Message, Proof, Sessions, Sheet, write};
use proptest::prelude::*;

/// Names that are no names, as somebody who signs up might choose them.
const NAMES: [&str; 8] = [
    "http://evil.example",
    "evil.example",
    "Win now: https://evil.example/",
    "www.evil.example",
    "<a href=\"https://evil.example\">Ada</a>",
    "Ada\r\nBcc: eve@evil.example",
    "eve@evil.example",
    "javascript:alert(1)",
];

fn messages<'a>(link: &'a str, value: &'a str) -> [Message<'a>; 6] {
    let proof = Proof {
        link,
        code: value,
        link_minutes: 60,
        code_minutes: 10,
    };
    let changed = Message::PasswordChanged {
        not_me: link,
        sessions: Sessions::Ended,
        when: value,
    };
    let managed = Message::ManagedElsewhere(Directory::Other);
    let unlock = Message::Unlock(proof);
    [
        Message::Reset(proof),
        unlock,
        changed,
        managed,
        Message::NoAccount,
        Message::Blocked,
    ]
}

fn sheet<'a>(brand: &'a Brand, person: &'a str, login: &'a str) -> Sheet<'a> {
    Sheet {
        texts: &MailTexts::ENGLISH,
        brand,
        person: Some(person),
        login,
    }
}

#[test]
fn a_name_that_could_be_a_link_is_left_out_of_text_and_html() {
    for message in messages("https://reset.example.com/a", "042718") {
        let tame = letter(&message, &Brand::default(), None);
        for name in NAMES {
            assert!(
                tame == letter(&message, &Brand::default(), Some(name)),
                "{name}"
            );
        }
    }
}

#[test]
fn a_login_that_could_be_a_link_is_left_out_of_text_and_html() {
    let brand = Brand::default();
    for message in messages("https://reset.example.com/a", "042718") {
        for login in NAMES.iter().filter(|name| **name != "eve@evil.example") {
            let letter = write(&message, &sheet(&brand, "Ada", login));
            for body in [&letter.text, &letter.html] {
                assert!(!body.contains("evil") && !body.contains("alert"), "{login}");
            }
        }
    }
}

#[test]
fn an_address_that_is_none_is_no_link() {
    let hostile = [
        "javascript:alert(1)",
        "data:text/html,a",
        "https://a.example/ b",
        "//a",
    ];
    for url in hostile {
        let brand = Brand {
            name: "Example".into(),
            support_url: Some(url.into()),
            logo_url: Some(url.into()),
            sign_in_url: None,
        };
        for message in messages(url, "042718") {
            let letter = letter(&message, &brand, None);
            let tags = read(&letter.html);
            let leads = |tag: &Tag| tag.get("href").or(tag.get("src")).is_some();
            assert!(!tags.iter().any(leads), "{url}");
            assert!(!letter.text.contains(url), "{url}");
        }
    }
}

#[test]
fn a_mail_is_small_whatever_it_is_written_of() {
    // The longest address that is taken, and a longer one.
    for length in [600, 5000] {
        let long = |start: &str| format!("{start}{}", "&".repeat(length - start.len()));
        let link = long("https://");
        let words = "<&\"'>".repeat(2000);
        let brand = Brand {
            name: words.clone(),
            support_url: Some(long("https://help/")),
            logo_url: Some(long("https://logo/")),
            sign_in_url: Some(words.clone()),
        };
        for message in messages(&link, &words) {
            let letter = write(&message, &sheet(&brand, &words, &words));
            let size = letter.subject.len() + letter.text.len() + letter.html.len();
            assert!(size < 30_000, "{size}");
        }
    }
}

/// An element, an attribute of it, and its value.
type Piece = (String, String, String);

/// Everything in a mail but texts, addresses and descriptions.
fn markup(letter: &Letter) -> HashSet<Piece> {
    let mut seen = HashSet::new();
    for tag in read(&letter.html) {
        for (key, value) in &tag.attributes {
            let open = ["href", "src", "alt"].contains(&key.as_str());
            let value = if open { "" } else { value.as_str() };
            seen.insert((tag.name.clone(), key.clone(), value.into()));
        }
        seen.insert((tag.name, String::new(), String::new()));
    }
    seen
}

/// What a mail may be made of, for each of [`messages`].
static MARKUP: LazyLock<Vec<HashSet<Piece>>> = LazyLock::new(|| {
    let with_logo = Brand {
        name: "Example".into(),
        support_url: Some("https://help.example.com/".into()),
        logo_url: Some("https://example.com/logo.png".into()),
        sign_in_url: None,
    };
    let without = Brand {
        logo_url: None,
        ..with_logo.clone()
    };
    let messages = messages("https://reset.example.com/a", "1").into_iter();
    let markup = messages.map(|message| {
        let mut allowed = markup(&write(&message, &sheet(&with_logo, "Ada", "ada")));
        allowed.extend(markup(&write(&message, &sheet(&without, "Ada", "ada"))));
        allowed
    });
    markup.collect()
});

/// Text, and text that looks like markup, addresses or headers.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[<>"'&/=:;@. \r\na-z-]{0,40}"#,
        r#"(https?|mailto|javascript)://?[<>"'&/=:;@. \r\na-z-]{0,40}"#,
    ]
}

proptest! {
    #[test]
    fn nothing_breaks_out(
        name in anything(),
        url in prop_oneof![anything(), "https://[a-z&=?/.]{1,40}"],
        person in anything(),
        login in anything(),
        value in anything(),
    ) {
        let brand = Brand {
            name: name.clone(),
            support_url: Some(url.clone()),
            logo_url: Some(url.clone()),
            sign_in_url: None,
        };
        for (message, allowed) in messages(&url, &value).iter().zip(MARKUP.iter()) {
            let letter = write(message, &sheet(&brand, &person, &login));
            for piece in markup(&letter) {
                prop_assert!(allowed.contains(&piece), "{piece:?}");
            }
            for tag in read(&letter.html) {
                for address in [tag.get("href"), tag.get("src")].into_iter().flatten() {
                    prop_assert_eq!(address, &url);
                    let known = ["https://", "http://", "mailto:"];
                    prop_assert!(known.iter().any(|scheme| address.starts_with(scheme)));
                }
            }
            prop_assert!(!letter.subject.contains(char::is_control));
            prop_assert!(letter.subject.chars().count() <= 60);
            for line in letter.text.lines() {
                prop_assert!(line == url || line.chars().count() <= 76, "{}", line);
                prop_assert!(!line.contains(char::is_control), "{:?}", line);
            }
        }
    }
}
