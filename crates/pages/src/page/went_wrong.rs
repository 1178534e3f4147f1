//! Failures outside of any form.

use serde::{Deserialize, Serialize};

/// Something else: what happened, and what to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct SomethingWentWrong {
    /// The name of the request in the operator's log.
    pub request_id: String,
    /// What happened.
    pub why: WentWrong,
}

/// What went wrong outside of any form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WentWrong {
    /// The service can't answer for the moment (503).
    Unavailable,
    /// Too much came from this network (429).
    TooManyRequests,
    /// There is no such page (404).
    NotFound,
    /// The page can't be used this way (405).
    MethodNotAllowed,
    /// More was sent than any form needs (413).
    TooLarge,
    /// What was sent is neither a form nor JSON (415).
    WrongType,
    /// The request came from another site (403).
    Forbidden,
    /// The organisation doesn't allow this for this person (403).
    NotAllowed,
    /// What was sent can't be read (400).
    BadRequest,
    /// A fault of ours (500).
    #[default]
    Internal,
    /// A setting is missing or wrong (503).
    Misconfigured {
        /// The setting's name, for the operator.
        setting: String,
    },
}

impl WentWrong {
    /// The failure's name, as in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::TooManyRequests => "too-many-requests",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::Forbidden => "forbidden",
            Self::NotAllowed => "not-allowed",
            Self::BadRequest => "bad-request",
            Self::Internal => "internal",
            Self::Misconfigured { .. } => "misconfigured",
        }
    }

    /// The HTTP status of this failure.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden | Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::Misconfigured { .. } => 503,
        }
    }
}
