//! How many messages one address is sent.

use okta_emulator::{Engine, Seed, Switch};
use pages::Channel;
use recovery::{Claim, Delivery};

use super::{ADA, NEW, claimed, mailed_anew};
use crate::native::Native;
use crate::own_mail::{asked, newest, person};
use crate::seen::Seen;
use crate::setting::Setting;

/// Has a phone.
const HEDY: &str = "hedy@example.com";
const PHONE: &str = "+15550100";

pub(super) fn sixth() {
    let mut person = person();
    let mut told = Vec::new();
    for count in 1..=6 {
        person.forget();
        person.visit("/forgot_password");
        told.push(person.ask_for_mail(ADA));
        person.settle();
        assert_eq!(person.own_mails(ADA).len(), count.min(5));
        told.push(person.enter_code("000000"));
    }
    assert_eq!(person.handed_over().len(), 5);
    let first = &told[..2];
    assert!(told.chunks(2).all(|pages| pages == first), "word for word");
    let (fifth, _) = newest(&person, ADA);
    assert_eq!(
        person.visit(&fifth).page,
        "new-password",
        "nothing replaced it"
    );

    person.forget();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.settle();
    let said = person.reports();
    let spent = said
        .iter()
        .filter(|it| (it.operation, it.outcome) == ("quota", "spent"));
    assert_eq!(spent.count(), 1, "{said:?}");

    person.pass(3_601);
    mailed_anew(&mut person, ADA);
    assert_eq!(
        person.own_mails(ADA).len(),
        6,
        "after an hour there is room"
    );
}

pub(super) fn day() {
    let mut person = person();
    for hour in 1..=6 {
        for _ in 0..5 {
            mailed_anew(&mut person, ADA);
        }
        assert_eq!(person.own_mails(ADA).len(), (hour * 5).min(20));
        person.pass(3_601);
    }
    person.pass(18 * 3_600);
    mailed_anew(&mut person, ADA);
    assert_eq!(person.own_mails(ADA).len(), 21);
}

