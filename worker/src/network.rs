//! The network, by the runtime's own `fetch`. Keeps no cookies and follows no redirects.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use http::StatusCode;
use recovery::{HttpClient, NetworkError};
use worker::js_sys::Uint8Array;
use worker::{AbortController, Delay, Fetch, Headers, Request, RequestInit, RequestRedirect};

use crate::whole;

/// How long one whole answer may take, of Okta's or of a mail service.
const DEADLINE: Duration = Duration::from_secs(10);

/// The network, as `recovery` knows it.
pub(crate) struct Network;

impl HttpClient for Network {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        send(request).await
    }
}

/// Sends a request and waits for the whole answer.
///
/// # Errors
/// [`NetworkError`] when no whole answer came in time.
pub(crate) async fn send(
    request: http::Request<Vec<u8>>,
) -> Result<http::Response<Vec<u8>>, NetworkError> {
    send_within(DEADLINE, request).await
}

/// The same, for an answer that is of no use after `deadline`.
///
/// # Errors
/// [`NetworkError`] when no whole answer came in time.
pub(crate) async fn send_within(
    deadline: Duration,
    request: http::Request<Vec<u8>>,
) -> Result<http::Response<Vec<u8>>, NetworkError> {
    let controller = AbortController::default();
    let signal = controller.signal();
    let exchange = async {
        let fetch = Fetch::Request(outbound(request)?);
        inbound(fetch.send_with_signal(&signal).await?).await
    };
    let Some(answer) = within(deadline, exchange).await else {
        controller.abort();
        return Err(NetworkError);
    };
    answer.map_err(|_: worker::Error| NetworkError)
}

/// What comes of it before the deadline, if anything.
pub(crate) async fn in_time<T>(work: impl Future<Output = T>) -> Option<T> {
    within(DEADLINE, work).await
}

async fn within<T>(deadline: Duration, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(Delay::from(deadline))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

fn outbound(request: http::Request<Vec<u8>>) -> worker::Result<Request> {
    let (parts, body) = request.into_parts();
    let mut init = RequestInit::new();
    init.with_method(parts.method.to_string().into())
        .with_headers(Headers::from(&parts.headers))
        .with_redirect(RequestRedirect::Manual);
    if !body.is_empty() {
        init.with_body(Some(Uint8Array::from(body.as_slice()).into()));
    }
    Request::new_with_init(&parts.uri.to_string(), &init)
}

async fn inbound(response: worker::Response) -> worker::Result<http::Response<Vec<u8>>> {
    let body = whole::bytes(&response).await?;
    let status = StatusCode::from_u16(response.status_code());
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status.unwrap_or(StatusCode::BAD_GATEWAY);
    *answer.headers_mut() = crate::inbound::headers(response.headers());
    Ok(answer)
}
