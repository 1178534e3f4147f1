//! What comes with a new password.

use crate::mail::Letter;
use crate::org::Org;
use crate::people::{Key, Status};
use crate::switches::Switch;
use crate::visit::Visit;

/// Makes a password the current one, which leads to a status or leaves it; whoever sets it.
pub(crate) fn set(org: &mut Org, key: Key, (password, status): (&str, Status), visit: &mut Visit) {
    let person = org.people.get_mut(key);
    person.set_password((password, status), visit.now, &mut visit.entropy);
    if org.switches.passwords.reset_counters == Switch::On {
        person.forgive();
    }
}

/// As [`set`], by the person themselves, who may be told by mail that it was done.
pub(crate) fn choose(
    org: &mut Org,
    key: Key,
    (password, status): (&str, Status),
    visit: &mut Visit,
) {
    set(org, key, (password, status), visit);
    if org.switches.passwords.changed_mail == Switch::On {
        let profile = &org.people.get(key).profile;
        let message = Letter::password_changed(profile).to(&profile.email, visit.now);
        org.outbox.push(message);
    }
}
