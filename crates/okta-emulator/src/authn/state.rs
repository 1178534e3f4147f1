//! Where a transaction stands; back, on, and out of it.

use http::StatusCode;
use okta::authn::{
    CancelTransaction, PreviousState, RecoveryTransaction, SkipState, TransactionState,
};
use okta::{ErrorCode, Response};
use serde_json::json;

use super::eligible::may_finish_sign_in;
use super::{primary, touch, touch_at, view, wrong_state};
use crate::answer;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::tokens::Stage;
use crate::visit::Visit;

/// Get transaction state.
pub(super) fn current(
    org: &mut Org,
    body: &TransactionState,
    visit: &Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let transaction = touch(org, &body.state_token, visit)?;
    let token = body.state_token.secret().to_owned();
    Ok(view::transaction(org, &transaction, token, visit))
}

/// Previous transaction state: no state that is played here has one.
pub(super) fn previous(
    org: &mut Org,
    body: &PreviousState,
    visit: &Visit,
) -> Result<RecoveryTransaction, Refusal> {
    touch(org, &body.state_token, visit)?;
    Err(wrong_state())
}

/// Skip transaction state: past the warning that a password ends soon.
pub(super) fn skip(
    org: &mut Org,
    body: &SkipState,
    visit: &mut Visit,
) -> Result<RecoveryTransaction, Refusal> {
    let is_offer = |stage| matches!(stage, Stage::PasswordWarn(_));
    let (person, _) = touch_at(org, &body.state_token, is_offer, visit)?;
    if !may_finish_sign_in(org.settled(person, visit.now)) {
        return Err(ErrorCode::NotAllowedInStatus.into());
    }
    org.tokens.cancel(body.state_token.secret());
    Ok(primary::success(org, person, visit))
}

/// Cancel transaction.
pub(super) fn cancel(
    org: &mut Org,
    body: &CancelTransaction,
    visit: &Visit,
) -> Result<Response, Refusal> {
    let transaction = touch(org, &body.state_token, visit)?;
    org.tokens.cancel(body.state_token.secret());
    let left = match transaction.relay_state {
        Some(relay_state) => json!({ "relayState": relay_state }),
        None => json!({ "_embedded": {} }),
    };
    Ok(answer::json(StatusCode::OK, &left))
}
