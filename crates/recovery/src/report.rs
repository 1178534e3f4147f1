//! What the operator may read in the log.

use serde::Serialize;

use crate::dictionary::{Operation, refusal};

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
    /// Okta's error code (`E…`); absent when there was none.
    pub code: Option<String>,
    /// Okta's request id, which finds the call in the org's System Log.
    pub okta_request_id: Option<String>,
}

impl Report {
    /// No answer came.
    pub(crate) fn unreachable(operation: Operation) -> Self {
        Self {
            operation: operation.name(),
            outcome: "unreachable",
            status: None,
            code: None,
            okta_request_id: None,
        }
    }

    /// An answer came.
    pub(crate) fn answered<T>(
        operation: Operation,
        response: &okta::Response,
        answer: &Result<T, okta::Error>,
    ) -> Self {
        let error = answer.as_ref().err();
        let id = response
            .headers()
            .get("x-okta-request-id")
            .and_then(|id| id.to_str().ok());
        Self {
            operation: operation.name(),
            outcome: error.map_or("ok", |error| refusal(operation, error).name()),
            status: Some(response.status().as_u16()),
            code: error
                .and_then(okta::Error::code)
                .map(|code| code.as_str().to_owned()),
            okta_request_id: id.map(str::to_owned),
        }
    }
}
