//! What the runtime's memory grows by, per open transaction.

use std::time::Duration;

use super::load::Amount;
use super::peers::{Peer, Route, Stage};
use super::process::{resident, rest};

/// What is opened before the first look, so that what is needed once is there.
const WARMING_UP: usize = 500;
/// In how many is counted.
const TEN_THOUSAND: f64 = 10_000.0;

/// Opens `count` transactions; the bytes that ten thousand of them take.
pub(super) fn measure(stage: &mut Stage, peer: Peer, count: usize) -> f64 {
    let process = stage.process(peer);
    let mut open = |most| {
        let amount = Amount {
            connections: 32,
            lasts: Duration::MAX,
            most,
        };
        let requests = stage.prepare(peer, (Route::Ask, most));
        let answers = stage.load((peer, Route::Ask), &requests).send(amount);
        assert_eq!(answers.millis.len(), most);
        rest(process);
        resident(process)
    };
    let before = open(WARMING_UP);
    let after = open(count);
    let per_one = (after - before) / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    per_one * TEN_THOUSAND
}
