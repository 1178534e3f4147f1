//! `POST /api/v1/authn/recovery/password`.

use okta_emulator::Switch;
use serde_json::json;

use crate::recorded::{recorded, recording};
use crate::stage::Stage;

/// Everybody of the seed but Ada, and nobody.
const OTHERS: [&str; 11] = [
    "grace@example.com",
    "alan@example.com",
    "social@example.com",
    "staged@example.com",
    "provisioned@example.com",
    "recovery@example.com",
    "expired@example.com",
    "locked@example.com",
    "suspended@example.com",
    "deprovisioned@example.com",
    "nobody@example.com",
];

#[test]
pub(crate) fn the_answer_is_as_recorded() {
    let reply = Stage::new().forget("ada@example.com");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json(), recorded!("docs-forgot-password-email"));
    reply.is_like(recording!("classic", "docs-forgot-password-email"));
}

#[test]
fn everybody_gets_the_same_answer_byte_for_byte() {
    let mut known = Stage::new().forget("ada@example.com");
    known
        .headers
        .remove("x-okta-request-id")
        .expect("every answer has a request id");
    for login in OTHERS {
        let mut other = Stage::new().forget(login);
        other.headers.remove("x-okta-request-id");
        assert_eq!(other.status, known.status, "{login}");
        assert_eq!(other.headers, known.headers, "{login}");
        assert_eq!(other.text, known.text, "{login}");
    }
}

#[test]
fn the_mail_has_one_link_that_carries_the_token() {
    let mut stage = Stage::new();
    stage.forget("ada@example.com");
    let [mail] = stage.org.outbox() else {
        panic!("one mail was expected");
    };
    assert_eq!(mail.to, "ada@example.com");
    assert_eq!(mail.sent_at.to_string(), "2030-03-17T17:46:40.000Z");
    let [link] = &mail.links[..] else {
        panic!("one link was expected");
    };
    let token = link
        .strip_prefix("http://127.0.0.1:8787/reset_password/")
        .expect("the link leads there");
    assert_eq!(token.len(), 20);
    assert!(mail.text.contains(link.as_str()));
    assert!(mail.html.contains(&format!("href=\"{link}\"")));
    assert_eq!(mail.code, None);
}

#[test]
fn a_secondary_address_gets_the_same_mail() {
    let mut stage = Stage::new();
    stage.forget("alan@example.com");
    let mails: Vec<_> = stage
        .org
        .outbox()
        .iter()
        .map(|mail| (mail.to.as_str(), &mail.links))
        .collect();
    let [(first, link), (second, same_link)] = mails[..] else {
        panic!("two mails were expected");
    };
    assert_eq!(
        [first, second],
        ["alan@example.com", "alan.home@example.net"]
    );
    assert_eq!(link, same_link);
}

#[test]
fn people_are_found_by_login_short_login_and_either_address_in_any_case() {
    for name in ["ALAN@example.com", "alan", "Alan.Home@example.net"] {
        let mut stage = Stage::new();
        stage.forget(name);
        assert_eq!(stage.org.outbox().len(), 2, "{name}");
    }
}

#[test]
fn a_locked_person_is_told_why_there_is_no_link() {
    let mut stage = Stage::new();
    stage.forget("locked@example.com");
    let [mail] = stage.org.outbox() else {
        panic!("one mail was expected");
    };
    assert!(mail.links.is_empty());
    assert!(mail.text.contains("locked"), "{}", mail.text);
}

#[test]
fn a_password_under_its_minimum_age_is_told_why_there_is_no_link() {
    let mut stage = Stage::new();
    let created = json!({
        "profile": { "login": "new@example.com", "firstName": "New" },
        "credentials": { "password": { "value": "Correct-Horse-7" } },
    });
    assert_eq!(stage.post("/_emulator/users", &created).status, 200);
    stage.org.policy_mut().age.min_age_minutes = 60;
    stage.org.advance(3599);
    stage.forget("new@example.com");
    assert!(stage.org.outbox()[0].links.is_empty());
    stage.org.advance(1);
    stage.forget("new@example.com");
    assert_eq!(stage.org.outbox()[1].links.len(), 1);
}

#[test]
fn the_ineligible_and_the_unknown_get_nothing() {
    let without_mail = OTHERS.iter().filter(|login| {
        ![
            "grace@example.com",
            "alan@example.com",
            "locked@example.com",
        ]
        .contains(login)
    });
    for login in without_mail {
        let mut stage = Stage::new();
        stage.forget(login);
        assert!(stage.org.outbox().is_empty(), "{login}");
    }
}

#[test]
fn asking_changes_nothing_about_the_person() {
    let mut stage = Stage::new();
    for login in OTHERS.into_iter().chain(["ada@example.com"]) {
        let before = stage.org.user(login);
        stage.forget(login);
        assert_eq!(stage.org.user(login), before, "{login}");
    }
}

#[test]
fn an_expired_person_gets_a_mail_where_the_switch_says_so() {
    let mut stage = Stage::new();
    stage.org.switches_mut().expired_may_recover = Switch::On;
    stage.forget("expired@example.com");
    assert_eq!(stage.org.outbox().len(), 1);
}

#[test]
fn people_without_a_question_get_nothing_where_one_is_required() {
    let mut stage = Stage::new();
    stage.org.switches_mut().question_required = Switch::On;
    stage.forget("ada@example.com");
    stage.forget("grace@example.com");
    let to: Vec<_> = stage
        .org
        .outbox()
        .iter()
        .map(|mail| mail.to.as_str())
        .collect();
    assert_eq!(to, ["grace@example.com"]);
}

#[test]
fn a_public_application_must_name_the_factor() {
    let reply = Stage::new().authn(
        "/recovery/password",
        &json!({ "username": "ada@example.com" }),
    );
    assert_eq!(reply.error(), (400, "E0000001".to_owned()));
    assert_eq!(
        reply.string("/errorSummary"),
        "Api validation failed: factorType"
    );
}

#[test]
fn sms_and_voice_are_switched_off() {
    let mut stage = Stage::new();
    for factor_type in ["SMS", "CALL"] {
        let body = json!({ "username": "ada@example.com", "factorType": factor_type });
        let reply = stage.authn("/recovery/password", &body);
        assert_eq!(reply.error(), (403, "E0000006".to_owned()));
    }
}
