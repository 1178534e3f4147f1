//! Okta refuses a request for good: nobody sees it, the operator reads why, no message is tried
//! again by itself, and once Okta is mended, asking anew brings one.

use okta_emulator::{Engine, Seed};
use pages::Channel;
use recovery::Delivery;
use serde_json::{Value, json};

use crate::matrix::own_delivery;
use crate::native::Native;
use crate::okta_code::seed;
use crate::own_mail::Scenario;
use crate::setting::Setting;

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("nobody_sees_it_and_the_log_says_why", logged),
    ("it_is_not_tried_again_by_itself", not_again),
    ("asking_anew_brings_a_message", anew),
    ("another_message_brings_one", another),
];

const HEDY: &str = "hedy@example.com";
const PHONE: &str = "+15550100";
const NOBODY: &str = "nobody@example.com";

/// A way to a message, and the call that Okta refuses.
struct Way {
    name: &'static str,
    engine: Engine,
    delivery: fn() -> Delivery,
    channel: Channel,
    refused: &'static str,
    to: &'static str,
}

const WAYS: [Way; 5] = [
    Way {
        name: "Okta's link",
        engine: Engine::Classic,
        delivery: || Delivery::Okta,
        channel: Channel::Email,
        refused: "/api/v1/authn/recovery/password",
        to: HEDY,
    },
    Way {
        name: "Classic's text message",
        engine: Engine::Classic,
        delivery: || Delivery::Okta,
        channel: Channel::Sms,
        refused: "/api/v1/authn/recovery/password",
        to: PHONE,
    },
    Way {
        name: "Identity Engine's code",
        engine: Engine::IdentityEngine,
        delivery: || Delivery::Okta,
        channel: Channel::Email,
        refused: "/idp/idx/identify",
        to: HEDY,
    },
    Way {
        name: "Identity Engine's text message",
        engine: Engine::IdentityEngine,
        delivery: || Delivery::Okta,
        channel: Channel::Sms,
        refused: "/idp/idx/challenge",
        to: PHONE,
    },
    Way {
        name: "our own mail",
        engine: Engine::Classic,
        delivery: own_delivery,
        channel: Channel::Email,
        refused: "/api/v1/users/hedy%40example.com",
        to: HEDY,
    },
];

impl Way {
    fn org(&self) -> Native {
        let seed: Seed = seed(self.engine);
        Native::with(seed, (self.delivery)())
    }

    /// How many messages have come.
    fn messages(&self, person: &mut Native) -> usize {
        person.okta().mails_to(self.to).len()
    }

    /// Asks, and Okta refuses.
    fn ask_in_vain(&self) -> Native {
        let mut person = self.org();
        person.okta().fault(json!({
            "path": self.refused, "status": 400, "count": 1,
        }));
        person.visit("/forgot_password");
        person.ask_by(HEDY, self.channel);
        person.settle();
        assert_eq!(self.messages(&mut person), 0, "{}", self.name);
        person
    }
}

fn logged() {
    for way in &WAYS {
        let mut person = way.ask_in_vain();
        let log = person.log();
        let lines: Vec<Value> = log
            .iter()
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect();
        let refused: Vec<_> = lines
            .iter()
            .filter(|line| line["event"] == "refused")
            .map(|line| (line["operation"].clone(), line["outcome"].clone()))
            .collect();
        let why = (json!("okta"), json!("not_allowed"));
        assert_eq!(refused, [why], "{}: {log:?}", way.name);
        let call = lines.iter().find(|line| line["outcome"] == "not_allowed");
        let call = call.expect("the call that was refused has a line");
        assert_eq!(call["status"], 400, "{}", way.name);
        assert!(call["code"].is_string(), "{}: Okta's word", way.name);
        assert!(lines.iter().all(|line| line["event"] != "sent"), "{log:?}");

        let mut told = person.reload();
        let mut usual = way.org();
        usual.visit("/forgot_password");
        let mut answer = usual.ask_by(NOBODY, way.channel);
        told.text = told.text.replace(HEDY, "");
        answer.text = answer.text.replace(NOBODY, "");
        assert_eq!(told, answer, "{}", way.name);
    }
}

fn not_again() {
    for way in &WAYS {
        let mut person = way.ask_in_vain();
        let calls = person.okta().calls().len();
        for _ in 0..10 {
            person.pass(300);
            person.settle();
        }
        assert_eq!(person.okta().calls().len(), calls, "{}", way.name);
    }
}

fn anew() {
    for way in &WAYS {
        let mut person = way.ask_in_vain();
        person.visit("/forgot_password");
        person.ask_by(HEDY, way.channel);
        person.settle();
        assert_eq!(way.messages(&mut person), 1, "{}", way.name);
    }
}

fn another() {
    for way in &WAYS {
        let mut person = way.ask_in_vain();
        person.pass(61);
        person.resend();
        person.settle();
        assert_eq!(way.messages(&mut person), 1, "{}", way.name);
    }
}