pub(super) fn same_browser() {
    let mut person = person();
    for _ in 0..4 {
        mailed_anew(&mut person, ADA);
    }
    person.forget();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    person.pass(61);
    let told = person.resend();
    assert_eq!(told.page, "check-your-email");
    person.settle();
    assert_eq!(person.own_mails(ADA).len(), 5);
    assert_eq!(person.visit(&link).page, "new-password");
    person.visit("/forgot_password");
    assert_eq!(person.enter_code(&code).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
}

pub(super) fn guesses() {
    let mut person = person();
    for _ in 0..4 {
        mailed_anew(&mut person, ADA);
    }
    person.forget();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let mut told = Vec::new();
    for _ in 0..2 {
        for _ in 0..3 {
            told.push(person.enter_code(wrong));
        }
        asked(&mut person, ADA);
    }
    assert_eq!(told[..3], told[3..], "as if another had been sent");
    assert_eq!(person.own_mails(ADA).len(), 5);
    let sixth = person.enter_code(&code);
    assert_eq!(sixth, told[0], "five were compared with it");
    assert_eq!(person.visit(&link).page, "new-password");
}

pub(super) fn guesses_meanwhile() {
    let mut person = person();
    for _ in 0..4 {
        mailed_anew(&mut person, ADA);
    }
    person.forget();
    asked(&mut person, ADA);
    let (_, code) = newest(&person, ADA);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let told = person.enter_code(wrong);
    person.type_while_asking(&[wrong; 4]);
    asked(&mut person, ADA);
    assert_eq!(person.own_mails(ADA).len(), 5, "no other is sent");
    assert_eq!(
        person.enter_code(&code).page,
        told.page,
        "five were compared"
    );
}

pub(super) fn not_longer() {
    let mut person = person();
    for _ in 0..4 {
        mailed_anew(&mut person, ADA);
    }
    person.forget();
    asked(&mut person, ADA);
    let (link, code) = newest(&person, ADA);
    person.pass(590);
    person.resend();
    person.settle();
    person.pass(11);
    let late = person.enter_code(&code);
    assert_eq!((&*late.page, late.errors.len()), ("check-your-email", 1));
    person.pass(2_900);
    person.resend();
    person.settle();
    assert_eq!(person.own_mails(ADA).len(), 5);
    assert_eq!(person.visit(&link).page, "new-password");
    person.pass(100);
    assert_eq!(
        person.visit(&link).page,
        "link-used",
        "an hour after its mail"
    );
}

pub(super) fn spellings() {
    let mut person = person();
    for (count, login) in [ADA, "ada", " ADA ", "Ada@Example.com", "aDa", ADA, "ada"]
        .into_iter()
        .enumerate()
    {
        person.forget();
        asked(&mut person, login);
        assert_eq!(person.own_mails(ADA).len(), (count + 1).min(5));
    }
    let mut names: Vec<_> = person.claims().into_iter().map(|(name, _)| name).collect();
    names.dedup();
    assert_eq!(names.len(), 1);
}

pub(super) fn retries() {
    let mut person = person();
    let wait = None;
    person.fail_mails(&[recovery::NotMailed::Unavailable { wait }; 4]);
    asked(&mut person, ADA);
    assert_eq!(person.handed_over().len(), 5);
    assert_eq!(claimed(&person, |it| matches!(it, Claim::MaySend(_))), 5);
    for count in 2..=6 {
        mailed_anew(&mut person, ADA);
        assert_eq!(person.own_mails(ADA).len(), count.min(5));
    }
}

pub(super) fn nobody() {
    let mut person = person();
    person.visit("/forgot_password");
    person.ask_for_mail("nobody@example.com");
    person.settle();
    person.forget();
    person.visit("/forgot_password");
    person.ask_for_mail(ADA);
    person.enter_code("000000");
    assert_eq!(
        person.claims(),
        [],
        "not before the alarm, and not for nobody"
    );
    person.settle();
    assert_eq!(person.claims().len(), 2);
}

pub(super) fn oktas_mails() {
    let mut person = Native::new();
    for (count, login) in [ADA, "ADA@example.com", ADA, "Ada@Example.com", ADA, ADA]
        .into_iter()
        .enumerate()
    {
        person.forget();
        asked(&mut person, login);
        assert_eq!(person.okta().asked_for_mail(), (count + 1).min(5));
    }
    let tagged = "ada+rekey@example.com";
    person.forget();
    asked(&mut person, tagged);
    assert_eq!(
        person.okta().asked_for_mail(),
        5,
        "a tag is no other mailbox"
    );
    // What of its links is good, Okta says.
    let links = person.okta().mails_to(ADA);
    let last = links.last().and_then(|mail| mail["links"][0].as_str());
    let last = last.expect("the mail has a link").to_owned();
    assert_eq!(person.visit(&last).page, "new-password");
}

pub(super) fn oktas_codes() {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        let mut person = by_phone(engine);
        let told = by_sms(&mut person);
        let wrong = person.enter_code("000000");
        for count in 2..=5 {
            person.pass(61);
            person.resend();
            person.settle();
            assert_eq!(person.okta().mails_to(PHONE).len(), count);
        }
        let code = person.okta().mails_to(PHONE)[4]["code"].clone();
        person.switch();
        assert_eq!(by_sms(&mut person), told, "word for word");
        assert_eq!(person.okta().mails_to(PHONE).len(), 5);
        assert_eq!(person.enter_code("000000"), wrong, "word for word");
        person.switch();
        let code = code.as_str().expect("the message has a code");
        assert_eq!(person.enter_code(code).page, "new-password");
    }
}

pub(super) fn oktas_guesses() {
    for engine in [Engine::Classic, Engine::IdentityEngine] {
        let mut person = by_phone(engine);
        for _ in 1..=5 {
            person.forget();
            person.pass(61);
            by_sms(&mut person);
        }
        assert_eq!(person.okta().mails_to(PHONE).len(), 5);
        let handed_in = |person: &mut Native| {
            let calls = person.okta().calls().into_iter();
            let is_it = |path: &String| path.ends_with("/verify") || path.ends_with("/answer");
            calls.filter(is_it).count()
        };
        for _ in 0..3 {
            for _ in 0..3 {
                let told = person.enter_code("000000");
                assert_eq!(told.page, "check-your-email");
            }
            by_sms(&mut person);
        }
        assert_eq!(person.okta().mails_to(PHONE).len(), 5);
        assert_eq!(handed_in(&mut person), 5, "of nine");
    }
}

fn by_sms(person: &mut Native) -> Seen {
    person.visit("/forgot_password");
    let told = person.ask_by(HEDY, Channel::Sms);
    person.settle();
    told
}

fn by_phone(engine: Engine) -> Native {
    let mut seed = Seed::default();
    seed.switches.engine = engine;
    seed.policy.recovery.factors.okta_sms = Switch::On;
    Native::with(seed, Delivery::Okta)
}
