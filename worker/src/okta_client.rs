//! The network to Okta.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use http::StatusCode;
use recovery::{HttpClient, NetworkError};
use worker::js_sys::Uint8Array;
use worker::{AbortController, Delay, Fetch, Headers, Request, RequestInit, RequestRedirect};

/// How long Okta may take for one whole answer.
const DEADLINE: Duration = Duration::from_secs(10);

/// Okta, by the runtime's own `fetch`. Keeps no cookies and follows no redirects.
pub(crate) struct OktaClient;

impl HttpClient for OktaClient {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        let controller = AbortController::default();
        let signal = controller.signal();
        let exchange = pin!(async {
            let fetch = Fetch::Request(outbound(request)?);
            inbound(fetch.send_with_signal(&signal).await?).await
        });
        match select(exchange, pin!(Delay::from(DEADLINE))).await {
            Either::Left((answer, _)) => answer.map_err(|_| NetworkError),
            Either::Right(_) => {
                controller.abort();
                Err(NetworkError)
            }
        }
    }
}

fn outbound(request: okta::Request) -> worker::Result<Request> {
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

async fn inbound(mut response: worker::Response) -> worker::Result<okta::Response> {
    let body = response.bytes().await?;
    let status = StatusCode::from_u16(response.status_code());
    let mut answer = okta::Response::new(body);
    *answer.status_mut() = status.unwrap_or(StatusCode::BAD_GATEWAY);
    *answer.headers_mut() = crate::inbound::headers(response.headers());
    Ok(answer)
}
