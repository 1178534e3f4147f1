//! What one address remembers.

use okta::Timestamp;

use super::stage::{MINUTE, NOW, settings};
use crate::*;

/// An address, asked at times in minutes.
#[derive(Default)]
struct Asked(Addressee);

impl Asked {
    fn claim(&mut self, minute: i64, claim: Claim) -> bool {
        let ruling = self.0.rule(claim, &settings(), at(minute));
        ruling == Ruling::Granted
    }

    fn may_send(&mut self, minute: i64, transaction: &str, number: u32) -> bool {
        self.claim(minute, Claim::MaySend(message(transaction, number)))
    }

    fn handed_over(&mut self, minute: i64, transaction: &str) {
        self.claim(minute, Claim::HandedOver(message(transaction, 1)));
    }

    fn password_set(&mut self, minute: i64, transaction: &str) {
        let transaction = transaction.to_owned();
        let at = at(minute);
        self.claim(minute, Claim::PasswordSet { transaction, at });
    }

    fn may_save(&mut self, minute: i64, transaction: &str, shown: i64) -> bool {
        let transaction = transaction.to_owned();
        let shown = at(shown);
        self.claim(minute, Claim::MaySave { transaction, shown })
    }

    fn is_newest(&mut self, minute: i64, transaction: &str) -> bool {
        let transaction = transaction.to_owned();
        self.claim(minute, Claim::IsNewest { transaction })
    }
}

fn message(transaction: &str, number: u32) -> Message {
    let transaction = transaction.to_owned();
    Message {
        transaction,
        number,
    }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(NOW + minute * MINUTE)
}

#[test]
fn whoever_remembers_nothing_replaces_nothing() {
    let mut address = Asked::default();
    assert!(address.is_newest(0, "a"));
    assert_eq!(address.0.until(), None, "asking leaves nothing behind");
    assert!(address.may_send(0, "b", 1));
    assert!(address.is_newest(0, "a"), "b's mail is not out");
}

#[test]
fn a_form_that_was_open_when_another_set_a_password_sets_none() {
    let mut address = Asked::default();
    assert!(address.may_save(1, "a", 0), "nobody has set one");
    address.password_set(2, "b");
    assert!(!address.may_save(3, "a", 1), "b has, since");
    assert!(address.may_save(3, "b", 1), "it has itself");
    assert!(address.may_save(4, "a", 3), "its form was shown later");
    address.password_set(1, "c");
    assert!(
        !address.may_save(4, "c", 1),
        "what is said late counts for its time"
    );
    assert!(address.may_save(17, "a", 1), "no form is open for so long");
    assert_eq!(address.0.until(), None, "nothing is left behind");
}

#[test]
fn the_last_mail_that_was_handed_over_is_the_newest() {
    let mut address = Asked::default();
    for transaction in ["a", "b"] {
        assert!(address.may_send(0, transaction, 1));
        address.handed_over(0, transaction);
    }
    assert!(!address.is_newest(1, "a"));
    assert!(address.is_newest(1, "b"));
    assert!(address.may_send(2, "a", 2));
    assert!(address.is_newest(2, "a"), "it may be out at any moment");
    address.handed_over(2, "a");
    assert!(!address.is_newest(2, "b"));
}

#[test]
fn a_mail_whose_end_is_not_known_is_replaced_by_later_ones_only() {
    let mut address = Asked::default();
    address.may_send(0, "a", 1);
    address.may_send(0, "b", 1);
    address.handed_over(0, "a");
    assert!(address.is_newest(0, "b"), "b was handed over last, perhaps");
    address.may_send(0, "c", 1);
    address.handed_over(0, "c");
    assert!(!address.is_newest(0, "b"));
    assert!(address.may_send(1, "b", 1));
    assert!(address.is_newest(1, "b"), "it is tried again");
}

#[test]
fn of_two_mails_on_their_way_at_once_both_work() {
    for last in ["a", "b"] {
        let mut address = Asked::default();
        address.may_send(0, "old", 1);
        address.handed_over(0, "old");
        address.may_send(1, "a", 1);
        address.may_send(1, "b", 1);
        let first = if last == "a" { "b" } else { "a" };
        address.handed_over(1, first);
        address.handed_over(1, last);
        assert!(!address.is_newest(1, "old"));
        assert!(address.is_newest(1, first), "{first} may lie above {last}");
        assert!(address.is_newest(1, last));
        address.may_send(2, "c", 1);
        address.handed_over(2, "c");
        assert!(!address.is_newest(2, "a"));
        assert!(!address.is_newest(2, "b"));
        assert!(address.is_newest(2, "c"));
    }
}

#[test]
fn an_hour_and_a_day_have_room_again_when_their_messages_are_past() {
    let mut address = Asked::default();
    let sent = |address: &mut Asked, minute: i64| {
        let name = minute.to_string();
        (0..10)
            .filter(|number| address.may_send(minute, &name, *number))
            .count()
    };
    assert_eq!(sent(&mut address, 0), 5);
    assert_eq!(sent(&mut address, 59), 0);
    assert!(address.may_send(59, "0", 0), "that one was counted");
    assert_eq!(sent(&mut address, 60), 5);
    assert_eq!(sent(&mut address, 120), 5);
    assert_eq!(sent(&mut address, 180), 5);
    assert_eq!(sent(&mut address, 240), 0, "20 in a day");
    assert_eq!(sent(&mut address, 24 * 60), 5);
}

#[test]
fn what_does_not_count_any_more_is_forgotten() {
    let mut address = Asked::default();
    address.may_send(0, "a", 1);
    address.handed_over(0, "a");
    assert_eq!(address.0.until(), Some(at(24 * 60)));
    let text = serde_json::to_string(&address.0).expect("it can be stored");
    let mut stored: Addressee = serde_json::from_str(&text).expect("and read");
    stored.forget(at(60));
    let text = serde_json::to_string(&stored).expect("it can be stored");
    assert!(text.contains(r#""live":[]"#), "its link has ended: {text}");
    stored.forget(at(24 * 60));
    assert_eq!(stored.until(), None);
}

#[test]
fn a_long_link_is_remembered_beyond_the_day_of_its_message() {
    let mut settings = settings();
    settings.link_lifetime = 24 * 60 * MINUTE;
    let mut address = Addressee::default();
    address.rule(Claim::MaySend(message("a", 1)), &settings, at(0));
    address.rule(Claim::HandedOver(message("a", 1)), &settings, at(60));
    address.forget(at(24 * 60));
    let other = Claim::IsNewest {
        transaction: "b".to_owned(),
    };
    assert_eq!(address.until(), Some(at(25 * 60)));
    let ruling = address.rule(other, &settings, at(24 * 60));
    assert_eq!(ruling, Ruling::Denied);
}
