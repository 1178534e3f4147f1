//! The stories. Each is told once, in plain steps, and must be true in every setting.

use serde_json::json;

use crate::org::Okta;
use crate::seen::Seen;
use crate::setting::Setting;

/// A story and its name.
pub type Story = (&'static str, fn(&mut dyn Setting));

/// Every story.
pub const STORIES: &[Story] = &[
    (
        "a_forgotten_password_is_replaced_by_mail_and_link",
        by_mail_and_link,
    ),
    (
        "the_recovery_question_is_asked_when_okta_asks_it",
        with_recovery_question,
    ),
    ("a_wrong_answer_can_be_mended", wrong_answer),
    ("five_wrong_answers_close_the_link", too_many_wrong_answers),
    (
        "a_rejected_password_shows_every_broken_rule_and_costs_nothing",
        rejected_password,
    ),
    (
        "a_password_that_only_okta_can_refuse_is_explained",
        refused_by_okta,
    ),
    ("an_expired_link_offers_a_new_one", expired_link),
    ("a_used_link_says_so", used_link),
    ("an_unknown_login_sees_what_a_known_one_sees", unknown_login),
    ("a_garbage_token_is_told_kindly", garbage_token),
    ("reload_and_back_lose_nothing", reload_and_back),
    (
        "a_request_outlives_an_outage_of_okta",
        outage_at_the_request,
    ),
    ("a_password_outlives_a_lost_answer", lost_answer),
    ("an_empty_form_is_sent_back_and_okta_not_asked", empty_forms),
];

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const QUESTION: &str = "What is the food you least liked as a child?";
const ANSWER: &str = "okra";

fn by_mail_and_link(person: &mut dyn Setting) {
    assert_eq!(person.visit("/forgot_password").page, "forgot-password");
    let told = person.ask_for_mail(ADA);
    assert_eq!(told.page, "check-your-email");
    assert!(told.text.contains(ADA), "{told:?}");

    let link = person.okta().link_for(ADA, 1);
    let form = person.visit(&link);
    assert_eq!((&*form.page, &form.question), ("new-password", &None));
    assert!(form.rules >= 4, "the org's rules are listed: {form:?}");
    // Okta does not tell how long a link of its own lives.
    assert!(!form.text.contains("to save it."), "{form:?}");

    assert_eq!(person.save(NEW, None).page, "done");
    assert_only_new_works(person.okta(), ADA);
    assert_eq!(person.okta().mails_to(ADA).len(), 1);
}

fn with_recovery_question(person: &mut dyn Setting) {
    let form = follow_link(person, GRACE);
    assert_eq!(form.page, "new-password");
    assert_eq!(form.question.as_deref(), Some(QUESTION));

    assert_eq!(person.save(NEW, Some("OKRA")).page, "done");
    assert_only_new_works(person.okta(), GRACE);
}

fn wrong_answer(person: &mut dyn Setting) {
    follow_link(person, GRACE);
    let again = person.save(NEW, Some("spinach"));
    assert_eq!(again.page, "new-password");
    assert_eq!(again.question.as_deref(), Some(QUESTION));
    assert_eq!(again.errors.len(), 1, "{again:?}");
    assert!(
        person.okta().signs_in(GRACE, OLD),
        "nothing has changed yet"
    );

    assert_eq!(person.save(NEW, Some(ANSWER)).page, "done");
    assert_only_new_works(person.okta(), GRACE);
}

fn too_many_wrong_answers(person: &mut dyn Setting) {
    follow_link(person, GRACE);
    for _ in 0..4 {
        assert_eq!(person.save(NEW, Some("spinach")).page, "new-password");
    }
    assert_eq!(person.save(NEW, Some("spinach")).page, "link-closed");

    let link = person.okta().link_for(GRACE, 1);
    assert_eq!(person.visit(&link).page, "link-closed");
    assert!(person.okta().signs_in(GRACE, OLD), "nothing has changed");
}

fn rejected_password(person: &mut dyn Setting) {
    follow_link(person, ADA);
    let before = person.okta().calls().len();
    let again = person.save("ada", None);
    assert_eq!(again.page, "new-password");
    assert_eq!(
        again.missing,
        ["min-length", "upper-case", "number"],
        "{again:?}"
    );
    assert!(!again.errors.is_empty(), "{again:?}");
    assert_eq!(
        person.okta().calls().len(),
        before,
        "judged without asking Okta"
    );
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed yet");

    assert_eq!(person.save(NEW, None).page, "done");
    assert_only_new_works(person.okta(), ADA);
}

fn refused_by_okta(person: &mut dyn Setting) {
    follow_link(person, ADA);
    let again = person.save(OLD, None);
    assert_eq!(again.page, "new-password");
    assert_eq!(again.errors.len(), 1, "{again:?}");
    assert!(
        !again.errors[0].contains("Password requirements"),
        "not Okta's words: {again:?}"
    );

    assert_eq!(person.save(NEW, None).page, "done");
    assert_only_new_works(person.okta(), ADA);
}

fn expired_link(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    let link = person.okta().link_for(ADA, 1);
    person.okta().advance(3_601);
    let dead = person.visit(&link);
    assert_eq!(dead.page, "link-expired");
    assert!(person.okta().signs_in(ADA, OLD), "nothing has changed");

    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    let link = person.okta().link_for(ADA, 2);
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert_only_new_works(person.okta(), ADA);
}

fn used_link(person: &mut dyn Setting) {
    follow_link(person, ADA);
    assert_eq!(person.save(NEW, None).page, "done");
    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "link-used");
    assert_only_new_works(person.okta(), ADA);
}

