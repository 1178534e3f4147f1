//! The way back to the application, signed in: on workerd, and in Chromium.

use scraper::{Html, Selector};
use serde_json::Value;

use crate::browser::Browser;
use crate::org::Okta;
use crate::programs::{Programs, agent};
use crate::setting::Setting;
use crate::workerd::Workerd;

/// The settings with which people go back signed in; `RETURN_TO` besides.
pub const SIGN_IN: &[(&str, &str)] = &[("AFTER_RESET", "sign-in")];

const ADA: &str = "ada@example.com";
const NEW: &str = "Battery-Staple-8";

/// Where the application is that [`without_javascript`] goes back to.
pub const APP: &str = "https://app.example.com";

/// The last page leads there by Okta; where nobody may go back to, it does not.
pub fn without_javascript(programs: &Programs) {
    for (said, back) in [
        (
            "https%3A%2F%2Fapp.example.com%2Fpay%3Fa%3Db",
            "https://app.example.com/pay?a=b",
        ),
        ("https%3A%2F%2Fevil.example%2F", "http://127.0.0.1/sign-in"),
    ] {
        let mut person = Workerd::new(programs);
        to_the_form(&mut person, said);
        assert_eq!(person.save(NEW, None).page, "done");
        let href = action(person.document());
        let answer = agent().get(&href).call().expect("Okta answers");
        assert_eq!(answer.headers()["location"], back);
        assert!(answer.headers().contains_key("set-cookie"), "{href}");
        assert_eq!(signed_in(person.okta()), 1);
    }
}

/// The element goes there by itself.
pub fn with_the_element(mut person: Browser, app: &str) {
    let back = format!("{app}/forgot");
    to_the_form(&mut person, &back.replace(':', "%3A").replace('/', "%2F"));
    person.save(NEW, None);
    for _ in 0..100 {
        if person.address_bar() == back {
            assert_eq!(signed_in(person.okta()), 1);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("still at {}", person.address_bar());
}

fn to_the_form(person: &mut dyn Setting, return_to: &str) {
    person.visit(&format!("/forgot_password?return_to={return_to}"));
    person.ask_for_mail(ADA);
    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "new-password");
}

fn action(document: &str) -> String {
    let document = Html::parse_document(document);
    let link = Selector::parse("a[data-part=action]").expect("the selector is one of ours");
    let link = document.select(&link).next().expect("there is a way on");
    link.attr("href")
        .expect("a link leads somewhere")
        .to_owned()
}

/// How many sessions have been made of session tokens.
fn signed_in(okta: &mut dyn Okta) -> usize {
    let (_, sessions) = okta.request("GET", "/_emulator/sessions", None);
    let all = sessions.as_array().map_or(&[][..], Vec::as_slice);
    let is_used = |session: &&Value| session["is_exchanged"] == true;
    all.iter().filter(is_used).count()
}
