//! Where the journey ends: dead links, success, and somebody who did not ask.

use pages::{Brand, Done, Page, ReturnTo, samples};

use crate::support::{Tag, brand, document_of};
use crate::{field, part, sample};

fn way(tags: &[Tag]) -> (&str, Option<&str>) {
    let action = part(tags, "action");
    (&action.text, action.get("href"))
}

#[test]
fn dead_links_offer_a_new_one_for_the_login_they_know() {
    for name in ["link-expired", "link-used", "link-closed", "link-invalid"] {
        assert_eq!(
            field(&sample(name), "login").get("autocomplete"),
            Some("username")
        );
    }
    assert_eq!(
        field(&sample("link-expired"), "login").get("value"),
        Some("ada@example.com")
    );
}

#[test]
fn the_element_knows_the_way_to_sign_in_for_the_pages_it_shows_later() {
    let html = document_of(&Page::Done(Done::default()), &brand());
    assert!(html.contains(r#"<rekey-new-password sign-in-url="https://app.example.com/">"#));
}

#[test]
fn without_a_sign_in_page_there_is_no_link_to_it() {
    let brand = Brand {
        sign_in_url: None,
        ..brand()
    };
    for (name, page) in samples::samples() {
        let html = document_of(&page, &brand);
        let returns = matches!(&page, Page::Done(done) if done.return_to.is_some())
            || matches!(&page, Page::ForgotPassword(form) if form.return_to.is_some());
        assert_eq!(html.contains("app.example.com"), returns, "{name}");
        assert!(!html.contains("ign in</a>"), "{name}");
    }
}

#[test]
fn whoever_is_to_be_signed_in_goes_back_by_okta() {
    let page = |return_to| {
        Page::Done(Done {
            return_to,
            sign_in: Some("https://example.okta.com/login?token=1&redirectUrl=2".into()),
            ..Done::default()
        })
    };
    let back = ReturnTo {
        url: "https://app.example.com/".into(),
        name: Some("Payroll".into()),
    };
    for (return_to, words) in [(None, "Continue"), (Some(back), "Back to Payroll")] {
        let html = document_of(&page(return_to), &Brand::default());
        let href = "https://example.okta.com/login?token=1&amp;redirectUrl=2";
        let link = format!(r#"href="{href}""#);
        assert!(html.contains(&link), "{html}");
        assert!(html.contains(&format!("{words}</a>")), "{html}");
        assert!(!html.contains("app.example.com"), "not past Okta");
    }
}

#[test]
fn people_go_back_to_the_application_they_came_from() {
    let back = sample("done-return");
    assert_eq!(
        way(&back),
        ("Back to Payroll", Some("https://app.example.com/"))
    );
    let unnamed = sample("done-return-unnamed");
    assert_eq!(
        way(&unnamed),
        ("Continue", Some("https://app.example.com/"))
    );
}

#[test]
fn success_is_told_in_the_words_of_its_purpose() {
    let title = |name| part(&sample(name), "title").text.clone();
    assert_eq!(title("done"), "Your password is changed");
    assert_eq!(title("done-activation"), "Your account is ready");
    assert_eq!(title("done-unlock"), "Your account is unlocked");
}

#[test]
fn whoever_did_not_ask_confirms_with_a_button_and_needs_no_script() {
    let tags = sample("not-me");
    assert_eq!(part(&tags, "submit").get("type"), Some("submit"));
    assert!(
        tags.iter()
            .all(|tag| tag.name != "input" && tag.name != "script")
    );
    for name in ["not-me-done", "not-me-expired"] {
        let tags = sample(name);
        assert!(tags.iter().all(|tag| tag.name != "form"), "{name}");
        assert_eq!(way(&tags).1, Some("/forgot_password"), "{name}");
    }
}
