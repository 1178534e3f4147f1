//! `/healthz`, for load balancers and operators.

use std::cell::Cell;
use std::time::Duration;

use http::StatusCode;
use okta::Timestamp;
use pages::WentWrong;
use recovery::{HttpClient, Standing};
use serde_json::json;
use worker::Delay;

use crate::answer::Answer;
use crate::config::{Config, ConfigError, Credential};
use crate::network::Network;
use crate::route::Route;
use crate::visit::Visit;
use crate::{authority, moment};

/// For how long the last look at the credential counts, in milliseconds.
const LOOK_LIFETIME: i64 = 10_000;

/// When to see what another request has found.
const PAUSE: Duration = Duration::from_millis(100);

thread_local! {
    /// The last look at the credential. Settings change with the isolate only.
    static LOOK: Cell<Option<Look>> = const { Cell::new(None) };
}

/// A look at the credential: what was found, or nothing yet.
#[derive(Clone, Copy)]
struct Look {
    until: Timestamp,
    found: Option<Standing>,
}

/// Without `?deep`: the Worker runs.
pub(crate) fn shallow(visit: &Visit) -> Option<Answer> {
    let is_deep = visit.inbound.query("deep").is_some();
    (!is_deep).then(|| Answer::json(StatusCode::OK, &json!({ "status": "ok" })))
}

/// `?deep`: the settings make sense, the org answers, and takes the credential if there is one.
pub(crate) async fn deep(config: &Config) -> Answer {
    if !answers(config).await {
        return Answer::json(
            StatusCode::SERVICE_UNAVAILABLE,
            &json!({ "status": "failing", "okta": "unreachable" }),
        );
    }
    let (status, word, credential) = match standing(config).await {
        None => (StatusCode::OK, "ok", "none"),
        Some(Standing::Good) => (StatusCode::OK, "ok", "ok"),
        Some(Standing::Refused) => (StatusCode::SERVICE_UNAVAILABLE, "failing", "refused"),
        Some(Standing::Unknown) => (StatusCode::SERVICE_UNAVAILABLE, "failing", "unknown"),
    };
    let body = json!({ "status": word, "okta": "reachable", "credential": credential });
    Answer::json(status, &body)
}

async fn answers(config: &Config) -> bool {
    let probe = http::Request::get(format!(
        "{}/.well-known/okta-organization",
        config.recovery.org
    ));
    match probe.body(Vec::new()) {
        Ok(request) => Network
            .send(request)
            .await
            .is_ok_and(|answer| is_oktas(&answer)),
        Err(_) => false,
    }
}

/// What the credential is worth, if there is one. Okta is asked every ten seconds at most: the
/// world may ask here as often as it likes, and shall not spend Okta's rate limit.
async fn standing(config: &Config) -> Option<Standing> {
    if matches!(config.credential, Credential::None) {
        return None;
    }
    loop {
        let now = moment::present();
        match LOOK.get().filter(|look| now.now < look.until) {
            Some(Look { found: None, .. }) => Delay::from(PAUSE).await,
            Some(Look { found, .. }) => return found,
            None => return Some(look(config, now.after(LOOK_LIFETIME)).await),
        }
    }
}

async fn look(config: &Config, until: Timestamp) -> Standing {
    let note = |found| LOOK.set(Some(Look { until, found }));
    note(None);
    let org = &config.recovery.org;
    let (standing, notice) = recovery::standing(&Network, &config.credential, org).await;
    if let Some(notice) = notice {
        worker::console_error!("{}", authority::line(&notice));
    }
    note(Some(standing));
    standing
}

/// A host that is no org answers, too, but without a request id.
fn is_oktas(answer: &okta::Response) -> bool {
    !answer.status().is_server_error() && answer.headers().contains_key("x-okta-request-id")
}

/// A setting is missing or wrong: machines read which and why, people that it is not their fault.
pub(crate) fn misconfigured(route: &Route, visit: &Visit, error: &ConfigError) -> Answer {
    worker::console_error!("{error}");
    if *route == Route::Healthz {
        let body = json!({ "status": "failing", "setting": error.setting, "why": error.why });
        return Answer::json(StatusCode::SERVICE_UNAVAILABLE, &body);
    }
    visit.went_wrong(WentWrong::Misconfigured {
        setting: error.setting.to_owned(),
    })
}
