//! Each page of a journey before [axe-core](https://github.com/dequelabs/axe-core), in light and
//! dark, on a phone and on a desk. What a rule cannot see (sense, order, reading aloud) is not
//! proven by it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{Browser, Place};
use crate::documents;
use crate::programs::required;
use crate::seen::Seen;
use crate::setting::Setting;
use crate::unlock_stories::{ROSE, lock};
use pages::{Channel, Language};

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const NEW: &str = "Battery-Staple-8";

const SCHEMES: [&str; 2] = ["light", "dark"];
/// Widths in CSS pixels: a small phone, a desk.
const WIDTHS: [u32; 2] = [360, 1280];

/// Names the rules that are broken, and where. Every rule of these tags counts, those too that
/// axe leaves out by default (`target-size`).
const RUN: &str = r#"
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return axe.run(document, { runOnly: { type: "tag", values: tags } }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`)));
"#;
const IS_THERE: &str = "return typeof axe === 'object'";
const LOOK: &str =
    "return [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', innerWidth]";

/// Walks through the journeys and fails with every violation on the way.
///
/// # Panics
/// When axe finds something, or a page is not the one that was to be looked at.
pub fn every_page_passes(person: Browser, place: &Place) {
    let mut audit = Audit::new(person);
    audit.journey_by_mail_and_link();
    audit.journey_with_recovery_question();
    audit.dead_links();
    if matches!(place, Place::OwnPage) {
        audit.visit("/no-such-page", "something-went-wrong");
    }
    let findings = audit.findings;
    assert!(findings.is_empty(), "axe found:\n{}", findings.join("\n"));
}

/// The same journey in Arabic: from right to left.
///
/// # Panics
/// As [`every_page_passes`]; or when the person reads something else on the way.
pub fn right_to_left_passes(person: Browser, _: &Place) {
    const HEADING: &str =
        "return [document.documentElement.dir, document.querySelector('h1').textContent]";
    let arabic = Language::closest("ar")
        .expect("there is a catalogue")
        .texts();
    let mut audit = Audit::new(person);
    audit.visit("/forgot_password?lang=ar", "forgot-password");
    audit.journey_by_mail_and_link();
    let heading = audit.person.evaluate(HEADING);
    assert_eq!(heading, json!(["rtl", arabic.link_used.title]));
    let findings = audit.findings;
    assert!(findings.is_empty(), "axe found:\n{}", findings.join("\n"));
}

/// Every page in every state as the Worker has written it, before and without the element; from left to
/// right and from right to left, light and dark.
///
/// # Panics
/// As [`every_page_passes`].
pub fn every_state_passes(person: Browser, _: &Place) {
    let mut audit = Audit::new(person);
    for tag in ["en", "ar"] {
        let language = Language::closest(tag).expect("there is a catalogue");
        for (state, address) in documents::written("axe", (tag, language, language.texts())) {
            audit.person.open(&address);
            let _ = audit.person.evaluate(&audit.axe);
            for scheme in SCHEMES {
                audit.find(&format!("{tag} {state}"), scheme, WIDTHS[0]);
            }
        }
    }
    let findings = audit.findings;
    assert!(findings.is_empty(), "axe found:\n{}", findings.join("\n"));
}

/// The same on the way to an unlocked account.
///
/// # Panics
/// As [`every_page_passes`].
pub fn unlocking_passes(person: Browser, _: &Place) {
    let mut audit = Audit::new(person);
    lock(&mut audit.person, ROSE);
    audit.visit("/forgot_password", "forgot-password");
    audit.person.ask_to_unlock(ROSE, Channel::Email);
    let mail = audit.person.okta().mail_for(ROSE, 1);
    let link = mail["links"][0].as_str().expect("the mail has a link");
    audit.visit(link, "new-password");
    let form = audit.person.unlock(None);
    assert!(form.question.is_some(), "{form:?}");
    audit.look("new-password");
    let again = audit.person.unlock(Some("cabbage"));
    audit.look_with_errors(&again, "new-password");
    audit.person.unlock(Some("okra"));
    audit.look("done");
    let findings = audit.findings;
    assert!(findings.is_empty(), "axe found:\n{}", findings.join("\n"));
}

/// An audit that cannot fail is worth nothing: two flaws are made at run time and must be found.
///
/// # Panics
/// When they are not.
pub fn a_flaw_is_found(person: Browser, _: &Place) {
    let mut audit = Audit::new(person);
    audit.person.visit("/forgot_password");
    let flaws = "document.documentElement.removeAttribute('lang');
        document.querySelector('h1').style.color = '#777';
        document.querySelector('h1').style.backgroundColor = '#888';";
    let _ = audit.person.evaluate(flaws);
    audit.look("forgot-password");
    for rule in ["html-has-lang at html", "color-contrast at "] {
        let times = audit.findings.iter().filter(|found| found.contains(rule));
        let expected = SCHEMES.len() * WIDTHS.len();
        assert_eq!(times.count(), expected, "{rule}: {:?}", audit.findings);
    }
}

/// A person, and what axe says of the pages that they see.
struct Audit {
    person: Browser,
    axe: String,
    findings: Vec<String>,
}

impl Audit {
    fn new(person: Browser) -> Self {
        let axe = Path::new(&required("REKEY_NODE_MODULES")).join("axe-core/axe.min.js");
        Self {
            person,
            axe: fs::read_to_string(axe).expect("axe-core is installed"),
            findings: Vec::new(),
        }
    }

    fn journey_by_mail_and_link(&mut self) {
        self.visit("/forgot_password", "forgot-password");
        let again = self.person.ask_for_mail("");
        self.look_with_errors(&again, "forgot-password");
        self.person.ask_for_mail(ADA);
        self.look("check-your-email");
        let link = self.link_for(ADA, 1);
        self.visit(&link, "new-password");
        self.person.fill("password", "Battery");
        self.look("new-password");
        let again = self.person.save("ada", None);
        self.look_with_errors(&again, "new-password");
        self.person.save(NEW, None);
        self.look("done");
        self.visit(&link, "link-used");
    }

    fn journey_with_recovery_question(&mut self) {
        let link = self.mailed_link(GRACE, 2);
        self.visit(&link, "new-password");
        let again = self.person.save("", None);
        self.look_with_errors(&again, "new-password");
        let again = self.person.save(NEW, Some("spinach"));
        self.look_with_errors(&again, "new-password");
        for _ in 0..4 {
            self.person.save(NEW, Some("spinach"));
        }
        self.look("link-closed");
    }

    fn dead_links(&mut self) {
        self.visit(
            "/reset_password/garbage-that-Okta-never-made",
            "link-invalid",
        );
        let link = self.mailed_link(ADA, 3);
        self.person.okta().advance(3_601);
        self.visit(&link, "link-expired");
    }

    /// Asks for a mail, the `count`th in all, and gives back its link.
    fn mailed_link(&mut self, login: &str, count: usize) -> String {
        self.person.visit("/forgot_password");
        self.person.ask_for_mail(login);
        self.link_for(login, count)
    }

    fn link_for(&mut self, login: &str, count: usize) -> String {
        self.person.okta().link_for(login, count)
    }

    fn visit(&mut self, address: &str, page: &str) {
        self.person.visit(address);
        self.look(page);
    }

    fn look_with_errors(&mut self, seen: &Seen, page: &str) {
        assert!(!seen.errors.is_empty(), "{seen:?}");
        self.look(page);
    }

    /// Runs axe over the page at hand, as each kind of person sees it.
    fn look(&mut self, page: &str) {
        let name = "return document.querySelector('[data-page]').dataset.page";
        assert_eq!(self.person.evaluate(name), json!(page));
        if self.person.evaluate(IS_THERE) == json!(false) {
            let _ = self.person.evaluate(&self.axe);
        }
        for (scheme, width) in SCHEMES.iter().flat_map(|s| WIDTHS.map(|width| (*s, width))) {
            self.find(page, scheme, width);
        }
    }

    fn find(&mut self, page: &str, scheme: &str, width: u32) {
        self.become_a(scheme, width);
        let found = self.person.evaluate(RUN);
        let found = found.as_array().expect("the script gives a list");
        self.findings.extend(found.iter().map(|violation| {
            let violation = violation.as_str().unwrap_or_default();
            format!("{page}, {scheme}, {width} px: {violation}")
        }));
    }

    fn become_a(&self, scheme: &str, width: u32) {
        let person = &self.person;
        person.prefer(scheme);
        person.resize(width, 900);
        let look: Value = person.evaluate(LOOK);
        assert_eq!(look, json!([scheme, width]), "the window is as wished");
    }
}
