//! The languages that people read in, and which of them somebody wants.
//!
//! Specifications: [BCP 47](https://www.rfc-editor.org/info/bcp47) (tags; lookup as in RFC 4647),
//! [`Accept-Language`](https://www.rfc-editor.org/rfc/rfc9110#name-accept-language), and
//! [`ui_locales`](https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::texts::catalogue::{self, Catalogue};
use crate::texts::{MailTexts, Texts};

/// A language that there are sentences in: a catalogue of `languages/`.
///
/// Storage has its tag. One that this version has no sentences for is read as the default: a
/// request outlives the version that took it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "&'static str")]
pub struct Language(u8);

/// What people say instead of a tag that there is a catalogue for.
const ALIASES: [(&str, &str); 11] = [
    ("in", "id"),
    ("iw", "he"),
    ("mo", "ro"),
    // Whoever reads Nynorsk reads Bokmål.
    ("nn", "nb"),
    ("no", "nb"),
    ("prs", "fa"),
    ("zh", "zh-Hans"),
    ("zh-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
    ("zh-TW", "zh-Hant"),
    ("zh-yue", "zh-Hant"),
];

/// In which languages somebody says that they want to read, the strongest word first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish<'a> {
    /// One tag: `lang` of a form or an address.
    pub lang: Option<&'a str>,
    /// Tags and spaces, the best first: `ui_locales` of whoever sends people here.
    pub ui_locales: Option<&'a str>,
    /// The browser's header, with its weights.
    pub accept_language: Option<&'a str>,
}

impl Language {
    /// The default.
    pub const ENGLISH: Self = Self(0);

    /// Every language, English first, the others by their tags.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&catalogue::ALL).map(|(number, _)| Self(number))
    }

    /// Every tag that means one exactly: those of the catalogues, and what people say instead.
    pub fn said() -> impl Iterator<Item = (&'static str, Self)> {
        let aliases = ALIASES
            .iter()
            .filter_map(|(alias, tag)| Some((*alias, Self::tagged(tag)?)));
        Self::all().map(|it| (it.tag(), it)).chain(aliases)
    }

    /// Every language, as they stand in a menu.
    pub(crate) fn by_name() -> impl Iterator<Item = Self> {
        catalogue::BY_NAME.into_iter().map(Self)
    }

    /// The language that has this very tag.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::all().find(|language| language.tag() == tag)
    }

    fn catalogue(self) -> &'static Catalogue {
        let [english, ..] = &catalogue::ALL;
        catalogue::ALL.get(usize::from(self.0)).unwrap_or(english)
    }

    /// The language's tag, for `lang`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.catalogue().tag
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.catalogue().name
    }

    /// The language that comes closest to a tag, if one comes close.
    #[must_use]
    pub fn closest(tag: &str) -> Option<Self> {
        lookup(tag, &tags()).and_then(Self::at)
    }

    /// The language that comes closest to a wish; the default for whoever wants none that there is.
    #[must_use]
    pub fn wanted(wish: Wish<'_>) -> Self {
        let best = best(wish, &tags()).and_then(Self::at);
        best.unwrap_or_default()
    }

    fn at(number: usize) -> Option<Self> {
        number.try_into().ok().map(Self)
    }

    /// What people read on pages.
    #[must_use]
    pub fn texts(self) -> &'static Texts {
        &self.catalogue().texts
    }

    /// What people read in our mails.
    #[must_use]
    pub fn mail_texts(self) -> &'static MailTexts {
        &self.catalogue().mail_texts
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

impl From<String> for Language {
    fn from(tag: String) -> Self {
        Self::tagged(&tag).unwrap_or_default()
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.tag()
    }
}

/// The tags of all catalogues.
fn tags() -> [&'static str; catalogue::ALL.len()] {
    catalogue::ALL.each_ref().map(|catalogue| catalogue.tag)
}

/// Which of `known` tags a wish means.
fn best(wish: Wish<'_>, known: &[&str]) -> Option<usize> {
    let said = wish.lang.into_iter().chain(
        wish.ui_locales
            .into_iter()
            .flat_map(|tags| tags.split_ascii_whitespace()),
    );
    let mut said = said.filter_map(|tag| lookup(tag, known));
    said.next()
        .or_else(|| accepted(wish.accept_language?, known))
}

