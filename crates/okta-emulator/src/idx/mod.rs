//! Identity Engine's IDX API: sign-in, recovery and unlocking, step by step.
//!
//! Undocumented by Okta; played after recorded answers and after what okta-auth-js needs.

mod answer;
mod challenge;
mod challenges;
mod dead_ends;
mod first_pages;
mod form;
mod handles;
mod identify;
mod links;
mod offers;
mod passwords;
mod recovery;
mod redirect;
mod reply;
mod said;
mod store;
mod switches;
mod tokens;
mod transaction;
mod view;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, StatusCode};
use okta::idx::{Introspect, Operation, Step};
use okta::{ErrorCode, Request, Response};
use serde::de::DeserializeOwned;

use crate::media;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::switches::{Engine, Switch};
use crate::visit::Visit;
use reply::Reply;
pub(crate) use store::Transactions;
use switches::TooManyRequestsKey as Key;
pub use switches::{
    AfterReset, AnswerType, FirstPage, IdxSwitches, MagicLink, RejectedPasswordStatus,
    ResetNotAllowedKey, ResetNotAllowedStatus, StateHandleLives, StateHandleShape, TooManyGuesses,
    TooManyRequestsKey, UnknownUserClass, UnknownUserStatus, UnlockNotAllowedKey, WrongAnswerKey,
    WrongPasswordKey,
};
pub(crate) use tokens::{interact, redeem};
use transaction::Transaction;

/// What requests may be written in, and what answers may be asked for in.
const MEDIA_TYPES: [&str; 4] = [
    "application/json",
    "application/ion+json",
    "application/*",
    "*/*",
];

/// Requests within five seconds.
const MOST_PER_USER: usize = 20;
const MOST_PER_HANDLE: usize = 10;

/// Answers a request below `/idp/idx`, or the redirect at the end.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    if org.switches.engine == Engine::Classic {
        return Err(ErrorCode::PathNotFound.into());
    }
    org.idx.forget(visit.now);
    if request.uri().path().starts_with(links::PATH) {
        return links::respond(org, request, visit);
    }
    if request.uri().path() == redirect::PATH {
        return redirect::respond(org, request, visit);
    }
    let operation = Operation::at(request.uri().path()).ok_or(ErrorCode::PathNotFound)?;
    if request.method() != Method::POST {
        return Err(Refusal::method("POST"));
    }
    media::check(request, &CONTENT_TYPE, &MEDIA_TYPES[..2])?;
    media::check(request, &ACCEPT, &MEDIA_TYPES)?;
    let reply = act(org, operation, request.body(), visit);
    let reply = reply.unwrap_or_else(|refused| refused);
    Ok(reply.into_response(org.switches.idx.answer_type))
}

/// Both are answers; an error is one that ends a step early.
type Answered = Result<Reply, Reply>;

fn act(org: &mut Org, operation: Operation, body: &[u8], visit: &mut Visit) -> Answered {
    if operation == Operation::Introspect {
        return introspect(org, &parse(body)?, visit);
    }
    let step: Step = parse(body)?;
    let transaction = current(org, step.state_handle.secret(), visit)?;
    limit(org, &transaction, visit)?;
    let handle = transaction.handle.clone();
    let reply = take(org, operation, (transaction, body), visit)?;
    Ok(handles::renewed(org, reply, (operation, &handle), visit))
}

