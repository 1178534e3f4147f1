//! Asking for the mail.

use okta::Timestamp;
use pages::CodeError;

use super::stage::*;
use crate::*;

#[test]
fn a_request_is_answered_without_asking_okta_and_wakes_at_once() {
    let stage = Stage::new(&[]);
    let outcome = stage.tell(None, request("ada@example.com"));
    assert_eq!(page(&outcome), "check-your-email");
    assert_eq!(outcome.rest.wake, Some(Timestamp::from_millis(NOW)));
    assert!(stage.asked().is_empty());
}

#[test]
fn the_same_request_again_sends_one_mail_until_the_form_is_seen_or_a_minute_passed() {
    let stage = Stage::new(&[CHALLENGE]);
    let step = stage.tell(None, request("ada")).rest.step;
    let pending = stage.tell(step, request("ada")).rest;
    assert_eq!(pending.wake, None, "the mail is on its way already");
    let sent = stage.wake(pending.step.expect("a step"));
    let again = stage.tell(sent.step, request("ada")).rest;
    assert!(matches!(again.step, Some(Step::RecoveryChallenge(_))));

    let form = stage.tell(again.step, Event::ShowForgotPassword).rest;
    let asked = stage.tell(form.step, request("ada")).rest;
    assert!(
        matches!(asked.step, Some(Step::Requested(_))),
        "the person asks anew"
    );
}

#[test]
fn a_request_for_somebody_else_belongs_to_another_transaction() {
    let stage = Stage::new(&[]);
    let step = stage.tell(None, request("ada")).rest.step;
    let outcome = stage.tell(step, request("grace"));
    assert_eq!(page(&outcome), "none");
    assert!(
        matches!(outcome.rest.step, Some(Step::Requested(pending)) if pending.request.login == "ada")
    );
}

#[test]
fn an_outage_is_waited_out_with_growing_pauses_and_an_end() {
    let stage = Stage::new(&[(503, ""), (500, "<html>"), (502, "{")]);
    let mut step = stage.tell(None, request("ada")).rest.step.expect("a step");
    let mut pauses = Vec::new();
    for _ in 0..3 {
        let rest = stage.wake(step);
        let wake = rest.wake.expect("it will try again").as_millis();
        pauses.push(wake - stage.now.get());
        stage.now.set(wake);
        step = rest.step.expect("it is not given up");
    }
    assert_eq!(pauses, [2_000, 4_000, 8_000]);
    stage.now.set(NOW + 61 * MINUTE);
    assert!(
        stage.wake(step).step.is_none(),
        "after its lifetime it is forgotten"
    );
}

/// An Okta that asks to wait for 90 seconds, by its own clock.
fn limited() -> Stage {
    let mut limited = response(429, r#"{"errorCode":"E0000047"}"#);
    let headers = limited.headers_mut();
    headers.insert(
        "x-rate-limit-reset",
        "1750000090".parse().expect("a header"),
    );
    headers.insert(
        "date",
        "Sun, 15 Jun 2025 15:06:40 GMT".parse().expect("a header"),
    );
    let stage = Stage::new(&[]);
    stage.answers.borrow_mut().push_back(Ok(limited));
    stage
}

#[test]
fn a_rate_limit_is_obeyed_by_oktas_own_clock() {
    let stage = limited();
    let step = stage.tell(None, request("ada")).rest.step.expect("a step");
    let wake = stage
        .wake(step)
        .wake
        .expect("it will try again")
        .as_millis();
    assert_eq!(wake - NOW, 90_000);
}

#[test]
fn thousands_who_wait_for_the_same_moment_come_one_after_the_other() {
    let wakes = (0..200).map(|person| {
        let stage = limited();
        stage.entropy.set([person; 32]);
        let step = stage.tell(None, request("ada")).rest.step.expect("a step");
        let wake = stage.wake(step).wake.expect("a failed step is tried again");
        wake.as_millis() - NOW
    });
    let mut wakes: Vec<_> = wakes.collect();
    wakes.sort_unstable();
    assert!(
        wakes.first().is_some_and(|first| *first >= 90_000),
        "{wakes:?}"
    );
    assert!(
        wakes.last().is_some_and(|last| *last < 112_500),
        "{wakes:?}"
    );
    wakes.dedup();
    assert!(wakes.len() > 150, "{wakes:?}");
}

#[test]
fn what_okta_will_never_do_ends_the_asking_quietly() {
    let stage = Stage::new(&[(403, r#"{"errorCode":"E0000006"}"#)]);
    let step = stage.tell(None, request("ada")).rest.step.expect("a step");
    assert!(matches!(
        stage.wake(step).step,
        Some(Step::RecoveryChallenge(_))
    ));
}

#[test]
fn another_message_can_be_had_a_minute_after_asking_however_late_the_first_one_was() {
    let stage = Stage::new(&[(503, ""), CHALLENGE]);
    let asked = stage.tell(None, request("ada")).rest.step.expect("a step");
    let waits = stage.wake(asked).step.expect("it is not given up");
    stage.now.set(NOW + 40_000);
    let sent = stage.wake(waits).step;
    assert!(matches!(sent, Some(Step::RecoveryChallenge(_))));
    stage.now.set(NOW + MINUTE);
    let again = stage.tell(sent, Event::Resend).rest;
    assert!(
        matches!(again.step, Some(Step::Requested(_))),
        "for nobody there would have been none to be late"
    );
}

#[test]
fn no_code_is_taken_where_only_a_link_is_waited_for_however_it_is_written() {
    let stage = Stage::new(&[CHALLENGE]);
    let asked = stage.tell(None, request("ada")).rest.step.expect("a step");
    let mut sent = stage.wake(asked).step;
    let refused = Event::RefuseCode {
        error: CodeError::NotACode,
    };
    let entered = Event::EnterCode {
        code: "123456".to_owned(),
    };
    for event in [refused, entered] {
        let outcome = stage.tell(sent, event);
        assert_eq!(page(&outcome), "link-invalid");
        sent = outcome.rest.step;
        assert!(matches!(sent, Some(Step::RecoveryChallenge(_))));
    }
}
