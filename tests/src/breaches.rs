//! Stolen passwords, on each way to a new one: what is found, what is made of it, and what is known
//! of a password outside.

pub mod stories;
mod ways;

use pages::{FormError, NewPasswordErrors, Page, PasswordError};
use recovery::{BreachCheck, Listed, Unanswered};
use serde_json::{Value, json};

use crate::native::Native;
use crate::own_mail::Scenario;
use crate::setting::Setting;

use self::ways::{Behind, WAYS, Way};

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    (
        "a_stolen_password_is_refused_before_anything_changes",
        refused,
    ),
    ("whoever_was_warned_may_keep_the_password", warned),
    ("a_warning_is_for_one_password", warned_of_each),
    ("what_stands_in_padding_is_not_stolen", padding),
    (
        "nobody_is_asked_for_a_password_that_breaks_the_rules",
        rules_first,
    ),
    ("nobody_is_asked_unless_it_is_wanted", off),
    ("without_an_answer_the_setting_decides", unanswered),
    ("a_warning_outlives_oktas_own_transaction", outlives),
];

pub(crate) const STOLEN: &str = "Liverpool1892";
const STOLEN_TOO: &str = "Starwars-1977";
const PADDING: &str = "Nobodys-Loss-0";
const NEW: &str = "Battery-Staple-8";

const REFUSE: BreachCheck = BreachCheck {
    listed: Listed::Refuse,
    unanswered: Unanswered::Accept,
};
const WARN: BreachCheck = BreachCheck {
    listed: Listed::Warn,
    unanswered: Unanswered::Accept,
};

/// Tells a scenario of somebody before each form there is.
fn everywhere(check: Option<BreachCheck>, scenario: impl Fn(&mut Behind)) {
    for way in WAYS {
        let mut behind = way.walk();
        if let Some(check) = check {
            behind.person.check_for_breaches(check);
        }
        scenario(&mut behind);
    }
}

fn refused() {
    everywhere(Some(REFUSE), |behind| {
        let before = behind.user();
        for _ in 0..2 {
            assert_eq!(errors(behind, STOLEN).password, [PasswordError::Breached]);
            assert_eq!(behind.user(), before, "{:?}", behind.way);
        }
        done(behind, NEW);
        assert_eq!(ranges(&mut behind.person), 3, "one in each walk");
    });
}

fn warned() {
    everywhere(Some(WARN), |behind| {
        let before = behind.user();
        let said = errors(behind, STOLEN);
        assert_eq!(said.password, [PasswordError::BreachWarning]);
        assert_eq!(behind.user(), before, "{:?}", behind.way);
        done(behind, STOLEN);
        assert_eq!(ranges(&mut behind.person), 1, "known by then");
    });
}

fn warned_of_each() {
    everywhere(Some(WARN), |behind| {
        for stolen in [STOLEN, STOLEN_TOO, STOLEN] {
            let said = errors(behind, stolen);
            assert_eq!(said.password, [PasswordError::BreachWarning], "{stolen}");
        }
        // The operator has become stricter meanwhile.
        behind.person.check_for_breaches(REFUSE);
        assert_eq!(errors(behind, STOLEN).password, [PasswordError::Breached]);
        done(behind, NEW);
    });
}

fn padding() {
    everywhere(Some(REFUSE), |behind| done(behind, PADDING));
}

fn rules_first() {
    everywhere(Some(REFUSE), |behind| {
        let broken = errors(behind, "liverpool");
        let is_rule = |error: &PasswordError| matches!(error, PasswordError::Broken(_));
        assert!(broken.password.iter().all(is_rule), "{broken:?}");
        assert_eq!(ranges(&mut behind.person), 0);
    });
}

fn off() {
    everywhere(None, |behind| {
        done(behind, STOLEN);
        assert_eq!(ranges(&mut behind.person), 0);
    });
}

fn unanswered() {
    let silences = [
        json!({"drop": true}),
        json!({"status": 503}),
        json!({"status": 429}),
        json!({"garbage": "html"}),
        json!({"garbage": "empty"}),
        json!({"garbage": "json", "when": "before"}),
    ];
    for listed in [Listed::Warn, Listed::Refuse] {
        for silence in &silences {
            let accept = BreachCheck {
                listed,
                unanswered: Unanswered::Accept,
            };
            everywhere(Some(accept), |behind| {
                fail(behind, silence);
                done(behind, STOLEN);
                let told = ["unanswered_accepted"];
                assert_eq!(audit(&behind.person), told, "{silence} {:?}", behind.way);
            });
            let refuse = BreachCheck {
                listed,
                unanswered: Unanswered::Refuse,
            };
            everywhere(Some(refuse), |behind| {
                let before = behind.user();
                fail(behind, silence);
                let said = errors(behind, NEW);
                assert_eq!(said.form, Some(FormError::TryAgain), "{silence}");
                assert_eq!(said.password, [], "{silence}");
                assert_eq!(audit(&behind.person), ["unanswered_refused"]);
                assert_eq!(behind.user(), before, "{silence} {:?}", behind.way);
                done(behind, NEW);
                assert_eq!(audit(&behind.person), [""; 0]);
            });
        }
    }
}

fn outlives() {
    everywhere(Some(WARN), |behind| {
        // A code of Okta's opens one transaction: nothing can be begun anew behind it.
        if behind.way == Way::OktaCode {
            return;
        }
        errors(behind, STOLEN);
        behind.person.pass(600);
        if behind.way == Way::OwnLink("ACTIVE") {
            // Another token of Okta's has ended the one that was had.
            let id = behind.user()["id"].as_str().map(str::to_owned);
            let path = format!(
                "/api/v1/users/{}/credentials/forgot_password?sendEmail=false",
                id.expect("a user has an id"),
            );
            assert_eq!(behind.person.managed("POST", &path), 200);
        }
        done(behind, STOLEN);
    });
}

/// Sends the form, which comes again: what is wrong with it.
fn errors(behind: &mut Behind, password: &str) -> NewPasswordErrors {
    let page = behind.person.save_for_page(password);
    let Page::NewPassword(form) = page else {
        panic!("{password}, {:?}: {page:?}", behind.way);
    };
    assert!(!form.errors.is_empty(), "{password}, {:?}", behind.way);
    assert!(!behind.signs_in(password), "{:?}", behind.way);
    form.errors
}

fn done(behind: &mut Behind, password: &str) {
    let page = behind.person.save_for_page(password);
    let name = page.name();
    assert_eq!(name, "done", "{password}, {:?}: {page:?}", behind.way);
    assert!(behind.signs_in(password), "{:?}", behind.way);
}

/// Has the next question about a range come to nothing.
fn fail(behind: &mut Behind, how: &Value) {
    let mut fault = how.clone();
    fault["path"] = json!("/pwned/*");
    fault["count"] = json!(1);
    behind.person.okta().fault(fault);
}

/// How many ranges were asked for.
fn ranges(person: &mut Native) -> usize {
    let calls = person.okta().calls();
    let asked = calls.iter().filter(|path| path.starts_with("/pwned/"));
    asked.count()
}

/// What the last walk has told the operator of it.
fn audit(person: &Native) -> Vec<&'static str> {
    let reports = person.reports().into_iter();
    let ours = reports.filter(|report| report.operation == "breach_check");
    ours.map(|report| report.outcome).collect()
}
