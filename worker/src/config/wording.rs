//! Sentences of the operator's own.

use std::cell::RefCell;

use pages::Language;
use pages::texts::{Sentence, Wording};
use serde_json::Value;

use super::ConfigError;
use super::variables::Variables;

const SETTING: &str = "TEXTS";

type Read = Result<&'static Wording, ConfigError>;

thread_local! {
    /// What was read, and what that came to: sentences are kept as long as the isolate.
    static LAST: RefCell<Option<(String, Read)>> = const { RefCell::new(None) };
}

/// Read from `TEXTS`: by the tag of a language, `pages` and `mails`, and in each the sentences as
/// they are named in the catalogue.
pub(super) fn wording(variables: &Variables<'_>) -> Read {
    let Some(text) = variables.table(SETTING)? else {
        return Ok(Wording::ours());
    };
    LAST.with_borrow_mut(|last| {
        if let Some((before, read)) = last
            && *before == text
        {
            return read.clone();
        }
        let read = parse(&text);
        *last = Some((text, read.clone()));
        read
    })
}

fn parse(text: &str) -> Read {
    let mut wording = Wording::default();
    let languages: Value = serde_json::from_str(text).unwrap_or_default();
    let Value::Object(languages) = languages else {
        return Err(wrong("must be a table of languages, or JSON"));
    };
    for (tag, sentences) in &languages {
        let unknown = || wrong(&format!("{tag} is no language of ours"));
        let language = Language::tagged(tag).ok_or_else(unknown)?;
        put(&mut wording, language, ("", sentences))?;
    }
    Ok(Box::leak(Box::new(wording)))
}

/// Puts what stands below `name` where it belongs.
fn put(
    wording: &mut Wording,
    language: Language,
    (name, value): (&str, &Value),
) -> Result<(), ConfigError> {
    let sentence = match value {
        Value::String(text) => Sentence::Plain(text.clone()),
        Value::Object(members) => {
            // Forms of a sentence, if they are all named like that.
            let forms: Option<Vec<_>> = members
                .iter()
                .map(|(form, text)| {
                    let text = text.as_str().filter(|_| is_form(form))?;
                    Some((form.clone(), text.to_owned()))
                })
                .collect();
            match forms {
                Some(forms) if !forms.is_empty() => Sentence::Forms(forms),
                Some(_) | None => {
                    for (key, value) in members {
                        let name = match name {
                            "" => key.clone(),
                            name => format!("{name}.{key}"),
                        };
                        put(wording, language, (&name, value))?;
                    }
                    return Ok(());
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            return Err(wrong(&format!("{}.{name} is no sentence", language.tag())));
        }
    };
    let error = |error| wrong(&format!("{}.{name}: {error}", language.tag()));
    wording.put(language, name, &sentence).map_err(error)
}

/// CLDR's names.
fn is_form(name: &str) -> bool {
    matches!(name, "zero" | "one" | "two" | "few" | "many" | "other")
}

fn wrong(why: &str) -> ConfigError {
    ConfigError {
        setting: SETTING,
        // Kept with what was read, once.
        why: why.to_owned().leak(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::variables::Variable;

    fn read(text: &str) -> Read {
        wording(&Variables::new(&|name| match name {
            SETTING => Variable::Table(text.to_owned()),
            _ => Variable::Missing,
        }))
    }

    #[test]
    fn sentences_of_the_operators_own_are_read() {
        let text = r#"{"de": {"pages": {"forgot_title": "Passwort weg?", "by_email": {"title": "Post"},
            "code_hint": {"one": "Eine Minute.", "other": "{n} Minuten."}},
            "mails": {"reset": {"subject": "Los, {brand}"}, "link_lifetime":
            {"hours": {"one": "1 h", "other": "{n} h"}}}}}"#;
        let wording = read(text).expect("it can be read");
        let german = Language::tagged("de").expect("it is there");
        let texts = wording.texts(german);
        assert_eq!(texts.forgot_title, "Passwort weg?");
        assert_eq!(texts.by_email.title, "Post");
        assert_eq!(texts.code_hint.say(5), "5 Minuten.");
        let mails = wording.mail_texts(german);
        assert_eq!(mails.reset.subject, "Los, {brand}");
        assert_eq!(mails.link_lifetime.hours.say(3), "3 h");
        assert!(!wording.is_ours(german) && wording.is_ours(Language::ENGLISH));
        let again = read(text).expect("it can be read");
        assert!(std::ptr::eq(again, wording), "it is read once");
    }

    #[test]
    fn without_any_they_are_all_ours() {
        let missing = wording(&Variables::new(&|_| Variable::Missing));
        let missing = missing.expect("that is no error");
        assert!(Language::all().all(|language| missing.is_ours(language)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, why) in [
            ("[]", "must be a table of languages, or JSON"),
            ("{", "must be a table of languages, or JSON"),
            (r#"{"tlh": {}}"#, "tlh is no language of ours"),
            (
                r#"{"de": {"pages": {"nothing": "x"}}}"#,
                "de.pages.nothing: no sentence has this name",
            ),
            (
                r#"{"de": {"pages": {"save": 1}}}"#,
                "de.pages.save is no sentence",
            ),
            (
                r#"{"de": {"pages": {"new_for": "x"}}}"#,
                "de.pages.new_for: it must hold the same places for values as ours, and no | and no line break",
            ),
            (
                r#"{"de": {"pages": {"code_hint": {"one": "x"}}}}"#,
                "de.pages.code_hint: it must have the plural forms of its language, and those only",
            ),
        ] {
            assert_eq!(read(text).expect_err(text).why, why);
        }
    }
}
