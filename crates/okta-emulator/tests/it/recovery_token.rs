//! `POST /api/v1/authn/recovery/token` and `/api/v1/authn/cancel`.

use okta_emulator::{DeadRecoveryToken, Engine, Switch, WithoutQuestion};
use serde_json::json;

use crate::recorded::{recorded, recording, shape};
use crate::stage::{NEW_PASSWORD, Stage};

#[test]
pub(crate) fn what_is_cancelled_leaves_the_relay_state() {
    let mut stage = Stage::new();
    let body = json!({
        "username": "ada@example.com", "factorType": "EMAIL", "relayState": "of the art",
    });
    assert_eq!(stage.authn("/recovery/password", &body).status, 200);
    let mail = stage.org.outbox().last().expect("a mail was sent");
    let token = mail.links[0].rsplit('/').next().map(str::to_owned);
    let open = stage.exchange(&token.expect("the link has segments"));
    let state_token = open.string("/stateToken");
    let left = stage.authn("/cancel", &json!({ "stateToken": state_token }));
    left.is_like(recording!("classic", "authjs-cancel"));
    assert_eq!(left.string("/relayState"), "of the art");
}

#[test]
pub(crate) fn with_a_question_the_answer_is_as_recorded() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("grace@example.com");
    let reply = stage.exchange(&token);
    assert_eq!(reply.status, 200);
    reply.is_like(recording!("classic", "siw-recovery-password"));
    assert_eq!(reply.string("/status"), "RECOVERY");
    let question = reply.string("/_embedded/user/recovery_question/question");
    assert_eq!(question, "What is the food you least liked as a child?");
    assert_eq!(
        reply.string("/_links/next/href"),
        "https://org.example/api/v1/authn/recovery/answer"
    );
    assert_eq!(reply.string("/stateToken").len(), 42);
}

#[test]
fn without_a_question_the_policy_comes_at_once() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let reply = stage.exchange(&token);
    assert_eq!(
        shape(&reply.json()),
        shape(&recorded!("siw-recovery-answer"))
    );
    assert_eq!(reply.string("/status"), "PASSWORD_RESET");
    let complexity = json!({
        "minLength": 8, "minLowerCase": 1, "minUpperCase": 1, "minNumber": 1, "minSymbol": 0,
        "excludeUsername": true,
    });
    assert_eq!(
        reply.json()["_embedded"]["policy"]["complexity"],
        complexity
    );
    assert_eq!(
        reply.json()["_embedded"]["policy"]["age"]["historyCount"],
        4
    );
}

#[test]
fn without_a_question_a_switch_answers_recovery_without_links() {
    let mut stage = Stage::new();
    stage.org.switches_mut().without_question = WithoutQuestion::RecoveryWithoutLinks;
    let token = stage.recovery_token("ada@example.com");
    let reply = stage.exchange(&token);
    assert_eq!(reply.string("/status"), "RECOVERY");
    assert_eq!(reply.json().get("_links"), None);
    let reset = stage.reset(&reply.string("/stateToken"), NEW_PASSWORD);
    assert_eq!(reset.string("/status"), "SUCCESS");
}

#[test]
fn a_token_can_be_exchanged_again_and_again_for_a_new_state_token() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let first = stage.exchange(&token).string("/stateToken");
    let second = stage.exchange(&token).string("/stateToken");
    assert_ne!(first, second);
    assert_eq!(stage.reset(&first, NEW_PASSWORD).status, 200);
}

#[test]
fn a_token_is_dead_after_the_reset() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let state_token = stage.exchange(&token).string("/stateToken");
    stage.reset(&state_token, NEW_PASSWORD);
    let reply = stage.exchange(&token);
    assert_eq!(reply.status, 403);
    let mut error = reply.json();
    let expected = recorded!("siwunit-RECOVERY_EXPIRED_error");
    error["errorId"] = expected["errorId"].clone();
    assert_eq!(error, expected);
}

#[test]
fn a_token_lives_as_long_as_the_policy_says() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    stage.org.advance(60 * 60 - 1);
    assert_eq!(stage.exchange(&token).status, 200);
    stage.org.advance(1);
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
}

#[test]
fn a_newer_token_ends_the_older_unless_switched_off() {
    for (switch, status) in [(Switch::On, 403), (Switch::Off, 200)] {
        let mut stage = Stage::new();
        stage.org.switches_mut().newer_token_ends_older = switch;
        let older = stage.recovery_token("ada@example.com");
        let newer = stage.recovery_token("ada@example.com");
        assert_eq!(stage.exchange(&older).status, status);
        assert_eq!(stage.exchange(&newer).status, 200);
    }
}

