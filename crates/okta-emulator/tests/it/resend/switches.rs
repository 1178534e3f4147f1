//! What differs between Resend's accounts, or is uncertain, under either value of its switch.

use http::HeaderValue;
use serde_json::{Value, json};

use super::{mail, mail_with, post, refusal, send, send_once};
use crate::stage::{Reply, Stage};

fn stage(switches: &Value) -> Stage {
    Stage::switched(&json!({ "resend": switches }))
}

fn told(reply: &Reply) -> (u16, String) {
    match reply.status {
        200 => (200, String::new()),
        _ => refusal(reply),
    }
}

#[test]
fn a_bad_key_is_refused_in_one_of_three_ways() {
    for (switch, status, name) in [
        ("403", 403, "invalid_api_key"),
        ("401", 401, "validation_error"),
        ("400", 400, "validation_error"),
    ] {
        let mut stage = stage(&json!({ "bad_key": switch }));
        let mut stranger = post(&mail());
        let key = HeaderValue::from_static("Bearer re_revoked");
        stranger.headers_mut().insert("authorization", key);
        assert_eq!(told(&stage.send(&stranger)), (status, name.to_owned()));
    }
}

#[test]
fn a_bad_field_is_refused_in_one_of_two_ways() {
    for (switch, status) in [("422", 422), ("400", 400)] {
        let mut stage = stage(&json!({ "bad_field_status": switch }));
        let reply = send(&mut stage, &mail_with("to", json!("nobody")));
        assert_eq!(told(&reply), (status, "validation_error".to_owned()));
    }
}

#[test]
fn mails_may_come_from_anywhere_or_from_the_one_verified_domain() {
    for (verified, status) in [
        (Value::Null, 200),
        (json!("example.com"), 200),
        (json!("mail.example.com"), 403),
    ] {
        let mut stage = stage(&json!({ "verified_domain": verified }));
        let reply = send(&mut stage, &mail());
        assert_eq!(reply.status, status, "{verified}");
        if status == 403 {
            assert_eq!(told(&reply).1, "validation_error");
            let said = "The example.com domain is not verified.";
            assert!(reply.string("/message").starts_with(said));
        }
    }
}

#[test]
fn requests_beyond_the_rate_are_refused_for_a_second() {
    for (switch, statuses) in [(0, [200, 200, 200]), (2, [200, 200, 429])] {
        let mut stage = stage(&json!({ "rate_per_second": switch }));
        assert_eq!([0; 3].map(|_| send(&mut stage, &mail()).status), statuses);
        if switch == 2 {
            let reply = send(&mut stage, &mail());
            assert_eq!(told(&reply), (429, "rate_limit_exceeded".to_owned()));
            assert_eq!(reply.headers["retry-after"], "1");
        }
        stage.org.advance(1);
        assert_eq!(send(&mut stage, &mail()).status, 200);
    }
}

#[test]
fn mails_beyond_a_quota_are_refused_until_its_time_is_over() {
    const DAY: u64 = 24 * 60 * 60;
    let two = mail_with("cc", json!("alan@example.com"));
    for (switch, name, lasts) in [
        ("daily_quota", "daily_quota_exceeded", DAY),
        ("monthly_quota", "monthly_quota_exceeded", 30 * DAY),
    ] {
        let mut stage = stage(&json!({ switch: 2 }));
        assert_eq!(send_once(&mut stage, &two, "mail-1").status, 200);
        assert_eq!(told(&send(&mut stage, &mail())), (429, name.to_owned()));
        let repeated = send_once(&mut stage, &two, "mail-1");
        assert_eq!(repeated.status, 200, "a repeated mail is none more");
        stage.org.advance(lasts - 1);
        assert_eq!(send(&mut stage, &mail()).status, 429);
        stage.org.advance(1);
        assert_eq!(send(&mut stage, &mail()).status, 200);
        assert_eq!(stage.org.outbox().len(), 3);
    }
    let mut stage = stage(&json!({}));
    for _ in 0..200 {
        assert_eq!(send(&mut stage, &two).status, 200);
    }
}

#[test]
fn a_repeated_mail_finds_the_first_one_under_way_or_done() {
    for (switch, statuses) in [(0, [200, 200, 200]), (3, [200, 409, 200])] {
        let mut stage = stage(&json!({ "in_flight_seconds": switch }));
        let first = send_once(&mut stage, &mail(), "mail-1");
        let second = send_once(&mut stage, &mail(), "mail-1");
        if second.status == 409 {
            let name = "concurrent_idempotent_requests".to_owned();
            assert_eq!(told(&second), (409, name));
        }
        stage.org.advance(3);
        let third = send_once(&mut stage, &mail(), "mail-1");
        assert_eq!(
            [&first, &second, &third].map(|reply| reply.status),
            statuses
        );
        assert_eq!(third.json(), first.json());
        assert_eq!(stage.org.outbox().len(), 1);
    }
}
