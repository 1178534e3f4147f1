//! Every mail, for several operators and people, is written, read again and
//! looked over.

mod addresses;
mod hostile;
mod structure;

use std::collections::HashSet;

use crate::support::{Tag, read};
use pages::Brand;
use pages::mail::{Letter, MailTexts, Message, Proof, Sheet, samples, write};

const LOGIN: &str = "ada@example.com";

/// A mail, and what it was written of.
struct Written {
    name: &'static str,
    message: Message<'static>,
    brand: Brand,
    letter: Letter,
    tags: Vec<Tag>,
}

impl Written {
    fn proof(&self) -> Option<Proof<'static>> {
        match self.message {
            Message::Reset(proof) | Message::Unlock(proof) | Message::Activation(proof) => {
                Some(proof)
            }
            Message::PasswordChanged { .. }
            | Message::ManagedElsewhere(_)
            | Message::NoAccount
            | Message::Blocked => None,
        }
    }

    /// The text, each paragraph in one line.
    fn paragraphs(&self) -> Vec<String> {
        let paragraphs = self.letter.text.split("\n\n");
        paragraphs
            .map(|lines| lines.trim().replace('\n', " "))
            .collect()
    }
}

fn brands() -> [Brand; 3] {
    let full = Brand {
        name: "Example & Sons".into(),
        support_url: Some("https://help.example.com/?a=1&b=2".into()),
        logo_url: Some("https://example.com/logo.png?size=2".into()),
        sign_in_url: Some("https://app.example.com/".into()),
    };
    let odd = Brand {
        name: "The Worshipful Company of Examples\r\nBcc: eve@example.com".into(),
        support_url: Some("mailto:help@example.com?subject=Help".into()),
        logo_url: Some("https://example.com/logo.svg".into()),
        sign_in_url: None,
    };
    [full, odd, Brand::default()]
}

fn letter(message: &Message<'_>, brand: &Brand, person: Option<&str>) -> Letter {
    let sheet = Sheet {
        texts: &MailTexts::ENGLISH,
        brand,
        person,
        login: LOGIN,
    };
    write(message, &sheet)
}

fn letters_to(person: Option<&str>) -> Vec<Written> {
    let mut all = Vec::new();
    for brand in brands() {
        for (name, message) in samples() {
            let letter = letter(&message, &brand, person);
            all.push(Written {
                name,
                message,
                brand: brand.clone(),
                tags: read(&letter.html),
                letter,
            });
        }
    }
    all
}

fn every_letter() -> Vec<Written> {
    let mut all = letters_to(Some("Ada"));
    all.extend(letters_to(None));
    all
}

/// The mails of this sample's name.
fn letters(name: &str) -> Vec<Written> {
    let all = every_letter().into_iter();
    let found: Vec<_> = all.filter(|written| written.name == name).collect();
    assert!(!found.is_empty(), "{name}");
    found
}

#[test]
fn a_subject_is_one_short_line_that_a_locked_phone_may_show() {
    for Written { name, letter, .. } in every_letter() {
        let subject = &letter.subject;
        assert!(!subject.contains(char::is_control), "{name}: {subject:?}");
        assert!(subject.chars().count() <= 60, "{name}: {subject}");
        for told in ["Ada", LOGIN, "042718", "http"] {
            assert!(!subject.contains(told), "{name}: {subject}");
        }
    }
}

#[test]
fn a_subject_names_the_task_and_the_operator() {
    let subjects: Vec<_> = letters_to(None)
        .into_iter()
        .filter(|written| written.name == "unlock")
        .map(|written| written.letter.subject)
        .collect();
    let expected = [
        "Unlock your account – Example & Sons",
        "Unlock your account – The Worshipful Company of Examples Bc…",
        "Unlock your account – Your account",
    ];
    assert_eq!(subjects, expected);
}

#[test]
fn lines_of_text_are_short_except_for_addresses() {
    for Written { name, letter, .. } in every_letter() {
        for line in letter.text.lines() {
            let is_address = line.starts_with("https://") && !line.contains(' ');
            assert!(is_address || line.chars().count() <= 76, "{name}: {line}");
            assert!(!line.contains(char::is_control), "{name}: {line:?}");
        }
    }
}

