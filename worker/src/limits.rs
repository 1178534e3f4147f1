//! How much one network may ask for: Cloudflare's [rate limits], set in `wrangler.toml`.
//!
//! They stop bursts, per location and about right. What counts exactly, and for everybody, is in the
//! Durable Objects.
//!
//! [rate limits]: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/

use http::{HeaderName, Method};
use worker::Env;

use crate::cookie::Cookie;
use crate::inbound::Inbound;
use crate::route::Route;

/// What is counted, each in a binding of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Requests for a message: each opens a transaction.
    Messages,
    /// Whatever else reaches a transaction, and may ask Okta.
    Visits,
}

impl Limit {
    /// Both of them.
    pub(crate) const ALL: [Self; 2] = [Self::Messages, Self::Visits];

    /// The name of the binding.
    pub(crate) fn binding(self) -> &'static str {
        match self {
            Self::Messages => "MESSAGES_PER_NETWORK",
            Self::Visits => "VISITS_PER_NETWORK",
        }
    }

    /// What a request counts as; nothing, if no transaction hears of it.
    fn of(route: &Route, inbound: &Inbound) -> Option<Self> {
        let post = inbound.method == Method::POST;
        match route {
            Route::ForgotPassword | Route::Resend if post => Some(Self::Messages),
            Route::Code
            | Route::ResetLink(Some(_))
            | Route::UnlockLink(Some(_))
            | Route::NotMe(Some(_)) => Some(Self::Visits),
            Route::ForgotPassword | Route::Resend | Route::ResetLink(None) => {
                is_held(inbound, Cookie::Request)
            }
            Route::ResetPassword
            | Route::Unlock
            | Route::UnlockLink(None)
            | Route::SignedIn
            | Route::NotMe(None) => is_held(inbound, Cookie::Reset),
            Route::ChangePassword | Route::Healthz | Route::OpenApi | Route::Texts => None,
        }
    }
}

fn is_held(inbound: &Inbound, cookie: Cookie) -> Option<Limit> {
    inbound.handle(cookie).map(|_| Limit::Visits)
}

/// Whether this request is one too many from its network.
pub(crate) async fn exceeded(route: &Route, inbound: &Inbound, env: &Env) -> bool {
    let Some(limit) = Limit::of(route, inbound) else {
        return false;
    };
    let key = network(inbound);
    let outcome = match env.rate_limiter(limit.binding()) {
        Ok(limiter) => limiter.limit(key).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(outcome) => !outcome.success,
        // The other limits hold, and people who need a password must not wait for this one.
        Err(error) => {
            worker::console_error!("{}: {error}", limit.binding());
            false
        }
    }
}

/// The network that a request comes from, as a key. Empty where the runtime names none.
pub(crate) fn network(inbound: &Inbound) -> String {
    let address = inbound.header(&HeaderName::from_static("cf-connecting-ip"));
    address.map(recovery::network).unwrap_or_default()
}
