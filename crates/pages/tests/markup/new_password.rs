//! The form that sets the password, and its list of rules.

use pages::samples;

use crate::support::Tag;
use crate::{field, part, sample};

#[test]
fn password_managers_find_the_fields_they_know() {
    let tags = sample("new-password");
    let password = field(&tags, "password");
    assert_eq!(password.get("type"), Some("password"));
    assert_eq!(password.get("autocomplete"), Some("new-password"));
    assert!(password.get("passwordrules").is_some());
    let username = part(&tags, "username");
    assert_eq!(username.get("autocomplete"), Some("username"));
    assert_eq!(username.get("value"), Some("ada@example.com"));
    assert_eq!(username.get("hidden"), None);
    let login = sample("forgot-password");
    assert_eq!(field(&login, "login").get("autocomplete"), Some("username"));
    let asked = sample("new-password-question");
    assert_eq!(field(&asked, "answer").get("autocomplete"), Some("off"));
}

#[test]
fn the_button_that_shows_the_password_is_hidden_until_a_script_makes_it_work() {
    let tags = sample("new-password");
    let toggle = part(&tags, "toggle-password");
    assert_eq!(toggle.get("type"), Some("button"));
    assert_eq!(toggle.get("hidden"), Some(""));
    assert_eq!(toggle.get("aria-pressed"), Some("false"));
    let name = toggle.get("aria-label").expect("a name");
    assert!(name.contains(&toggle.text), "what is seen is in the name");
}

#[test]
fn every_rule_stands_on_the_list_and_broken_ones_are_marked() {
    let rules = |tags: &[Tag]| -> Vec<(String, String)> {
        let rules = tags.iter().filter(|tag| tag.is("rule"));
        rules
            .map(|tag| {
                let state = tag.get("data-state").expect("a state");
                (tag.get("data-rule").expect("a rule").into(), state.into())
            })
            .collect()
    };
    let fresh = rules(&sample("new-password"));
    assert_eq!(fresh.len(), 11);
    assert!(fresh.iter().all(|(_, state)| state == "neutral"));
    let refused = sample("new-password-broken");
    let missing: Vec<_> = rules(&refused)
        .into_iter()
        .filter(|(_, state)| state == "missing")
        .map(|(rule, _)| rule)
        .collect();
    assert_eq!(missing, ["min-length", "number", "no-username"]);
    let said = &part(&refused, "policy").text;
    assert!(said.contains("Missing: At least 8 characters"), "{said}");
}

#[test]
fn a_rule_in_the_markup_can_be_read_back() {
    let tags = sample("new-password");
    let read = tags.iter().filter(|tag| tag.is("rule")).map(|tag| {
        let count = tag.get("data-count").map(|count| count.parse().unwrap());
        pages::password::Rule::from_parts(tag.get("data-rule").unwrap(), count).unwrap()
    });
    let rules = pages::password::rules(&samples::policy());
    assert_eq!(read.collect::<Vec<_>>(), rules);
}

#[test]
fn rules_not_known_yet_are_announced() {
    let tags = sample("new-password-question");
    assert!(tags.iter().all(|tag| !tag.is("rule")));
    let password = field(&tags, "password");
    assert_eq!(
        password.get("aria-describedby"),
        Some("rekey-password-hint rekey-time-left")
    );
}

#[test]
fn the_field_says_how_long_there_is() {
    let said = |name: &str| {
        let tags = sample(name);
        let left = tags
            .iter()
            .find(|tag| tag.get("id") == Some("rekey-time-left"));
        left.map(|tag| (tag.text.clone(), tag.get("data-seconds").map(str::to_owned)))
    };
    let told = |words: &str, seconds: &str| Some((words.to_owned(), Some(seconds.to_owned())));
    let many = told("You have 14 more minutes to save it.", "840");
    assert_eq!(said("new-password"), many);
    let one = told("You have 1 more minute to save it.", "60");
    assert_eq!(said("new-password-question"), one);
    assert_eq!(said("new-password-nothing-known"), None);
    assert_eq!(said("new-password-tomorrow"), None, "there is time enough");
}
