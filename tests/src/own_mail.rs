//! Our own mail when something goes wrong: told natively, where mailer, clock and Okta obey.

use std::time::Duration;

use okta_emulator::{Engine, Seed};
use recovery::{Choice, Delivery, Freshness, NotMailed};
use serde_json::json;

use crate::matrix::{code, link, own_delivery, started};
use crate::native::Native;
use crate::setting::Setting;

/// A scenario and its name.
pub type Scenario = (&'static str, fn());

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    ("a_newer_mail_replaces_the_older_one", newer_mail),
    (
        "another_mail_can_be_had_after_a_minute_and_five_in_all",
        resend,
    ),
    (
        "five_wrong_codes_close_the_code_and_not_the_link",
        wrong_codes,
    ),
    ("a_code_ends_before_its_link", late_code),
    ("a_link_ends_and_looking_does_not_keep_it", late_link),
    ("a_browser_without_the_code_is_asked_for_it", no_code),
    ("a_made_up_secret_opens_nothing", made_up_secret),
    (
        "a_failing_mailer_is_waited_for_and_one_name_is_used",
        failing_mailer,
    ),
    (
        "a_refusing_mailer_changes_nothing_for_the_eye",
        refusing_mailer,
    ),
    (
        "an_outage_before_the_look_up_is_waited_out",
        outage_at_look_up,
    ),
    (
        "a_crash_while_the_mail_is_handed_over_loses_nothing",
        crash_while_mailing,
    ),
    (
        "codes_typed_while_the_mail_is_handed_over_count",
        codes_while_mailing,
    ),
    (
        "another_mail_asked_for_while_one_is_handed_over_is_sent",
        resend_while_mailing,
    ),
    (
        "codes_typed_while_okta_is_asked_who_it_is_count",
        codes_while_asking,
    ),
    (
        "another_mail_asked_for_while_okta_is_asked_is_the_one_that_is_sent",
        resend_while_asking,
    ),
    ("a_refused_credential_is_renewed_once", refused_credential),
    (
        "a_lost_answer_reads_as_done_and_the_dues_are_paid",
        lost_answer,
    ),
    ("sessions_are_ended_once_okta_answers_again", sessions_later),
    ("a_token_that_died_at_okta_is_taken_anew", dead_token),
    ("whoever_did_not_ask_ends_all_sessions", not_me),
    ("what_is_switched_off_is_not_mailed", switched_off),
    ("what_is_switched_on_is_mailed", switched_on),
    ("an_id_finds_nobody", by_id),
];

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";

pub(crate) fn person() -> Native {
    with(|_| {})
}

fn with(change: impl FnOnce(&mut recovery::OwnDelivery)) -> Native {
    let mut seed = Seed::default();
    seed.switches.engine = Engine::IdentityEngine;
    let Delivery::Own(mut own) = own_delivery() else {
        panic!("it is our own")
    };
    change(&mut own);
    Native::with(seed, Delivery::Own(own))
}

/// Asks for a mail and waits for it.
pub(crate) fn asked(person: &mut Native, login: &str) {
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(login).page, "check-your-email");
    person.settle();
}

pub(crate) fn newest(person: &Native, login: &str) -> (String, String) {
    let mails = person.own_mails(login);
    let mail = mails.last().expect("there is a mail");
    (link(mail), code(mail))
}

fn newer_mail() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old_link, old_code) = newest(&person, ADA);
    person.pass(61);
    assert_eq!(person.resend().page, "check-your-email");
    let old = person.visit(&old_link);
    assert_eq!(old.page, "link-used", "even before the newer one is out");
    person.settle();

    let (link, code) = newest(&person, ADA);
    assert_ne!((&old_link, &old_code), (&link, &code));
    assert_eq!(person.visit(&old_link).page, "link-used");
    assert_eq!(person.enter_code(&old_code).page, "check-your-email");
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.enter_code(&code).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
}

fn resend() {
    let mut person = person();
    asked(&mut person, ADA);
    person.pass(30);
    person.resend();
    person.settle();
    assert_eq!(person.own_mails(ADA).len(), 1, "too soon");
    for mails in 2..=8 {
        person.pass(61);
        let told = person.resend();
        person.settle();
        assert_eq!(person.own_mails(ADA).len(), mails.min(5));
        let has_button = told.text.contains("Send another mail");
        assert_eq!(
            has_button,
            mails < 5,
            "no button that does nothing: {told:?}"
        );
    }
}

fn wrong_codes() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(person.enter_code(wrong).page, "check-your-email");
    }
    assert_eq!(
        person.enter_code(&code).page,
        "check-your-email",
        "not even the right one"
    );
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
}

fn late_code() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    person.pass(601);
    let late = person.enter_code(&code);
    assert_eq!((&*late.page, late.errors.len()), ("check-your-email", 1));
    assert_eq!(person.visit(&link).page, "new-password");
}

