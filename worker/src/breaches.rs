//! The way to a service that knows stolen passwords: [Pwned Passwords], or a mirror of it.
//!
//! Its answers are kept in Cloudflare's cache for some hours: who asks for the same beginning of a
//! hash need not wait again. On `workers.dev` that cache keeps nothing; then the service is asked.
//!
//! [Pwned Passwords]: https://haveibeenpwned.com/API/v3#PwnedPasswords

use std::time::Duration;

use http::StatusCode;
use http::header::USER_AGENT;
use okta::Password;
use recovery::{NoRange, PasswordHash, Range};
use worker::{Cache, Headers, Response};

use crate::{network, web_crypto};

/// How long the whole answer may take.
const DEADLINE: Duration = Duration::from_secs(1);

/// How long an answer is kept: six hours. The service's own month is long for a list that grows.
const KEPT: &str = "public, max-age=21600";

/// The service wants to know who asks.
const OUR_NAME: &str = concat!("rekey/", env!("CARGO_PKG_VERSION"));

/// Whether the service at `url` lists a password.
///
/// # Errors
/// [`NoRange`] when no whole list came in time.
pub(crate) async fn is_stolen(url: &str, password: &Password) -> Result<bool, NoRange> {
    let sha1 = web_crypto::sha1(password.secret().as_bytes()).await;
    let hash = PasswordHash::new(&sha1.map_err(|_| NoRange)?);
    let address = format!("{url}/range/{}", hash.prefix());
    let range = match kept(&address).await {
        Some(range) => range,
        None => asked(&address).await?,
    };
    Ok(range.lists(&hash))
}

async fn asked(address: &str) -> Result<Range, NoRange> {
    let request = http::Request::get(address)
        .header("add-padding", "true")
        .header(USER_AGENT, OUR_NAME)
        .body(Vec::new());
    let request = request.map_err(|_| NoRange)?;
    let answer = network::send_within(DEADLINE, request).await;
    let answer = answer.map_err(|_| NoRange)?;
    if answer.status() != StatusCode::OK {
        return Err(NoRange);
    }
    let text = String::from_utf8(answer.into_body()).map_err(|_| NoRange)?;
    let range = Range::read(text).ok_or(NoRange)?;
    // An answer that is not kept is asked for again.
    let _ = keep(address, &range).await;
    Ok(range)
}

async fn kept(address: &str) -> Option<Range> {
    let answer = Cache::default().get(address, true).await;
    let text = answer.ok().flatten()?.text().await;
    Range::read(text.ok()?)
}

async fn keep(address: &str, range: &Range) -> worker::Result<()> {
    let headers = Headers::new();
    headers.set("cache-control", KEPT)?;
    let answer = Response::ok(range.rows())?.with_headers(headers);
    Cache::default().put(address, answer).await
}
