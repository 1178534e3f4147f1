//! The story against an Okta that answers as told.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use okta::authn::RevokeSessions;
use okta::{Answer, ClientContext, Password, RecoveryToken, Timestamp};
use pages::{FormError, Page};

use crate::*;

const NOW: i64 = 1_750_000_000_000;
const MINUTE: i64 = 60_000;

/// Okta with its answers laid out, and a disk that can be full.
struct Stage {
    answers: RefCell<VecDeque<Result<okta::Response, NetworkError>>>,
    asked: RefCell<Vec<String>>,
    recorded: Cell<u32>,
    disk_is_full: Cell<bool>,
    now: Cell<i64>,
}

impl Stage {
    fn new(answers: &[(u16, &str)]) -> Self {
        let answers = answers
            .iter()
            .map(|(status, body)| Ok(response(*status, body)));
        Self {
            answers: RefCell::new(answers.collect()),
            asked: RefCell::default(),
            recorded: Cell::new(0),
            disk_is_full: Cell::new(false),
            now: Cell::new(NOW),
        }
    }

    fn tell(&self, step: Option<Step>, event: Event) -> Outcome {
        let settings = settings();
        let journey = Journey::new(self, self, &settings, self.moment()).for_request("r1");
        run(journey.tell(step, event))
    }

    fn wake(&self, step: Step) -> Rest {
        let settings = settings();
        run(Journey::new(self, self, &settings, self.moment()).wake(step))
    }

    fn save(&self, step: Option<Step>, password: &str, answer: Option<&str>) -> Outcome {
        let form = NewPassword {
            password: Password::new(password),
            username: None,
            answer: answer.map(Answer::new),
            receipt: Receipt::new(&Handle::from_entropy([1; 32]), password),
        };
        let context = ClientContext::default();
        self.tell(
            step,
            Event::SetNewPassword {
                token: Some(token()),
                form,
                context,
            },
        )
    }

    fn moment(&self) -> Moment {
        Moment {
            now: Timestamp::from_millis(self.now.get()),
            entropy: [0; 32],
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.borrow().clone()
    }
}

impl HttpClient for Stage {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let path = request.uri().path();
        let name = path.rsplit('/').next().unwrap_or_default();
        self.asked.borrow_mut().push(name.to_owned());
        self.answers
            .borrow_mut()
            .pop_front()
            .expect("Okta was asked once too often")
    }
}

impl Journal for Stage {
    async fn record(&self, _: &Step) -> Result<(), NotRecorded> {
        self.recorded.set(self.recorded.get() + 1);
        if self.disk_is_full.get() {
            Err(NotRecorded)
        } else {
            Ok(())
        }
    }
}

fn settings() -> Settings {
    Settings {
        org: "https://example.okta.com".parse().expect("an org"),
        link_lifetime: 60 * MINUTE,
        revoke_sessions: RevokeSessions::Yes,
    }
}

fn token() -> RecoveryToken {
    RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM")
}

fn response(status: u16, body: &str) -> okta::Response {
    let mut response = okta::Response::new(body.as_bytes().to_vec());
    *response.status_mut() = status.try_into().expect("a status");
    response
}

fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

fn request(login: &str) -> Event {
    Event::Request {
        login: login.to_owned(),
        context: ClientContext::default(),
    }
}

fn page(outcome: &Outcome) -> &'static str {
    outcome.page.as_ref().map_or("none", Page::name)
}

const CHALLENGE: (u16, &str) = (
    200,
    r#"{"status":"RECOVERY_CHALLENGE","factorType":"EMAIL"}"#,
);
const READY: (u16, &str) = (
    200,
    r#"{"status":"PASSWORD_RESET","stateToken":"00s","expiresAt":"2025-06-15T15:11:40.000Z",
        "_embedded":{"user":{"profile":{"login":"ada@example.com"}},
                     "policy":{"complexity":{"minLength":8}}}}"#,
);
const QUESTION: (u16, &str) = (
    200,
    r#"{"status":"RECOVERY","stateToken":"00s","expiresAt":"2025-06-15T15:11:40.000Z",
        "_embedded":{"user":{"recovery_question":{"question":"Food?"}}}}"#,
);
const DONE: (u16, &str) = (200, r#"{"status":"SUCCESS","sessionToken":"00t"}"#);
const DEAD: (u16, &str) = (403, r#"{"errorCode":"E0000105"}"#);
const STALE: (u16, &str) = (401, r#"{"errorCode":"E0000011"}"#);

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
    assert!(matches!(outcome.rest.step, Some(Step::Requested(pending)) if pending.login == "ada"));
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

#[test]
fn a_rate_limit_is_obeyed_by_oktas_own_clock() {
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
    let step = stage.tell(None, request("ada")).rest.step.expect("a step");
    let wake = stage
        .wake(step)
        .wake
        .expect("it will try again")
        .as_millis();
    assert_eq!(wake - NOW, 90_000);
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
        let stage = Stage::new(&[READY, (200, "{\"status\":\"SUC"), DEAD]);
        let first = stage.save(None, "Battery-8", None);
        assert_eq!(page(&first), "new-password");
        assert_eq!(page(&stage.save(first.rest.step, password, None)), expected);
    }
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
        .tell(step, Event::OpenLink { token: token() })
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
