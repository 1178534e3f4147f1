//! The Authentication API of the Classic engine.

mod credentials;
mod primary;
mod recovery;
mod view;

use http::{Method, StatusCode};
use okta::authn::{CancelTransaction, Operation};
use okta::{ErrorCode, Request, Response, StateToken};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::callers::{Caller, caller};
use crate::org::Org;
use crate::refusal::Refusal;
use crate::tokens::{Stage, Transaction};
use crate::visit::Visit;
use crate::{answer, media};

pub(crate) use primary::{SignIn, sign_in};

/// Answers a request below `/api/v1/authn`.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let operation = Operation::at(request.uri().path()).ok_or(ErrorCode::PathNotFound)?;
    if request.method() != Method::POST {
        return Err(Refusal::method("POST"));
    }
    media::check_json_body(request)?;
    match caller(org, request)? {
        Caller::Public => {}
        // Trusted applications are not played yet.
        Caller::Administrator => return Err(ErrorCode::InvalidToken.into()),
    }
    act(org, operation, request.body(), visit)
}

fn act(
    org: &mut Org,
    operation: Operation,
    body: &[u8],
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let transaction = match operation {
        Operation::PrimaryAuthentication => primary::authenticate(org, parse(body)?, visit),
        Operation::ForgotPassword => recovery::forgot_password(org, &parse(body)?, visit),
        Operation::VerifyRecoveryToken => recovery::verify_token(org, parse(body)?, visit),
        Operation::AnswerRecoveryQuestion => recovery::answer_question(org, &parse(body)?, visit),
        Operation::ResetPassword => credentials::reset_password(org, &parse(body)?, visit),
        Operation::UnlockAccount
        | Operation::VerifyRecoveryFactor(_)
        | Operation::ResendRecoveryChallenge(_)
        | Operation::ChangePassword
        | Operation::PreviousState
        | Operation::SkipState => return Err(ErrorCode::PathNotFound.into()),
        Operation::CancelTransaction => return cancel(org, &parse(body)?, visit),
    }?;
    Ok(answer::json(StatusCode::OK, &transaction))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ErrorCode> {
    serde_json::from_slice(body).map_err(|_| ErrorCode::MalformedBody)
}

fn cancel(org: &mut Org, body: &CancelTransaction, visit: &Visit) -> Result<Response, Refusal> {
    let transaction = touch(org, &body.state_token, visit)?;
    org.tokens.cancel(body.state_token.secret());
    let left = match transaction.relay_state {
        Some(relay_state) => json!({ "relayState": relay_state }),
        None => json!({ "_embedded": {} }),
    };
    Ok(answer::json(StatusCode::OK, &left))
}

/// The transaction of a state token, which every request gives a longer life.
fn touch(org: &mut Org, token: &StateToken, visit: &Visit) -> Result<Transaction, Refusal> {
    let expires_at = visit.after(org.switches.state_token_lifetime_seconds);
    let transaction = org.tokens.transaction(token.secret(), visit.now);
    let transaction = transaction.ok_or(ErrorCode::InvalidToken)?;
    transaction.expires_at = expires_at;
    Ok(transaction.clone())
}

/// As [`touch`], for a step that only one stage allows.
fn touch_at(
    org: &mut Org,
    token: &StateToken,
    stage: Stage,
    visit: &Visit,
) -> Result<Transaction, Refusal> {
    let transaction = touch(org, token, visit)?;
    if transaction.stage == stage {
        return Ok(transaction);
    }
    let code = ErrorCode::NotAllowedInState;
    let cause = code.summary();
    Err(Refusal::new(code).because(cause))
}
