//! What can come back instead of an answer.

use std::fmt;
use std::time::Duration;

use crate::error_code::ErrorCode;
use crate::log_word::{NOT_A_WORD, Redacted, log_word, log_word_or_placeholder};
use crate::oauth_error::OauthError;
use crate::rate_limit;
use crate::timestamp::Timestamp;

/// Why an operation did not give its result.
///
/// `Display` says only what may stand in a log: Okta's texts can contain what a person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Okta refused, and said why.
    Api(Box<ApiError>),
    /// Okta is asked too often: 429, whatever the body.
    RateLimited(RateLimited),
    /// An authorization server refused, or an API refused an access token: in OAuth's words.
    Oauth(Box<OauthError>),
    /// The response is not one of Okta's API.
    Unreadable(Unreadable),
}

impl Error {
    /// Okta's code, where it gave one.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Api(error) => Some(&error.code),
            Self::RateLimited(error) => error.code.as_ref(),
            Self::Oauth(_) | Self::Unreadable(_) => None,
        }
    }

    /// `X-Okta-Request-Id`, which finds the call in the org's System Log.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::RateLimited(error) => error.request_id.as_deref(),
            Self::Oauth(error) => error.request_id.as_deref(),
            Self::Unreadable(error) => error.request_id.as_deref(),
        }
    }

    /// Who has answered, as far as the answer tells.
    #[must_use]
    pub fn sender(&self) -> Sender {
        let spoke_okta = match self {
            Self::Api(_) => true,
            Self::RateLimited(error) => error.code.is_some(),
            Self::Oauth(_) => false,
            Self::Unreadable(error) => error.why == Defect::NoSuchOrg,
        };
        if spoke_okta || self.request_id().is_some() {
            Sender::Okta
        } else {
            Sender::Unknown
        }
    }
}

/// Who has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Okta: the answer has a request id, or speaks as Okta does.
    Okta,
    /// Something between here and Okta, probably: a proxy, a firewall, a gateway.
    Unknown,
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Okta => "Okta",
            Self::Unknown => "something that is probably not Okta",
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered ", self.sender())?;
        match self {
            Self::Api(error) => write!(f, "{} {}", error.status, printable(&error.code))?,
            Self::RateLimited(error) => match &error.code {
                Some(code) => write!(f, "429 {}", printable(code))?,
                None => f.write_str("429")?,
            },
            Self::Oauth(error) => {
                let code = log_word_or_placeholder(error.code.as_str());
                write!(f, "{} {code}", error.status)?;
            }
            Self::Unreadable(error) => write!(f, "{}, {}", error.status, error.why)?,
        }
        if let Some(request_id) = self.request_id() {
            return write!(f, " (request {})", log_word_or_placeholder(request_id));
        }
        match self {
            Self::Unreadable(Unreadable {
                server: Some(server),
                ..
            }) => write!(f, " (server {})", product(server)),
            Self::Api(_) | Self::RateLimited(_) | Self::Oauth(_) | Self::Unreadable(_) => Ok(()),
        }
    }
}

/// Who says it was, with the version that may follow: `nginx/1.27`.
fn product(server: &str) -> &str {
    let is_name = server.split('/').all(|part| log_word(part).is_some());
    if is_name { server } else { NOT_A_WORD }
}

/// A code that is none came from somebody else, and could be anything.
fn printable(code: &ErrorCode) -> &str {
    log_word_or_placeholder(code.as_str())
}

impl std::error::Error for Error {}

/// An error object of Okta with the status and the request it came with. `Debug` shows neither
/// summary nor causes.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The HTTP status. Sources disagree on some; prefer the code.
    pub status: u16,
    /// `errorCode`, the only part that may steer code.
    pub code: ErrorCode,
    /// `errorSummary`, for humans. May contain what a person typed.
    pub summary: String,
    /// The summaries of `errorCauses`. May contain what a person typed.
    pub causes: Vec<String>,
    /// `errorId`, for Okta's support.
    pub error_id: Option<String>,
    /// `X-Okta-Request-Id`, for the org's System Log.
    pub request_id: Option<String>,
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("summary", &Redacted)
            .field("causes", &Redacted)
            .field("error_id", &self.error_id)
            .field("request_id", &self.request_id)
            .finish()
    }
}

/// 429: a rate limit of the org, the user or the factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimited {
    /// Okta's code, when there was a readable body.
    pub code: Option<ErrorCode>,
    /// `X-Rate-Limit-Reset`: when the window ends, by Okta's clock.
    pub reset: Option<Timestamp>,
    /// `Date`: what Okta's clock says.
    pub date: Option<Timestamp>,
    /// `X-Okta-Request-Id`.
    pub request_id: Option<String>,
}

impl RateLimited {
    /// How long to wait by Okta's own clock; nothing when the headers do not say.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        rate_limit::wait(self.reset, self.date)
    }
}

/// A response whose body could not be understood. The body itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The HTTP status.
    pub status: u16,
    /// `X-Okta-Request-Id`; without it the response is probably not Okta's.
    pub request_id: Option<String>,
    /// The first word of `Server`, up to 40 characters: who says it was.
    pub server: Option<String>,
    /// What is wrong with the body.
    pub why: Defect,
}

/// What is wrong with an [`Unreadable`] body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// There is none.
    EmptyBody,
    /// A page for humans, mostly of a proxy.
    Html,
    /// JSON that ends too early.
    CutOff,
    /// Something else.
    NotJson,
    /// JSON, but not what the operation answers with.
    WrongShape,
    /// A token, but not of the type that was asked for, or of one that no API takes.
    WrongTokenType,
    /// Okta's words for "there is no org at this host".
    NoSuchOrg,
    /// A list that goes on at a place that is not known to be this org's.
    NextPage,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyBody => "without a body",
            Self::Html => "with a page of HTML",
            Self::CutOff => "with JSON that is cut off",
            Self::NotJson => "with something that is not JSON",
            Self::WrongShape => "with JSON of an unexpected shape",
            Self::WrongTokenType => "with a token of another type than was asked for",
            Self::NoSuchOrg => "because there is no org at this host",
            Self::NextPage => "with a link to more that cannot be followed",
        })
    }
}
