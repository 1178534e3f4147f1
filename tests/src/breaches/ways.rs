//! The ways to the form for a new password.

use okta_emulator::{Engine, Seed};
use pages::Channel;
use recovery::Delivery;
use serde_json::{Value, json};

use crate::matrix::{link, own_delivery};
use crate::native::Native;
use crate::okta_code;
use crate::setting::Setting;

/// How somebody comes to the form, or as whom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// By the link of a mail of Okta's.
    OktaLink,
    /// By a code of Okta's.
    OktaCode,
    /// By the link of our mail, with an account in this state.
    OwnLink(&'static str),
}

/// Each of them.
pub(super) const WAYS: [Way; 8] = [
    Way::OktaLink,
    Way::OktaCode,
    Way::OwnLink("ACTIVE"),
    Way::OwnLink("RECOVERY"),
    Way::OwnLink("PASSWORD_EXPIRED"),
    Way::OwnLink("LOCKED_OUT"),
    Way::OwnLink("STAGED"),
    Way::OwnLink("PROVISIONED"),
];

/// Somebody before the form.
pub(super) struct Behind {
    pub(super) way: Way,
    pub(super) person: Native,
    login: &'static str,
}

const ADA: &str = "ada@example.com";
const MARY: &str = "mary@example.com";

impl Way {
    /// Goes there.
    pub(super) fn walk(self) -> Behind {
        let (person, login) = match self {
            Self::OktaLink => (by_okta_link(), ADA),
            Self::OktaCode => (by_okta_code(), ADA),
            Self::OwnLink(status) => (by_own_link(status), MARY),
        };
        Behind {
            way: self,
            person,
            login,
        }
    }
}

impl Behind {
    /// The whole account, as Okta shows it.
    pub(super) fn user(&mut self) -> Value {
        self.person.okta().user(self.login)
    }

    /// Whether the account is open to this password.
    pub(super) fn signs_in(&mut self, password: &str) -> bool {
        let may = matches!(&*self.user()["status"].to_string(), "\"ACTIVE\"");
        may && self.person.okta().signs_in(self.login, password)
    }
}

fn by_okta_link() -> Native {
    let mut person = Native::new();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "new-password");
    person
}

fn by_okta_code() -> Native {
    let seed = okta_code::seed(Engine::IdentityEngine);
    let mut person = Native::with(seed, Delivery::Okta);
    person.visit("/forgot_password");
    person.ask_by(ADA, Channel::Email);
    person.settle();
    let mail = person.okta().mail_for(ADA, 1);
    let code = mail["code"].as_str().expect("a code");
    assert_eq!(person.enter_code(code).page, "new-password");
    person
}

fn by_own_link(status: &str) -> Native {
    let mut mary = json!({
        "login": MARY, "first_name": "Mary", "last_name": "Ellis", "status": status,
    });
    if !matches!(status, "STAGED" | "PROVISIONED") {
        mary["password"] = json!("Correct-Horse-7");
    }
    let seed = json!({ "people": [mary], "switches": {"engine": "identity-engine"} });
    let seed = Seed::from_json(&seed.to_string()).expect("the seed is in order");
    let mut person = Native::with(seed, own_delivery());
    person.visit("/forgot_password");
    person.ask_for_mail(MARY);
    person.settle();
    let mails = person.own_mails(MARY);
    let link = link(mails.last().expect("there is a mail"));
    assert_eq!(person.visit(&link).page, "new-password");
    person
}
