//! What the operator may read in the log.

use serde::Serialize;

use crate::dictionary::{OktaError, Operation};
use crate::occasion::Occasion;
use crate::surroundings::NotMailed;

/// One line for the operator: what happened, and what came of it. Holds no login, no token and no
/// text of Okta's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What happened.
    pub event: Occasion,
    /// Okta's name of the operation, e.g. `forgot_password`; or what else was tried, or stood
    /// against it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub operation: &'static str,
    /// `ok`, or the kind of refusal; for what people do, the way they did it.
    pub outcome: &'static str,
    /// HTTP status of Okta's answer; absent when there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Okta's error code (`E…`), or the key of IDX's message; absent when there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Box<str>>,
    /// Okta's request id, which finds the call in the org's System Log: of this call, or of the
    /// last one before what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub okta_request_id: Option<Box<str>>,
    /// How long the call took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ms: Option<u32>,
    /// How long ago the event or the alarm began that this belongs to, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_ms: Option<u32>,
}

impl Report {
    /// No answer came.
    pub(crate) fn unreachable(operation: Operation) -> Self {
        Self::of(Occasion::Okta, (operation.name(), "unreachable"))
    }

    /// It was not asked: that would be too often, or it is down.
    pub(crate) fn held(operation: Operation) -> Self {
        Self::of(Occasion::Okta, (operation.name(), "held"))
    }

    /// A mail of ours was handed over.
    pub(crate) fn mailed(taken: &Result<(), NotMailed>) -> Self {
        let outcome = match taken {
            Ok(()) => "ok",
            Err(NotMailed::Unavailable { .. }) => "unavailable",
            Err(NotMailed::Refused) => "refused",
        };
        Self::of(Occasion::Mail, ("mail", outcome))
    }

    /// The rules for a new password could not be told from the org's policies.
    pub(crate) fn no_policy(why: &'static str) -> Self {
        Self::of(Occasion::Note, ("password_policy", why))
    }

    /// A message was not sent, because its address was sent too many.
    pub(crate) fn quota_spent() -> Self {
        Self::of(Occasion::Refused, ("quota", "spent"))
    }

    /// What an address remembers could not be asked.
    pub(crate) fn addressee_unreachable() -> Self {
        Self::of(Occasion::Note, ("addressee", "unreachable"))
    }

    /// Nobody said whether a password was stolen; what was made of it.
    pub(crate) fn breach_check(outcome: &'static str) -> Self {
        Self::of(Occasion::Note, ("breach_check", outcome))
    }

    /// Something happened to a transaction: by what, and how.
    pub(crate) fn of(event: Occasion, (operation, outcome): (&'static str, &'static str)) -> Self {
        Self {
            event,
            operation,
            outcome,
            status: None,
            code: None,
            okta_request_id: None,
            ms: None,
            step_ms: None,
        }
    }

    /// An answer came.
    pub(crate) fn answered<T, E: OktaError>(
        operation: Operation,
        response: &okta::Response,
        answer: &Result<T, E>,
    ) -> Self {
        let error = answer.as_ref().err();
        let outcome = error.map_or("ok", |error| error.refusal(operation).name());
        Self {
            status: Some(response.status().as_u16()),
            code: error.and_then(OktaError::code).and_then(name),
            okta_request_id: okta::request_id(response).and_then(name),
            ..Self::of(Occasion::Okta, (operation.name(), outcome))
        }
    }

    /// What is worth a line of its own about a call: Okta asked to wait, or took long.
    pub(crate) fn trouble(&self) -> Option<Self> {
        let event = match (self.event, self.status, self.ms) {
            (Occasion::Okta, Some(429), _) => Occasion::OktaLimited,
            (Occasion::Okta, _, Some(SLOW..)) => Occasion::OktaSlow,
            _ => return None,
        };
        Some(Self {
            event,
            ..self.clone()
        })
    }
}

/// From how many milliseconds on a call is slow.
const SLOW: u32 = 2_000;

/// The longest name, a little longer than Okta's request ids.
const LONGEST: usize = 40;

/// A word of the length that Okta's codes and request ids have. What is none came from somebody else,
/// and could be anything.
pub(crate) fn name(word: &str) -> Option<Box<str>> {
    let word = okta::log_word(word)?;
    (word.len() <= LONGEST).then(|| word.into())
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
