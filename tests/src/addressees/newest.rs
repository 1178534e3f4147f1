//! Whose mail is the newest.

use recovery::{Claim, NotMailed};

use super::{ADA, GRACE, NEW, claimed, mailed_anew};
use crate::matrix::{link, started};
use crate::own_mail::{asked, lock, newest, person};
use crate::setting::Setting;

const OUT: NotMailed = NotMailed::Unavailable { wait: None };

pub(super) fn replaced() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old_link, old_code) = newest(&person, ADA);
    person.switch();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    person.switch();

    assert_eq!(person.visit(&old_link).page, "link-used");
    assert_eq!(person.save(NEW, None).page, "link-used", "nor unseen");
    person.visit("/forgot_password");
    let told = person.enter_code(&old_code);
    assert_eq!(told.page, "link-used", "the code was right, and too old");
    assert_eq!(
        started(person.okta()),
        [""; 0],
        "Okta was asked for nothing"
    );

    person.switch();
    assert_eq!(person.enter_code(&code).page, "new-password");
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
}

/// One claim before a mail, one after it, one to look, one to save, and one when that is done; none
/// for the notice.
pub(super) fn five_claims() {
    let mut person = person();
    let (link, _) = mailed_anew(&mut person, ADA);
    person.visit(&link);
    assert_eq!(person.save(NEW, None).page, "done");
    person.settle();
    assert_eq!(person.own_mails(ADA).len(), 2);
    assert_eq!(person.claims().len(), 5);
    let looks = claimed(&person, |claim| matches!(claim, Claim::IsNewest { .. }));
    assert_eq!(looks, 1);
}

pub(super) fn not_out() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    person.switch();
    person.fail_mails(&[OUT; 8]);
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    assert_eq!(person.visit(&old).page, "new-password", "only asked for");
    person.okta().settle();
    assert_eq!(person.handed_over().len(), 2);
    assert_eq!(person.visit(&old).page, "new-password", "not handed over");
    for _ in 0..8 {
        person.okta().settle();
    }
    assert_eq!(person.own_mails(ADA).len(), 2);
    assert_eq!(person.visit(&old).page, "link-used");
    let (new, _) = newest(&person, ADA);
    assert_eq!(person.visit(&new).page, "new-password");
}

pub(super) fn refused() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    person.fail_mails(&[NotMailed::Refused]);
    person.forget();
    asked(&mut person, ADA);
    assert_eq!(person.visit(&old).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
}

pub(super) fn perhaps_out() {
    let mut person = person();
    asked(&mut person, ADA);
    // Taken by the mailer, and the process died before it could say so.
    person.crash_after_next_mail();
    person.forget();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.okta().settle();
    let (new, _) = newest(&person, ADA);
    assert_eq!(person.visit(&new).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
}

pub(super) fn form_open() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    assert_eq!(person.visit(&old).page, "new-password");
    person.switch();
    asked(&mut person, ADA);
    person.switch();
    person.pass(600);
    assert_eq!(person.save("short", None).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    assert!(person.okta().signs_in(ADA, NEW));
}

pub(super) fn locked_form_open() {
    let mut person = person();
    lock(&mut person, GRACE);
    asked(&mut person, GRACE);
    let (old, _) = newest(&person, GRACE);
    assert_eq!(person.visit(&old).page, "new-password");
    person.switch();
    asked(&mut person, GRACE);
    person.switch();
    assert!(person.save(NEW, None).question.is_some());
    assert_eq!(person.save(NEW, Some("okra")).page, "done");
}

pub(super) fn form_too_old() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    assert_eq!(person.visit(&old).page, "new-password");
    person.pass(901);
    assert_eq!(
        person.save("short", None).page,
        "new-password",
        "still the newest"
    );
    person.switch();
    asked(&mut person, ADA);
    person.switch();
    person.pass(901);
    assert_eq!(person.save(NEW, None).page, "link-used");
    assert!(!person.okta().signs_in(ADA, NEW));
}

pub(super) fn scanner() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    assert_eq!(person.visit(&old).page, "new-password", "by a scanner");
    mailed_anew(&mut person, ADA);
    assert_eq!(person.visit(&old).page, "link-used");
}

pub(super) fn unreachable() {
    let mut person = person();
    person.lose_claims(0, 3);
    asked(&mut person, ADA);
    assert_eq!(person.own_mails(ADA).len(), 1, "it is waited for");
    let (link, code) = newest(&person, ADA);
    person.lose_claims(0, 2);
    assert_eq!(person.visit(&link).page, "something-went-wrong");
    assert_eq!(person.enter_code(&code).page, "something-went-wrong");
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
}

pub(super) fn not_told() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    person.lose_claims(1, 1);
    let (new, _) = mailed_anew(&mut person, ADA);
    assert_eq!(person.handed_over().len(), 2, "none is repeated");
    assert_eq!(person.visit(&new).page, "new-password");
    assert_eq!(person.visit(&old).page, "new-password", "nothing is lost");
}

pub(super) fn crash() {
    let mut person = person();
    asked(&mut person, ADA);
    let (old, _) = newest(&person, ADA);
    person.crash_before_next_mail();
    person.forget();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.okta().settle();
    assert_eq!(person.handed_over().len(), 1, "it died before");
    assert_eq!(person.visit(&old).page, "new-password");
    person.settle();
    let mails = person.own_mails(ADA);
    assert_eq!(mails.len(), 2);
    assert_eq!(person.visit(&old).page, "link-used");
    assert_eq!(person.visit(&link(&mails[1])).page, "new-password");
    // Two messages count, however often they were tried.
    for count in 3..=5 {
        mailed_anew(&mut person, ADA);
        assert_eq!(person.own_mails(ADA).len(), count);
    }
}
