//! The error object in the bodies of refusals.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error_code::ErrorCode;
use crate::wire::if_readable;

/// An error object as it stands in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WireErrorBody")]
pub struct ErrorBody {
    /// `errorCode`.
    #[serde(rename = "errorCode")]
    pub code: ErrorCode,
    /// `errorSummary`.
    #[serde(rename = "errorSummary")]
    pub summary: String,
    /// `errorLink`: the code again.
    #[serde(rename = "errorLink")]
    pub link: String,
    /// `errorId`: begins with `oae`.
    #[serde(rename = "errorId")]
    pub id: Option<String>,
    /// `errorCauses`.
    #[serde(rename = "errorCauses")]
    pub causes: Vec<ErrorCause>,
}

impl ErrorBody {
    /// An error object with the documented summary and no causes.
    #[must_use]
    pub fn new(code: ErrorCode, id: impl Into<String>) -> Self {
        Self {
            summary: code.summary().to_owned(),
            link: code.as_str().to_owned(),
            id: Some(id.into()),
            causes: Vec::new(),
            code,
        }
    }

    /// The same with one more cause.
    #[must_use]
    pub fn with_cause(mut self, summary: impl Into<String>) -> Self {
        let summary = summary.into();
        self.causes.push(ErrorCause { summary });
        self
    }
}

/// One of `errorCauses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorCause {
    /// `errorSummary`.
    #[serde(rename = "errorSummary")]
    pub summary: String,
}

/// Only the code is required. Causes have been recorded under two names.
#[derive(Deserialize)]
struct WireErrorBody {
    #[serde(rename = "errorCode")]
    code: ErrorCode,
    #[serde(rename = "errorSummary", default, deserialize_with = "if_readable")]
    summary: Option<String>,
    #[serde(rename = "errorLink", default, deserialize_with = "if_readable")]
    link: Option<String>,
    #[serde(rename = "errorId", default, deserialize_with = "if_readable")]
    id: Option<String>,
    #[serde(rename = "errorCauses", default)]
    causes: Value,
    #[serde(rename = "errorCause", default)]
    cause: Value,
}

impl From<WireErrorBody> for ErrorBody {
    fn from(wire: WireErrorBody) -> Self {
        let mut causes = causes(wire.causes);
        causes.extend(self::causes(wire.cause));
        Self {
            link: wire.link.unwrap_or_else(|| wire.code.to_string()),
            code: wire.code,
            summary: wire.summary.unwrap_or_default(),
            id: wire.id,
            causes,
        }
    }
}

fn causes(value: Value) -> Vec<ErrorCause> {
    let Value::Array(items) = value else {
        return Vec::new();
    };
    let readable = |item| serde_json::from_value(item).ok();
    items.into_iter().filter_map(readable).collect()
}
