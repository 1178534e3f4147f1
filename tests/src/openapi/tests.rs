//! The document and the types say the same: no page, no error and no field is missing, and none is
//! described that does not exist.

use std::collections::BTreeSet;

use pages::password::Rule;
use pages::{Channel, NewPassword, NewPasswordErrors, Page, PasswordError, forms, samples};
use serde_json::{Map, Value, json};

use super::document::DOCUMENT;
use super::{answered, named};

/// Every page in every state, and a form that breaks every rule.
fn pages() -> Vec<Page> {
    let samples = samples::samples().into_iter().map(|(_, page)| page);
    samples.chain([Page::NewPassword(all_wrong())]).collect()
}

fn all_wrong() -> NewPassword {
    let rules = [
        Rule::MinLength(8),
        Rule::LowerCase(1),
        Rule::UpperCase(1),
        Rule::Number(1),
        Rule::Symbol(1),
        Rule::MaxConsecutive(2),
        Rule::NoUsername,
        Rule::NoFirstName,
        Rule::NoLastName,
        Rule::NotCommon,
        Rule::MaxLength(72),
    ];
    let others = [
        PasswordError::TooLong,
        PasswordError::UsedRecently,
        PasswordError::TooSoon,
        PasswordError::Refused,
    ];
    let answer = Some(pages::AnswerError::TooLong);
    let broken = rules.into_iter().map(PasswordError::Broken);
    NewPassword {
        errors: NewPasswordErrors {
            answer,
            password: broken.chain(others).collect(),
            form: None,
        },
        ..NewPassword::default()
    }
}

#[test]
fn every_page_is_described() {
    pages().iter().for_each(super::page);
}

#[test]
fn a_member_that_is_not_described_is_complained_of() {
    for page in pages() {
        let (schema, body) = answered(&page);
        for place in places(&body) {
            let mut body = body.clone();
            let object = body.pointer_mut(&place).and_then(Value::as_object_mut);
            let object = object.expect("the place is that of an object");
            object.insert("new".to_owned(), json!(true));
            let complaints = DOCUMENT.complaints(&named(schema), &body);
            assert!(!complaints.is_empty(), "at «{place}» of {body}");
        }
    }
}

/// Where the objects of a value are.
fn places(value: &Value) -> Vec<String> {
    let below = |name: &str, value: &Value| -> Vec<String> {
        let inner = places(value).into_iter();
        inner.map(|place| format!("/{name}{place}")).collect()
    };
    match value {
        Value::Object(members) => {
            let inner = members.iter().flat_map(|(name, value)| below(name, value));
            [String::new()].into_iter().chain(inner).collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(at, value)| below(&at.to_string(), value))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[test]
fn nothing_is_described_that_no_page_has() {
    let mut said = BTreeSet::new();
    for page in pages() {
        words(&answered(&page).1, &mut said);
    }
    let schemas = DOCUMENT.root["components"]["schemas"].as_object();
    for (name, schema) in schemas.into_iter().flatten() {
        if name.ends_with("Form") || ["Health", "Failing"].contains(&name.as_str()) {
            continue;
        }
        let mut described = BTreeSet::new();
        described_words(schema, &mut described);
        let never: Vec<_> = described.difference(&said).collect();
        assert!(never.is_empty(), "{name}: {never:?}");
    }
}

/// The names and the texts of a value.
fn words(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                into.insert(name.clone());
                words(value, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, into)),
        Value::String(text) => {
            into.insert(text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The names of members that a schema describes, and the words that it lists.
fn described_words(schema: &Value, into: &mut BTreeSet<String>) {
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties {
        into.insert(name.clone());
        described_words(property, into);
    }
    for inner in ["oneOf", "allOf"] {
        let inner = schema[inner].as_array().into_iter().flatten();
        inner.for_each(|schema| described_words(schema, into));
    }
    if schema["items"].is_object() {
        described_words(&schema["items"], into);
    }
    words(&schema["enum"], into);
    words(&schema["const"], into);
}

fn fields(form: &str) -> &'static Map<String, Value> {
    let schema = &DOCUMENT.root["components"]["schemas"][form];
    let fields = schema["properties"].as_object();
    fields.expect("a form has fields")
}

#[test]
fn the_forms_have_the_fields_that_are_read() {
    let transaction = forms::TRANSACTION;
    let all: [(&str, &[&str]); 5] = [
        (
            "ForgotPasswordForm",
            &[
                forms::LOGIN,
                forms::CHANNEL,
                forms::PURPOSE,
                forms::RETURN_TO,
                forms::TURNSTILE,
                forms::STAMP,
                transaction,
            ],
        ),
        ("ResendForm", &[transaction]),
        ("CodeForm", &[forms::CODE, transaction]),
        (
            "NewPasswordForm",
            &[forms::PASSWORD, forms::ANSWER, forms::USERNAME, transaction],
        ),
        ("UnlockForm", &[forms::ANSWER, transaction]),
    ];
    for (form, expected) in all {
        let described: BTreeSet<&str> = fields(form).keys().map(String::as_str).collect();
        assert_eq!(described, expected.iter().copied().collect(), "{form}");
    }
}

#[test]
fn the_fields_have_the_bounds_and_the_words_that_are_taken() {
    let asked = fields("ForgotPasswordForm");
    assert_eq!(asked[forms::LOGIN]["maxLength"], forms::LOGIN_MAX);
    for form in ["NewPasswordForm", "UnlockForm"] {
        let answer = &fields(form)[forms::ANSWER];
        assert_eq!(answer["maxLength"], forms::ANSWER_MAX, "{form}");
    }
    let ways = Channel::ALL.map(|channel| json!(channel.word()));
    let taken: Vec<Value> = ways.into_iter().chain([json!(""), Value::Null]).collect();
    assert_eq!(asked[forms::CHANNEL]["enum"], json!(taken));
}
