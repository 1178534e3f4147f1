//! A mail as text.

use super::draft::{Address, Block, Draft, Said};

/// The most characters of a line: quoted once or twice it still fits.
const WIDTH: usize = 76;

/// The text of a mail: paragraphs with an empty line between them.
pub(super) fn text(draft: &Draft<'_>) -> String {
    let mut out = String::new();
    let say = |said: &Said, out: &mut String| paragraph(&said.text(draft.texts.direction), out);
    paragraph(&draft.brand, &mut out);
    paragraph(draft.title, &mut out);
    for block in &draft.blocks {
        match block {
            Block::Words(said) | Block::Fact(said) => say(said, &mut out),
            Block::Code(said, notes) => {
                say(said, &mut out);
                for note in notes {
                    say(note, &mut out);
                }
            }
            Block::Action(action) => {
                link(action.label, &action.address, &mut out);
                if let Some(note) = &action.note {
                    say(note, &mut out);
                }
            }
        }
    }
    if let Some(help) = &draft.help {
        link(draft.texts.help, help, &mut out);
    }
    paragraph(draft.texts.automatic, &mut out);
    out
}

/// The address has a line of its own, whole, so that mail programs see where
/// it begins and ends.
fn link(label: &str, address: &Address, out: &mut String) {
    paragraph(label, out);
    out.push_str(&address.shown);
    out.push('\n');
}

fn paragraph(words: &str, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    wrap(words, out);
}

/// Breaks between words, and within a word that is longer than a line: some
/// languages write no spaces.
fn wrap(words: &str, out: &mut String) {
    let mut room = WIDTH;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if room < WIDTH {
            let fits = length < room;
            out.push(if fits { ' ' } else { '\n' });
            room = if fits { room - 1 } else { WIDTH };
        }
        for char in word.chars() {
            if room == 0 {
                out.push('\n');
                room = WIDTH;
            }
            out.push(char);
            room -= 1;
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(words: &str) -> Vec<String> {
        let mut out = String::new();
        wrap(words, &mut out);
        out.lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn lines_are_full_but_not_fuller() {
        let words = "abc ".repeat(19);
        assert_eq!(wrapped(&words), [words.trim()], "75 characters");
        let words = format!("{words}d");
        let lines = wrapped(&words);
        assert_eq!((lines.len(), lines[0].len()), (2, 75), "77 characters");
        let words = format!("{}abcd", "abc ".repeat(18));
        assert_eq!(wrapped(&words), [words.as_str()], "76 characters");
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_is_broken_in_it() {
        let lines = wrapped(&"文".repeat(100));
        let lengths: Vec<_> = lines.iter().map(|line| line.chars().count()).collect();
        assert_eq!(lengths, [76, 24]);
    }
}
