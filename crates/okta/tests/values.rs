//! Secrets, times, codes and rejections by themselves.

use std::collections::BTreeSet;

use okta::authn::{FactorType, Profile, RecoveryQuestion};
use okta::{Answer, ClientContext, Password, RecoveryToken, SessionToken, StateToken, Username};
use okta::{
    ApiError, ErrorCode, PasswordRejection, RecoveryTokenError, Timestamp, password_rejections,
};

#[test]
fn nothing_secret_or_personal_is_printed() {
    let hidden = "Tr0ub4dor&3";
    let profile = Profile {
        login: Some(hidden.to_owned()),
        ..Profile::default()
    };
    let context = ClientContext {
        forwarded_for: Some(hidden.to_owned()),
        ..ClientContext::default()
    };
    let printed = [
        format!("{:?}", Password::new(hidden)),
        format!("{:?}", Answer::new(hidden)),
        format!("{:?}", StateToken::new(hidden)),
        format!("{:?}", RecoveryToken::new(hidden)),
        format!("{:?}", SessionToken::new(hidden)),
        format!("{:?}", Username::new(hidden)),
        format!(
            "{:?}",
            RecoveryQuestion {
                question: hidden.to_owned()
            }
        ),
        format!("{profile:#?}"),
        format!("{context:#?}"),
    ];
    for text in printed {
        assert!(!text.contains("Tr0ub"), "{text}");
    }
}

#[test]
fn secrets_are_stored_as_the_text_they_are() {
    let stored = serde_json::to_string(&Password::new("pass\"word")).unwrap();
    assert_eq!(stored, r#""pass\"word""#);
    let restored: Password = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored.secret(), "pass\"word");
}

#[test]
fn what_is_no_recovery_token_has_a_name() {
    let parse = |text: &str| {
        text.parse::<RecoveryToken>()
            .map(|token| token.secret().to_owned())
    };
    assert_eq!(
        parse("VBQ0gwBp5LyJJFdbmWCM").as_deref(),
        Ok("VBQ0gwBp5LyJJFdbmWCM")
    );
    assert_eq!(parse("").unwrap_err(), RecoveryTokenError::Empty);
    assert_eq!(
        parse(&"a".repeat(129)).unwrap_err(),
        RecoveryTokenError::TooLong
    );
    for text in ["a b", "a/b", "a%62", "ä", "a\n", "../x"] {
        assert_eq!(
            parse(text).unwrap_err(),
            RecoveryTokenError::Character,
            "{text}"
        );
    }
}

#[test]
fn a_time_is_read_and_written_as_okta_writes_it() {
    let time: Timestamp = "2015-11-03T10:15:57.042Z".parse().unwrap();
    assert_eq!(time.as_millis(), 1_446_545_757_042);
    assert_eq!(time.to_string(), "2015-11-03T10:15:57.042Z");
    assert_eq!(
        Timestamp::from_millis(-1).to_string(),
        "1969-12-31T23:59:59.999Z"
    );
    let with_offset: Timestamp = "2015-11-03T11:15:57.042+01:00".parse().unwrap();
    assert_eq!(with_offset, time);
    assert!("DATE".parse::<Timestamp>().is_err());
}

#[test]
fn a_time_beyond_every_calendar_is_written_as_the_last_one() {
    let (first, last) = ("0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z");
    assert_eq!(Timestamp::from_millis(i64::MIN).to_string(), first);
    assert_eq!(Timestamp::from_millis(i64::MAX).to_string(), last);
    assert_eq!(last.parse::<Timestamp>().unwrap().to_string(), last);
    assert_eq!(first.parse::<Timestamp>().unwrap().to_string(), first);
}

