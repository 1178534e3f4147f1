//! Pages whose status says error, as problem details.

use pages::password::Rule;
use pages::{
    AnswerError, ForgotPassword, LoginError, NewPassword, Page, PasswordError, Problem,
    SomethingWentWrong, Texts, WentWrong, samples,
};
use serde_json::{Value, json, to_value};

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
fn a_problem_with_a_code_names_its_field() {
    for (name, code, field) in [
        ("code-missing", "missing", Some("code")),
        ("code-not-a-code", "not-a-code", Some("code")),
        ("code-wrong", "wrong", Some("code")),
        ("code-expired", "expired", Some("code")),
        ("code-closed", "closed", Some("code")),
        ("code-try-again", "try-again", None),
        ("check-your-email-not-yet", "too-soon", None),
        (
            "forgot-password-channels-refused",
            "not-offered",
            Some("channel"),
        ),
        (
            "forgot-password-channel-refused",
            "not-offered",
            Some("channel"),
        ),
    ] {
        let mut all = samples::samples().into_iter();
        let page = all.find(|(found, _)| *found == name).unwrap().1;
        let problem = Problem::of(&page, &Texts::ENGLISH).unwrap();
        let found: Vec<_> = problem
            .errors
            .iter()
            .map(|it| (it.code, it.field))
            .collect();
        assert_eq!(found, [(code, field)], "{name}");
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
        error: Some(LoginError::Missing),
        ..ForgotPassword::default()
    });
    let problem = Problem::of(&page, &Texts::ENGLISH).unwrap();
    assert_eq!(
        (problem.errors[0].field, problem.errors[0].code),
        (Some("login"), "missing")
    );
}
