//! Recovery by text message and voice call: `/recovery/password` and
//! `/recovery/factors/{SMS|CALL}/…`.

use okta_emulator::{Channel, Switch};
use serde_json::json;

use crate::recorded::{recorded, recording, shape};
use crate::stage::{NEW_PASSWORD, PASSWORD, Reply, Stage};

pub(crate) const HEDY: &str = "hedy@example.com";
const NUMBER: &str = "+15550100";

/// An org that recovers by telephone too.
pub(crate) fn stage() -> Stage {
    let mut stage = Stage::new();
    let factors = &mut stage.org.policy_mut().recovery.factors;
    (factors.okta_sms, factors.okta_call) = (Switch::On, Switch::On);
    stage
}

pub(crate) fn forget(stage: &mut Stage, login: &str, factor: &str) -> Reply {
    let body = json!({ "username": login, "factorType": factor });
    stage.authn("/recovery/password", &body)
}

/// The state token of a challenge.
pub(crate) fn challenged(stage: &mut Stage, factor: &str) -> String {
    forget(stage, HEDY, factor).string("/stateToken")
}

pub(crate) fn verify(stage: &mut Stage, factor: &str, state_token: &str, code: &str) -> Reply {
    let body = json!({ "stateToken": state_token, "passCode": code });
    stage.authn(&format!("/recovery/factors/{factor}/verify"), &body)
}

pub(crate) fn resend(stage: &mut Stage, factor: &str, state_token: &str) -> Reply {
    let body = json!({ "stateToken": state_token });
    stage.authn(&format!("/recovery/factors/{factor}/resend"), &body)
}

pub(crate) fn code(stage: &Stage) -> String {
    let message = stage.org.outbox().last().expect("a code was sent");
    message.code.clone().expect("the message has a code")
}

/// Six digits that are not the code.
fn wrong(stage: &Stage) -> &'static str {
    if code(stage) == "123456" {
        "654321"
    } else {
        "123456"
    }
}

#[test]
fn a_challenge_is_as_recorded_but_for_the_type() {
    for (factor, resend, recording) in [
        (
            "SMS",
            "sms",
            recorded!("siwunit-RECOVERY_CHALLENGE_SMS_UNLOCK"),
        ),
        (
            "CALL",
            "call",
            recorded!("siwunit-RECOVERY_CHALLENGE_CALL_UNLOCK"),
        ),
    ] {
        let mut stage = stage();
        let reply = forget(&mut stage, HEDY, factor);
        assert_eq!(reply.status, 200);
        assert_eq!(shape(&reply.json()), shape(&recording));
        assert_eq!(reply.string("/status"), "RECOVERY_CHALLENGE");
        assert_eq!(reply.string("/factorType"), factor);
        assert_eq!(reply.string("/recoveryType"), "PASSWORD");
        assert_eq!(reply.string("/_links/resend/name"), resend);
        let verify = format!("https://org.example/api/v1/authn/recovery/factors/{factor}/verify");
        assert_eq!(reply.string("/_links/next/href"), verify);
    }
}

#[test]
fn the_code_goes_to_the_telephone_and_nowhere_else() {
    for (factor, channel) in [("SMS", Channel::Sms), ("CALL", Channel::Call)] {
        let mut stage = stage();
        forget(&mut stage, HEDY, factor);
        let [message] = stage.org.outbox() else {
            panic!("one message")
        };
        assert_eq!((message.to.as_str(), message.channel), (NUMBER, channel));
        let code = message.code.as_deref().expect("a code");
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(message.links.is_empty());
        let digits: String = message.text.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, code);
    }
}

#[test]
fn the_right_code_leads_to_a_new_password() {
    for (factor, path) in [("SMS", "sms"), ("CALL", "CALL")] {
        let mut stage = stage();
        let state_token = challenged(&mut stage, factor);
        let code = code(&stage);
        let open = verify(&mut stage, path, &state_token, &code);
        assert_eq!(open.string("/status"), "PASSWORD_RESET");
        assert_eq!(open.string("/stateToken"), state_token);
        assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
        assert_eq!(stage.sign_in(HEDY, NEW_PASSWORD).status, 200);
    }
}

