//! How long a wrong code of Okta's takes: on workerd, where it is waited for.

use std::time::{Duration, Instant};

use pages::Channel;
use serde_json::json;

use crate::programs::Programs;
use crate::setting::Setting;
use crate::workerd::Workerd;

/// As `worker/src/code.rs` has it.
const BEAT: Duration = Duration::from_millis(1_500);
/// What a busy machine adds.
const SLACK: Duration = Duration::from_millis(700);
/// What Okta takes for a code that it knows: nobody's is refused at once.
const OKTA: u64 = 500;

/// Whoever has an account waits no longer than whoever has none.
pub fn wrong_codes_are_answered_on_the_beat(programs: &Programs) {
    for login in ["ada@example.com", "nobody@example.com"] {
        let mut person = Workerd::new(programs);
        person.visit("/forgot_password");
        person.ask_by(login, Channel::Email);
        if login.starts_with("ada") {
            person.okta().mail_for(login, 1);
            person.okta().fault(json!({
                "path": "/idp/idx/challenge/answer", "delay_ms": OKTA,
            }));
        }
        for code in ["000000", "000001"] {
            let start = now();
            assert_eq!(person.enter_code(code).errors.len(), 1);
            let taken = start.elapsed();
            assert!(taken >= BEAT && taken < BEAT + SLACK, "{login}: {taken:?}");
        }
    }
}

/// The one clock of what is measured.
#[expect(clippy::disallowed_methods, reason = "a time is what is looked at")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
