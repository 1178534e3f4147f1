//! Sentences of an operator's own, each in the place of one of ours.

use std::collections::BTreeMap;
use std::fmt;

use super::places::{is_one, places};
use super::{MailTexts, PluralRule, Texts, Visitor};
use crate::Language;

/// The catalogues, with an operator's own sentences where there are some.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// By the tags of languages in which a sentence is changed.
    pages: BTreeMap<&'static str, Texts>,
    mails: BTreeMap<&'static str, MailTexts>,
}

/// A sentence of an operator's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// One that is always the same.
    Plain(String),
    /// One that depends on a number: CLDR's names of the forms, and these.
    Forms(Vec<(String, String)>),
}

/// Why a sentence cannot stand where it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingError {
    /// No sentence has this name.
    Unknown,
    /// It must hold the same places for values as ours, such as `{login}`, and no `|` and no line
    /// break.
    Places,
    /// It must have the forms that numbers take in its language, and those only.
    Forms,
}

impl fmt::Display for WordingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unknown => "no sentence has this name",
            Self::Places => {
                "it must hold the same places for values as ours, and no | and no line break"
            }
            Self::Forms => "it must have the plural forms of its language, and those only",
        })
    }
}

static OURS: Wording = Wording {
    pages: BTreeMap::new(),
    mails: BTreeMap::new(),
};

impl Wording {
    /// All sentences are ours.
    #[must_use]
    pub fn ours() -> &'static Self {
        &OURS
    }

    /// Puts a sentence in the place of the one with this name: `pages.` or `mails.`, and what stands
    /// in the catalogue.
    ///
    /// Sentences are kept as long as the program runs.
    ///
    /// # Errors
    /// When the sentence cannot stand there.
    pub fn put(
        &mut self,
        language: Language,
        name: &str,
        sentence: &Sentence,
    ) -> Result<(), WordingError> {
        let (room, name) = name.split_once('.').ok_or(WordingError::Unknown)?;
        match room {
            "pages" => {
                let mut texts = *self.texts(language);
                replace(&Texts::NAMES, name, sentence, |visit| texts.visit(visit))?;
                self.pages.insert(language.tag(), texts);
            }
            "mails" => {
                let mut texts = *self.mail_texts(language);
                replace(&MailTexts::NAMES, name, sentence, |visit| {
                    texts.visit(visit);
                })?;
                self.mails.insert(language.tag(), texts);
            }
            _ => return Err(WordingError::Unknown),
        }
        Ok(())
    }

    /// What people read on pages.
    #[must_use]
    pub fn texts(&self, language: Language) -> &Texts {
        let changed = self.pages.get(language.tag());
        changed.unwrap_or(language.texts())
    }

    /// What people read in our mails.
    #[must_use]
    pub fn mail_texts(&self, language: Language) -> &MailTexts {
        let changed = self.mails.get(language.tag());
        changed.unwrap_or(language.mail_texts())
    }

    /// Whether all sentences of the pages are ours, in this language.
    #[must_use]
    pub fn is_ours(&self, language: Language) -> bool {
        !self.pages.contains_key(language.tag())
    }
}

