//! How long a code is good, how often there is another, and what they get who get none.

use okta_emulator::{Engine, Switch};
use serde_json::Value;

use crate::phone::{HEDY, challenged, code, forget, resend, stage, verify};
use crate::stage::Reply;

#[test]
fn a_code_is_good_for_five_minutes() {
    for (seconds, status) in [(299, 200), (300, 403)] {
        let mut stage = stage();
        let state_token = challenged(&mut stage, "SMS");
        stage.org.advance(seconds);
        let code = code(&stage);
        let reply = verify(&mut stage, "SMS", &state_token, &code);
        assert_eq!(reply.status, status);
        assert!(status == 200 || reply.error().1 == "E0000083");
    }
}

#[test]
fn a_code_is_good_once() {
    let mut stage = stage();
    let state_token = challenged(&mut stage, "SMS");
    let code = code(&stage);
    verify(&mut stage, "SMS", &state_token, &code);
    let again = verify(&mut stage, "SMS", &state_token, &code);
    assert_eq!(again.error(), (403, "E0000079".to_owned()));
}

#[test]
fn another_code_can_be_had_after_half_a_minute() {
    for (factor, error) in [("SMS", "E0000109"), ("CALL", "E0000133")] {
        let mut stage = stage();
        let state_token = challenged(&mut stage, factor);
        stage.org.advance(29);
        let early = resend(&mut stage, factor, &state_token);
        assert_eq!(early.error(), (429, error.to_owned()));
        assert_eq!(stage.org.outbox().len(), 1);
        stage.org.advance(1);
        let again = resend(&mut stage, factor, &state_token);
        assert_eq!(again.string("/status"), "RECOVERY_CHALLENGE");
        assert_eq!(again.string("/stateToken"), state_token);
        assert_eq!(stage.org.outbox().len(), 2);
    }
}

#[test]
fn an_earlier_code_stays_good_on_classic_and_dies_on_identity_engine() {
    for (engine, status) in [(Engine::Classic, 200), (Engine::IdentityEngine, 403)] {
        let mut stage = stage();
        stage.org.switches_mut().engine = engine;
        let state_token = challenged(&mut stage, "SMS");
        let first = code(&stage);
        stage.org.advance(30);
        resend(&mut stage, "SMS", &state_token);
        assert_ne!(first, code(&stage));
        assert_eq!(
            verify(&mut stage, "SMS", &state_token, &first).status,
            status
        );
    }
}

#[test]
fn a_second_start_within_half_a_minute_is_too_soon_for_everybody_unless_switched_off() {
    for (switch, status) in [(Switch::On, 429), (Switch::Off, 200)] {
        for login in [HEDY, "nobody@example.com"] {
            let mut stage = stage();
            stage.org.switches_mut().code_limit_at_start = switch;
            assert_eq!(forget(&mut stage, login, "SMS").status, 200);
            assert_eq!(forget(&mut stage, login, "SMS").status, status, "{login}");
            assert_eq!(forget(&mut stage, login, "CALL").status, 200, "{login}");
        }
    }
}

/// What an answer says, but for its token.
fn said(reply: &Reply) -> Value {
    let mut said = reply.json();
    said["stateToken"] = Value::Null;
    said
}

#[test]
fn who_gets_no_code_is_answered_like_who_does() {
    let mut known = stage();
    let expected = forget(&mut known, HEDY, "SMS");
    for login in [
        "nobody@example.com",
        "ada@example.com",
        "locked@example.com",
        "suspended@example.com",
        "social@example.com",
    ] {
        let mut stage = stage();
        let reply = forget(&mut stage, login, "SMS");
        assert_eq!(
            (reply.status, said(&reply)),
            (200, said(&expected)),
            "{login}"
        );
        assert!(stage.org.outbox().is_empty(), "{login}");
        let state_token = reply.string("/stateToken");
        assert_eq!(state_token.len(), expected.string("/stateToken").len());
        for code in ["123456", ""] {
            let refused = verify(&mut stage, "SMS", &state_token, code);
            assert_eq!(refused.error(), (403, "E0000068".to_owned()), "{login}");
        }
        assert_eq!(resend(&mut stage, "SMS", &state_token).status, 429);
        stage.org.advance(30);
        assert_eq!(resend(&mut stage, "SMS", &state_token).status, 200);
        assert!(stage.org.outbox().is_empty(), "{login}");
    }
}

#[test]
fn a_switch_says_how_many_wrong_codes_lock() {
    for (login, status) in [(HEDY, "LOCKED_OUT"), ("nobody@example.com", "")] {
        let mut stage = stage();
        stage.org.switches_mut().wrong_codes_lock = 3;
        let state_token = forget(&mut stage, login, "SMS").string("/stateToken");
        let errors = [(); 4].map(|()| verify(&mut stage, "SMS", &state_token, "").error().1);
        assert_eq!(errors, ["E0000068", "E0000068", "E0000069", "E0000011"]);
        if !status.is_empty() {
            assert_eq!(stage.status_of(login), status);
        }
    }
}
