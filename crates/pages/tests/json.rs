//! The JSON of pages and problems: a contract with every client.

use pages::password::Rule;
use pages::{
    AnswerError, Besides, Channel, CheckYourEmail, CodeEntry, CodeError, Done, ForgotPassword,
    NewPassword, NewPasswordErrors, NotMe, Page, PasswordError, Purpose, Resend, ReturnTo, Sent,
    SomethingWentWrong, samples,
};
use serde_json::{from_value, json, to_value};

#[test]
fn every_page_survives_the_way_through_json() {
    for (name, page) in samples::samples() {
        let json = to_value(&page).unwrap();
        assert_eq!(json["page"], page.name(), "{name}");
        assert_eq!(from_value::<Page>(json).unwrap(), page, "{name}");
    }
}

#[test]
fn the_members_of_a_page_stand_beside_its_name() {
    let page = Page::CheckYourEmail(CheckYourEmail {
        login: "ada".into(),
        transaction: Some("handle".into()),
        ..CheckYourEmail::default()
    });
    let expected = json!({"page": "check-your-email", "login": "ada", "transaction": "handle"});
    assert_eq!(to_value(page).unwrap(), expected);
    assert_eq!(
        to_value(Page::Done(Done::default())).unwrap(),
        json!({"page": "done"})
    );
}

#[test]
fn a_new_password_page_tells_the_question_the_rules_and_the_errors() {
    let page = Page::NewPassword(NewPassword {
        username: Some("ada".into()),
        question: Some("Why?".into()),
        policy: Some(samples::policy()),
        errors: NewPasswordErrors {
            answer: Some(AnswerError::Wrong { attempts_left: 3 }),
            password: vec![
                PasswordError::Broken(Rule::MinLength(8)),
                PasswordError::Common,
            ],
            form: None,
        },
        ..NewPassword::default()
    });
    let expected = json!({
        "page": "new-password", "username": "ada", "question": "Why?",
        "policy": {
            "min_length": 8, "min_lower_case": 1, "min_upper_case": 1, "min_number": 1,
            "min_symbol": 1, "max_consecutive": 2, "exclude_username": true,
            "exclude_first_name": true, "exclude_last_name": true, "exclude_common": true,
            "history_count": 4,
        },
        "errors": {
            "answer": {"wrong": {"attempts_left": 3}},
            "password": [{"broken": {"min-length": 8}}, "common"],
        },
    });
    assert_eq!(to_value(page).unwrap(), expected);
}

#[test]
fn a_code_and_another_message_are_members_of_the_public_answer() {
    let page = CheckYourEmail {
        login: "ada".into(),
        channel: Channel::Sms,
        code: Some(CodeEntry {
            minutes: 10,
            besides: Besides::Link,
            error: Some(CodeError::Wrong { attempts_left: 3 }),
        }),
        resend: Some(Resend {
            wait_seconds: 23,
            sent: Sent::NotYet,
        }),
        ..CheckYourEmail::default()
    };
    let expected = json!({
        "page": "check-your-email", "login": "ada", "channel": "sms",
        "code": {"minutes": 10, "besides": "link", "error": {"wrong": {"attempts_left": 3}}},
        "resend": {"wait_seconds": 23, "sent": "not-yet"},
    });
    assert_eq!(to_value(Page::CheckYourEmail(page)).unwrap(), expected);
}

#[test]
fn what_is_as_usual_is_left_out() {
    let page = CheckYourEmail {
        login: "ada".into(),
        code: Some(CodeEntry {
            minutes: 10,
            ..CodeEntry::default()
        }),
        resend: Some(Resend::default()),
        ..CheckYourEmail::default()
    };
    let expected = json!({
        "page": "check-your-email", "login": "ada", "code": {"minutes": 10}, "resend": {},
    });
    assert_eq!(to_value(Page::CheckYourEmail(page)).unwrap(), expected);
    let expected = json!({"page": "not-me", "state": "confirm"});
    assert_eq!(to_value(Page::NotMe(NotMe::default())).unwrap(), expected);
}

#[test]
fn done_tells_what_for_and_the_way_back() {
    let page = Done {
        purpose: Purpose::Unlock,
        return_to: Some(ReturnTo {
            url: "https://app.example.com/".into(),
            name: None,
        }),
        ..Done::default()
    };
    let expected = json!({
        "page": "done", "purpose": "unlock", "return_to": {"url": "https://app.example.com/"},
    });
    assert_eq!(to_value(Page::Done(page)).unwrap(), expected);
}

#[test]
fn members_of_later_versions_are_passed_over() {
    let json = json!({"page": "forgot-password", "login": "ada", "weather": ["fine"]});
    let page = ForgotPassword {
        login: "ada".into(),
        ..ForgotPassword::default()
    };
    assert_eq!(
        from_value::<Page>(json).unwrap(),
        Page::ForgotPassword(page)
    );
}

#[test]
fn an_unknown_page_is_refused() {
    assert!(from_value::<Page>(json!({"page": "weather"})).is_err());
    assert!(from_value::<Page>(json!({"login": "ada"})).is_err());
}

#[test]
fn names_of_failures_and_rules_are_those_of_the_json() {
    for (name, page) in samples::samples() {
        if let Page::SomethingWentWrong(SomethingWentWrong { why, .. }) = page {
            let json = to_value(&why).unwrap();
            let key = json.as_object().and_then(|object| object.keys().next());
            let key = key.map(String::as_str).or(json.as_str());
            assert_eq!(key, Some(why.name()), "{name}");
        }
    }
    for rule in pages::password::rules(&samples::policy()) {
        let json = to_value(rule).unwrap();
        let key = json.as_object().and_then(|object| object.keys().next());
        let key = key.map(String::as_str).or(json.as_str());
        assert_eq!(key, Some(rule.name()));
    }
}

#[test]
fn statuses_follow_what_happened() {
    let status = |name: &str| {
        let mut all = samples::samples().into_iter();
        all.find(|(found, _)| *found == name).unwrap().1.status()
    };
    let expected = [
        ("forgot-password", 200),
        ("forgot-password-missing", 422),
        ("forgot-password-channels-refused", 422),
        ("check-your-email", 200),
        ("check-your-email-code", 200),
        ("check-your-email-again", 200),
        ("check-your-email-not-yet", 429),
        ("code-missing", 422),
        ("code-not-a-code", 422),
        ("code-wrong", 422),
        ("code-expired", 422),
        ("code-closed", 410),
        ("code-try-again", 503),
        ("new-password", 200),
        ("new-password-broken", 422),
        ("new-password-try-again", 503),
        ("link-expired", 410),
        ("link-used", 410),
        ("link-closed", 410),
        ("link-invalid", 410),
        ("done", 200),
        ("not-me", 200),
        ("not-me-done", 200),
        ("not-me-expired", 410),
        ("unavailable", 503),
        ("too-many-requests", 429),
        ("not-found", 404),
        ("method-not-allowed", 405),
        ("too-large", 413),
        ("wrong-type", 415),
        ("forbidden", 403),
        ("not-allowed", 403),
        ("bad-request", 400),
        ("internal", 500),
        ("misconfigured", 503),
    ];
    for (name, expected) in expected {
        assert_eq!(status(name), expected, "{name}");
    }
}