#[test]
fn every_code_has_its_own_number_and_a_status() {
    let numbers: BTreeSet<_> = ErrorCode::ALL.iter().map(ErrorCode::as_str).collect();
    assert_eq!(numbers.len(), ErrorCode::ALL.len());
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from(code.as_str()), *code);
        assert!(
            code.as_str().starts_with("E0000") && code.as_str().len() == 8,
            "{code}"
        );
        assert!((400..=504).contains(&code.status()), "{code}");
        assert!(!code.summary().is_empty(), "{code}");
    }
}

#[test]
fn words_are_read_in_any_case_and_unknown_ones_are_kept() {
    assert_eq!(FactorType::from("email"), FactorType::Email);
    assert_eq!(FactorType::from("Sms").to_string(), "SMS");
    assert_eq!(FactorType::from("Pigeon").to_string(), "Pigeon");
}

fn rejected(code: ErrorCode, causes: &[&str]) -> Vec<PasswordRejection> {
    password_rejections(&ApiError {
        status: code.status(),
        summary: code.summary().to_owned(),
        causes: causes.iter().map(|&cause| cause.to_owned()).collect(),
        code,
        error_id: None,
        request_id: None,
    })
}

#[test]
fn the_reasons_of_a_rejected_password_are_told_apart() {
    let all_rules = "Password requirements were not met. Password requirements: at least 8 characters, \
        a symbol. Your password cannot be any of your last 4 passwords.";
    for (text, reason) in [
        (all_rules, PasswordRejection::Complexity),
        (
            "Passwords must have at least 8 characters, a number, no parts of your username",
            PasswordRejection::Complexity,
        ),
        (
            "Password requirements were not met. Password requirements: maximum 72 characters.",
            PasswordRejection::TooLong,
        ),
        (
            "Password cannot be your current password",
            PasswordRejection::SameAsCurrent,
        ),
        (
            "Password has been used too recently",
            PasswordRejection::UsedTooRecently,
        ),
        (
            "This password was found in a list of commonly used passwords. Please try another password.",
            PasswordRejection::Common,
        ),
        (
            "Your password has not reached its minimum age",
            PasswordRejection::TooYoung,
        ),
        (
            "No pigeons",
            PasswordRejection::Unknown("No pigeons".to_owned()),
        ),
    ] {
        let (credentials, requirements, validation) = (
            ErrorCode::UpdateOfCredentialsFailed,
            ErrorCode::PasswordRequirementsNotMet,
            ErrorCode::ApiValidationFailed,
        );
        let expected = [reason];
        assert_eq!(rejected(credentials, &[text]), expected, "{text}");
        assert_eq!(rejected(requirements, &[text]), expected, "{text}");
        assert_eq!(
            rejected(validation, &[&format!("password: {text}")]),
            expected,
            "{text}"
        );
    }
}

#[test]
fn every_cause_is_a_reason() {
    let causes = [
        "Password cannot be your current password",
        "Password has been used too recently",
    ];
    let expected = [
        PasswordRejection::SameAsCurrent,
        PasswordRejection::UsedTooRecently,
    ];
    assert_eq!(
        rejected(ErrorCode::UpdateOfCredentialsFailed, &causes),
        expected
    );
}

#[test]
fn a_rejection_without_a_cause_is_still_one() {
    let plain = rejected(ErrorCode::PasswordRequirementsNotMet, &[]);
    assert_eq!(plain, [PasswordRejection::Complexity]);
    let unclear = rejected(ErrorCode::UpdateOfCredentialsFailed, &[]);
    assert_eq!(
        unclear,
        [PasswordRejection::Unknown(
            "Update of credentials failed".to_owned()
        )]
    );
}

#[test]
fn errors_about_something_else_reject_no_password() {
    assert_eq!(
        rejected(ErrorCode::ApiValidationFailed, &["login: taken"]),
        []
    );
    assert_eq!(
        rejected(
            ErrorCode::InvalidToken,
            &["Password has been used too recently"]
        ),
        []
    );
    assert_eq!(
        rejected(
            ErrorCode::UpdateOfCredentialsFailed,
            &["Old password is not correct"]
        ),
        []
    );
}
