//! What others wrote, made fit for a mail.
//!
//! Whoever signs up for an account may choose its name and login, and then
//! ask for a mail to somebody else's address. Mail programs make links of
//! whatever looks like one, in text and in HTML. So a name or login that has
//! more than a name or login needs is not shown at all: *Hello,* does too.

/// The most characters of a first name.
const LONGEST_NAME: usize = 40;
/// The most characters of a login that is shown: they fit in one line.
const LONGEST_LOGIN: usize = 64;

/// One line of readable characters, not longer than this.
pub(super) fn line(text: &str, longest: usize) -> String {
    let text: String = text.chars().filter(|char| !is_invisible(*char)).collect();
    let words: Vec<_> = text.split_whitespace().collect();
    cut(&words.join(" "), longest)
}

/// At most this many characters; the last one says that there were more.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.into();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    let mut kept = kept.trim_end().to_owned();
    kept.push('…');
    kept
}

/// A first name that is one, as it may be shown.
pub(super) fn first_name(given: &str) -> Option<String> {
    let name = line(given, usize::MAX);
    let starts = name.starts_with(char::is_alphabetic);
    // `evil.example` is a link in many mail programs; `J.` and `Dr. Ada` are not.
    let dotted = name.split(' ').any(|word| {
        let word = word.strip_suffix('.').unwrap_or(word);
        word.contains('.')
    });
    let fits = |char| belongs_in_a_name(char) || char == '.';
    (starts && !dotted && name.chars().all(fits)).then(|| cut(&name, LONGEST_NAME))
}

/// A login that is one, as it may be shown: an e-mail address, or a username
/// without a dot, which mail programs could take for a domain.
pub(super) fn login(given: &str) -> Option<String> {
    let is_plain = |text: &str, signs: &str| {
        let fits = |char: char| char.is_alphanumeric() || signs.contains(char);
        !text.is_empty() && text.chars().all(fits)
    };
    let is_login = match given.split_once('@') {
        None => is_plain(given, "_-"),
        Some((mailbox, domain)) => {
            let is_web = mailbox.to_lowercase().starts_with("www.");
            is_plain(mailbox, "._-+'") && !is_web && is_plain(domain, ".-")
        }
    };
    (is_login && given.chars().count() <= LONGEST_LOGIN).then(|| given.to_owned())
}

/// Letters of all scripts with their marks, and what joins names. No digits:
/// telephones make links of numbers.
fn belongs_in_a_name(char: char) -> bool {
    let joins = matches!(
        char,
        ' ' | '-' | '\'' | '’' | '‘' | '‐' | '·' | '・' | '\u{200c}' | '\u{200d}'
    );
    // Marks that are not alphabetic, such as viramas, are in these blocks.
    let may_mark = matches!(char, '\u{300}'..='\u{36f}' | '\u{590}'..='\u{1cff}');
    joins || char.is_alphabetic() || (may_mark && !char.is_numeric())
}

/// Control characters but for white space, and what changes the reading
/// direction or takes no room. Two joiners stay: names are written with them.
fn is_invisible(char: char) -> bool {
    let is_format = matches!(
        char,
        '\u{ad}' | '\u{61c}' | '\u{70f}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    is_format || (char.is_control() && !char.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            line("Example\r\nBcc: eve\u{2028}Ltd", 40),
            "Example Bcc: eve Ltd"
        );
        assert_eq!(line(" \u{7}Ex\u{0}am\u{202e}ple\t Ltd ", 40), "Example Ltd");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters_and_says_so() {
        assert_eq!(cut("Grüße", 5), "Grüße");
        assert_eq!(cut("Grüße!", 5), "Grüß…");
        assert_eq!(cut("Ada Lovelace", 5), "Ada…");
    }

    #[test]
    fn names_of_many_scripts_are_names() {
        let names = [
            "Ada",
            "Jean-Luc",
            "D’Arcy",
            "Seán O'Neill",
            "Dr. Ada",
            "Ada M.",
            "Ngọc Ánh",
            "Łukasz",
            "Ελένη",
            "Ольга",
            "Երանուհի",
            "مریم",
            "می\u{200c}نا",
            "נֹעַ",
            "क्षितिज",
            "ศิริพร",
            "佐々木",
            "ジャン・リュック",
            "지수",
            "Gal·la",
        ];
        for name in names {
            assert_eq!(first_name(name).as_deref(), Some(name));
        }
        assert_eq!(first_name(" Ada\u{7} \n").as_deref(), Some("Ada"));
    }

    #[test]
    fn what_could_be_more_than_a_name_is_not_shown() {
        let hostile = [
            "",
            " ",
            ".",
            "http://evil.example",
            "evil.example",
            "Win at evil.example",
            "evil。example",
            "evil．example",
            "Call 0900 123",
            "ask eve@evil.example",
            "<b>Ada</b>",
            "Ada: click",
            "a/b",
            "www.evil",
            "Ada & Co",
            "💰 prize",
            "مریم \u{661}\u{662}\u{663}",
            "-Ada",
            "Ada\nhttp://evil.example",
            "Ada.Eve",
        ];
        for name in hostile {
            assert_eq!(first_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut() {
        let name = first_name(&"Ada ".repeat(20)).expect("still a name");
        assert_eq!(name.chars().count(), 40);
        assert!(name.ends_with("Ada…"), "{name}");
    }

    #[test]
    fn logins_that_mail_programs_leave_alone_are_shown() {
        let long = format!("{}@example.com", "a".repeat(52));
        for shown in [
            "ada",
            "ada_l-1",
            "ada@example.com",
            "o'neill+x@münchen.example",
            &long,
        ] {
            assert_eq!(login(shown).as_deref(), Some(shown));
        }
        let longer = format!("{}@example.com", "a".repeat(53));
        let hidden = [
            "",
            "ada.lovelace",
            "evil.example",
            "http://evil.example",
            "www.evil.example@example.com",
            "evil.example/win@example.com",
            "a@b@example.com",
            "@example.com",
            "ada@",
            "ada lovelace",
            "a\u{202e}b",
            "ada@example.com\r\nBcc: eve@example.com",
            "<ada>",
            &longer,
        ];
        for hidden in hidden {
            assert_eq!(login(hidden), None, "{hidden}");
        }
    }
}