fn late_link() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, _) = newest(&person, ADA);
    person.pass(1_800);
    assert_eq!(person.visit(&link).page, "new-password");
    person.pass(1_801);
    assert_eq!(person.visit(&link).page, "link-expired");
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed");
}

fn no_code() {
    let mut person = person();
    asked(&mut person, ADA);
    person.hold_the_request_as_reset();
    let before = person.okta().calls().len();
    assert_eq!(person.look().page, "check-your-email");
    assert_eq!(person.save(NEW, None).page, "check-your-email");
    assert_eq!(person.okta().calls().len(), before, "Okta was not asked");
    assert!(person.okta().signs_in(ADA, OLD));
}

fn made_up_secret() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, _) = newest(&person, ADA);
    let before = person.okta().calls().len();
    let made_up = format!("{}{}", &link[..link.len() - 8], "AAAAAAAA");
    assert_eq!(person.visit(&made_up).page, "link-used");
    assert_eq!(person.save(NEW, None).page, "link-used");
    assert_eq!(person.okta().calls().len(), before, "Okta was not asked");
}

fn failing_mailer() {
    let mut person = person();
    let wait = Some(Duration::from_secs(7));
    person.fail_mails(&[
        NotMailed::Unavailable { wait: None },
        NotMailed::Unavailable { wait },
    ]);
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    let names = person.handed_over();
    assert_eq!(names.len(), 3);
    assert!(
        names.iter().all(|name| *name == names[0]),
        "one name: {names:?}"
    );
    assert_eq!(person.own_mails(ADA).len(), 1);
    assert_eq!(person.enter_code(&code).page, "new-password");
    assert_eq!(person.visit(&link).page, "new-password");
}

fn refusing_mailer() {
    let mut person = person();
    person.fail_mails(&[NotMailed::Refused]);
    asked(&mut person, ADA);
    assert_eq!(person.handed_over().len(), 1, "a refusal is not repeated");
    let told = person.reload();
    assert_eq!(told.page, "check-your-email");
}

fn outage_at_look_up() {
    let mut person = person();
    person
        .okta()
        .fault(json!({ "path": "/api/v1/users/*", "status": 503, "count": 2 }));
    person
        .okta()
        .fault(json!({ "path": "/api/v1/users/*", "garbage": "html", "count": 1 }));
    asked(&mut person, ADA);
    assert_eq!(person.own_mails(ADA).len(), 1);
}

fn crash_while_mailing() {
    let mut person = person();
    person.crash_after_next_mail();
    asked(&mut person, ADA);
    let names = person.handed_over();
    assert_eq!(names.len(), 2, "it is handed over again, and soon");
    assert_eq!(names[0], names[1], "under the same name");
    // Which of the two gets through is the mailer's business: both must work.
    for mail in person.own_mails(ADA) {
        assert_eq!(person.visit(&link(&mail)).page, "new-password");
    }
}

fn codes_while_mailing() {
    let person = person();
    person.type_while_mailing(&["000000"; 4]);
    one_more_closes(person);
}

fn codes_while_asking() {
    let person = person();
    person.type_while_asking(&["000000"; 4]);
    one_more_closes(person);
}

/// Four codes are typed while the first mail is on its way, which does not go out.
fn one_more_closes(mut person: Native) {
    person.fail_mails(&[NotMailed::Refused]);
    asked(&mut person, ADA);
    let last = person.enter_code("000000");
    assert_eq!(last.page, "check-your-email");
    let closed = person.enter_code("000000");
    assert_eq!(last.text, closed.text, "the fifth closed it");
}

fn resend_while_mailing() {
    let mut person = person();
    person.fail_mails(&[NotMailed::Unavailable {
        wait: Some(Duration::from_secs(90)),
    }]);
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.wake();
    assert!(person.own_mails(ADA).is_empty(), "the mailer is away");
    person.pass(120);
    person.resend_while_mailing();
    person.settle();
    let mails = person.own_mails(ADA);
    assert_eq!(mails.len(), 2, "the one under way, and the one asked for");
    assert_eq!(person.visit(&link(&mails[0])).page, "link-used");
    assert_eq!(person.visit(&link(&mails[1])).page, "new-password");
}

fn resend_while_asking() {
    let mut person = person();
    let down = json!({ "path": "/api/v1/users/*", "status": 503, "count": 1 });
    person.okta().fault(down);
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.wake();
    person.pass(120);
    person.resend_while_asking();
    person.settle();
    let mails = person.own_mails(ADA);
    assert_eq!(mails.len(), 1, "the one before was not sent yet");
    assert_eq!(person.visit(&link(&mails[0])).page, "new-password");
    person.resend();
    person.settle();
    let mails = person.own_mails(ADA);
    assert_eq!(mails.len(), 1, "a minute since the button was pressed");
}

fn refused_credential() {
    let mut person = person();
    let fault = json!({ "path": "/api/v1/users/*", "status": 401, "count": 1 });
    person.okta().fault(fault);
    asked(&mut person, ADA);
    assert_eq!(person.own_mails(ADA).len(), 1);
    let asked_for = person.credentials_asked_for();
    assert_eq!(asked_for, [Freshness::Any, Freshness::New]);
}

