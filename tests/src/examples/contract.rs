//! `custom-elements.json`, from which the types are made, against the classes themselves.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::folder;
use crate::browser::Browser;
use crate::setting::Setting;

/// Whether each field reflects its attribute both ways, each method is there, and each observed
/// attribute of the class is in the manifest. Both elements share one list of observed attributes.
const COMPARE: &str = r#"
    const [elements] = arguments;
    const flaws = [];
    const known = new Set(elements.flatMap(({ attributes }) => attributes.map(({ name }) => name)));
    for (const { tagName, members } of elements) {
        const made = document.createElement(tagName);
        for (const name of made.constructor.observedAttributes)
            if (!known.has(name)) flaws.push(`${tagName}: ${name} is observed`);
        for (const { kind, name, attribute, type } of members) {
            if (kind === "method") {
                if (!Object.hasOwn(made.constructor.prototype, name)) flaws.push(`${tagName}: no ${name}()`);
                continue;
            }
            const values = type.text === "boolean" ? [true, false] : ["x", ""];
            for (const value of values) {
                made[name] = value;
                const there = type.text === "boolean" ? made.hasAttribute(attribute) : made.getAttribute(attribute);
                if (there !== value) flaws.push(`${tagName}: ${name} does not set ${attribute}`);
            }
            if (type.text === "boolean") made.setAttribute(attribute, "");
            else made.setAttribute(attribute, "x");
            if (made[name] !== values[0]) flaws.push(`${tagName}: ${name} does not get ${attribute}`);
        }
    }
    return [...new Set(flaws)];
"#;

/// The classes are what the manifest says, and style.css knows its custom properties.
pub fn is_kept(mut person: Browser) {
    let manifest = fs::read_to_string(folder("web/package/custom-elements.json"));
    let manifest = manifest.expect("the manifest is there");
    let manifest: Value = serde_json::from_str(&manifest).expect("the manifest is JSON");
    let elements = &manifest["modules"][0]["declarations"];
    person.visit("/forgot_password");
    let flaws = person.evaluate_with(COMPARE, elements);
    assert_eq!(flaws, json!([]));
    style_sheet(elements);
    events(elements);
}

/// The names that the element's Rust half has for its events, and no others.
fn events(elements: &Value) {
    let source = fs::read_to_string(folder("web/src/news.rs"));
    let source = source.expect("the source is there");
    let words = source.split('"').skip(1).step_by(2);
    let named: BTreeSet<_> = words.filter(|word| word.starts_with("rekey-")).collect();
    for element in elements.as_array().expect("elements are declared") {
        let told = element["events"].as_array().into_iter().flatten();
        let told: BTreeSet<_> = told.filter_map(|event| event["name"].as_str()).collect();
        assert_eq!(told, named, "{}", element["tagName"]);
    }
}

/// The properties that the head of the style sheet names, and no others.
fn style_sheet(elements: &Value) {
    let sheet = fs::read_to_string(folder("crates/pages/src/style.css"));
    let sheet = sheet.expect("the style sheet is there");
    let head = sheet.split("*/").next().unwrap_or_default();
    let mut named: Vec<_> = head
        .split_whitespace()
        .filter(|word| word.starts_with("--rekey-"))
        .collect();
    named.sort_unstable();
    for element in elements.as_array().expect("elements are declared") {
        let properties = element["cssProperties"].as_array();
        let properties = properties.into_iter().flatten();
        let mut told: Vec<_> = properties.filter_map(|one| one["name"].as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, named, "{}", element["tagName"]);
    }
}
