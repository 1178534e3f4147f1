//! `POST /api/v1/authn/recovery/unlock` and what follows.

use okta_emulator::{Access, Switch};
use serde_json::{Value, json};

use crate::recorded::{recorded, recording, shape};
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage};

const LOCKED: &str = "locked@example.com";
const MARY: &str = "mary@example.com";

/// An org with somebody who is locked out, and has a question and a telephone.
fn stage() -> Stage {
    let mut stage = Stage::new();
    let factors = &mut stage.org.policy_mut().recovery.factors;
    (factors.okta_sms, factors.okta_call) = (Switch::On, Switch::On);
    let mary = json!({
        "profile": { "login": MARY },
        "phone": "+15550199",
        "status": "LOCKED_OUT",
        "credentials": {
            "password": { "value": PASSWORD },
            "recovery_question": { "question": "Which colour?", "answer": "blue" },
        },
    });
    stage.post("/_emulator/users", &mary);
    stage
}

fn unlock(stage: &mut Stage, login: &str, factor: &str) -> Reply {
    let body = json!({ "username": login, "factorType": factor });
    stage.authn("/recovery/unlock", &body)
}

fn mailed_token(stage: &Stage) -> String {
    let mail = stage.org.outbox().last().expect("a mail was sent");
    let (_, token) = mail.links[0].rsplit_once('/').expect("a link");
    token.to_owned()
}

fn answer(stage: &mut Stage, state_token: &str) -> Reply {
    let body = json!({ "stateToken": state_token, "answer": "blue" });
    stage.authn("/recovery/answer", &body)
}

#[test]
fn a_mail_and_the_answer_unlock_and_leave_the_password_as_it_was() {
    let mut stage = stage();
    let asked = unlock(&mut stage, MARY, "EMAIL");
    let expected = json!({
        "status": "RECOVERY_CHALLENGE", "factorResult": "WAITING", "factorType": "EMAIL",
        "recoveryType": "UNLOCK",
    });
    assert_eq!(asked.json(), expected);
    let token = mailed_token(&stage);
    let open = stage.exchange(&token);
    assert_eq!(open.string("/status"), "RECOVERY");
    assert_eq!(open.string("/recoveryType"), "UNLOCK");
    let done = answer(&mut stage, &open.string("/stateToken"));
    assert_eq!(done.string("/status"), "SUCCESS");
    assert_eq!(done.string("/recoveryType"), "UNLOCK");
    assert_eq!(done.json().get("sessionToken"), None);
    assert_eq!(stage.status_of(MARY), "ACTIVE");
    assert_eq!(stage.org.sessions(MARY), 0);
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
    assert_eq!(stage.sign_in(MARY, PASSWORD).status, 200);
}

#[test]
fn a_switch_gives_a_session_token_as_recorded() {
    let mut stage = stage();
    stage.org.switches_mut().unlock_gives_session = Switch::On;
    unlock(&mut stage, MARY, "EMAIL");
    let token = mailed_token(&stage);
    let state_token = stage.exchange(&token).string("/stateToken");
    let done = answer(&mut stage, &state_token).json();
    let mut ours = shape(&done);
    // People of the recording's age have no date of their password.
    ours.remove("/_embedded/user/passwordChanged");
    assert_eq!(ours, shape(&recorded!("siwunit-SUCCESS_unlock")));
    assert_eq!(stage.org.sessions(MARY), 1);
}

#[test]
pub(crate) fn a_code_and_the_answer_unlock() {
    for (factor, recording) in [
        (
            "SMS",
            recording!("classic", "siwunit-RECOVERY_CHALLENGE_SMS_UNLOCK"),
        ),
        (
            "CALL",
            recording!("classic", "siwunit-RECOVERY_CHALLENGE_CALL_UNLOCK"),
        ),
    ] {
        let mut stage = stage();
        let asked = unlock(&mut stage, MARY, factor);
        asked.is_like(recording);
        assert_eq!(asked.string("/recoveryType"), "UNLOCK");
        let code = stage
            .org
            .outbox()
            .last()
            .and_then(|message| message.code.clone());
        let state_token = asked.string("/stateToken");
        let body = json!({ "stateToken": state_token, "passCode": code });
        let open = stage.authn(&format!("/recovery/factors/{factor}/verify"), &body);
        assert_eq!(open.string("/status"), "RECOVERY");
        assert_eq!(
            answer(&mut stage, &state_token).string("/status"),
            "SUCCESS"
        );
        assert_eq!(stage.status_of(MARY), "ACTIVE");
    }
}

