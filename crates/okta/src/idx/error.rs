//! What can come back instead of the next step.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use super::message::MessageKey;
use super::response::IdxResponse;
use crate::error::{Error as OktaError, Sender};
use crate::log_word::log_word_or_placeholder;
use crate::rate_limit::{self, date, reset};
use crate::response::{Response, body, read, request_id};
use crate::timestamp::Timestamp;

/// Why a step was not done.
///
/// `Display` says only what may stand in a log: Okta's texts can contain what a person typed.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// Okta refused in IDX's own words. The transaction may go on: the remediations are
    /// repeated as far as it can.
    Refused(Box<Refused>),
    /// Anything else: an error object of Okta, a rate limit of the org, a page of a proxy.
    Okta(OktaError),
}

impl Error {
    /// `X-Okta-Request-Id`, which finds the call in the org's System Log.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refused) => refused.request_id.as_deref(),
            Self::Okta(error) => error.request_id(),
        }
    }

    /// Who has answered, as far as the answer tells. Only Okta speaks IDX.
    #[must_use]
    pub fn sender(&self) -> Sender {
        match self {
            Self::Refused(_) => Sender::Okta,
            Self::Okta(error) => error.sender(),
        }
    }

    /// Whether Okta is asked too often, by the org or by one person.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        match self {
            Self::Refused(refused) => refused.is_rate_limited(),
            Self::Okta(OktaError::RateLimited(_)) => true,
            Self::Okta(OktaError::Api(_) | OktaError::Oauth(_) | OktaError::Unreadable(_)) => false,
        }
    }

    /// Where Okta is asked too often: how long to wait by Okta's own clock; nothing when the
    /// headers do not say.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Refused(refused) => refused.wait(),
            Self::Okta(OktaError::RateLimited(error)) => error.wait(),
            Self::Okta(OktaError::Api(_) | OktaError::Oauth(_) | OktaError::Unreadable(_)) => None,
        }
    }
}

/// A refused step.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// 400, 401, 403, 404, 429, 500, or 200; sources disagree, so prefer the messages.
    pub status: u16,
    /// Where the transaction is now, and what was wrong.
    pub state: IdxResponse,
    /// `X-Rate-Limit-Reset`: when the window ends, by Okta's clock.
    pub reset: Option<Timestamp>,
    /// `Date`: what Okta's clock says.
    pub date: Option<Timestamp>,
    /// `X-Okta-Request-Id`, for the org's System Log.
    pub request_id: Option<String>,
}

impl Refused {
    /// Whether it was refused because it was too often.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status == 429
            || self.state.says(&MessageKey::TooManyRequests)
            || self.state.says(&MessageKey::OieTooManyRequests)
    }

    /// Where it was too often: how long to wait by Okta's own clock; nothing when the headers do
    /// not say.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        let wait = rate_limit::wait(self.reset, self.date);
        wait.filter(|_| self.is_rate_limited())
    }
}

/// More keys than this are not Okta's.
const MOST_KEYS: usize = 8;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = match self {
            Self::Okta(error) => return error.fmt(f),
            Self::Refused(refused) => refused,
        };
        write!(f, "{} answered {}", self.sender(), refused.status)?;
        let messages = refused.state.all_messages().into_iter();
        let keys = messages.filter_map(|message| message.key());
        for key in keys.take(MOST_KEYS) {
            write!(f, " {}", log_word_or_placeholder(key.as_str()))?;
        }
        match &refused.request_id {
            Some(request_id) => write!(f, " (request {})", log_word_or_placeholder(request_id)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl From<OktaError> for Error {
    fn from(error: OktaError) -> Self {
        Self::Okta(error)
    }
}

/// An answer that is IDX's beyond doubt: many a JSON has a `version`.
#[derive(Deserialize)]
#[serde(try_from = "IdxResponse")]
struct Answer(IdxResponse);

impl TryFrom<IdxResponse> for Answer {
    type Error = &'static str;

    fn try_from(state: IdxResponse) -> Result<Self, Self::Error> {
        let has_member = state.state_handle.is_some()
            || !state.remediations.is_empty()
            || !state.messages.is_empty()
            || state.success_with_interaction_code.is_some()
            || state.success.is_some();
        if state.version != IdxResponse::VERSION || !has_member {
            return Err("it is not IDX");
        }
        Ok(Self(state))
    }
}

/// The next step, unless the status or a message says that it is a refusal. That the password is
/// changed is none, however it comes: the step was done.
pub(crate) fn read_step(response: &Response) -> Result<IdxResponse, Error> {
    let Ok(Answer(state)) = body::<Answer>(response) else {
        let Answer(state) = read(response)?;
        return Ok(state);
    };
    let is_done = response.status().is_success() && !state.reports_error();
    if is_done || state.password_was_changed() {
        return Ok(state);
    }
    Err(Error::Refused(Box::new(Refused {
        status: response.status().as_u16(),
        state,
        reset: reset(response),
        date: date(response),
        request_id: request_id(response).map(str::to_owned),
    })))
}
