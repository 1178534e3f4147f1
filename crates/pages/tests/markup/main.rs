//! Every page in every state is written, read again and looked over.

mod check_your_email;
mod ends;
mod escaping;
mod forgot_password;
mod mail;
mod new_password;
mod support;

use std::collections::HashSet;

use pages::{Brand, CheckYourEmail, Page, Place, Texts, html, samples, view};
use support::{Tag, document, read};

fn every_document() -> Vec<(&'static str, Page, Vec<Tag>)> {
    let samples = samples::samples().into_iter();
    samples
        .map(|(name, page)| {
            let tags = read(&document(&page));
            (name, page, tags)
        })
        .collect()
}

fn sample(name: &str) -> Vec<Tag> {
    let mut all = every_document().into_iter();
    all.find(|(found, _, _)| *found == name)
        .expect("a sample of this name")
        .2
}

fn part<'a>(tags: &'a [Tag], name: &str) -> &'a Tag {
    let found = tags.iter().find(|tag| tag.is(name));
    found.unwrap_or_else(|| panic!("no {name}"))
}

fn field<'a>(tags: &'a [Tag], name: &str) -> &'a Tag {
    let found = tags.iter().find(|tag| tag.get("name") == Some(name));
    found.unwrap_or_else(|| panic!("no field {name}"))
}

#[test]
fn every_kind_of_page_has_a_sample() {
    let kinds: HashSet<_> = samples::samples()
        .iter()
        .map(|(_, page)| page.name())
        .collect();
    assert_eq!(kinds.len(), 10);
}

#[test]
fn ids_are_unique_and_every_reference_leads_to_one() {
    for (name, _, tags) in every_document() {
        let mut ids = HashSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{name}: {id} stands twice");
        }
        let references = [
            "for",
            "aria-describedby",
            "aria-labelledby",
            "aria-controls",
        ];
        for tag in &tags {
            let named = references.iter().filter_map(|name| tag.get(name));
            let fragment = tag.get("href").and_then(|href| href.strip_prefix('#'));
            for id in named.flat_map(str::split_whitespace).chain(fragment) {
                assert!(ids.contains(id), "{name}: {id} is nowhere");
            }
        }
    }
}

#[test]
fn nothing_is_inline_so_the_strictest_security_policy_holds() {
    for (name, _, tags) in every_document() {
        for tag in tags {
            for (key, value) in &tag.attributes {
                assert!(key != "style" && !key.starts_with("on"), "{name}: {key}");
                assert!(!value.starts_with("javascript:"), "{name}: {value}");
            }
            assert_ne!(tag.name, "style", "{name}");
            assert!(tag.name != "script" || tag.get("src").is_some(), "{name}");
        }
    }
}

#[test]
fn every_field_that_people_fill_in_has_a_label() {
    for (name, _, tags) in every_document() {
        let labels: HashSet<_> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        let fields = tags
            .iter()
            .filter(|tag| tag.name == "input" && !tag.is("username"))
            .filter(|tag| tag.get("type") != Some("hidden"));
        for field in fields {
            let within = field.inside.iter().any(|tag| tag == "label");
            let labelled = field.get("id").is_some_and(|id| labels.contains(id));
            assert!(within || labelled, "{name}: {field:?} has no label");
        }
    }
}

#[test]
fn every_document_has_one_heading_and_one_main_part_and_says_its_language() {
    for (name, page, tags) in every_document() {
        let count = |tag: &str| tags.iter().filter(|found| found.name == tag).count();
        assert_eq!(
            (count("h1"), count("main"), count("title")),
            (1, 1, 1),
            "{name}"
        );
        assert_eq!(tags[0].get("lang"), Some("en"), "{name}");
        assert_eq!(tags[0].get("dir"), Some("ltr"), "{name}");
        let root = part(&tags, "page");
        assert_eq!(root.get("data-page"), Some(page.name()), "{name}");
        if let Some(element) = page.element() {
            assert_eq!(
                root.inside.last().map(String::as_str),
                Some(element),
                "{name}"
            );
        }
    }
}

#[test]
fn help_and_the_reference_stand_at_the_same_place_on_every_page() {
    for (name, _, tags) in every_document() {
        let footer = part(&tags, "footer");
        assert_eq!(footer.text, "Get help Reference request-1", "{name}");
    }
}

