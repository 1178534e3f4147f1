//! Following the link.

use okta::{ClientContext, Password};
use pages::{FormError, Page, Purpose};

use super::stage::*;
use crate::*;

#[test]
fn a_password_is_on_disk_as_a_receipt_before_okta_hears_of_it() {
    let stage = Stage::new(&[READY]);
    stage.disk_is_full.set(true);
    let outcome = stage.save(None, "Battery-8", None);
    assert_eq!(
        (stage.recorded.get(), stage.asked()),
        (1, vec!["token".to_owned()])
    );
    let Some(Page::NewPassword(form)) = outcome.page else {
        panic!("the form again")
    };
    assert_eq!(form.errors.form, Some(FormError::TryAgain));
}

#[test]
fn a_transaction_that_ran_out_at_okta_is_begun_again_behind_the_scenes() {
    let stage = Stage::new(&[READY, STALE, READY, DONE]);
    assert_eq!(page(&stage.save(None, "Battery-8", None)), "done");
    assert_eq!(
        stage.asked(),
        ["token", "reset_password", "token", "reset_password"]
    );
}

#[test]
fn okta_that_lets_every_transaction_run_out_is_not_asked_for_ever() {
    let stage = Stage::new(&[READY, STALE, READY, STALE]);
    assert_eq!(
        page(&stage.save(None, "Battery-8", None)),
        "something-went-wrong"
    );
}

