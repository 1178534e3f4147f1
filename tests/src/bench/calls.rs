//! How often Okta is asked in one journey, as its own log has it.

use crate::programs::OWN;
use crate::runtime::{Edge, Storage};
use crate::setting::Setting;
use crate::workerd::Workerd;

use super::org::Org;

/// Somebody with a recovery question.
const LOGIN: &str = "grace@example.com";

/// From the first form to the new password: what Okta was asked with its own mail, and with ours.
pub(super) fn measure() -> [(&'static str, Vec<String>); 2] {
    [("Okta’s mail", &[][..]), ("our own mail", OWN)].map(|(name, settings)| {
        let edge = Edge::start(settings, "{}", Storage::Memory);
        let mut person = Workerd::new(&edge.programs);
        person.visit("/forgot_password");
        person.ask_for_mail(LOGIN);
        let mail = person.okta().mail_for(LOGIN, 1);
        person.visit(mail["links"][0].as_str().expect("the mail has a link"));
        let seen = person.save("Battery-Staple-8", Some("okra"));
        assert_eq!(seen.page, "done", "{seen:?}");
        let mut calls = Org::at(&edge.programs.okta).calls();
        calls.retain(|path| !path.starts_with("/resend"));
        (name, calls)
    })
}