#[test]
fn a_page_with_errors_says_so_in_its_title_and_at_its_top() {
    for (name, page, tags) in every_document() {
        let title = tags
            .iter()
            .find(|tag| tag.name == "title")
            .expect("a title");
        let is_form = matches!(
            page,
            Page::ForgotPassword(_) | Page::CheckYourEmail(_) | Page::NewPassword(_)
        );
        let refused = is_form && page.status() != 200;
        assert_eq!(title.text.starts_with("Error: "), refused, "{name}");
        let summary = tags.iter().position(|tag| tag.is("errors"));
        assert_eq!(summary.is_some(), refused, "{name}");
        if let Some(at) = summary {
            assert_eq!(tags[at].get("tabindex"), Some("-1"), "{name}");
            let form = tags.iter().position(|tag| tag.name == "form");
            assert!(
                form.is_none_or(|form| form > at),
                "{name}: errors come first"
            );
        }
    }
}

#[test]
fn every_error_stands_at_its_field_too_and_the_field_says_so() {
    for (name, _, tags) in every_document() {
        let links = tags
            .iter()
            .filter(|tag| tag.inside.last().is_some_and(|tag| tag == "li"));
        for link in links.filter(|tag| tag.name == "a") {
            let id = link
                .get("href")
                .and_then(|href| href.strip_prefix('#'))
                .expect("a way");
            let field = tags
                .iter()
                .find(|tag| tag.get("id") == Some(id))
                .expect("a field");
            assert_eq!(field.get("aria-invalid"), Some("true"), "{name}");
            let described = field.get("aria-describedby").expect("a description");
            let texts = tags.iter().filter(|tag| {
                tag.get("id")
                    .is_some_and(|id| described.split(' ').any(|part| part == id))
            });
            let said: String = texts.map(|tag| tag.text.as_str()).collect();
            assert!(
                said.contains(&link.text),
                "{name}: {} is not in {said}",
                link.text
            );
        }
    }
}

#[test]
fn forms_post_to_the_routes_and_are_judged_by_the_server() {
    for (name, page, tags) in every_document() {
        for form in tags.iter().filter(|tag| tag.name == "form") {
            let routes: &[_] = match page.name() {
                "new-password" if name.starts_with("unlock") => &[Some("/unlock")],
                "new-password" => &[Some("/reset_password")],
                "check-your-email" => &[
                    Some("/forgot_password/code"),
                    Some("/forgot_password/resend"),
                ],
                // To the address of the page itself, which has the token.
                "not-me" => &[None],
                _ => &[Some("/forgot_password")],
            };
            assert!(routes.contains(&form.get("action")), "{name}: {form:?}");
            assert_eq!(form.get("method"), Some("post"), "{name}");
            assert!(form.get("novalidate").is_some(), "{name}");
        }
    }
}

#[test]
fn in_another_page_forms_and_links_lead_to_the_endpoint() {
    let place = Place::Foreign {
        endpoint: "https://password.example.com/".into(),
    };
    for (name, page) in samples::samples() {
        let node = view(&page, &Texts::ENGLISH, &Brand::default(), &place);
        let tags = read(&html::serialise(&node));
        let addresses = tags
            .iter()
            .filter_map(|tag| tag.get("action").or(tag.get("href")));
        let others = ["//app.", "//example.okta.com"];
        let ours = |address: &&str| {
            !address.starts_with('#') && !others.iter().any(|other| address.contains(other))
        };
        for address in addresses.filter(ours) {
            let routes = [
                "forgot_password",
                "forgot_password/code",
                "forgot_password/resend",
                "reset_password",
                "unlock",
            ];
            let route = address.strip_prefix("https://password.example.com/");
            assert!(
                route.is_some_and(|route| routes.contains(&route)),
                "{name}: {address}"
            );
        }
    }
}

#[test]
fn the_handle_of_a_transaction_is_never_shown() {
    let page = Page::CheckYourEmail(CheckYourEmail {
        login: "ada".into(),
        transaction: Some("handle-of-256-bits".into()),
        ..CheckYourEmail::default()
    });
    assert!(!document(&page).contains("handle-of-256-bits"));
}
