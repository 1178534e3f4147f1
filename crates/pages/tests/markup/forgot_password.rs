//! The form that asks for the login, and for the way to take.

use crate::support::Tag;
use crate::{part, sample};

fn choices(name: &str) -> Vec<(String, bool)> {
    let tags = sample(name);
    let radios = tags.iter().filter(|tag| tag.get("name") == Some("channel"));
    let choice = |tag: &Tag| {
        assert_eq!(tag.get("type"), Some("radio"), "{name}");
        let value = tag.get("value").expect("a value");
        (value.into(), tag.get("checked").is_some())
    };
    radios.map(choice).collect()
}

fn ways(all: [(&str, bool); 3]) -> Vec<(String, bool)> {
    all.map(|(value, checked)| (value.into(), checked)).into()
}

#[test]
fn the_first_way_is_chosen_until_the_person_chooses() {
    let fresh = choices("forgot-password-channels");
    assert_eq!(
        fresh,
        ways([("email", true), ("sms", false), ("call", false)])
    );
    let again = choices("forgot-password-channels-missing");
    assert_eq!(
        again,
        ways([("email", false), ("sms", true), ("call", false)])
    );
}

#[test]
fn the_ways_are_one_group_with_a_name() {
    let tags = sample("forgot-password-channels");
    let group = part(&tags, "choices");
    assert_eq!(
        (group.name.as_str(), group.get("role")),
        ("fieldset", Some("radiogroup"))
    );
    let legend = tags.iter().find(|tag| tag.name == "legend");
    assert_eq!(legend.expect("a legend").text, "How can we reach you?");
}

#[test]
fn with_one_way_there_is_nothing_to_choose_not_even_after_an_error() {
    for name in ["forgot-password", "forgot-password-channel-refused"] {
        assert_eq!(choices(name), [], "{name}");
    }
}
