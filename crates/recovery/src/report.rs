//! What the operator may read in the log.

use serde::Serialize;

use crate::dictionary::{OktaError, Operation};
use crate::surroundings::NotMailed;

/// One line for the operator: what was asked of Okta and what came of it. Holds no login, no
/// token and no text of Okta's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Okta's name of the operation, e.g. `forgot_password`.
    pub operation: &'static str,
    /// `ok`, or the kind of refusal.
    pub outcome: &'static str,
    /// HTTP status of Okta's answer; absent when there was none.
    pub status: Option<u16>,
    /// Okta's error code (`E…`), or the key of IDX's message; absent when there was none.
    pub code: Option<String>,
    /// Okta's request id, which finds the call in the org's System Log.
    pub okta_request_id: Option<String>,
}

impl Report {
    /// No answer came.
    pub(crate) fn unreachable(operation: Operation) -> Self {
        Self::of(operation.name(), "unreachable")
    }

    /// It was not asked: that would be too often, or it is down.
    pub(crate) fn held(operation: Operation) -> Self {
        Self::of(operation.name(), "held")
    }

    /// A mail of ours was handed over.
    pub(crate) fn mailed(taken: &Result<(), NotMailed>) -> Self {
        let outcome = match taken {
            Ok(()) => "ok",
            Err(NotMailed::Unavailable { .. }) => "unavailable",
            Err(NotMailed::Refused) => "refused",
        };
        Self::of("mail", outcome)
    }

    /// The rules for a new password could not be told from the org's policies.
    pub(crate) fn no_policy(why: &'static str) -> Self {
        Self::of("password_policy", why)
    }

    /// A message was not sent, because its address was sent too many.
    pub(crate) fn quota_spent() -> Self {
        Self::of("quota", "spent")
    }

    /// What an address remembers could not be asked.
    pub(crate) fn addressee_unreachable() -> Self {
        Self::of("addressee", "unreachable")
    }

    /// Somebody says that a new password was not their doing.
    pub(crate) fn not_me() -> Self {
        Self::of("not_me", "reported")
    }

    /// Nobody said whether a password was stolen; what was made of it.
    pub(crate) fn breach_check(outcome: &'static str) -> Self {
        Self::of("breach_check", outcome)
    }

    fn of(operation: &'static str, outcome: &'static str) -> Self {
        Self {
            operation,
            outcome,
            status: None,
            code: None,
            okta_request_id: None,
        }
    }

    /// An answer came.
    pub(crate) fn answered<T, E: OktaError>(
        operation: Operation,
        response: &okta::Response,
        answer: &Result<T, E>,
    ) -> Self {
        let error = answer.as_ref().err();
        Self {
            operation: operation.name(),
            outcome: error.map_or("ok", |error| error.refusal(operation).name()),
            status: Some(response.status().as_u16()),
            code: error.and_then(OktaError::code).and_then(name),
            okta_request_id: okta::request_id(response).and_then(name),
        }
    }
}

/// The longest name, a little longer than Okta's request ids.
const LONGEST: usize = 40;

/// A word of the length that Okta's codes and request ids have. What is none came from somebody else,
/// and could be anything.
pub(crate) fn name(word: &str) -> Option<String> {
    let word = okta::log_word(word)?;
    (word.len() <= LONGEST).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use okta::{Error, authn};

    use super::{Operation, Report};

    fn report(code: &str, request_id: &str) -> Report {
        let body = serde_json::json!({ "errorCode": code }).to_string();
        let mut response = okta::Response::new(body.into_bytes());
        *response.status_mut() = 403.try_into().expect("403 is a status");
        let request_id = request_id.parse().expect("the words are ASCII");
        response
            .headers_mut()
            .insert("x-okta-request-id", request_id);
        let answer: Result<_, Error> = authn::reset_password_response(&response);
        Report::answered(Operation::ResetPassword, &response, &answer)
    }

    #[test]
    fn a_code_and_a_request_id_are_for_the_log() {
        let report = report("E0009999", "1f2e3d4c5b6a79880f1e2d3c4b5a6978");
        assert_eq!(report.code.as_deref(), Some("E0009999"));
        assert_eq!(
            report.okta_request_id.as_deref(),
            Some("1f2e3d4c5b6a79880f1e2d3c4b5a6978")
        );
    }

    #[test]
    fn what_looks_like_neither_stays_out_of_the_log() {
        for word in ["ada@example.com", "a b", "", &"x".repeat(41)] {
            let report = report(word, word);
            assert_eq!(
                (report.code, report.okta_request_id),
                (None, None),
                "{word}"
            );
        }
    }
}