fn replace(
    names: &[&str],
    name: &str,
    sentence: &Sentence,
    all: impl FnOnce(&mut Visitor<'_>),
) -> Result<(), WordingError> {
    let mut names = names.iter();
    let mut outcome = Err(WordingError::Unknown);
    all(&mut |ours, rule| {
        if names.next() == Some(&name) {
            outcome = instead(sentence, (ours, rule.map(|rule| *rule))).map(|own| *ours = own);
        }
    });
    outcome
}

/// The sentence as it is kept, if it can stand there.
fn instead(
    sentence: &Sentence,
    (ours, rule): (&str, Option<PluralRule>),
) -> Result<&'static str, WordingError> {
    let own = match (sentence, rule) {
        (Sentence::Plain(own), None) => own.clone(),
        (Sentence::Forms(forms), Some(rule)) => {
            let names = rule.forms();
            let own = names.iter().map(|name| {
                let form = forms.iter().find(|(it, _)| it == name);
                form.map(|(_, form)| form.as_str())
            });
            let own: Option<Vec<_>> = own.collect();
            let own = own.filter(|own| own.len() == forms.len());
            let own = own.ok_or(WordingError::Forms)?;
            if own.iter().any(|form| !is_one(form)) {
                return Err(WordingError::Places);
            }
            own.join("|")
        }
        (Sentence::Plain(_), Some(_)) | (Sentence::Forms(_), None) => {
            return Err(WordingError::Forms);
        }
    };
    let fits = match rule {
        None => is_one(&own) && places(&own) == places(ours),
        // Which of the forms say the number, the operator knows; none has another place.
        Some(_) => own
            .split('|')
            .all(|form| matches!(&*places(form), [] | ["n"])),
    };
    if !fits {
        return Err(WordingError::Places);
    }
    Ok(Box::leak(own.into_boxed_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Sentence {
        Sentence::Plain(text.to_owned())
    }

    fn forms(forms: &[(&str, &str)]) -> Sentence {
        let own = |(name, form): &(&str, &str)| ((*name).to_owned(), (*form).to_owned());
        Sentence::Forms(forms.iter().map(own).collect())
    }

    #[test]
    fn one_sentence_is_the_operators_and_all_others_are_ours() {
        let mut wording = Wording::default();
        let polish = Language::tagged("pl").expect("there is a catalogue");
        let subject = plain("{brand}");
        assert_eq!(wording.put(polish, "mails.reset.subject", &subject), Ok(()));
        assert!(wording.is_ours(polish), "its pages are");
        let put = [
            wording.put(polish, "pages.forgot_title", &plain("Hasło?")),
            wording.put(polish, "pages.by_email.title", &plain("Poczta")),
            wording.put(polish, "mails.reset.subject", &plain("{brand}: hasło")),
            wording.put(
                polish,
                "pages.code_hint",
                &forms(&[
                    ("one", "minuta"),
                    ("few", "{n} minuty"),
                    ("many", "{n} minut"),
                ]),
            ),
        ];
        assert_eq!(put, [Ok(()); 4]);
        let (own, ours) = (wording.texts(polish), polish.texts());
        assert_eq!(own.forgot_title, "Hasło?");
        assert_eq!(own.by_email.title, "Poczta");
        assert_eq!(own.by_sms.title, ours.by_sms.title);
        assert_eq!(own.code_hint.say(1), "minuta");
        assert_eq!(own.code_hint.say(22), "22 minuty");
        assert_eq!(own.code_hint.say(5), "5 minut");
        assert_eq!(wording.mail_texts(polish).reset.subject, "{brand}: hasło");
        let english = Language::ENGLISH;
        let forgot_title = wording.texts(english).forgot_title;
        assert_eq!(forgot_title, english.texts().forgot_title);
        assert!(!wording.is_ours(polish) && wording.is_ours(english));
    }

    #[test]
    fn what_cannot_stand_there_is_refused_and_ours_stays() {
        let mut wording = Wording::default();
        let english = Language::ENGLISH;
        for (name, sentence, error) in [
            ("pages.forgot", plain("Lost?"), WordingError::Unknown),
            ("pages", plain("Lost?"), WordingError::Unknown),
            ("forgot_title", plain("Lost?"), WordingError::Unknown),
            ("others.forgot_title", plain("Lost?"), WordingError::Unknown),
            ("pages.by_email", plain("Lost?"), WordingError::Unknown),
            (
                "pages.forgot_title",
                plain("Lost, {login}?"),
                WordingError::Places,
            ),
            ("pages.forgot_title", plain(" "), WordingError::Places),
            ("pages.forgot_title", plain("a|b"), WordingError::Places),
            ("pages.forgot_title", plain("a\nb"), WordingError::Places),
            ("pages.new_for", plain("For you"), WordingError::Places),
            ("pages.new_for", plain("For {login"), WordingError::Places),
            (
                "pages.forgot_title",
                forms(&[("other", "a")]),
                WordingError::Forms,
            ),
            ("pages.code_hint", plain("{n} minutes"), WordingError::Forms),
            (
                "pages.code_hint",
                forms(&[("other", "{n}")]),
                WordingError::Forms,
            ),
            (
                "pages.code_hint",
                forms(&[("one", "1"), ("few", "{n}"), ("other", "{n}")]),
                WordingError::Forms,
            ),
            (
                "pages.code_hint",
                forms(&[("one", "{m}"), ("other", "{n}")]),
                WordingError::Places,
            ),
            (
                "pages.code_hint",
                forms(&[("one", "1|2"), ("other", "{n}")]),
                WordingError::Places,
            ),
        ] {
            let outcome = wording.put(english, name, &sentence);
            assert_eq!(outcome, Err(error), "{name} {sentence:?}");
        }
        assert!(wording.is_ours(english));
    }
}
