//! The org behind a socket.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use okta::Timestamp;
use okta_emulator::{Answer, Delivery, Moment, Org};
use tokio::net::TcpListener;

/// Bytes of a body; a hundred thousand people fit in one request to create
/// them.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// How long Ctrl-C waits for answers that are under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// Serves until Ctrl-C.
pub(crate) async fn serve(listener: TcpListener, org: Org) -> std::io::Result<()> {
    let router = Router::new()
        .fallback(respond)
        .with_state(Arc::new(Mutex::new(org)));
    let served = axum::serve(listener, router).with_graceful_shutdown(interrupted());
    // A fault may hold an answer back for hours.
    let impatient = async {
        interrupted().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        result = served.into_future() => result,
        () = impatient => Ok(()),
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without the signal nobody could end the program gracefully anyway.
        std::future::pending::<()>().await;
    }
}

/// The library decides; delays and lost answers happen here.
async fn respond(State(org): State<Arc<Mutex<Org>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let request = axum::http::Request::from_parts(head, Vec::from(body));
    let Answer {
        response,
        delay,
        delivery,
    } = {
        let mut org = org.lock().unwrap_or_else(PoisonError::into_inner);
        org.answer(&request, moment())
    };
    tokio::time::sleep(delay).await;
    match delivery {
        Delivery::Whole => response.map(Body::from),
        Delivery::Dropped => dropped(),
    }
}

fn refused(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// A body that fails at once makes the server close the connection before it
/// has written a byte.
fn dropped() -> Response {
    Response::new(Body::new(Lost))
}

struct Lost;

impl http_body::Body for Lost {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, &'static str>>> {
        Poll::Ready(Some(Err("the answer is lost, as a fault asked for")))
    }
}

/// The one place that looks at the clock and draws entropy.
#[expect(
    clippy::disallowed_methods,
    reason = "the program hands the library its moments"
)]
pub(crate) fn moment() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    let mut entropy = [0; 32];
    getrandom::fill(&mut entropy).expect("the system has entropy");
    Moment {
        now: Timestamp::from_millis(millis),
        entropy,
    }
}
