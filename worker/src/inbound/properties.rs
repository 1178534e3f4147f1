//! What holds for every body.

use http::header::CONTENT_TYPE;
use pages::forms::{Fields, ForgotPasswordForm, LOGIN_MAX, NewPasswordForm};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::tests::inbound;
use super::{BODY_MAX, WentWrong};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

fn read(media_type: &str, body: &[u8]) -> Result<Fields, WentWrong> {
    inbound(&[(CONTENT_TYPE, media_type)], body)
        .fields()
        .cloned()
}

/// Names of ours and others, with whatever people type.
fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        prop::sample::select(vec!["login", "password", "code", "answer", "channel"])
            .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::btree_map(name, any::<String>(), 1..8)
        .prop_map(|pairs| pairs.into_iter().collect())
}

fn encoded(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// Bytes that are nearly a form, or nearly JSON.
fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        r#"[{}\[\]":,&=%+]{1,3}"#.prop_map(String::into_bytes),
        prop::sample::select(vec![
            "login", "password", "null", "\"\"", "%ff", "%0a", "\\ud800"
        ])
        .prop_map(|word| word.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..8),
        any::<String>().prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// JSON that is one, mostly an object, of whatever.
fn any_json() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let deeper = |inner: BoxedStrategy<Value>| {
        let members = prop::collection::btree_map(any::<String>(), inner.clone(), 0..4);
        let object = members.prop_map(|members| Value::Object(members.into_iter().collect()));
        prop_oneof![3 => object, 1 => prop::collection::vec(inner, 0..3).prop_map(Value::from)]
    };
    leaf.prop_recursive(3, 12, 4, move |inner| deeper(inner.boxed()))
        .prop_map(|value| value.to_string().into_bytes())
}

proptest! {
    #[test]
    fn what_is_typed_arrives_unchanged_by_either_encoding(pairs in pairs()) {
        let expected = Fields::from_pairs(pairs.clone());
        prop_assert_eq!(read(FORM, encoded(&pairs).as_bytes()), Ok(expected.clone()));
        let object: Map<_, _> =
            pairs.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
        let body = Value::Object(object).to_string();
        prop_assert_eq!(read(JSON, body.as_bytes()), Ok(expected));
    }

    #[test]
    fn the_first_of_several_values_counts(first: String, others: Vec<String>) {
        let all = std::iter::once(first.clone()).chain(others);
        let pairs: Vec<_> = all.map(|value| ("login".to_owned(), value)).collect();
        let fields = read(FORM, encoded(&pairs).as_bytes());
        prop_assert_eq!(fields.as_ref().map(|fields| fields.get("login")), Ok(Some(&*first)));
    }

    #[test]
    fn only_objects_of_texts_are_json_that_is_taken(
        body in prop_oneof![any_body(), any_json()]
    ) {
        let is_text = |value: &Value| value.is_string() || value.is_null();
        let expected = match serde_json::from_slice(&body) {
            _ if body.is_empty() => true,
            Ok(Value::Object(members)) => members.values().all(is_text),
            Ok(_) | Err(_) => false,
        };
        match read(JSON, &body) {
            Ok(_) => prop_assert!(expected),
            Err(why) => {
                prop_assert!(!expected);
                prop_assert_eq!(why, WentWrong::BadRequest);
            }
        }
    }

    #[test]
    fn another_type_is_never_read(
        media_type in "[a-z]{1,12}/[a-z+.-]{1,24}(; ?[a-z]{1,8}=[a-z0-9-]{0,8})?",
        mut body in any_body(),
    ) {
        let name = media_type.split(';').next().unwrap_or_default();
        prop_assume!(![FORM, JSON].contains(&name));
        // Nothing at all is a form of any type.
        body.push(b'&');
        prop_assert_eq!(read(&media_type, &body), Err(WentWrong::WrongType));
    }

    #[test]
    fn no_field_of_a_form_is_longer_than_what_was_sent(body in any_body()) {
        let fields = read(FORM, &body).expect("every byte is part of some form");
        // U+FFFD stands for one byte at least, and has three.
        for name in ["login", "password", "code"] {
            let length = fields.get(name).map_or(0, str::len);
            prop_assert!(length <= 3 * body.len(), "{length}");
        }
    }

    #[test]
    fn nothing_that_is_read_reaches_okta_unless_a_person_can_have_typed_it(
        body in any_body(), media_type in prop::sample::select(vec![FORM, JSON])
    ) {
        let Ok(fields) = read(media_type, &body) else { return Ok(()) };
        if let Ok(form) = ForgotPasswordForm::parse(&fields) {
            let login = form.login.as_str();
            prop_assert!((1..=LOGIN_MAX).contains(&login.chars().count()));
            prop_assert!(!login.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER));
        }
        if let Ok(form) = NewPasswordForm::parse(&fields) {
            prop_assert_eq!(Some(&*form.password), fields.get("password"));
            prop_assert!(!form.password.contains(char::REPLACEMENT_CHARACTER));
        }
    }
}

#[test]
fn the_deepest_json_that_fits_into_a_body_is_refused_and_no_more() {
    for open in ["[", r#"{"login":"#] {
        let body = open.repeat(BODY_MAX / open.len());
        assert_eq!(read(JSON, body.as_bytes()), Err(WentWrong::BadRequest));
    }
}
