//! A language that nobody speaks: English with marks on its letters, and longer. Whatever stands on a
//! page without marks was written into the program; whatever does not fit will not fit elsewhere.

use crate::texts::{MailTexts, Texts};

/// Its tag: of those for private use.
const TAG: &str = "en-x-pseudo";

/// The sentences of the pages.
#[must_use]
pub fn texts() -> Texts {
    let mut texts = Texts::ENGLISH;
    texts.language = TAG;
    texts.visit(&mut |sentence, _| *sentence = marked(sentence));
    texts
}

/// The sentences of our own mails.
#[must_use]
pub fn mail_texts() -> MailTexts {
    let mut texts = MailTexts::ENGLISH;
    texts.language = TAG;
    texts.visit(&mut |sentence, _| *sentence = marked(sentence));
    texts
}

fn marked(sentence: &str) -> &'static str {
    let forms: Vec<_> = sentence.split('|').map(one).collect();
    // It is there as long as the tests run.
    forms.join("|").leak()
}

/// A sentence with marks, and two fifths longer, as German and Finnish are.
fn one(sentence: &str) -> String {
    let mut out = String::new();
    let mut is_place = false;
    let mut letters = 0;
    for char in sentence.chars() {
        is_place = (is_place || char == '{') && char != '}';
        if is_place || !char.is_ascii_alphabetic() {
            out.push(char);
            continue;
        }
        letters += 1;
        out.push(marked_letter(char));
    }
    // Words, which can be broken.
    for at in 0..letters * 2 / 5 {
        out.push(if at % 7 == 0 { ' ' } else { 'ñ' });
    }
    out
}

fn marked_letter(letter: char) -> char {
    const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const MARKED: &str = "ÀƁÇĐÉƑĜĤÎĴĶĽṀÑÖÞɊŔŠŢÛṼŴẊÝŽàƀçđéƒĝĥîĵķľṁñöþɋŕšţûṽŵẋýž";
    let at = PLAIN.chars().position(|it| it == letter);
    at.and_then(|at| MARKED.chars().nth(at)).unwrap_or(letter)
}
