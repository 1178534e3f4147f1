//! Where the links of a mail lead, and where they stand.

use super::{Message, Written, every_letter, letters};

/// The one address that the mail wants opened, if any.
fn way(written: &Written) -> Option<&'static str> {
    match written.message {
        Message::PasswordChanged { not_me, .. } => Some(not_me),
        Message::Reset(_)
        | Message::Unlock(_)
        | Message::Activation(_)
        | Message::ManagedElsewhere(_)
        | Message::NoAccount
        | Message::Blocked => written.proof().map(|proof| proof.link),
    }
}

fn hrefs(written: &Written) -> Vec<&str> {
    let links = written.tags.iter().filter(|tag| tag.name == "a");
    links.filter_map(|tag| tag.get("href")).collect()
}

#[test]
fn a_way_on_is_a_button_and_an_address_to_copy_and_nothing_else() {
    for written in every_letter() {
        let help = written.brand.support_url.as_deref();
        let others: Vec<_> = hrefs(&written)
            .into_iter()
            .filter(|href| Some(*href) != help)
            .collect();
        match way(&written) {
            Some(url) => {
                assert_eq!(others, [url, url], "{}", written.name);
                let shown = written.tags.iter().filter(|tag| tag.name == "a");
                let shown: Vec<_> = shown.filter(|tag| tag.text == url).collect();
                assert_eq!(shown.len(), 1, "{}", written.name);
                assert_eq!(shown[0].get("dir"), Some("ltr"), "{}", written.name);
                let lines = written
                    .letter
                    .text
                    .lines()
                    .filter(|line| line.contains(url));
                assert_eq!(lines.collect::<Vec<_>>(), [url], "{}", written.name);
            }
            None => assert!(others.is_empty(), "{}: {others:?}", written.name),
        }
    }
}

#[test]
fn help_is_offered_once_where_the_operator_has_one() {
    for written in every_letter() {
        let name = written.name;
        let times = usize::from(written.brand.support_url.is_some());
        assert_eq!(
            written.letter.text.matches("Get help\n").count(),
            times,
            "{name}"
        );
        assert_eq!(
            written.letter.html.matches(">Get help<").count(),
            times,
            "{name}"
        );
    }
}

#[test]
fn who_is_blocked_gets_help_as_the_thing_to_do() {
    for written in letters("blocked") {
        let link = written
            .tags
            .iter()
            .find(|tag| tag.text == "Get help" && tag.name == "a");
        assert_eq!(link.is_some(), written.brand.support_url.is_some());
        if let Some(link) = link {
            assert_eq!(link.get("class"), Some("rekey-button"));
        }
    }
}

#[test]
fn a_mail_address_is_shown_as_one() {
    let mail = |written: &Written| {
        let url = written.brand.support_url.as_deref();
        url.is_some_and(|url| url.starts_with("mailto:"))
    };
    for written in every_letter().iter().filter(|written| mail(written)) {
        let text = &written.letter.text;
        assert!(
            text.contains("\nGet help\nhelp@example.com\n"),
            "{}",
            written.name
        );
        assert!(hrefs(written).contains(&"mailto:help@example.com?subject=Help"));
    }
}
