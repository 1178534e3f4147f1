//! `POST /api/v1/authn/recovery/answer`.

use okta_emulator::LinkAfterAnswer;
use serde_json::json;

use crate::recorded::{recorded, recording};
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage};

fn answer(stage: &mut Stage, state_token: &str, answer: &str) -> Reply {
    stage.authn(
        "/recovery/answer",
        &json!({ "stateToken": state_token, "answer": answer }),
    )
}

#[test]
pub(crate) fn the_right_answer_in_any_case_leads_to_the_password_as_recorded() {
    for right in ["okra", "OKRA", "Okra"] {
        let mut stage = Stage::new();
        let state_token = stage.state_token("grace@example.com");
        let reply = answer(&mut stage, &state_token, right);
        assert_eq!(reply.status, 200, "{right}");
        reply.is_like(recording!("classic", "siw-recovery-answer"));
        assert_eq!(reply.string("/stateToken"), state_token);
        assert_eq!(
            stage.reset(&state_token, NEW_PASSWORD).string("/status"),
            "SUCCESS"
        );
    }
}

#[test]
fn a_wrong_answer_costs_nothing() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("grace@example.com");
    for _ in 0..20 {
        let reply = answer(&mut stage, &state_token, "spinach");
        assert_eq!(reply.error(), (403, "E0000087".to_owned()));
    }
    assert_eq!(answer(&mut stage, &state_token, "okra").status, 200);
}

#[test]
fn a_switch_lets_wrong_answers_lock_the_person() {
    let mut stage = Stage::new();
    stage.org.switches_mut().wrong_answers_lock = 2;
    let state_token = stage.state_token("grace@example.com");
    assert_eq!(
        answer(&mut stage, &state_token, "spinach").error(),
        (403, "E0000087".to_owned())
    );
    assert_eq!(
        answer(&mut stage, &state_token, "spinach").error(),
        (403, "E0000069".to_owned())
    );
    assert_eq!(stage.status_of("grace@example.com"), "LOCKED_OUT");
}

#[test]
fn the_password_cannot_be_set_before_the_answer() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("grace@example.com");
    let reply = stage.reset(&state_token, NEW_PASSWORD);
    assert_eq!(reply.status, 403);
    let mut error = reply.json();
    let expected = recorded!("docs-state-token-wrong-state");
    error["errorId"] = expected["errorId"].clone();
    assert_eq!(error, expected);
    assert_eq!(stage.sign_in("grace@example.com", PASSWORD).status, 200);
}

#[test]
fn there_is_nothing_to_answer_without_a_question() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    assert_eq!(
        answer(&mut stage, &state_token, "okra").error(),
        (403, "E0000079".to_owned())
    );
}

#[test]
fn an_answer_after_the_state_token_has_expired_is_too_late() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("grace@example.com");
    stage.org.advance(330);
    assert_eq!(
        answer(&mut stage, &state_token, "okra").error(),
        (401, "E0000011".to_owned())
    );
}

#[test]
fn a_new_exchange_asks_the_question_again() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("grace@example.com");
    let state_token = stage.exchange(&token).string("/stateToken");
    answer(&mut stage, &state_token, "okra");
    assert_eq!(stage.exchange(&token).string("/status"), "RECOVERY");
}

#[test]
fn a_switch_names_the_link_as_the_reference_does() {
    let mut stage = Stage::new();
    stage.org.switches_mut().link_after_answer = LinkAfterAnswer::Password;
    let state_token = stage.state_token("grace@example.com");
    let reply = answer(&mut stage, &state_token, "okra");
    assert_eq!(reply.string("/_links/next/name"), "password");
}