fn unknown_login(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    let nobody = person.ask_for_mail("nobody@example.com");
    person.okta().wait_until_asked(1);
    person.visit("/forgot_password");
    let known = person.ask_for_mail(ADA);
    person.okta().wait_until_asked(2);

    let same = |seen: &Seen, login: &str| seen.text.replace(login, "");
    assert_eq!(nobody.page, known.page);
    assert_eq!(same(&nobody, "nobody@example.com"), same(&known, ADA));
    assert!(person.okta().mails_to("nobody@example.com").is_empty());
    assert_eq!(person.okta().mails_to(ADA).len(), 1);
}

fn garbage_token(person: &mut dyn Setting) {
    let seen = person.visit("/reset_password/garbage-that-Okta-never-made");
    assert_eq!(seen.page, "link-invalid");
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "new-password");
}

fn reload_and_back(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    assert_eq!(person.reload().page, "forgot-password");
    person.ask_for_mail(ADA);
    person.okta().wait_until_asked(1);
    let again = person.reload();
    assert!(
        matches!(&*again.page, "check-your-email" | "forgot-password"),
        "{again:?}"
    );
    assert_eq!(
        person.okta().asked_for_mail(),
        1,
        "a reload sends no second mail"
    );

    let link = person.okta().link_for(ADA, 1);
    person.visit(&link);
    assert_eq!(person.reload().page, "new-password");
    assert_eq!(person.save("short", None).page, "new-password");
    assert_eq!(person.reload().page, "new-password");
    person.back();
    person.visit(&link);
    assert_eq!(person.save(NEW, None).page, "done");
    let again = person.reload();
    assert!(matches!(&*again.page, "done" | "link-used"), "{again:?}");
    assert_only_new_works(person.okta(), ADA);
}

fn outage_at_the_request(person: &mut dyn Setting) {
    let path = "/api/v1/authn/recovery/password";
    person
        .okta()
        .fault(json!({ "path": path, "status": 503, "count": 1 }));
    person.visit("/forgot_password");
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");

    let link = person.okta().link_for(ADA, 2);
    assert_eq!(person.okta().mails_to(ADA).len(), 1, "one mail, not two");
    assert_eq!(person.visit(&link).page, "new-password");
}

fn lost_answer(person: &mut dyn Setting) {
    follow_link(person, ADA);
    let path = "/api/v1/authn/credentials/reset_password";
    // The org has changed the password, but nobody hears of it.
    person
        .okta()
        .fault(json!({ "path": path, "drop": true, "when": "after", "count": 1 }));
    assert_eq!(person.save(NEW, None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert_only_new_works(person.okta(), ADA);
}

fn empty_forms(person: &mut dyn Setting) {
    person.visit("/forgot_password");
    let again = person.ask_for_mail("");
    assert_eq!((&*again.page, again.errors.len()), ("forgot-password", 1));
    assert!(person.okta().calls().is_empty());

    follow_link(person, GRACE);
    let before = person.okta().calls().len();
    let again = person.save("", None);
    assert_eq!(
        (&*again.page, again.errors.len()),
        ("new-password", 2),
        "{again:?}"
    );
    assert_eq!(person.okta().calls().len(), before, "Okta was not asked");
}

fn follow_link(person: &mut dyn Setting, login: &str) -> Seen {
    person.visit("/forgot_password");
    person.ask_for_mail(login);
    let link = person.okta().link_for(login, 1);
    person.visit(&link)
}

pub(crate) fn assert_only_new_works(okta: &mut dyn Okta, login: &str) {
    assert!(okta.signs_in(login, NEW), "the new password works");
    assert!(!okta.signs_in(login, OLD), "the old password does not");
}
