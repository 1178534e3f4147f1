//! The same on workerd, where an address is a Durable Object of its own.

use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::org::Okta;
use crate::programs::{OWN, Programs};
use crate::setting::Setting;
use crate::workerd::Workerd;

const ADA: &str = "ada@example.com";
const NEW: &str = "Battery-Staple-8";

const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// Two browsers ask for one address, of which two mails may be sent, and then a third time.
pub fn two_browsers() {
    let settings: Vec<_> = [("MAILS_PER_HOUR", "2")]
        .iter()
        .chain(OWN)
        .copied()
        .collect();
    let programs = Programs::with("https://app.example.com", &settings);
    let mut one = Workerd::new(&programs);
    let mut other = Workerd::beside(&programs);
    let older = mailed(&mut one, 1);
    assert_eq!(one.visit(&older).page, "new-password");
    let newer = mailed(&mut other, 2);
    until_replaced(&mut one, &older);
    assert_eq!(other.visit(&newer).page, "new-password");

    let mut third = Workerd::beside(&programs);
    third.visit("/forgot_password");
    assert_eq!(third.ask_for_mail(ADA).page, "check-your-email");
    until_looked_up(third.okta(), 3);
    assert_eq!(third.okta().mails_to(ADA).len(), 2, "no third mail");
    assert_eq!(
        other.visit(&newer).page,
        "new-password",
        "nor is it replaced"
    );
    assert_eq!(other.save(NEW, None).page, "done");
    assert!(other.okta().signs_in(ADA, NEW));
}

/// The mail lies there a moment before the Worker has heard that it was taken.
fn until_replaced(person: &mut Workerd, link: &str) {
    for _ in 0..TRIES {
        if person.visit(link).page == "link-used" {
            return;
        }
        sleep(PAUSE);
    }
    panic!("the older link still works");
}

/// Waits until so many requests were looked into, and what comes of the last has come.
fn until_looked_up(okta: &mut dyn Okta, count: usize) {
    let is_look_up = |path: &&String| path.starts_with("/api/v1/users/ada");
    for _ in 0..TRIES {
        if okta.calls().iter().filter(is_look_up).count() >= count {
            return sleep(20 * PAUSE);
        }
        sleep(PAUSE);
    }
    panic!("no {count} look-ups: {:?}", okta.calls());
}

fn mailed(person: &mut Workerd, count: usize) -> String {
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    let mail = person.okta().mail_for(ADA, count);
    let links = mail["links"].as_array().expect("links are a list");
    let mut links = links.iter().filter_map(Value::as_str);
    let link = links.find(|link| link.contains("/reset_password/"));
    link.expect("the mail has a link").to_owned()
}