#[test]
fn somebody_elses_newer_token_ends_nothing() {
    let mut stage = Stage::new();
    let ada = stage.recovery_token("ada@example.com");
    stage.recovery_token("grace@example.com");
    assert_eq!(stage.exchange(&ada).status, 200);
}

#[test]
fn garbage_is_no_token() {
    let reply = Stage::new().exchange("garbage");
    assert_eq!(reply.error(), (401, "E0000011".to_owned()));
}

#[test]
fn a_switch_says_the_same_of_dead_tokens_and_of_garbage() {
    for (switch, error) in [
        (DeadRecoveryToken::LinkDead, (403, "E0000105")),
        (DeadRecoveryToken::InvalidToken, (401, "E0000011")),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().dead_recovery_token = switch;
        let token = stage.recovery_token("ada@example.com");
        stage.org.advance(3600);
        let error = (error.0, error.1.to_owned());
        assert_eq!(stage.exchange(&token).error(), error);
        assert_eq!(stage.exchange("garbage").error(), error);
    }
}

#[test]
fn a_token_of_a_person_locked_meanwhile_is_dead() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    for _ in 0..10 {
        stage.sign_in("ada@example.com", "wrong");
    }
    assert_eq!(stage.exchange(&token).error(), (403, "E0000105".to_owned()));
}

#[test]
fn a_state_token_slides_with_every_request() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    for _ in 0..5 {
        stage.org.advance(329);
        assert_eq!(
            stage
                .authn("", &json!({ "stateToken": state_token }))
                .status,
            200
        );
    }
    stage.org.advance(330);
    let reply = stage.authn("", &json!({ "stateToken": state_token }));
    assert_eq!(reply.error(), (401, "E0000011".to_owned()));
}

#[test]
fn a_cancelled_transaction_is_over_and_its_link_is_not() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let state_token = stage.exchange(&token).string("/stateToken");
    let cancelled = stage.authn("/cancel", &json!({ "stateToken": state_token }));
    assert_eq!(
        (cancelled.status, cancelled.text.as_str()),
        (200, r#"{"_embedded":{}}"#)
    );
    assert_eq!(
        stage.reset(&state_token, NEW_PASSWORD).error(),
        (401, "E0000011".to_owned())
    );
    let again = stage.authn("/cancel", &json!({ "stateToken": state_token }));
    assert_eq!(again.error(), (401, "E0000011".to_owned()));
    assert_eq!(stage.exchange(&token).status, 200);
}

#[test]
fn a_relay_state_comes_back_to_the_end() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let body = json!({ "recoveryToken": token, "relayState": "https://app.example/deep" });
    let reply = stage.authn("/recovery/token", &body);
    assert_eq!(reply.string("/relayState"), "https://app.example/deep");
    let cancelled = stage.authn(
        "/cancel",
        &json!({ "stateToken": reply.string("/stateToken") }),
    );
    assert_eq!(
        cancelled.json(),
        json!({ "relayState": "https://app.example/deep" })
    );
}

#[test]
fn a_relay_state_of_the_start_comes_back_after_the_mail_on_classic_only() {
    for (engine, back) in [(Engine::Classic, true), (Engine::IdentityEngine, false)] {
        let mut stage = Stage::new();
        stage.org.switches_mut().engine = engine;
        let relay_state = "https://app.example/deep";
        let body = json!({
            "username": "grace@example.com", "factorType": "EMAIL", "relayState": relay_state,
        });
        let asked = stage.authn("/recovery/password", &body);
        let expected = back.then_some(relay_state);
        assert_eq!(asked.json()["relayState"].as_str(), expected);
        let mail = stage.org.outbox().last().expect("a mail was sent");
        let (_, token) = mail.links[0].rsplit_once('/').expect("a link");
        let token = token.to_owned();
        let open = stage.exchange(&token);
        assert_eq!(open.json()["relayState"].as_str(), expected);
        let body = json!({ "stateToken": open.string("/stateToken"), "answer": "okra" });
        let answered = stage.authn("/recovery/answer", &body);
        assert_eq!(answered.json()["relayState"].as_str(), expected);
        let done = stage.reset(&open.string("/stateToken"), NEW_PASSWORD);
        assert_eq!(done.json()["relayState"].as_str(), expected);
    }
}