#[test]
pub(crate) fn the_question_comes_after_the_code_as_documented() {
    let mut stage = stage();
    let person = json!({
        "profile": { "login": "mary@example.com" },
        "phone": "+15550199",
        "credentials": {
            "password": { "value": PASSWORD },
            "recovery_question": { "question": "Which colour?", "answer": "blue" },
        },
    });
    stage.post("/_emulator/users", &person);
    let state_token = forget(&mut stage, "mary@example.com", "SMS").string("/stateToken");
    let code = code(&stage);
    let asked = verify(&mut stage, "SMS", &state_token, &code);
    asked.is_like(recording!("classic", "docs-verify-sms-recovery"));
    let body = json!({ "stateToken": state_token, "answer": "Blue" });
    let answered = stage.authn("/recovery/answer", &body);
    assert_eq!(answered.string("/status"), "PASSWORD_RESET");
}

#[test]
fn a_wrong_code_is_refused_and_may_be_followed_by_the_right_one() {
    let mut stage = stage();
    let state_token = challenged(&mut stage, "SMS");
    let wrong = wrong(&stage);
    let refused = verify(&mut stage, "SMS", &state_token, wrong);
    assert_eq!(refused.error(), (403, "E0000068".to_owned()));
    let cause = "Your token doesn't match our records. Please try again.";
    assert_eq!(refused.cause(), cause);
    let code = code(&stage);
    assert_eq!(verify(&mut stage, "SMS", &state_token, &code).status, 200);
}

#[test]
fn a_factor_that_no_policy_has_is_refused_to_everybody() {
    let mut stage = Stage::new();
    for (login, factor) in [(HEDY, "SMS"), ("nobody@example.com", "CALL")] {
        let reply = forget(&mut stage, login, factor);
        assert_eq!(
            shape(&reply.json()),
            shape(&recorded!("siwunit-RECOVERY_error"))
        );
        assert_eq!(reply.error(), (403, "E0000006".to_owned()));
    }
    stage.org.policy_mut().recovery.factors.okta_email = Switch::Off;
    assert_eq!(stage.forget("ada").error(), (403, "E0000006".to_owned()));
}

#[test]
fn a_state_token_of_one_factor_is_none_of_the_other() {
    let mut stage = stage();
    let state_token = challenged(&mut stage, "SMS");
    let code = code(&stage);
    for reply in [
        verify(&mut stage, "CALL", &state_token, &code),
        resend(&mut stage, "CALL", &state_token),
        stage.reset(&state_token, NEW_PASSWORD),
    ] {
        assert_eq!(reply.error(), (403, "E0000079".to_owned()));
    }
    let early = verify(&mut stage, "SMS", "00garbage", &code);
    assert_eq!(early.error(), (401, "E0000011".to_owned()));
}

#[test]
fn a_challenge_tells_its_state_and_can_be_cancelled() {
    let mut stage = stage();
    let start = forget(&mut stage, HEDY, "SMS");
    let body = json!({ "stateToken": start.string("/stateToken") });
    assert_eq!(stage.authn("", &body).json(), start.json());
    assert_eq!(stage.authn("/cancel", &body).status, 200);
    assert_eq!(stage.authn("", &body).error(), (401, "E0000011".to_owned()));
}

#[test]
fn the_factor_is_answered_in_lower_case_where_a_switch_says_so() {
    let mut stage = stage();
    stage.org.switches_mut().factor_type_case = okta_emulator::FactorTypeCase::Lower;
    assert_eq!(
        forget(&mut stage, HEDY, "call").string("/factorType"),
        "call"
    );
}

#[test]
fn the_mailbox_shows_messages_and_calls() {
    let mut stage = stage();
    challenged(&mut stage, "SMS");
    let page = stage.get("/mailbox/1").text;
    assert!(
        page.contains(&code(&stage)) && page.contains("text message"),
        "{page}"
    );
}
