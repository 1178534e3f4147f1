//! Values put into sentences, as text and never as markup.

use super::{Plural, Texts};
use crate::node::{Node, decimal, element};

/// The sentence with each value in its place.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, place, after)) = next_place(rest) {
        filled.push_str(before);
        for (name, value) in values {
            if *name == place {
                filled.push_str(value);
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The sentence with the value in its one place, in bold and apart from the
/// writing direction around it.
pub(crate) fn fill_strong(parent: Node, sentence: &'static str, value: &str) -> Node {
    match next_place(sentence) {
        Some((before, _, after)) => {
            let strong = element("strong", &[("dir", "auto")]);
            let strong = strong.saying(value.to_owned().into());
            parent.reading(before).holding(strong).reading(after)
        }
        None => parent.reading(sentence),
    }
}

/// The sentence inside `parent`, with what `put` makes of each place; a place
/// it doesn't know stays empty.
pub(crate) fn fill_with(
    mut parent: Node,
    sentence: &str,
    put: &dyn Fn(&str) -> Option<Node>,
) -> Node {
    let mut rest = sentence;
    while let Some((before, place, after)) = next_place(rest) {
        parent = parent.saying(before.to_owned().into());
        parent = parent.maybe_holding(put(place));
        rest = after;
    }
    parent.saying(rest.to_owned().into())
}

/// What stands before the next `{place}`, its name, and what stands after it.
fn next_place(sentence: &str) -> Option<(&str, &str, &str)> {
    // `['{']` and not `'{'`: the search for a lone character can panic by its
    // types, and the words of that panic are 1 KB to download.
    let (before, rest) = sentence.split_once(['{'])?;
    let (place, after) = rest.split_once(['}'])?;
    Some((before, place, after))
}

impl Plural {
    /// The sentence for this number.
    #[must_use]
    pub fn say(&self, n: u32) -> String {
        let mut forms = self.forms.split(['|']);
        let sentence = forms.nth(self.rule.form(n)).unwrap_or_default();
        fill(sentence, &[("n", &decimal(n))])
    }
}

impl Texts {
    /// How many rules are met, for a live region.
    #[must_use]
    pub fn progress(&self, met: u32, all: u32) -> String {
        let values = [("met", &*decimal(met)), ("all", &*decimal(all))];
        fill(self.rules_progress, &values)
    }
}
