//! A catalogue in one piece, for browsers that read another language than English: a line per
//! sentence that elements show, after three that say which language it is. Whatever cannot be read is
//! no catalogue.

use super::{PluralRule, Texts, catalogue};
use crate::node::decimal;

impl Texts {
    /// English in one piece: less to download than all its sentences by themselves.
    pub const PACKED_ENGLISH: &str = catalogue::ENGLISH;

    /// No language: what never stands on a page.
    #[must_use]
    pub fn nothing() -> &'static Self {
        &catalogue::NOTHING
    }

    /// All sentences that elements show, packed.
    #[must_use]
    pub fn pack(mut self) -> String {
        let mut rule = PluralRule::One;
        let mut lines = Vec::new();
        self.visit_of_elements(&mut |sentence, of| {
            lines.push(*sentence);
            rule = of.map_or(rule, |of| *of);
        });
        let number = PluralRule::ALL.iter().position(|it| *it == rule);
        let number = decimal(number.and_then(|it| it.try_into().ok()).unwrap_or_default());
        let head = [self.language, self.direction, &number];
        let all: Vec<_> = head.into_iter().chain(lines).collect();
        all.join("\n")
    }

    /// What was packed by this very version.
    #[must_use]
    pub fn unpack(packed: &'static str) -> Option<Self> {
        let mut lines = packed.split(['\n']);
        let mut texts = *Self::nothing();
        texts.language = lines.next()?;
        texts.direction = lines.next()?;
        let number = lines.next()?;
        let mut rules = PluralRule::ALL.into_iter().zip(0..);
        let (rule, _) = rules.find(|(_, at)| decimal(*at) == number)?;
        let mut is_whole = true;
        texts.visit_of_elements(&mut |sentence, of| {
            if let Some(of) = of {
                *of = rule;
            }
            match lines.next() {
                Some(line) => *sentence = line,
                None => is_whole = false,
            }
        });
        (is_whole && lines.next().is_none()).then_some(texts)
    }
}
