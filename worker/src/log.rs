//! What the operator reads: a line per event, and a data point where Analytics Engine is bound.

use recovery::{Journey, Report, Surroundings};
use worker::{AnalyticsEngineDataPointBuilder, Env};

/// The Analytics Engine dataset, by the name of its binding.
const ANALYTICS: &str = "ANALYTICS";

/// Writes down what a walk on behalf of `request` has met.
pub(crate) fn log<S: Surroundings>(env: &Env, request: &str, journey: &Journey<'_, S>) {
    journey.each_line(request, |line| {
        if let Ok(text) = serde_json::to_string(line) {
            worker::console_log!("{text}");
        }
        count(env, &Point::of(line.report));
    });
}

/// What is counted of a line: no login, and nothing that joins lines.
#[derive(Debug, PartialEq)]
struct Point {
    /// By which points are sampled.
    index: &'static str,
    /// Event, operation and outcome.
    blobs: [&'static str; 3],
    /// Milliseconds of the call and since the step began, and the status; 0 where there is none.
    doubles: [u32; 3],
}

impl Point {
    fn of(report: &Report) -> Self {
        let event = report.event.name();
        Self {
            index: event,
            blobs: [event, report.operation, report.outcome],
            doubles: [
                report.ms.unwrap_or_default(),
                report.step_ms.unwrap_or_default(),
                report.status.unwrap_or_default().into(),
            ],
        }
    }
}

/// Counts a point, where there is somewhere to count.
fn count(env: &Env, point: &Point) {
    let Ok(dataset) = env.analytics_engine(ANALYTICS) else {
        return;
    };
    let written = AnalyticsEngineDataPointBuilder::new()
        .indexes([point.index])
        .blobs(point.blobs)
        .doubles(point.doubles.map(f64::from))
        .write_to(&dataset);
    if let Err(error) = written {
        worker::console_error!("analytics: {error}");
    }
}

#[cfg(test)]
mod tests {
    use recovery::Occasion;

    use super::*;

    #[test]
    fn a_point_says_what_happened_and_how_long_it_took_and_not_to_whom() {
        let report = Report {
            event: Occasion::Okta,
            operation: "get_user",
            outcome: "unavailable",
            status: Some(503),
            code: Some("E0000009".into()),
            okta_request_id: Some("reqADA".into()),
            ms: Some(120),
            step_ms: Some(180),
        };
        let point = Point {
            index: "okta",
            blobs: ["okta", "get_user", "unavailable"],
            doubles: [120, 180, 503],
        };
        assert_eq!(Point::of(&report), point);
    }
}
