//! Okta's HTTP API as values: an operation is a function that builds the request and one that
//! reads the response. Nothing here calls, waits, or asks for the time.
//!
//! **In scope:** recovery by the Authentication API of the Classic engine ([`authn`]) and by
//! Identity Engine ([`idx`]); the management API as far as recovery needs it: [`users`],
//! [`policies`], and how a service app is let in ([`oauth`], [`Credential`]); what an org says of
//! itself ([`well_known`]); Okta's errors ([`Error`]), [rate limits](RateLimit), password policies
//! as one type whoever tells them ([`PasswordPolicy`]), and the texts of password rejections.
//! Reading is lenient where Okta is: absent and `null` properties, new properties, new words; no
//! response, whatever its bytes, makes it panic.
//!
//! **Out of scope:** sending; signing; retrying; deciding what an answer means for a person; MFA.
//!
//! Specification: [Authentication API], [management API], [core Okta API], [error codes],
//! [rate limits].
//!
//! [Authentication API]: https://developer.okta.com/docs/reference/api/authn/
//! [management API]: https://developer.okta.com/docs/api/openapi/okta-management/guides/overview/
//! [core Okta API]: https://developer.okta.com/docs/reference/core-okta-api/
//! [error codes]: https://developer.okta.com/docs/reference/error-codes/
//! [rate limits]: https://developer.okta.com/docs/reference/rate-limits/

// Nothing here panics; what cannot be otherwise says why.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::get_unwrap,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

pub mod authn;
mod credential;
mod error;
mod error_body;
mod error_code;
mod header_secret;
pub mod idx;
mod log_word;
pub mod oauth;
mod oauth_error;
mod org;
mod paging;
mod password_policy;
mod password_rejection;
mod path;
pub mod policies;
mod rate_limit;
mod request;
mod response;
mod secret;
mod sign_in;
mod timestamp;
pub mod users;
pub mod well_known;
mod wire;

pub use credential::{Credential, CredentialError, authorize};
pub use error::{ApiError, Defect, Error, RateLimited, Sender, Unreadable};
pub use error_body::{ErrorBody, ErrorCause};
pub use error_code::ErrorCode;
pub use header_secret::{AccessToken, ApiToken, ApiTokenError};
pub use log_word::log_word;
pub use org::{OrgUrl, OrgUrlError};
pub use password_policy::{Age, Complexity, ExcludedAttribute, Expiration, PasswordPolicy};
pub use password_rejection::{PasswordRejection, password_rejections};
pub use path::PathSegmentError;
pub use rate_limit::RateLimit;
pub use request::{ClientContext, Request};
pub use response::{Response, request_id};
pub use secret::{
    ActivationToken, Answer, IdToken, OneTimeUrl, PassCode, Password, RecoveryToken,
    RecoveryTokenError, RefreshToken, SessionToken, StateToken, Username,
};
pub use sign_in::{login_token_redirect, session_cookie_redirect};
pub use timestamp::{Timestamp, TimestampError};
