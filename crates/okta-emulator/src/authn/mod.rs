//! The Authentication API of the Classic engine, which Identity Engine plays too.

mod challenge;
mod credentials;
mod eligible;
pub(crate) mod one_time;
mod primary;
mod recovery;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod trusted;
mod view;

use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
use okta::authn::Operation;
use okta::oauth::scope;
use okta::{ErrorCode, Request, Response, StateToken};
use serde::de::DeserializeOwned;

use crate::callers::{Caller, caller, check_administrator};
use crate::oauth::bearer;
use crate::org::Org;
use crate::people::Key;
use crate::refusal::Refusal;
use crate::switches::Switch;
use crate::tokens::{Kind, Stage, State, Transaction};
use crate::visit::Visit;
use crate::{answer, media};

pub(crate) use eligible::{may_finish_sign_in, may_go_on, status_allows};
pub(crate) use primary::{SignIn, days_to_warn_of, sign_in};
use start::Ask;
pub(crate) use view::policy as password_policy;

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
    let caller = who(org, request, visit)?;
    act(org, (operation, caller), request.body(), visit)
}

/// Whether an application is trusted. The reference knows API tokens only.
fn who(org: &mut Org, request: &Request, visit: &Visit) -> Result<Caller, Refusal> {
    let header = request.headers().get(AUTHORIZATION);
    let has_access_token = header
        .and_then(|header| header.to_str().ok())
        .is_some_and(|header| bearer::token_of(header).is_some());
    if has_access_token && org.switches.authn_takes_access_tokens == Switch::On {
        check_administrator(org, request, scope::USERS_MANAGE, visit)?;
        return Ok(Caller::Administrator);
    }
    Ok(caller(org, request)?)
}

fn act(
    org: &mut Org,
    (operation, caller): (Operation, Caller),
    body: &[u8],
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    let transaction = match operation {
        Operation::PrimaryAuthentication => primary::authenticate(org, parse(body)?, visit),
        Operation::ForgotPassword => {
            let ask = Ask::password(parse(body)?, parse(body)?);
            start::start(org, &ask, &caller, visit)
        }
        Operation::UnlockAccount => {
            let ask = Ask::unlock(parse(body)?, parse(body)?);
            start::start(org, &ask, &caller, visit)
        }
        Operation::VerifyRecoveryFactor(factor) => {
            challenge::verify(org, factor, &parse(body)?, visit)
        }
        Operation::ResendRecoveryChallenge(factor) => {
            challenge::resend(org, factor, &parse(body)?, visit)
        }
        Operation::VerifyRecoveryToken => recovery::verify_token(org, parse(body)?, visit),
        Operation::AnswerRecoveryQuestion => recovery::answer_question(org, &parse(body)?, visit),
        Operation::ResetPassword => credentials::reset_password(org, &parse(body)?, visit),
        Operation::ChangePassword => credentials::change_password(org, &parse(body)?, visit),
        Operation::PreviousState => state::previous(org, &parse(body)?, visit),
        Operation::SkipState => state::skip(org, &parse(body)?, visit),
        Operation::CancelTransaction => return state::cancel(org, &parse(body)?, visit),
    }?;
    Ok(answer::json(StatusCode::OK, &transaction))
}

/// A body is an object; serde would take a list for a struct's fields in their order.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ErrorCode> {
    let is_object = body.trim_ascii_start().starts_with(b"{");
    let parsed = is_object.then(|| serde_json::from_slice(body).ok());
    parsed.flatten().ok_or(ErrorCode::MalformedBody)
}

/// The transaction of a state token, which every request gives a longer life.
fn touch(org: &mut Org, token: &StateToken, visit: &Visit) -> Result<Transaction, Refusal> {
    let expires_at = visit.after(org.switches.state_token_lifetime_seconds);
    let transaction = org.tokens.transaction(token.secret(), visit.now);
    let transaction = transaction.ok_or(ErrorCode::InvalidToken)?;
    transaction.expires_at = expires_at;
    Ok(transaction.clone())
}

/// As [`touch`], for a step of a known person that only some stages allow.
fn touch_at(
    org: &mut Org,
    token: &StateToken,
    allowed: fn(Stage) -> bool,
    visit: &Visit,
) -> Result<(Key, Transaction), Refusal> {
    let transaction = touch(org, token, visit)?;
    match transaction.state {
        State::Known(person, stage) if allowed(stage) => Ok((person, transaction)),
        State::Known(..) | State::Challenge(_) => Err(wrong_state()),
    }
}

/// Okta's word for a state token at the wrong step.
fn wrong_state() -> Refusal {
    let code = ErrorCode::NotAllowedInState;
    let cause = code.summary();
    Refusal::new(code).because(cause)
}

/// A transaction that begins now.
fn fresh(org: &Org, kind: Option<Kind>, state: State, visit: &Visit) -> Transaction {
    Transaction {
        state,
        kind,
        recovery_token: None,
        relay_state: None,
        expires_at: visit.after(org.switches.state_token_lifetime_seconds),
    }
}
