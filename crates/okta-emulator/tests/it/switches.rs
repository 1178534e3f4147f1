//! The README's table of switches: as the program has them, the default first.

use std::collections::BTreeMap;

use okta_emulator::Switches;
use serde_json::{Map, Value, json};

const README: &str = include_str!("../../README.md");

/// The rows: a switch and its values. A row without values lists none.
fn rows() -> BTreeMap<String, String> {
    let lines = README
        .lines()
        .skip_while(|line| !line.starts_with("| switch | values |"));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let rows = rows.map(|line| {
        let mut cells = line.split('|').skip(1).map(str::trim);
        let mut next = || cells.next().expect("a row has three cells");
        (next().trim_matches('`').to_owned(), next().to_owned())
    });
    rows.collect()
}

/// The switches of the program, by the names that the table has for them.
fn switches() -> BTreeMap<String, Value> {
    let known = serde_json::to_value(Switches::default()).expect("switches are JSON");
    let known: Map<String, Value> = serde_json::from_value(known).expect("they are an object");
    // The limits are one row, the other groups a row for each of theirs.
    let named = |(name, value): (String, Value)| match value.as_object() {
        Some(group) if name != "rate_limits" => {
            let inner = group.iter();
            inner
                .map(|(inner, value)| (format!("{name}.{inner}"), value.clone()))
                .collect()
        }
        Some(_) | None => vec![(name, value)],
    };
    known.into_iter().flat_map(named).collect()
}

/// The words between backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The words that a switch takes, as the program names them to whoever says something else.
fn words(name: &str) -> Vec<String> {
    let word = "no such word";
    let changed = match name.split_once('.') {
        Some((outer, inner)) => json!({ outer: { inner: word } }),
        None => json!({ name: word }),
    };
    let refused = serde_json::from_value::<Switches>(changed).expect_err("there is no such word");
    let refused = refused.to_string();
    let (_, expected) = refused.split_once("expected").expect("it names the others");
    quoted(expected)
}

#[test]
fn the_table_has_every_switch_and_no_other() {
    let (rows, switches) = (rows(), switches());
    assert!(rows.len() > 50, "{} rows", rows.len());
    let (listed, known): (Vec<_>, Vec<_>) = (rows.keys().collect(), switches.keys().collect());
    assert_eq!(listed, known);
}

#[test]
fn the_table_has_every_value_and_the_default_first() {
    let rows = rows();
    for (name, default) in switches() {
        let values = &rows[&name];
        match &default {
            Value::String(default) => {
                let (mut listed, mut known) = (quoted(values), words(&name));
                assert_eq!(listed.first(), Some(default), "{name}");
                listed.sort();
                known.sort();
                assert_eq!(listed, known, "{name}");
            }
            Value::Number(default) => {
                let first = values.split(", ").next();
                assert_eq!(first, Some(default.to_string().as_str()), "{name}");
            }
            Value::Object(limits) => {
                let limit = |(name, limit): (&String, &Value)| format!("`{name}` {limit}");
                let mut known: Vec<_> = limits.iter().map(limit).collect();
                let mut listed: Vec<_> = values.split(", ").collect();
                known.sort();
                listed.sort_unstable();
                assert_eq!(listed, known, "{name}");
            }
            Value::Null => assert!(values.starts_with("null, "), "{name}"),
            Value::Bool(_) | Value::Array(_) => panic!("{name} is {default}"),
        }
    }
}
