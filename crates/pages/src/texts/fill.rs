//! Values put into sentences, as text and never as markup.

use super::{Plural, Texts};
use crate::node::{Node, decimal, element, text};

/// The sentence with the value in its place.
pub(crate) fn fill(sentence: &str, place: &str, value: &str) -> String {
    let mut filled = String::new();
    match sentence.split_once(place) {
        Some((before, after)) => [before, value, after],
        None => [sentence, "", ""],
    }
    .iter()
    .for_each(|part| filled.push_str(part));
    filled
}

/// The sentence with the value in its place, in bold and apart from the
/// writing direction around it.
pub(crate) fn fill_strong(sentence: &'static str, place: &str, value: &str) -> Vec<Node> {
    match sentence.split_once(place) {
        Some((before, after)) => vec![
            text(before),
            element("strong")
                .with("dir", "auto")
                .saying(value.to_owned()),
            text(after),
        ],
        None => vec![text(sentence)],
    }
}

impl Plural {
    /// The sentence for this number.
    #[must_use]
    pub fn say(&self, n: u32) -> String {
        let sentence = if n == 1 { self.one } else { self.other };
        fill(sentence, "{n}", &decimal(n))
    }
}

impl Texts {
    /// How many rules are met, for a live region.
    #[must_use]
    pub fn progress(&self, met: u32, all: u32) -> String {
        let sentence = fill(self.rules_progress, "{met}", &decimal(met));
        fill(&sentence, "{all}", &decimal(all))
    }
}
