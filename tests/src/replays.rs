//! The same thing twice: two tabs, two devices, two clicks, and a fresh link beside an old one. By
//! Okta's link, by our own, and by our own for an account that is changed on the way.

use okta_emulator::Seed;
use recovery::Delivery;

use crate::matrix::{link, own_delivery};
use crate::native::Native;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("a_link_works_on_another_device", other_device),
    ("two_devices_set_one_password", two_devices),
    ("two_clicks_set_one_password", two_clicks),
    ("a_second_tab_changes_nothing_after_the_first", two_tabs),
    ("of_an_old_and_a_fresh_link_one_counts", fresh_link),
    (
        "a_form_that_was_open_before_sets_no_other_password",
        open_form,
    ),
];

const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const OTHER: &str = "Copper-Lantern-9";
const SET: &str = "/api/v1/authn/credentials/reset_password";

/// Who sends the link, and to whom.
#[derive(Clone, Copy)]
struct Way {
    delivery: fn() -> Delivery,
    login: &'static str,
}

const WAYS: [Way; 3] = [
    Way {
        delivery: || Delivery::Okta,
        login: "ada@example.com",
    },
    Way {
        delivery: own_delivery,
        login: "ada@example.com",
    },
    // Without a password: Okta puts the account into RECOVERY on the way.
    Way {
        delivery: own_delivery,
        login: "social@example.com",
    },
];

impl Way {
    fn person(self) -> Native {
        Native::with(Seed::default(), (self.delivery)())
    }

    /// Asks, and gives back the link of the newest of so many mails.
    fn ask(self, person: &mut Native, count: usize) -> String {
        person.visit("/forgot_password");
        assert_eq!(person.ask_for_mail(self.login).page, "check-your-email");
        person.settle();
        let own = person.own_mails(self.login);
        if let Some(mail) = own.last() {
            assert_eq!(own.len(), count, "mails of ours");
            return link(mail);
        }
        person.okta().link_for(self.login, count)
    }

    fn ends_with(self, person: &mut Native, password: &str) {
        let others = [OLD, NEW, OTHER].into_iter();
        for other in others.filter(|other| *other != password) {
            assert!(!person.okta().signs_in(self.login, other), "{other}");
        }
        assert!(person.okta().signs_in(self.login, password));
        assert_eq!(person.okta().user(self.login)["status"], "ACTIVE");
    }
}

/// How often Okta was given a password.
fn given(person: &mut Native) -> usize {
    let calls = person.okta().calls();
    calls.iter().filter(|path| *path == SET).count()
}

fn other_device() {
    for way in WAYS {
        let mut person = way.person();
        let link = way.ask(&mut person, 1);
        person.switch();
        assert_eq!(person.visit(&link).page, "new-password");
        assert_eq!(person.save(NEW, None).page, "done");
        person.switch();
        assert_eq!(person.visit(&link).page, "link-used");
        way.ends_with(&mut person, NEW);
    }
}

fn two_devices() {
    for way in WAYS {
        let mut person = way.person();
        let link = way.ask(&mut person, 1);
        assert_eq!(person.visit(&link).page, "new-password");
        person.switch();
        assert_eq!(person.visit(&link).page, "new-password");
        assert_eq!(person.save(NEW, None).page, "done");
        person.switch();
        assert_eq!(person.save(OTHER, None).page, "link-used");
        way.ends_with(&mut person, NEW);
    }
}

fn two_clicks() {
    for way in WAYS {
        let mut person = way.person();
        let link = way.ask(&mut person, 1);
        person.visit(&link);
        for _ in 0..3 {
            assert_eq!(person.save(NEW, None).page, "done");
        }
        assert_eq!(given(&mut person), 1);
        way.ends_with(&mut person, NEW);
    }
}

fn two_tabs() {
    for way in WAYS {
        let mut person = way.person();
        let link = way.ask(&mut person, 1);
        person.visit(&link);
        person.visit(&link);
        assert_eq!(person.save(NEW, None).page, "done");
        assert_eq!(person.save(OTHER, None).page, "link-used");
        assert_eq!(person.visit(&link).page, "link-used");
        assert_eq!(given(&mut person), 1);
        way.ends_with(&mut person, NEW);
    }
}

/// The form of the old link is open when the fresh one is used. For a quarter of an hour it may be
/// saved all the same, as `addressees` tells.
fn fresh_link() {
    for way in WAYS {
        let mut person = way.person();
        let old = way.ask(&mut person, 1);
        person.visit(&old);
        person.switch();
        person.pass(61);
        let fresh = way.ask(&mut person, 2);
        assert_ne!(old, fresh);
        assert_eq!(person.visit(&fresh).page, "new-password");
        assert_eq!(person.save(NEW, None).page, "done");
        person.switch();
        person.pass(901);
        let late = person.save(OTHER, None);
        assert!(late.page.starts_with("link-"), "{late:?}");
        assert_eq!(given(&mut person), 1, "the old form hands in nothing");
        way.ends_with(&mut person, NEW);
    }
}

/// Whoever reads somebody's mail, and has a form open while its owner uses a newer link.
fn open_form() {
    for way in &WAYS[1..] {
        let mut person = way.person();
        let old = way.ask(&mut person, 1);
        assert_eq!(person.visit(&old).page, "new-password");
        person.switch();
        person.pass(61);
        let fresh = way.ask(&mut person, 2);
        assert_eq!(person.visit(&fresh).page, "new-password");
        assert_eq!(person.save(NEW, None).page, "done");
        person.settle();
        person.switch();
        assert_eq!(person.save(OTHER, None).page, "link-used");
        assert_eq!(given(&mut person), 1, "the old form hands in nothing");
        way.ends_with(&mut person, NEW);
    }
}