#[test]
fn mfa_after_the_reset_means_done() {
    for status in [
        "MFA_REQUIRED",
        "MFA_ENROLL",
        "PASSWORD_WARN",
        "SOMETHING_NEW",
    ] {
        let body = format!(r#"{{"status":"{status}","stateToken":"00m"}}"#);
        let stage = Stage::new(&[READY, (200, &body)]);
        assert_eq!(
            page(&stage.save(None, "Battery-8", None)),
            "done",
            "{status}"
        );
    }
}

#[test]
fn after_a_lost_answer_the_same_password_reads_as_done_and_another_does_not() {
    for (password, expected) in [("Battery-8", "done"), ("Battery-9", "link-used")] {
        let stage = Stage::new(&[READY, (200, "{\"status\":\"SUC"), STALE, DEAD]);
        let first = stage.save(None, "Battery-8", None);
        assert_eq!(page(&first), "new-password");
        assert_eq!(page(&stage.save(first.rest.step, password, None)), expected);
    }
}

#[test]
fn a_link_that_another_mail_has_ended_is_not_taken_for_an_accepted_password() {
    let stage = Stage::new(&[READY, (502, ""), READY, DONE]);
    let first = stage.save(None, "Battery-8", None);
    let again = stage.save(first.rest.step, "Battery-8", None);
    assert_eq!(page(&again), "done");
    // The link is not asked again: it would be dead by now.
    assert_eq!(
        stage.asked(),
        ["token", "reset_password", "authn", "reset_password"]
    );
}

#[test]
fn a_link_that_died_long_after_a_lost_answer_is_not_called_unused() {
    let stage = Stage::new(&[READY, (502, ""), DEAD]);
    let first = stage.save(None, "Battery-8", None);
    stage.now.set(NOW + 10 * MINUTE);
    assert_eq!(
        page(&stage.save(first.rest.step, "Battery-8", None)),
        "link-used"
    );
}

#[test]
fn a_password_that_okta_refused_is_not_taken_for_accepted() {
    let stage = Stage::new(&[READY, STALE, DEAD]);
    assert_eq!(page(&stage.save(None, "Battery-8", None)), "link-expired");
}

#[test]
fn a_password_that_never_arrived_is_sent_once_more() {
    let stage = Stage::new(&[READY, (502, ""), READY, DONE]);
    let first = stage.save(None, "Battery-8", None);
    assert_eq!(
        page(&stage.save(first.rest.step, "Battery-8", None)),
        "done"
    );
}

#[test]
fn no_secret_is_left_when_a_transaction_is_over() {
    let stage = Stage::new(&[READY, DONE]);
    let done = stage
        .save(None, "Battery-8", None)
        .rest
        .step
        .expect("a step");
    let stored = serde_json::to_string(&done).expect("a step can be stored");
    for secret in [
        "VBQ0gwBp5LyJJFdbmWCM",
        "00s",
        "00t",
        "Battery-8",
        "ada@example.com",
    ] {
        assert!(!stored.contains(secret), "{secret} in {stored}");
    }
}

#[test]
fn a_right_answer_is_asked_once_though_the_password_is_refused() {
    let stage = Stage::new(&[QUESTION, READY, DONE]);
    let first = stage.save(None, "short", Some("okra"));
    let Some(Page::NewPassword(form)) = &first.page else {
        panic!("the form again")
    };
    assert_eq!(
        (form.question.as_ref(), form.errors.password.len()),
        (None, 1)
    );
    assert_eq!(
        page(&stage.save(first.rest.step, "Battery-8", None)),
        "done"
    );
    assert_eq!(stage.asked(), ["token", "answer", "reset_password"]);
}

#[test]
fn a_closed_link_stays_closed_when_it_is_opened_again() {
    let wrong = (403, r#"{"errorCode":"E0000087"}"#);
    let stage = Stage::new(&[QUESTION, wrong, wrong, wrong, wrong, wrong]);
    let mut step = None;
    for _ in 0..5 {
        step = stage.save(step, "Battery-8", Some("spinach")).rest.step;
    }
    let again = stage
        .tell(
            step,
            Event::OpenLink {
                token: token(),
                purpose: Purpose::Reset,
            },
        )
        .rest
        .step;
    assert_eq!(
        page(&stage.save(again, "Battery-8", Some("okra"))),
        "link-closed"
    );
}

#[test]
fn a_used_link_is_no_way_to_try_passwords() {
    let stage = Stage::new(&[READY, DONE]);
    let mut step = stage.save(None, "Battery-8", None).rest.step;
    for guess in ["Guess-1", "Guess-2", "Guess-3"] {
        let outcome = stage.save(step, guess, None);
        assert_eq!(page(&outcome), "link-used");
        step = outcome.rest.step;
    }
    assert_eq!(page(&stage.save(step, "Battery-8", None)), "link-used");
}

#[test]
fn wrong_answers_are_remembered_longer_than_the_link_is_followed() {
    let wrong = (403, r#"{"errorCode":"E0000087"}"#);
    let stage = Stage::new(&[QUESTION, wrong]);
    let tried = stage.save(None, "Battery-8", Some("spinach")).rest.step;
    stage.now.set(NOW + 61 * MINUTE);
    let woken = stage.wake(tried.expect("a step"));
    let again = stage.save(woken.step, "Battery-8", Some("okra"));
    assert_eq!(page(&again), "link-expired");
    assert_eq!(stage.asked(), ["token", "answer"]);
}

#[test]
fn a_form_of_one_person_does_not_set_the_password_of_another() {
    let stage = Stage::new(&[READY]);
    let form = NewPassword {
        password: Password::new("Battery-8"),
        username: Some("grace@example.com".to_owned()),
        answer: None,
        receipt: Receipt::new(&Handle::from_entropy([1; 32]), "Battery-8"),
        return_to: None,
    };
    let context = ClientContext::default();
    let event = Event::SetNewPassword {
        token: Some(token()),
        form,
        context,
    };
    let outcome = stage.tell(None, event);
    let Some(Page::NewPassword(form)) = outcome.page else {
        panic!("the form again")
    };
    assert_eq!(form.username.as_deref(), Some("ada@example.com"));
    assert_eq!(stage.asked(), ["token"]);
}

#[test]
fn wrong_answers_are_remembered_even_when_okta_was_away_at_the_end() {
    let wrong = (403, r#"{"errorCode":"E0000087"}"#);
    let stage = Stage::new(&[QUESTION, wrong, (503, "")]);
    let tried = stage.save(None, "Battery-8", Some("spinach")).rest.step;
    stage.now.set(NOW + 6 * MINUTE);
    let away = stage.save(tried, "Battery-8", Some("okra"));
    assert_eq!(page(&away), "something-went-wrong");
    stage.now.set(NOW + 61 * MINUTE);
    assert_eq!(
        page(&stage.save(away.rest.step, "Battery-8", Some("okra"))),
        "link-expired"
    );
    assert_eq!(stage.asked(), ["token", "answer", "token"]);
}