fn lost_answer() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, _) = newest(&person, ADA);
    person.visit(&link);
    let path = "/api/v1/authn/credentials/reset_password";
    let lost = json!({ "path": path, "drop": true, "when": "after", "count": 1 });
    person.okta().fault(lost);
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
    person.settle();
    assert_eq!(person.own_mails(ADA).len(), 2, "the notice, too");
    assert!(
        person
            .okta()
            .calls()
            .iter()
            .any(|path| path.ends_with("/sessions"))
    );
}

fn sessions_later() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, _) = newest(&person, ADA);
    person.visit(&link);
    let user = person.okta().user(ADA);
    let id = user["id"].as_str().expect("an id");
    let path = format!("/api/v1/users/{id}/sessions");
    person
        .okta()
        .fault(json!({ "path": path, "status": 500, "count": 3 }));
    assert_eq!(
        person.save(NEW, None).page,
        "done",
        "the person does not wait"
    );
    person.okta().settle();
    assert_eq!(person.own_mails(ADA).len(), 1, "nothing is said too early");
    person.settle();
    let tries = person
        .okta()
        .calls()
        .into_iter()
        .filter(|called| *called == path);
    assert_eq!(tries.count(), 4);
    assert_eq!(person.own_mails(ADA).len(), 2);
}

fn dead_token() {
    let mut person = person();
    asked(&mut person, ADA);
    let (link, _) = newest(&person, ADA);
    assert_eq!(person.visit(&link).page, "new-password");
    let user = person.okta().user(ADA);
    let path = format!(
        "/api/v1/users/{}/credentials/forgot_password?sendEmail=false",
        user["id"].as_str().expect("an id")
    );
    assert_eq!(
        person.managed("POST", &path),
        200,
        "a newer token ends the one taken"
    );
    person.pass(400);
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
    assert_eq!(started(person.okta()).len(), 1, "by one way");
}

fn not_me() {
    let mut person = person();
    asked(&mut person, ADA);
    let (reset, _) = newest(&person, ADA);
    person.visit(&reset);
    person.save(NEW, None);
    person.settle();
    let mails = person.own_mails(ADA);
    let notice = link(mails.last().expect("the notice"));
    assert!(notice.contains("/not_me/"));
    let before = person.okta().calls().len();
    assert_eq!(person.show_not_me(&notice).page, "not-me");
    assert_eq!(person.okta().calls().len(), before, "looking ends nothing");
    assert_eq!(person.say_not_me(&notice).page, "not-me");
    let calls = person.okta().calls();
    assert!(
        calls[before..]
            .iter()
            .any(|path| path.ends_with("/sessions")),
        "{calls:?}"
    );

    let form = notice.replace("/not_me/", "/reset_password/");
    assert_eq!(person.visit(&form).page, "link-used", "it opens no form");
    let before = person.okta().calls().len();
    assert_eq!(
        person.say_not_me(&reset).page,
        "not-me",
        "and the other way round"
    );
    assert_eq!(
        person.okta().calls().len(),
        before,
        "a reset link ends nothing"
    );
}

fn switched_off() {
    let mut person = with(|own| own.unlock = Choice::Off);
    lock(&mut person, GRACE);
    asked(&mut person, GRACE);
    assert!(person.own_mails(GRACE).is_empty());
    asked(&mut person, "nobody@example.com");
    assert!(person.own_mails("nobody@example.com").is_empty());
}

fn switched_on() {
    let mut person = with(|own| {
        own.notify_unknown = Choice::On;
        own.notify_blocked = Choice::On;
    });
    asked(&mut person, "nobody@example.com");
    assert_eq!(person.own_mails("nobody@example.com").len(), 1);
    asked(&mut person, "nobody");
    assert!(person.own_mails("nobody").is_empty(), "that is no address");

    let user = person.okta().user(GRACE);
    let path = format!(
        "/api/v1/users/{}/lifecycle/suspend",
        user["id"].as_str().expect("an id")
    );
    assert_eq!(person.managed("POST", &path), 200);
    asked(&mut person, GRACE);
    let mails = person.own_mails(GRACE);
    assert_eq!(mails.len(), 1);
    assert!(
        !mails[0].letter.text.contains("/reset_password/"),
        "no link"
    );
}

fn by_id() {
    let mut person = person();
    let user = person.okta().user(ADA);
    asked(&mut person, user["id"].as_str().expect("an id"));
    assert!(person.own_mails(ADA).is_empty());
    asked(&mut person, "ADA");
    assert_eq!(person.own_mails(ADA).len(), 1, "a short login does");
}

pub(crate) fn lock(person: &mut Native, login: &str) {
    for _ in 0..10 {
        person.okta().signs_in(login, "wrong");
    }
    assert_eq!(person.okta().user(login)["status"], "LOCKED_OUT");
}
