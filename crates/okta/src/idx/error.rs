//! What can come back instead of the next step.

use std::fmt;

use super::response::IdxResponse;
use crate::error::Error as OktaError;
use crate::response::{Response, body, read, request_id};

/// Why a step was not done.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// Okta refused in IDX's own words. The transaction may go on: the remediations are
    /// repeated as far as it can.
    Refused(Box<Refused>),
    /// Anything else: an error object of Okta, a rate limit of the org, a page of a proxy.
    Okta(OktaError),
}

/// A refused step.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// 400, 401, 403, 404, 429, 500; sources disagree, so prefer the messages.
    pub status: u16,
    /// Where the transaction is now, and what was wrong.
    pub state: IdxResponse,
    /// `X-Okta-Request-Id`, for the org's System Log.
    pub request_id: Option<String>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = match self {
            Self::Okta(error) => return error.fmt(f),
            Self::Refused(refused) => refused,
        };
        write!(f, "Okta answered {}", refused.status)?;
        let keys = refused.state.all_messages().into_iter();
        for key in keys.filter_map(|message| message.key()) {
            write!(f, " {key}")?;
        }
        match &refused.request_id {
            Some(request_id) => write!(f, " (request {request_id})"),
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

/// A 2xx is the next step. Everything else is an error, with IDX's body where there is one.
pub(crate) fn read_step(response: &Response) -> Result<IdxResponse, Error> {
    if !response.status().is_success()
        && let Ok(state) = body::<IdxResponse>(response)
    {
        return Err(Error::Refused(Box::new(Refused {
            status: response.status().as_u16(),
            state,
            request_id: request_id(response).map(str::to_owned),
        })));
    }
    Ok(read(response)?)
}
