//! [State management operations]: where a transaction stands, and back, on and out of it.
//!
//! [State management operations]: https://developer.okta.com/docs/reference/api/authn/#state-management-operations

use super::body::{CancelTransaction, PreviousState, SkipState, TransactionState};
use super::operation::{
    CANCEL_TRANSACTION_PATH, PREVIOUS_STATE_PATH, PRIMARY_AUTHENTICATION_PATH, SKIP_STATE_PATH,
};
use super::transaction::{CancelledTransaction, RecoveryTransaction};
use crate::error::Error;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::{Response, read, read_or_default};
use crate::secret::StateToken;

/// *Get transaction state*. Prolongs the life of the state token, as every request does.
#[must_use]
pub fn transaction_state_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
) -> Request {
    let body = TransactionState {
        state_token: StateToken::new(state_token.secret()),
    };
    post_json(org.join(PRIMARY_AUTHENTICATION_PATH), context, &body)
}

/// The transaction as it is.
///
/// # Errors
///
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired.
pub fn transaction_state_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Previous transaction state*: back to the state before, where a link `prev` says so.
#[must_use]
pub fn previous_state_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
) -> Request {
    let body = PreviousState {
        state_token: StateToken::new(state_token.secret()),
    };
    post_json(org.join(PREVIOUS_STATE_PATH), context, &body)
}

/// The transaction in the state before.
///
/// # Errors
///
/// [`NotAllowedInState`](crate::ErrorCode::NotAllowedInState) where there is no way back;
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when the state token has expired.
pub fn previous_state_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Skip transaction state*: past a state that is an offer, such as `PASSWORD_WARN`, where a
/// link `skip` says so.
#[must_use]
pub fn skip_state_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
) -> Request {
    let body = SkipState {
        state_token: StateToken::new(state_token.secret()),
    };
    post_json(org.join(SKIP_STATE_PATH), context, &body)
}

/// The next state, mostly SUCCESS.
///
/// # Errors
///
/// As [`previous_state_response`].
pub fn skip_state_response(response: &Response) -> Result<RecoveryTransaction, Error> {
    read(response)
}

/// *Cancel transaction*: ends it; the recovery token stays good.
#[must_use]
pub fn cancel_transaction_request(
    org: &OrgUrl,
    context: &ClientContext,
    state_token: &StateToken,
) -> Request {
    let body = CancelTransaction {
        state_token: StateToken::new(state_token.secret()),
    };
    post_json(org.join(CANCEL_TRANSACTION_PATH), context, &body)
}

/// What is left of the transaction, mostly nothing: an answer without a body counts as that.
///
/// # Errors
///
/// [`InvalidToken`](crate::ErrorCode::InvalidToken) when it has ended before.
pub fn cancel_transaction_response(response: &Response) -> Result<CancelledTransaction, Error> {
    read_or_default(response)
}