/// The best of a header: the first of those that weigh most.
fn accepted(header: &str, known: &[&str]) -> Option<usize> {
    let mut best = None;
    for part in header.split(',') {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight(parameters);
        if weight > 0
            && best.is_none_or(|(most, _)| weight > most)
            && let Some(at) = lookup(tag, known)
        {
            best = Some((weight, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Thousandths; what cannot be read is no wish.
fn weight(parameters: &str) -> u32 {
    let parameters = parameters.trim();
    if parameters.is_empty() {
        return 1_000;
    }
    let value = parameters
        .strip_prefix("q=")
        .or(parameters.strip_prefix("Q="));
    value.and_then(thousandths).unwrap_or_default()
}

/// `0.5` is 500; no more than three digits, and no more than one (RFC 9110, 12.4.2).
fn thousandths(value: &str) -> Option<u32> {
    let (whole, rest) = value.split_once('.').unwrap_or((value, ""));
    if rest.len() > 3 || !matches!(whole, "0" | "1") {
        return None;
    }
    let digits = format!("{whole}{rest:0<3}");
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let value = digits.parse().ok().filter(|_| is_number);
    value.filter(|value| *value <= 1_000)
}

/// The known tag that comes closest: the same, or with fewer parts at its end (RFC 4647, 3.4).
fn lookup(wanted: &str, known: &[&str]) -> Option<usize> {
    let mut wanted = wanted.trim().replace('_', "-");
    while !wanted.is_empty() {
        let alias = |(alias, _): &&(&str, &str)| alias.eq_ignore_ascii_case(&wanted);
        let meant = ALIASES.iter().find(alias);
        let meant = meant.map_or(wanted.as_str(), |(_, tag)| tag);
        let same = |tag: &&str| tag.eq_ignore_ascii_case(meant);
        if let Some(at) = known.iter().position(same) {
            return Some(at);
        }
        let (shorter, _) = wanted.rsplit_once('-').unwrap_or_default();
        wanted = shorter.to_owned();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["en", "de", "pt-BR", "pt", "zh-Hant"];

    fn tag(wish: Wish<'_>) -> Option<&'static str> {
        best(wish, &KNOWN).map(|at| KNOWN[at])
    }

    fn accepting(header: &str) -> Option<&'static str> {
        tag(Wish {
            accept_language: Some(header),
            ..Wish::default()
        })
    }

    #[test]
    fn who_says_it_is_heard_before_their_application_and_their_browser() {
        let mut wish = Wish {
            lang: Some("de"),
            ui_locales: Some("pt en"),
            accept_language: Some("zh-Hant"),
        };
        assert_eq!(tag(wish), Some("de"));
        wish.lang = Some("xx");
        assert_eq!(tag(wish), Some("pt"));
        wish.ui_locales = Some("xx yy");
        assert_eq!(tag(wish), Some("zh-Hant"));
        wish.accept_language = None;
        assert_eq!(tag(wish), None);
        assert_eq!(tag(Wish::default()), None);
    }

    #[test]
    fn a_header_is_read_by_its_weights() {
        for (header, best) in [
            ("de", Some("de")),
            ("de-CH, en;q=0.5", Some("de")),
            ("en;q=0.5, de;q=0.7, pt ; q=0.6", Some("de")),
            ("fr, de;q=0.9, en;q=0.9", Some("de")),
            ("de;q=0, en;q=0.001", Some("en")),
            ("de;q=2, en;q=0.1", Some("en")),
            ("de;q=x, en", Some("en")),
            ("de;q=NaN", None),
            ("de;q=0.+5", None),
            ("de;q=1.001, en;q=0.0001", None),
            ("en;q=0.25, de;q=0.3", Some("de")),
            ("*", None),
            ("", None),
            (",;=,,q=1;", None),
        ] {
            assert_eq!(accepting(header), best, "{header}");
        }
    }

    #[test]
    fn a_tag_means_the_closest_one_there_is() {
        for (wanted, closest) in [
            ("PT-br", Some("pt-BR")),
            ("pt_BR", Some("pt-BR")),
            ("pt-PT", Some("pt")),
            ("zh-Hant-TW", Some("zh-Hant")),
            ("zh-TW", Some("zh-Hant")),
            ("zh-hk-x-any", Some("zh-Hant")),
            ("zh-Hans", None),
            ("zh", None),
            ("english", None),
            ("-", None),
            (" de ", Some("de")),
        ] {
            let found = lookup(wanted, &KNOWN).map(|at| KNOWN[at]);
            assert_eq!(found, closest, "{wanted}");
        }
    }

    #[test]
    fn every_alias_means_a_language_that_there_is() {
        for (alias, tag) in ALIASES {
            let wish = Wish {
                lang: Some(alias),
                ..Wish::default()
            };
            assert_eq!(Language::wanted(wish).tag(), tag, "{alias}");
        }
    }

    #[test]
    fn storage_has_the_tag_and_survives_one_that_is_unknown() {
        for language in Language::all() {
            let stored = serde_json::to_string(&language).expect("it can be stored");
            assert_eq!(stored, format!("\"{}\"", language.tag()));
            let read: Language = serde_json::from_str(&stored).expect("it can be read");
            assert_eq!(read, language);
            assert_eq!(language.texts().language, language.tag());
            assert_eq!(language.mail_texts().language, language.tag());
        }
        let newer: Language = serde_json::from_str("\"tlh\"").expect("it can be read");
        assert_eq!(newer, Language::default());
    }
}
