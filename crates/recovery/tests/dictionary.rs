//! Each of Okta's refusals has one meaning per operation.

use pages::PasswordError;
use recovery::{Operation as O, Refusal, refusal};

/// Operation, status, code, cause, meaning.
type Row = (O, u16, &'static str, &'static str, Refusal);

fn rejected(reason: PasswordError) -> Refusal {
    Refusal::PasswordRejected(vec![reason])
}

fn later() -> Refusal {
    Refusal::Unavailable { wait: None }
}

fn before_the_password() -> Vec<Row> {
    vec![
        (O::ForgotPassword, 403, "E0000006", "", Refusal::NotAllowed),
        (O::ForgotPassword, 401, "E0000011", "", Refusal::NotAllowed),
        (O::ForgotPassword, 429, "E0000047", "", later()),
        (O::ForgotPassword, 503, "E0000010", "", later()),
        (O::ForgotPassword, 400, "E0000001", "", Refusal::NotAllowed),
        (
            O::VerifyRecoveryToken,
            403,
            "E0000105",
            "",
            Refusal::LinkExpired,
        ),
        (
            O::VerifyRecoveryToken,
            401,
            "E0000011",
            "",
            Refusal::LinkInvalid,
        ),
        (
            O::VerifyRecoveryToken,
            403,
            "E0000079",
            "",
            Refusal::LinkExpired,
        ),
        (O::VerifyRecoveryToken, 500, "E0000009", "", later()),
        (
            O::AnswerRecoveryQuestion,
            403,
            "E0000087",
            "",
            Refusal::WrongAnswer,
        ),
        (
            O::AnswerRecoveryQuestion,
            400,
            "E0000087",
            "",
            Refusal::WrongAnswer,
        ),
        (
            O::AnswerRecoveryQuestion,
            403,
            "E0000068",
            "",
            Refusal::WrongAnswer,
        ),
        (
            O::AnswerRecoveryQuestion,
            401,
            "E0000011",
            "",
            Refusal::StateExpired,
        ),
        (
            O::AnswerRecoveryQuestion,
            403,
            "E0000069",
            "",
            Refusal::NotAllowed,
        ),
    ]
}

fn at_the_password() -> Vec<Row> {
    vec![
        (O::ResetPassword, 401, "E0000011", "", Refusal::StateExpired),
        (O::ResetPassword, 403, "E0000079", "", Refusal::StateExpired),
        (O::ResetPassword, 403, "E0000105", "", Refusal::LinkExpired),
        (
            O::ResetPassword,
            403,
            "E0000080",
            "Password cannot be your current password",
            rejected(PasswordError::SameAsCurrent),
        ),
        (
            O::ResetPassword,
            403,
            "E0000014",
            "Password has been used too recently",
            rejected(PasswordError::UsedRecently),
        ),
        (
            O::ResetPassword,
            403,
            "E0000080",
            "This password was found in a list of commonly used passwords. Please try another password.",
            rejected(PasswordError::Common),
        ),
        (
            O::ResetPassword,
            403,
            "E0000080",
            "Password requirements were not met. Password requirements: maximum 72 characters.",
            rejected(PasswordError::TooLong),
        ),
        (
            O::ResetPassword,
            403,
            "E0000080",
            "Quite new",
            rejected(PasswordError::Refused),
        ),
        (
            O::ResetPassword,
            403,
            "E0000080",
            "",
            rejected(PasswordError::Refused),
        ),
        (O::ResetPassword, 403, "E0009999", "", Refusal::NotAllowed),
        (O::ResetPassword, 500, "E0009999", "", later()),
    ]
}

fn of_the_management_api() -> Vec<Row> {
    vec![
        (O::GetUser, 404, "E0000007", "", Refusal::NoSuchUser),
        (O::GetUser, 403, "E0000006", "", Refusal::CredentialRefused),
        (O::GetUser, 401, "E0000011", "", Refusal::CredentialRefused),
        (O::GetUser, 403, "E0000005", "", Refusal::CredentialRefused),
        (O::ListPolicies, 403, "E0000006", "", Refusal::NotAllowed),
        (
            O::ListPolicies,
            401,
            "E0000011",
            "",
            Refusal::CredentialRefused,
        ),
        (O::ListPolicies, 500, "E0000009", "", later()),
        (O::ListUserGroups, 403, "E0000006", "", Refusal::NotAllowed),
        (O::ListUserGroups, 404, "E0000007", "", Refusal::NoSuchUser),
        (
            O::TakeRecoveryToken,
            403,
            "E0000034",
            "",
            Refusal::NotAllowed,
        ),
        (
            O::TakeRecoveryToken,
            403,
            "E0000017",
            "",
            Refusal::NotAllowed,
        ),
        (
            O::TakeRecoveryToken,
            403,
            "E0000006",
            "",
            Refusal::NotAllowed,
        ),
        (O::DemandReset, 403, "E0000038", "", Refusal::NotAllowed),
        (O::Activate, 403, "E0000016", "", Refusal::NotAllowed),
        (O::Activate, 409, "E0000112", "", later()),
        (O::Reactivate, 403, "E0000038", "", Refusal::NotAllowed),
        (O::Unlock, 403, "E0000032", "", Refusal::NotAllowed),
        (O::RevokeSessions, 404, "E0000007", "", Refusal::NoSuchUser),
        (O::RevokeSessions, 500, "E0000009", "", later()),
    ]
}

#[test]
fn oktas_refusals_have_one_meaning_each() {
    let rows = before_the_password().into_iter().chain(at_the_password());
    for (operation, status, code, cause, expected) in rows.chain(of_the_management_api()) {
        let cause = serde_json::json!({ "errorSummary": cause });
        let causes = if cause["errorSummary"] == "" {
            vec![]
        } else {
            vec![cause]
        };
        let body = serde_json::json!({
            "errorCode": code, "errorSummary": "x", "errorCauses": causes,
        });
        let mut response = okta::Response::new(body.to_string().into_bytes());
        *response.status_mut() = status.try_into().expect("a status");
        let error = okta::authn::reset_password_response(&response);
        let error = error.expect_err("an error was sent");
        assert_eq!(refusal(operation, &error), expected, "{operation:?} {body}");
    }
}

/// A token without the scope is refused in a header. Only where the journey goes on without it is
/// no other token taken.
#[test]
fn a_missing_scope_is_the_credentials_fault_where_it_is_needed() {
    let refused = |operation, status: u16, word: &str| {
        let mut response = okta::Response::new(Vec::new());
        *response.status_mut() = status.try_into().expect("a status");
        let challenge = format!("Bearer realm=\"http://x\", error=\"{word}\"");
        let challenge = challenge.parse().expect("the words are ASCII");
        response.headers_mut().insert("www-authenticate", challenge);
        let error = okta::authn::reset_password_response(&response);
        refusal(operation, &error.expect_err("an error was sent"))
    };
    for operation in [O::ListPolicies, O::ListUserGroups] {
        let missing = refused(operation, 403, "insufficient_scope");
        assert_eq!(missing, Refusal::NotAllowed, "{operation:?}");
        let old = refused(operation, 401, "invalid_token");
        assert_eq!(old, Refusal::CredentialRefused, "{operation:?}");
    }
    for operation in [O::GetUser, O::Unlock] {
        let missing = refused(operation, 403, "insufficient_scope");
        assert_eq!(missing, Refusal::CredentialRefused, "{operation:?}");
    }
}
