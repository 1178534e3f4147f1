//! The street door: a Cloudflare Worker that answers the reset routes.
//!
//! *In scope*: the fetch event, routes, settings, headers and cookies, the Durable Objects that
//! keep one recovery transaction, what one address remembers and the pace of all calls, the network
//! to Okta, the way of our own mails, time and entropy.
//!
//! *Out of scope*: what a step means (`recovery`), what a page says (`pages`), how Okta speaks
//! (`okta`). A handler here is parse, tell, respond.
//!
//! Runs in [Cloudflare Workers](https://developers.cloudflare.com/workers/) with the
//! [Durable Object](https://developers.cloudflare.com/durable-objects/) classes [`Transaction`],
//! [`Addressee`] and [`Throttle`].

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

mod access;
mod addressee;
mod addressees;
mod answer;
mod authority;
mod breaches;
mod code;
mod config;
mod cookie;
mod encoding;
mod even;
mod forgot_password;
mod headers;
mod healthz;
mod inbound;
mod json;
mod limits;
mod log;
mod mailer;
mod moment;
mod network;
mod not_me;
mod openapi;
mod reset_password;
mod route;
mod signed_in;
mod surroundings;
mod throttle;
mod transaction;
mod transactions;
mod turnstile;
mod unlock;
mod visit;
mod web_crypto;
mod whole;

pub use addressee::Addressee;
pub use throttle::Throttle;
pub use transaction::Transaction;

use pages::WentWrong;
use worker::{Context, Env, Request, Response, event};

use crate::answer::Answer;
use crate::inbound::Inbound;
use crate::route::Route;
use crate::visit::Visit;

/// Answers one request. Never fails outwards: what goes wrong is a page, too.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let begun = moment::now();
    let inbound = Inbound::read(request).await;
    let visit = Visit::new(inbound, begun, &env);
    let answer = answer(&visit, &env).await;
    answer
        .respond(&visit)
        .or_else(|_| Response::error("Internal error", 500))
}

/// The gates each request passes: one that can be read, a known route, the right method,
/// a site that may ask, settings that make sense, a network that has not asked too often.
async fn answer(visit: &Visit, env: &Env) -> Answer {
    if let Some(why) = visit.inbound.defect() {
        return visit.went_wrong(why);
    }
    let Some(route) = Route::parse(&visit.inbound.path) else {
        return visit.went_wrong(WentWrong::NotFound);
    };
    if visit.inbound.method == http::Method::OPTIONS {
        return Answer::preflight(&route);
    }
    if !route.allows(&visit.inbound.method) {
        return visit
            .went_wrong(WentWrong::MethodNotAllowed)
            .allowing(&route);
    }
    if let Some(answer) = route.without_settings(visit) {
        return answer;
    }
    match visit.config() {
        Ok(config) if access::refused(&visit.inbound, config) => {
            visit.went_wrong(WentWrong::Forbidden)
        }
        Ok(_) if limits::exceeded(&route, &visit.inbound, env).await => {
            visit.went_wrong(WentWrong::TooManyRequests)
        }
        Ok(config) => route::handle(route, visit, config, env).await,
        Err(error) => healthz::misconfigured(&route, visit, error),
    }
}
