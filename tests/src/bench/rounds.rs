//! One kind of request, of all peers in turn, for some rounds.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::timing::statistics::quantile;

use super::load::{Amount, count};
use super::options::Plan;
use super::peers::{Peer, Route, Stage};
use super::process::{cpu, rest};

/// How many connections keep a peer busy that answers at once, and one that waits for Okta.
const BUSY: usize = 32;
const WAITING: usize = 256;

/// What was measured of one peer in one round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    /// Answers per second, with as many connections as it can use.
    pub(super) per_second: f64,
    /// Half of the answers come within this time, in milliseconds, with one connection.
    pub(super) p50: f64,
    /// All but one of a hundred.
    pub(super) p99: f64,
    /// Processor time per answer, in milliseconds, with all that is done for it afterwards.
    pub(super) cpu: f64,
}

/// All rounds.
pub(super) type Samples = BTreeMap<Peer, Vec<Sample>>;

/// Measures all peers of a route; another one begins each round.
pub(super) fn measure(stage: &mut Stage, route: Route, plan: &Plan) -> Samples {
    let mut samples = Samples::new();
    for round in 0..plan.rounds {
        let mut order = route.peers().to_vec();
        let peers = order.len();
        order.rotate_left(round % peers);
        for peer in order {
            let sample = sample(stage, (peer, route), plan);
            samples.entry(peer).or_default().push(sample);
        }
    }
    samples
}

fn sample(stage: &mut Stage, (peer, route): (Peer, Route), plan: &Plan) -> Sample {
    let process = stage.process(peer);
    let alone = Amount {
        connections: 1,
        lasts: plan.lasts,
        most: most(route, plan).min(plan.alone),
    };
    let busy = Amount {
        connections: if peer.waits(route) { WAITING } else { BUSY },
        lasts: if route == Route::Save {
            Duration::MAX
        } else {
            plan.lasts
        },
        most: most(route, plan),
    };
    let mut send = |amount: Amount| {
        let requests = stage.prepare(peer, (route, amount.most));
        rest(process);
        let before = cpu(process);
        let answers = stage.load((peer, route), &requests).send(amount);
        rest(process);
        (answers, cpu(process).saturating_sub(before))
    };
    let (mut one_by_one, _) = send(alone);
    let (together, worked) = send(busy);
    one_by_one.millis.sort_by(f64::total_cmp);
    Sample {
        per_second: together.per_second(),
        p50: quantile(&one_by_one.millis, 0.5),
        p99: quantile(&one_by_one.millis, 0.99),
        cpu: worked.as_secs_f64() * 1_000.0 / count(&together.millis),
    }
}

/// How many requests of a kind can be sent at a time.
fn most(route: Route, plan: &Plan) -> usize {
    match route {
        Route::Ask | Route::Show => 100_000,
        // Each needs a form of its own, and ends it.
        Route::Save => plan.forms,
    }
}
