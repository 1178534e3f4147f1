//! What is uncertain about how a recovery begins, under either value of its switch.

use okta_emulator::{FactorTypeCase, Switch, UnknownPerson};
use serde_json::{Value, json};

use crate::administrator::{act, call, somebody, somebody_bare};
use crate::phone::{self, HEDY};
use crate::stage::Stage;

/// Alan's mails go to two addresses.
const ALAN: [&str; 3] = ["alan@example.com", "alan", "alan.home@example.net"];

#[test]
fn an_address_that_is_no_login_finds_its_person_or_not() {
    for (switch, by_address) in [(Switch::On, 2), (Switch::Off, 0)] {
        for (name, mails) in ALAN.into_iter().zip([2, 2, by_address]) {
            let mut stage = Stage::new();
            stage.org.switches_mut().recovery.by_address = switch;
            assert_eq!(stage.forget(name).status, 200);
            assert_eq!(stage.org.outbox().len(), mails, "{switch:?} {name}");
        }
    }
}

#[test]
fn a_trusted_application_is_told_that_an_address_is_nobodys() {
    for (switch, status) in [(Switch::On, 200), (Switch::Off, 403)] {
        let mut stage = Stage::new();
        stage.org.switches_mut().recovery.by_address = switch;
        let path = "/api/v1/authn/recovery/password";
        let body = json!({"username": ALAN[2]});
        let told = call(&mut stage, http::Method::POST, path, &body);
        assert_eq!(told.status, status, "{switch:?}");
        if status == 403 {
            assert_eq!(told.error().1, "E0000095");
        }
    }
}

#[test]
fn the_unknown_are_told_so_only_where_nobody_is_hidden_and_the_switch_says_so() {
    let told = UnknownPerson::E0000095;
    for (prevention, switch, status) in [
        (Switch::On, UnknownPerson::Alike, 200),
        (Switch::On, told, 200),
        (Switch::Off, UnknownPerson::Alike, 200),
        (Switch::Off, told, 403),
    ] {
        let mut stage = Stage::new();
        let switches = stage.org.switches_mut();
        switches.enumeration_prevention = prevention;
        switches.recovery.unknown_person = switch;
        let answer = stage.forget("nobody@example.com");
        assert_eq!(answer.status, status, "{prevention:?} {switch:?}");
        if status == 403 {
            assert_eq!(answer.error().1, "E0000095");
        }
        assert_eq!(stage.forget("ada@example.com").status, 200);
        assert_eq!(stage.org.outbox().len(), 1);
    }
}

/// Every kind of link that the org makes up.
fn links(switches: &Value) -> [String; 3] {
    let stage = || Stage::switched(&json!({ "recovery": switches }));
    let by_operation = |status: &str, operation: &str, field: &str| {
        let mut stage = stage();
        let id = match status {
            "STAGED" => somebody_bare(&mut stage, status),
            _ => somebody(&mut stage, status),
        };
        act(&mut stage, &id, &format!("{operation}?sendEmail=false")).string(field)
    };
    [
        by_operation("ACTIVE", "lifecycle/reset_password", "/resetPasswordUrl"),
        by_operation("ACTIVE", "credentials/forgot_password", "/resetPasswordUrl"),
        by_operation("STAGED", "lifecycle/activate", "/activationUrl"),
    ]
}

#[test]
fn the_link_of_a_mail_that_unlocks_leads_where_the_template_says() {
    let mut stage = Stage::new();
    let body = json!({"username": "locked@example.com", "factorType": "EMAIL"});
    stage.authn("/recovery/unlock", &body);
    let link = &stage.org.outbox()[0].links[0];
    let token = link.strip_prefix("http://127.0.0.1:8787/unlock/");
    assert!(token.is_some_and(|token| !token.is_empty()), "{link}");
}

#[test]
fn links_lead_to_where_the_org_was_called_or_to_a_fixed_place() {
    for link in links(&json!({})) {
        assert!(link.starts_with("https://org.example/"), "{link}");
    }
    for link in links(&json!({"link_origin": "https://id.example.com/"})) {
        let path = link.strip_prefix("https://id.example.com/");
        assert!(path.is_some_and(|path| !path.starts_with('/')), "{link}");
    }
}

#[test]
fn the_factor_is_answered_in_the_letters_of_the_org_or_of_the_request() {
    for (case, factor, answered) in [
        (FactorTypeCase::Upper, "Call", "CALL"),
        (FactorTypeCase::Lower, "Call", "call"),
        (FactorTypeCase::AsSent, "Call", "Call"),
        (FactorTypeCase::AsSent, "CALL", "CALL"),
        (FactorTypeCase::Upper, "email", "EMAIL"),
        (FactorTypeCase::AsSent, "email", "email"),
    ] {
        let mut stage = phone::stage();
        stage.org.switches_mut().factor_type_case = case;
        let told = phone::forget(&mut stage, HEDY, factor);
        assert_eq!(told.string("/factorType"), answered, "{case:?} {factor}");
    }
}
