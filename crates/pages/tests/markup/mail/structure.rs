//! What mail programs, their users with and without eyes, and those who judge
//! mails for spam and tracking expect of the markup.

use super::{LOGIN, Written, every_letter, letters};
use crate::support::{Tag, read};
use pages::mail::{MailTexts, Sheet, samples, write};

fn all<'a>(written: &'a Written, name: &str) -> Vec<&'a Tag> {
    let tags = written.tags.iter();
    tags.filter(|tag| tag.name == name).collect()
}

#[test]
fn a_mail_is_made_of_harmless_elements() {
    let known = [
        "html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "h1", "p",
        "span", "strong", "a", "img",
    ];
    for written in every_letter() {
        for tag in &written.tags {
            assert!(
                known.contains(&&*tag.name),
                "{}: {}",
                written.name,
                tag.name
            );
            for (key, value) in &tag.attributes {
                assert!(!key.starts_with("on"), "{}: {key}", written.name);
                assert!(!value.contains("url("), "{}: {value}", written.name);
            }
        }
        for link in all(&written, "a") {
            let href = link.get("href").expect("an address");
            let known = href.starts_with("https://") || href.starts_with("mailto:");
            assert!(known, "{}: {href}", written.name);
        }
        let style = all(&written, "style")[0];
        assert!(!style.text.contains("url(") && !style.text.contains("@import"));
    }
}

#[test]
fn nothing_is_loaded_but_the_logo_and_that_has_a_description() {
    for written in every_letter() {
        let images = all(&written, "img");
        let logo = written.brand.logo_url.as_deref();
        // Mail programs don't show SVG: the name stands there instead.
        let logo = logo.filter(|url| !url.contains(".svg"));
        let sources: Vec<_> = images.iter().filter_map(|tag| tag.get("src")).collect();
        assert_eq!(sources, Vec::from_iter(logo), "{}", written.name);
        for image in images {
            assert_eq!(
                image.get("alt"),
                Some(&*written.brand.name),
                "{}",
                written.name
            );
        }
        let loading = ["src", "background", "srcset", "poster"];
        for tag in written.tags.iter().filter(|tag| tag.name != "img") {
            let loads = loading.iter().any(|name| tag.get(name).is_some());
            assert!(!loads, "{}: {}", written.name, tag.name);
        }
    }
}

#[test]
fn tables_are_for_layout_and_say_so() {
    for written in every_letter() {
        for table in all(&written, "table") {
            assert_eq!(table.get("role"), Some("presentation"), "{}", written.name);
            assert!(table.get("width").is_some(), "{}", written.name);
        }
        assert_eq!(all(&written, "tr").len(), all(&written, "table").len());
        assert_eq!(all(&written, "td").len(), all(&written, "table").len());
    }
}

#[test]
fn a_mail_has_one_heading_a_title_a_language_and_both_themes() {
    for written in every_letter() {
        let heading = all(&written, "h1");
        assert_eq!(heading.len(), 1, "{}", written.name);
        assert!(!heading[0].text.is_empty(), "{}", written.name);
        let title = all(&written, "title");
        assert_eq!(title[0].text, written.letter.subject, "{}", written.name);
        let article = written
            .tags
            .iter()
            .find(|tag| tag.get("role") == Some("article"));
        for tag in [&written.tags[0], article.expect("an article")] {
            assert_eq!(tag.get("lang"), Some("en"), "{}", written.name);
            assert_eq!(tag.get("dir"), Some("ltr"), "{}", written.name);
        }
        let style = &all(&written, "style")[0].text;
        assert!(style.contains("color-scheme:light dark"));
        for tag in &written.tags {
            for class in tag.get("class").into_iter().flat_map(str::split_whitespace) {
                assert!(style.contains(&format!(".{class}{{")), "no dark {class}");
            }
        }
    }
}

#[test]
fn inboxes_show_a_preview_that_has_no_secret() {
    for written in every_letter() {
        let preview = all(&written, "div")[0];
        let style = preview.get("style").expect("a style");
        assert!(style.starts_with("display:none"), "{}", written.name);
        let length = preview.text.chars().count();
        assert!((50..=140).contains(&length), "{}: {length}", written.name);
        let secret = [LOGIN, "Ada", "042718", "https://"];
        let told = secret.iter().any(|word| preview.text.contains(word));
        assert!(!told, "{}: {}", written.name, preview.text);
        assert!(
            !written.letter.text.contains(&preview.text),
            "{}",
            written.name
        );
    }
}

#[test]
fn a_mail_is_small() {
    for Written { name, letter, .. } in every_letter() {
        let size = letter.subject.len() + letter.text.len() + letter.html.len();
        assert!(size < 12_000, "{name}: {size}");
    }
}

#[test]
fn a_language_that_is_written_from_right_to_left_is() {
    let texts = MailTexts {
        language: "ar",
        direction: "rtl",
        hello: "مرحبًا {name}،",
        account: "حسابك: {login}",
        code: "الرمز: {code}",
        ..MailTexts::ENGLISH
    };
    let sheet = Sheet {
        texts: &texts,
        brand: &super::brands()[0],
        person: Some("مريم"),
        login: LOGIN,
    };
    for (name, message) in samples() {
        let letter = write(&message, &sheet);
        let tags = read(&letter.html);
        let article = tags.iter().find(|tag| tag.get("role") == Some("article"));
        for tag in [&tags[0], article.expect("an article")] {
            assert_eq!((tag.get("lang"), tag.get("dir")), (Some("ar"), Some("rtl")));
        }
        for tag in &tags {
            let style = tag.get("style").unwrap_or_default();
            let sided = style.contains("left") || style.contains("right");
            assert!(!sided, "{name}: {style}");
            assert!(
                !matches!(tag.get("align"), Some("left" | "right")),
                "{name}"
            );
        }
        let value = |text: &str| tags.iter().rev().find(|tag| tag.text == text);
        assert_eq!(
            value(LOGIN).and_then(|tag| tag.get("dir")),
            Some("auto"),
            "{name}"
        );
        let named = value("مريم").and_then(|tag| tag.get("dir"));
        assert_eq!(named, (name != "no-account").then_some("auto"), "{name}");
        if value("042718").is_some() {
            assert!(letter.text.contains("\nالرمز: 042718\n"), "{name}");
        }
    }
}

#[test]
fn no_value_has_a_side_of_its_own() {
    for written in every_letter() {
        for tag in written.tags.iter().skip(1) {
            let style = tag.get("style").unwrap_or_default();
            let is_line = matches!(&*tag.name, "span" | "strong" | "a" | "img");
            let is_block = !is_line || style.contains("display:block");
            let is_article = tag.get("role") == Some("article");
            if is_block && !is_article {
                assert_eq!(tag.get("dir"), None, "{}: {}", written.name, tag.name);
            }
        }
    }
}

#[test]
fn the_operator_is_named_in_words_where_no_logo_can_be_shown() {
    for written in letters("reset") {
        let first = all(&written, "p")[0];
        let expected = match written.brand.name.as_str() {
            "" => "Your account",
            "Example & Sons" => "Hello",
            _ => "The Worshipful Company of Examples Bcc:…",
        };
        assert!(first.text.starts_with(expected), "{}", first.text);
    }
}