fn take(
    org: &mut Org,
    operation: Operation,
    (transaction, body): (Transaction, &[u8]),
    visit: &mut Visit,
) -> Answered {
    match operation {
        Operation::Introspect => Ok(Reply::state(org, &transaction, visit)),
        Operation::Identify => identify::identify(org, transaction, parse(body)?, visit),
        Operation::Recover => identify::recover(org, transaction, visit),
        Operation::UnlockAccount => identify::unlock_account(org, transaction, visit),
        Operation::Challenge => challenge::challenge(org, transaction, &parse(body)?, visit),
        Operation::ChallengeResend => challenge::resend(org, transaction, visit),
        Operation::ChallengePoll => challenge::poll(org, transaction, visit),
        Operation::ChallengeAnswer => answer::answer(org, transaction, parse(body)?, visit),
        Operation::Cancel => Ok(cancel(org, &transaction, visit)),
        Operation::Skip => answer::skip(org, transaction, visit),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Reply> {
    let read = serde_json::from_slice(body);
    read.map_err(|_| Reply::lost(StatusCode::BAD_REQUEST, said::bad_request()))
}

/// The transaction of a handle that lives.
fn current(org: &mut Org, handle: &str, visit: &Visit) -> Result<Transaction, Reply> {
    let found = org.idx.get(handle, visit.now);
    found.ok_or_else(|| Reply::lost(StatusCode::UNAUTHORIZED, said::session_expired()))
}

/// The step is not offered where the transaction stands.
fn refused(org: &Org, transaction: &Transaction, visit: &Visit) -> Reply {
    let state = Reply::state(org, transaction, visit);
    let reply = state
        .status(StatusCode::BAD_REQUEST)
        .saying(said::bad_request());
    reply.final_word()
}

/// Nobody has the name, and the org does not hide that.
fn unknown_user(org: &Org, transaction: &Transaction, name: &str, visit: &Visit) -> Reply {
    let switches = &org.switches.idx;
    let status = match switches.unknown_user_status {
        UnknownUserStatus::Ok => StatusCode::OK,
        UnknownUserStatus::BadRequest => StatusCode::BAD_REQUEST,
    };
    let state = Reply::state(org, transaction, visit);
    let message = said::unknown_user(switches.unknown_user_class, name);
    state.status(status).saying(message)
}

/// The person may not recover.
fn reset_not_allowed(reply: Reply, switches: &IdxSwitches) -> Reply {
    let status = match switches.reset_not_allowed_status {
        ResetNotAllowedStatus::Forbidden => StatusCode::FORBIDDEN,
        ResetNotAllowedStatus::BadRequest => StatusCode::BAD_REQUEST,
    };
    let message = said::reset_not_allowed(switches.reset_not_allowed);
    reply.status(status).saying(message)
}

/// Too many requests, whatever they are counted by.
fn too_many_requests(org: &Org, transaction: &Transaction, visit: &Visit) -> Reply {
    let key = match org.switches.idx.too_many_requests {
        Key::Oie => okta::idx::MessageKey::OieTooManyRequests,
        Key::Plain => okta::idx::MessageKey::TooManyRequests,
    };
    let state = Reply::state(org, transaction, visit);
    let reply = state.status(StatusCode::TOO_MANY_REQUESTS);
    reply
        .saying(said::error(key, "Too many requests"))
        .final_word()
}

fn limit(org: &mut Org, transaction: &Transaction, visit: &Visit) -> Result<(), Reply> {
    if org.switches.idx.burst_limits == Switch::Off {
        return Ok(());
    }
    let (handle, now) = (transaction.id().to_owned(), visit.now);
    let by_handle = org.idx.is_burst(handle, MOST_PER_HANDLE, now);
    let is_named = transaction.identifier.is_some();
    let by_user = is_named && org.idx.is_burst(transaction.whose(), MOST_PER_USER, now);
    if by_handle || by_user {
        return Err(too_many_requests(org, transaction, visit));
    }
    Ok(())
}

/// Begins a transaction, or tells where it stands.
fn introspect(org: &mut Org, body: &Introspect, visit: &mut Visit) -> Answered {
    let handle = match body {
        Introspect::State { state_handle } => state_handle.secret().to_owned(),
        Introspect::Interaction { interaction_handle } => {
            let handle = interaction_handle.secret();
            match org.idx.begun(handle) {
                Some(state_handle) => state_handle.to_owned(),
                None => return begin(org, handle, visit),
            }
        }
    };
    let transaction = current(org, &handle, visit)?;
    limit(org, &transaction, visit)?;
    Ok(Reply::state(org, &transaction, visit))
}

fn begin(org: &mut Org, interaction_handle: &str, visit: &mut Visit) -> Answered {
    let Some(interaction) = org.idx.interaction(interaction_handle, visit.now).cloned() else {
        return Err(Reply::lost(
            StatusCode::UNAUTHORIZED,
            said::session_expired(),
        ));
    };
    let transaction = identify::first(org, interaction, visit);
    if let Some(known) = &transaction.interaction.one_time {
        dead_ends::check_token_is_good(org, &transaction, known, visit)?;
    }
    org.idx.lead(&transaction);
    org.idx.put(&transaction);
    Ok(Reply::state(org, &transaction, visit))
}

/// Begins anew, under another handle.
fn cancel(org: &mut Org, transaction: &Transaction, visit: &mut Visit) -> Reply {
    let interaction = transaction::Interaction {
        one_time: None,
        ..transaction.interaction.clone()
    };
    let fresh = identify::first(org, interaction, visit);
    org.idx.supersede(&transaction.handle, &fresh);
    Reply::state(org, &fresh, visit)
}

/// Keeps where the transaction stands, and shows it.
fn stand(org: &mut Org, transaction: &Transaction, visit: &Visit) -> Reply {
    org.idx.put(transaction);
    Reply::state(org, transaction, visit)
}
