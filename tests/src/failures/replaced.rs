//! A mail that another one replaces while nobody knows what became of a password.

use okta_emulator::Seed;
use recovery::Delivery;
use serde_json::json;

use crate::native::Native;
use crate::setting::Setting;

const ADA: &str = "ada@example.com";
const NEW: &str = "Battery-Staple-8";
const SET: &str = "/api/v1/authn/credentials/reset_password";

/// The request is lost before Okta acts; another mail ends the first link; saving once more must
/// not read as done unless it is.
pub(super) fn lost_and_replaced() {
    for when in ["before", "after"] {
        let mut person = Native::with(Seed::default(), Delivery::Okta);
        person.visit("/forgot_password");
        person.ask_for_mail(ADA);
        person.settle();
        let link = person.okta().mails_to(ADA)[0]["links"][0].clone();
        person.visit(link.as_str().expect("the mail has a link"));
        person.okta().fault(json!({
            "path": SET, "drop": true, "when": when, "count": 1,
        }));
        assert_eq!(person.save(NEW, None).page, "new-password");
        person.pass(61);
        person.visit("/forgot_password");
        person.ask_for_mail(ADA);
        person.settle();
        assert_eq!(person.okta().mails_to(ADA).len(), 2, "another mail");
        assert_eq!(person.save(NEW, None).page, "done", "{when}");
        assert!(person.okta().signs_in(ADA, NEW), "{when}: it is");
    }
}