#[test]
fn text_and_html_say_the_same_in_the_same_order() {
    for written in every_letter() {
        let body = written.tags.iter().find(|tag| tag.name == "body");
        let shown = &body.expect("a body").text;
        let mut rest = shown.as_str();
        for paragraph in written.paragraphs() {
            let words = paragraph.split(" https://").next().expect("a piece");
            // The footer of HTML has a link where text has an address.
            let words = words.split(" help@").next().expect("a piece");
            // Where the logo stands, its description names the operator.
            if written.tags.iter().any(|tag| tag.get("alt") == Some(words)) {
                continue;
            }
            let lost = format!("{}: {words} is not in {rest}", written.name);
            rest = rest.split_once(words).expect(&lost).1;
        }
    }
}

#[test]
fn a_code_is_said_once_in_six_digits_that_mail_programs_find() {
    for written in every_letter() {
        let name = written.name;
        let times = usize::from(written.proof().is_some());
        assert_eq!(
            written.letter.text.matches("042718").count(),
            times,
            "{name}"
        );
        assert_eq!(
            written.letter.html.matches("042718").count(),
            times,
            "{name}"
        );
        let is_found = |text: &str| text.contains("Your code is 042718");
        assert_eq!(
            written.letter.text.lines().any(is_found),
            times == 1,
            "{name}"
        );
        let paragraph = written
            .tags
            .iter()
            .find(|tag| tag.name == "p" && is_found(&tag.text));
        assert_eq!(paragraph.is_some(), times == 1, "{name}");
    }
}

#[test]
fn who_is_asked_to_prove_the_mailbox_reads_how_long_and_what_if_not() {
    let said = [
        "The link works once, within 1 hour.",
        "The code works once, within 10 minutes.",
        "only the newest mail works",
        "you can ignore this mail. Nothing about your account has changed.",
        "We will never ask you for them",
    ];
    for written in every_letter() {
        let paragraphs = written.paragraphs().join("\n");
        for sentence in said {
            let is_said = paragraphs.contains(sentence);
            let asked = matches!(
                written.message,
                Message::ManagedElsewhere(_) | Message::Blocked
            );
            let expected = written.proof().is_some() || (asked && sentence.contains("ignore"));
            assert_eq!(is_said, expected, "{}: {sentence}", written.name);
        }
    }
}

#[test]
fn a_lifetime_of_one_is_said_in_the_singular() {
    let proof = Proof {
        link: "https://reset.example.com/a",
        code: "042718",
        link_minutes: 120,
        code_minutes: 1,
    };
    let letter = letter(&Message::Reset(proof), &Brand::default(), None);
    for body in [&letter.text, &letter.html] {
        assert!(body.contains("The link works once, within 2 hours."));
        assert!(body.contains("The code works once, within 1 minute."));
    }
}

#[test]
fn a_changed_password_says_when_and_what_became_of_other_devices() {
    let cases = [
        ("password-changed", "have been signed out"),
        ("password-changed-here", "still are"),
        ("password-changed-perhaps", "couldn’t make sure"),
    ];
    for (name, words) in cases {
        for written in letters(name) {
            let said = written.paragraphs().join("\n");
            assert!(
                said.contains("was changed on 2026-08-03 14:05 UTC."),
                "{name}"
            );
            assert!(
                said.contains("Change the password of your mailbox, too."),
                "{name}"
            );
            for (_, others) in cases {
                assert_eq!(said.contains(others), others == words, "{name}: {others}");
            }
        }
    }
}

#[test]
fn every_place_where_a_password_may_be_kept_has_words_of_its_own() {
    let names = [
        "in-active-directory",
        "in-ldap",
        "in-federation",
        "elsewhere",
    ];
    let texts = names.map(|name| letters(name).swap_remove(0).letter.text);
    assert_eq!(HashSet::from(texts).len(), names.len());
}

#[test]
fn a_person_is_greeted_by_name_only_where_there_is_an_account() {
    for written in letters_to(Some("Ada")) {
        let named = written.name != "no-account";
        for body in [&written.letter.text, &written.letter.html] {
            assert_eq!(body.contains("Ada"), named, "{}", written.name);
        }
    }
    for written in letters_to(None) {
        assert!(
            written.letter.text.contains("\nHello,\n"),
            "{}",
            written.name
        );
    }
}

#[test]
fn every_mail_says_whose_account_it_is_about() {
    for written in every_letter() {
        assert_eq!(
            written.letter.text.matches(LOGIN).count(),
            1,
            "{}",
            written.name
        );
        assert_eq!(
            written.letter.html.matches(LOGIN).count(),
            1,
            "{}",
            written.name
        );
    }
}