#[test]
fn without_a_question_the_exchange_unlocks() {
    let mut stage = stage();
    unlock(&mut stage, LOCKED, "EMAIL");
    let token = mailed_token(&stage);
    let done = stage.exchange(&token);
    assert_eq!(done.string("/status"), "SUCCESS");
    assert_eq!(done.string("/recoveryType"), "UNLOCK");
    assert_eq!(stage.status_of(LOCKED), "ACTIVE");
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
}

#[test]
fn a_link_that_has_unlocked_does_not_unlock_again() {
    let mut stage = stage();
    unlock(&mut stage, LOCKED, "EMAIL");
    let token = mailed_token(&stage);
    stage.exchange(&token);
    for _ in 0..10 {
        stage.sign_in(LOCKED, "wrong");
    }
    assert_eq!(stage.status_of(LOCKED), "LOCKED_OUT");
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
    assert_eq!(stage.status_of(LOCKED), "LOCKED_OUT");
}

#[test]
fn an_unlocked_person_starts_to_count_anew() {
    let mut stage = stage();
    for _ in 0..10 {
        stage.sign_in("ada@example.com", "wrong");
    }
    unlock(&mut stage, "ada", "EMAIL");
    let token = mailed_token(&stage);
    stage.exchange(&token);
    for _ in 0..9 {
        stage.sign_in("ada@example.com", "wrong");
    }
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
}

#[test]
fn who_is_not_locked_or_not_known_is_answered_alike_and_gets_nothing() {
    let mut stage = stage();
    let expected = unlock(&mut stage, MARY, "EMAIL").json();
    let sent = stage.org.outbox().len();
    for login in [
        "ada@example.com",
        "nobody@example.com",
        "suspended@example.com",
    ] {
        let reply = unlock(&mut stage, login, "EMAIL");
        assert_eq!(
            (reply.status, reply.json()),
            (200, expected.clone()),
            "{login}"
        );
    }
    assert_eq!(stage.org.outbox().len(), sent);
}

#[test]
fn who_was_unlocked_meanwhile_has_a_dead_link() {
    let mut stage = stage();
    stage.org.policy_mut().lockout.auto_unlock_minutes = 30;
    unlock(&mut stage, MARY, "EMAIL");
    let token = mailed_token(&stage);
    let state_token = stage.exchange(&token).string("/stateToken");
    for _ in 0..6 {
        stage.org.advance(300);
        stage.authn("", &json!({ "stateToken": state_token }));
    }
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
    let late = answer(&mut stage, &state_token);
    assert_eq!(late.error(), (403, "E0000038".to_owned()));
}

#[test]
fn a_rule_that_denies_unlocking_denies_it_to_everybody() {
    let mut stage = stage();
    stage.org.policy_mut().rules[0].self_service_unlock = Access::Deny;
    for login in [MARY, "nobody@example.com"] {
        let reply = unlock(&mut stage, login, "EMAIL");
        assert_eq!(reply.error(), (403, "E0000006".to_owned()));
    }
    assert_eq!(stage.forget("ada").status, 200);
    assert!(
        stage
            .org
            .outbox()
            .iter()
            .all(|mail| mail.to == "ada@example.com")
    );
}

#[test]
fn a_rule_that_denies_resets_or_changes_denies_recovery() {
    for deny in ["self_service_password_reset", "password_change"] {
        let mut stage = stage();
        let rule = &mut stage.org.policy_mut().rules[0];
        match deny {
            "password_change" => rule.password_change = Access::Deny,
            _ => rule.self_service_password_reset = Access::Deny,
        }
        assert_eq!(
            stage.forget("ada").error(),
            (403, "E0000006".to_owned()),
            "{deny}"
        );
        assert_eq!(unlock(&mut stage, MARY, "EMAIL").status, 200);
    }
}

#[test]
fn an_unlock_sets_no_password() {
    let mut stage = stage();
    unlock(&mut stage, MARY, "EMAIL");
    let token = mailed_token(&stage);
    let state_token = stage.exchange(&token).string("/stateToken");
    let reset = stage.reset(&state_token, NEW_PASSWORD);
    assert_eq!(reset.error(), (403, "E0000079".to_owned()));
}

#[test]
fn a_locked_person_is_told_where_to_unlock_if_the_policy_shows_it() {
    let mut stage = stage();
    stage.org.policy_mut().lockout.show_lockout_failures = true;
    let locked = stage.sign_in(MARY, PASSWORD);
    assert_eq!(locked.json()["stateToken"], Value::Null);
    let href = locked.string("/_links/next/href");
    assert_eq!(href, "https://org.example/api/v1/authn/recovery/unlock");
}
