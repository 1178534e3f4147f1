//! The JSON of pages and problems: a contract with every client.

use pages::password::Rule;
use pages::{
    AnswerError, CheckYourEmail, Done, ForgotPassword, LoginError, NewPassword, NewPasswordErrors,
    Page, PasswordError, Problem, SomethingWentWrong, Texts, WentWrong, samples,
};
use serde_json::{Value, from_value, json, to_value};

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
    });
    let expected = json!({"page": "check-your-email", "login": "ada", "transaction": "handle"});
    assert_eq!(to_value(page).unwrap(), expected);
    assert_eq!(
        to_value(Page::Done(Done {})).unwrap(),
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
    });
    let expected = json!({
        "page": "new-password", "username": "ada", "question": "Why?",
        "policy": {
            "min_length": 8, "min_lower_case": 1, "min_upper_case": 1, "min_number": 1,
            "min_symbol": 1, "exclude_username": true, "exclude_first_name": true,
            "exclude_last_name": true, "history_count": 4,
        },
        "errors": {
            "answer": {"wrong": {"attempts_left": 3}},
            "password": [{"broken": {"min-length": 8}}, "common"],
        },
    });
    assert_eq!(to_value(page).unwrap(), expected);
}

#[test]
fn members_of_later_versions_are_passed_over() {
    let json = json!({"page": "forgot-password", "login": "ada", "weather": ["fine"]});
    let page = ForgotPassword {
        login: "ada".into(),
        error: None,
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
fn a_problem_is_told_of_every_status_from_400_and_of_no_other() {
    for (name, page) in samples::samples() {
        let problem = Problem::of(&page, &Texts::ENGLISH);
        assert_eq!(problem.is_some(), page.status() >= 400, "{name}");
        if let Some(problem) = problem {
            let json = to_value(&problem).unwrap();
            assert_eq!(json["status"], page.status(), "{name}");
            assert_eq!(json["page"]["page"], page.name(), "{name}");
            let kind = json["type"].as_str().unwrap();
            assert!(kind.starts_with("urn:rekey:problem:"), "{name}");
            let said = |member: &str| json[member].as_str().is_some_and(|said| said.len() > 10);
            assert!(said("title") && said("detail"), "{name}: {json}");
        }
    }
}

#[test]
fn a_problem_names_every_field_that_is_wrong_with_a_code_and_a_sentence() {
    let mut page = NewPassword::default();
    page.errors.answer = Some(AnswerError::Missing);
    page.errors.password = vec![
        PasswordError::Broken(Rule::MinLength(8)),
        PasswordError::Broken(Rule::Number(1)),
    ];
    let problem = Problem::of(&Page::NewPassword(page), &Texts::ENGLISH);
    let json: Value = to_value(problem).unwrap();
    let expected = json!([
        {"field": "answer", "code": "missing", "detail": "Enter the answer to your recovery question."},
        {"field": "password", "code": "min-length", "detail": "At least 8 characters"},
        {"field": "password", "code": "number", "detail": "A number"},
    ]);
    assert_eq!(json["errors"], expected);
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
        ("check-your-email", 200),
        ("new-password", 200),
        ("new-password-broken", 422),
        ("new-password-try-again", 503),
        ("link-expired", 410),
        ("link-used", 410),
        ("link-closed", 410),
        ("link-invalid", 410),
        ("done", 200),
        ("unavailable", 503),
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

#[test]
fn a_missing_setting_is_named_to_the_operator() {
    let page = Page::SomethingWentWrong(SomethingWentWrong {
        request_id: "1".into(),
        why: WentWrong::Misconfigured {
            setting: "OKTA_ORG_URL".into(),
        },
    });
    let problem = Problem::of(&page, &Texts::ENGLISH).unwrap();
    assert!(problem.detail.contains("OKTA_ORG_URL"));
}

#[test]
fn an_error_about_the_login_is_told_by_its_code() {
    let page = Page::ForgotPassword(ForgotPassword {
        login: String::new(),
        error: Some(LoginError::Missing),
    });
    let problem = Problem::of(&page, &Texts::ENGLISH).unwrap();
    assert_eq!(
        (problem.errors[0].field, problem.errors[0].code),
        (Some("login"), "missing")
    );
}
