//! `/healthz`, for load balancers and operators.

use http::StatusCode;
use pages::WentWrong;
use serde_json::json;

use crate::answer::Answer;
use crate::config::{Config, ConfigError};
use crate::network;
use crate::route::Route;
use crate::visit::Visit;

/// Without `?deep`: the Worker runs.
pub(crate) fn shallow(visit: &Visit) -> Option<Answer> {
    let is_deep = visit.inbound.query("deep").is_some();
    (!is_deep).then(|| Answer::json(StatusCode::OK, &json!({ "status": "ok" })))
}

/// `?deep`: the settings make sense, and the org answers.
pub(crate) async fn deep(config: &Config) -> Answer {
    let probe = http::Request::get(format!(
        "{}/.well-known/okta-organization",
        config.recovery.org
    ));
    let answer = match probe.body(Vec::new()) {
        Ok(request) => network::send(request).await,
        Err(_) => Err(recovery::NetworkError),
    };
    match answer {
        Ok(answer) if is_oktas(&answer) => Answer::json(
            StatusCode::OK,
            &json!({ "status": "ok", "okta": "reachable" }),
        ),
        Ok(_) | Err(_) => Answer::json(
            StatusCode::SERVICE_UNAVAILABLE,
            &json!({ "status": "failing", "okta": "unreachable" }),
        ),
    }
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
